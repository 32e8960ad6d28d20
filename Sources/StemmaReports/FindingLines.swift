internal import Stemma

/// Findings as NDJSON: each a line, with the name of its document.
public struct FindingLines: FindingForm {
  /// Starts a list.
  public init() {}

  /// Writes the findings of a document.
  public func add(_ document: CheckedDocument) -> [UInt8] {
    document.findings.flatMap { document.report.json(of: $0) }
  }
}
