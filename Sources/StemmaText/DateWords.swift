/// Words that stand in dates, and what they mean.
public struct DateWords: Sendable {
  /// What a list says of a word.
  public enum Meaning: Hashable, Sendable, CaseIterable {
    /// A month, by its number.
    case month
    /// A time zone, by what it is ahead of UTC: “+05:30”.
    case zone
    /// A half of the day: “1” or “2”.
    case half
    /// A way of counting years, by the Christian year before its first.
    case era
  }

  private var months: [String: Int] = [:]

  /// Words that mean different months in two languages: “listopada”.
  private var monthsByLanguage: [String: [String: Int]] = [:]
  private var zones: [String: Int] = [:]
  private var halves: [String: Bool] = [:]

  /// Those of them that stand inside words, in the order they were added.
  private var halvesWithin: [(name: String, isLate: Bool)] = []
  private var eras: [(name: String, start: Int)] = []

  /// Creates words for dates in figures.
  public init() {}

  /// Adds names for something; “pl:listopada” is what a name means in Polish alone.
  public mutating func add(_ names: [String], for value: String, as meaning: Meaning) {
    for name in names {
      let word = name.lowercased()
      switch meaning {
      case .month: addMonth(word, Int(value))
      case .zone: zones[word] = minutes(value)
      case .half:
        halves[word] = value == "2"
        if word.utf8.count > 5 { halvesWithin.append((word, value == "2")) }
      case .era: Int(value).map { eras.append((name, $0)) }
      }
    }
  }

  private mutating func addMonth(_ word: String, _ number: Int?) {
    guard let mark = word.firstIndex(of: ":") else {
      let bare = word.last == "." ? String(word.dropLast()) : word
      if monthsByLanguage[bare] == nil { months[bare] = number }
      return
    }
    let name = String(word[word.index(after: mark)...])
    months[name] = nil
    monthsByLanguage[name, default: [:]][String(word[..<mark])] = number
  }

  /// The number of the month that a word in small letters names in a language.
  func month(_ word: String, in language: String?) -> Int? {
    months[word] ?? language.flatMap { monthsByLanguage[word]?[$0] }
  }

  /// Minutes ahead of UTC of the zone that a word names.
  func zone(_ word: String) -> Int? { zones[word] }

  /// Whether a word names the second half of the day; `nil` where it names none.
  func isSecondHalf(_ word: String) -> Bool? { halves[word] }

  /// The same of a name inside words that are written together, as in Chinese.
  func isSecondHalf(within word: String) -> Bool? {
    halvesWithin.first { word.contains($0.name) }?.isLate
  }

  /// The Christian year before the first of the era that a word ends with; 0 for none.
  func era(endingWord word: String) -> Int { eras.first { word.hasSuffix($0.name) }?.start ?? 0 }
}

/// Minutes of “+05:30”; `nil` for what is written otherwise.
private func minutes(_ offset: String) -> Int? {
  let parts = offset.dropFirst().split(separator: ":").map { Int($0) }
  guard parts.count == 2, let hours = parts[0], let minutes = parts[1] else { return nil }
  return (hours * 60 + minutes) * (offset.first == "-" ? -1 : 1)
}
