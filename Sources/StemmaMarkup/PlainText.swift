internal import StemmaText

/// Text without markup: a block a line, or several lines where a sentence was wrapped.
struct PlainText {
  private let decoding: Decoding
  private let limits: ReadingLimits

  init(_ decoding: Decoding, within limits: ReadingLimits) {
    self.decoding = decoding
    self.limits = limits
  }

  var document: Document {
    let reading = decoding.received.withUnsafeBufferPointer { PlainReading($0, within: limits) }
    let whole = Span<Extracted>(0..<reading.count)
    var end: Int?
    let document = Extraction(
      edits: reading.edits,
      blocks: whole.isEmpty ? [] : [Block(.paragraph, whole)],
      marks: decoding.marks + reading.marks,
      maximumEdits: limits.maximumEdits
    ).document(of: decoding, as: .text) { text in
      text.withUnsafeBufferPointer { text in
        let lines = WrappedLines(text).blocks(upTo: limits.maximumBlocks)
        end = lines.end
        return lines.blocks
      }
    }
    guard let end else { return document }
    let detail = "more than \(limits.maximumBlocks) paragraphs; the rest is read as one"
    return document.adding([Remark(.limitReached, at: Span(end..<end), detail: detail)])
  }
}

/// What is taken out of text without markup: a byte-order mark, NUL and control characters.
private struct PlainReading {
  private(set) var edits: [Edit<Received>] = []
  private(set) var marks: [Decoding.Mark] = []

  /// Length of the text that is left.
  private(set) var count: Int

  init(_ source: Source, within limits: ReadingLimits) {
    count = source.count
    var i = 0
    if source.startsWithByteOrderMark {
      add(.byteOrderMark, 0..<3, "")
      i = 3
    }
    while i < source.count {
      guard mayBeControl[Int(source[i])], let control = source.control(at: i, to: source.count)
      else {
        i += 1
        continue
      }
      guard edits.count < limits.maximumEdits else {
        let detail = "more than \(limits.maximumEdits) control characters; the rest are kept"
        marks.append(Setback(at: i, detail).mark)
        return
      }
      let event: ReaderEvent = source[i] == 0 ? .nul : .controlCharacter
      var end = control.end
      while control.text.isEmpty, end < source.count, (source[i] == 0) == (source[end] == 0),
        let next = source.control(at: end, to: source.count), next.text.isEmpty
      {
        end = next.end
      }
      add(event, i..<end, control.text)
      if marks.count < limits.maximumRemarks {
        marks.append(.init(event: event, span: i..<end, detail: source[i] == 0 ? "\(end - i)" : ""))
      }
      i = end
    }
  }

  private mutating func add(_ event: ReaderEvent, _ range: Range<Int>, _ text: String) {
    edits.append(Edit(Span(range), inserted: text, rule: event.rawValue, .encoding))
    count += text.utf8.count - range.count
  }
}

/// The bytes that control characters begin with.
private let mayBeControl: [Bool] = (0..<256).map { byte in
  byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte) || byte == 0x7F || byte == 0xC2
}
