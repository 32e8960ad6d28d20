/// What a character can do in a word.
enum CharacterClass {
  case letter, ideograph, mark, digit, space, quote, stop, punctuation, joiner, symbol
}

/// A character of a text, with its length in bytes.
struct Letter {
  let scalar: UInt32
  let length: Int

  /// Decodes the character at `i` of text that is valid UTF-8.
  @inline(__always)
  init(_ text: UnsafeBufferPointer<UInt8>, at i: Int) {
    let first = UInt32(text[i])
    switch first {
    case ..<0x80: (scalar, length) = (first, 1)
    case ..<0xE0: (scalar, length) = ((first & 0x1F) << 6 | Self.tail(text, i + 1), 2)
    case ..<0xF0:
      scalar = (first & 0xF) << 12 | Self.tail(text, i + 1) << 6 | Self.tail(text, i + 2)
      length = 3
    default:
      scalar =
        (first & 7) << 18 | Self.tail(text, i + 1) << 12 | Self.tail(text, i + 2) << 6
        | Self.tail(text, i + 3)
      length = 4
    }
  }

  private static func tail(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> UInt32 {
    i < text.count ? UInt32(text[i] & 0x3F) : 0
  }

  /// The character that ends before `i`; `nil` at the start of the text.
  static func before(_ i: Int, in text: UnsafeBufferPointer<UInt8>) -> Letter? {
    var start = i - 1
    while start >= 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return start < 0 ? nil : Letter(text, at: start)
  }

  /// What it can do in a word; ranges first, because the general category is slow to ask for.
  var characterClass: CharacterClass {
    switch scalar {
    case ..<0x80: asciiClass
    case 0xC0...0x24F: scalar == 0xD7 || scalar == 0xF7 ? .symbol : .letter
    case 0x250...0x2AF, 0x370...0x37D, 0x388...0x481, 0x48A...0x559, 0x561...0x587: .letter
    case 0x300...0x36F: .mark
    case 0x2018...0x201F, 0x2039, 0x203A, 0xAB, 0xBB, 0x300C...0x300F, 0xFF02, 0xFF07: .quote
    case 0x2026, 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0x61F, 0x6D4, 0x964, 0x965, 0xFF61: .stop
    case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0x1680: .space
    case 0xAD, 0x200C, 0x200D, 0x2060, 0x200B, 0xFEFF: .joiner
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      .ideograph
    case 0xAC00...0xD7A3: .letter
    default: generalClass
    }
  }

  private var asciiClass: CharacterClass {
    switch UInt8(truncatingIfNeeded: scalar) {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case 9...13, 32: .space
    case UInt8(ascii: "\""), UInt8(ascii: "'"): .quote
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): .stop
    case UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "<"), UInt8(ascii: "="),
      UInt8(ascii: ">"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"),
      UInt8(ascii: "~"), UInt8(ascii: "%"), 0..<9, 14..<32, 127:
      .symbol
    default: .punctuation
    }
  }

  private var generalClass: CharacterClass {
    guard let scalar = Unicode.Scalar(scalar) else { return .symbol }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber:
      .letter
    case .nonspacingMark, .spacingMark, .enclosingMark: .mark
    case .decimalNumber: .digit
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: .space
    case .initialPunctuation, .finalPunctuation: .quote
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .otherPunctuation:
      .punctuation
    default: .symbol
    }
  }

  /// Whether it is a capital letter.
  var isUpper: Bool {
    switch scalar {
    case ..<0x80: scalar >= 0x41 && scalar <= 0x5A
    case 0xC0...0xDE: scalar != 0xD7
    case 0xDF...0xFF, 0x430...0x45F, 0x3B1...0x3CE: false
    case 0x400...0x42F: true
    case 0x590...0x1CFF, 0x2E80...0xA63F, 0xAC00...0xD7FF: false
    default: Unicode.Scalar(scalar)?.properties.isUppercase ?? false
    }
  }

  /// Whether it is a small letter.
  var isLower: Bool {
    switch scalar {
    case ..<0x80: scalar >= 0x61 && scalar <= 0x7A
    case 0xDF...0xFF: scalar != 0xF7
    case 0x400...0x42F: false
    case 0x430...0x45F: true
    case 0x590...0x1CFF, 0x2E80...0xA63F, 0xAC00...0xD7FF: false
    default: Unicode.Scalar(scalar)?.properties.isLowercase ?? false
    }
  }
}

extension UInt8 {
  /// Whether it is an ASCII letter.
  @inlinable @inline(__always) package var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// Whether it is an ASCII capital.
  @inlinable @inline(__always) package var isCapital: Bool { self &- 0x41 < 26 }

  /// Whether it is an ASCII digit.
  @inlinable @inline(__always) package var isDigit: Bool { self &- 0x30 < 10 }

  /// Whether it is ASCII white space.
  @inlinable @inline(__always) package var isSpace: Bool { self == 32 || self &- 9 < 5 }

  /// The small letter for an ASCII capital, itself otherwise.
  @inlinable @inline(__always) package var folded: UInt8 { isCapital ? self | 0x20 : self }
}
