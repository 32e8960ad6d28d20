/// An author as a feed names one.
struct FeedAuthor: Hashable, Sendable {
  let name: String?
  let email: String?

  /// Name and address in one string, as readers of feeds show them.
  var label: String {
    guard let name else { return email ?? "" }
    return email.map { "\(name) (\($0))" } ?? name
  }

  /// `nil` without both.
  init?(name: String?, email: String?) {
    self.name = name.flatMap { $0.isEmpty ? nil : $0 }
    self.email = email.flatMap { $0.isEmpty ? nil : $0 }
    if self.name == nil, self.email == nil { return nil }
  }

  /// Reads the `name` and `email` in a field, or its text.
  init?(_ field: FeedField, in source: Source, entities: [String: String]) {
    guard field.hasElements else {
      let text = source.text(of: field.content, entities: entities)
      self.init(name: text, email: nil)
      return
    }
    var name: String?
    var email: String?
    var scanner = FeedScanner(at: field.content.lowerBound)
    while let token = scanner.next(in: source, to: field.content.upperBound) {
      guard case .start(let tag) = token, !tag.isEmpty else { continue }
      let colon = source.first(0x3A, from: tag.name.lowerBound, to: tag.name.upperBound)
      let local =
        (colon < tag.name.upperBound ? colon + 1 : tag.name.lowerBound)..<tag.name.upperBound
      let lower = tag.range.upperBound
      let isName = source.isNamed("name", local)
      guard isName || source.isNamed("email", local) else { continue }
      let upper = source.first("</", from: lower, to: field.content.upperBound)
      let text = source.text(of: lower..<(upper ?? field.content.upperBound), entities: entities)
      if isName { name = text } else { email = text }
    }
    self.init(name: name, email: email)
  }

  /// The name alone, from forms such as “ann@example.org (Ann Lee)” and “Ann Lee <ann@example.org>”.
  var plainName: String? {
    guard let name else { return nil }
    guard name.utf8.contains(0x40) else { return name }
    let words = name.split(separator: " ").filter { !$0.utf8.contains(0x40) }
    let plain = words.joined(separator: " ").utf8
      .drop { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "\"") }
    let text = String(Substring(plain))
    let end = text.utf8.last.map { $0 == UInt8(ascii: ")") || $0 == UInt8(ascii: "\"") } ?? false
    return text.isEmpty ? nil : end ? String(text.dropLast()) : text
  }
}

/// A link of a feed or entry.
struct FeedLink {
  let address: String

  /// Whether it leads to the page of what it stands in.
  let isPage: Bool

  init?(_ field: FeedField, in source: Source) {
    let attributes = field.attributes
    let stated =
      source.attribute("href", at: attributes) ?? source.attribute("url", at: attributes)
      ?? source.attribute("uri", at: attributes)
    guard let stated else {
      let text = source.text(of: field.content, entities: [:])
      guard !text.isEmpty else { return nil }
      address = FeedAddress(text).resolved(against: field.base)
      isPage = true  // a link that is text is RSS's, which has no relations
      return
    }
    let relation =
      source.attribute("rel", at: attributes).map { source.value(at: $0).lowercased() }
      ?? "alternate"
    let leadsToPage =
      relation == "alternate" || relation == "" || relation.hasSuffix("/alternate")
    let type =
      source.attribute("type", at: attributes).map { source.value(at: $0).lowercased() } ?? ""
    let isHTML = ["", "html", "text/html", "xhtml", "application/xhtml+xml"].contains(type)
    address = FeedAddress(source.value(at: stated)).resolved(against: field.base)
    isPage = isHTML && leadsToPage
  }
}

/// What the fields of one entry come to.
struct FeedFacts: Sendable {
  /// Where the entry starts and ends in the feed.
  let lower: Int
  var upper: Int

  let base: String?
  private(set) var language: String?
  private(set) var id: String?
  private(set) var link: String?
  private(set) var published: String?
  private(set) var updated: String?
  private(set) var authors: [FeedAuthor] = []
  private(set) var title: FeedPassage?
  private(set) var summary: FeedPassage?
  private(set) var content: FeedPassage?

  private var created: String?
  private var identifyingLink: String?
  private var subtitle: FeedPassage?
  private var hasContent = false

  init(from lower: Int, base: String?, language: String?) {
    self.lower = lower
    upper = lower
    self.base = base
    self.language = language
  }

  /// The date of publication; where only others are given, the one that comes nearest.
  var datePublished: String? { published ?? created ?? updated }

  /// The page of the entry; an identifier that is an address stands in for it.
  var page: String? { link ?? identifyingLink }

  /// Takes in a fact of a JSON Feed.
  mutating func add(json key: String, _ value: Range<Int>, in source: Source) {
    switch key {
    case "id": id = source.jsonText(at: value)
    case "url": link = FeedAddress(source.jsonText(at: value)).resolved(against: base)
    case "external_url":
      identifyingLink = FeedAddress(source.jsonText(at: value)).resolved(against: base)
    case "date_published": published = timestamp(of: source.jsonText(at: value))
    case "date_modified": updated = timestamp(of: source.jsonText(at: value))
    case "language": language = source.jsonString(at: value)
    case "author", "authors": authors = source.jsonAuthors(at: value)
    case "title", "summary", "content_html", "content_text":
      guard let inner = source.jsonStringContent(at: value) else { return }
      add(passageNamed: key, inner)
    default: break
    }
  }

  private mutating func add(passageNamed key: String, _ inner: Range<Int>) {
    let isHTML = key == "content_html"
    let element: FeedElement =
      key == "title" ? .title : key == "summary" ? .summary : isHTML ? .encoded : .content
    let passage = FeedPassage(element, json: inner, isHTML: isHTML)
    guard !passage.isEmpty else { return }
    switch element {
    case .title: title = passage
    case .summary: summary = passage
    default: if content == nil || isHTML { content = passage }
    }
  }

  /// What `<item>` says in its own attributes: RDF's `about`, CDF's `href` and `lastmod`.
  mutating func read(attributesOfEntry attributes: Range<Int>, in source: Source) {
    if let about = source.attribute("rdf:about", at: attributes) {
      id = source.value(at: about)
    }
    if let address = source.attribute("href", at: attributes) {
      link = FeedAddress(source.value(at: address)).resolved(against: base)
    }
    if let date = source.attribute("lastmod", at: attributes) {
      updated = timestamp(of: source.value(at: date))
    }
  }

  /// Takes a field in; of several for one fact, which counts is settled as feedparser does.
  mutating func add(_ field: FeedField, in source: Source, of feed: FeedOutline) {
    switch field.element {
    case .title, .summary, .annotation, .subtitle, .content, .encoded:
      add(passage: FeedPassage(field, in: source, isAtom: feed.isAtom))
    case .link:
      if let found = FeedLink(field, in: source), found.isPage { link = found.address }
    case .identifier: identify(by: field, in: source)
    case .language:
      let text = source.text(of: field.content, entities: [:])
      if !text.isEmpty { language = text }
    case .published, .updated, .created:
      guard let date = timestamp(of: source.text(of: field.content, entities: [:])) else { return }
      if field.element == .published { published = date }
      if field.element == .updated { updated = date }
      if field.element == .created { created = date }
    case .author, .creator:
      if let author = FeedAuthor(field, in: source, entities: feed.entities) {
        authors.append(author)
      }
    case .other, .feed, .entry, .foreign: break
    }
  }

  private mutating func identify(by field: FeedField, in source: Source) {
    let text = source.text(of: field.content, entities: [:])
    guard !text.isEmpty else { return }
    let stated = source.attribute("ispermalink", at: field.attributes).map { source.value(at: $0) }
    let isLink = stated == nil || stated == "true"
    id = isLink ? FeedAddress(text).resolved(against: field.base) : text
    if isLink { identifyingLink = id }
  }

  private mutating func add(passage: FeedPassage) {
    switch passage.element {
    case .title:
      if title == nil || passage.depth < title?.depth ?? 0 {
        title = passage.isEmpty ? title : passage
      }
    case .summary where summary != nil && summary?.element == .summary && !hasContent:
      if !passage.isEmpty { content = content ?? passage }
    case .summary:
      if summary == nil || summary?.element != .summary || passage.depth <= summary?.depth ?? 0 {
        if !passage.isEmpty { summary = passage }
      }
    case .annotation: if summary == nil, !passage.isEmpty { summary = passage }
    case .subtitle: if subtitle == nil, !passage.isEmpty { subtitle = passage }
    case .content, .encoded:
      hasContent = true
      if !passage.isEmpty, content == nil { content = passage }
    default: break
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The text of a field that has no markup: references read, CDATA marks gone, ends trimmed.
  func text(of range: Range<Int>, entities: [String: String]) -> String {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, self[lower].isMarkupSpace { lower += 1 }
    while upper > lower, self[upper - 1].isMarkupSpace { upper -= 1 }
    let inner = Source(rebasing: self[lower..<upper])
    guard
      inner.first(0x26, from: 0, to: inner.count) < inner.count
        || inner.first(0x3C, from: 0, to: inner.count) < inner.count
    else { return words(at: lower..<upper) }
    let bytes = FeedWrapping(inner, as: .text, entities: entities).unwrapped
    let start = bytes.firstIndex { !$0.isMarkupSpace } ?? bytes.count
    let end = bytes.lastIndex { !$0.isMarkupSpace }.map { $0 + 1 } ?? start
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
