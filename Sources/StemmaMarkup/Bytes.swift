#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

extension UInt8 {
  /// Whether HTML and XML take the byte for white space.
  var isMarkupSpace: Bool {
    self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C
  }

  /// Whether the byte is an ASCII letter.
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// Whether the byte is an ASCII digit.
  var isDigit: Bool { self &- 0x30 < 10 }

  /// Whether the byte is an ASCII letter or digit, or part of a character beyond ASCII.
  var isWordByte: Bool { isLetter || isDigit || self >= 0x80 }

  /// The byte in lower case, if it is an ASCII letter.
  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// The value of the byte as a hexadecimal digit.
  var hexDigit: UInt32? {
    switch self {
    case 0x30...0x39: UInt32(self - 0x30)
    case 0x41...0x46: UInt32(self - 0x41 + 10)
    case 0x61...0x66: UInt32(self - 0x61 + 10)
    default: nil
    }
  }
}

extension UInt64 {
  /// The top bit of each of the eight bytes that is `byte`; others may be set above the lowest.
  ///
  /// https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
  func marks(of byte: UInt8) -> UInt64 {
    let rest = self ^ (0x0101_0101_0101_0101 &* UInt64(byte))
    return (rest &- 0x0101_0101_0101_0101) & ~rest & 0x8080_8080_8080_8080
  }

  /// The top bit of each of the eight bytes that is below 0x20; others may be set above the lowest.
  var controlMarks: UInt64 {
    (self &- 0x2020_2020_2020_2020) & ~self & 0x8080_8080_8080_8080
  }
}

/// Bytes that are read in place, by offset.
typealias Source = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
  /// Whether a UTF-8 byte-order mark stands in front.
  var startsWithByteOrderMark: Bool { matches("\u{FEFF}", at: 0) }

  /// Whether `word`, which is in lower case, stands at an offset in any case of ASCII letters.
  func matches(_ word: StaticString, at offset: Int) -> Bool {
    guard offset >= 0, offset + word.utf8CodeUnitCount <= count else { return false }
    for i in 0..<word.utf8CodeUnitCount where self[offset + i].lowercased != word.utf8Start[i] {
      return false
    }
    return true
  }

  /// Where `byte` next stands, from `lower` on and before `upper`; `upper` if it does not.
  func first(_ byte: UInt8, from lower: Int, to upper: Int) -> Int {
    guard lower < upper, let baseAddress else { return upper }
    guard let hit = memchr(baseAddress + lower, Int32(byte), upper - lower) else { return upper }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(baseAddress)
  }

  /// Where `word`, in lower case, next stands in any case of ASCII letters; `nil` if it does not.
  func first(_ word: StaticString, from lower: Int, to upper: Int) -> Int? {
    let head = word.utf8Start[0]
    var i = lower
    while i < upper {
      if head.isLetter {
        while i < upper, self[i].lowercased != head { i += 1 }
      } else {
        i = first(head, from: i, to: upper)
      }
      guard i + word.utf8CodeUnitCount <= upper else { return nil }
      if matches(word, at: i) { return i }
      i += 1
    }
    return nil
  }

  /// Where other bytes first stand in these; `nil` if they do not, or are none.
  func first(_ other: Source) -> Int? {
    guard let head = other.first else { return nil }
    let end = count - other.count + 1
    var i = 0
    while i < end {
      i = first(head, from: i, to: end)
      guard i < end else { return nil }
      var k = 1
      while k < other.count, self[i + k] == other[k] { k += 1 }
      if k == other.count { return i }
      i += 1
    }
    return nil
  }

  /// The text at a range, with U+FFFD for what is not UTF-8.
  func words(at range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: self[range]), as: UTF8.self)
  }
}

extension Unicode.Scalar {
  /// Puts the scalar's UTF-8 bytes behind others.
  func append(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: UTF8.encode(self).unsafelyUnwrapped)
  }
}
