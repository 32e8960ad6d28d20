internal import StemmaText

/// The layer of a field's content with its wrapping taken off: references read, CDATA marks gone.
enum Unwrapped {}

/// How the content of a field is to be read.
enum FeedTextType {
  /// Text without markup.
  case text
  /// HTML, escaped or in CDATA sections.
  case html
  /// HTML or other XML that stands in the feed as elements.
  case elements
  /// Base64 of text or HTML.
  case base64
}

/// The text of a field, and how it came from the bytes of the feed.
struct FeedText {
  /// From the field's content to its text; offsets start at the content.
  let lineage: Lineage<Received, Extracted>
  let text: [UInt8]
  let blocks: [Block]

  /// What reading saw, at offsets into the content.
  let marks: [Decoding.Mark]

  /// Where code stands in the text.
  let code: [Range<Int>]

  var string: String { String(decoding: text, as: UTF8.self) }

  /// Takes off the wrapping, then reads what was in it.
  init(
    _ content: Source,
    as type: FeedTextType,
    mayBeHTML: Bool,
    kind: Block.Kind,
    entities: [String: String],
    isJSON: Bool = false,
    within limits: ReadingLimits
  ) {
    let wrapping =
      isJSON ? FeedWrapping(json: content) : FeedWrapping(content, as: type, entities: entities)
    let bytes = wrapping.unwrapped
    let (edits, blocks, marks, code) = bytes.withUnsafeBufferPointer { source in
      let isHTML =
        type == .elements || (type != .text || mayBeHTML && source.looksLikeHTML)
      guard isHTML,
        source.first(0x3C, from: 0, to: source.count) < source.count
          || source.first(0x26, from: 0, to: source.count) < source.count,
        let markup = StemmaMarkup.markup(of: source, as: .html, within: limits)
      else { return plain(source, kind: kind) }
      let whole = ArticleSelection(whole: markup, in: source)
      var reader = PageReader(source, markup, whole, isPage: true, showsFallbacks: true)
      reader.read(upToEdits: limits.maximumEdits)
      let marks = reader.text.remarks.map {
        Decoding.Mark(event: $0.event, span: $0.span, detail: "")
      }
      let setbacks = (markup.setbacks + reader.setbacks).map(\.mark)
      let blocks = reader.text.blocks.map {
        $0.kind == .paragraph ? Block(kind, $0.span) : $0
      }
      return (reader.text.edits, blocks, marks + setbacks, reader.code)
    }
    self.blocks = blocks
    self.code = code
    let reading: Lineage<Unwrapped, Extracted> = laid(
      edits.map { Edit(Span($0.span.range), inserted: $0.inserted, rule: $0.rule, $0.editClass) },
      over: bytes.count
    )
    let unwrapping = wrapping.lineage
    lineage = unwrapping.followed(by: reading)
    text = edits.isEmpty ? bytes : reading.applied(to: bytes)
    self.marks = marks.map {
      Decoding.Mark(
        event: $0.event,
        span: unwrapping.origin(of: Span($0.span)).range,
        detail: $0.detail
      )
    }
  }
}

/// Text without markup: white space folded, a blank line between paragraphs.
private func plain(
  _ source: Source,
  kind: Block.Kind
) -> ([Edit<Received>], [Block], [Decoding.Mark], [Range<Int>]) {
  var builder = TextBuilder(source)
  var start = 0
  if kind != .title {
    var i = source.first(0x0A, from: 0, to: source.count)
    while i < source.count {
      var next = i + 1
      while next < source.count, source[next] != 0x0A, source[next].isMarkupSpace { next += 1 }
      if next < source.count, source[next] == 0x0A {
        builder.show(start..<i, as: kind)
        builder.separate(.block)
        start = i
      }
      i = source.first(0x0A, from: next, to: source.count)
    }
  }
  builder.show(start..<source.count, as: kind)
  builder.finish()
  let marks = builder.remarks.map { Decoding.Mark(event: $0.event, span: $0.span, detail: "") }
  return (builder.edits, builder.blocks, marks, [])
}

/// A field's content without its wrapping.
struct FeedWrapping {
  private(set) var unwrapped: [UInt8] = []

  /// How it came from the content.
  var lineage: Lineage<Received, Unwrapped> { laid(edits, over: content.count) }

  private let content: Source
  private let entities: [String: String]
  private var edits: [Edit<Received>] = []
  private var copied = 0

  init(_ content: Source, as type: FeedTextType, entities: [String: String]) {
    self.content = content
    self.entities = entities
    let isWrapped =
      content.first(0x3C, from: 0, to: content.count) < content.count
      || content.first(0x26, from: 0, to: content.count) < content.count
    switch type {
    case .base64: decode()
    case .text, .html: if isWrapped { unwrap() }
    case .elements: if isWrapped { tidyElements() }
    }
    unwrapped.append(contentsOf: content[copied...])
  }

  /// The content of a JSON string, without its quotation marks; RFC 8259, section 7.
  init(json content: Source) {
    self.content = content
    entities = [:]
    var i = content.first(0x5C, from: 0, to: content.count)
    while i < content.count {
      let (text, end) = content.jsonEscape(at: i)
      replace(i..<end, by: text, as: .characterReference)
      i = content.first(0x5C, from: end, to: content.count)
    }
    unwrapped.append(contentsOf: content[copied...])
  }

  private mutating func replace(_ range: Range<Int>, by text: String = "", as event: ReaderEvent) {
    unwrapped.append(contentsOf: content[copied..<range.lowerBound])
    unwrapped.append(contentsOf: text.utf8)
    copied = range.upperBound
    guard !range.isEmpty || !text.isEmpty else { return }
    edits.append(Edit(Span(range), inserted: text, rule: event.rawValue, event.editClass))
  }

  private mutating func readReferences(to upper: Int) {
    var i = content.first(0x26, from: copied, to: upper)
    while i < upper {
      if let reference = content.feedReference(at: i, to: upper, entities: entities) {
        replace(i..<reference.end, by: reference.text, as: .characterReference)
        i = reference.end
      } else {
        i += 1
      }
      i = content.first(0x26, from: i, to: upper)
    }
  }

  /// Escaped text and CDATA sections.
  private mutating func unwrap() {
    var scanner = FeedScanner()
    while let token = scanner.next(in: content, to: content.count) {
      switch token {
      case .start, .end: break
      case .characterData(let inner, let all):
        readReferences(to: all.lowerBound)
        replace(all.lowerBound..<inner.lowerBound, as: .declaration)
        replace(inner.upperBound..<all.upperBound, as: .declaration)
      case .comment(let range):
        readReferences(to: range.lowerBound)
        replace(range, as: .comment)
      case .declaration(let range):
        readReferences(to: range.lowerBound)
        replace(range, as: .declaration)
      }
    }
    readReferences(to: content.count)
  }

  /// Elements, as an HTML parser reads them: without prefixes, and with CDATA sections escaped.
  private mutating func tidyElements() {
    var scanner = FeedScanner()
    while let token = scanner.next(in: content, to: content.count) {
      switch token {
      case .start(let tag), .end(let tag):
        let colon = content.first(0x3A, from: tag.name.lowerBound, to: tag.name.upperBound)
        guard colon < tag.name.upperBound else { continue }
        readDeclaredEntities(to: tag.range.lowerBound)
        replace(tag.name.lowerBound..<colon + 1, as: .tag)
      case .characterData(let inner, let all):
        readDeclaredEntities(to: all.lowerBound)
        replace(all.lowerBound..<inner.lowerBound, as: .declaration)
        for i in inner where content[i] == 0x3C || content[i] == 0x26 {
          replace(i..<i + 1, by: content[i] == 0x3C ? "&lt;" : "&amp;", as: .characterReference)
        }
        replace(inner.upperBound..<all.upperBound, as: .declaration)
      case .comment, .declaration: break
      }
    }
    readDeclaredEntities(to: content.count)
  }

  private mutating func readDeclaredEntities(to upper: Int) {
    if !entities.isEmpty { readReferences(to: upper) }
  }

  private mutating func decode() {
    guard let decoded = content.base64Decoded,
      decoded.withUnsafeBufferPointer({ $0.firstUndecodable }) == nil
    else {
      unwrap()
      return
    }
    replace(
      0..<content.count,
      by: String(decoding: decoded, as: UTF8.self),
      as: .characterReference
    )
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes that base64 (RFC 4648) stands for, white space ignored; `nil` where it is none.
  fileprivate var base64Decoded: [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count / 4 * 3)
    var bits: UInt32 = 0
    var held = 0
    var isPadded = false
    for byte in self where !byte.isMarkupSpace {
      let value: UInt32
      switch byte {
      case 0x41...0x5A: value = UInt32(byte - 0x41)
      case 0x61...0x7A: value = UInt32(byte - 0x61 + 26)
      case 0x30...0x39: value = UInt32(byte - 0x30 + 52)
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case UInt8(ascii: "="):
        isPadded = true
        continue
      default: return nil
      }
      guard !isPadded else { return nil }
      bits = bits << 6 | value
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    return bytes
  }

  /// Whether text that is called plain is HTML: it has end tags, empty elements or references, and
  /// no tag that HTML does not know.
  var looksLikeHTML: Bool {
    var hasSign = false
    var i = first(0x3C, from: 0, to: count)
    while i + 1 < count {
      let isEnd = self[i + 1] == UInt8(ascii: "/")
      let start = isEnd ? i + 2 : i + 1
      var end = start
      while end < count, self[end].isLetter || self[end].isDigit { end += 1 }
      if end > start {
        let name = ElementName(Source(rebasing: self[start..<end]))
        guard name != .other else { return false }
        let closes = end < count && (self[end] == 0x3E || self[end] == 0x2F || self[end] == 0x20)
        if closes, isEnd || name.isVoid { hasSign = true }
      }
      i = first(0x3C, from: Swift.max(end, i + 1), to: count)
    }
    if hasSign { return true }
    i = first(0x26, from: 0, to: count)
    while i < count {
      if feedReference(at: i, to: count, entities: [:]) != nil { return true }
      i = first(0x26, from: i + 1, to: count)
    }
    return false
  }
}
