internal import StemmaText

/// Text taken out of a source: the edits, the blocks, and what was seen on the way.
struct Extraction {
  let edits: [Edit<Received>]
  let blocks: [Block]
  let marks: [Decoding.Mark]

  /// The document, with remnants of markup taken out of its blocks.
  func document(
    of decoding: Decoding,
    as mediaType: MediaType,
    particulars: [Particular] = []
  ) -> Document {
    let lineage = laid(edits, over: decoding.received.count) as Lineage<Received, Extracted>
    let remarks = marks.sorted { $0.span.lowerBound < $1.span.lowerBound }.map {
      Remark($0.event, at: lineage.image(of: Span($0.span)), detail: $0.detail)
    }
    return Document(
      mediaType: mediaType,
      encoding: decoding.encoding,
      received: decoding.received,
      lineage: lineage,
      blocks: blocks,
      remarks: remarks,
      particulars: particulars
    )
  }
}

/// A lineage of edits that are sorted and disjoint by the way they were made.
func laid<From, To>(_ edits: [Edit<From>], over count: Int) -> Lineage<From, To> {
  do {
    return try Lineage(edits, over: count)
  } catch {
    preconditionFailure("A reader makes its edits from left to right: \(error)")
  }
}
