import ArgumentParser
import Foundation
import Stemma
import StemmaReports
import StemmaText

/// Flags; changes no file but with `--fix`.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Flags artefacts, boilerplate and remnants; changes nothing unless told to.",
    discussion: """
      Findings that a baseline knows are not told and do not count: --baseline FILE, else the one \
      that settings name, else the nearest .stemma-baseline.json; ‘stemma baseline write PATH…’ \
      makes one. The report of --format json always holds all.

      Examples:
        stemma check article.txt
        stemma check --explain --disable typography article.txt
        stemma check pages/ feed.xml --fail-on major
        stemma check pages/ --diff | git apply
        stemma check --format sarif articles/ > stemma.sarif
        curl -s https://example.org/story | stemma check --input-format html -
      """
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var baselineOptions: BaselineOptions
  @OptionGroup var fixing: FixOptions
  @OptionGroup var stamp: StampOptions
  @OptionGroup var listingOptions: ListingOptions

  @Flag(
    help: """
      Checks what is about to be committed, as it stands in the index, and tells what is new \
      beside the last commit; PATHs limit it.
      """
  )
  var staged = false

  @Option(
    help: """
      What to print: text for people, the whole report as json, html or prov-json, or the findings \
      in a form that other programs take.
      """
  )
  var format = FindingFormat.text

  @Option(
    help: "Ends with status 1 when a new finding is at or above this severity; else minor is."
  )
  var failOn: Severity?

  func run() async throws {
    let work = try Work(
      input,
      ruleOptions,
      settings,
      staged: staged,
      quotes: format.isWholeReport,
      tokens: false
    )
    var known = try KnownFindings(of: work, at: baselineOptions.baseline)
    // A commit that holds no text is nothing to speak of.
    if staged, work.paths.files.isEmpty, format == .text { return }
    if fixing.diff { return try await printDifference(in: work, known) }
    var fixed = fixing.fix ? Fixing(of: work) : nil
    var advice = StagedAdvice()
    var remaining = 0
    var listing = try FindingListing(
      format,
      of: work,
      stamped: stamp,
      failing: failOn ?? work.scopes.failOn,
      listingOptions
    )
    var sigla = Sigla()
    var worst: Severity?
    let isComplete = try await work.examineEach(
      tellingUnusedIgnores: !format.isWholeReport,
      failed: { try listing.add(problem: $0) },
      each: { read in
        let read = try fixed?.rewrite(read, known) ?? read
        let report = read.examined.report(as: sigla.siglum(for: read.stem), under: work.rules)
        let new = known.new(in: report, of: read)
        remaining += new.count
        let failing = failOn ?? work.scopes.scope(of: read.file).failOn
        worst = ([worst].compactMap { $0 } + new.map(\.severity).filter { $0 >= failing }).max()
        if staged { advice.add(new.filter { $0.severity >= failing }, in: read.file) }
        try listing.add(read, report, telling: new)
      }
    )
    try listing.end()
    let stale = baselineOptions.strictBaseline ? known.stale(among: work) : []
    for line in stale { complain(line) }
    if !work.input.terminal.quiet {
      fixed?.tell(remaining: remaining)
      advice.tell(baseline: known.paths.first?.shown ?? standardBaseline.text)
    }
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
}
