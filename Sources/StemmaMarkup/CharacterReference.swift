extension UnsafeBufferPointer<UInt8> {
  /// The character that a numeric reference means; `nil` if another kind of reference stands there.
  ///
  /// `range` starts at its `&`.
  ///
  /// Numbers that are no characters mean U+FFFD, those of C1 controls what windows-1252 has there:
  /// https://html.spec.whatwg.org/#numeric-character-reference-end-state.
  func numericReference(at range: Range<Int>) -> Unicode.Scalar? {
    var i = range.lowerBound + 2
    guard i < range.upperBound, self[i - 1] == 0x23 else {
      return nil
    }
    let isHexadecimal = self[i] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { i += 1 }
    let first = i
    var value: UInt32 = 0
    while i < range.upperBound, let digit = self[i].hexDigit, isHexadecimal || digit < 10 {
      value = Swift.min(0x11_0000, value * (isHexadecimal ? 16 : 10) + digit)
      i += 1
    }
    guard i > first else { return nil }
    if value >= 0x80, value < 0xA0 {
      return character(ofC1: UInt8(value)) ?? Unicode.Scalar(value)
    }
    return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}

/// What windows-1252 has at a byte from 0x80 to 0x9F; `nil` where it has nothing.
func character(ofC1 byte: UInt8) -> Unicode.Scalar? {
  let character = c1Characters[Int(byte & 0x7F)]
  return character == 0 ? nil : Unicode.Scalar(character)
}

/// What windows-1252 has where Unicode has C1 controls; 0 where it has nothing.
private let c1Characters: [UInt16] = [
  0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
  0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
  0x203A, 0x0153, 0, 0x017E, 0x0178,
]
