internal import StemmaText

/// Text without markup: a block a line, or several lines where a sentence was wrapped.
struct PlainText {
  private let decoding: Decoding

  init(_ decoding: Decoding) { self.decoding = decoding }

  var document: Document {
    let source = decoding.received
    let hasMark = source.starts(with: [0xEF, 0xBB, 0xBF])
    let edits: [Edit<Received>] =
      hasMark
      ? [Edit(Span(0..<3), rule: ReaderEvent.byteOrderMark.rawValue, .encoding)] : []
    let lineage = laid(edits, over: source.count) as Lineage<Received, Extracted>
    let text = hasMark ? lineage.applied(to: source) : source
    return Extraction(edits: edits, blocks: blocks(of: text), marks: decoding.marks)
      .document(of: decoding, as: .text)
  }

  private func blocks(of text: [UInt8]) -> [Block] {
    text.withUnsafeBufferPointer { WrappedLines($0).blocks }
  }
}
