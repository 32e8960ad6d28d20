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
        stemma check pages/ --diff | git apply
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
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var baselineOptions: BaselineOptions
  @OptionGroup var fixing: FixOptions
  @OptionGroup var stamp: StampOptions

  @Flag(
    help: """
      Checks what is about to be committed, as it stands in the index, and tells what is new \
      beside the last commit; PATHs limit it.
      """
  )
  var staged = false

  @Option(help: "What to print: text, json (the report), ndjson (one finding a line) or prov-json.")
  var format = Format.text

  @Option(
    help: "Ends with status 1 when a new finding is at or above this severity; else minor is."
  )
  var failOn: Severity?

  func run() async throws {
    let work = try Work(input, ruleOptions, settings, staged: staged)
    var known = try KnownFindings(of: work, at: baselineOptions.baseline)
    if fixing.diff { return try await printDifference(in: work, known) }
    var fixed = fixing.fix ? Fixing(of: work) : nil
    var advice = StagedAdvice()
    var remaining = 0
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
    let tellsUnusedIgnores = format != .json && format != .provJSON
    let isComplete = try await work.examineEach(tellingUnusedIgnores: tellsUnusedIgnores) { read in
      let read = try fixed?.rewrite(read, known) ?? read
      let examined = read.examined
      let report = examined.report(as: sigla.siglum(for: read.stem), under: work.rules)
      let new = known.new(in: report, of: read)
      remaining += new.count
      let failing = failOn ?? work.scopes.scope(of: read.file).failOn
      worst = ([worst].compactMap { $0 } + new.map(\.severity).filter { $0 >= failing }).max()
      if staged { advice.add(new.filter { $0.severity >= failing }, in: read.file) }
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
    let stale = baselineOptions.strictBaseline ? known.stale(among: work) : []
    try tell(stale, to: &output)
    try output.flush()
    fixed?.tell(remaining: remaining)
    advice.tell()
    if isComplete, !stale.isEmpty { throw ExitStatus.findings }
    try ExitStatus.end(
      complete: isComplete && fixed?.isComplete ?? true,
      worst: worst,
      failing: .neutral
    )
  }

  func validate() throws {
    guard !(fixing.fix && fixing.diff) else {
      throw ValidationError("--fix and --diff exclude each other.")
    }
    guard !staged || !(fixing.fix || fixing.diff) else {
      throw ValidationError("--staged reads the index; --fix and --diff are for files.")
    }
    guard !fixing.diff || format == .text else {
      throw ValidationError("--diff prints a patch; it takes no --format.")
    }
  }

  /// Says which known findings are gone.
  private func tell(_ stale: [String], to output: inout StandardOutput) throws {
    for line in stale {
      if format == .text { try output.write("\(line)\n") } else { complain(line) }
    }
  }
}
