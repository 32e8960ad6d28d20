internal import StemmaText

/// What the markup of a page states of its article, by field, in the order of certainty: JSON-LD,
/// then `<link>` and `<meta>` by their rank, then the rest.
struct PageParticulars {
  private(set) var statements: [PageStatement] = []

  /// The addresses of the same text in other languages, with those languages.
  private(set) var alternates: [(language: String, address: String)] = []

  /// What relative addresses are relative to.
  private(set) var base: String?

  /// The name that the page gives its site, apart from its article.
  private(set) var siteNames: [String] = []

  private let markup: Markup
  private let source: Source

  /// Reads a page that was found at an address, if that is known.
  init(of markup: Markup, in source: Source, at address: String?, isOfArticle: (Int) -> Bool) {
    self.markup = markup
    self.source = source
    base = address
    var linked: [JSONValue] = []
    var isTitled = false
    for i in markup.nodes.indices {
      switch markup.nodes[i].name {
      case .base: base = text(.href, i).map { FeedAddress($0).resolved(against: address) } ?? base
      case .html:
        add(.language, text(.lang, i) ?? text(.xmlLang, i), .metaElement, i, rank: 1)
      case .meta where isOfArticle(i): readMeta(i)
      case .link, .a, .area: readLink(i)
      case .title where !isTitled:
        isTitled = true
        add(.title, content(of: i), .metaElement, i, rank: 90, .probable)
      case .script where text(.type, i)?.lowercased().hasPrefix("application/ld+json") == true:
        let value = JSONValue(source, at: source.unwrapped(markup.nodes[i].content))
        if let value, linked.count < 500 { linked.append(value) }
      default: break
      }
    }
    finish(linked, at: address)
  }

  private mutating func finish(_ linked: [JSONValue], at address: String?) {
    let own =
      statements.first { $0.basis == .linkElement && $0.field == .canonicalURL }?.text ?? address
    let article = LinkedArticle(in: linked, at: own)
    let stated = article?.statements ?? []
    let byRank = statements.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }
    .map(\.element)
    statements =
      article?.isArticle == true ? stated + byRank : byRank + stated
    siteNames = linked.flatMap(\.elements).flatMap { $0["@graph"]?.elements ?? [$0] }.filter {
      $0["@type"]?.elements.contains { $0.text == "WebSite" } ?? false
    }
    .compactMap { $0["name"]?.text }.map(tidied)
  }

  /// The statements of a field.
  func statements(of field: Particular.Field) -> [PageStatement] {
    statements.filter { $0.field == field }
  }

  private mutating func readMeta(_ i: Int) {
    let value = text(.content, i) ?? text(.value, i)
    guard let value, !value.isEmpty else { return }
    let item = text(.itemprop, i)
    let named = text(.property, i) ?? text(.name, i) ?? item ?? text(.httpEquiv, i)
    guard let name = named.map(tidied), !name.isEmpty else { return }
    var isKnown = false
    for key in name.lowercased().split(separator: " ").map(plainKey) {
      guard let meaning = meanings[key] else { continue }
      isKnown = true
      let basis: Particular.Basis = name == item ? .microdata : .metaElement
      add(meaning.field, value, basis, i, rank: meaning.rank, meaning.certainty)
    }
    guard !isKnown else { return }
    if name.hasPrefix("twitter:label") { return readLabel(value, name.dropFirst(13), i) }
    if let field = dateField(of: name), let date = DateReading(value), date.hasDay {
      add(field, value, .metaElement, i, rank: 60, .probable)
    }
  }

  /// `twitter:label1` names what `twitter:data1` says: “Written by”.
  private mutating func readLabel(_ label: String, _ number: Substring, _ i: Int) {
    let words = label.lowercased().split(separator: " ").map(String.init)
    let introductions = Vocabulary.byline["introduction"] ?? []
    let isByline = words.count <= 3 && words.allSatisfy(introductions.contains)
    guard isByline else { return }
    for k in (i + 1)..<min(markup.nodes.count, i + 8) where markup.nodes[k].name == .meta {
      guard text(.name, k) ?? text(.property, k) == "twitter:data" + number else { continue }
      add(.byline, text(.content, k) ?? text(.value, k), .metaElement, k, rank: 40)
    }
  }

  private mutating func readLink(_ i: Int) {
    guard let relations = markup.value(of: .rel, on: i), let address = text(.href, i) else {
      return
    }
    let isLink = markup.nodes[i].name == .link
    for relation in relations.split(separator: 0x20) {
      if isLink, relation.isWord("canonical") {
        let resolved = FeedAddress(tidied(address)).resolved(against: base)
        add(.canonicalURL, resolved, .linkElement, i, rank: 0)
      } else if relation.isWord("license") {
        let resolved = FeedAddress(tidied(address)).resolved(against: base)
        add(.licence, resolved, .linkElement, i, rank: 1)
      } else if isLink, relation.isWord("alternate") {
        if let language = text(.hreflang, i), alternates.count < 200 {
          alternates.append((language, FeedAddress(tidied(address)).resolved(against: base)))
        }
      }
    }
  }

  private mutating func add(
    _ field: Particular.Field,
    _ text: String?,
    _ basis: Particular.Basis,
    _ i: Int,
    rank: Int,
    _ certainty: Certainty = .certain
  ) {
    guard statements.count < 2_000 else { return }
    let tag = markup.nodes[i].startTag
    let isTitle = markup.nodes[i].name == .title
    let place =
      tag.isEmpty
      ? nil : isTitle ? markup.nodes[i].content : Int(tag.lowerBound)..<Int(tag.upperBound)
    let statement = PageStatement(field, text, basis, certainty, at: place, rank: rank)
    if let statement { statements.append(statement) }
  }

  private func text(_ name: AttributeName, _ node: Int) -> String? {
    markup.value(of: name, on: node).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The source of what an element holds, to be read as text.
  private func content(of node: Int) -> String? {
    let range = markup.nodes[node].content
    return range.isEmpty || range.count > 4_000 ? nil : source.words(at: range)
  }
}

private struct Meaning {
  let field: Particular.Field
  let rank: Int
  let certainty: Certainty
}

/// What names of `<meta>` mean, by name.
private let meanings: [String: Meaning] = {
  var meanings: [String: Meaning] = [:]
  for row in Vocabulary.statements {
    let isProbable = row.value.last == "?"
    guard
      let field = Particular.Field(rawValue: isProbable ? String(row.value.dropLast()) : row.value)
    else { continue }
    for (rank, name) in row.words.enumerated() where meanings[name] == nil {
      let certainty: Certainty = isProbable ? .probable : .certain
      meanings[name] = Meaning(
        field: field,
        rank: rank + 2 + (isProbable ? 40 : 0),
        certainty: certainty
      )
    }
  }
  return meanings
}()

/// A name without the prefix that RDFa gives it.
private func plainKey(_ name: Substring) -> String {
  for prefix in [
    "http://ogp.me/ns/article#", "http://ogp.me/ns#", "schema:", "https://schema.org/",
  ]
  where name.hasPrefix(prefix) { return String(name.dropFirst(prefix.count)) }
  return String(name)
}

/// The date that a name of several words means: “w-published-date”, “publishedOn”.
private func dateField(of name: String) -> Particular.Field? {
  var words: [[UInt8]] = []
  var word: [UInt8] = []
  var wasSmall = false
  for byte in name.utf8 {
    let isLetter = byte.isLetter || byte >= 0x80
    let isCapital = byte.lowercased != byte
    if !isLetter || isCapital && wasSmall {
      if !word.isEmpty { words.append(word) }
      word = []
    }
    if isLetter { word.append(byte.lowercased) }
    wasSmall = isLetter && !isCapital
  }
  if !word.isEmpty { words.append(word) }
  func says(_ labels: [[UInt8]]) -> Bool { labels.contains { words.contains($0) } }
  guard !says(otherDateWords) else { return nil }
  return says(modifiedWords) ? .dateModified : says(publishedWords) ? .datePublished : nil
}

private let otherDateWords = labelBytes("other-date-word")
private let modifiedWords = labelBytes("modified-word")
private let publishedWords = labelBytes("published-word")

private func labelBytes(_ label: String) -> [[UInt8]] {
  (Vocabulary.labels[label] ?? []).map { Array($0.utf8) }
}

extension UnsafeBufferPointer<UInt8> {
  /// A script without the comment or CDATA marks around it.
  fileprivate func unwrapped(_ range: Range<Int>) -> Range<Int> {
    var i = range.lowerBound
    while i < range.upperBound {
      if self[i].isMarkupSpace || self[i] == UInt8(ascii: "/") {
        i += 1
      } else if matches("<!--", at: i) {
        i += 4
      } else if matches("<![cdata[", at: i) {
        i += 9
      } else {
        break
      }
    }
    return i..<range.upperBound
  }
}
