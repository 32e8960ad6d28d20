internal import Stemma

/// Findings as a terminal shows them, and in the end how many there are.
public struct TextListing: FindingForm {
  private let text: TextReport
  private let isQuiet: Bool
  private var tally = TextReport.Tally()
  private var hasScore = false

  /// Starts a list; a quiet one has no score and no summary.
  public init(_ text: TextReport, isQuiet: Bool = false) {
    self.text = text
    self.isQuiet = isQuiet
  }

  /// Writes the findings of a document.
  public mutating func add(_ document: CheckedDocument) -> [UInt8] {
    let findings = document.findings
    tally.add(findings, known: document.report.findings.count - findings.count)
    guard !findings.isEmpty else { return [] }
    let label = document.place.label
    let score = isQuiet ? "" : text.line(for: document.report.score, named: label)
    hasScore = hasScore || !score.isEmpty
    return Array((text.lines(for: findings, in: document.received, named: label) + score).utf8)
  }

  /// Counts what could not be read.
  public mutating func add(problem: String) -> [UInt8] {
    tally.addUnread()
    return []
  }

  /// Says how much there was.
  public func end() -> [UInt8] {
    if isQuiet { return [] }
    return Array(
      ((hasScore ? text.hanging(TextReport.scoreFormula) : "") + text.hanging(tally.summary))
        .utf8
    )
  }
}
