internal import StemmaText

/// Reads particulars of the article off the groups of a match.
struct Lifting {
  let rule: Rule
  let match: Match
  let sight: Sight

  /// The lists of names of the rule's pack.
  let lists: [RulePack.NameList]

  /// What can be read; empty where the rule lifts nothing.
  var particulars: [Particular] { rule.lifts.map(read) ?? [] }

  private func read(_ field: Particular.Field) -> [Particular] {
    let whole = match.place("value") ?? match.range
    switch field {
    case .datePublished, .dateModified, .date:
      return [particular(field, datePlace ?? whole, value: isoDate ?? date(in: words(whole)))]
    case .byline:
      return names(in: words(whole)).map { particular(.byline, whole, value: $0) }
    case .agency:
      return [agency(match.place("agency") ?? whole, role: rule.role)]
    case .dateline:
      var read = [particular(.dateline, whole)]
      if let place = match.place("place") { read.append(particular(.place, place)) }
      if let place = match.place("date") {
        read.append(particular(.date, place, value: date(in: words(place))))
      }
      if let place = match.place("agency") {
        read.append(agency(place, role: rule.role ?? .author))
      }
      return read
    case .title, .subtitle, .publisher, .language, .originalLanguage, .canonicalURL, .section,
      .licence, .place:
      return [particular(field, whole)]
    }
  }

  private func words(_ range: Range<Int>) -> String { sight.document.words(at: Span(range)) }

  private func particular(
    _ field: Particular.Field,
    _ range: Range<Int>,
    value: String? = nil,
    role: Particular.Role? = nil,
    name: String? = nil
  ) -> Particular {
    let raw = words(range)
    let value = value ?? spaced(raw)
    return Particular(
      field,
      value: value,
      raw: raw == value ? nil : raw,
      span: Span(range),
      basis: .text,
      certainty: rule.certainty,
      role: role,
      name: name
    )
  }

  /// An agency by its code, where the pack's list has it.
  private func agency(_ range: Range<Int>, role: Particular.Role?) -> Particular {
    let named = words(range)
    let item = item(of: "agencies", named) ?? item(of: "signoffs", named)
    return particular(.agency, range, value: item?.value, role: role, name: item?.name)
  }

  private func item(of list: String, _ words: String) -> RulePack.NameList.Item? {
    let key = FoldedText(Array(words.utf8)).bytes
    guard let list = lists.first(where: { $0.name == list }) else { return nil }
    return list.items.first { $0.aliases.contains(words) }
      ?? list.items.first { $0.aliases.contains { FoldedText(Array($0.utf8)).bytes == key } }
  }

  /// From the first of the date's groups to the last.
  private var datePlace: Range<Int>? {
    let places = ["year", "month", "day", "hour", "minute"].compactMap { match.place($0) }
    guard let lower = places.map(\.lowerBound).min(), let upper = places.map(\.upperBound).max()
    else { return nil }
    return lower..<upper
  }

  /// ISO 8601 from the groups year, month, day, hour and minute; `nil` without a year.
  private var isoDate: String? {
    func digits(_ name: String) -> String? {
      match.place(name).flatMap { Int(words($0)) }.map { $0 < 10 ? "0\($0)" : "\($0)" }
    }
    guard let year = digits("year") else { return nil }
    guard let month = digits("month") ?? match.place("month").flatMap({ month(words($0)) }) else {
      return year
    }
    let full = year.utf8.count == 2 ? "20\(year)" : year
    guard let day = digits("day") else { return "\(full)-\(month)" }
    guard let hour = digits("hour"), let minute = digits("minute") else {
      return "\(full)-\(month)-\(day)"
    }
    return "\(full)-\(month)-\(day)T\(hour):\(minute)"
  }

  private func month(_ words: String) -> String? {
    item(of: "months", words.last == "." ? String(words.dropLast()) : words)?.value
  }

  /// ISO 8601 from a date in words; without a year `--06-20`, as in its edition of 2000.
  private func date(in text: String) -> String? {
    var year: String?
    var month: String?
    var day: String?
    for part in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      let digits = part.prefix(while: \.isNumber)
      if digits.count == 4 {
        year = String(digits)
      } else if let number = Int(digits), (1...31).contains(number), day == nil {
        day = number < 10 ? "0\(number)" : "\(number)"
      } else if let value = self.month(String(part)) {
        month = value
      }
    }
    guard let month, let day else { return nil }
    return "\(year ?? "-")-\(month)-\(day)"
  }
}

/// Words with white space as single spaces.
private func spaced(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// The names that a byline joins by commas or a word for “and”.
private func names(in text: String) -> [String] {
  let joints: Set<String> = [
    "and", "und", "et", "y", "e", "en", "och", "og", "&", "i", "и", "ve", "dan",
  ]
  var names: [String] = []
  var words: [Substring] = []
  for word in text.split(whereSeparator: \.isWhitespace) {
    if joints.contains(String(word)), !words.isEmpty {
      names.append(words.joined(separator: " "))
      words = []
      continue
    }
    let isLast = word.last == ","
    words.append(isLast ? word.dropLast() : word)
    if isLast {
      names.append(words.joined(separator: " "))
      words = []
    }
  }
  if !words.isEmpty { names.append(words.joined(separator: " ")) }
  return names
}
