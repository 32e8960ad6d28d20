internal import StemmaText

/// The facts of an article: what its page states, what it shows, and where these do not agree.
struct ArticleParticulars {
  /// The facts by field, the surest of each field first.
  let facts: [Particular]

  /// Where two places of the page say different things.
  let conflicts: [Decoding.Mark]

  /// Reads a page that was found at an address, if that is known.
  init(_ article: ArticleSelection, at address: String?) {
    let shown = ShownText(article)
    let stated = PageParticulars(
      of: article.page.markup,
      in: article.page.source,
      at: address,
      isOfArticle: shown.isOfArticle
    )
    let origin = ArticleOrigin(shown, stated, at: address)
    let titles = ArticleTitle(shown, stated: stated.statements(of: .title), site: origin.site)
    let byline = ArticleByline(shown, stated: stated.statements(of: .byline), site: origin.site)
    let addresses = [origin.canonical?.value, address].compactMap { $0 }
    let dates = ArticleDates(
      shown,
      stated,
      at: addresses,
      usage: Self.usage(of: stated, at: addresses)
    )
    let read =
      titles.particulars + Self.standfirst(shown, stated) + byline.particulars + dates.particulars
      + origin.particulars
    facts = Self.ordered(read)
    conflicts = ParticularConflicts(titles: titles, byline: byline, dates: dates).marks
  }

  private static func ordered(_ facts: [Particular]) -> [Particular] {
    let order = Dictionary(
      uniqueKeysWithValues: Particular.Field.allCases.enumerated().map { ($1, $0) }
    )
    return facts.enumerated().sorted {
      (order[$0.element.field] ?? 0, $0.offset) < (order[$1.element.field] ?? 0, $1.offset)
    }
    .map(\.element)
  }

  private static func standfirst(
    _ shown: ShownText,
    _ stated: PageParticulars
  ) -> [Particular] {
    let lines = shown.lines(as: .standfirst).prefix(1).filter { $0.text.utf8.count <= 1_000 }
    let seen = lines.map {
      Particular(
        .subtitle,
        value: $0.text,
        origin: Span($0.place),
        basis: .text,
        certainty: .probable
      )
    }
    return seen
      + stated.statements(of: .subtitle).map { $0.particular($0.text, certainty: .probable) }
  }

  /// How numbers in dates are ordered: in the United States the month comes first.
  private static func usage(
    of stated: PageParticulars,
    at addresses: [String]
  ) -> DateReading.Usage {
    let tags = stated.statements(of: .language).compactMap { languageTag($0.text) }
    let language = tags.first.map { String($0.prefix { $0 != "-" }) }
    let regions = tags.compactMap { tag in
      tag.utf8.split(separator: 0x2D).dropFirst().first { $0.count == 2 }.map(String.init)
    }
    guard language == "en" || language == nil else {
      return DateReading.Usage(monthComesFirst: false, language: language)
    }
    let host = addresses.first.map { LooseAddress($0).host } ?? ""
    let end = host.split(separator: ".").last ?? ""
    let isElsewhere = end.count == 2 && end != "us" && end != "io" && end != "co" && end != "tv"
    let isAmerican = regions.contains("US") || regions.isEmpty && !isElsewhere
    return DateReading.Usage(monthComesFirst: isAmerican && !isElsewhere, language: language)
  }
}

/// Where two places of a page say different things of its article.
struct ParticularConflicts {
  private(set) var marks: [Decoding.Mark] = []

  init(titles: ArticleTitle, byline: ArticleByline, dates: ArticleDates) {
    if let (own, other) = titles.rivals {
      add(.conflictingTitle, "‘\(own)’ and ‘\(other)’")
    }
    if let first = byline.readings.first,
      let other = byline.readings.dropFirst().first(where: { reading in
        !reading.names.contains { name in first.names.contains { isSame($0, name) } }
      })
    {
      add(
        .conflictingByline,
        "\(first.names.joined(separator: ", ")) (\(first.basis.rawValue)), "
          + "\(other.names.joined(separator: ", ")) (\(other.basis.rawValue))"
      )
    }
    if let first = dates.days.first,
      let other = dates.days.dropFirst().first(where: { !isNear($0.day, first.day) })
    {
      add(
        .conflictingDate,
        "\(first.day) (\(first.basis.rawValue)), \(other.day) (\(other.basis.rawValue))"
      )
    }
  }

  private mutating func add(_ event: ReaderEvent, _ detail: String) {
    marks.append(.init(event: event, span: 0..<0, detail: detail))
  }

  /// Whether two names are of one person: the words of one are among those of the other.
  private func isSame(_ a: String, _ b: String) -> Bool {
    func words(_ name: String) -> Set<[UInt8]> {
      Set(name.utf8.split { !$0.isWordByte }.map { LooseText($0).bytes })
    }
    let (own, other) = (words(a), words(b))
    return own.isSubset(of: other) || other.isSubset(of: own)
      || own.intersection(other).count * 2 > max(own.count, other.count)
  }

  /// Whether two days are one day in different time zones.
  private func isNear(_ a: String, _ b: String) -> Bool {
    guard a != b else { return true }
    func number(_ day: String) -> Int? {
      let parts = day.split(separator: "-").compactMap { Int($0) }
      return parts.count == 3 ? (parts[0] * 12 + parts[1]) * 31 + parts[2] : nil
    }
    guard let first = number(a), let second = number(b) else { return true }
    // Months of fewer days than 31 leave gaps of up to three in this count.
    return abs(first - second) <= 4
  }
}
