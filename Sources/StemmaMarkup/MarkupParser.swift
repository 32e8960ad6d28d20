internal import CLibXML2

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Which of libxml2's parsers reads a source.
enum MarkupDialect {
  case html, xml
}

// Called once, before any thread parses; libxml2's globals are otherwise set up in a race.
private let initialized: Void = xmlInitParser()

/// Parses a page with libxml2's SAX2 events; no tree is built, and nothing is loaded or printed.
///
/// `source` is UTF-8. Every offset is checked against the bytes: see `PieceCollector`. `nil` only
/// if libxml2 has no memory, or if XML is not well-formed.
func markup(
  of source: Source,
  as dialect: MarkupDialect,
  within limits: ReadingLimits
) -> Markup? {
  _ = initialized
  var input = ParserInput(source, as: dialect, within: limits)
  var collector = PieceCollector(source, within: limits, stopsWhenTooDeep: dialect == .html)
  guard read(input, of: source, as: dialect, into: &collector) else { return nil }
  if collector.isTooDeep {
    // What is deeper takes time with every tag; the page is read once more without it.
    input.flatten(source, below: limits.maximumDepth)
    collector = PieceCollector(source, within: limits, stopsWhenTooDeep: false)
    guard read(input, of: source, as: dialect, into: &collector) else { return nil }
  }
  return collector.finished(setbacks: input.setbacks, blanks: input.blanks)
}

private func read(
  _ input: ParserInput,
  of source: Source,
  as dialect: MarkupDialect,
  into collector: inout PieceCollector
) -> Bool {
  withUnsafeMutablePointer(to: &collector) { collector in
    guard let bytes = input.bytes else { return parse(source, as: dialect, into: collector) }
    return bytes.withUnsafeBufferPointer { parse($0, as: dialect, into: collector) }
  }
}

private func parse(
  _ bytes: Source,
  as dialect: MarkupDialect,
  into collector: UnsafeMutablePointer<PieceCollector>
) -> Bool {
  let length = Int32(bytes.count)
  // An empty buffer makes no parser; there is nothing to read in it either.
  guard let base = bytes.baseAddress, length > 0 else { return dialect == .html }
  let made = base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { text in
    switch dialect {
    case .html: htmlCreateMemoryParserCtxt(text, length)
    case .xml: xmlCreateMemoryParserCtxt(text, length)
    }
  }
  guard let parser = made else { return false }
  defer {
    if let tree = parser.pointee.myDoc { xmlFreeDoc(tree) }
    parser.pointee.myDoc = nil
    dialect == .html ? htmlFreeParserCtxt(parser) : xmlFreeParserCtxt(parser)
  }
  configure(parser, for: dialect)
  xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8)
  collector.pointee.begin(parser, reading: bytes)
  parser.pointee.userData = UnsafeMutableRawPointer(collector)
  switch dialect {
  case .html:
    htmlParseDocument(parser)
    return true
  case .xml:
    xmlParseDocument(parser)
    return parser.pointee.wellFormed == 1
  }
}

private func configure(_ parser: xmlParserCtxtPtr, for dialect: MarkupDialect) {
  var events = xmlSAXHandler()
  events.initialized = XML_SAX2_MAGIC
  events.characters = { user, text, count in collector(user)?.pointee.read(text, count) }
  events.ignorableWhitespace = { user, text, count in collector(user)?.pointee.read(text, count) }
  events.cdataBlock = { user, text, count in collector(user)?.pointee.read(text, count) }
  events.comment = { user, _ in collector(user)?.pointee.pass() }
  events.processingInstruction = { user, _, _ in collector(user)?.pointee.pass() }
  switch dialect {
  case .html:
    events.startElement = { user, name, attributes in
      collector(user)?.pointee.open(name, attributes)
    }
    events.endElement = { user, name in collector(user)?.pointee.close(name) }
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_NOIMPLIED.rawValue
    htmlCtxtUseOptions(parser, Int32(options))
    // Without it everything past 256 levels or 10 MB of text is dropped; the HTML parser heeds it,
    // but its own function does not set it.
    parser.pointee.options |= Int32(XML_PARSE_HUGE.rawValue)
  case .xml:
    events.startElementNs = { user, name, prefix, _, _, _, count, _, attributes in
      collector(user)?.pointee.open(name, prefix, attributes, count)
    }
    events.endElementNs = { user, name, prefix, _ in collector(user)?.pointee.close(name, prefix) }
    // No entity is replaced, no DTD loaded, no address opened, and no limit lifted.
    let options =
      XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NONET.rawValue
      | XML_PARSE_IGNORE_ENC.rawValue
    xmlCtxtUseOptions(parser, Int32(options))
    parser.pointee.loadsubset = 0
  }
  parser.pointee.sax.pointee = events
}

private func collector(_ user: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<PieceCollector>? {
  user?.assumingMemoryBound(to: PieceCollector.self)
}

/// The text of a named character reference, from libxml2's table (HTML 4); `nil` if it has none.
func character(named name: String) -> Unicode.Scalar? {
  guard let entity = htmlEntityLookup(name) else { return nil }
  return Unicode.Scalar(entity.pointee.value)
}

/// Collects libxml2's events.
///
/// C holds a pointer to it while it parses.
///
/// The offset of an event is `input.consumed + (cur - base)`; it is where the parser stands, which
/// is behind the event or, where it flushes text in pieces of 1,000 bytes, before its end. So each
/// text run is looked for in the source: behind the run before it, behind the markup that ends
/// where the run could start, before the offset, and back to the `&` of a reference.
struct PieceCollector {
  private let source: Source
  private let limits: ReadingLimits
  private var scanner: MarkupScanner
  private var page = Markup()

  /// The elements that are open, and those that the parser takes for open: see `end(by:)`.
  private var open: [Int32] = []
  private var openInParser: [Int32] = []

  /// Everything in front of it has its piece.
  private var position = 0
  private var parser: xmlParserCtxtPtr?
  private var buffer: Source

  /// What the scanner has read and no event has claimed.
  private var unclaimed = 0..<0

  /// Names that the parser interned; it gives the same pointer for the same name.
  private var names = NameCache()

  /// Whether there are more elements than the limit, and the parser was stopped.
  private var isTooLarge = false

  /// Whether elements nest deeper than the limit, and the parser was stopped.
  private(set) var isTooDeep = false

  private let stopsWhenTooDeep: Bool

  init(_ source: Source, within limits: ReadingLimits, stopsWhenTooDeep: Bool) {
    self.source = source
    self.limits = limits
    self.stopsWhenTooDeep = stopsWhenTooDeep
    scanner = MarkupScanner(source)
    buffer = source
  }

  mutating func begin(_ parser: xmlParserCtxtPtr, reading bytes: Source) {
    self.parser = parser
    buffer = bytes
    if bytes.startsWithByteOrderMark {
      position = 3
      page.pieces.append(MarkupPiece(.text, 0..<3))
    }
    page.pieces.reserveCapacity(bytes.count / 24)
    page.nodes.reserveCapacity(bytes.count / 80)
  }

  /// Where the parser stands in the source.
  private var offset: Int {
    guard let input = parser?.pointee.input else { return position }
    let offset = Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    return max(position, min(offset, source.count))
  }

  // MARK: Text

  mutating func read(_ text: UnsafePointer<UInt8>?, _ count: Int32) {
    guard let text, count > 0 else { return }
    let run = Source(start: text, count: Int(count))
    let end = offset
    if run[0] == UInt8(ascii: "&"), run.count == 1, isReference(position..<end) {
      append(run, for: position..<end, isReference: true)
    } else if stands(run, at: position) {
      append(exact: position, run.count)
    } else if let lower = place(of: run, before: end) {
      pass(to: lower)
      append(exact: lower, run.count)
    } else if let ampersand = reference(endingAt: end) {
      pass(to: ampersand)
      append(run, for: ampersand..<end, isReference: true)
    } else {
      append(run, for: position..<end, isReference: false)
    }
  }

  /// Whether a reference to `&` was read: of others than known ones the parser leaves the `;`.
  private func isReference(_ range: Range<Int>) -> Bool {
    guard range.count >= 4, buffer[range.lowerBound] == UInt8(ascii: "&") else { return false }
    return buffer[range.upperBound - 1] == 0x3B || buffer[range.lowerBound + 1] == 0x23
  }

  private func place(of run: Source, before end: Int) -> Int? {
    for lower in [end - run.count, end, end - run.count + 1]
    where lower >= position && stands(run, at: lower) {
      return lower
    }
    // The end of a CDATA section has been read when its text is reported.
    if stands(run, at: end - run.count - 3), end - run.count - 3 >= position {
      return end - run.count - 3
    }
    // Text that the parser has not moved over yet: it starts behind white space that the parser
    // skipped, or behind the markup that stands here.
    var start = position
    while start < buffer.count, buffer[start].isMarkupSpace { start += 1 }
    if stands(run, at: start) { return start }
    guard start < buffer.count, buffer[start] == 0x3C else { return nil }
    var scan = scanner
    let limit = min(buffer.count, end + 1)
    scan.read(from: start, to: max(start, limit))
    for piece in scan.pieces where piece.kind == .text && stands(run, at: Int(piece.lower)) {
      return Int(piece.lower)
    }
    return nil
  }

  private func stands(_ run: Source, at lower: Int) -> Bool {
    guard lower >= 0, lower + run.count <= buffer.count,
      let here = buffer.baseAddress, let there = run.baseAddress
    else { return false }
    return memcmp(here + lower, there, run.count) == 0
  }

  /// Where the character reference starts that ends at an offset.
  private func reference(endingAt end: Int) -> Int? {
    var i = end - 1
    while i >= position, buffer[i] != UInt8(ascii: "&") {
      guard buffer[i].isLetter || buffer[i].isDigit || buffer[i] == 0x23 || buffer[i] == 0x3B else {
        return nil
      }
      i -= 1
    }
    return i >= position ? i : nil
  }

  private mutating func append(exact lower: Int, _ count: Int) {
    page.census.exact += 1
    position = lower + count
    if let last = page.pieces.last, last.kind == .text, Int(last.upper) == lower {
      page.pieces[page.pieces.count - 1] = MarkupPiece(.text, Int(last.lower)..<position)
    } else {
      page.pieces.append(MarkupPiece(.text, lower..<position))
    }
  }

  private mutating func append(_ run: Source, for range: Range<Int>, isReference: Bool) {
    if isReference { page.census.references += 1 } else { page.census.unmapped += 1 }
    let start = page.bytes.count
    if isReference, let scalar = source.numericReference(at: range) {
      scalar.append(to: &page.bytes)
    } else {
      page.bytes.append(contentsOf: run)
    }
    page.pieces.append(
      MarkupPiece(.reference, range, payload: start, payloadCount: page.bytes.count - start)
    )
    position = range.upperBound
  }

  // MARK: Markup

  /// Reads the markup up to where the parser stands.
  mutating func pass() { pass(to: offset) }

  private mutating func pass(to upper: Int) {
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
    _ values: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    guard let name else { return }
    let startTag = startTag(named: name)
    let first = page.attributes.count
    var value = values
    while let pair = value, let attribute = pair[0] {
      if let kept = names[attribute].attribute {
        append(kept, Source(start: pair[1], count: pair[1].map(length) ?? 0))
      }
      value = pair + 2
    }
    let element = names[name].element
    add(element, startTag: startTag, attributesFrom: first)
    if !startTag.isEmpty { skipContent(of: element, behind: startTag.upperBound) }
  }

  /// Takes the parser to the end tag of a script or style sheet, whose content it would only copy.
  ///
  /// Half the bytes of news pages stand in them. The parser stands on the `>` of the start tag and
  /// reads it next: the last byte of the content, in its own copy, becomes that `>`.
  private mutating func skipContent(of element: ElementName, behind lower: Int) {
    guard let end = element.endOfContent, let input = parser?.pointee.input,
      input.pointee.cur.pointee == 0x3E, offset == lower - 1,
      let upper = buffer.first(end, from: lower, to: buffer.count), upper > lower
    else { return }
    let last = input.pointee.cur + (upper - lower)
    guard last < input.pointee.end else { return }
    UnsafeMutablePointer(mutating: last).pointee = 0x3E
    input.pointee.cur = last
    append(exact: lower, upper - lower)
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

  private mutating func startTag(named name: UnsafePointer<UInt8>) -> Range<Int> {
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

  private mutating func append(_ name: AttributeName, _ value: Source) {
    let lower = Int32(page.bytes.count)
    page.bytes.append(contentsOf: value)
    page.attributes.append(
      MarkupAttribute(name: name, lower: lower, upper: Int32(page.bytes.count))
    )
  }

  private mutating func add(_ name: ElementName, startTag: Range<Int>, attributesFrom first: Int) {
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
      xmlStopParser(parser)
    }
    if stopsWhenTooDeep, openInParser.count > limits.maximumDepth, !isTooDeep {
      isTooDeep = true
      xmlStopParser(parser)
    }
  }

  mutating func close(_ name: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>? = nil) {
    guard let name = prefix ?? name, let node = openInParser.last else { return }
    // An end that the innermost element does not have ends nothing.
    let element = prefix == nil ? names[name].element : .other
    guard page.nodes[Int(node)].name == element else { return }
    openInParser.removeLast()
    let end = offset
    let tag = claim(isEnd: true, name, endingAt: end)
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
      return
    }
    position = end
    finish(node, at: tag.lowerBound..<end)
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

extension ElementName {
  /// What ends an element in which no markup is read.
  var endOfContent: StaticString? {
    switch self {
    case .script: "</script"
    case .style: "</style"
    default: nil
    }
  }
}

private func length(of text: UnsafePointer<UInt8>) -> Int { Int(xmlStrlen(text)) }

/// What names mean, by the pointer under which libxml2 interned them.
private struct NameCache {
  private var slots = [Slot](repeating: Slot(), count: 512)

  struct Slot {
    var pointer: UnsafePointer<UInt8>?
    var element = ElementName.other
    var attribute: AttributeName?
  }

  subscript(name: UnsafePointer<UInt8>) -> Slot {
    mutating get {
      // Fibonacci hashing: interned names stand close together.
      let i = Int((UInt64(UInt(bitPattern: name)) &* 0x9E37_79B9_7F4A_7C15) >> 55)
      if slots[i].pointer != name {
        let text = Source(start: name, count: length(of: name))
        slots[i] = Slot(pointer: name, element: ElementName(text), attribute: AttributeName(text))
      }
      return slots[i]
    }
  }
}

/// The version of libxml2 that pages are parsed with, such as `2.9.14`.
public let parserVersion = LIBXML_DOTTED_VERSION
