internal import StemmaText

/// Reads a page: its visible text as blocks, and what its markup says about the article.
///
/// `address` is where the page was found, where that is known.
func page(
  from decoding: Decoding,
  at address: String? = nil,
  within limits: ReadingLimits
) throws(MarkupError) -> Document {
  let received = decoding.received
  let (markup, mediaType) = received.withUnsafeBufferPointer { source -> (Markup?, MediaType) in
    let dialect = source.dialect
    if dialect == .xml, let strict = StemmaMarkup.markup(of: source, as: .xml, within: limits) {
      return (strict, strict.nodes.first?.name == .html ? MediaType.xhtml : .xml)
    }
    return (StemmaMarkup.markup(of: source, as: .html, within: limits), .html)
  }
  guard let markup else { throw .noParser }
  return received.withUnsafeBufferPointer { source in
    let isPage = mediaType != .xml
    let article = ArticleSelection(markup, in: source, isPage: isPage)
    var reader = PageReader(source, markup, article, isPage: isPage)
    reader.read(upToEdits: limits.maximumEdits)
    let particulars = ArticleParticulars(article, at: address)
    return Extraction(
      edits: reader.text.edits,
      blocks: reader.text.blocks,
      marks: decoding.marks
        + (article.doubt.map { [.init(event: .noArticle, span: 0..<0, detail: $0)] } ?? [])
        + reader.text.remarks.prefix(decoding.maximumMarks).map {
          .init(event: $0.event, span: $0.span, detail: "")
        }
        + reader.omissions.prefix(max(0, decoding.maximumMarks - decoding.marks.count))
        + (markup.setbacks + reader.setbacks).map(\.mark) + particulars.conflicts,
      maximumEdits: limits.maximumEdits,
      protected: reader.code
    ).document(
      of: decoding,
      as: mediaType,
      particulars: particulars.facts
    )
  }
}

/// Walks the pieces of a page in order and writes its text.
struct PageReader {
  private let source: Source
  private let markup: Markup
  private let article: ArticleSelection
  private(set) var text: TextBuilder

  /// What was left out as no part of the article, and why.
  private(set) var omissions: [Decoding.Mark] = []

  /// The block of the page that the next text stands in, or a later one.
  private var block = 0
  private var lastFate = ArticleSelection.Fate.body

  /// For each open element, what text in it is.
  private var kinds: [Frame] = []

  /// Where code stands in the text, which may show tags on purpose.
  private(set) var code: [Range<Int>] = []
  private var codeStart = 0

  private struct Frame {
    let kind: Block.Kind
    let isVerbatim: Bool
    let isCode: Bool
  }

  /// Whether element names have the meaning that HTML gives them.
  private let isPage: Bool

  /// Whether what stands in for frames, drawings and the like is shown, as where none are loaded.
  private let showsFallbacks: Bool

  init(
    _ source: Source,
    _ markup: Markup,
    _ article: ArticleSelection,
    isPage: Bool,
    showsFallbacks: Bool = false
  ) {
    self.source = source
    self.isPage = isPage
    self.markup = markup
    self.article = article
    self.showsFallbacks = showsFallbacks
    text = TextBuilder(source)
  }

  /// What could not be read as it was meant, or was too much to read.
  private(set) var setbacks: [Setback] = []

  /// Reads the page from its first byte to its last; after so many edits the rest is kept as it is.
  mutating func read(upToEdits limit: Int) {
    if source.startsWithByteOrderMark { text.cut(0..<3, as: .byteOrderMark) }
    var i = 0
    while i < markup.pieces.count {
      let piece = markup.pieces[i]
      if text.edits.count >= limit {
        let detail = "more than \(limit) edits; what follows is kept as it is"
        setbacks.append(Setback(at: piece.range.lowerBound, detail))
        text.keep(piece.range.lowerBound..<source.count)
        break
      }
      if piece.kind == .open, isHidden(Int(piece.payload)) {
        let node = markup.nodes[Int(piece.payload)]
        if let linked = article.linked, linked.script == Int(piece.payload) {
          show(linked.place, in: node.range)
        } else {
          text.cut(node.range, as: .hiddenContent)
        }
        if node.endTag.isEmpty, node.range.upperBound == source.count, !node.content.isEmpty {
          let detail = "a script or style that nothing ends; nothing behind it is shown"
          setbacks.append(Setback(.brokenMarkup, at: piece.range.lowerBound, detail))
        }
        i = Int(node.pieces.upperBound)
        continue
      }
      if piece.kind == .open, let reason = article.reasons[Int(piece.payload)] {
        leaveOut(Int(piece.payload), reason)
        i = Int(markup.nodes[Int(piece.payload)].pieces.upperBound)
        continue
      }
      if piece.kind == .text || piece.kind == .reference, let reason = reason(at: Int32(i)) {
        text.cut(withoutByteOrderMark(piece.range), as: reason.event)
        i += 1
        continue
      }
      read(piece)
      i += 1
    }
    text.finish()
  }

  /// Shows the text in a script that stands for the page's own.
  private mutating func show(_ string: Range<Int>, in script: Range<Int>) {
    text.separate(.block)
    text.cut(script.lowerBound..<string.lowerBound, as: .hiddenContent)
    text.role = .body
    var i = string.lowerBound
    while i < string.upperBound {
      let upper = source.first(UInt8(ascii: "\\"), from: i, to: string.upperBound)
      text.show(i..<upper, as: .paragraph)
      guard upper < string.upperBound else { break }
      let escape = jsonEscape(at: upper, in: source, to: string.upperBound)
      if escape.text == [0x0A] {
        text.cut(upper..<escape.end, as: .hiddenContent)
        text.separate(.block)
      } else {
        text.show(escape.text[...], for: upper..<escape.end, as: .paragraph)
      }
      i = escape.end
    }
    text.role = nil
    text.separate(.block)
    text.cut(string.upperBound..<script.upperBound, as: .hiddenContent)
  }

  private mutating func leaveOut(_ i: Int, _ reason: PageReason) {
    let node = markup.nodes[i]
    let range = range(of: node)
    separate(node.name)
    text.cut(range, as: reason.event)
    guard let first = article.page.firstBlock(in: i) else { return }
    block = max(block, first)
    omissions.append(
      .init(event: reason.event, span: range, detail: article.detail(on: i, reason))
    )
  }

  /// What the pieces of an element cover; its tags may be implied, and stand elsewhere.
  private func range(of node: MarkupNode) -> Range<Int> {
    let lower = Int(markup.pieces[Int(node.pieces.lowerBound)].lower)
    return withoutByteOrderMark(lower..<Int(markup.pieces[Int(node.pieces.upperBound) - 1].upper))
  }

  private func withoutByteOrderMark(_ range: Range<Int>) -> Range<Int> {
    guard range.lowerBound == 0, source.startsWithByteOrderMark else { return range }
    return 3..<max(3, range.upperBound)
  }

  /// Why the text of a piece is left out; `nil` if it is kept.
  private mutating func reason(at piece: Int32) -> PageReason? {
    while block < article.page.blocks.count, article.page.blocks[block].last < piece { block += 1 }
    guard block < article.page.blocks.count, article.page.blocks[block].first <= piece else {
      return nil
    }
    let fate = article.fates[block]
    if case .left(let reason) = fate {
      if article.page.blocks[block].first == piece {
        let range = markup.pieces[Int(piece)].range
        omissions.append(.init(event: reason.event, span: range, detail: reason.summary))
      }
      return reason
    }
    if fate != lastFate { text.separate(.block) }
    lastFate = fate
    text.role = article.isWholePage ? nil : fate.role
    return nil
  }

  private mutating func read(_ piece: MarkupPiece) {
    let range = piece.range
    switch piece.kind {
    case .text: show(range)
    case .reference:
      let lower = Int(piece.payload)
      text.show(markup.bytes[lower..<lower + Int(piece.payloadCount)], for: range, as: kind)
    case .open: open(Int(piece.payload), range)
    case .close:
      separate(markup.nodes[Int(piece.payload)].name)
      text.cut(range, as: .tag)
      let isCode = kinds.popLast()?.isCode ?? false
      if isCode, kinds.last?.isCode != true, text.written > codeStart {
        code.append(codeStart..<text.written)
      }
    case .strayTag:
      // A tag that stood too deep makes no element, and sets text apart all the same.
      if piece.payload > 0 { separate(source.elementName(inTagAt: range.lowerBound)) }
      text.cut(range, as: .tag)
    case .comment: text.cut(range, as: .comment)
    case .declaration: text.cut(range, as: .declaration)
    }
  }

  private var kind: Block.Kind { kinds.last?.kind ?? .paragraph }

  private mutating func show(_ range: Range<Int>) {
    var range = range
    if range.lowerBound == 0, source.startsWithByteOrderMark {
      range = 3..<max(3, range.upperBound)
    }
    if kinds.last?.isVerbatim == true {
      text.showVerbatim(range, as: kind)
    } else {
      text.show(range, as: kind)
    }
  }

  private mutating func open(_ node: Int, _ range: Range<Int>) {
    let name = markup.nodes[node].name
    text.cut(range, as: .tag)
    if name == .br { text.separate(.line) } else { separate(name) }
    let isVerbatim = kinds.last?.isVerbatim ?? false
    let isPreformatted = name == .pre || name == .listing || name == .xmp || name == .plaintext
    let isInCode = kinds.last?.isCode ?? false
    let isCode = name == .code || name == .kbd || name == .samp || name == .tt || name == .var
    if isCode, !isInCode { codeStart = text.written }
    kinds.append(
      Frame(
        kind: kind(in: name, within: kind),
        isVerbatim: isVerbatim || isPreformatted,
        isCode: isInCode || isCode
      )
    )
  }

  private mutating func separate(_ name: ElementName) {
    guard isPage else { return text.separate(.block) }
    switch name.display {
    case .block: text.separate(.block)
    case .item: text.separate(.item)
    case .cell: text.separate(.cell)
    case nil: break
    }
  }

  private func kind(in name: ElementName, within outer: Block.Kind) -> Block.Kind {
    switch name {
    case .h1, .h2, .h3, .h4, .h5, .h6, .hgroup: .heading
    case .figcaption, .caption: .caption
    case .blockquote: .quotation
    case .pre, .listing, .xmp, .plaintext: .preformatted
    case .code, .samp, .kbd: outer == .preformatted ? .code : outer
    case .li, .dt, .dd: .listItem
    case .table: .table
    default: outer
    }
  }

  /// Whether a browser that runs scripts shows nothing of an element.
  ///
  /// An element that nothing ends would hide the rest of the page; it is believed only where its
  /// end tag stands, or where its content cannot be markup.
  private func isHidden(_ i: Int) -> Bool {
    let node = markup.nodes[i]
    // A title in an element that HTML does not have is the title of something in a feed.
    let isInPage = node.parent < 0 || markup.nodes[Int(node.parent)].name != .other
    guard isPage, isInPage || node.name != .title else { return false }
    let isRaw = node.name == .script || node.name == .style
    guard isRaw || !node.endTag.isEmpty else { return false }
    if showsFallbacks, node.name.isReplaced { return false }
    if article.showsNoscript, node.name == .noscript { return false }
    // What `hidden` conceals, scripts may show; with an article on the page it is judged there.
    return node.name.hidesContent
      || article.isWholePage && markup.value(of: .hidden, on: i) != nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// XML where an XML declaration says so and no entity is declared; everything else is HTML.
  fileprivate var dialect: MarkupDialect {
    let start = startsWithByteOrderMark ? 3 : 0
    guard matches("<?xml", at: start) else { return .html }
    let head = Swift.min(count, 64 << 10)
    guard let doctype = first("<!doctype", from: start, to: head) else { return .xml }
    return endOfInternalSubset(at: doctype, to: count) == nil ? .xml : .html
  }
}
