internal import StemmaText

/// Reads particulars of the article off the groups of a match.
struct Lifting {
  let rule: Rule
  let match: Match
  let sight: Sight

  /// The lists of names of the rule's pack.
  let lists: [RulePack.NameList]

  /// The words of dates among them.
  let dates: DateWords

  /// What can be read; empty where the rule lifts nothing.
  var particulars: [Particular] { rule.lifts.map(read) ?? [] }

  private func read(_ field: Particular.Field) -> [Particular] {
    let whole = match.place("value") ?? match.range
    switch field {
    case .datePublished, .dateModified, .date:
      return [particular(field, datePlace ?? whole, value: isoDate ?? monthAndDay(in: whole))]
    case .byline:
      return names(in: words(whole)).map { particular(.byline, whole, value: $0) }
    case .agency:
      return [agency(match.place("agency") ?? whole, role: rule.role)]
    case .dateline:
      var read = [particular(.dateline, whole)]
      if let place = match.place("place") { read.append(particular(.place, place)) }
      if let place = match.place("date") {
        read.append(particular(.date, place, value: date(at: place) ?? monthAndDay(in: place)))
      }
      if let place = match.place("agency") {
        read.append(agency(place, role: rule.role ?? .author))
      }
      return read
    case .title, .subtitle, .publisher, .language, .originalLanguage, .translator, .canonicalURL,
      .section, .licence, .place:
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

  /// ISO 8601 of what stands from the first of the date's groups to the end of the match, its zone
  /// included.
  private var isoDate: String? {
    guard let place = datePlace else { return nil }
    return date(at: place.lowerBound..<max(place.upperBound, match.range.upperBound))
      ?? date(at: place)
  }

  private func date(at place: Range<Int>) -> String? {
    var monthComesFirst = false
    if let month = match.place("month"), let day = match.place("day") {
      monthComesFirst = month.lowerBound < day.lowerBound
    }
    let usage = DateReading.Usage(monthComesFirst: monthComesFirst)
    return DateReading(firstIn: words(place), by: dates, as: usage)?.iso8601
  }

  /// What is said without a year: `--06-20`.
  private func monthAndDay(in place: Range<Int>) -> String? {
    DateReading.monthAndDay(in: words(place), by: dates)
  }
}

extension DateWords {
  /// The words of dates in a pack's lists.
  init(_ lists: [RulePack.NameList]) {
    self.init()
    let meanings: [(String, Meaning)] = [
      ("months", .month), ("time-zones", .zone), ("halves-of-day", .half), ("eras", .era),
    ]
    for (name, meaning) in meanings {
      for item in lists.first(where: { $0.name == name })?.items ?? [] {
        add(item.aliases, for: item.value, as: meaning)
      }
    }
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

extension Particular.Field {
  /// Whether a date is read for it.
  var isDate: Bool {
    switch self {
    case .datePublished, .dateModified, .date, .dateline: true
    default: false
    }
  }
}
