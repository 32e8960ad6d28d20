import StemmaText

/// What a word is to a line that may be furniture, in one byte.
struct LineWord: Equatable, Sendable {
  /// In five bits what the pack knows it as, and behind them its persons and whether it is joined.
  private let bits: UInt8

  private static let other: UInt8 = 1
  private static let small: UInt8 = 2
  private static let plain: UInt8 = 3
  private static let firstKind: UInt8 = 4
  private static let joined: UInt8 = 0x80

  /// Reads a token.
  init(_ token: Token, in text: UnsafeBufferPointer<UInt8>, _ reading: LineReading) {
    guard token.kind == .word else {
      bits = Self.other
      return
    }
    let hash = LineReading.hash(of: text, token.lower..<token.upper)
    let joined = Self.isJoined(token, text) ? Self.joined : 0
    guard let found = reading.kind(of: hash) else {
      bits = Self.other | joined
      return
    }
    let kind =
      switch found & LineReading.kindBits {
      case LineReading.small: Self.small
      case LineReading.plain: Self.plain
      case let kind: Self.firstKind + kind
      }
    let persons = (found & (LineReading.firstPerson | LineReading.secondPerson)) >> 1
    bits = kind | persons | joined
  }

  /// Whether a capital stands behind a small letter, as where two words lost their space.
  private static func isJoined(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for i in (token.lower + 1)..<token.upper
    where text[i] &- 0x41 < 26 && text[i - 1] &- 0x61 < 26 { return true }
    return false
  }

  /// Whether two words lost the space between them.
  var isJoined: Bool { bits & Self.joined != 0 }

  /// Whether it carries meaning: it is no function word.
  var isContent: Bool { bits & 0x1f != Self.small }

  /// Its kind among the words of interfaces.
  var kind: UInt32? {
    let kind = bits & 0x1f
    return kind >= Self.firstKind ? UInt32(kind - Self.firstKind) : nil
  }

  /// Whether it speaks in the first person, or to the second.
  var isFirstPerson: Bool { bits & LineReading.firstPerson >> 1 != 0 }
  var isSecondPerson: Bool { bits & LineReading.secondPerson >> 1 != 0 }
}
