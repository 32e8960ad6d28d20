/// What an element of a feed is for, whatever its format and prefix call it.
enum FeedElement: UInt8, Sendable {
  case other
  /// The root, or the channel in it.
  case feed
  case entry
  case title, link, identifier, language
  /// A text that stands for the entry where it has no `content`.
  case summary
  /// The same from an extension: captions of media, notes of podcasts.
  case annotation
  case subtitle
  case content
  /// Content that is HTML by its name.
  case encoded
  case published, updated, created
  case author
  /// The name of an author, in text, from Dublin Core or iTunes.
  case creator
  /// Parts that describe something else than the feed or entry they stand in.
  case foreign
}

/// The vocabularies that feeds mix.
enum FeedVocabulary: UInt8, Sendable {
  /// RSS of all versions and Atom.
  case core
  case content, dublinCore, dublinCoreTerms, media, iTunes, xhtml, rdf
  /// What aggregators of Yandex take: the whole text of an article.
  case yandex, turbo
  case unknown

  /// The vocabulary of a namespace, compared without case and without a slash at its end.
  init(uri: String) {
    var key = uri.lowercased()[...]
    while key.last == "/" || key.last == "#" { key.removeLast() }
    self =
      vocabularies[String(key)] ?? (key.contains("backend.userland.com/rss") ? .core : .unknown)
  }

  /// What a prefix customarily stands for; feeds forget to declare it.
  init(customaryPrefix prefix: String) {
    switch prefix {
    case "content": self = .content
    case "dc": self = .dublinCore
    case "dcterms", "dct": self = .dublinCoreTerms
    case "media", "mrss": self = .media
    case "itunes", "googleplay": self = .iTunes
    case "xhtml", "html", "h": self = .xhtml
    case "yandex": self = .yandex
    case "turbo": self = .turbo
    case "rdf": self = .rdf
    case "atom", "atom03", "atom10", "a10", "a", "rss": self = .core
    default: self = .unknown
    }
  }
}

private let vocabularies: [String: FeedVocabulary] = {
  var table: [String: FeedVocabulary] = [:]
  let core = """
    http://blogs.law.harvard.edu/tech/rss http://purl.org/rss/1.0
    http://my.netscape.com/rdf/simple/0.9 http://channel.netscape.com/rdf/simple/0.9
    http://example.com/newformat http://example.com/necho http://purl.org/echo http://purl.org/pie
    uri/of/echo/namespace http://purl.org/atom/ns http://www.w3.org/2005/atom
    http://purl.org/rss/1.0/modules/rss091 http://purl.org/net/rss1.1
    """
  for uri in core.split(whereSeparator: \.isWhitespace) { table[String(uri)] = .core }
  table[""] = .core
  table["http://purl.org/rss/1.0/modules/content"] = .content
  table["http://purl.org/dc/elements/1.1"] = .dublinCore
  table["http://purl.org/dc/elements/1.0"] = .dublinCore
  table["http://purl.org/dc/terms"] = .dublinCoreTerms
  table["http://search.yahoo.com/mrss"] = .media
  table["http://www.itunes.com/dtds/podcast-1.0.dtd"] = .iTunes
  table["http://example.com/dtds/podcast-1.0.dtd"] = .iTunes
  table["http://news.yandex.ru"] = .yandex
  table["http://turbo.yandex.ru"] = .turbo
  table["http://www.w3.org/1999/xhtml"] = .xhtml
  table["http://www.w3.org/1999/02/22-rdf-syntax-ns"] = .rdf
  return table
}()

extension FeedElement {
  /// The element that a name in any case of letters means in a vocabulary.
  init(_ vocabulary: FeedVocabulary, _ name: Source) {
    guard vocabulary != .unknown, name.count <= 16, !name.isEmpty else {
      self = .other
      return
    }
    self = elements[key(vocabulary, name)] ?? .other
  }

  /// Whether no HTML has an element of this kind, so that its start shows that a text before it
  /// was left open.
  var endsOpenText: Bool {
    switch self {
    case .entry, .identifier, .published, .updated, .created: true
    default: false
    }
  }

  /// Whether what stands between its tags is kept as one piece.
  var isField: Bool {
    switch self {
    case .other, .feed, .entry: false
    default: true
    }
  }
}

/// FNV-1a over the vocabulary and the lower-case name; a name made to collide is merely misread.
private func key(_ vocabulary: FeedVocabulary, _ name: some Sequence<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(vocabulary.rawValue)
  for byte in name { hash = (hash ^ UInt64(byte.lowercased)) &* 0x100_0000_01B3 }
  return hash
}

private let elements: [UInt64: FeedElement] = {
  var elements: [UInt64: FeedElement] = [:]
  func add(_ vocabulary: FeedVocabulary, _ element: FeedElement, _ names: String) {
    for name in names.split(separator: " ") { elements[key(vocabulary, name.utf8)] = element }
  }
  add(.core, .feed, "rss feed channel rdf")
  add(.core, .entry, "item entry")
  add(.core, .title, "title")
  add(.core, .link, "link")
  add(.core, .identifier, "guid id")
  add(.core, .language, "language")
  add(.core, .summary, "description summary abstract")
  add(.core, .subtitle, "subtitle tagline")
  add(.core, .content, "content")
  add(.core, .encoded, "body fullitem")
  add(.core, .published, "pubdate published issued")
  add(.core, .updated, "updated modified lastbuilddate")
  add(.core, .created, "created")
  add(.core, .author, "author managingeditor")
  add(.core, .foreign, "image textinput source contributor")
  add(.rdf, .feed, "rdf")
  add(.content, .encoded, "encoded")
  add(.dublinCore, .title, "title")
  add(.dublinCore, .creator, "creator author")
  add(.dublinCore, .updated, "date")
  add(.dublinCore, .summary, "description")
  add(.dublinCore, .language, "language")
  add(.dublinCoreTerms, .published, "issued")
  add(.dublinCoreTerms, .updated, "modified")
  add(.dublinCoreTerms, .created, "created")
  add(.media, .title, "title")
  add(.media, .annotation, "description")
  add(.iTunes, .creator, "author")
  add(.iTunes, .annotation, "summary")
  add(.iTunes, .subtitle, "subtitle")
  add(.iTunes, .foreign, "owner")
  add(.xhtml, .encoded, "body")
  add(.yandex, .encoded, "full-text")
  add(.turbo, .encoded, "content")
  return elements
}()

extension ElementName {
  /// Whether a browser shows something else in place of the content.
  ///
  /// That is what it loads from elsewhere, a drawing, or the name of a window; readers of feeds
  /// have only the content.
  var isReplaced: Bool {
    switch self {
    case .iframe, .svg, .title, .object, .video, .audio, .canvas, .noscript, .noframes, .noembed:
      true
    default: false
    }
  }
}
