/// Goes through a feed from tag to tag and hands out what it meets; it never holds more than the
/// elements that are open.
struct FeedWalk: Sendable {
  /// What is met.
  enum Event {
    /// An entry starts; its own attributes may say things about it.
    case entryBegan(attributes: Range<Int>, lower: Int, base: String?, language: String?)
    case field(FeedField)
    case entryEnded(upper: Int)
    /// A document type, which may declare entities.
    case declaration(Range<Int>)
  }

  private struct Frame {
    let name: Range<Int>
    let element: FeedElement
    let bindingCount: Int
    let base: String?
    let language: String?
  }

  private var scanner: FeedScanner
  private var frames: [Frame] = []
  private var bindings: [(prefix: Range<Int>, vocabulary: FeedVocabulary)] = []
  private var entryDepth: Int?
  private let limits: ReadingLimits
  private let base: String?

  /// Whether the root of a feed or an entry was met.
  private(set) var isFeed = false

  /// Whether the root is Atom's.
  private(set) var isAtom = false

  /// Where an entry ends that is one empty tag.
  private var pendingEnd: Int?

  /// Open elements that an end tag is compared with; a stray one further out changes nothing.
  private static let searchDepth = 32

  init(base: String?, within limits: ReadingLimits) {
    scanner = FeedScanner()
    self.base = base
    self.limits = limits
  }

  /// Whether an entry is open.
  var isInEntry: Bool { entryDepth != nil }

  /// The next event; `nil` at the end.
  mutating func next(in source: Source) -> Event? {
    if let upper = pendingEnd {
      pendingEnd = nil
      entryDepth = nil
      frames.removeLast()
      return .entryEnded(upper: upper)
    }
    while let token = scanner.next(in: source, to: source.count) {
      switch token {
      case .start(let tag):
        if let event = open(tag, in: source) { return event }
      case .end(let tag):
        if let event = close(tag, in: source) { return event }
      case .declaration(let range):
        if source.matches("<!doctype", at: range.lowerBound) { return .declaration(range) }
      case .characterData, .comment: break
      }
    }
    guard entryDepth != nil else { return nil }
    entryDepth = nil
    return .entryEnded(upper: source.count)
  }

  // MARK: - Tags

  private mutating func open(_ tag: FeedScanner.Tag, in source: Source) -> Event? {
    let bindingCount = bindings.count
    var base = frames.last?.base ?? self.base
    var language = frames.last?.language
    if !tag.attributes.isEmpty {
      readScope(tag.attributes, in: source, base: &base, language: &language)
    }
    let element = element(named: tag.name, in: source)
    if element == .entry, let depth = entryDepth {
      // Entries do not nest: the one before was left open. It starts again at this tag.
      frames.removeSubrange(depth...)
      entryDepth = nil
      bindings.removeSubrange(bindingCount...)
      scanner.move(to: tag.range.lowerBound)
      return .entryEnded(upper: tag.range.lowerBound)
    }
    if element.isField, !frames.isEmpty {
      let field = field(element, tag, in: source, base: base, language: language)
      bindings.removeSubrange(bindingCount...)
      return .field(field)
    }
    if element == .feed { noteRoot(tag, in: source) }
    guard !tag.isEmpty else {
      bindings.removeSubrange(bindingCount...)
      return element == .entry ? emptyEntry(tag, base: base, language: language) : nil
    }
    guard frames.count < limits.maximumDepth else {
      bindings.removeSubrange(bindingCount...)
      return nil
    }
    frames.append(
      Frame(
        name: tag.name,
        element: element,
        bindingCount: bindingCount,
        base: base,
        language: language
      )
    )
    guard element == .entry else { return nil }
    isFeed = true
    entryDepth = frames.count - 1
    return .entryBegan(
      attributes: tag.attributes,
      lower: tag.range.lowerBound,
      base: base,
      language: language
    )
  }

  /// `<item/>`: begins here, and ends where the next token is looked for.
  private mutating func emptyEntry(
    _ tag: FeedScanner.Tag,
    base: String?,
    language: String?
  ) -> Event {
    isFeed = true
    frames.append(
      Frame(
        name: tag.name,
        element: .entry,
        bindingCount: bindings.count,
        base: base,
        language: language
      )
    )
    entryDepth = frames.count - 1
    pendingEnd = tag.range.upperBound
    return .entryBegan(
      attributes: tag.attributes,
      lower: tag.range.lowerBound,
      base: base,
      language: language
    )
  }

  private mutating func close(_ tag: FeedScanner.Tag, in source: Source) -> Event? {
    guard let frame = openFrame(named: tag.name, in: source) else { return nil }
    bindings.removeSubrange(frames[frame].bindingCount...)
    frames.removeSubrange(frame...)
    guard let depth = entryDepth, frame <= depth else { return nil }
    entryDepth = nil
    return .entryEnded(upper: frame == depth ? tag.range.upperBound : tag.range.lowerBound)
  }

  private func openFrame(named name: Range<Int>, in source: Source) -> Int? {
    var i = frames.count - 1
    let last = max(0, frames.count - Self.searchDepth)
    while i >= last {
      if source.isSameName(frames[i].name, name) { return i }
      i -= 1
    }
    // The entry can be ended from any depth.
    guard let depth = entryDepth, source.isSameName(frames[depth].name, name) else { return nil }
    return depth
  }

  // MARK: - Fields

  /// Reads a field up to its end tag, or up to what shows that its end tag is missing.
  private mutating func field(
    _ element: FeedElement,
    _ tag: FeedScanner.Tag,
    in source: Source,
    base: String?,
    language: String?
  ) -> FeedField {
    var upper = tag.range.upperBound
    var end = upper
    var hasElements = false
    // A link with an address in an attribute has no text, whether it is closed or not.
    let isEmpty =
      tag.isEmpty || (element == .link && source.attribute("href", at: tag.attributes) != nil)
    if !isEmpty {
      (upper, end, hasElements) = endOfField(element, tag, in: source)
    }
    scanner.move(to: end)
    return FeedField(
      element: element,
      content: tag.range.upperBound..<upper,
      attributes: tag.attributes,
      range: tag.range.lowerBound..<end,
      hasElements: hasElements,
      depth: frames.count,
      base: base,
      language: language
    )
  }

  private mutating func endOfField(
    _ element: FeedElement,
    _ tag: FeedScanner.Tag,
    in source: Source
  ) -> (content: Int, end: Int, hasElements: Bool) {
    let type = source.attribute("type", at: tag.attributes).map { source.words(at: $0) } ?? ""
    let isOtherXML = type.hasSuffix("xml") && !type.contains("xhtml")
    let mayLackEnd = !isOtherXML && element != .foreign && element != .author
    var nested = 0
    var hasElements = false
    while let token = scanner.next(in: source, to: source.count) {
      switch token {
      case .end(let other):
        if source.isSameName(other.name, tag.name) {
          if nested == 0 { return (other.range.lowerBound, other.range.upperBound, hasElements) }
          nested -= 1
        } else if openFrame(named: other.name, in: source) != nil {
          return (other.range.lowerBound, other.range.lowerBound, hasElements)
        }
      case .start(let other):
        if source.isSameName(other.name, tag.name) {
          if !other.isEmpty { nested += 1 }
        } else {
          let inner = self.element(named: other.name, in: source)
          if inner == .entry || mayLackEnd && inner.endsOpenText {
            return (other.range.lowerBound, other.range.lowerBound, hasElements)
          }
        }
        hasElements = true
      case .characterData, .comment, .declaration: break
      }
    }
    return (source.count, source.count, hasElements)
  }

  // MARK: - Names

  /// Takes `xmlns`, `xml:base` and `xml:lang` into account.
  private mutating func readScope(
    _ attributes: Range<Int>,
    in source: Source,
    base: inout String?,
    language: inout String?
  ) {
    for attribute in FeedAttributes(source, at: attributes).prefix(limits.maximumAttributes) {
      let name = attribute.name
      if source.matches("xmlns", at: name.lowerBound), bindings.count < 256 {
        let prefix = min(name.upperBound, name.lowerBound + 6)..<name.upperBound
        guard name.count == 5 || source[name.lowerBound + 5] == UInt8(ascii: ":") else { continue }
        let uri = source.words(at: attribute.value.prefix(200))
        bindings.append((prefix, FeedVocabulary(uri: uri)))
      } else if source.isNamed("xml:base", name) || source.isNamed("base", name) {
        let own = source.value(at: attribute.value)
        if !own.isEmpty { base = FeedAddress(own).resolved(against: base) }
      } else if source.isNamed("xml:lang", name) || source.isNamed("lang", name) {
        let own = source.value(at: attribute.value)
        language = own.isEmpty ? nil : own
      }
    }
  }

  private func element(named name: Range<Int>, in source: Source) -> FeedElement {
    let colon = source.first(0x3A, from: name.lowerBound, to: name.upperBound)
    let prefix = name.lowerBound..<(colon < name.upperBound ? colon : name.lowerBound)
    let local = (prefix.isEmpty ? name.lowerBound : colon + 1)..<name.upperBound
    var vocabulary: FeedVocabulary?
    var i = bindings.count - 1
    while i >= 0, vocabulary == nil {
      let bound = bindings[i].prefix
      if bound.count == prefix.count, source.isSameName(bound, prefix) {
        vocabulary = bindings[i].vocabulary
      }
      i -= 1
    }
    let meant =
      vocabulary
      ?? (prefix.isEmpty
        ? .core : FeedVocabulary(customaryPrefix: source.words(at: prefix).lowercased()))
    return FeedElement(meant, Source(rebasing: source[local]))
  }

  private mutating func noteRoot(_ tag: FeedScanner.Tag, in source: Source) {
    isFeed = true
    if source.isNamed("feed", tag.name) || source.words(at: tag.name).hasSuffix(":feed") {
      isAtom = true
    }
  }
}
