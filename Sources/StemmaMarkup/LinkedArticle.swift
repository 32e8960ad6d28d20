internal import StemmaText

/// What the JSON-LD of a page says about its article; https://schema.org/NewsArticle.
struct LinkedArticle {
  private let article: JSONValue
  private let graph: [JSONValue]

  /// Looks for an article in the JSON-LD blocks of a page, in their order.
  init?(in values: [JSONValue]) {
    var all: [JSONValue] = []
    for value in values { Self.flatten(value, into: &all, depth: 0) }
    let articles = all.filter(Self.isArticle)
    guard let first = articles.first(where: { $0["headline"]?.text != nil }) ?? articles.first
    else {
      return nil
    }
    article = first
    graph = all
  }

  /// The facts, the surest first.
  var particulars: [Particular] {
    var facts: [Particular] = []
    func add(_ field: Particular.Field, _ value: String?) {
      guard let fact = Particular(field, stated: value, basis: .jsonLD) else { return }
      facts.append(fact)
    }
    add(.title, article["headline"]?.text ?? article["name"]?.text)
    add(.subtitle, article["alternativeHeadline"]?.text)
    for author in (article["author"] ?? article["creator"])?.elements ?? [] {
      add(.byline, name(of: author))
    }
    add(.datePublished, article["datePublished"]?.text)
    add(.dateModified, article["dateModified"]?.text)
    add(.publisher, article["publisher"].flatMap(name))
    add(.language, article["inLanguage"].flatMap { $0.text ?? $0["alternateName"]?.text })
    add(.section, article["articleSection"]?.elements.first?.text)
    add(.canonicalURL, address)
    add(.licence, article["license"]?.text)
    return facts
  }

  private var address: String? {
    let page = article["mainEntityOfPage"]
    let address = page?["@id"]?.text ?? page?.text ?? article["url"]?.text
    return address.flatMap { $0.utf8.starts(with: "http".utf8) ? $0 : nil }
  }

  /// The name of a person or an organisation, which may stand elsewhere under its `@id`.
  private func name(of value: JSONValue) -> String? {
    if let text = value.text { return text }
    if let name = value["name"]?.elements.first?.text { return name }
    guard let identifier = value["@id"]?.text else { return nil }
    return graph.lazy.filter { $0["@id"]?.text == identifier }.compactMap { $0["name"]?.text }.first
  }

  private static func flatten(_ value: JSONValue, into all: inout [JSONValue], depth: Int) {
    guard depth < 6 else { return }
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

  private static func isArticle(_ value: JSONValue) -> Bool {
    (value["@type"]?.elements ?? []).compactMap(\.text).contains { type in
      type.hasSuffix("Article") || type.hasSuffix("BlogPosting") || type == "Report"
        || type == "AnalysisNewsArticle"
    }
  }
}
