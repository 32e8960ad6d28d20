internal import StemmaText

/// How many of a line's longer words the prose of the document has in other lines.
struct WordOverlap {
  /// For each line: 0 without longer words, 1 none, then up to a quarter, a half, three quarters,
  /// not all, and 6 for all of them.
  let classes: [UInt8]

  /// Words of fewer bytes are as often alike by chance.
  private static let fewestBytes = 4

  init(
    _ sketches: [LineSketch],
    _ lines: [Line],
    _ tokens: [Token],
    _ text: UnsafeBufferPointer<UInt8>
  ) {
    var table = WordTable()
    for i in lines.indices where sketches[i].isProse {
      for token in tokens[lines[i].tokens] where Self.isLong(token) {
        table.note(Self.key(of: token, text), line: UInt32(i))
      }
    }
    classes = lines.indices.map { i in
      guard sketches[i].words <= LineSketch.mostWords else { return 0 }
      var all = 0
      var shared = 0
      for token in tokens[lines[i].tokens] where Self.isLong(token) {
        all += 1
        if table.has(Self.key(of: token, text), besides: UInt32(i)) { shared += 1 }
      }
      if all == 0 { return 0 }
      if shared == 0 { return 1 }
      if shared == all { return 6 }
      return shared * 4 <= all ? 2 : shared * 2 <= all ? 3 : shared * 4 <= 3 * all ? 4 : 5
    }
  }

  @inline(__always)
  private static func isLong(_ token: Token) -> Bool {
    token.kind == .word && token.upper - token.lower >= fewestBytes
      && !token.shape.contains(.ideograph)
  }

  /// The first eight bytes of a word with ASCII capitals folded; never 0.
  @inline(__always)
  private static func key(of token: Token, _ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    for i in token.lower..<min(token.upper, token.lower + 8) {
      key = key << 8 | UInt64(text[i] &- 0x41 < 26 ? text[i] | 0x20 : text[i])
    }
    return key | 1 << 63
  }
}

/// Words with the line they stand in, or that they stand in several; open addressing, at most half
/// full.
private struct WordTable {
  private let scattering = Scattering()
  private var bits = 10
  private var keys = [UInt64](repeating: 0, count: 1 << 10)
  private var lines = [UInt32](repeating: 0, count: 1 << 10)
  private var count = 0

  mutating func note(_ key: UInt64, line: UInt32) {
    let slot = slot(of: key)
    if keys[slot] == 0 {
      keys[slot] = key
      lines[slot] = line
      count += 1
      if count * 2 > keys.count { grow() }
    } else if lines[slot] != line {
      lines[slot] = .max
    }
  }

  func has(_ key: UInt64, besides line: UInt32) -> Bool {
    let slot = slot(of: key)
    return keys[slot] != 0 && lines[slot] != line
  }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var slot = scattering.slot(of: key, among: bits)
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldLines) = (keys, lines)
    bits += 1
    keys = [UInt64](repeating: 0, count: 1 << bits)
    lines = [UInt32](repeating: 0, count: 1 << bits)
    for (key, line) in zip(oldKeys, oldLines) where key != 0 {
      let slot = slot(of: key)
      keys[slot] = key
      lines[slot] = line
    }
  }
}
