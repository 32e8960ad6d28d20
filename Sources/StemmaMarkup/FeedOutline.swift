internal import StemmaText

/// What a feed says of the whole, read before its entries; it may stand behind them.
struct FeedOutline: Sendable {
  private(set) var isFeed = false
  private(set) var isAtom = false
  private(set) var title: String?
  private(set) var summary: String?
  private(set) var link: String?
  private(set) var language: String?

  /// The author whom entries without one have; Atom, RFC 4287, section 4.2.1.
  private(set) var author: FeedAuthor?

  /// What relative addresses start from: where the feed came from, else the page it belongs to.
  private(set) var base: String?

  /// The entities that the document type declares.
  private(set) var entities: [String: String] = [:]

  /// Where the entries of a JSON Feed stand.
  private(set) var items: Range<Int>?

  var isJSON: Bool { items != nil }

  private let limits: ReadingLimits

  init(of source: Source, from address: String?, within limits: ReadingLimits) {
    self.limits = limits
    base = address
    let start = source.firstMark(from: source.startsWithByteOrderMark ? 3 : 0)
    if start < source.count,
      source[start] == UInt8(ascii: "{") || source[start] == UInt8(ascii: "[")
    {
      readJSON(source, at: start)
      return
    }
    var walk = FeedWalk(base: address, within: limits)
    while let event = walk.next(in: source) {
      switch event {
      case .field(let field) where !walk.isInEntry: read(field, in: source)
      case .declaration(let range):
        if entities.isEmpty { entities = source.declaredEntities(at: range) }
      case .field, .entryBegan, .entryEnded: break
      }
    }
    isFeed = walk.isFeed
    isAtom = walk.isAtom
    base = address ?? link.flatMap { FeedAddress($0).isAbsolute ? $0 : nil }
  }

  private mutating func read(_ field: FeedField, in source: Source) {
    switch field.element {
    case .title where title == nil: title = text(of: field, in: source)
    case .summary, .subtitle:
      if summary == nil { summary = text(of: field, in: source) }
    case .link:
      if let address = FeedLink(field, in: source), address.isPage, link == nil {
        link = address.address
      }
    case .language where language == nil: language = text(of: field, in: source)
    case .author where author == nil: author = FeedAuthor(field, in: source, entities: entities)
    default: break
    }
  }

  private func text(of field: FeedField, in source: Source) -> String? {
    let text = FeedText(
      Source(rebasing: source[field.content]),
      as: field.type(in: source, isAtom: isAtom),
      mayBeHTML: true,
      kind: .title,
      entities: entities,
      within: limits
    ).string
    return text.isEmpty ? nil : text
  }

  private mutating func readJSON(_ source: Source, at start: Int) {
    var members = JSONMembers(in: source, at: start..<source.count)
    items = start..<start
    guard source[start] == UInt8(ascii: "{") else { return }
    while let member = members.next(in: source) {
      let value = member.value
      switch source.jsonText(at: member.name) {
      case "version": isFeed = isFeed || source.jsonText(at: value).contains("jsonfeed.org")
      case "items" where source[value.lowerBound] == UInt8(ascii: "["):
        items = value
        isFeed = true
      case "title": title = source.jsonString(at: value)
      case "description": summary = source.jsonString(at: value)
      case "home_page_url": link = source.jsonString(at: value)
      case "feed_url": base = base ?? source.jsonString(at: value)
      case "language": language = source.jsonString(at: value)
      case "author", "authors": author = author ?? source.jsonAuthors(at: value).first
      default: break
      }
    }
    base = base ?? link
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the next byte that is no white space stands.
  func firstMark(from lower: Int) -> Int {
    var i = lower
    while i < count, self[i].isMarkupSpace { i += 1 }
    return i
  }
}
