internal import StemmaText

/// The facts of an article: what its markup states, and where that is silent, what the page shows.
struct ArticleParticulars {
  /// The facts by field, the surest of each field first.
  private(set) var facts: [Particular]

  private let article: ArticleSelection
  private var page: PageOutline { article.page }

  /// `address` is where the page was found, where that is known.
  init(stated: [Particular], _ article: ArticleSelection, at address: String? = nil) {
    self.article = article
    facts = stated
    preferCanonicalLink()
    if let address {
      let note = "where the sender found the page"
      facts.append(
        Particular(.canonicalURL, value: address, basis: .url, certainty: .inferred, note: note)
      )
    }
    addTitles()
    settleByline()
    addDate()
    let order = Dictionary(
      uniqueKeysWithValues: Particular.Field.allCases.enumerated().map { ($1, $0) }
    )
    facts = facts.enumerated().sorted {
      (order[$0.element.field] ?? 0, $0.offset) < (order[$1.element.field] ?? 0, $1.offset)
    }
    .map(\.element)
  }

  // MARK: Address

  /// `<link rel="canonical">` names the page; JSON-LD often names its section or its site.
  private mutating func preferCanonicalLink() {
    let addresses = facts.filter { $0.field == .canonicalURL }
    guard let best = addresses.first(where: { $0.basis == .metaElement }) else { return }
    facts.removeAll { $0.field == .canonicalURL }
    facts += [best] + addresses.filter { $0 != best }
  }

  // MARK: Title

  /// JSON-LD first; then the heading that the page's title repeats, or its only heading; then the
  /// page's title without the name of the site.
  private mutating func addTitles() {
    let titles = facts.filter { $0.field == .title }
    var best = titles.filter { $0.basis == .jsonLD }
    if let heading = heading(like: titles.map(\.value)) {
      best.append(Particular(.title, value: heading, basis: .text))
    }
    for title in titles where title.basis != .jsonLD {
      let cut = withoutSite(title.value)
      best.append(
        Particular(
          .title,
          value: cut,
          raw: cut == title.value ? nil : title.value,
          basis: title.basis,
          certainty: cut == title.value ? title.certainty : .probable
        )
      )
    }
    facts.removeAll { $0.field == .title }
    facts = distinct(best) + facts
  }

  private func heading(like titles: [String]) -> String? {
    let loose = titles.map { LooseText($0.utf8) }
    var headings: [String] = []
    for i in page.markup.nodes.indices where page.markup.nodes[i].name == .h1 {
      guard headings.count < 20, let text = shown(in: i, limit: 400), !text.isEmpty else {
        continue
      }
      let bytes = LooseText(text.utf8).bytes
      if bytes.count > 5, loose.contains(where: { $0.contains(bytes) }) { return text }
      headings.append(text)
    }
    return headings.count == 1 || titles.isEmpty ? headings.first : nil
  }

  /// The longest part of a title that a bar or a dash divides.
  private func withoutSite(_ title: String) -> String {
    var parts: [Substring] = [title[...]]
    for divider in [" | ", " – ", " — ", " - ", " » ", " · ", " • "] {
      parts = parts.flatMap { divided($0, by: divider) }
    }
    return parts.max { $0.utf8.count < $1.utf8.count }.map(String.init) ?? title
  }

  private func divided(_ text: Substring, by divider: String) -> [Substring] {
    let (bytes, mark) = (Array(text.utf8), Array(divider.utf8))
    var parts: [Substring] = []
    var start = 0
    var i = 0
    while i + mark.count <= bytes.count {
      if bytes[i..<i + mark.count].elementsEqual(mark) {
        parts.append(Substring(decoding: bytes[start..<i], as: UTF8.self))
        i += mark.count
        start = i
      } else {
        i += 1
      }
    }
    return parts + [Substring(decoding: bytes[start...], as: UTF8.self)]
  }

  // MARK: Byline

  /// The names of the surest source that has any, without those of the publisher.
  private mutating func settleByline() {
    let publishers = facts.filter { $0.field == .publisher }.map { LooseText($0.value.utf8).bytes }
    let stated = facts.filter { $0.field == .byline }
    facts.removeAll { $0.field == .byline }
    for basis in [Particular.Basis.jsonLD, .metaElement] {
      let names = stated.filter { $0.basis == basis }.flatMap { fact in
        PersonalNames(in: fact.value).names.map { (fact, $0) }
      }
      .filter { !publishers.contains(LooseText($0.1.utf8).bytes) }
      guard !names.isEmpty else { continue }
      // Names a page lists again in other `<meta>` elements are the same people.
      let source = basis == .metaElement ? names.filter { $0.0 == names[0].0 } : names
      facts += distinct(
        source.map { fact, name in
          Particular(
            .byline,
            value: name,
            raw: name == fact.value ? nil : fact.value,
            basis: basis,
            certainty: fact.certainty
          )
        }
      )
      return
    }
    let shown = shownNames().filter { !publishers.contains(LooseText($0.utf8).bytes) }
    facts += distinct(
      shown.map { Particular(.byline, value: $0, basis: .text, certainty: .probable) }
    )
  }

  private func shownNames() -> [String] {
    let markup = page.markup
    for pass in 0..<3 {
      var names: [String] = []
      var place: Int32 = 0
      for i in markup.nodes.indices where names.count < 12 && isOfArticle(i) {
        let isNamed =
          switch pass {
          case 0: page.marks[i].words.contains(.microdataAuthor)
          case 1: markup.value(of: .rel, on: i)?.isWord("author") == true
          default: page.marks[i].words.contains(.byline)
          }
        let pieces = markup.nodes[i].pieces
        // Names further on are those of other stories.
        guard isNamed, names.isEmpty || pieces.lowerBound - place < 40,
          let text = shown(in: i, limit: 120)
        else { continue }
        names += PersonalNames(in: text, isShown: true, mayBeOneWord: pass < 2).names
        place = pieces.upperBound
        if !names.isEmpty, pass == 2 { break }
      }
      if !names.isEmpty { return names }
    }
    for text in nearbyLines {
      let names = PersonalNames(in: text, isShown: true, mayBeOneWord: false)
      if names.isIntroduced, !names.names.isEmpty { return names.names }
    }
    return []
  }

  /// Short lines from the headline to a few behind the first paragraph, and behind the last.
  private var nearbyLines: [String] {
    let blocks = page.blocks
    guard !article.isWholePage, let first = article.fates.firstIndex(of: .body),
      let last = article.fates.lastIndex(of: .body)
    else { return [] }
    let headline = article.fates.firstIndex(of: .headline) ?? first
    let opening = max(0, min(headline, first - 12))..<min(blocks.count, first + 4)
    let ending = max(first + 4, last - 1)..<max(first + 4, min(blocks.count, last + 6))
    return (Array(opening) + Array(ending)).filter { i in
      blocks[i].weight < 120 && isOfArticle(Int(blocks[i].node))
        && article.fates[i] != .left(.links)
    }
    .map { i in
      let words = page.words(of: blocks[i], limit: 400).split { $0.isMarkupSpace }
      return String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
    }
  }

  // MARK: Date

  private mutating func addDate() {
    guard !facts.contains(where: { $0.field == .datePublished }) else { return }
    if let fact = microdataDate() ?? addressDate() ?? shownDate() ?? nearbyDate() {
      facts.append(fact)
    }
  }

  private func microdataDate() -> Particular? {
    for i in page.markup.nodes.indices where page.marks[i].words.contains(.microdataDate) {
      if let fact = date(statedBy: i, certainty: .certain) { return fact }
    }
    return nil
  }

  /// “/2024/06/20/” in the page's own address.
  private func addressDate() -> Particular? {
    for fact in facts where fact.field == .canonicalURL {
      if let date = date(inAddress: fact.value) { return date }
    }
    return nil
  }

  private func date(inAddress address: String) -> Particular? {
    let path = Array(address.utf8)
    var i = 0
    while i + 8 <= path.count {
      if path[i] == UInt8(ascii: "/") || path[i] == UInt8(ascii: "-"), i + 5 < path.count,
        path[i + 1..<i + 5].allSatisfy(\.isDigit), !path[i + 5].isDigit,
        let date = writtenDate(
          in: Array(path[(i + 1)..<min(path.count, i + 11)]),
          monthFirst: false
        )
      {
        return Particular(
          .datePublished,
          value: date,
          raw: address,
          basis: .url,
          certainty: .probable
        )
      }
      i += 1
    }
    return nil
  }

  /// The first date in an element for dates, outside comments and other stories.
  private func shownDate() -> Particular? {
    for isTime in [true, false] {
      for i in page.markup.nodes.indices where isOfArticle(i) {
        let isDate = page.marks[i].words.contains(.date)
        guard isTime ? page.markup.nodes[i].name == .time : isDate else { continue }
        if let fact = date(statedBy: i, certainty: .probable) { return fact }
      }
    }
    return nil
  }

  /// The first date in a short line beside the headline or the end.
  private func nearbyDate() -> Particular? {
    for text in nearbyLines where text.utf8.contains(where: \.isDigit) {
      guard let date = writtenDate(in: Array(text.utf8), monthFirst: isAmerican) else { continue }
      return Particular(.datePublished, value: date, raw: text, basis: .text, certainty: .inferred)
    }
    return nil
  }

  private var isAmerican: Bool {
    let language = facts.first { $0.field == .language }?.value
    return language == "en-US" || language == "en"
  }

  private func date(statedBy i: Int, certainty: Certainty) -> Particular? {
    for name in [AttributeName.datetime, .content, .title] {
      guard let value = page.markup.value(of: name, on: i) else { continue }
      let text = String(decoding: value, as: UTF8.self)
      if let fact = Particular(.datePublished, stated: text, basis: .text, certainty) {
        return fact
      }
    }
    guard let text = shown(in: i, limit: 120) else { return nil }
    guard let date = writtenDate(in: Array(text.utf8), monthFirst: isAmerican) else { return nil }
    return Particular(.datePublished, value: date, raw: text, basis: .text, certainty: certainty)
  }

  // MARK: Page

  /// Whether an element is not in comments or other stories.
  private func isOfArticle(_ i: Int) -> Bool {
    switch article.reasons[i] {
    case .comments?, .promotion?, .navigation?, .advertisement?, .concealed?, .links?: return false
    default: break
    }
    var node = i
    for _ in 0..<6 {
      node = page.parent(of: node)
      if node == page.page { break }
      switch article.reasons[node] {
      case .comments?, .promotion?, .navigation?, .advertisement?, .concealed?, .links?:
        return false
      default: break
      }
    }
    return true
  }

  /// The text an element shows, in one line; `nil` where it is longer than the limit.
  private func shown(in i: Int, limit: Int) -> String? {
    var bytes: [UInt8] = []
    let pieces = page.markup.nodes[i].pieces
    for piece in page.markup.pieces[Int(pieces.lowerBound)..<Int(pieces.upperBound)] {
      switch piece.kind {
      case .text: bytes += page.source[piece.range].prefix(limit * 4)
      case .reference:
        let lower = Int(piece.payload)
        bytes += page.markup.bytes[lower..<lower + Int(piece.payloadCount)]
      default: if bytes.last.map({ $0 > 0x20 }) == true { bytes.append(0x20) }
      }
      guard bytes.count <= limit * 4 else { return nil }
    }
    let words = bytes.split { $0.isMarkupSpace }
    let text = Array(words.joined(separator: [0x20]))
    return text.isEmpty || text.count > limit ? nil : String(decoding: text, as: UTF8.self)
  }

  private func distinct(_ facts: [Particular]) -> [Particular] {
    var kept: [Particular] = []
    for fact in facts where !kept.contains(where: { $0.value == fact.value }) { kept.append(fact) }
    return kept
  }
}
