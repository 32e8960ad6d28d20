extension PieceCollector {
  /// Takes in the start of an element of HTML.
  mutating func open(
    _ name: UnsafePointer<UInt8>?,
    _ values: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    guard let name else { return }
    let element = names[name].element
    let end = offset
    let startTag: Range<Int>
    let first = page.attributes.count
    if let tag = plainTag(at: position), stands(tag, before: end) {
      startTag = position..<Int(tag.upper)
      position = startTag.upperBound
      append(attributesOf: tag)
    } else {
      startTag = self.startTag(named: name)
      if !startTag.isEmpty, let tag = plainTag(at: startTag.lowerBound) {
        append(attributesOf: tag)
      } else {
        append(values)
      }
    }
    add(element, startTag: startTag, attributesFrom: first)
    // The parser stands on the `>`, unless that ends an empty element.
    if end == startTag.upperBound - 1, !startTag.isEmpty { takeContent(of: element) }
  }

  /// The plain tag that starts at an offset; offsets are asked for in their order.
  private mutating func plainTag(at lower: Int) -> PlainTags.Tag? {
    while nextTag < plainTags.tags.count, plainTags.tags[nextTag].lower < lower { nextTag += 1 }
    guard nextTag < plainTags.tags.count, plainTags.tags[nextTag].lower == lower else { return nil }
    return plainTags.tags[nextTag]
  }

  /// Whether the parser, where it stands, has read the tag up to its `>` or `/>`.
  private func stands(_ tag: PlainTags.Tag, before end: Int) -> Bool {
    end + 1 == tag.upper || end + 2 == tag.upper && source[end] == UInt8(ascii: "/")
  }

  private mutating func append(attributesOf tag: PlainTags.Tag) {
    for k in tag.attributes {
      let attribute = plainTags.attributes[Int(k)]
      var i = Int(attribute.lower)
      let upper = Int(attribute.upper)
      let lower = Int32(page.bytes.count)
      while i < upper {
        let ampersand = source.first(0x26, from: i, to: upper)
        page.bytes.append(contentsOf: Source(rebasing: source[i..<min(upper, ampersand + 1)]))
        i = ampersand + 1
        if i < upper, source.matches("amp;", at: i) { i += 4 }
      }
      page.attributes.append(
        MarkupAttribute(name: attribute.name, lower: lower, upper: Int32(page.bytes.count))
      )
    }
  }

  private mutating func append(_ values: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    var value = values
    while let pair = value, let attribute = pair[0] {
      if let kept = names[attribute].attribute {
        append(kept, Source(start: pair[1], count: pair[1].map(length) ?? 0))
      }
      value = pair + 2
    }
  }

  /// Reads the text at the start of an element, and takes the parser to what follows it; all of the
  /// content of a script or style sheet, where half the bytes of news pages stand.
  ///
  /// The parser would only copy it. It stands on the `>` of the start tag.
  private mutating func takeContent(of element: ElementName) {
    let upper: Int
    if let end = element.endOfContent {
      upper = buffer.first(end, from: position, to: buffer.count) ?? position
    } else {
      upper = takesText && !element.isVoid && element.holdsText ? endOfText : position
    }
    guard upper > position, parser?.skip(upper - position) == true else { return }
    append(exact: position, upper - position)
  }

  /// Reads the text that stands here, and takes the parser to what follows it.
  ///
  /// It stands behind an end tag or a reference; it would read on letter by letter. Where no element
  /// is open it would make a paragraph.
  mutating func takeText() {
    guard takesText, let node = openInParser.last, page.nodes[Int(node)].name.holdsText else {
      return
    }
    let upper = endOfText
    guard upper > position, parser?.offset == position,
      parser?.move(by: upper - position) == true
    else { return }
    append(exact: position, upper - position)
  }

  /// Where the next markup or reference stands; here, if none does.
  private var endOfText: Int {
    mutating get {
      if nextMarkup < position {
        nextMarkup = buffer.first(0x3C, from: position, to: buffer.count)
      }
      return nextMarkup == buffer.count
        ? position : buffer.first(0x26, from: position, to: nextMarkup)
    }
  }
}
