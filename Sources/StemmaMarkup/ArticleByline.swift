internal import StemmaText

/// Who wrote an article.
struct ArticleByline {
  private let shown: ShownText
  private let stated: [PageStatement]
  private let site: SiteName
  private var page: PageOutline { shown.page }

  /// The people, or where none is named the house; and the agencies credited.
  private(set) var particulars: [Particular] = []

  /// The names by basis, for telling whether they agree.
  private(set) var readings: [(basis: Particular.Basis, names: [String])] = []

  /// The elements that carry the signs looked for so far.
  private var carriers: [Sign: [Int]] = [:]

  init(_ shown: ShownText, stated: [PageStatement], site: SiteName) {
    self.shown = shown
    self.stated = stated
    self.site = site
    settle()
  }

  /// Names from one place.
  private struct Reading {
    var people: [Particular] = []
    var accounts: [Particular] = []
    var houses: [Particular] = []
    var agencies: [Particular] = []
    var basis = Particular.Basis.text

    var isEmpty: Bool { people.isEmpty && accounts.isEmpty && houses.isEmpty }
  }

  private mutating func settle() {
    var readings: [Reading] = []
    for basis in [Particular.Basis.jsonLD, .metaElement, .microdata] {
      let reading = reading(of: stated.filter { $0.basis == basis }, basis)
      readings.append(reading)
      if !reading.people.isEmpty { self.readings.append((basis, reading.people.map(\.value))) }
    }
    let isSettled = readings.contains { !$0.people.isEmpty }
    let seen = shownReading(onlyInOpening: isSettled)
    let opening = shown.placeOfOpening
    let isBesideHeadline = seen.people.first?.origin.map { opening.contains($0.lower) } ?? false
    if isBesideHeadline { self.readings.append((.text, seen.people.map(\.value))) }
    if !isSettled { readings.append(seen) }
    let kinds: [KeyPath<Reading, [Particular]>] = [\.people, \.accounts, \.houses]
    let best = kinds.lazy.compactMap { kind in
      readings.map { $0[keyPath: kind] }.first { !$0.isEmpty }
    }
    .first
    particulars = (best ?? []) + distinct(readings.flatMap(\.agencies))
  }

  // MARK: Stated

  private func reading(of statements: [PageStatement], _ basis: Particular.Basis) -> Reading {
    let named = statements.filter { !isWebAddress($0.text) && $0.text.first != "@" }
    guard basis != .jsonLD else { return joined(named, basis) }
    // Names that a page lists again under other names of `<meta>` are the same people.
    var best = Reading(basis: basis)
    for rank in Set(named.map(\.rank)).sorted() {
      let next = joined(named.filter { $0.rank == rank }, basis)
      let names = Set(next.people.map(\.value))
      let isFuller = names.isSuperset(of: best.people.map(\.value))
      if best.people.isEmpty && (best.accounts.isEmpty || !names.isEmpty) || isFuller {
        best = next.isEmpty ? best : next
      }
    }
    return best
  }

  private func joined(_ statements: [PageStatement], _ basis: Particular.Basis) -> Reading {
    var reading = Reading(basis: basis)
    for statement in statements { add(statement, to: &reading) }
    reading.people = distinct(reading.people)
    reading.accounts = distinct(reading.accounts)
    reading.houses = distinct(reading.houses)
    return reading
  }

  private func add(_ statement: PageStatement, to reading: inout Reading) {
    let text = turned(statement.text)
    let byline = Byline(in: text, .stated)
    let isPerson = statement.author == .person && byline.people.contains { $0.contains(" ") }
    if statement.author == .organisation || site.isName(text) && !isPerson {
      reading.houses.append(house(text, statement))
      reading.agencies += byline.agencies.map { agency($0, statement.place, statement.basis) }
      return
    }
    for name in byline.people where isPerson || !site.isName(name) {
      let person = statement.particular(name)
      if isFull(name) { reading.people.append(person) } else { reading.accounts.append(person) }
    }
    if !isPerson {
      reading.houses += byline.people.filter(site.isName).map { house($0, statement) }
    }
    reading.houses += byline.organisations.map { house($0, statement) }
    reading.agencies += byline.agencies.map { agency($0, statement.place, statement.basis) }
  }

  private func house(_ name: String, _ statement: PageStatement) -> Particular {
    statement.particular(name, certainty: .probable, note: "an organisation; no person is named")
  }

  private func agency(
    _ row: Vocabulary.Row,
    _ place: Range<Int>?,
    _ basis: Particular.Basis
  ) -> Particular {
    Particular(
      .agency,
      value: row.value,
      origin: place.map { Span($0) },
      basis: basis,
      certainty: .probable,
      role: .author,
      name: row.name
    )
  }

  /// “Lee, Ann” as “Ann Lee”: so Highwire and Dublin Core write names.
  private func turned(_ name: String) -> String {
    let parts = name.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
    guard parts.count == 2, !parts[0].contains(" "), !parts[1].isEmpty,
      stated.filter({ $0.text.contains(",") }).count == stated.count,
      stated.contains(where: { $0.basis == .metaElement }),
      parts[1].split(separator: " ").count <= 2,
      parts[1].unicodeScalars.first?.properties.isUppercase == true, !parts[1].isShouted
    else { return name }
    return parts[1] + " " + parts[0]
  }

  /// Whether it is more than the name of an account.
  private func isFull(_ name: String) -> Bool {
    let words = name.split(separator: " ")
    if words.count > 1 { return words.contains { $0.first?.isLowercase != true } }
    return name.unicodeScalars.count >= 2 && name.unicodeScalars.allSatisfy(\.isEastAsian)
  }

  // MARK: Shown

  /// What the page shows; where its data name people, only what stands beside the headline is asked
  /// for, to be compared with them.
  private mutating func shownReading(onlyInOpening: Bool) -> Reading {
    let whole = 0..<Int32(page.markup.pieces.count)
    for range in onlyInOpening ? [shown.opening] : [shown.opening, shown.surroundings, whole] {
      let isFar = range.count > shown.surroundings.count
      for sign in Sign.allCases where !isFar || sign == .microdata || sign == .relation {
        let reading = reading(by: sign, in: range)
        if !reading.people.isEmpty { return reading }
        // An account that the markup names as the author is surer than names in other places.
        if sign == .microdata || sign == .relation, !reading.accounts.isEmpty { return reading }
      }
    }
    for line in shown.nearbyLines where Byline.isIntroduced(line.text) {
      let byline = Byline(in: line.text, .shown)
      let reading = reading(of: byline, at: line.place, basis: .text, mayBeAccount: false)
      if !reading.people.isEmpty || !reading.agencies.isEmpty { return reading }
    }
    if onlyInOpening { return Reading() }
    for line in shown.nearbyLines where line.text.utf8.count < 100 {
      // A name with a date behind it: “Ann Lee | 3 June 2021”.
      let dates = DateReading.all(
        in: line.text,
        by: Vocabulary.dates,
        as: .init(monthComesFirst: false)
      )
      guard let first = dates.first, first.offset > 5 else { continue }
      let front = String(decoding: Array(line.text.utf8.prefix(first.offset)), as: UTF8.self)
      let byline = Byline(in: front, .shown)
      guard byline.people.count == 1, byline.organisations.isEmpty else { continue }
      let reading = reading(of: byline, at: line.place, basis: .text, mayBeAccount: false)
      if !reading.people.isEmpty { return reading }
    }
    var weak = Reading()
    for sign in Sign.allCases where weak.accounts.isEmpty {
      let reading = reading(by: sign, in: shown.surroundings)
      weak.accounts = reading.accounts
      if weak.houses.isEmpty { weak.houses = reading.houses }
      weak.agencies += reading.agencies
    }
    return weak
  }

  /// What marks an element as that of an author, the surest first.
  private enum Sign: CaseIterable { case microdata, relation, byline, address }

  private mutating func reading(by sign: Sign, in range: Range<Int32>) -> Reading {
    var reading = Reading()
    var end: Int32 = 0
    for i in carriers(of: sign) {
      let pieces = page.markup.nodes[i].pieces
      guard range.overlaps(pieces), shown.isOfArticle(i),
        !isAfterOtherLabel(pieces.lowerBound)
      else { continue }
      // Names further on are those of other stories.
      if !reading.people.isEmpty, pieces.lowerBound - end >= 40 { break }
      guard pieces.upperBound > end, let text = shown.text(in: i, limit: 160, tags: .mark) else {
        continue
      }
      let basis: Particular.Basis = sign == .microdata ? .microdata : .text
      let manner: Byline.Manner = sign == .microdata || sign == .relation ? .named : .shown
      let byline = Byline(in: text, manner)
      let mayBeAccount = sign != .address || byline.isIntroduced
      let more = self.reading(
        of: byline,
        at: shown.place(of: i),
        basis: basis,
        mayBeAccount: mayBeAccount
      )
      guard !more.people.isEmpty || !more.accounts.isEmpty || !more.houses.isEmpty else { continue }
      end = pieces.upperBound
      reading.people = distinct(reading.people + more.people)
      if reading.accounts.isEmpty { reading.accounts = more.accounts }
      if reading.houses.isEmpty { reading.houses = more.houses }
      reading.agencies = distinct(reading.agencies + more.agencies)
      if reading.people.count > 12 { break }
    }
    return reading
  }

  /// Whether “Reviewed by” or the like stands right before a piece.
  private func isAfterOtherLabel(_ piece: Int32) -> Bool {
    var words: [UInt8] = []
    for k in stride(from: Int(piece) - 1, through: max(0, Int(piece) - 12), by: -1) {
      let before = page.markup.pieces[k]
      guard before.kind == .text else { continue }
      words = page.source[before.range].suffix(60) + words
      if words.contains(where: { $0 > 0x20 }) { break }
    }
    let label = tidied(String(decoding: words, as: UTF8.self)).lowercased()
    let others = Vocabulary.byline["other"] ?? []
    return others.contains { label.hasSuffix($0) || label.hasSuffix($0 + ":") }
  }

  /// The elements that carry a sign, in the order of the page; looked for once.
  private mutating func carriers(of sign: Sign) -> [Int] {
    if let found = carriers[sign] { return found }
    let found = findCarriers(of: sign)
    carriers[sign] = found
    return found
  }

  private func findCarriers(of sign: Sign) -> [Int] {
    let markup = page.markup
    // Far from the text, classes and addresses name the authors of other stories.
    let nearby = markup.nodes.indices.lazy.filter {
      shown.surroundings.overlaps(markup.nodes[$0].pieces)
    }
    return switch sign {
    case .microdata: markup.nodes.indices.filter { page.marks[$0].words.contains(.microdataAuthor) }
    case .byline: nearby.filter { page.marks[$0].words.contains(.byline) }
    case .relation:
      markup.nodes.indices.filter { i in
        markup.value(of: .rel, on: i)?.split(whereSeparator: \.isMarkupSpace)
          .contains { $0.isWord("author") } == true
      }
    case .address:
      nearby.filter { i in
        guard markup.nodes[i].name == .a, let address = markup.value(of: .href, on: i) else {
          return false
        }
        // Links inside sentences lead to people the text speaks of.
        return address.leadsToAuthor && (shown.block(around: i)?.weight ?? 0) < 120
      }
    }
  }

  private func reading(
    of byline: Byline,
    at place: Range<Int>,
    basis: Particular.Basis,
    mayBeAccount: Bool
  ) -> Reading {
    var reading = Reading(basis: basis)
    func fact(_ name: String, _ note: String? = nil) -> Particular {
      Particular(
        .byline,
        value: name,
        origin: Span(place),
        basis: basis,
        certainty: .probable,
        note: note
      )
    }
    for name in byline.people where !site.isName(name) {
      if isFull(name) {
        reading.people.append(fact(name))
      } else if mayBeAccount {
        reading.accounts.append(fact(name))
      }
    }
    let houses = byline.people.filter(site.isName) + byline.organisations
    reading.houses = houses.map { fact($0, "an organisation; no person is named") }
    reading.agencies = byline.agencies.map { agency($0, place, basis) }
    return reading
  }

  private func distinct(_ facts: [Particular]) -> [Particular] {
    var kept: [Particular] = []
    for fact in facts where !kept.contains(where: { $0.value == fact.value }) { kept.append(fact) }
    return kept
  }
}

extension String {
  /// Whether it is all capitals.
  fileprivate var isShouted: Bool {
    !unicodeScalars.contains { $0.properties.isLowercase } && utf8.count <= 6
  }
}

extension ArraySlice<UInt8> {
  /// Whether an address has a part that leads to authors, with a name behind it.
  fileprivate var leadsToAuthor: Bool {
    var start = startIndex
    for i in indices {
      switch self[i] {
      case 0x2F, 0x3F, 0x3D, 0x26, 0x23:
        let part = self[start..<i]
        if authorPaths.contains(where: { $0.count == part.count && part.isWord($0) }) {
          // Something has to follow.
          return self[(i + 1)...].contains { ![0x2F, 0x3F, 0x3D, 0x26, 0x23].contains($0) }
        }
        start = i + 1
      default: break
      }
    }
    return false
  }

  private func isWord(_ word: [UInt8]) -> Bool {
    zip(self, word).allSatisfy { $0.lowercased == $1 }
  }
}

/// What parts of addresses that lead to authors are called.
private let authorPaths = (Vocabulary.labels["author-path"] ?? []).map { Array($0.utf8) }
