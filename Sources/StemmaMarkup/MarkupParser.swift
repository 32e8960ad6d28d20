internal import CLibXML2

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
  var collector = PieceCollector(
    source,
    input.plainTags,
    within: limits,
    stopsWhenTooDeep: dialect == .html
  )
  guard read(input, of: source, as: dialect, into: &collector) else { return nil }
  if collector.isTooDeep {
    // What is deeper takes time with every tag; the page is read once more without it.
    input.flatten(source, below: limits.maximumDepth)
    collector = PieceCollector(source, input.plainTags, within: limits, stopsWhenTooDeep: false)
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
  let takesText = dialect == .html && RunningParser.readsTextByLetters
  collector.pointee.begin(RunningParser(parser), reading: bytes, takingText: takesText)
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

/// The parser while it reports: where it stands, and what it may be told.
struct RunningParser {
  private let context: xmlParserCtxtPtr

  fileprivate init(_ context: xmlParserCtxtPtr) { self.context = context }

  /// The offset in what it reads; `nil` when it has ended.
  var offset: Int? {
    guard let input = context.pointee.input else { return nil }
    return Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
  }

  /// Whether it can be moved over text; from 2.14 on libxml2 has another tokenizer.
  static let readsTextByLetters = LIBXML_VERSION < 21400

  /// Goes on so many bytes further, in front of markup; whether it does.
  func move(by count: Int) -> Bool {
    guard let input = context.pointee.input, input.pointee.end - input.pointee.cur > count else {
      return false
    }
    input.pointee.cur += count
    return true
  }

  /// Reports nothing more.
  func stop() { xmlStopParser(context) }

  /// Goes on where so many bytes behind the `>` it stands on have been read; whether it does.
  ///
  /// It reads a `>` next: the last of those bytes, in its own copy, becomes that.
  func skip(_ count: Int) -> Bool {
    guard let input = context.pointee.input, input.pointee.cur.pointee == 0x3E else { return false }
    let last = input.pointee.cur + count
    guard last < input.pointee.end else { return false }
    UnsafeMutablePointer(mutating: last).pointee = 0x3E
    input.pointee.cur = last
    return true
  }
}

/// The version of libxml2 that pages are parsed with, such as `2.9.14`.
public let parserVersion = LIBXML_DOTTED_VERSION
