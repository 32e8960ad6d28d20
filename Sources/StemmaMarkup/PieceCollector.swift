/// Collects libxml2's events.
///
/// C holds a pointer to it while it parses.
///
/// The offset of an event is `input.consumed + (cur - base)`; it is where the parser stands, which
/// is behind the event or, where it flushes text in pieces of 1,000 bytes, before its end. So each
/// text run is looked for in the source: behind the run before it, behind the markup that ends
/// where the run could start, before the offset, and back to the `&` of a reference.
struct PieceCollector {
  let source: Source
  private let limits: ReadingLimits
  var scanner: MarkupScanner
  var page = Markup()

  /// The elements that are open, and those that the parser takes for open: see `end(by:)`.
  private var open: [Int32] = []
  var openInParser: [Int32] = []

  /// Everything in front of it has its piece.
  var position = 0
  var parser: RunningParser?
  var buffer: Source

  /// What the scanner has read and no event has claimed.
  private var unclaimed = 0..<0

  /// Names that the parser interned; it gives the same pointer for the same name.
  var names = NameCache()

  /// Whether there are more elements than the limit, and the parser was stopped.
  private var isTooLarge = false

  /// Whether elements nest deeper than the limit, and the parser was stopped.
  private(set) var isTooDeep = false

  private let stopsWhenTooDeep: Bool

  /// Start tags that were read before, and the first of them that may still come.
  let plainTags: PlainTags
  var nextTag = 0

  /// Whether text is read here, and the parser moved over it.
  var takesText = false

  /// Where the next `<` stands; known once it was looked for.
  var nextMarkup = 0

  init(
    _ source: Source,
    _ plainTags: PlainTags,
    within limits: ReadingLimits,
    stopsWhenTooDeep: Bool
  ) {
    self.source = source
    self.plainTags = plainTags
    self.limits = limits
    self.stopsWhenTooDeep = stopsWhenTooDeep
    scanner = MarkupScanner(source)
    buffer = source
  }

  mutating func begin(_ parser: RunningParser, reading bytes: Source, takingText: Bool) {
    self.parser = parser
    takesText = takingText
    buffer = bytes
    if bytes.startsWithByteOrderMark {
      position = 3
      page.pieces.append(MarkupPiece(.text, 0..<3))
    }
    page.pieces.reserveCapacity(bytes.count / 24)
    page.nodes.reserveCapacity(bytes.count / 80)
  }

  /// Where the parser stands in the source.
  var offset: Int {
    guard let offset = parser?.offset else { return position }
    return max(position, min(offset, source.count))
  }

  // MARK: Markup

  /// Reads the markup up to where the parser stands.
  mutating func pass() { pass(to: offset) }

  mutating func pass(to upper: Int) {
    guard upper > position else { return }
    scanner.read(from: position, to: upper)
    position = upper
    takePieces()
  }

  private mutating func takePieces() {
    for piece in scanner.pieces {
      if piece.kind == .text { page.census.recovered += 1 }
      if piece.kind == .strayTag, end(by: piece) { continue }
      page.pieces.append(piece)
    }
  }

  /// Ends the element whose end tag the parser passed over, and what is open in it; whether there is one.
  ///
  /// libxml2 lets no end tag but those of tables end a `<div>`, so that one `<button>`, `<noscript>`
  /// or `<aside>` with a `<div>` left open in it holds the rest of the page. Browsers end both
  /// (https://html.spec.whatwg.org/#parsing-main-inbody, “An end tag whose tag name is one of”).
  private mutating func end(by tag: MarkupPiece) -> Bool {
    let lower = Int(tag.lower) + 2
    guard lower < tag.upper, source[lower - 1] == UInt8(ascii: "/") else { return false }
    var upper = lower
    while upper < tag.upper, source[upper].isLetter || source[upper].isDigit { upper += 1 }
    let name = ElementName(Source(rebasing: source[lower..<upper]))
    guard name.endsWhatIsOpenInIt else { return false }
    // 64: nobody leaves so many open; every search costs the same at most.
    for k in open.indices.reversed().prefix(64) {
      let outer = page.nodes[Int(open[k])].name
      if outer == name {
        while open.count > k + 1, let node = open.popLast() {
          finish(node, at: Int(tag.lower)..<Int(tag.lower))
        }
        if let node = open.popLast() { finish(node, at: tag.range) }
        return true
      }
      if outer.holdsOwnScope { return false }
    }
    return false
  }

  mutating func open(
    _ name: UnsafePointer<UInt8>?,
    _ prefix: UnsafePointer<UInt8>?,
    _ values: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ count: Int32
  ) {
    guard let name else { return }
    let startTag = startTag(named: prefix ?? name)
    let first = page.attributes.count
    // Five pointers an attribute: name, prefix, URI, start and end of the value.
    for i in 0..<Int(count) {
      guard let values, let attribute = values[5 * i], let lower = values[5 * i + 3],
        let upper = values[5 * i + 4], let kept = names[attribute].attribute
      else { continue }
      append(kept, Source(start: lower, count: upper - lower))
    }
    add(prefix == nil ? names[name].element : .other, startTag: startTag, attributesFrom: first)
  }

  mutating func startTag(named name: UnsafePointer<UInt8>) -> Range<Int> {
    let end = offset
    guard let tag = claim(isEnd: false, name, endingAt: end) else { return position..<position }
    position = endOfStartTag(from: end)
    return tag.lowerBound..<position
  }

  /// The tag that ends where the parser stands, with everything in front of it read.
  ///
  /// An element that the parser implies has none. It may be reported after text has been read and
  /// before that text is, so it leaves everything where it is.
  private mutating func claim(
    isEnd: Bool,
    _ name: UnsafePointer<UInt8>,
    endingAt end: Int
  ) -> Range<Int>? {
    guard end > position, unclaimed != position..<end || scanner.unclaimed != nil else {
      return nil
    }
    if unclaimed != position..<end { scanner.read(from: position, to: end) }
    unclaimed = position..<end
    let name = Source(start: name, count: length(of: name))
    guard let tag = scanner.claim(isEnd: isEnd, name: name) else { return nil }
    takePieces()
    return tag.range
  }

  /// libxml2 reports a start tag before it has read the `>`.
  private func endOfStartTag(from end: Int) -> Int {
    var i = end
    while i < source.count, source[i].isMarkupSpace { i += 1 }
    if i < source.count, source[i] == UInt8(ascii: "/") { i += 1 }
    return i < source.count && source[i] == 0x3E ? i + 1 : end
  }

  mutating func append(_ name: AttributeName, _ value: Source) {
    let lower = Int32(page.bytes.count)
    page.bytes.append(contentsOf: value)
    page.attributes.append(
      MarkupAttribute(name: name, lower: lower, upper: Int32(page.bytes.count))
    )
  }

  mutating func add(_ name: ElementName, startTag: Range<Int>, attributesFrom first: Int) {
    let node = page.nodes.count
    let tag = Int32(startTag.lowerBound)..<Int32(startTag.upperBound)
    page.nodes.append(
      MarkupNode(
        name: name,
        parent: open.last ?? -1,
        startTag: tag,
        endTag: tag.upperBound..<tag.upperBound,
        attributes: first..<page.attributes.count,
        pieces: Int32(page.pieces.count)..<Int32(page.pieces.count + 1)
      )
    )
    page.pieces.append(MarkupPiece(.open, startTag, payload: node))
    open.append(Int32(node))
    openInParser.append(Int32(node))
    if page.nodes.count == limits.maximumElements {
      isTooLarge = true
      parser?.stop()
    }
    if stopsWhenTooDeep, openInParser.count > limits.maximumDepth, !isTooDeep {
      isTooDeep = true
      parser?.stop()
    }
  }

  mutating func close(_ name: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>? = nil) {
    guard let name = prefix ?? name, let node = openInParser.last else { return }
    // An end that the innermost element does not have ends nothing.
    let element = prefix == nil ? names[name].element : .other
    guard page.nodes[Int(node)].name == element else { return }
    openInParser.removeLast()
    let end = offset
    let tag =
      standsEndTag(named: name, before: end)
      ? position..<end : claim(isEnd: true, name, endingAt: end)
    guard open.last == node else {
      // It was ended before, by the end of what it stands in.
      guard let tag else { return }
      page.pieces.append(MarkupPiece(.strayTag, tag.lowerBound..<end))
      position = end
      return
    }
    open.removeLast()
    guard let tag else {
      finish(node, at: position..<position)
      if element.isVoid { takeText() }
      return
    }
    position = end
    finish(node, at: tag.lowerBound..<end)
    takeText()
  }

  /// Whether an end tag without a blank stands here, and the parser behind it.
  private mutating func standsEndTag(named name: UnsafePointer<UInt8>, before end: Int) -> Bool {
    let count = Int(names[name].count)
    guard end - position == count + 3, source[position] == 0x3C,
      source[position + 1] == UInt8(ascii: "/"), source[end - 1] == 0x3E
    else { return false }
    for i in 0..<count where source[position + 2 + i].lowercased != name[i].lowercased {
      return false
    }
    return true
  }

  private mutating func finish(_ node: Int32, at endTag: Range<Int>) {
    page.pieces.append(MarkupPiece(.close, endTag, payload: Int(node)))
    page.nodes[Int(node)].endTag = Int32(endTag.lowerBound)..<Int32(endTag.upperBound)
    page.nodes[Int(node)].pieces =
      page.nodes[Int(node)].pieces.lowerBound..<Int32(page.pieces.count)
  }

  /// Reads what the parser did not get to, ends what is open, and gives the page away.
  ///
  /// What is among `blanks` was white space to the parser, and becomes pieces of its own.
  mutating func finished(setbacks: [Setback], blanks: [MarkupPiece]) -> Markup {
    parser = nil
    if isTooLarge {
      let detail = "more than \(limits.maximumElements) elements; what follows is kept as it is"
      page.setbacks.append(Setback(at: position, detail))
      if position < source.count {
        page.pieces.append(MarkupPiece(.text, position..<source.count))
        position = source.count
      }
    } else {
      pass(to: source.count)
    }
    while let node = open.popLast() { finish(node, at: position..<position) }
    page.setbacks += setbacks
    if !blanks.isEmpty { page.setApart(blanks) }
    return page
  }
}
