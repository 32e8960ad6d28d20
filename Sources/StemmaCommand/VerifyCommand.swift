import ArgumentParser
import Foundation
import RulePacks
import Stemma
import StemmaCollation
import StemmaMarkup
import StemmaReports
import StemmaRules
import StemmaText

/// Replays a report's edits on the inputs.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Replays a report's edits on the inputs, and says what does not hold.",
    discussion: """
      Inputs are looked for where the report says they were, from the current folder, then beside \
      the report; --inputs names another folder. With --rerun everything is computed again too, \
      which also finds what was left out or changed by someone who made the digest anew; only which \
      texts tell one story is taken from the report where a store (collate --store) had a say in it.

      Examples:
        stemma verify cleaned/report.json
        stemma verify cleaned/report.json --inputs pages --rerun
      """
  )

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var settings: SettingsOptions
  @Argument(help: "The report.") var report: String
  @Option(help: "The folder that holds the inputs.") var inputs: String?
  @Flag(help: "Computes everything again and compares.") var rerun = false

  func run() throws {
    let file = try ReportFile(at: report)
    let scopes = try SettingsScopes(
      for: file.report.documents.map { $0.input.file(in: self.inputs) },
      settings,
      ruleOptions
    ) { ruleset in
      Examination(
        with: Checker(ruleset),
        within: ReadingLimits(as: file.report.options),
        cleaning: file.report.policy,
        voices: RulePacks.voices()
      )
    }
    let rules = scopes.rules
    let inputs = ReportedInputs(of: file.report, at: report, in: inputs)
    let verification = Verification(
      of: file,
      rules: rules,
      decoding: { bytes, encoding in
        try? document(from: bytes, as: .text, charset: encoding.used).received
      },
      input: inputs.bytes(of:),
      output: InputFolder(PathName(report).folder.text).bytes(named:)
    )
    var problems = verification.problems()
    if problems.isEmpty, rerun {
      let fresh = try ReportAfresh(
        examination: { scopes.examination(for: $0.file(in: self.inputs)) },
        rules: rules
      )
      .report(like: file, from: inputs)
      problems = try differences(between: file, and: fresh)
    }
    var output = StandardOutput()
    for problem in problems { try output.write("\(problem)\n") }
    let count = file.report.documents.count
    let name = count == 1 ? "1 document" : "\(count) documents"
    if problems.isEmpty {
      try output.write("\(report): \(name) verified\(rerun ? " and made afresh" : "").\n")
    }
    try output.flush()
    guard problems.isEmpty else { throw CommandError("\(report): does not verify.") }
  }
}

extension ReportFile {
  /// Reads a report.
  init(at path: String) throws {
    do {
      try self.init(reading: contents(of: PathName(path), limit: 1 << 30), named: path)
    } catch let error as ReportError {
      throw CommandError(error.description)
    }
  }
}

extension DocumentReport.Input {
  /// The file that the input stands in, as far as the report says where.
  fileprivate func file(in folder: String?) -> InputFile {
    let name = arrival.container?.name ?? arrival.name
    let address = arrival.container.map(\.uri) ?? arrival.uri
    let path = folder.map { PathName($0).appending(PathName(name)) }
    return InputFile(
      path: path ?? PathName(address?.removingPercentEncoding ?? name),
      name: name
    )
  }
}

/// A report made again from the same inputs with the same choices.
private struct ReportAfresh {
  let examination: (DocumentReport.Input) -> Examination
  let rules: RulesInForce

  func report(like file: ReportFile, from inputs: ReportedInputs) throws -> Report {
    let old = file.report
    let examined = try old.documents.map { document in
      let name = document.input.arrival.name
      do {
        let text = try inputs.text(of: document.input)
        return try text.examined(by: examination(document.input), inputs.choices).examined
      } catch let error as InputError {
        throw CommandError("\(name): \(error).")
      } catch let error as InputProblem {
        throw CommandError(error.description)
      }
    }
    let documents = zip(old.documents, examined).map {
      $1.report(as: $0.identifier, writtenTo: $0.output.name, under: rules)
    }
    return Report(
      on: documents,
      under: rules,
      version: toolVersion,
      build: old.tool.build,
      options: old.options,
      comparison: try comparison(of: examined, documents, like: file)
    )
  }

  /// The comparison, where the report has one.
  ///
  /// Stories that a store found are taken as they are told: it has gone on since.
  private func comparison(
    of examined: [Examined],
    _ documents: [DocumentReport],
    like file: ReportFile
  ) throws -> Comparison? {
    let options = file.report.options
    guard options.contains(Report.Option("collate", .boolean(true))) else { return nil }
    let lexicon = RulePacks.lexicon()
    let witnesses = zip(examined, documents).map { $0.witness(reportedAs: $1) }
    let stories =
      options.contains(Report.Option("store", .boolean(true)))
      ? try file.stories()
      : stories(among: witnesses.map { Sketch(of: $0, lexicon: lexicon) })
    let collation = Collation(
      of: witnesses,
      in: stories,
      lexicon: lexicon,
      relations: RulePacks.relations()
    )
    return Comparison(collation, of: examined, reportedAs: documents)
  }
}
