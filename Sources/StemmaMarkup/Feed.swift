public import StemmaText

/// A feed: RSS 0.9 to 2.0, Atom 0.3 and 1.0, or JSON Feed, well-formed or not.
///
/// It holds the bytes of the feed and what is said of the whole; entries are read one by one, each
/// when it is asked for.
public struct Feed: Sendable {
  /// The bytes as they arrived, in UTF-8; always valid UTF-8.
  public let received: [UInt8]

  /// How the bytes were decoded.
  public let encoding: TextEncoding

  /// Whether the source has the root or an entry of a feed; without either it has no entries.
  public let isFeed: Bool

  /// The title of the feed, as text.
  public let title: String?

  /// What the feed says it is about, as text.
  public let summary: String?

  /// The page that the feed belongs to.
  public let link: String?

  /// The language of the feed, as written.
  public let language: String?

  let marks: [Decoding.Mark]
  let outline: FeedOutline
  let limits: ReadingLimits

  /// Decodes a feed and reads what it says of itself.
  ///
  /// - Parameters:
  ///   - bytes: The feed as it arrived.
  ///   - charset: The encoding that the transport gave.
  ///   - address: Where the feed came from, if that is a web address; relative addresses in it
  ///     start there.
  ///   - limits: How much is taken in.
  ///
  /// - Throws: `MarkupError.tooLarge` for a source above the limit.
  public init(
    reading bytes: [UInt8],
    charset: String? = nil,
    from address: String? = nil,
    within limits: ReadingLimits = ReadingLimits()
  ) throws(MarkupError) {
    guard bytes.count <= limits.maximumBytes else {
      throw .tooLarge(size: bytes.count, limit: limits.maximumBytes)
    }
    let decoding = Decoding(
      of: bytes,
      transport: charset,
      declaresItself: true,
      maximumMarks: limits.maximumRemarks
    )
    received = decoding.received
    encoding = decoding.encoding
    marks = decoding.marks
    self.limits = limits
    let address = address.flatMap(webAddress)
    outline = received.withUnsafeBufferPointer {
      FeedOutline(of: $0, from: address, within: limits)
    }
    isFeed = outline.isFeed
    title = outline.title
    summary = outline.summary
    link = outline.link
    language = outline.language
  }
}

extension Feed {
  /// A part of a feed that was decoded, with what its head says of the whole.
  init(
    _ received: [UInt8],
    _ encoding: TextEncoding,
    marks: [Decoding.Mark],
    _ outline: FeedOutline,
    within limits: ReadingLimits
  ) {
    self.received = received
    self.encoding = encoding
    self.marks = marks
    self.outline = outline
    self.limits = limits
    isFeed = outline.isFeed
    title = outline.title
    summary = outline.summary
    link = outline.link
    language = outline.language
  }
}

extension Feed: Sequence {
  /// Reads the entries from the first to the last.
  public func makeIterator() -> FeedEntries { FeedEntries(of: self) }
}

/// Reads the entries of a feed, each when it is asked for.
public struct FeedEntries: IteratorProtocol, Sendable {
  private let feed: Feed
  private var walk: FeedWalk
  private var items: FeedItems

  init(of feed: Feed) {
    self.feed = feed
    walk = FeedWalk(base: feed.outline.base, within: feed.limits)
    items = FeedItems(in: feed.outline.items)
  }

  /// The next entry; `nil` after the last.
  public mutating func next() -> FeedEntry? {
    feed.received.withUnsafeBufferPointer { source in
      let facts =
        feed.outline.isJSON
        ? items.next(in: source, for: feed.outline)
        : walk.nextEntry(in: source, of: feed.outline)
      return facts.map { FeedEntry($0, of: feed) }
    }
  }
}

extension FeedWalk {
  /// The facts of the next entry; `nil` after the last.
  mutating func nextEntry(in source: Source, of outline: FeedOutline) -> FeedFacts? {
    var facts: FeedFacts?
    while let event = next(in: source) {
      switch event {
      case .entryBegan(let attributes, let lower, let base, let language):
        var begun = FeedFacts(from: lower, base: base, language: language)
        begun.read(attributesOfEntry: attributes, in: source)
        facts = begun
      case .field(let field): facts?.add(field, in: source, of: outline)
      case .entryEnded(let upper):
        facts?.upper = upper
        return facts
      case .declaration: break
      }
    }
    return nil
  }
}

/// One entry of a feed: what it says of itself; its texts are read when they are asked for.
public struct FeedEntry: Sendable {
  /// What the feed calls the entry, if it does.
  public let id: String?

  /// The page of the entry, as an absolute address where the feed gives enough to make one.
  public let link: String?

  /// When it was published, as RFC 3339 has it; `nil` where no date can be read.
  public let published: String?

  /// When it was last changed, as RFC 3339 has it.
  public let updated: String?

  /// The author in one string: name, then the mail address in brackets where one is given.
  public let author: String?

  /// The names of the authors.
  public let authors: [String]

  /// The language that holds for the entry, as written.
  public let language: String?

  /// The address that relative ones in the entry start from.
  public let base: String?

  /// Where the entry stands in the feed's `received` bytes, from `<item>` to `</item>`.
  public let range: Range<Int>

  /// Where the entry stands in the whole feed, in UTF-8; differs where the feed comes in pieces.
  public let place: Range<Int>

  private let facts: FeedFacts
  private let feed: Feed

  init(_ facts: FeedFacts, of feed: Feed, shiftedBy shift: Int = 0) {
    self.facts = facts
    self.feed = feed
    id = facts.id
    link = facts.page.map { FeedAddress($0).resolved(against: feed.outline.base) }
    published = facts.datePublished
    updated = facts.updated
    let named = facts.authors.isEmpty ? [feed.outline.author].compactMap { $0 } : facts.authors
    author = named.last?.label
    authors = named.compactMap(\.plainName)
    language = facts.language ?? feed.language
    base = facts.base ?? feed.outline.base
    range = facts.lower..<max(facts.lower, facts.upper)
    place = range.lowerBound + shift..<range.upperBound + shift
  }

  /// The bytes of the entry, from `<item>` to `</item>`, in UTF-8.
  public var bytes: [UInt8] { Array(feed.received[range]) }

  /// Reads headline and texts.
  public func article() -> FeedArticle {
    feed.received.withUnsafeBufferPointer { FeedArticle(facts, of: self, in: $0, of: feed) }
  }

  /// Reads headline and texts as they were put into the feed, most often HTML.
  public func markup() -> FeedMarkup {
    feed.received.withUnsafeBufferPointer { source in
      FeedMarkup(
        title: facts.title?.markup(in: source, of: feed),
        summary: facts.summary?.markup(in: source, of: feed),
        content: facts.content?.markup(in: source, of: feed)
      )
    }
  }
}

/// The texts of an entry without the escaping and the CDATA sections of the feed; each `nil` where
/// the feed has none.
public struct FeedMarkup: Hashable, Sendable {
  /// The headline.
  public let title: String?

  /// The abstract.
  public let summary: String?

  /// The text of the entry.
  public let content: String?
}

/// The texts of an entry.
public struct FeedArticle: Hashable, Sendable {
  /// The headline, as text.
  public let title: String?

  let summaryText: [UInt8]?
  let contentText: [UInt8]?

  /// The abstract, as text; where there is only one text it is this one and `content`'s too.
  public var summary: String? { summaryText.map { String(decoding: $0, as: UTF8.self) } }

  /// The text of the entry, without markup.
  public var content: String? { contentText.map { String(decoding: $0, as: UTF8.self) } }

  /// Headline and body, with the lineage from the entry's bytes, which are its received layer.
  public let document: Document
}
