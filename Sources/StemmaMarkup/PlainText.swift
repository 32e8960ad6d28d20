internal import StemmaText

/// Text without markup: a block a line, or several lines where a sentence was wrapped.
struct PlainText {
  private let decoding: Decoding

  init(_ decoding: Decoding) { self.decoding = decoding }

  var document: Document {
    let source = decoding.received
    let hasMark = source.starts(with: [0xEF, 0xBB, 0xBF])
    let mark = Edit<Received>(Span(0..<3), rule: ReaderEvent.byteOrderMark.rawValue, .encoding)
    let edits = hasMark ? [mark] : []
    let whole = Span<Extracted>(0..<source.count - (hasMark ? 3 : 0))
    return Extraction(
      edits: edits,
      blocks: whole.isEmpty ? [] : [Block(.paragraph, whole)],
      marks: decoding.marks + runsOfNUL
    ).document(of: decoding, as: .text) { text in
      text.withUnsafeBufferPointer { WrappedLines($0).blocks }
    }
  }

  /// NUL bytes, which stay; a remark a run.
  private var runsOfNUL: [Decoding.Mark] {
    decoding.received.withUnsafeBufferPointer { source in
      var marks: [Decoding.Mark] = []
      var i = source.first(0, from: 0, to: source.count)
      while i < source.count, marks.count < decoding.maximumMarks {
        let lower = i
        while i < source.count, source[i] == 0 { i += 1 }
        marks.append(.init(event: .nul, span: lower..<i, detail: "\(i - lower)"))
        i = source.first(0, from: i, to: source.count)
      }
      return marks
    }
  }
}
