/// Reads the stretches of a page that the parser reported no text for: tags, comments,
/// declarations, and what it dropped.
struct MarkupScanner {
  private let source: Source

  /// The tag read last, if no event of the parser has claimed it yet.
  private(set) var unclaimed: Tag?

  /// Pieces read since they were last taken.
  private(set) var pieces: [MarkupPiece] = []

  struct Tag {
    let isEnd: Bool
    let name: Range<Int>
    let range: Range<Int>
  }

  init(_ source: Source) { self.source = source }

  /// Reads everything from `lower` to `upper`; a tag that is still open there ends there.
  mutating func read(from lower: Int, to upper: Int) {
    unclaimed = nil
    pieces.removeAll(keepingCapacity: true)
    var i = lower
    while i < upper {
      let next = source.first(0x3C, from: i, to: upper)
      if next > i {
        unclaimed = nil  // a tag is claimed where it ends
        pieces.append(MarkupPiece(.text, i..<next))
      }
      guard next < upper else { return }
      i = readMarkup(at: next, to: upper)
    }
  }

  /// Takes back the tag read last, so that an element can claim it; `nil` unless it is of that kind and name.
  mutating func claim(isEnd: Bool, name: Source) -> Tag? {
    guard let tag = unclaimed, tag.isEnd == isEnd, tag.name.count >= name.count else { return nil }
    for (i, byte) in name.enumerated()
    where source[tag.name.lowerBound + i].lowercased != byte.lowercased { return nil }
    let next = tag.name.lowerBound + name.count
    guard next == tag.name.upperBound || !source[next].isWordByte else { return nil }
    unclaimed = nil
    pieces.removeLast()
    return tag
  }

  private mutating func readMarkup(at i: Int, to upper: Int) -> Int {
    unclaimed = nil
    let after = i + 1 < upper ? source[i + 1] : 0
    if after == UInt8(ascii: "!") || after == UInt8(ascii: "?") {
      let (kind, end) = source.endOfDeclaration(at: i, to: upper)
      pieces.append(MarkupPiece(kind, i..<end))
      return end
    }
    let isEnd = after == UInt8(ascii: "/")
    let name = isEnd ? i + 2 : i + 1
    guard name < upper, source[name].isLetter || isEnd else {
      pieces.append(MarkupPiece(.text, i..<i + 1))
      return i + 1
    }
    let end =
      isEnd
      ? min(upper, source.first(0x3E, from: name, to: upper) + 1)
      : source.endOfTag(at: i, to: upper)
    pieces.append(MarkupPiece(.strayTag, i..<end))
    unclaimed = Tag(isEnd: isEnd, name: name..<end, range: i..<end)
    return end
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// What `<!` or `<?` opens, and where it ends.
  func endOfDeclaration(at i: Int, to upper: Int) -> (kind: MarkupPiece.Kind, end: Int) {
    if matches("<!--", at: i) {
      if matches("<!-->", at: i) { return (.comment, Swift.min(upper, i + 5)) }
      if matches("<!--->", at: i) { return (.comment, Swift.min(upper, i + 6)) }
      var k = i + 4
      while let dashes = first("--", from: k, to: upper) {
        if matches("-->", at: dashes) { return (.comment, Swift.min(upper, dashes + 3)) }
        if matches("--!>", at: dashes) { return (.comment, Swift.min(upper, dashes + 4)) }
        k = dashes + 1
      }
      return (.comment, upper)
    }
    if matches("<![cdata[", at: i) { return (.declaration, Swift.min(upper, i + 9)) }
    if matches("<!doctype", at: i), let subset = endOfInternalSubset(at: i, to: upper) {
      return (.declaration, subset)
    }
    return (.declaration, Swift.min(upper, first(0x3E, from: i, to: upper) + 1))
  }

  /// Whether the last bytes end a comment.
  var endsWithComment: Bool { matches("-->", at: count - 3) || matches("--!>", at: count - 4) }

  /// The quotation mark around a value that nothing closes up to the end; `nil` where none is.
  func unclosedQuotationMark(inTagAt i: Int) -> Int? {
    var k = i + 1
    while k < count, self[k] != 0x3E {
      guard self[k] == UInt8(ascii: "=") else {
        k += 1
        continue
      }
      k += 1
      while k < count, self[k].isMarkupSpace { k += 1 }
      guard k < count, self[k] == 0x22 || self[k] == 0x27 else { continue }
      let close = first(self[k], from: k + 1, to: count)
      if close == count { return k }
      k = close + 1
    }
    return nil
  }

  /// Where a document type with an internal subset ends; `nil` if it has none.
  func endOfInternalSubset(at i: Int, to upper: Int) -> Int? {
    let upper = Swift.min(upper, i + 64 << 10)
    let close = first(0x3E, from: i, to: upper)
    let bracket = first(0x5B, from: i, to: close)
    guard bracket < close else { return nil }
    var k = bracket
    while let end = first("]", from: k, to: upper) {
      var after = end + 1
      while after < upper, self[after].isMarkupSpace { after += 1 }
      if after < upper, self[after] == 0x3E { return after + 1 }
      k = end + 1
    }
    return nil
  }

  /// Where a tag ends, quotation marks around values observed.
  ///
  /// The states of https://html.spec.whatwg.org/#tag-open-state as far as they find the end.
  func endOfTag(at i: Int, to upper: Int) -> Int {
    var k = i + 1
    while k < upper {
      let byte = self[k]
      if byte == 0x3E { return k + 1 }
      if byte == UInt8(ascii: "=") {
        k += 1
        while k < upper, self[k].isMarkupSpace { k += 1 }
        guard k < upper, self[k] == 0x22 || self[k] == 0x27 else { continue }
        k = first(self[k], from: k + 1, to: upper) + 1
      } else {
        k += 1
      }
    }
    return Swift.min(k, upper)
  }
}
