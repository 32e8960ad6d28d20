/// Reads the tags of a feed, well-formed or not, and says where they stand.
///
/// libxml2 does not read the frame of feeds: its recovery closes the wrong element on a stray end
/// tag and drops all that follows the one that closes the root. On well-formed feeds both see the
/// same tags, which the tests check.
struct FeedScanner: Sendable {
  /// A piece of the source.
  enum Token {
    case start(Tag)
    case end(Tag)
    /// The text of a CDATA section, and all of it with its marks.
    case characterData(content: Range<Int>, all: Range<Int>)
    case comment(Range<Int>)
    /// A document type or a processing instruction.
    case declaration(Range<Int>)
  }

  /// A tag: its name, what stands between name and `>`, and all of it.
  struct Tag {
    let name: Range<Int>
    let attributes: Range<Int>
    let range: Range<Int>
    let isEmpty: Bool
  }

  /// Where the next token is looked for.
  private(set) var position: Int

  /// Ends that were looked for in vain; so no byte is searched for the same end twice.
  private var hasNoEnd = (comment: false, characterData: false, instruction: false)

  /// Whether a document type was read; only one can have an internal subset.
  private var isPastDocumentType = false

  init(at position: Int = 0) { self.position = position }

  /// Goes to an offset.
  mutating func move(to offset: Int) { position = offset }

  /// The next token before `upper`; `nil` at the end.
  ///
  /// What lies between tokens is text.
  mutating func next(in source: Source, to upper: Int) -> Token? {
    while true {
      let i = source.first(0x3C, from: position, to: upper)
      guard i + 1 < upper else {
        position = upper
        return nil
      }
      if let token = token(at: i, in: source, to: upper) { return token }
      position = i + 1
    }
  }

  private mutating func token(at i: Int, in source: Source, to upper: Int) -> Token? {
    switch source[i + 1] {
    case UInt8(ascii: "!"): return declaration(at: i, in: source, to: upper)
    case UInt8(ascii: "?"):
      guard !hasNoEnd.instruction, let end = source.first("?>", from: i + 2, to: upper) else {
        hasNoEnd.instruction = true
        return nil
      }
      position = end + 2
      return .declaration(i..<position)
    case UInt8(ascii: "/"):
      guard i + 2 < upper, source[i + 2].startsName,
        let tag = tag(at: i, name: i + 2, source, upper)
      else { return nil }
      return .end(tag)
    case let byte where byte.startsName:
      return tag(at: i, name: i + 1, source, upper).map(Token.start)
    default: return nil
    }
  }

  private mutating func declaration(at i: Int, in source: Source, to upper: Int) -> Token? {
    if source.matches("<!--", at: i) {
      guard !hasNoEnd.comment, let end = source.first("-->", from: i + 4, to: upper) else {
        hasNoEnd.comment = true
        return nil
      }
      position = end + 3
      return .comment(i..<position)
    }
    if source.matches("<![cdata[", at: i) {
      guard !hasNoEnd.characterData, let end = source.first("]]>", from: i + 9, to: upper) else {
        hasNoEnd.characterData = true
        return nil
      }
      position = end + 3
      return .characterData(content: i + 9..<end, all: i..<position)
    }
    guard i + 2 < upper, source[i + 2].isLetter else { return nil }
    let subset = isPastDocumentType ? nil : source.endOfInternalSubset(at: i, to: upper)
    isPastDocumentType = true
    position = min(subset ?? source.first(0x3E, from: i, to: upper) + 1, upper)
    return .declaration(i..<position)
  }

  /// A tag; quotation marks are observed unless a `<` shows that one of them was left open.
  private mutating func tag(at i: Int, name start: Int, _ source: Source, _ upper: Int) -> Tag? {
    var nameEnd = start + 1
    while nameEnd < upper, source[nameEnd].continuesName { nameEnd += 1 }
    guard let close = source.endOfFeedTag(from: nameEnd, to: upper) else { return nil }
    position = close + 1
    let isEmpty = close > nameEnd && source[close - 1] == UInt8(ascii: "/")
    return Tag(
      name: start..<nameEnd,
      attributes: nameEnd..<(isEmpty ? close - 1 : close),
      range: i..<close + 1,
      isEmpty: isEmpty
    )
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the `>` of a tag stands; `nil` if another `<` comes first.
  ///
  /// Feeds write `<` in values, though XML does not allow it.
  fileprivate func endOfFeedTag(from lower: Int, to upper: Int) -> Int? {
    var i = lower
    while i < upper {
      switch self[i] {
      case 0x3E: return i
      case 0x3C: return nil
      case 0x22, 0x27:
        guard let close = endOfQuotation(at: i, to: upper) else {
          let end = first(0x3E, from: lower, to: upper)
          return end < upper ? end : nil
        }
        i = close + 1
      default: i += 1
      }
    }
    return nil
  }

  /// Where the quotation mark stands that ends the value which starts at another; `nil` where a
  /// whole tag comes first, for then the mark was left open.
  private func endOfQuotation(at i: Int, to upper: Int) -> Int? {
    var holdsOpening = false
    for k in i + 1..<Swift.max(i + 1, upper) {
      if self[k] == self[i] { return k }
      if self[k] == 0x3C { holdsOpening = true }
      if self[k] == 0x3E, holdsOpening { return nil }
    }
    return nil
  }

  /// Whether two names are the same in any case of ASCII letters.
  func isSameName(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    guard a.count == b.count else { return false }
    for k in 0..<a.count
    where self[a.lowerBound + k].lowercased != self[b.lowerBound + k].lowercased { return false }
    return true
  }
}

extension UInt8 {
  fileprivate var startsName: Bool { isLetter || self == 0x5F || self == 0x3A || self >= 0x80 }

  fileprivate var continuesName: Bool { startsName || isDigit || self == 0x2D || self == 0x2E }
}

/// The attributes of a tag, in their order; values may lack quotation marks.
struct FeedAttributes: Sequence, IteratorProtocol {
  /// Where a name and its value stand in the source.
  struct Attribute {
    let name: Range<Int>
    let value: Range<Int>
  }

  private let source: Source
  private let upper: Int
  private var i: Int

  init(_ source: Source, at range: Range<Int>) {
    self.source = source
    i = range.lowerBound
    upper = range.upperBound
  }

  mutating func next() -> Attribute? {
    while i < upper, !source[i].startsName { i += 1 }
    guard i < upper else { return nil }
    let start = i
    while i < upper, source[i].continuesName { i += 1 }
    let name = start..<i
    while i < upper, source[i].isMarkupSpace { i += 1 }
    guard i < upper, source[i] == UInt8(ascii: "=") else {
      return Attribute(name: name, value: i..<i)
    }
    i += 1
    while i < upper, source[i].isMarkupSpace { i += 1 }
    guard i < upper else { return Attribute(name: name, value: i..<i) }
    if source[i] == 0x22 || source[i] == 0x27 {
      let close = source.first(source[i], from: i + 1, to: upper)
      let value = i + 1..<close
      i = Swift.min(upper, close + 1)
      return Attribute(name: name, value: value)
    }
    let value = i
    while i < upper, !source[i].isMarkupSpace { i += 1 }
    return Attribute(name: name, value: value..<i)
  }
}
