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
  private static let longest = 160

  init(_ text: String.UTF8View) {
    let bytes = Array(text.prefix(Self.longest))
    var i = 0
    while i < bytes.count {
      let start = i
      if bytes[i].isDigit {
        while i < bytes.count, bytes[i].isDigit { i += 1 }
        let value = bytes[start..<i].prefix(14).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        tokens.append(.number(value, digits: i - start))
      } else if bytes[i].isLetter || bytes[i] >= 0x80 {
        while i < bytes.count, bytes[i].isLetter || bytes[i] >= 0x80 { i += 1 }
        let word = String(decoding: bytes[start..<i], as: UTF8.self).lowercased()
        tokens.append(.word(word))
      } else if bytes[i].isMarkupSpace {
        while i < bytes.count, bytes[i].isMarkupSpace { i += 1 }
        if !tokens.isEmpty { tokens.append(.space) }
      } else {
        tokens.append(.mark(bytes[i]))
        i += 1
      }
    }
  }

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
    if let half = word(at: next), let isLate = DateNames.halvesOfDay[half] {
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
      guard let offset = word(at: i).flatMap({ DateNames.zones[$0] }) else { return nil }
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
