internal import Stemma

/// Findings as a terminal shows them, and in the end how many there are.
public struct TextListing: FindingForm {
  private let text: TextReport
  private var tally = TextReport.Tally()
  private var hasScore = false

  /// Starts a list.
  public init(_ text: TextReport) { self.text = text }

  /// Writes the findings of a document.
  public mutating func add(_ document: CheckedDocument) -> [UInt8] {
    let findings = document.findings
    tally.add(findings, known: document.report.findings.count - findings.count)
    guard !findings.isEmpty else { return [] }
    let label = document.place.label
    let score = text.line(for: document.report.score, named: label)
    hasScore = hasScore || !score.isEmpty
    return Array((text.lines(for: findings, in: document.received, named: label) + score).utf8)
  }

  /// Says how much there was.
  public func end() -> [UInt8] {
    Array(((hasScore ? TextReport.scoreFormula : "") + tally.summary).utf8)
  }
}
