import ArgumentParser
import Foundation
import RulePacks
import Stemma
import StemmaCollation
import StemmaMarkup
import StemmaPage
import StemmaReports
import StemmaRules
import StemmaText

/// Compares the witnesses of a story.
struct CollateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collate",
    abstract: "Compares texts that tell the same story, and says where they part.",
    discussion: """
      Finds which documents tell one event, sets what they say side by side, and names the wording
      in doubt. With --stream: one JSON object a line with id and witnesses, each with id and text
      or html; answered by one line each.

      With --store FILE the stories of earlier runs are known, and the texts of this one are added \
      to them.

      Examples:
        stemma collate seeds
        stemma collate --store stories.db today.xml
        stemma collate --format html --output report.html seeds
        stemma collate --format tei --output apparatus.xml seeds
        stemma collate --fail-on critical drafts/
      """
  )

  /// What is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, html, tei, ndjson, sarif, github, junit, rdjson, rdjsonl, csv
    case provJSON = "prov-json"
    case webAnnotation = "web-annotation"
  }

  @OptionGroup var input: InputOptions
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var stamp: StampOptions

  @Option(
    help: ArgumentHelp(
      """
      What to write: text for people, the whole report as json, html or prov-json, the apparatus as \
      tei, or the divergences in a form that other programs take.
      """,
      valueName: "format"
    )
  )
  var format = Format.text

  @Option(help: "The file to write to instead of standard output.")
  var output: String?

  @Option(help: "Ends with status 1 when a divergence is at or above this severity.")
  var failOn: Severity?

  @Option(
    help: """
      A file that remembers which stories there were: made where it is not there, and added to. \
      Texts join the stories of earlier runs.
      """
  )
  var store: String?

  @Option(
    help: """
      The file of known findings; else the one that settings name, else the nearest \
      .stemma-baseline.json. Divergences that it knows are in no listing; a report has them all.
      """
  )
  var baseline: String?

  @Flag(help: "Reads comparisons from standard input, one a line, and answers each.")
  var stream = false

  func run() async throws {
    if stream { return try await answerStream() }
    if let output { try expectWritable(PathName(output)) }
    let work = try Work(input, ruleOptions, settings)
    try expectNoInput(among: work.paths.files)
    let known = try KnownFindings(of: work, at: baseline)
    let store = try store.map { try openedStore(at: $0) }
    var read = CollatedTexts()
    let isComplete = try await work.examineEach(
      failed: { read.problems.append($0) },
      each: { read.add($0, under: work.rules, known: known) }
    )
    let collation = try await read.collation(with: store, input)
    let areNew = known.knowDivergences ? read.areNew(in: collation, beside: known) : nil
    try await write(collation, areNew, of: read, of: work)
    let divergences = collation.divergences.enumerated().filter { areNew?[$0.offset] ?? true }
    let worst = divergences.map(\.element.severity).max()
    try ExitStatus.end(complete: isComplete, worst: worst, failing: failOn)
  }

  /// Takes no input for the file to write to, or for the store.
  private func expectNoInput(among files: [InputFile]) throws(CommandError) {
    let inputs = identities(of: files)
    for path in [output, store].compactMap(\.self) {
      if let status = FileStatus(of: PathName(path)), status.isRegular,
        inputs.contains(status.identity)
      {
        throw CommandError("\(path): is an input; name another file.")
      }
    }
  }

  /// Writes what was found: a report whole, of the divergences elsewhere those that are new.
  private func write(
    _ collation: Collation,
    _ areNew: [Bool]?,
    of read: CollatedTexts,
    of work: Work
  ) async throws {
    func told() -> Comparison {
      let comparison = Comparison(collation, in: read.texts)
      return areNew.map(comparison.telling) ?? comparison
    }
    let bytes: [UInt8]
    switch format {
    case .json: return try await writeReport(collation, of: read, of: work)
    case .text:
      let text = output == nil ? input.terminal.textReport : TextReport(colour: false)
      let names = zip(read.reports, read.places).map { ($0.identifier, $1.label) }
      bytes = Array(
        text.lines(
          for: told(),
          leavingOut: areNew?.count { !$0 } ?? 0,
          named: Dictionary(names, uniquingKeysWith: { $1 })
        ).utf8
      )
    case .html, .tei, .provJSON:
      guard !read.reports.isEmpty else { return }
      let report = work.report(
        on: read.reports,
        stamped: stamp,
        isCollated: true,
        comparison: Comparison(collation, in: read.texts),
        hasStore: store != nil
      )
      bytes =
        switch format {
        case .tei: report.tei()
        case .html: report.html(of: read.texts.map(\.received))
        default: report.provJSON()
        }
    case .ndjson, .sarif, .github, .junit, .rdjson, .rdjsonl, .csv, .webAnnotation:
      let documents = zip(read.places, zip(read.reports, read.texts)).map {
        (place: $0, report: $1.0, received: $1.1.received)
      }
      bytes = listing(of: told().findings(in: documents), read.problems, of: work)
    }
    if let output { return try StemmaCommand.write(bytes, to: PathName(output)) }
    var standard = StandardOutput()
    try standard.write(bytes)
    try standard.flush()
  }

  /// Writes the report piece by piece, several at once.
  private func writeReport(
    _ collation: Collation,
    of read: CollatedTexts,
    of work: Work
  ) async throws {
    guard !read.reports.isEmpty else { return }
    let report = CollatedReport(
      work.report(on: read.reports, stamped: stamp, isCollated: true, hasStore: store != nil),
      collation,
      in: read.texts
    )
    var digest = RunningDigest()
    try await inOrder(
      report.canonicalPieces,
      width: input.width,
      work: { report.bytes(of: $0, canonical: true) },
      emit: { digest.add($0) }
    )
    let pieces = report.pieces(sealedWith: digest.digest)
    let file = try output.map { _ in try unnamedFile() }
    defer { if let file { close(file) } }
    var standard = file.map { StandardOutput($0, named: "a temporary file") } ?? StandardOutput()
    var size = 0
    try await inOrder(
      pieces,
      width: input.width,
      work: { report.bytes(of: $0, canonical: false) },
      emit: {
        size += $0.count
        try standard.write($0)
      }
    )
    try standard.flush()
    guard let file, let output else { return }
    try replace(PathName(output)) {
      Resumption.Place(file: file, lower: 0, upper: size).copy(to: $0)
    }
  }

  /// The divergences in a form of findings.
  private func listing(
    of documents: [CheckedDocument],
    _ problems: [String],
    of work: Work
  ) -> [UInt8] {
    guard
      var form = FindingFormat(rawValue: format.rawValue)?
        .form(
          finding: work.rule,
          text: TextListing(TextReport(colour: false)),
          failing: failOn ?? .neutral
        )
    else { return [] }
    return form.start() + documents.flatMap { form.add($0) }
      + problems.flatMap { form.add(problem: $0) } + form.end()
  }

  private func answerStream() async throws {
    guard input.paths.isEmpty || input.paths == ["-"] else {
      throw CommandError("--stream reads standard input; it takes no PATH.")
    }
    guard store == nil, output == nil, failOn == nil, baseline == nil, format == .text else {
      throw CommandError(
        "--stream answers each line on standard output; it takes no --store, --output, --format, --fail-on or --baseline."
      )
    }
    let ruleset = try ruleOptions.ruleset()
    let rules = RulesInForce(ruleset, tables: RulePacks.compiledTables())
    let examination = Examination(
      with: Checker(ruleset),
      within: input.limits,
      voices: RulePacks.voices()
    )
    let lexicon = RulePacks.lexicon()
    let relations = RulePacks.relations()
    let answer: @Sendable (RequestLines.Request) -> [UInt8] = { [choices = input.choices] line in
      do throws(StreamRecord.Failure) {
        let request = try CollationRequest(reading: line)
        return try request.comparison(by: examination, choices, rules, lexicon, relations)
          .answer(to: request.identifier)
      } catch {
        return failure(error.identifier ?? "null", error.code, error.description)
      }
    }
    var output = StandardOutput()
    let requests = RequestLines(
      try FileStream(PathName("-"), within: input.choices.decompression),
      limit: input.maxBytes
    )
    Interrupts.finishFirst()
    try await inOrder(
      requests,
      width: input.width,
      isReady: { requests.isReady },
      work: answer,
      idle: { try output.flush() },
      emit: { try output.write($0) }
    )
    try output.flush()
    if let problem = requests.problem { throw problem }
  }
}
