internal import Stemma
internal import StemmaText

/// Findings as CSV (RFC 4180): a head, then a record for each finding, with CR LF between.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe in front: one whose first
/// byte but spaces and quotation marks is `=`, `+`, `-`, `@`, a tab or a line break, or the wide form
/// of one of the signs. Spreadsheets take the apostrophe for “this is text”; other readers may drop
/// it from `text`, `message` and `suggestion` where it stands before one of these.
public struct CSVListing: FindingForm {
  /// Starts a table.
  public init() {}

  /// Writes the head.
  public func start() -> [UInt8] {
    record([
      "file", "line", "column", "start", "end", "severity", "rule", "category", "certainty",
      "action", "text", "message", "suggestion", "document",
    ])
  }

  /// Writes the findings of a document.
  public func add(_ document: CheckedDocument) -> [UInt8] {
    let told = document.told
    let places = document.places(of: told)
    return told.flatMap { told in
      let finding = told.finding
      let span = finding.spans[0]
      let start = places[span.lower]
      let place =
        switch document.place.lines {
        case .same: ["\(start.line)", "\(start.scalarColumn)"]
        case .one(let line): ["\(line)", ""]
        case .unknown: ["", ""]
        }
      return record(
        [document.place.path] + place + ["\(span.lower)", "\(span.upper)"]
          + [
            finding.severity.rawValue, finding.rule, finding.category,
            finding.certainty?.rawValue ?? "", finding.action.rawValue, finding.exact,
            finding.message, finding.suggestion ?? "", document.report.input.arrival.name,
          ]
      )
    }
  }

  private func record(_ cells: [String]) -> [UInt8] {
    Array(cells.map(cell).joined(separator: [UInt8(ascii: ",")])) + Array("\r\n".utf8)
  }

  private func cell(_ text: String) -> [UInt8] {
    var bytes = Array(visibleLines(text).utf8)
    if isFormula(bytes) { bytes.insert(UInt8(ascii: "'"), at: 0) }
    guard bytes.contains(where: { special.contains($0) }) || bytes.first == UInt8(ascii: " ") else {
      return bytes
    }
    let quote = UInt8(ascii: "\"")
    return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }

  private func isFormula(_ bytes: [UInt8]) -> Bool {
    let start = bytes.drop { $0 == 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    guard let first = start.first else { return false }
    if leading.contains(first) { return true }
    return wide.contains { start.starts(with: $0) }
  }
}

private let special = Set("\",\n\r\t".utf8)
private let leading = Set("=+-@\t\n\r".utf8)

/// The wide forms of the signs, which spreadsheets in Chinese and Japanese take for them.
private let wide = ["＝", "＋", "－", "＠"].map { Array($0.utf8) }
