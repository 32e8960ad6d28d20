import ArgumentParser
import Foundation
import Stemma
import StemmaReports
import StemmaText

/// Flags; never changes a file.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Flags artefacts, boilerplate and remnants; changes nothing.",
    discussion: """
      Findings that a baseline knows are not told and do not count: --baseline FILE, or
      .stemma-baseline.json in the current folder; ‘stemma baseline write PATH…’ makes one. The
      report of --format json always holds all.
      """
  )

  /// What is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, ndjson
    case provJSON = "prov-json"
  }

  @OptionGroup var input: InputOptions
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var baselineOptions: BaselineOptions
  @OptionGroup var stamp: StampOptions

  @Option(help: "What to print: text, json (the report), ndjson (one finding a line) or prov-json.")
  var format = Format.text

  @Option(help: "Ends with status 1 when a new finding is at or above this severity.")
  var failOn = Severity.minor

  func run() async throws {
    let work = try Work(input, ruleOptions)
    let baseline = try baselineOptions.known()
    let text = TextReport(colour: StandardOutput.isColourful)
    var output = StandardOutput()
    var reports: [DocumentReport] = []
    var tally = TextReport.Tally()
    var sigla = Sigla()
    var worst: Severity?
    let isComplete = try await work.examineEach { examined, file in
      let report = examined.report(as: sigla.siglum(for: examined.source.name), under: work.rules)
      let new = report.findings(unknownTo: baseline, in: examined, from: file)
      worst = ([worst].compactMap { $0 } + new.map(\.severity)).max()
      switch format {
      case .text:
        let received = examined.document.received
        try output.write(text.lines(for: new, in: received, named: file.path.text))
        tally.add(new, known: report.findings.count - new.count)
      case .ndjson:
        for finding in new { try output.write(report.json(of: finding)) }
      case .json, .provJSON: reports.append(report)
      }
    }
    if format == .text { try output.write(tally.summary) }
    if let document = Report(reports, by: work, stamped: stamp) {
      try output.write(format == .json ? document.json() : document.provJSON())
    }
    try output.flush()
    try ExitStatus.end(complete: isComplete, worst: worst, failing: failOn)
  }
}
