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
      Findings that a baseline knows are not told and do not count: --baseline FILE, or \
      .stemma-baseline.json in the current folder; ‘stemma baseline write PATH…’ makes one. The \
      report of --format json always holds all.

      Examples:
        stemma check article.txt
        stemma check pages/ feed.xml --fail-on major
        curl -s https://example.org/story | stemma check --input-format html -
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
    var reports = try ReportWriting(
      of: work,
      stamped: stamp,
      asJSON: format == .json,
      asPROV: format == .provJSON
    )
    var tally = TextReport.Tally()
    var sigla = Sigla()
    var worst: Severity?
    var hasScore = false
    let isComplete = try await work.examineEach { read in
      let examined = read.examined
      let report = examined.report(as: sigla.siglum(for: read.stem), under: work.rules)
      let new = report.findings(unknownTo: baseline, in: read)
      worst = ([worst].compactMap { $0 } + new.map(\.severity)).max()
      switch format {
      case .text:
        let received = examined.document.received
        try output.write(text.lines(for: new, in: received, named: read.label))
        tally.add(new, known: report.findings.count - new.count)
        if !new.isEmpty {
          let line = text.line(for: report.score, named: read.label)
          try output.write(line)
          hasScore = hasScore || !line.isEmpty
        }
      case .ndjson:
        for finding in new { try output.write(report.json(of: finding)) }
      case .json, .provJSON: try reports.add(report)
      }
    }
    if format == .text {
      try output.write((hasScore ? TextReport.scoreFormula : "") + tally.summary)
    }
    if format == .json || format == .provJSON {
      try reports.print(asPROV: format == .provJSON, to: &output)
    }
    try output.flush()
    try ExitStatus.end(complete: isComplete, worst: worst, failing: failOn)
  }
}
