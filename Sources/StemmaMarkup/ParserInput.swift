internal import StemmaText

/// The bytes that the parser is given: as long as the source, and harmless.
///
/// libxml2 2.9 stops at NUL, cuts attributes at control characters, drops characters that XML does
/// not allow, takes `<!-->` for an open comment, ends a document type at the first `>`, and
/// compares every attribute of a tag with all before it. Each such place is overwritten byte for
/// byte, so that every offset still means the source.
struct ParserInput {
  /// What the parser reads; `nil` where the source is harmless as it is.
  private(set) var bytes: [UInt8]?

  /// Where a limit was reached, or markup is broken.
  private(set) var setbacks: [Setback] = []

  /// Markup that is blanks to the parser, by position: tags that stand deeper than the limit, and
  /// what opens comments that nothing ends.
  private(set) var blanks: [MarkupPiece] = []

  /// Start tags whose attributes are blanks to the parser.
  private(set) var plainTags = PlainTags()

  /// Whether a comment was met that nothing ends; then nothing ends a later one either.
  private var hasOpenComment = false

  /// Whether a script or style sheet was met that nothing ends.
  private var hasOpenContent = false

  /// Whether scripts and style sheets hold no markup.
  private let isHTML: Bool

  init(_ source: Source, as dialect: MarkupDialect, within limits: ReadingLimits) {
    isHTML = dialect == .html
    replaceControls(in: source)
    replaceReferences(in: source)
    var i = source.first(0x3C, from: 0, to: source.count)
    while i < source.count {
      i = check(markupAt: i, in: source, within: limits)
      i = source.first(0x3C, from: i, to: source.count)
    }
    blankAttributes(in: source)
  }

  private mutating func replaceControls(in source: Source) {
    var lower = 0
    while lower < source.count {
      let upper = min(source.count, lower + 4096)
      if mayNeedReplacing(source, from: lower, to: upper) {
        for i in lower..<upper { replaceControl(at: i, of: source) }
      }
      lower = upper
    }
  }

  /// Looks for controls and the first byte of noncharacters, eight bytes at once.
  private func mayNeedReplacing(_ source: Source, from lower: Int, to upper: Int) -> Bool {
    guard let base = source.baseAddress else { return false }
    return suspects.withUnsafeBufferPointer { suspects in
      var i = lower
      while i + 8 <= upper {
        let bytes = UnsafeRawPointer(base + i).loadUnaligned(as: UInt64.self)
        // A byte below 0x20, white space included, or 0xEF:
        // https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord
        let marks = bytes ^ 0xEFEF_EFEF_EFEF_EFEF
        let low = (bytes &- 0x2020_2020_2020_2020) & ~bytes
        let high = (marks &- 0x0101_0101_0101_0101) & ~marks
        if (low | high) & 0x8080_8080_8080_8080 != 0 {
          for k in i..<i + 8 where suspects[Int(source[k])] != 0 { return true }
        }
        i += 8
      }
      return source[i..<upper].contains { suspects[Int($0)] != 0 }
    }
  }

  private mutating func replaceControl(at i: Int, of source: Source) {
    let byte = source[i]
    if byte < 0x20, byte != 0x0A, byte != 0x09, byte != 0x0D {
      put(0x20, at: i, of: source)
    } else if byte == 0xEF,
      source.matches("\u{FFFE}", at: i) || source.matches("\u{FFFF}", at: i)
    {
      put(0xBF, at: i + 1, of: source)  // U+FFFD is EF BF BD
      put(0xBD, at: i + 2, of: source)
    }
  }

  /// Writes references by name that libxml2 does not know as references by number.
  private mutating func replaceReferences(in source: Source) {
    var i = source.first(0x26, from: 0, to: source.count)
    while i < source.count {
      let upper = source.endOfReferenceName(at: i)
      if upper > i + 1, let number = source.unknownReference(named: i + 1..<upper) {
        // As long as the name: “&comma;” becomes “&#0044;”.
        put(UInt8(ascii: "#"), at: i + 1, of: source)
        var rest = number
        for k in (i + 2..<upper).reversed() {
          put(UInt8(ascii: "0") + UInt8(rest % 10), at: k, of: source)
          rest /= 10
        }
      }
      i = source.first(0x26, from: upper, to: source.count)
    }
  }

  private mutating func check(
    markupAt i: Int,
    in source: Source,
    within limits: ReadingLimits
  ) -> Int {
    if i + 1 < source.count, source[i + 1] == UInt8(ascii: "!") {
      if source.matches("<!--", at: i) {
        if hasOpenComment { return open(commentAt: i, in: source) }
        let end = source.endOfDeclaration(at: i, to: source.count).end
        guard end < source.count || source.endsWithComment else {
          return open(commentAt: i, in: source)
        }
        if end - i <= 6 {
          // An empty comment that libxml2 would leave open becomes a processing instruction.
          for (k, byte) in "<?aa?>".utf8.enumerated() where k < end - i - 2 {
            put(byte, at: i + k, of: source)
          }
          put(0x3F, at: end - 2, of: source)
        }
        return end
      }
      if source.matches("<!doctype", at: i),
        let end = source.endOfInternalSubset(at: i, to: source.count)
      {
        for k in i + 9..<end - 1 { put(0x20, at: k, of: source) }
        return end
      }
      return i + 2
    }
    guard i + 1 < source.count, source[i + 1].isLetter else { return i + 1 }
    if isHTML, let end = plainTags.read(tagAt: i, in: source, upTo: limits.maximumAttributes) {
      return endOfContent(ofTagAt: i, endingAt: end, in: source)
    }
    var end = source.endOfTag(at: i, to: source.count)
    if end == source.count, let quote = source.unclosedQuotationMark(inTagAt: i) {
      put(0x20, at: quote, of: source)
      setbacks.append(
        Setback(
          .brokenMarkup,
          at: i,
          "a quotation mark in a tag that nothing closes; it is left out"
        )
      )
      end = min(source.count, source.first(0x3E, from: quote, to: source.count) + 1)
    }
    if source.first(0x3E, from: i, to: end) < end - 1 { rename(attributesIn: i..<end, of: source) }
    // A thousand attributes take more than two thousand bytes.
    if end - i > 2 * limits.maximumAttributes {
      end = cap(tag: i..<end, in: source, within: limits)
    }
    return endOfContent(ofTagAt: i, endingAt: end, in: source)
  }

  private mutating func blankAttributes(in source: Source) {
    guard plainTags.tags.contains(where: { $0.nameUpper + 2 < $0.upper }) else { return }
    var shown = bytes ?? Array(source)
    bytes = nil
    shown.withUnsafeMutableBufferPointer { shown in
      for tag in plainTags.tags where tag.nameUpper + 2 < tag.upper {
        // What may be the `/` of an empty element stays.
        shown[Int(tag.nameUpper)..<Int(tag.upper) - 2].update(repeating: 0x20)
        if source[Int(tag.upper) - 2] != UInt8(ascii: "/") { shown[Int(tag.upper) - 2] = 0x20 }
      }
    }
    bytes = shown
  }

  /// Where the content ends of a script or style sheet, which the parser is not shown; the end of
  /// the tag for other elements, and where nothing ends the content.
  private mutating func endOfContent(ofTagAt i: Int, endingAt end: Int, in source: Source) -> Int {
    guard isHTML, !hasOpenContent, source[i + 1].lowercased == UInt8(ascii: "s"),
      source[end - 1] == 0x3E, source[end - 2] != UInt8(ascii: "/"),
      let close = source.elementName(inTagAt: i).endOfContent
    else { return end }
    guard let upper = source.first(close, from: end, to: source.count) else {
      hasOpenContent = true
      return end
    }
    return upper
  }

  /// Reads what stands behind a comment that nothing ends; browsers would show none of it.
  private mutating func open(commentAt i: Int, in source: Source) -> Int {
    if !hasOpenComment {
      setbacks.append(
        Setback(.brokenMarkup, at: i, "a comment that nothing ends; what follows is read as text")
      )
    }
    hasOpenComment = true
    blank(i..<i + 4, as: .comment, of: source)
    return i + 4
  }

  /// Gives attributes such as `@click`, which libxml2 takes for the end of a tag where a `>` stands
  /// in their value, a name that it reads.
  private mutating func rename(attributesIn tag: Range<Int>, of source: Source) {
    var i = source.first(UInt8(ascii: "@"), from: tag.lowerBound, to: tag.upperBound)
    while i < tag.upperBound {
      if source[i - 1].isMarkupSpace { put(UInt8(ascii: "_"), at: i, of: source) }
      i = source.first(UInt8(ascii: "@"), from: i + 1, to: tag.upperBound)
    }
  }

  private mutating func cap(tag: Range<Int>, in source: Source, within limits: ReadingLimits) -> Int
  {
    var count = 0
    var k = tag.lowerBound + 1
    while k < tag.upperBound - 1 {
      if source[k].isMarkupSpace || source[k] == UInt8(ascii: "/") {
        k += 1
        continue
      }
      guard count <= limits.maximumAttributes else {
        for j in k..<tag.upperBound - 1 where source[j] != 0x3E { put(0x20, at: j, of: source) }
        for j in k..<tag.upperBound - 1 where source[j] == 0x3E { put(0x20, at: j, of: source) }
        let detail =
          "more than \(limits.maximumAttributes) attributes in a tag; the rest are not read"
        setbacks.append(Setback(at: tag.lowerBound, detail))
        break
      }
      count += 1
      k = endOfAttribute(at: k, in: source, to: tag.upperBound - 1)
    }
    return tag.upperBound
  }

  private func endOfAttribute(at lower: Int, in source: Source, to upper: Int) -> Int {
    var k = lower
    while k < upper, !source[k].isMarkupSpace {
      if source[k] == UInt8(ascii: "="), k + 1 < upper,
        source[k + 1] == 0x22 || source[k + 1] == 0x27
      {
        return min(upper, source.first(source[k + 1], from: k + 2, to: upper) + 1)
      }
      k += 1
    }
    return k
  }

  /// Makes blanks of the tags that nest deeper than a limit, and of end tags that end nothing.
  mutating func flatten(_ source: Source, below limit: Int) {
    var nesting = Nesting(limit: limit)
    var deepest: Int?
    var i = source.first(0x3C, from: 0, to: source.count)
    while i < source.count {
      let end: Int
      if let tag = NestedTag(at: i, of: source) {
        end = tag.range.upperBound
        if nesting.flattens(tag) {
          blank(tag.range, as: .strayTag, of: source)
          deepest = deepest ?? tag.range.lowerBound
        }
      } else {
        end = bytes?[i] == 0x20 ? i + 1 : source.endOfUnnested(at: i)
      }
      i = source.first(0x3C, from: max(end, i + 1), to: source.count)
    }
    blanks.sort { $0.lower < $1.lower }
    guard let first = deepest else { return }
    let detail = "elements nest deeper than \(limit); tags within are taken out and make none"
    setbacks.append(Setback(at: first, detail))
  }

  private mutating func blank(_ range: Range<Int>, as kind: MarkupPiece.Kind, of source: Source) {
    if bytes == nil { bytes = Array(source) }
    for i in range { bytes?[i] = 0x20 }
    blanks.append(MarkupPiece(kind, range, payload: 1))
  }

  private mutating func put(_ byte: UInt8, at i: Int, of source: Source) {
    if bytes == nil { bytes = Array(source) }
    bytes?[i] = byte
  }
}

/// 1 for control characters other than white space, and for the first byte of noncharacters.
private let suspects: [UInt8] = (0..<256).map { byte in
  byte == 0xEF || byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte) ? 1 : 0
}
