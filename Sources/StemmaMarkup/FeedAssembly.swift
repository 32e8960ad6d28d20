internal import StemmaText

/// Puts the texts of an entry together, in the order in which they stand in the feed.
///
/// The received layer of an entry's document is the entry's own bytes, from `<item>` to `</item>`
/// or from `{` to `}`: a report on one entry of a thousand neither repeats the feed nor covers the
/// other entries with edits, and replaying it needs only that range of the feed.
struct EntryAssembly {
  private let range: Range<Int>
  private var parts: [(text: FeedText, place: Range<Int>)] = []

  private var edits: [Edit<Received>] = []
  private var blocks: [Block] = []
  private var marks: [Decoding.Mark] = []
  private var code: [Range<Int>] = []
  private var written = 0

  init(of range: Range<Int>) { self.range = range }

  /// Adds a text that stands at `place` in the feed, unless it has no place of its own.
  mutating func add(_ text: FeedText, at place: Range<Int>) {
    guard place.lowerBound >= range.lowerBound, place.upperBound <= range.upperBound,
      !place.isEmpty, !parts.contains(where: { $0.place.overlaps(place) })
    else { return }
    parts.append((text, place))
  }

  /// The document of the entry; what is no text of it is taken out.
  mutating func document(
    in source: Source,
    of feed: Feed,
    stating particulars: [Particular]
  ) -> Document {
    let received = Array(source[range])
    var position = 0
    for (text, place) in parts.sorted(by: { $0.place.lowerBound < $1.place.lowerBound }) {
      let lower = place.lowerBound - range.lowerBound
      cut(position..<lower)
      append(text, at: lower)
      position = place.upperBound - range.lowerBound
    }
    cut(position..<received.count)
    return Extraction(
      edits: edits,
      blocks: blocks,
      marks: feed.marks(in: range) + marks,
      protected: code
    ).document(
      of: Decoding(received: received, encoding: feed.encoding, feed.limits),
      as: feed.outline.isJSON ? .jsonFeed : .xml,
      particulars: particulars
    )
  }

  private mutating func cut(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let event = ReaderEvent.feedField
    edits.append(Edit(Span(range), rule: event.rawValue, event.editClass))
  }

  private mutating func append(_ text: FeedText, at lower: Int) {
    if written > 0, !text.text.isEmpty {
      let event = ReaderEvent.blockBreak
      edits.append(
        Edit(Span(lower..<lower), inserted: "\n\n", rule: event.rawValue, event.editClass)
      )
      written += 2
    }
    edits += text.lineage.edits.map {
      Edit(
        Span($0.span.lower + lower..<$0.span.upper + lower),
        inserted: $0.inserted,
        rule: $0.rule,
        $0.editClass
      )
    }
    blocks += text.blocks.map {
      Block($0.kind, Span($0.span.lower + written..<$0.span.upper + written))
    }
    marks += text.marks.map {
      Decoding.Mark(
        event: $0.event,
        span: $0.span.lowerBound + lower..<$0.span.upperBound + lower,
        detail: $0.detail
      )
    }
    code += text.code.map { $0.lowerBound + written..<$0.upperBound + written }
    written += text.text.count
  }
}

extension Feed {
  /// What decoding saw of the whole feed, and of the bytes of one entry.
  fileprivate func marks(in range: Range<Int>) -> [Decoding.Mark] {
    let whole = marks.prefix { $0.span.isEmpty && $0.span.lowerBound == 0 }
    let rest = marks.dropFirst(whole.count)
    let first = rest.partitioningIndex { $0.span.upperBound > range.lowerBound }
    let last = rest.partitioningIndex { $0.span.lowerBound >= range.upperBound }
    return whole
      + rest[first..<Swift.max(first, last)].map { mark in
        let lower = Swift.max(0, mark.span.lowerBound - range.lowerBound)
        let upper = Swift.min(range.count, mark.span.upperBound - range.lowerBound)
        return Decoding.Mark(
          event: mark.event,
          span: lower..<Swift.max(lower, upper),
          detail: mark.detail
        )
      }
  }
}

extension Decoding {
  /// Text that was decoded as part of a larger one.
  init(received: [UInt8], encoding: TextEncoding, _ limits: ReadingLimits) {
    self.received = received
    self.encoding = encoding
    marks = []
    maximumMarks = limits.maximumRemarks
  }
}
