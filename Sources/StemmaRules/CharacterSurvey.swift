internal import StemmaText

/// Which characters are in a text that some checks are about; most texts have none of them.
struct CharacterSurvey {
  /// Whether there may be some that nobody sees, or that turn the direction of writing.
  private(set) var mayHide = false

  /// Whether there is a letter of a script that runs from right to left.
  private(set) var hasRightToLeft = false

  /// Reads a text once.
  init(of text: [UInt8]) {
    text.withUnsafeBufferPointer { text in
      var i = 0
      while i < text.count {
        if text.word(at: i, count: text.count - i) & 0x8080_8080_8080_8080 == 0 {
          i += 8
          continue
        }
        let end = min(i + 8, text.count)
        while i < end {
          let (value, length) = scalar(in: text, at: i)
          if length > 1 { note(value, at: i, in: text) }
          i += length
        }
      }
    }
  }

  private mutating func note(_ value: UInt32, at i: Int, in text: UnsafeBufferPointer<UInt8>) {
    if Self.mayHide(at: i, in: text) { mayHide = true }
    if value >= 0x5be, Self.isRightToLeft(value) { hasRightToLeft = true }
  }

  /// Whether a range has bytes that characters begin with which nobody sees.
  static func mayHide(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let part = UnsafeBufferPointer(rebasing: text[range])
    return part.indices.contains { part[$0] >= 0xc2 && mayHide(at: $0, in: part) }
  }

  private static func mayHide(at i: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard i + 1 < text.count else { return false }
    let second = text[i + 1]
    let third = i + 2 < text.count ? text[i + 2] : 0
    return switch text[i] {
    case 0xc2: second == 0xad
    case 0xcd: second == 0x8f
    case 0xd8: second == 0x9c
    case 0xe1: second == 0x85 || second == 0xa0
    case 0xe2:
      second == 0x80 && (0x8b...0x8f ~= third || 0xaa...0xae ~= third)
        || second == 0x81 && third >= 0xa0
    case 0xe3: second == 0x85 && third == 0xa4
    case 0xef: second == 0xb8 || second >= 0xbb && second != 0xbc && second != 0xbd
    case 0xf0: second == 0x9b || second == 0x9d
    case 0xf3: second == 0xa0
    default: false
    }
  }

  private static func isRightToLeft(_ value: UInt32) -> Bool {
    switch value {
    case 0x05be...0x08ff, 0xfb1d...0xfdff, 0xfe70...0xfefc, 0x10800...0x10fff, 0x1e800...0x1efff:
      true
    default: false
    }
  }
}
