internal import Stemma
internal import StemmaText

/// Findings as commands of a GitHub workflow, which shows them beside the changed lines.
///
/// Escaped as `@actions/core` does it: %, CR and LF in messages, and : and , besides in properties;
/// over bytes, so that no mark that combines with one of them hides it.
public struct GitHubListing: FindingForm {
  /// Starts a list.
  public init() {}

  /// Writes the findings of a document.
  public func add(_ document: CheckedDocument) -> [UInt8] {
    let told = document.told
    let places = document.places(of: told)
    return told.flatMap { command(for: $0.finding, in: document, places) }
  }

  /// Writes that something could not be read.
  public func add(problem: String) -> [UInt8] {
    command("error", [("title", "stemma")], problem)
  }

  private func command(
    for finding: ReportedFinding,
    in document: CheckedDocument,
    _ places: PlaceTable
  ) -> [UInt8] {
    var properties = [("file", document.place.path)]
    switch document.place.lines {
    case .same:
      let start = places[finding.spans[0].lower]
      let end = places[finding.spans[0].upper]
      properties += [("line", "\(start.line)"), ("endLine", "\(end.line)")]
      // GitHub takes columns only where the line does not change.
      if start.line == end.line {
        properties += [("col", "\(start.utf16Column)"), ("endColumn", "\(end.utf16Column)")]
      }
    case .one(let line): properties.append(("line", "\(line)"))
    case .unknown: break
    }
    properties.append(("title", "stemma: \(finding.rule)"))
    var message = finding.message
    if let suggestion = finding.suggestion, !suggestion.isEmpty {
      message += "\nSuggestion: \(suggestion)"
    }
    return command(level(of: finding.severity), properties, message)
  }

  private func level(of severity: Severity) -> String {
    switch severity {
    case .neutral: "notice"
    case .minor: "warning"
    case .major, .critical: "error"
    }
  }

  private func command(
    _ name: String,
    _ properties: [(String, String)],
    _ message: String
  ) -> [UInt8] {
    var line = Array("::\(name) ".utf8)
    for (i, property) in properties.enumerated() {
      if i > 0 { line.append(UInt8(ascii: ",")) }
      line += Array("\(property.0)=".utf8) + escaped(property.1, inProperty: true)
    }
    return line + Array("::".utf8) + escaped(message, inProperty: false) + [UInt8(ascii: "\n")]
  }

  private func escaped(_ text: String, inProperty: Bool) -> [UInt8] {
    var result: [UInt8] = []
    for byte in visibleLines(text).utf8 {
      switch byte {
      case UInt8(ascii: "%"): result += Array("%25".utf8)
      case UInt8(ascii: "\r"): result += Array("%0D".utf8)
      case UInt8(ascii: "\n"): result += Array("%0A".utf8)
      case UInt8(ascii: ":") where inProperty: result += Array("%3A".utf8)
      case UInt8(ascii: ",") where inProperty: result += Array("%2C".utf8)
      default: result.append(byte)
      }
    }
    return result
  }
}
