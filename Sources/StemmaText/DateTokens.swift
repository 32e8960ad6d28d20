/// The numbers, words and marks of a text that may be a date, and the ways to read them.
struct DateTokens {
  enum Token: Equatable {
    case number(Int, digits: Int)
    /// Letters in lower case.
    case word(String)
    case mark(UInt8)
    case space
  }

  private(set) var tokens: [Token] = []

  /// Bytes beyond which no date is looked for; the longest form has about sixty.
  static let longest = 160

  /// Where each token starts in the text; not known of windows.
  let offsets: [Int]
  let words: DateWords
  let usage: DateReading.Usage

  /// Whether there are characters that may be of East Asia: U+3000 and beyond.
  let isWide: Bool

  init(
    _ text: String.UTF8View,
    _ words: DateWords,
    _ usage: DateReading.Usage,
    upTo limit: Int = longest
  ) {
    self.words = words
    self.usage = usage
    var scanner = DateScanner(text.prefix(limit))
    tokens = scanner.tokens()
    offsets = scanner.offsets
    isWide = text.prefix(limit).contains { $0 >= 0xE3 }
  }

  private init(_ tokens: [Token], like other: DateTokens) {
    self.tokens = tokens
    offsets = []
    isWide = other.isWide
    words = other.words
    usage = other.usage
  }

  /// The date that the tokens are, in the first form that fits.
  var parts: DateParts? { eastAsian ?? yearFirst ?? named ?? numeric ?? seconds }

  subscript(i: Int) -> Token? { tokens.indices.contains(i) ? tokens[i] : nil }

  func number(at i: Int, digits: ClosedRange<Int> = 1...4) -> Int? {
    guard case .number(let value, let count)? = self[i], digits.contains(count) else { return nil }
    return value
  }

  func word(at i: Int) -> String? {
    guard case .word(let word)? = self[i] else { return nil }
    return word
  }

  func isMark(_ character: Unicode.Scalar, at i: Int) -> Bool {
    self[i] == .mark(UInt8(ascii: character))
  }

  /// The index of the next token that is no space.
  func skippingSpace(from i: Int) -> Int { self[i] == .space ? i + 1 : i }

  /// Some of the tokens, with the time of day behind them written with a colon.
  func window(_ range: Range<Int>) -> DateTokens {
    var part = Array(tokens[range])
    for i in range.upperBound..<max(range.upperBound, min(tokens.count, range.upperBound + 7)) {
      guard case .number(_, let digits)? = self[i] else { continue }
      if let hours = word(at: i + 1), hours.unicodeScalars.first.map(hourUnits.contains) == true {
        part += tokens[max(range.upperBound, i - 2)...].prefix(9)
      } else if digits <= 2, isTimeMark(at: i + 1), number(at: i + 2, digits: 2...2) != nil,
        // “06.04.2025” is another date.
        !(isMark(".", at: i + 3) && number(at: i + 4) != nil)
      {
        part += [.space, tokens[i], .mark(UInt8(ascii: ":"))] + tokens[(i + 2)...].prefix(8)
      }
      break
    }
    return DateTokens(part, like: self)
  }

  private func isTimeMark(at i: Int) -> Bool {
    isMark(":", at: i) || isMark(".", at: i) || word(at: i) == "h"
  }

  // MARK: - Times and zones

  /// Where a time of day starts: a number with a colon and another number behind it.
  func timeStart(from lower: Int = 0) -> Int? {
    (lower..<max(lower, tokens.count)).first {
      number(at: $0, digits: 1...2) != nil && isMark(":", at: $0 + 1)
        && number(at: $0 + 2, digits: 1...2) != nil
    }
  }

  /// Reads the time at an index, the half of the day and the zone behind it; says where they end.
  func readTime(at start: Int, into parts: inout DateParts) -> Int {
    parts.hour = number(at: start, digits: 1...2)
    parts.minute = number(at: start + 2, digits: 1...2)
    var i = start + 3
    if isMark(":", at: i), let second = number(at: i + 1, digits: 1...2) {
      parts.second = second
      i += 2
    }
    if isMark(".", at: i) || isMark(",", at: i), number(at: i + 1, digits: 1...12) != nil { i += 2 }
    let next = skippingSpace(from: i)
    if let half = word(at: next), let isLate = words.isSecondHalf(half) {
      parts.hour = parts.hour.map { isLate ? ($0 < 12 ? $0 + 12 : $0) : ($0 == 12 ? 0 : $0) }
      i = next + 1
    }
    return readZone(at: skippingSpace(from: i), into: &parts) ?? i
  }

  /// Reads a zone at an index: an offset, a name, or a name with an offset; says where it ends.
  func readZone(at start: Int, into parts: inout DateParts) -> Int? {
    var i = start
    if isMark("(", at: i) { i += 1 }
    var isNamed = false
    if let name = word(at: i) {
      if name == "etc", isMark("/", at: i + 1) { i += 2 }
      guard let offset = word(at: i).flatMap({ words.zone($0) }) else { return nil }
      parts.offset = offset
      isNamed = true
      i += 1
    }
    let sign = isMark("+", at: i) ? 1 : isMark("-", at: i) ? -1 : 0
    guard sign != 0, case .number(let value, let digits)? = self[i + 1], digits <= 4 else {
      return isNamed ? i : nil
    }
    if digits > 2 {
      parts.offset = sign * (value / 100 * 60 + value % 100)
      return i + 2
    }
    let minutes = isMark(":", at: i + 2) ? number(at: i + 3, digits: 2...2) : nil
    parts.offset = sign * (value * 60 + (minutes ?? 0))
    return minutes == nil ? i + 2 : i + 4
  }
}

/// Characters that stand behind hours in East Asia.
private let hourUnits: Set<Unicode.Scalar> = ["時", "时", "點", "点", "시"]
