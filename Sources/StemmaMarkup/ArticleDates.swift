internal import StemmaText

/// When an article came out, and when it was changed.
struct ArticleDates {
  private let shown: ShownText
  private let stated: PageParticulars
  private let usage: DateReading.Usage
  private var page: PageOutline { shown.page }

  /// The dates, the surest first.
  private(set) var particulars: [Particular] = []

  /// `<time>`, then the elements that are named after dates.
  private let datedElements: [[Int]]

  /// The days of publication by basis, for telling whether they agree.
  private(set) var days: [(basis: Particular.Basis, day: String)] = []

  init(
    _ shown: ShownText,
    _ stated: PageParticulars,
    at addresses: [String],
    usage: DateReading.Usage
  ) {
    self.shown = shown
    self.stated = stated
    self.usage = usage
    let (nodes, marks) = (shown.page.markup.nodes, shown.page.marks)
    datedElements = [
      nodes.indices.filter { nodes[$0].name == .time },
      nodes.indices.filter { marks[$0].words.contains(.date) },
    ]
    let published = dates(of: .datePublished)
    let modified = dates(of: .dateModified)
    let visible = shownDates()
    let candidates =
      published + [microdataDate()].compactMap { $0 }
      + visible.filter { $0.field == .datePublished }
      + addresses.lazy.compactMap(addressDate).prefix(1)
    settle(candidates)
    let changes = visible.filter { $0.field == .dateModified }
    if candidates.isEmpty, let date = embeddedDate() ?? changes.first.map(lastChange) {
      particulars.append(date)
    }
    if let change = (modified + changes).first { particulars.append(change) }
  }

  private mutating func settle(_ candidates: [Particular]) {
    let opening = shown.placeOfOpening
    for fact in candidates where fact.certainty != .inferred {
      // A date further off may be that of another story.
      let place = fact.origin?.lower ?? 0
      guard fact.basis != .text || opening.contains(place) else { continue }
      let day = String(fact.value.prefix(10))
      if !days.contains(where: { $0.basis == fact.basis }) { days.append((fact.basis, day)) }
    }
    guard let best = candidates.first else { return }
    // One that says the same and more, such as the zone, is the better.
    let fuller = candidates.first {
      $0.certainty == .certain && $0.value.hasPrefix(best.value) && $0.value != best.value
    }
    particulars.append(fuller ?? best)
  }

  // MARK: Stated

  private func dates(of field: Particular.Field) -> [Particular] {
    stated.statements(of: field).compactMap { statement in
      guard let date = DateReading(statement.text, by: Vocabulary.dates, as: usage), date.hasDay
      else { return nil }
      let certainty: Certainty = date.isAmbiguous ? .probable : statement.certainty
      return statement.particular(date.iso8601, certainty: certainty)
    }
  }

  private func microdataDate() -> Particular? {
    for i in page.markup.nodes.indices where page.marks[i].words.contains(.microdataDate) {
      if let fact = date(statedBy: i, .microdata, .certain) { return fact }
    }
    return nil
  }

  /// The date of the last change for that of publication: of this version it is.
  private func lastChange(_ change: Particular) -> Particular {
    Particular(
      .datePublished,
      value: change.value,
      raw: change.raw,
      origin: change.origin,
      basis: change.basis,
      certainty: .inferred,
      note: "when this version came out; an earlier date is not given"
    )
  }

  // MARK: Addresses

  /// “/2024/06/20/”, “-2024-06-20-”, or a number that starts with 20240620, in an address.
  private func addressDate(_ address: String) -> Particular? {
    // The address of an archive starts with the time of the copy; the page's own follows.
    let own = address.dropFirst(8).firstRange(of: "http").map { address[$0.lowerBound...] }
    let path = Array((own ?? address[...]).utf8)
    var i = 0
    while i < path.count {
      guard path[i].isDigit, i == 0 || !path[i - 1].isDigit else {
        i += 1
        continue
      }
      let end = path[i...].firstIndex { !$0.isDigit } ?? path.count
      if let day = day(at: i..<end, in: path) {
        return Particular(
          .datePublished,
          value: day,
          raw: address,
          basis: .url,
          certainty: .probable
        )
      }
      i = end
    }
    return nil
  }

  private func day(at digits: Range<Int>, in path: [UInt8]) -> String? {
    func number(_ range: Range<Int>) -> Int {
      path[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    let lower = digits.lowerBound
    var parts: (Int, Int, Int)?
    if digits.count >= 8, digits.count != 10, digits.count != 13 {
      parts = (
        number(lower..<lower + 4), number(lower + 4..<lower + 6), number(lower + 6..<lower + 8)
      )
      if digits.count > 8, number(lower + 8..<min(digits.upperBound, lower + 10)) > 23 {
        return nil
      }
    } else if digits.count == 4 {
      var at = digits.upperBound
      var numbers: [Int] = []
      while numbers.count < 2, at < path.count, [0x2F, 0x2D, 0x5F].contains(path[at]) {
        let end = path[(at + 1)...].firstIndex { !$0.isDigit } ?? path.count
        guard (1...2).contains(end - at - 1) else { break }
        numbers.append(number(at + 1..<end))
        at = end
      }
      guard numbers.count == 2 else { return nil }
      parts = (number(digits), numbers[0], numbers[1])
    }
    guard let (year, month, day) = parts, (1_990...2_040).contains(year) else { return nil }
    let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    return DateReading(text)?.isoDay
  }

  // MARK: Shown

  /// Dates in elements for dates, and in short lines beside the headline and the end.
  private func shownDates() -> [Particular] {
    let lines = shown.nearbyLines
    let opening = shown.placeOfOpening
    let above = lines.filter { opening.contains($0.place.lowerBound) }
    let elsewhere = lines.filter { !opening.contains($0.place.lowerBound) }
    func dates(_ lines: [ShownText.Line]) -> [Particular] {
      lines.flatMap { self.dates(in: $0.text, at: $0.place, .text, .inferred) }
    }
    return elementDates(in: shown.opening) + dates(above) + elementDates(in: shown.surroundings)
      + dates(elsewhere) + elementDates(in: 0..<Int32(page.markup.pieces.count))
  }

  /// Dates in `<time>`, then in elements that are named after dates.
  private func elementDates(in range: Range<Int32>) -> [Particular] {
    var dates: [Particular] = []
    for elements in datedElements {
      for i in elements where range.overlaps(page.markup.nodes[i].pieces) && shown.isOfArticle(i) {
        if let fact = date(statedBy: i, .text, .probable) { dates.append(fact) }
        if dates.count > 20 { return dates }
      }
    }
    return dates
  }

  private func date(
    statedBy i: Int,
    _ basis: Particular.Basis,
    _ certainty: Certainty
  ) -> Particular? {
    let text = shown.text(in: i, limit: 160)
    for name in [AttributeName.datetime, .content, .title] {
      guard let value = page.markup.value(of: name, on: i) else { continue }
      let words = String(decoding: value, as: UTF8.self)
      guard let date = DateReading(firstIn: tidied(words), by: Vocabulary.dates, as: usage) else {
        continue
      }
      return Particular(
        text.map(label(of:)) ?? .datePublished,
        value: date.iso8601,
        raw: words == date.iso8601 ? nil : words,
        origin: Span(shown.place(of: i)),
        basis: basis,
        certainty: date.isAmbiguous ? .inferred : certainty
      )
    }
    return text.flatMap { dates(in: $0, at: shown.place(of: i), basis, certainty).first }
  }

  private func dates(
    in text: String,
    at place: Range<Int>,
    _ basis: Particular.Basis,
    _ certainty: Certainty
  ) -> [Particular] {
    var start = 0
    let bytes = Array(text.utf8)
    return DateReading.all(in: text, by: Vocabulary.dates, as: usage).map { date, offset in
      let before = String(decoding: bytes[start..<offset], as: UTF8.self)
      start = offset
      return Particular(
        label(of: before),
        value: date.iso8601,
        raw: text,
        origin: Span(place),
        basis: basis,
        certainty: date.isAmbiguous ? .inferred : certainty
      )
    }
  }

  /// What the words around a date say of it.
  private func label(of text: String) -> Particular.Field {
    let lower = text.lowercased()
    func says(_ label: String) -> Bool {
      (Vocabulary.labels[label] ?? []).contains { word in
        guard let range = lower.firstRange(of: word) else { return false }
        return lower[..<range.lowerBound].last?.isLetter != true
          || word.unicodeScalars.first?.isEastAsian == true
      }
    }
    return says("modified-label") && !says("published-label") ? .dateModified : .datePublished
  }

  // MARK: Data in scripts

  /// The first date under a name such as “publishedAt” in the data of a script.
  private func embeddedDate() -> Particular? {
    let names = Vocabulary.labels["embedded-date"] ?? []
    for node in page.markup.nodes where node.name == .script && node.content.count > 20 {
      var i = node.content.lowerBound
      let upper = node.content.upperBound
      while i < upper {
        i = page.source.first(0x22, from: i, to: upper)
        guard i < upper else { break }
        let end = page.source.first(0x22, from: i + 1, to: min(upper, i + 40))
        guard end < upper, page.source[end] == 0x22, end - i > 6, end - i < 32 else {
          i += 1
          continue
        }
        let name = page.source.words(at: i + 1..<end).trimmingBackslash().lowercased()
        if names.contains(name), let fact = date(behind: end + 1, to: upper) { return fact }
        i = end
      }
    }
    return nil
  }

  private func date(behind lower: Int, to upper: Int) -> Particular? {
    let words = page.source.words(at: lower..<min(upper, lower + 44))
    guard let colon = words.first, colon == ":" else { return nil }
    let value = words.dropFirst().drop { $0 == " " || $0 == "\\" || $0 == "\"" }
      .prefix { $0 != "\"" && $0 != "\\" && $0 != "," && $0 != "}" }
    guard let date = DateReading(String(value), by: Vocabulary.dates, as: usage), date.hasDay,
      (1_990...2_040).contains(date.year)
    else { return nil }
    let start = lower + words.utf8.distance(from: words.startIndex, to: value.startIndex)
    let place = start..<min(upper, start + value.utf8.count)
    return Particular(
      .datePublished,
      value: date.iso8601,
      raw: String(value) == date.iso8601 ? nil : String(value),
      origin: Span(place),
      basis: .metaElement,
      certainty: .inferred,
      note: "from the data in a script"
    )
  }
}

extension String {
  /// Without a backslash at the end: so names stand in escaped data.
  fileprivate func trimmingBackslash() -> String {
    var text = self
    while text.last == "\\" { text.removeLast() }
    return text
  }
}
