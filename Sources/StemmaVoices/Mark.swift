internal import StemmaText

/// One quotation mark, or two single ones that stand for a double one, where it stands.
struct Mark {
  /// What a mark does.
  enum Direction {
    case opens, closes, neither
  }

  let first: Int
  let last: Int
  let style: Passage.Style

  /// „ and ‚, » before a word, and “ or ” before a word: they open, and close with other marks.
  let isLow: Bool

  /// Opens by its form: “ ‘ « 「.
  private let leansLeft: Bool

  /// Closes by its form: ” ’ » 」.
  private let leansRight: Bool

  /// A blank, an opening bracket or nothing stands before it.
  private let isFree: Bool

  /// A blank, a stop or nothing stands behind it.
  private let isBare: Bool

  /// A letter or digit stands right behind it.
  private let precedesWord: Bool

  /// A digit stands right before it: inches or feet.
  private let followsDigit: Bool

  /// A letter stands right before it.
  private let followsLetter: Bool

  /// The mark begins a markup attribute that was left in the text (`id="`).
  let isAttribute: Bool

  /// A full stop stands before it, apart from a blank.
  let beginsSentence: Bool

  init(
    at i: Int,
    _ text: UnsafeBufferPointer<UInt8>,
    _ tokens: [Token],
    _ block: Range<Int>
  ) {
    first = i
    let bytes = text[tokens[i].lower..<tokens[i].upper]
    let scalar = Self.scalar(bytes)
    var end = i
    if scalar == 0x27, i + 1 < block.upperBound, tokens[i + 1].lower == tokens[i].upper,
      tokens[i + 1].upper - tokens[i + 1].lower == 1, text[tokens[i + 1].lower] == 0x27
    {
      end = i + 1
    }
    last = end
    style = end > i ? .double : Self.style(scalar)
    isLow = scalar == 0x201E || scalar == 0x201A || scalar == 0xBB || scalar == 0x203A
    leansLeft = [0x201C, 0x2018, 0xAB, 0x2039, 0x300C, 0x300E, 0x201E, 0x201A, 0x201F].contains(
      scalar
    )
    leansRight = [0x201D, 0x2019, 0xBB, 0x203A, 0x300D, 0x300F].contains(scalar)
    let before: UInt8 = tokens[i].lower > 0 && i > block.lowerBound ? text[tokens[i].lower - 1] : 32
    let lower = tokens[end].upper
    let behind: UInt8 = lower < text.count && end + 1 < block.upperBound ? text[lower] : 32
    isFree =
      before.isSpace || before == UInt8(ascii: "(") || before == UInt8(ascii: "[")
      || Self.isDash(before, text, tokens[i].lower) || before == UInt8(ascii: "/")
      || Self.isOpeningMark(text, before: tokens[i].lower)
      || tokens[i].shape.contains(.afterSpace)
    isBare =
      behind.isSpace
      || (behind < 0x80 && !behind.isLetter && !behind.isDigit
        && behind != UInt8(ascii: "$") && behind != UInt8(ascii: "#") && behind != UInt8(ascii: "@")
        && behind != UInt8(ascii: "[") && behind != UInt8(ascii: "("))
      || (end + 1 < block.upperBound && tokens[end + 1].shape.contains(.afterSpace))
    precedesWord = behind.isLetter || behind.isDigit || behind >= 0xC3
    followsDigit = before.isDigit
    followsLetter = before.isLetter || before.isDigit || before >= 0x80
    isAttribute = scalar == 0x22 && before == UInt8(ascii: "=")
    beginsSentence =
      isFree && i > block.lowerBound && tokens[i - 1].shape.contains(.stop) && !isBare
  }

  /// What the mark does, given whether one of its style is open.
  func direction(isOpen: Bool, lowOpen: Bool) -> Direction {
    switch style {
    case .corner: return leansLeft ? .opens : .closes
    case .guillemet:
      if isOpen { return isFree && !isBare && leansLeft ? .opens : .closes }
      return isBare && !isFree ? .closes : .opens
    case .single:
      if leansLeft { return isFree || !followsLetter ? .opens : .neither }
      if isOpen { return !precedesWord || isFree == false && !precedesWord ? .closes : .neither }
      return !leansRight && isFree && precedesWord ? .opens : .neither
    case .double: return double(isOpen: isOpen, lowOpen: lowOpen)
    }
  }

  private func double(isOpen: Bool, lowOpen: Bool) -> Direction {
    if isLow { return .opens }
    if leansLeft {
      if isOpen, lowOpen || !isFree && isBare { return .closes }
      return !isOpen && !isFree && isBare ? .closes : .opens
    }
    if leansRight {
      if isOpen { return isFree && !isBare ? .opens : .closes }
      return isFree && !isBare ? .opens : .closes
    }
    let strongOpen = isFree && !isBare
    if strongOpen { return .opens }
    if isOpen { return .closes }
    if !isFree, isBare { return followsDigit ? .neither : .closes }
    return .opens
  }

  /// Whether an opening mark is of another kind than this one, where both show theirs.
  func isMismatched(with opening: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard style == .double, first == last else { return false }
    let straight = opening.upper - opening.lower == 1
    let isStraight = !leansLeft && !leansRight
    return straight != isStraight
  }

  private static func style(_ scalar: UInt32) -> Passage.Style {
    switch scalar {
    case 0x27, 0x2018...0x201B, 0xFF07: .single
    case 0xAB, 0xBB, 0x2039, 0x203A: .guillemet
    case 0x300C...0x300F: .corner
    default: .double
    }
  }

  private static func isDash(
    _ before: UInt8,
    _ text: UnsafeBufferPointer<UInt8>,
    _ at: Int
  ) -> Bool {
    if before == UInt8(ascii: "-") { return true }
    guard before & 0xC0 == 0x80, at >= 3 else { return false }
    return text[at - 3] == 0xE2 && text[at - 2] == 0x80 && (before == 0x93 || before == 0x94)
  }

  private static func isOpeningMark(_ text: UnsafeBufferPointer<UInt8>, before at: Int) -> Bool {
    guard at >= 3, text[at - 3] == 0xE2, text[at - 2] == 0x80 else { return false }
    return text[at - 1] == 0x98 || text[at - 1] == 0x9C || text[at - 1] == 0x9E
  }

  private static func scalar(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32 {
    let first = UInt32(bytes[bytes.startIndex])
    switch bytes.count {
    case 1: return first
    case 2: return (first & 0x1F) << 6 | UInt32(bytes[bytes.startIndex + 1] & 0x3F)
    default:
      return (first & 0xF) << 12 | UInt32(bytes[bytes.startIndex + 1] & 0x3F) << 6
        | UInt32(bytes[bytes.startIndex + 2] & 0x3F)
    }
  }
}
