internal import StemmaText

/// What the JSON-LD of a page says about its article; https://schema.org/NewsArticle.
struct LinkedArticle {
  private let article: JSONValue
  private let graph: [JSONValue]

  /// Whether it is an article, and not only the page that holds one.
  let isArticle: Bool

  /// Looks for an article in the JSON-LD blocks of a page, in their order; then for the page.
  ///
  /// Of several articles it is the one at the page's own address; other stories have others.
  init?(in values: [JSONValue], at address: String?) {
    var all: [JSONValue] = []
    for value in values { Self.flatten(value, into: &all, depth: 0) }
    let articles = all.filter { Self.isOne(of: articleTypes, $0) }
    let own = address.map { address in
      articles.filter { value in
        ["mainEntityOfPage", "url", "@id"].contains { name in
          let place = value[name]?.text ?? value[name]?["@id"]?.text ?? value[name]?["url"]?.text
          return place.map { LooseAddress($0) == LooseAddress(address) } ?? false
        }
      }
    }
    let best = (own ?? []) + articles
    if let first = best.first(where: { $0["headline"]?.text != nil }) ?? best.first {
      article = first
      isArticle = true
    } else if let other = all.first(where: { Self.isOne(of: workTypes, $0) })
      ?? all.first(where: { Self.isOne(of: pageTypes, $0) })
    {
      article = other
      isArticle = false
    } else {
      return nil
    }
    graph = all
  }

  /// The statements, the surest of each field first.
  var statements: [PageStatement] {
    var statements: [PageStatement] = []
    func add(_ field: Particular.Field, _ values: JSONValue?..., rank: Int = 0) {
      for case let value? in values {
        guard let text = value.text else { continue }
        let certainty: Certainty = isArticle ? .certain : .probable
        let statement = PageStatement(field, text, .jsonLD, certainty, at: value.place, rank: rank)
        if let statement { return statements.append(statement) }
      }
    }
    if isArticle {
      add(.title, article["headline"], article["name"])
      add(.subtitle, article["alternativeHeadline"])
      add(.publisher, name(of: article["publisher"]), name(of: article["sourceOrganization"]))
      add(.publisher, name(of: article["isPartOf"]), rank: 2)
      add(.publisher, article["publisher"]?["alternateName"]?.elements.first, rank: 3)
    }
    statements += people(.byline, article["author"] ?? article["creator"])
    statements += people(.translator, article["translator"])
    add(.datePublished, article["datePublished"], article["dateCreated"])
    add(.dateModified, article["dateModified"])
    add(.language, article["inLanguage"]?.elements.first.flatMap(language))
    add(.section, article["articleSection"]?.elements.first)
    add(.canonicalURL, address)
    add(.licence, article["license"], article["license"]?["url"], article["license"]?["@id"])
    for name in ["translationOfWork", "isBasedOn"] {
      for work in article[name]?.elements ?? [] {
        let original = resolved(work)["inLanguage"]?.elements.first.flatMap(language)
        add(.originalLanguage, original, rank: name == "isBasedOn" ? 2 : 0)
      }
    }
    return statements
  }

  private var address: JSONValue? {
    let page = article["mainEntityOfPage"]
    let addresses = [page?["@id"], page?["url"], page, article["url"], article["@id"]]
    return addresses.lazy.compactMap { $0 }.first { $0.text.map(isWebAddress) ?? false }
  }

  private func language(_ value: JSONValue) -> JSONValue? {
    value.text != nil ? value : value["alternateName"] ?? value["name"]
  }

  private func people(_ field: Particular.Field, _ value: JSONValue?) -> [PageStatement] {
    (value?.elements ?? []).flatMap { value -> [PageStatement] in
      let whole = resolved(value)
      let names = value.text == nil ? whole["name"]?.elements ?? [] : [value]
      if names.isEmpty, let family = whole["familyName"]?.text {
        let text = [whole["givenName"]?.text, family].compactMap { $0 }.joined(separator: " ")
        return [statement(field, text, at: whole["familyName"]?.place, of: whole)].compactMap { $0 }
      }
      return names.compactMap { statement(field, $0.text, at: $0.place, of: whole) }
    }
  }

  private func statement(
    _ field: Particular.Field,
    _ text: String?,
    at place: Range<Int>?,
    of value: JSONValue
  ) -> PageStatement? {
    let certainty: Certainty = isArticle ? .certain : .probable
    var statement = PageStatement(field, text, .jsonLD, certainty, at: place)
    let types = (value["@type"]?.elements ?? []).compactMap(\.text)
    if types.contains("Person") {
      statement?.author = .person
    } else if types.contains(where: { $0.hasSuffix("Organization") || $0 == "WebSite" }) {
      statement?.author = .organisation
    }
    return statement
  }

  /// The name of a person or an organisation, which may stand elsewhere under its `@id`.
  private func name(of value: JSONValue?) -> JSONValue? {
    guard let value = value?.elements.first else { return nil }
    return value.text != nil ? value : resolved(value)["name"]?.elements.first
  }

  /// The value itself, or the fuller one that has the same `@id`.
  private func resolved(_ value: JSONValue) -> JSONValue {
    guard let identifier = value["@id"]?.text, value["name"] == nil else { return value }
    return graph.first { $0["@id"]?.text == identifier && $0["name"] != nil } ?? value
  }

  private static func flatten(_ value: JSONValue, into all: inout [JSONValue], depth: Int) {
    guard depth < 6, all.count < 10_000 else { return }
    switch value {
    case .array(let elements):
      for element in elements { flatten(element, into: &all, depth: depth + 1) }
    case .object:
      all.append(value)
      for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
        if let inner = value[name] { flatten(inner, into: &all, depth: depth + 1) }
      }
    case .null, .bool, .number, .string: break
    }
  }

  private static func isOne(of types: [String], _ value: JSONValue) -> Bool {
    (value["@type"]?.elements ?? []).compactMap(\.text).contains { type in
      types.contains { type.hasSuffix($0) }
    }
  }
}

/// Types of schema.org that articles have, by how their names end.
private let articleTypes = ["Article", "BlogPosting", "Report", "NewsItem"]

/// Types of other texts that have authors and dates.
private let workTypes = [
  "Recipe", "HowTo", "Review", "Posting", "CreativeWork", "FAQPage", "Course", "Episode",
  "VideoObject",
]

/// Types of pages, whose dates are those of the text on them.
private let pageTypes = ["WebPage", "ItemPage", "AboutPage"]

/// An address without what does not name the page: scheme, “www.”, query, last slash.
struct LooseAddress: Hashable {
  let text: String

  init(_ address: String) {
    var rest = address.utf8[...]
    if let mark = rest.firstIndex(where: { $0 == 0x3F || $0 == 0x23 }) { rest = rest[..<mark] }
    for start in ["https://", "http://", "//", "www.", "amp.", "m."]
    where rest.starts(with: start.utf8) {
      rest = rest.dropFirst(start.utf8.count)
    }
    while rest.last == 0x2F { rest = rest.dropLast() }
    text = Substring(rest).lowercased()
  }

  /// The host; empty for what has none.
  var host: Substring { text.prefix { $0 != "/" } }

  /// Whether it is the first page of a site.
  var isRoot: Bool { !text.contains("/") }
}
