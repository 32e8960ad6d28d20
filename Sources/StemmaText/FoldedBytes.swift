// Bytes of a text, eight at a time.
extension UnsafeBufferPointer<UInt8> {
  /// Up to eight bytes from an offset, the first one lowest; what `count` leaves out is 0.
  @inlinable @inline(__always)
  package func word(at offset: Int, count: Int) -> UInt64 {
    if offset + 8 <= self.count, let base = baseAddress {
      let word = UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self).littleEndian
      return count >= 8 ? word : word & (1 << UInt64(8 * count) &- 1)
    }
    var word: UInt64 = 0
    for i in 0..<Swift.min(count, 8) { word |= UInt64(self[offset + i]) << UInt64(8 * i) }
    return word
  }

  /// A hash of some bytes behind what was hashed before; with ASCII capitals folded if asked for.
  @inlinable @inline(__always)
  package func hash(_ range: Range<Int>, folded: Bool, after before: UInt64) -> UInt64 {
    var hash = before
    var i = range.lowerBound
    while i < range.upperBound {
      let word = word(at: i, count: range.upperBound - i)
      // The golden ratio’s multiplier, as in SplitMix64.
      hash = (hash ^ (folded ? word.foldedBytes : word)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
      i += 8
    }
    return hash
  }

  /// Copies some bytes with ASCII capitals folded and, where asked, apostrophes straight; returns
  /// how many they are then.
  @inlinable @inline(__always)
  package func copyFolded(
    _ range: Range<Int>,
    straightApostrophes: Bool,
    to buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var count = 0
    var i = range.lowerBound
    while i < range.upperBound {
      if self[i] == 0xE2, straightApostrophes, i + 2 < range.upperBound, self[i + 1] == 0x80,
        self[i + 2] == 0x99
      {
        buffer[count] = UInt8(ascii: "'")
        i += 3
      } else {
        buffer[count] = self[i].folded
        i += 1
      }
      count += 1
    }
    return count
  }
}

extension UInt64 {
  /// Its bytes with ASCII capitals folded.
  @inlinable @inline(__always)
  package var foldedBytes: UInt64 {
    // The top bit of each byte says whether its other bits are A or more, and more than Z.
    let low = self & 0x7F7F_7F7F_7F7F_7F7F
    let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
    let behindZ = low &+ 0x2525_2525_2525_2525
    return self | ((fromA ^ behindZ) & ~self & 0x8080_8080_8080_8080) >> 2
  }
}
