public import Stemma
public import StemmaText

/// Where a place in a cleaned text came from, and what was cut or put in beside it.
public struct Trace: Hashable, Sendable {
  /// What a place is made of, in order.
  public enum Piece: Hashable, Sendable {
    /// Bytes that were copied.
    case copy(DocumentReport.Segment, words: String)

    /// A change at the place, or just before or behind it.
    case edit(Change)
  }

  /// A change, with why it was made.
  public struct Change: Hashable, Sendable {
    /// The edit.
    public let edit: ReportedEdit

    /// Where its text stands in the cleaned one; empty where it only took text out.
    public let place: Span<Cleaned>

    /// What the rule is about, as the report lists it.
    public let reason: String?

    /// What the finding behind it says.
    public let message: String?
  }

  /// Siglum of the document.
  public let document: String

  /// Name of the input.
  public let input: String

  /// The file that the input stood in; `nil` where it is a file itself.
  public let container: Container?

  /// The place asked about.
  public let cleaned: Span<Cleaned>

  /// The bytes it came from; with inserted text, those that it replaced.
  public let received: Span<Received>

  /// What the place is made of and what touches it, in order.
  public let pieces: [Piece]

  /// Traces a place.
  ///
  /// - Parameters:
  ///   - range: Bytes of the cleaned text; widened to whole characters, and an empty one to the
  ///     character that follows.
  ///   - report: The report.
  ///   - index: Index of the document in the report.
  ///   - received: The received text of the document.
  /// - Throws: `TraceError` where there is no such place.
  public init(
    _ range: Range<Int>,
    in report: Report,
    document index: Int,
    received: [UInt8]
  ) throws(TraceError) {
    let document = report.documents[index]
    guard let lineage = try? document.lineage(), lineage.sourceCount == received.count else {
      throw .contradiction(document: document.identifier)
    }
    let text = lineage.applied(to: received)
    guard range.upperBound <= text.count, range.lowerBound >= 0 else {
      throw .outside(document: document.identifier, count: text.count)
    }
    let place = Span<Cleaned>(widened(range, in: text))
    self.document = document.identifier
    input = document.input.arrival.name
    container = document.input.arrival.container
    cleaned = place
    self.received = lineage.origin(of: place)
    pieces = Self.pieces(of: document, rules: report.tool.ruleset.rules, at: place, received)
  }

  private static func pieces(
    of document: DocumentReport,
    rules: [RuleRecord],
    at place: Span<Cleaned>,
    _ received: [UInt8]
  ) -> [Piece] {
    var pieces: [Piece] = []
    var position = 0
    var shift = 0
    func addCopy(upTo end: Int) {
      let lower = max(position + shift, place.lower)
      let upper = min(end + shift, place.upper)
      guard lower < upper else { return }
      let segment = DocumentReport.Segment(Span(lower..<upper), from: lower - shift)
      let words = String(decoding: received[segment.source.range], as: UTF8.self)
      pieces.append(.copy(segment, words: words))
    }
    for edit in document.edits {
      addCopy(upTo: edit.span.lower)
      let start = edit.span.lower + shift
      guard start <= place.upper else { return pieces }
      let inserted = Span<Cleaned>(start..<start + edit.inserted.utf8.count)
      if inserted.upper >= place.lower {
        let finding = document.findings.first { $0.identifier == edit.finding }
        pieces.append(
          .edit(
            Change(
              edit: edit,
              place: inserted,
              reason: rules.first { $0.identifier == edit.rule }?.title,
              message: finding?.message
            )
          )
        )
      }
      shift += edit.inserted.utf8.count - edit.span.count
      position = edit.span.upper
    }
    addCopy(upTo: received.count)
    return pieces
  }
}

/// Why a place cannot be traced.
public enum TraceError: Error, Equatable, CustomStringConvertible {
  /// The cleaned text of the document has `count` bytes; the place lies beyond.
  case outside(document: String, count: Int)

  /// The report's edits do not fit the input; `verify` says how.
  case contradiction(document: String)

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .outside(let document, let count):
      "\(document): the cleaned text has \(count) bytes; the place lies beyond its end."
    case .contradiction(let document):
      "\(document): the edits do not fit the input. ‘stemma verify’ says where."
    }
  }
}

/// The places where some words stand in a text, byte for byte, by position; at most `limit`.
public func places(of words: String, in text: [UInt8], limit: Int = 100) -> [Range<Int>] {
  let words = Array(words.utf8)
  guard let first = words.first, words.count <= text.count else { return [] }
  var places: [Range<Int>] = []
  var i = 0
  while i + words.count <= text.count, places.count < limit {
    if text[i] == first, text[i..<i + words.count].elementsEqual(words) {
      places.append(i..<i + words.count)
      i += words.count
    } else {
      i += 1
    }
  }
  return places
}

private func widened(_ range: Range<Int>, in text: [UInt8]) -> Range<Int> {
  var lower = range.lowerBound
  var upper = range.isEmpty ? min(lower + 1, text.count) : range.upperBound
  while lower > 0, lower < text.count, text[lower] & 0xC0 == 0x80 { lower -= 1 }
  while upper < text.count, text[upper] & 0xC0 == 0x80 { upper += 1 }
  return lower..<upper
}
