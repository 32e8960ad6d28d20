internal import StemmaText

/// The title of an article: the heading that readers see, unless what the page states is surer.
struct ArticleTitle {
  private let shown: ShownText
  private let stated: [PageStatement]
  private let site: SiteName
  private var page: PageOutline { shown.page }

  init(_ shown: ShownText, stated: [PageStatement], site: SiteName) {
    self.shown = shown
    self.stated = stated
    self.site = site
    particulars = ordered()
  }

  /// The titles, the surest first.
  private(set) var particulars: [Particular] = []

  private func ordered() -> [Particular] {
    let cut = stated.map { statement -> Particular in
      let isPageTitle = statement.rank >= 90
      let divided = DividedTitle(statement.text)
      let value = divided.without(site) ?? (isPageTitle ? divided.longest : statement.text)
      return statement.particular(value, certainty: isPageTitle ? .probable : .certain)
    }
    guard let heading = heading(among: cut) else { return distinct(cut) }
    let linked = cut.first { $0.basis == .jsonLD }
    guard let rival = linked ?? cut.first else { return [heading] }
    let (own, other) = (loose(heading.value), loose(rival.value))
    if own == other { return distinct([heading] + cut) }
    // One with a kicker or a suffix holds the other.
    if LooseText(own).contains(other), other.count * 3 >= own.count {
      return distinct([rival.confirmed(by: heading), heading] + cut)
    }
    // A headline in JSON-LD that is not the page's title too is the newsroom's own.
    let pageTitles = stated.filter { $0.rank >= 90 }.map { LooseText($0.text.utf8) }
    if linked != nil, !LooseText(other).contains(own),
      !pageTitles.contains(where: { $0.contains(other) })
    {
      return distinct([rival, heading] + cut)
    }
    return distinct([heading] + cut)
  }

  /// A heading and a stated title that have next to nothing in common; `nil` where they agree, or
  /// where another stated title agrees with the heading.
  var rivals: (String, String)? {
    guard let own = particulars.first(where: { $0.basis == .text }),
      let other = particulars.first(where: { $0.basis != .text })
    else { return nil }
    let words = Set(longWords(of: own.value))
    guard words.count >= 3 else { return nil }
    for statement in stated {
      let others = Set(longWords(of: statement.text))
      let shared = words.intersection(others).count
      guard others.count >= 3, shared * 4 < min(words.count, others.count) else { return nil }
    }
    return (own.value, other.value)
  }

  private func heading(among titles: [Particular]) -> Particular? {
    var headings: [(node: Int, text: String)] = []
    for i in page.markup.nodes.indices where page.markup.nodes[i].name == .h1 {
      guard headings.count < 20, let text = shown.text(in: i, limit: 600, tags: .nothing),
        !site.isName(text)
      else { continue }
      headings.append((i, text))
    }
    let known = titles.map { LooseText($0.value.utf8) }
    let equal = headings.first { heading in
      let own = loose(heading.text)
      return known.contains { $0.bytes == own }
    }
    let inside = headings.filter { heading in
      let own = loose(heading.text)
      return own.count > 5
        && known.contains { $0.contains(own) && own.count * 5 >= $0.bytes.count * 2 }
    }
    .max { $0.text.utf8.count < $1.text.utf8.count }
    let around = headings.first { heading in
      let own = LooseText(heading.text.utf8)
      return known.contains { $0.bytes.count > 5 && own.contains($0.bytes) }
    }
    let related = headings.filter { isRelated($0.text, to: titles) }
    let best =
      equal ?? inside ?? around ?? (related.count == 1 ? related.first : nil)
      ?? (titles.isEmpty && headings.count == 1 ? headings.first : nil)
    return best.map {
      Particular(.title, value: $0.text, origin: Span(shown.place(of: $0.node)), basis: .text)
    }
  }

  /// Whether a heading shares a word of some length with a title, or stands where headlines do.
  private func isRelated(_ heading: String, to titles: [Particular]) -> Bool {
    let words = Set(longWords(of: heading))
    return titles.contains { title in
      longWords(of: title.value).contains { words.contains($0) }
    }
  }

  private func longWords(of text: String) -> [[UInt8]] {
    let words = text.utf8.split { !$0.isWordByte }.map { LooseText($0).bytes }
    return words.flatMap { word -> [[UInt8]] in
      guard let first = word.first, first >= 0xE3 else { return word.count >= 4 ? [word] : [] }
      // East Asian words stand without spaces: any two characters.
      return stride(from: 0, to: word.count - 5, by: 3).map { Array(word[$0..<$0 + 6]) }
    }
  }

  private func loose(_ text: String) -> [UInt8] { LooseText(text.utf8).bytes }

  private func distinct(_ facts: [Particular]) -> [Particular] {
    var kept: [Particular] = []
    for fact in facts where !kept.contains(where: { $0.value == fact.value }) { kept.append(fact) }
    return kept
  }
}

extension Particular {
  /// The fact with the certainty that another place gives it.
  fileprivate func confirmed(by other: Particular) -> Particular {
    Particular(
      field,
      value: value,
      raw: raw,
      origin: origin,
      basis: basis,
      certainty: other.certainty,
      note: note
    )
  }
}
