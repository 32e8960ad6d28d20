import ArgumentParser
import Foundation
import Stemma
import StemmaReports
import StemmaText

/// The file of known findings.
struct BaselineOptions: ParsableArguments {
  @Option(
    help: """
      The file of known findings; else the one that settings name, else the nearest \
      .stemma-baseline.json.
      """
  )
  var baseline: String?

  @Flag(help: "Ends with status 1 when a known finding is gone from a text that was read.")
  var strictBaseline = false
}

/// Writes down known findings, or says which are new.
struct BaselineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Writes down known findings, or says which are new and which are gone.",
    discussion: """
      Examples:
        stemma baseline write articles/
        stemma baseline check articles/
      """,
    subcommands: [Write.self, Check.self]
  )

  struct Write: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes down all findings as known.",
      discussion: """
        What was known of other files stays as long as they are there, and so does the reason that \
        a finding was given before.

        Examples:
          stemma baseline write articles
          stemma baseline write articles/port.txt --because "quoted from the minutes"
          stemma baseline write --collate articles
        """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var ruleOptions: RuleOptions
    @OptionGroup var settings: SettingsOptions

    @Option(
      help: """
        The file to write; else the one that settings name, else the nearest \
        .stemma-baseline.json, else a new one in the current folder.
        """
    )
    var baseline: String?

    @Option(help: "Why findings are accepted that were not known before.")
    var because: String?

    @Flag(
      help: """
        Compares the texts too, and writes down where they part; else the divergences that are \
        known stay.
        """
    )
    var collate = false

    func run() async throws {
      let work = try Work(input, ruleOptions, settings)
      var known = try KnownFindings(of: work, at: baseline, mustExist: false)
      for path in known.paths { try expectWritable(path) }
      var texts = CollatedTexts()
      let isComplete = try await work.examineEach { read in
        known.note(read)
        if collate { texts.add(read, under: work.rules, known: known) }
      }
      // Half a baseline would make the findings of what could not be read new.
      guard isComplete else {
        throw CommandError("No baseline was written, because not every input could be read.")
      }
      if collate {
        let collation = try await texts.collation(input)
        known.note(texts.divergences(in: collation), among: texts.baselinePlaces)
      }
      for (path, baseline) in known.rewritten(because: because, among: work) {
        try StemmaCommand.write(baseline.json(), to: path)
      }
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says which findings are new, and which known ones are gone.",
      discussion: """
        Examples:
          stemma baseline check articles/
          stemma baseline check --strict-baseline --format github articles/
        """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var ruleOptions: RuleOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var baselineOptions: BaselineOptions
    @OptionGroup var stamp: StampOptions
    @OptionGroup var listingOptions: ListingOptions

    @Option(help: "Ends with status 1 when a new finding is at or above this severity.")
    var failOn: Severity?

    @Option(help: "The form of the new findings; see ‘stemma check --help’.")
    var format = FindingFormat.text

    func run() async throws {
      let work = try Work(input, ruleOptions, settings)
      var known = try KnownFindings(of: work, at: baselineOptions.baseline)
      var listing = try FindingListing(
        format,
        of: work,
        stamped: stamp,
        failing: failOn ?? work.scopes.failOn,
        listingOptions
      )
      var worst: Severity?
      var sigla = Sigla()
      let isComplete = try await work.examineEach(
        failed: { try listing.add(problem: $0) },
        each: { read in
          let report = read.examined.report(as: sigla.siglum(for: read.stem), under: work.rules)
          let new = known.new(in: report, of: read)
          let failing = failOn ?? work.scopes.scope(of: read.file).failOn
          worst = ([worst].compactMap { $0 } + new.map(\.severity).filter { $0 >= failing }).max()
          try listing.add(read, report, telling: new)
        }
      )
      let stale = known.stale(among: work)
      try listing.end()
      for line in stale { complain(line) }
      if isComplete, baselineOptions.strictBaseline, !stale.isEmpty { throw ExitStatus.findings }
      try ExitStatus.end(complete: isComplete, worst: worst, failing: .neutral)
    }
  }
}
