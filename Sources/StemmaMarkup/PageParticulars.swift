internal import StemmaText

/// What a page says about its article; the surest first: JSON-LD, then `<meta>`, then the rest.
func particulars(of markup: Markup, in source: Source) -> [Particular] {
  var linked: [JSONValue] = []
  var stated: [(rank: Int, fact: Particular)] = []
  func add(
    _ rank: Int,
    _ field: Particular.Field,
    _ value: String?,
    _ certainty: Certainty = .certain
  ) {
    guard let fact = Particular(field, stated: value, basis: .metaElement, certainty) else {
      return
    }
    stated.append((rank, fact))
  }
  var hasTitle = false
  for i in markup.nodes.indices {
    switch markup.nodes[i].name {
    case .html:
      add(1, .language, markup.text(of: .lang, on: i) ?? markup.text(of: .xmlLang, on: i))
    case .meta:
      let key =
        markup.text(of: .property, on: i) ?? markup.text(of: .name, on: i)
        ?? markup.text(of: .itemprop, on: i) ?? markup.text(of: .httpEquiv, on: i)
      if let key, let meaning = meanings[key.lowercased()] {
        add(meaning.rank, meaning.field, markup.text(of: .content, on: i), meaning.certainty)
      }
    case .link:
      let relation = markup.text(of: .rel, on: i)?.lowercased()
      if relation == "canonical" { add(1, .canonicalURL, markup.text(of: .href, on: i)) }
      if relation == "license" { add(1, .licence, markup.text(of: .href, on: i)) }
    case .title where !hasTitle:
      hasTitle = true
      add(9, .title, markup.content(of: i, in: source), .probable)
    case .script
    where markup.text(of: .type, on: i)?.lowercased().hasPrefix("application/ld+json") == true:
      if let value = JSONValue(source, at: source.unwrapped(markup.nodes[i].content)) {
        linked.append(value)
      }
    default: break
    }
  }
  let byRank = stated.enumerated().sorted {
    ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
  }
  return distinct((LinkedArticle(in: linked)?.particulars ?? []) + byRank.map(\.element.fact))
}

/// Leaves out what says the same of the same field again.
private func distinct(_ facts: [Particular]) -> [Particular] {
  var kept: [Particular] = []
  for fact in facts
  where !kept.contains(where: { $0.field == fact.field && $0.value == fact.value }) {
    kept.append(fact)
  }
  return kept
}

private struct Meaning {
  let field: Particular.Field
  let rank: Int
  let certainty: Certainty
}

/// What names of `<meta>` mean: Open Graph (https://ogp.me), Dublin Core, and what newspapers use.
private let meanings: [String: Meaning] = {
  let table: [(Particular.Field, Certainty, [String])] = [
    (
      .title, .certain,
      [
        "og:title", "dc.title", "dcterms.title", "twitter:title", "headline", "parsely-title",
        "sailthru.title",
      ]
    ),
    (
      .byline, .certain,
      [
        "author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author",
        "sailthru.author", "article:author_name", "citation_author",
      ]
    ),
    (
      .datePublished, .certain,
      [
        "article:published_time", "og:published_time", "datepublished", "dc.date.issued",
        "dcterms.issued", "parsely-pub-date", "sailthru.date", "article.published", "pubdate",
        "publishdate", "publish-date", "cxenseparse:recs:publishtime", "dc.date", "dcterms.date",
        "date",
      ]
    ),
    (
      .dateModified, .certain,
      [
        "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod",
        "last-modified",
      ]
    ),
    (
      .publisher, .certain,
      ["og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"]
    ),
    (.language, .certain, ["content-language", "dc.language", "dcterms.language", "inlanguage"]),
    (.language, .probable, ["og:locale"]),
    (.canonicalURL, .certain, ["og:url"]),
    (.section, .certain, ["article:section", "parsely-section"]),
    (.licence, .certain, ["dcterms.license", "dc.rights.license", "copyright-license"]),
  ]
  var meanings: [String: Meaning] = [:]
  for (field, certainty, names) in table {
    for (rank, name) in names.enumerated() {
      meanings[name] = Meaning(field: field, rank: rank + 2, certainty: certainty)
    }
  }
  return meanings
}()

extension Particular {
  /// A fact as a page states it, tidied; `nil` where nothing is stated or the form is not that of the field.
  init?(_ field: Field, stated: String?, basis: Basis, _ certainty: Certainty = .certain) {
    guard let stated else { return nil }
    let tidy = tidied(stated)
    guard !tidy.isEmpty, tidy.utf8.count <= 2_000, let value = normalised(tidy, for: field) else {
      return nil
    }
    self.init(
      field,
      value: value,
      raw: value == stated ? nil : stated,
      basis: basis,
      certainty: certainty
    )
  }
}

/// The text with its entities read and its white space folded.
private func tidied(_ text: String) -> String {
  let bytes = Array(text.utf8)
  let escapes = bytes.withUnsafeBufferPointer { EscapedCharacters($0, in: 0..<bytes.count).edits }
  let plain = (laid(escapes, over: bytes.count) as Lineage<Extracted, Unescaped>).applied(to: bytes)
  let words = plain.split { $0.isMarkupSpace || $0 == 0 }
  return String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
}

private func normalised(_ text: String, for field: Particular.Field) -> String? {
  let isAddress = text.utf8.starts(with: "http://".utf8) || text.utf8.starts(with: "https://".utf8)
  switch field {
  case .datePublished, .dateModified: return timestamp(text)
  case .canonicalURL: return isAddress ? text : nil
  case .byline:
    if isAddress { return nil }
    let lowered = text.lowercased()
    return lowered.hasPrefix("by ") ? String(text.dropFirst(3)) : text
  case .publisher: return isAddress ? nil : text
  case .language: return language(text)
  default: return text
  }
}

/// A language tag (RFC 5646) in its usual case; `nil` for what is none.
private func language(_ text: String) -> String? {
  let parts = text.split { $0 == "-" || $0 == "_" || $0 == "." }.map(String.init)
  guard let first = parts.first, (2...3).contains(first.utf8.count),
    first.utf8.allSatisfy(\.isLetter)
  else { return nil }
  let rest = parts.dropFirst().prefix(2).map { part in
    part.utf8.count == 2
      ? part.uppercased()
      : part.utf8.count == 4 ? part.prefix(1).uppercased() + part.dropFirst().lowercased() : part
  }
  return ([first.lowercased()] + rest).joined(separator: "-")
}

/// A date of ISO 8601, with its time and zone where they are given; `nil` for other forms.
private func timestamp(_ text: String) -> String? {
  let bytes = Array(text.utf8)
  guard bytes.count >= 10, bytes.count <= 40, bytes[4] == 0x2D, bytes[7] == 0x2D,
    [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy({ bytes[$0].isDigit })
  else { return nil }
  let month = Int(bytes[5] - 0x30) * 10 + Int(bytes[6] - 0x30)
  let day = Int(bytes[8] - 0x30) * 10 + Int(bytes[9] - 0x30)
  guard (1...12).contains(month), (1...31).contains(day) else { return nil }
  guard bytes.count >= 16, bytes[13] == 0x3A,
    bytes[10] | 0x20 == UInt8(ascii: "t") || bytes[10] == 0x20
  else {
    return String(decoding: bytes[..<10], as: UTF8.self)
  }
  var time = bytes
  time[10] = UInt8(ascii: "T")
  // “2024-06-20 16:10:00 +0300” is one word in ISO 8601.
  time.removeAll { $0 == 0x20 }
  let sound = time.dropFirst(11).allSatisfy {
    $0.isDigit || [0x3A, 0x2B, 0x2D, 0x2E, 0x5A, 0x7A].contains($0)
  }
  return String(decoding: sound ? time[...] : time[..<10], as: UTF8.self)
}

extension Markup {
  fileprivate func text(of name: AttributeName, on node: Int) -> String? {
    value(of: name, on: node).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The source of what an element holds, to be read as text.
  fileprivate func content(of node: Int, in source: Source) -> String? {
    let range = nodes[node].content
    return range.isEmpty || range.count > 4_000 ? nil : source.words(at: range)
  }
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
