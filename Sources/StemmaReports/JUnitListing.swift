internal import Stemma
public import StemmaText

/// Findings as JUnit XML, as Jenkins, GitLab and other servers read it: a suite for each document,
/// in it a case for each finding.
///
/// A finding that does not fail the check is a case that passed, with what was found as its output:
/// JUnit knows no severities. Valid by the schema of Jenkins' xUnit plugin (junit-10.xsd).
public struct JUnitListing: FindingForm {
  private let failing: Severity

  /// Starts a list; findings at or above `failing` are failures.
  public init(failing: Severity) { self.failing = failing }

  /// Opens the list of suites.
  public func start() -> [UInt8] {
    Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"stemma\">\n".utf8)
  }

  /// Writes a suite.
  public func add(_ document: CheckedDocument) -> [UInt8] {
    let told = document.told
    let places = document.places(of: told)
    let failures = told.count { $0.finding.severity >= failing }
    var xml = opening(
      "testsuite",
      [
        ("name", name(of: document)), ("tests", "\(max(1, told.count))"),
        ("failures", "\(failures)"), ("errors", "0"), ("skipped", "0"),
      ]
    )
    xml += line()
    if told.isEmpty {
      xml += opening(
        "testcase",
        [("classname", name(of: document)), ("name", "no findings")],
        isEmpty: true
      )
      xml += line()
    }
    for finding in told { xml += testCase(finding.finding, in: document, places) }
    return xml + closing("testsuite") + line()
  }

  /// Writes a suite with an error.
  public func add(problem: String) -> [UInt8] {
    let name = [("name", "stemma"), ("tests", "1"), ("failures", "0"), ("errors", "1")]
    return opening("testsuite", name) + line()
      + opening("testcase", [("classname", "stemma"), ("name", "reads its input")])
      + opening("error", [("type", "unreadable"), ("message", problem)], isEmpty: true)
      + closing("testcase") + line() + closing("testsuite") + line()
  }

  /// Closes the list of suites.
  public func end() -> [UInt8] { closing("testsuites") + line() }

  private func testCase(
    _ finding: ReportedFinding,
    in document: CheckedDocument,
    _ places: PlaceTable
  ) -> [UInt8] {
    let start = places[finding.spans[0].lower]
    let place =
      switch document.place.lines {
      case .same: "\(document.place.path):\(start.line):\(start.scalarColumn)"
      case .one, .unknown: document.place.label
      }
    var text = "\(place): \(finding.severity.rawValue): \(finding.message)\n\(finding.exact)"
    if let suggestion = finding.suggestion, !suggestion.isEmpty {
      text += "\nSuggestion: \(suggestion)"
    }
    let body = escapedForXML(visibleLines(text).utf8)
    let name = [("classname", self.name(of: document)), ("name", "\(finding.rule) at \(place)")]
    let isFailure = finding.severity >= failing
    let result =
      isFailure
      ? opening("failure", [("type", finding.rule), ("message", finding.message)])
      : opening("system-out", [])
    return opening("testcase", name) + result + body
      + closing(isFailure ? "failure" : "system-out") + closing("testcase") + line()
  }

  private func name(of document: CheckedDocument) -> String {
    document.place.lines == .same ? document.place.path : document.place.label
  }

  private func opening(
    _ name: String,
    _ attributes: [(String, String)],
    isEmpty: Bool = false
  ) -> [UInt8] {
    var tag = Array("<\(name)".utf8)
    for (name, value) in attributes {
      tag += Array(" \(name)=\"".utf8) + escapedForXML(visible(value).utf8) + [0x22]
    }
    return tag + Array(isEmpty ? "/>".utf8 : ">".utf8)
  }

  private func closing(_ name: String) -> [UInt8] { Array("</\(name)>".utf8) }

  private func line() -> [UInt8] { [UInt8(ascii: "\n")] }
}
