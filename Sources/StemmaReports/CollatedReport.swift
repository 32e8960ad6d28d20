public import Stemma
public import StemmaCollation
internal import StemmaText

/// The report over documents that were compared, in pieces that are written apart and one after the
/// other, so that the text of the report is never there as a whole.
///
/// What comes out is, byte for byte, what `Report.json()` writes of the same documents and
/// comparison.
public struct CollatedReport: Sendable {
  /// A piece of the report's JSON.
  public struct Piece: Sendable {
    fileprivate enum Content: Sendable {
      case text([UInt8])
      case elements(Section, Range<Int>)
    }

    fileprivate let content: Content
  }

  /// A list of the report that may be long.
  fileprivate enum Section: String, CaseIterable {
    case documents, stories, utterances, divergences, claims, suggestions, textReuse, origins,
      stemma
  }

  private let empty: Report
  private let summary: Report.Summary
  private let documents: [DocumentReport]
  private let collation: Collation
  private let reading: ComparisonReading

  /// Puts a report together.
  ///
  /// - Parameters:
  ///   - report: The tool, options and run; its documents are written, not its comparison.
  ///   - collation: What the documents say side by side.
  ///   - texts: The documents' texts, in their order.
  public init(_ report: Report, _ collation: Collation, in texts: [ComparedText]) {
    empty = Report(tool: report.tool, run: report.run, options: report.options, documents: [])
    documents = report.documents
    summary = Report.Summary(of: documents, divergences: collation.divergences.count)
    self.collation = collation
    reading = ComparisonReading(of: texts)
  }

  /// The pieces of what the report's digest is taken of.
  public var canonicalPieces: [Piece] { pieces(.canonical, integrity: nil) }

  /// The pieces of the file.
  ///
  /// - Parameter integrity: The digest of the canonical pieces.
  /// - Returns: The pieces, in their order.
  public func pieces(sealedWith integrity: Digest) -> [Piece] {
    pieces(.pretty, integrity: integrity)
  }

  /// The bytes of a piece as it stands in the file, or in the canonical form.
  public func bytes(of piece: Piece, canonical isCanonical: Bool) -> [UInt8] {
    switch piece.content {
    case .text(let bytes): return bytes
    case .elements(let section, let range):
      var json = JSONWriter(isCanonical ? .canonical : .pretty)
      // The levels that an element stands in decide how it is indented.
      for _ in 0..<(section == .documents ? 1 : 2) {
        json.beginObject()
        json.key("in")
      }
      json.beginArray()
      let start = json.bytes.count
      write(section, range, to: &json)
      return (range.lowerBound > 0 ? [UInt8(ascii: ",")] : []) + json.bytes[start...]
    }
  }

  private func pieces(_ layout: JSONWriter.Layout, integrity: Digest?) -> [Piece] {
    var json = JSONWriter(layout)
    empty.write(to: &json, integrity: integrity, summary)
    if layout == .pretty { json.endFile() }
    let cuts = Section.allCases.compactMap { section -> (at: Int, section: Section)? in
      let name = "\"\(section.rawValue)\":" + (layout == .pretty ? " [" : "[")
      return places(of: name, in: json.bytes, limit: 1).first.map { ($0.upperBound, section) }
    }
    var pieces: [Piece] = []
    var start = 0
    for (at, section) in cuts.sorted(by: { $0.at < $1.at }) {
      pieces.append(Piece(content: .text(Array(json.bytes[start..<at]))))
      start = at
      let count = count(of: section)
      for lower in stride(from: 0, to: count, by: section.elementsAPiece) {
        let range = lower..<min(count, lower + section.elementsAPiece)
        pieces.append(Piece(content: .elements(section, range)))
      }
      if layout == .pretty, count > 0 {
        let end = "\n" + String(repeating: " ", count: section == .documents ? 1 : 2)
        pieces.append(Piece(content: .text(Array(end.utf8))))
      }
    }
    pieces.append(Piece(content: .text(Array(json.bytes[start...]))))
    return pieces
  }

  private func count(of section: Section) -> Int {
    switch section {
    case .documents: documents.count
    case .stories: collation.stories.count
    case .utterances: collation.utterances.count
    case .divergences: collation.divergences.count
    case .claims: collation.claims.count
    case .suggestions: collation.suggestions.count
    case .textReuse: collation.reuse.count
    case .origins: collation.origins.count
    case .stemma: collation.descents.count
    }
  }

  private func write(_ section: Section, _ range: Range<Int>, to json: inout JSONWriter) {
    switch section {
    case .documents: for i in range { documents[i].write(to: &json) }
    case .stories: for i in range { reading.story(collation.stories[i], i).write(to: &json) }
    case .utterances:
      for i in range { reading.utterance(collation.utterances[i], i).write(to: &json) }
    case .divergences:
      for i in range { reading.divergence(collation.divergences[i], i).write(to: &json) }
    case .claims: for i in range { reading.claim(collation.claims[i], i).write(to: &json) }
    case .suggestions:
      for i in range { reading.suggestion(collation.suggestions[i], i).write(to: &json) }
    case .textReuse: for i in range { reading.reuse(collation.reuse[i]).write(to: &json) }
    case .origins: for i in range { reading.origin(collation.origins[i]).write(to: &json) }
    case .stemma: for i in range { reading.descent(collation.descents[i], i).write(to: &json) }
    }
  }
}

extension CollatedReport.Section {
  /// Elements that are written at once: some 200 kB.
  fileprivate var elementsAPiece: Int { self == .documents ? 8 : 400 }
}
