internal import StemmaText

/// Tags, comments, declarations, shortcodes and attributes that stand in text.
struct TagRemnants {
  let source: Source
  private(set) var edits: [Edit<Unescaped>] = []

  /// Names that have an end tag in the text, once someone asks.
  private var endTags: Set<ElementName>?
  private var hasSectionMark = false

  /// From here on no comment and no script of the place ends; looked for once.
  private var openCommentsFrom = Int.max
  private var openScriptsFrom = Int.max

  /// Remnants side by side, the last of which is the last edit.
  private var run: Run?

  private struct Run {
    let lower: Int
    var upper: Int
    /// The edit of the first remnant that sets a block apart.
    var firstBreak: Int?
  }

  private let limit: Int

  init(_ source: Source, upTo limit: Int = .max) {
    self.source = source
    self.limit = limit
  }

  /// Looks through one place.
  mutating func search(_ place: Range<Int>) {
    openCommentsFrom = .max
    openScriptsFrom = .max
    var i = source.remnantStart(from: place.lowerBound, to: place.upperBound)
    while i < place.upperBound, edits.count < limit {
      let end = remnant(at: i, in: place) ?? i + 1
      i = source.remnantStart(from: end, to: place.upperBound)
    }
    settle(in: place)
  }

  private mutating func remnant(at i: Int, in place: Range<Int>) -> Int? {
    switch source[i] {
    case UInt8(ascii: "<"): angle(at: i, in: place)
    case UInt8(ascii: "["): shortcode(at: i, in: place)
    case UInt8(ascii: "]"): sectionEnd(at: i, in: place)
    case UInt8(ascii: "="): attributes(around: i, in: place)
    default: strayQuote(at: i, in: place)
    }
  }

  /// Takes out part of the text; remnants side by side are one run.
  private mutating func cut(
    _ range: Range<Int>,
    _ event: ReaderEvent,
    in place: Range<Int>,
    breaksLine: Bool = false
  ) -> Int {
    if run?.upper != range.lowerBound {
      settle(in: place)
      run = Run(lower: range.lowerBound, upper: range.upperBound)
    }
    if breaksLine, run?.firstBreak == nil { run?.firstBreak = edits.count }
    run?.upper = range.upperBound
    edits.append(Edit(Span(range), rule: event.rawValue, .markup))
    return range.upperBound
  }

  /// Ends a run: puts a line break where a block ended inside a line, and takes out a space that
  /// would stand twice or at the start of a line.
  private mutating func settle(in place: Range<Int>) {
    guard let ended = run, let last = edits.last else { return }
    run = nil
    let isAtStart = isLineStart(ended.lower, in: place)
    let isAtEnd = isLineEnd(ended.upper, in: place)
    let breaksLine = ended.firstBreak != nil && !isAtStart && !isAtEnd
    let isBeforeSpace = ended.upper < place.upperBound && source[ended.upper] == 0x20
    let isBehindSpace = ended.lower > place.lowerBound && source[ended.lower - 1] == 0x20
    if isBeforeSpace, breaksLine || isAtStart || isBehindSpace {
      edits[edits.count - 1] = Edit(
        Span(last.span.lower..<last.span.upper + 1),
        rule: last.rule,
        .markup
      )
    }
    guard breaksLine, let i = ended.firstBreak else { return }
    edits[i] = Edit(edits[i].span, inserted: "\n", rule: edits[i].rule, .markup)
  }

  private func isLineStart(_ offset: Int, in place: Range<Int>) -> Bool {
    var i = offset
    while i > place.lowerBound, source[i - 1] == 0x20 || source[i - 1] == 0x09 { i -= 1 }
    return i == place.lowerBound || source[i - 1] == 0x0A || source[i - 1] == 0x0D
  }

  private func isLineEnd(_ offset: Int, in place: Range<Int>) -> Bool {
    var i = offset
    while i < place.upperBound, source[i] == 0x20 || source[i] == 0x09 { i += 1 }
    return i == place.upperBound || source[i] == 0x0A || source[i] == 0x0D
  }

  // MARK: Between < and >

  private mutating func angle(at i: Int, in place: Range<Int>) -> Int? {
    guard i + 1 < place.upperBound else { return nil }
    if source[i + 1] == UInt8(ascii: "!") || source[i + 1] == UInt8(ascii: "?") {
      return declaration(at: i, in: place)
    }
    guard let tag = LooseTag(source, at: i, to: place.upperBound), isMarkup(tag) else { return nil }
    var range = tag.range
    if !tag.isEnd, tag.name == .script || tag.name == .style {
      range = range.lowerBound..<endOfRawText(of: tag, to: place.upperBound)
    }
    return cut(range, .tagRemnant, in: place, breaksLine: tag.breaksLine)
  }

  private mutating func endOfRawText(of tag: LooseTag, to upper: Int) -> Int {
    let end: StaticString = tag.name == .script ? "</script" : "</style"
    guard tag.range.lowerBound < openScriptsFrom,
      let close = source.first(end, from: tag.range.upperBound, to: upper)
    else {
      openScriptsFrom = min(openScriptsFrom, tag.range.lowerBound)
      return tag.range.upperBound
    }
    return min(upper, source.first(0x3E, from: close, to: upper) + 1)
  }

  private mutating func declaration(at i: Int, in place: Range<Int>) -> Int? {
    let upper = place.upperBound
    if source.matches("<!--", at: i) {
      guard i < openCommentsFrom else { return cut(i..<i + 4, .commentRemnant, in: place) }
      let end = source.endOfDeclaration(at: i, to: upper).end
      let isClosed = source.matches("-->", at: end - 3) || source.matches("--!>", at: end - 4)
      if !isClosed { openCommentsFrom = i }
      return cut(i..<(isClosed ? end : i + 4), .commentRemnant, in: place)
    }
    if source.matches("<![cdata[", at: i) {
      hasSectionMark = true
      return cut(i..<i + 9, .declarationRemnant, in: place)
    }
    let isKnown = ["<!doctype", "<![if", "<![endif", "<?xml", "<?php", "<?mso"].contains {
      source.matches($0, at: i)
    }
    guard isKnown else { return nil }
    let isInstruction = source[i + 1] == UInt8(ascii: "?")
    let end =
      isInstruction
      ? source.first("?>", from: i, to: upper).map { $0 + 2 }
      : source.first(0x3E, from: i, to: upper) + 1
    guard let end, end <= upper else { return nil }
    return cut(i..<end, .declarationRemnant, in: place)
  }

  private mutating func sectionEnd(at i: Int, in place: Range<Int>) -> Int? {
    guard source.matches("]]>", at: i), i + 3 <= place.upperBound,
      hasSectionMark || isLineEnd(i + 3, in: place)
    else { return nil }
    return cut(i..<i + 3, .declarationRemnant, in: place)
  }

  /// Whether a tag of this look is markup rather than a word in angle brackets.
  ///
  /// A known element with attributes, an end tag or `<name/>` is. A bare start tag is where its name
  /// is no word (`<br>`, `<div>`), or where its end tag stands in the text too.
  private mutating func isMarkup(_ tag: LooseTag) -> Bool {
    guard tag.hasSoundAttributes else { return false }
    guard tag.name != .other else {
      return tag.hasQuotedAttribute || tag.hasMarkupPrefix
    }
    if tag.attributeCount > 0 || tag.isEnd || tag.isSelfClosing { return true }
    return unmistakable.contains(tag.name) || namesOfEndTags.contains(tag.name)
  }

  private var namesOfEndTags: Set<ElementName> {
    mutating get {
      if let endTags { return endTags }
      var found: Set<ElementName> = []
      var i = 0
      while let next = source.first("</", from: i, to: source.count) {
        if let tag = LooseTag(source, at: next, to: source.count) { found.insert(tag.name) }
        i = next + 2
      }
      found.remove(.other)
      endTags = found
      return found
    }
  }

  // MARK: Attributes without their tag

  /// `style="…">` and the like, whose `<p` was cut.
  private mutating func attributes(around i: Int, in place: Range<Int>) -> Int? {
    guard i + 1 < place.upperBound, source.lengthOfQuote(at: i + 1) > 0 else { return nil }
    var start = i
    while start > place.lowerBound, source[start - 1].isLetter || source[start - 1] == 0x2D {
      start -= 1
    }
    guard start < i, isFree(start, in: place),
      residueNames.contains(where: {
        source.matches($0, at: start) && $0.utf8CodeUnitCount == i - start
      })
        || source.matches("data-", at: start)
    else { return nil }
    var list = LooseAttributes()
    let end = list.read(source, from: start, to: min(place.upperBound, start + 4096))
    guard list.isSound, list.hasQuotedValue, end < place.upperBound else { return nil }
    let close = source[end] == UInt8(ascii: "/") ? end + 1 : end
    guard close < place.upperBound, source[close] == 0x3E else { return nil }
    return cut(start..<close + 1, .attributeRemnant, in: place)
  }

  private func isFree(_ start: Int, in place: Range<Int>) -> Bool {
    if let last = edits.last, last.span.upper > start { return false }
    return start == place.lowerBound || source[start - 1].isMarkupSpace || source[start - 1] == 0x22
  }

  /// `">` at the start of a line: the end of a tag whose start was cut.
  private mutating func strayQuote(at i: Int, in place: Range<Int>) -> Int? {
    guard i + 1 < place.upperBound, source[i + 1] == 0x3E, isLineStart(i, in: place) else {
      return nil
    }
    return cut(i..<i + 2, .attributeRemnant, in: place)
  }

  // MARK: Shortcodes

  private mutating func shortcode(at i: Int, in place: Range<Int>) -> Int? {
    guard let code = Shortcode(source, at: i, in: place) else { return nil }
    return cut(code.range, .shortcodeRemnant, in: place, breaksLine: code.breaksLine)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the next byte stands that a remnant may start with.
  fileprivate func remnantStart(from lower: Int, to upper: Int) -> Int {
    var i = lower
    while i + 8 <= upper {
      let bytes = word(at: i, count: 8)
      let starts =
        bytes.marks(of: UInt8(ascii: "<")) | bytes.marks(of: UInt8(ascii: "["))
        | bytes.marks(of: UInt8(ascii: "]")) | bytes.marks(of: UInt8(ascii: "="))
        | bytes.marks(of: UInt8(ascii: "\""))
      if starts != 0 { return i + starts.trailingZeroBitCount / 8 }
      i += 8
    }
    while i < upper {
      switch self[i] {
      case UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "="),
        UInt8(ascii: "\""):
        return i
      default: i += 1
      }
    }
    return i
  }
}

/// Elements whose names no writer puts in angle brackets for something else.
private let unmistakable: Set<ElementName> = [
  .br, .hr, .p, .div, .span, .li, .ul, .ol, .td, .tr, .th, .tbody, .thead, .h1, .h2, .h3, .h4, .h5,
  .h6, .em, .strong, .blockquote, .sup, .img, .wbr, .figcaption, .iframe, .html, .nobr, .tt, .dd,
  .dt, .dl, .ins, .del, .pre,
]

private let residueNames: [StaticString] = [
  "style", "class", "href", "src", "alt", "id", "width", "height", "target", "rel", "title",
  "srcset",
  "align", "border", "name", "type", "sizes", "loading", "role", "dir", "lang", "valign", "bgcolor",
  "color", "face", "size", "cellpadding", "cellspacing", "colspan", "rowspan", "onclick",
  "frameborder",
]
