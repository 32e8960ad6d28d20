/// The BLAKE2b hash of some bytes, without a key (RFC 7693).
///
/// Minisign signs it; swift-crypto does not have it.
///
/// - Parameters:
///   - bytes: What is hashed.
///   - count: Length of the hash, in bytes; 1 to 64.
/// - Returns: The hash.
func blake2b(_ bytes: [UInt8], count: Int) -> [UInt8] {
  precondition((1...64).contains(count), "BLAKE2b gives 1 to 64 bytes.")
  var state = initialization
  state[0] ^= 0x0101_0000 ^ UInt64(count)
  var offset = 0
  while bytes.count - offset > 128 {
    compress(&state, block(of: bytes, from: offset), upTo: offset + 128, isLast: false)
    offset += 128
  }
  compress(&state, block(of: bytes, from: offset), upTo: bytes.count, isLast: true)
  return (0..<count).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64(8 * ($0 % 8))) }
}

/// Sixteen words in little-endian order; zero behind the end.
private func block(of bytes: [UInt8], from offset: Int) -> [UInt64] {
  var words = [UInt64](repeating: 0, count: 16)
  for i in 0..<min(128, bytes.count - offset) {
    words[i / 8] |= UInt64(bytes[offset + i]) << UInt64(8 * (i % 8))
  }
  return words
}

/// RFC 7693, section 3.2.
private func compress(
  _ state: inout [UInt64],
  _ words: [UInt64],
  upTo count: Int,
  isLast: Bool
) {
  var v = state + initialization
  v[12] ^= UInt64(count)
  if isLast { v[14] = ~v[14] }
  for round in 0..<12 {
    let order = permutations[round % 10]
    for i in 0..<8 {
      // Four columns, then four diagonals (section 3.1).
      let shift = i < 4 ? 0 : 1
      let (a, b) = (i % 4, 4 + (i + shift) % 4)
      let (c, d) = (8 + (i + 2 * shift) % 4, 12 + (i + 3 * shift) % 4)
      v[a] = v[a] &+ v[b] &+ words[order[2 * i]]
      v[d] = rotated(v[d] ^ v[a], by: 32)
      v[c] = v[c] &+ v[d]
      v[b] = rotated(v[b] ^ v[c], by: 24)
      v[a] = v[a] &+ v[b] &+ words[order[2 * i + 1]]
      v[d] = rotated(v[d] ^ v[a], by: 16)
      v[c] = v[c] &+ v[d]
      v[b] = rotated(v[b] ^ v[c], by: 63)
    }
  }
  for i in 0..<8 { state[i] ^= v[i] ^ v[i + 8] }
}

private func rotated(_ word: UInt64, by count: UInt64) -> UInt64 {
  word >> count | word << (64 - count)
}

/// RFC 7693, section 2.6: as in SHA-512.
private let initialization: [UInt64] = [
  0x6A09_E667_F3BC_C908, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1,
  0x510E_527F_ADE6_82D1, 0x9B05_688C_2B3E_6C1F, 0x1F83_D9AB_FB41_BD6B, 0x5BE0_CD19_137E_2179,
]

/// RFC 7693, section 2.7.
private let permutations: [[Int]] = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
]
