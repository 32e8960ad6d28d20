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

  @Flag(help: "Reads comparisons from standard input, one a line, and answers each.")
  var stream = false

  func run() async throws {
    if stream { return try await answerStream() }
    if let output { try expectWritable(PathName(output)) }
    let work = try Work(input, ruleOptions, settings)
    try expectNoInput(among: work.paths.files)
    let store = try store.map { try openedStore(at: $0) }
    let lexicon = RulePacks.lexicon()
    var examined: [Examined] = []
    var reports: [DocumentReport] = []
    var witnesses: [Witness] = []
    var sketches: [Sketch] = []
    var sigla = Sigla()
    var places: [CheckedDocument.Place] = []
    var problems: [String] = []
    let isComplete = try await work.examineEach(
      failed: { problems.append($0) },
      each: { read in
        let siglum = sigla.siglum(for: read.stem)
        let report = read.examined.report(as: siglum, under: work.rules)
        let witness = read.examined.witness(reportedAs: report)
        reports.append(report)
        examined.append(read.examined)
        sketches.append(Sketch(of: witness, lexicon: lexicon))
        witnesses.append(witness)
        places.append(read.place)
      }
    )
    let stories =
      try store?.stories(of: sketches, reportedAs: reports) ?? stories(among: sketches)
    let collation = try await collation(of: witnesses, in: stories, lexicon)
    let comparison = Comparison(collation, of: examined, reportedAs: reports)
    try write(comparison, of: examined, at: places, reportedAs: reports, of: work, problems)
    let worst = comparison.divergences.map(\.severity).max()
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

  private func write(
    _ comparison: Comparison,
    of examined: [Examined],
    at places: [CheckedDocument.Place],
    reportedAs reports: [DocumentReport],
    of work: Work,
    _ problems: [String]
  ) throws {
    let bytes: [UInt8]
    switch format {
    case .text:
      let text = output == nil ? input.terminal.textReport : TextReport(colour: false)
      let names = zip(reports, places).map { ($0.identifier, $1.label) }
      bytes = Array(
        text.lines(for: comparison, named: Dictionary(names, uniquingKeysWith: { $1 })).utf8
      )
    case .json, .html, .tei, .provJSON:
      guard !reports.isEmpty else { return }
      let report = work.report(
        on: reports,
        stamped: stamp,
        comparison: comparison,
        hasStore: store != nil
      )
      bytes =
        switch format {
        case .tei: report.tei()
        case .html: report.html(of: examined.map(\.document.received))
        case .provJSON: report.provJSON()
        default: report.json()
        }
    case .ndjson, .sarif, .github, .junit, .rdjson, .rdjsonl, .csv, .webAnnotation:
      let documents = zip(places, zip(reports, examined)).map {
        (place: $0, report: $1.0, received: $1.1.document.received)
      }
      bytes = listing(of: comparison.findings(in: documents), problems, of: work)
    }
    if let output { return try StemmaCommand.write(bytes, to: PathName(output)) }
    var standard = StandardOutput()
    try standard.write(bytes)
    try standard.flush()
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

  /// Compares the witnesses of each event, several events at once.
  private func collation(
    of witnesses: [Witness],
    in stories: [Story],
    _ lexicon: Lexicon
  ) async throws -> Collation {
    let relations = RulePacks.relations()
    var parts: [Collation] = []
    let events = stories.filter { $0.relation == .sameEvent }
    var progress = Progress(
      through: events.count,
      "stories",
      isShown: input.terminal.showsProgress
    )
    defer { progress.end() }
    try await inOrder(
      events,
      width: input.width,
      work: { story in
        Collation(
          of: story.witnesses.map { witnesses[$0] },
          asOneStory: true,
          lexicon: lexicon,
          relations: relations
        )
      },
      emit: { part in
        parts.append(part)
        progress.step(Double(parts.count))
      }
    )
    return Collation(joining: parts, of: stories, among: witnesses)
  }

  private func answerStream() async throws {
    guard input.paths.isEmpty || input.paths == ["-"] else {
      throw CommandError("--stream reads standard input; it takes no PATH.")
    }
    guard store == nil, output == nil, failOn == nil, format == .text else {
      throw CommandError(
        "--stream answers each line on standard output; it takes no --store, --output, --format or --fail-on."
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
