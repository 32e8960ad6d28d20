internal import Stemma
internal import StemmaText

/// A text as it arrived beside what is left of it, paragraph by paragraph, with what was found.
///
/// Of a page only its text is shown: tags and folded space are counted, and the furniture that was
/// left out is named.
struct SideBySide {
  /// A stretch of text that is shown in one way.
  enum Run {
    /// As it is.
    case plain([UInt8])
    /// With a finding on it that stands.
    case marked([UInt8], Severity)
    /// Taken out; graver where a finding says more than that.
    case cut([UInt8], Severity?)
    /// Put in.
    case put([UInt8])
    /// Left out of this view: the rule that took it out, and how many bytes.
    case gap(rule: String, bytes: Int)
    /// Where a finding ends.
    case label(ReportedFinding)
  }

  /// A paragraph on both sides.
  struct Row {
    /// As it arrived.
    var before: [Run] = []
    /// Cleaned.
    var after: [Run] = []
    /// Whether cleaning changed it.
    var isChanged = false

    var isEmpty: Bool { before.isEmpty && after.isEmpty }
  }

  /// The paragraphs.
  private(set) var rows: [Row] = []

  /// Tags, entities and space of markup that are not shown: how often, and how many bytes.
  private(set) var unshown = (places: 0, bytes: 0)

  /// Identifiers of the findings that have no label here.
  private(set) var unlabelled: Set<String> = []

  /// Received bytes behind what is shown.
  private(set) var rest = 0

  /// Bytes that are shown.
  private(set) var shown = 0

  private let received: [UInt8]
  private let isPage: Bool
  private var marks: Marks
  private var labels: ArraySlice<ReportedFinding>
  private var row = Row()

  /// Bytes of a stretch that was taken out which are shown; a choice, some paragraphs.
  static let longestCut = 2000

  /// Lays a document out.
  ///
  /// - Parameters:
  ///   - document: What was done to it and found in it.
  ///   - received: The text as it arrived.
  ///   - limit: The most bytes that are shown.
  init(of document: DocumentReport, received: [UInt8], limit: Int) {
    self.received = received
    isPage = document.input.mediaType != .text
    marks = Marks(of: document.findings)
    labels = document.findings.sorted { $0.spans[0].upper < $1.spans[0].upper }[...]
    var position = 0
    for edit in document.edits where shown < limit && edit.span.upper <= received.count {
      copy(position..<edit.span.lower, upTo: limit)
      guard shown < limit else { break }
      apply(edit)
      position = edit.span.upper
    }
    if shown < limit {
      copy(position..<received.count, upTo: limit)
    } else if rest == 0 {
      rest = received.count - position
    }
    if rest == 0 { flush(upTo: received.count) }
    endRow()
    unlabelled = Set(labels.map(\.identifier))
  }

  private mutating func copy(_ range: Range<Int>, upTo limit: Int) {
    let end = min(range.upperBound, range.lowerBound + limit - shown)
    let cut = end < range.upperBound ? boundary(atOrBefore: end) : end
    shown += cut - range.lowerBound
    if cut < range.upperBound {
      rest = received.count - cut
      shown = limit
    }
    for piece in marks.pieces(of: range.lowerBound..<cut) {
      let bytes = received[piece.range]
      if let severity = piece.severity {
        row.before.append(.marked(Array(bytes), severity))
        row.after.append(.marked(Array(bytes), severity))
        flush(upTo: piece.range.upperBound)
        if bytes.contains(0x0A) { endRow() }
      } else {
        addPlain(bytes, until: piece.range.upperBound)
      }
    }
  }

  /// Text on both sides, a row a line.
  private mutating func addPlain(_ bytes: ArraySlice<UInt8>, until offset: Int) {
    var isFirst = true
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if !isFirst { endRow() }
      isFirst = false
      let line = line.last == 0x0D ? line.dropLast() : line
      guard !line.isEmpty else { continue }
      row.before.append(.plain(Array(line)))
      row.after.append(.plain(Array(line)))
    }
    flush(upTo: offset)
  }

  private mutating func apply(_ edit: ReportedEdit) {
    let removed = received[edit.span.range]
    if isPage, edit.editClass == .markup || edit.editClass == .whitespace {
      unshown.places += 1
      unshown.bytes += removed.count
      addPlain(Array(edit.inserted.utf8)[...], until: edit.span.upper)
      return
    }
    row.isChanged = true
    if isPage, edit.editClass == .boilerplate, removed.contains(UInt8(ascii: "<")) {
      if !row.after.isEmpty { startRow() }
      row.before.append(.gap(rule: edit.rule, bytes: removed.count))
      shown += 200  // a label, and what it costs
    } else {
      if removed.first == 0x0A, !row.before.isEmpty { startRow() }
      cut(edit)
    }
    if !edit.inserted.isEmpty { row.after.append(.put(Array(edit.inserted.utf8))) }
    flush(upTo: edit.span.upper)
    if removed.last == 0x0A { endRow() }
  }

  private mutating func cut(_ edit: ReportedEdit) {
    let end = min(edit.span.upper, edit.span.lower + Self.longestCut)
    let cut = end < edit.span.upper ? boundary(atOrBefore: end) : end
    shown += cut - edit.span.lower
    for piece in marks.pieces(of: edit.span.lower..<cut) {
      row.before.append(.cut(Array(received[piece.range]), piece.severity))
      flush(upTo: piece.range.upperBound)
    }
    if cut < edit.span.upper {
      row.before.append(.gap(rule: edit.rule, bytes: edit.span.upper - cut))
    }
  }

  /// Names the findings that end up to an offset.
  private mutating func flush(upTo offset: Int) {
    while let finding = labels.first, finding.spans[0].upper <= offset {
      row.before.append(.label(finding))
      labels = labels.dropFirst()
    }
  }

  private mutating func endRow() {
    if !row.isEmpty { rows.append(row) }
    row = Row()
  }

  /// A row for what is changed at the end of a line, so that the line stands by itself.
  private mutating func startRow() {
    row.isChanged = false
    endRow()
    row.isChanged = true
  }

  private func boundary(atOrBefore offset: Int) -> Int {
    var offset = offset
    while offset > 0, offset < received.count, received[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }
}

/// The gravest finding at every place, asked for from left to right.
private struct Marks {
  private struct Edge {
    let offset: Int
    let rank: Int
    let step: Int
  }

  private let edges: [Edge]
  private var next = 0
  private var depth = [Int](repeating: 0, count: Severity.allCases.count)

  init(of findings: [ReportedFinding]) {
    var edges: [Edge] = []
    for finding in findings {
      let rank = Severity.allCases.firstIndex(of: finding.severity) ?? 0
      for span in finding.spans where !span.isEmpty {
        edges.append(Edge(offset: span.lower, rank: rank, step: 1))
        edges.append(Edge(offset: span.upper, rank: rank, step: -1))
      }
    }
    self.edges = edges.sorted { $0.offset < $1.offset }
  }

  /// The parts of a range, each with the gravest finding on it.
  mutating func pieces(of range: Range<Int>) -> [(range: Range<Int>, severity: Severity?)] {
    var pieces: [(range: Range<Int>, severity: Severity?)] = []
    var position = range.lowerBound
    while position < range.upperBound {
      skip(to: position)
      let end = next < edges.count ? min(range.upperBound, edges[next].offset) : range.upperBound
      pieces.append((position..<end, severity))
      position = end
    }
    return pieces
  }

  private mutating func skip(to offset: Int) {
    while next < edges.count, edges[next].offset <= offset {
      depth[edges[next].rank] += edges[next].step
      next += 1
    }
  }

  private var severity: Severity? {
    depth.lastIndex { $0 > 0 }.map { Severity.allCases[$0] }
  }
}
