internal import StemmaText

/// Text taken out of a source: the edits, the blocks, and what was seen on the way.
struct Extraction {
  let edits: [Edit<Received>]
  let blocks: [Block]
  let marks: [Decoding.Mark]

  /// Remnants of markup that are taken out at most.
  var maximumEdits = ReadingLimits().maximumEdits

  /// Code and the like, which looks like markup and is not; sorted and disjoint.
  var protected: [Range<Int>] = []

  /// The document, with remnants of markup taken out of its blocks.
  func document(
    of decoding: Decoding,
    as mediaType: MediaType,
    particulars: [Particular] = [],
    dividedBy division: (([UInt8]) -> [Block])? = nil
  ) -> Document {
    let parsing = laid(edits, over: decoding.received.count) as Lineage<Received, Extracted>
    let text = edits.isEmpty ? decoding.received : parsing.applied(to: decoding.received)
    let remnants = Remnants(in: text, at: places(in: text), upTo: maximumEdits)
    let lineage = remnants.map { parsing.followed(by: $0.lineage) } ?? parsing
    let cleared = remnants?.lineage.applied(to: text) ?? text
    let blocks =
      division?(cleared) ?? remnants.map { moved(along: $0.lineage, in: cleared) } ?? self.blocks
    return Document(
      mediaType: mediaType,
      encoding: decoding.encoding,
      received: decoding.received,
      lineage: lineage,
      blocks: blocks,
      remarks: remarks(along: lineage, in: decoding, with: remnants),
      particulars: particulars
    )
  }

  /// Where remnants are looked for: blocks, without what is protected.
  private func places(in text: [UInt8]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    var code = protected[...]
    for block in blocks where block.kind != .code && block.kind != .preformatted {
      var lower = block.span.lower
      while let first = code.first, first.lowerBound < block.span.upper {
        if first.lowerBound > lower { places.append(lower..<first.lowerBound) }
        lower = max(lower, first.upperBound)
        code.removeFirst()
      }
      if lower < block.span.upper { places.append(lower..<block.span.upper) }
    }
    return places
  }

  private func moved(
    along lineage: Lineage<Extracted, Extracted>,
    in text: [UInt8]
  ) -> [Block] {
    blocks.compactMap {
      let span = trimmed(lineage.image(of: $0.span), in: text)
      return span.isEmpty ? nil : Block($0.kind, span, as: $0.role)
    }
  }

  /// A block without the white space that a remnant left at its ends.
  private func trimmed(_ span: Span<Extracted>, in text: [UInt8]) -> Span<Extracted> {
    var (lower, upper) = (span.lower, span.upper)
    while lower < upper, text[lower].isMarkupSpace { lower += 1 }
    while upper > lower, text[upper - 1].isMarkupSpace { upper -= 1 }
    return Span(lower..<upper)
  }

  private func remarks(
    along lineage: Lineage<Received, Extracted>,
    in decoding: Decoding,
    with remnants: Remnants?
  ) -> [Remark] {
    var remarks = marks.map {
      Remark($0.event, at: lineage.image(of: Span($0.span)), detail: $0.detail)
    }
    guard let remnants else { return remarks.sorted { $0.span < $1.span } }
    let events = remnantEvents
    for edit in lineage.edits {
      guard let event = events[edit.rule] else { continue }
      guard remarks.count < decoding.maximumMarks else { break }
      let words = decoding.received[edit.span.lower..<min(edit.span.upper, edit.span.lower + 120)]
      let place = lineage.image(of: edit.span)
      remarks.append(Remark(event, at: place, detail: String(decoding: words, as: UTF8.self)))
    }
    if remnants.isIncomplete,
      let last = lineage.edits.last(where: { remnantEvents[$0.rule] != nil })
    {
      let place = lineage.image(of: Span(last.span.upper..<last.span.upper))
      let detail = "more than \(maximumEdits) remnants of markup; what follows is kept as it is"
      remarks.append(Remark(.limitReached, at: place, detail: detail))
    }
    return remarks.sorted { $0.span < $1.span }
  }
}

private let remnantEvents: [String: ReaderEvent] = Dictionary(
  uniqueKeysWithValues: [
    ReaderEvent.tagRemnant, .entityRemnant, .commentRemnant, .declarationRemnant, .shortcodeRemnant,
    .attributeRemnant,
  ].map { ($0.rawValue, $0) }
)

/// A lineage of edits that are sorted and disjoint by the way they were made.
func laid<From, To>(_ edits: [Edit<From>], over count: Int) -> Lineage<From, To> {
  do {
    return try Lineage(edits, over: count)
  } catch {
    preconditionFailure("A reader makes its edits from left to right: \(error)")
  }
}
