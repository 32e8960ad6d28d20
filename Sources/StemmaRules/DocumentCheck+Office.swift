import StemmaText

// Persons to whom a text gives an office that contradicts the one it introduced them with.
extension CheckedDocument {
  /// A name with the office before it.
  private struct Title {
    /// Which office it is; offices that one person may be called by alternately share a number.
    let office: Int

    /// The adjective of a country before the office, folded, with “north” or “south”.
    let country: [String]

    /// The words of the name, folded.
    let name: [String]

    /// From the country or the office to the end of the name.
    let span: Span<Extracted>
  }

  /// Titles beyond this many are a list, which is not compared.
  private static let mostTitles = 400

  /// Later titles of a person that contradict the first: the office of another country, or, with
  /// the same full name, another office.
  ///
  /// Offices that somebody has had, will have, or has beside another are left alone, and so are
  /// names that two persons bear and sentences that name a year: they may tell of another time.
  var contradictedOffices: [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en" else { return [] }
    let titles = titles.filter { !isDated($0) }
    guard titles.count > 1, titles.count <= Self.mostTitles else { return [] }
    var firsts: [String: Title] = [:]
    var fullNames: [String: Set<[String]>] = [:]
    for title in titles where title.name.count > 1 {
      fullNames[title.name[title.name.count - 1], default: []].insert(title.name)
    }
    return titles.compactMap { title in
      let surname = title.name[title.name.count - 1]
      guard let first = firsts[surname] else {
        firsts[surname] = title
        return nil
      }
      guard fullNames[surname, default: []].count < 2, contradicts(title, first) else {
        return nil
      }
      return DocumentCheck.Sighting(
        spans: [title.span, first.span],
        suggestion: nil,
        detail: document.words(at: first.span),
        amendment: nil
      )
    }
  }

  /// Whether the sentence of a title names a year.
  private func isDated(_ title: Title) -> Bool {
    guard let sentence = segmentation.sentence(at: title.span.lower) else { return false }
    return segmentation.tokens[segmentation.sentences[sentence].tokens].contains { token in
      token.kind == .number && token.upper - token.lower == 4
        && (1_000...2_099).contains(Int(document.words(at: token.span)) ?? 0)
    }
  }

  /// Names of one office’s holder that are the same but for the last word.
  ///
  /// “Prime Minister Tran Van Linh”, and further down “Prime Minister Tran Van Lanh”: each other name is
  /// told once. Names have three words or more; two who bear the first two are seldom in one office.
  var varyingNames: [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en" else { return [] }
    let titles = titles.filter { $0.name.count > 2 && endsInName($0) }
    guard titles.count > 1, titles.count <= Self.mostTitles else { return [] }
    var firsts: [[String]: Title] = [:]
    var known: Set<[String]> = []
    return titles.compactMap { title in
      let key = ["\(title.office)"] + title.name.dropLast()
      guard let first = firsts[key] else {
        firsts[key] = title
        return nil
      }
      guard title.name != first.name, title.country == first.country || title.country.isEmpty,
        known.insert(title.name).inserted
      else { return nil }
      return DocumentCheck.Sighting(
        spans: [title.span, first.span],
        suggestion: nil,
        detail: document.words(at: first.span),
        amendment: nil
      )
    }
  }

  /// Whether the last word of a title's name is a name: no word of the language, and no day or month,
  /// which news puts behind names (“President Erik Dahl Monday”).
  private func endsInName(_ title: Title) -> Bool {
    let last = title.name[title.name.count - 1]
    let name = last.prefix(1).uppercased() + last.dropFirst()
    return !lexicon.knows(last) && !lexicon.isWord(name, of: "weekday")
      && !lexicon.isWord(name, of: "month")
  }

  private func contradicts(_ title: Title, _ first: Title) -> Bool {
    guard title.office == first.office else {
      return title.name == first.name && title.name.count > 1
    }
    guard let a = title.country.last, let b = first.country.last else { return false }
    // “Korean” may be said of either.
    return a != b
      || title.country.count == 2 && first.country.count == 2 && title.country != first.country
  }

  /// All names with an office of the table before them, by place.
  private var titles: [Title] {
    let tokens = segmentation.tokens
    var found: [Title] = []
    var i = 0
    while i < tokens.count {
      guard signs[i].contains(.office), let (office, length) = office(at: i) else {
        i += 1
        continue
      }
      let end = nameEnd(from: i + length)
      if end > i + length, let title = title(office, i..<i + length, end) { found.append(title) }
      i = max(end, i + length)
    }
    return found
  }

  private func title(_ office: Int, _ words: Range<Int>, _ end: Int) -> Title? {
    let tokens = segmentation.tokens
    let start = countryStart(before: words.lowerBound)
    if start > 0, tokens[start - 1].upper + 1 == tokens[start].lower,
      Self.qualifiers.contains(folded(tokens[start - 1]))
    {
      return nil
    }
    // Nobody is Soviet now: the office is another time's.
    guard folded(tokens[start]) != "soviet" else { return nil }
    let name = (words.upperBound..<end).map { i in
      let word = folded(tokens[i])
      return tokens[i].shape.contains(.possessive) ? String(word.dropLast(2)) : word
    }
    return Title(
      office: office,
      country: (start..<words.lowerBound).map { folded(tokens[$0]) },
      name: name,
      span: Span(tokens[start].lower..<tokens[end - 1].upper)
    )
  }

  /// Whether a word begins the name of an office.
  func beginsOffice(_ token: Token) -> Bool { Self.firstWords.contains(folded(token)) }

  /// The office that begins at a token, and of how many words it is.
  private func office(at i: Int) -> (Int, Int)? {
    let tokens = segmentation.tokens
    for count in [3, 2, 1] where i + count <= tokens.count {
      let words = tokens[i..<i + count].map { folded($0) }.joined(separator: " ")
      if let office = Self.offices[words] { return (office, count) }
    }
    return nil
  }

  /// Behind the last of up to four capitalised words.
  private func nameEnd(from start: Int) -> Int {
    let tokens = segmentation.tokens
    var end = start
    while end < tokens.count, end < start + 4, tokens[end].kind == .word,
      tokens[end].shape.contains(.capitalised), tokens[end].lower == tokens[end - 1].upper + 1,
      !lexicon.isFunctionWord(folded(tokens[end]))
    {
      end += 1
      if tokens[end - 1].shape.contains(.possessive) { break }
    }
    return end
  }

  /// Where the adjective of a country before an office begins.
  private func countryStart(before office: Int) -> Int {
    let tokens = segmentation.tokens
    guard office > 0, tokens[office - 1].upper + 1 == tokens[office].lower,
      lexicon.isWord(document.words(at: tokens[office - 1].span), of: "nationality")
    else { return office }
    let isParted =
      office > 1 && tokens[office - 2].upper + 1 == tokens[office - 1].lower
      && ["north", "south"].contains(folded(tokens[office - 2]))
    return isParted ? office - 2 : office - 1
  }

  /// Offices that one person holds at a time, by folded words; synonyms share a number.
  ///
  /// Written by hand from general knowledge; “secretary of state” is a foreign minister.
  private static let offices: [String: Int] = [
    "president": 0, "prime minister": 1, "premier": 1, "chancellor": 1, "foreign minister": 2,
    "foreign secretary": 2, "secretary of state": 2, "defense minister": 3, "defence minister": 3,
    "finance minister": 4, "interior minister": 5, "home secretary": 5, "justice minister": 6,
    "health minister": 7, "economy minister": 8, "energy minister": 9, "education minister": 10,
  ]

  /// The words that offices begin with.
  private static let firstWords = Set(offices.keys.map { String($0.prefix { $0 != " " }) })

  /// Words before an office that make it another's, another time's, or one of two.
  private static let qualifiers: Set<String> = [
    "former", "ex", "then", "deputy", "vice", "acting", "late", "outgoing", "incoming", "shadow",
    "assistant", "interim", "designate", "elect", "first", "under", "future", "senior", "junior",
    "ousted", "one-time", "onetime", "past", "new", "old", "previous", "and", "or", "co",
    "ex-prime", "then-prime", "caretaker", "exiled", "deposed", "de", "facto", "by", "state",
    "regional", "club", "university", "bank", "company", "cabinet", "nominee", "potential",
  ]
}
