/// Cuts a text into the tokens of dates.
struct DateScanner {
  private let bytes: [UInt8]
  private var i = 0

  init(_ text: some Sequence<UInt8>) { bytes = Array(text) }

  /// Where each of the tokens starts.
  private(set) var offsets: [Int] = []

  /// All tokens, without space in front.
  mutating func tokens() -> [DateTokens.Token] {
    var tokens: [DateTokens.Token] = []
    while i < bytes.count {
      let start = i
      defer { if offsets.count < tokens.count { offsets.append(start) } }
      if digit(at: i) != nil {
        tokens.append(number())
      } else if let width = space(at: i) {
        i += width
        if !tokens.isEmpty, tokens.last != .space { tokens.append(.space) }
      } else if let mark = mark(at: i) {
        i += mark.width
        tokens.append(.mark(mark.sign))
      } else {
        tokens.append(word())
      }
    }
    return tokens
  }

  private mutating func number() -> DateTokens.Token {
    var (value, digits) = (0, 0)
    while let digit = digit(at: i) {
      if digits < 14 { value = value * 10 + digit.value }
      digits += 1
      i += digit.width
    }
    return .number(value, digits: digits)
  }

  private mutating func word() -> DateTokens.Token {
    let start = i
    repeat {
      i += 1
    } while i < bytes.count && (bytes[i].isLetter || bytes[i] >= 0x80)
      && (bytes[i] & 0xC0 == 0x80
        || digit(at: i) == nil && space(at: i) == nil && mark(at: i) == nil)
    return .word(String(decoding: bytes[start..<i], as: UTF8.self).lowercased())
  }

  /// A digit: ASCII, Arabic, Persian, Devanagari, Bengali, Thai, or of full width.
  private func digit(at i: Int) -> (value: Int, width: Int)? {
    guard i < bytes.count else { return nil }
    let byte = bytes[i]
    if byte.isDigit { return (Int(byte - 0x30), 1) }
    guard byte >= 0xD9 else { return nil }
    switch byte {
    case 0xD9: return digit(at: i + 1, from: 0xA0, 2)
    case 0xDB: return digit(at: i + 1, from: 0xB0, 2)
    case 0xE0 where i + 2 < bytes.count:
      switch bytes[i + 1] {
      case 0xA5, 0xA7: return digit(at: i + 2, from: 0xA6, 3)
      case 0xB9: return digit(at: i + 2, from: 0x90, 3)
      default: return nil
      }
    case 0xEF where i + 2 < bytes.count && bytes[i + 1] == 0xBC:
      return digit(at: i + 2, from: 0x90, 3)
    default: return nil
    }
  }

  private func digit(at i: Int, from zero: UInt8, _ width: Int) -> (value: Int, width: Int)? {
    guard i < bytes.count, bytes[i] >= zero, bytes[i] - zero < 10 else { return nil }
    return (Int(bytes[i] - zero), width)
  }

  /// The width of a space: ASCII, or U+00A0, U+2000–200F, U+202F, U+3000.
  private func space(at i: Int) -> Int? {
    let byte = bytes[i]
    if byte < 0x80 { return byte.isSpace ? 1 : nil }
    if byte == 0xC2, i + 1 < bytes.count, bytes[i + 1] == 0xA0 { return 2 }
    guard i + 2 < bytes.count else { return nil }
    switch (byte, bytes[i + 1]) {
    case (0xE2, 0x80): return bytes[i + 2] <= 0x8F || bytes[i + 2] == 0xAF ? 3 : nil
    case (0xE3, 0x80): return bytes[i + 2] == 0x80 ? 3 : nil
    default: return nil
    }
  }

  /// A mark: ASCII, or the dashes, bullets and quotation marks beyond it.
  private func mark(at i: Int) -> (sign: UInt8, width: Int)? {
    let byte = bytes[i]
    if byte < 0x80 { return byte.isLetter ? nil : (byte, 1) }
    if byte == 0xC2 || byte == 0xC3 {
      // ª and º belong to words: “1º de mayo”.
      guard byte == 0xC2, i + 1 < bytes.count, bytes[i + 1] != 0xAA, bytes[i + 1] != 0xBA else {
        return nil
      }
      return (UInt8(ascii: "|"), 2)
    }
    guard i + 2 < bytes.count else { return nil }
    if byte == 0xE2, bytes[i + 1] == 0x80 {
      // U+2019 stands for the apostrophe of “12 June ’24”.
      return bytes[i + 2] == 0x99 ? (0x27, 3) : (UInt8(ascii: "|"), 3)
    }
    return byte == 0xEF && bytes[i + 1] == 0xBC && bytes[i + 2] == 0x9A
      ? (UInt8(ascii: ":"), 3) : nil
  }
}
