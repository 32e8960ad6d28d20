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
      texts tell one story is taken from the report where a store (collate --store) had a say in it. \
      With --public-key the report must be signed with that key (stemma sign), too.

      Examples:
        stemma verify cleaned/report.json
        stemma verify cleaned/report.json --inputs pages --rerun
        stemma verify cleaned/report.json --public-key newsroom.key.pub
      """
  )

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var settings: SettingsOptions
  @Argument(help: "The report.") var report: String
  @Option(help: "The folder that holds the inputs.") var inputs: String?
  @Flag(help: "Computes everything again and compares.") var rerun = false
  @Option(help: "The file of a public key that the report must be signed with.")
  var publicKey: String?
  @Option(help: "The file of the signature; by default the report’s name with .minisig behind it.")
  var signature: String?

  func validate() throws {
    guard signature == nil || publicKey != nil else {
      throw ValidationError("--signature is checked with --public-key; name the key.")
    }
  }

  func run() throws {
    let bytes = try contents(of: PathName(report), limit: FileLimits.report)
    // First of all, so that nothing is done with what a stranger wrote.
    let comment = try publicKey.map {
      try signedComment(of: report, bytes, by: $0, in: signature)
    }
    let file = try ReportFile(bytes, at: report)
    let problems = try problems(
      of: file,
      at: report,
      inputs: inputs,
      under: (settings, ruleOptions),
      rerun: rerun
    )
    var output = StandardOutput()
    if let comment { try output.write("\(report): signed: \(visible(comment)).\n") }
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

/// What does not hold of a report, in sentences.
///
/// - Parameters:
///   - file: The report.
///   - report: Its name.
///   - folder: The folder that holds the inputs, where that is said.
///   - options: What files of settings and flags ask for.
///   - rerun: Whether everything is computed again too.
/// - Returns: Sentences in the order of the report; none where all holds.
/// - Throws: Why it cannot be found out.
func problems(
  of file: ReportFile,
  at report: String,
  inputs folder: String?,
  under options: (settings: SettingsOptions, rules: RuleOptions),
  rerun: Bool
) throws -> [String] {
  let inputs = ReportedInputs(of: file.report, at: report, in: folder)
  let scopes = try SettingsScopes(
    for: file.report.documents.map { inputs.file(of: $0.input) },
    options.settings,
    options.rules
  ) { ruleset in
    Examination(
      with: Checker(ruleset),
      within: ReadingLimits(as: file.report.options),
      cleaning: file.report.policy,
      voices: RulePacks.voices()
    )
  }
  let rules = scopes.rules
  let verification = Verification(
    of: file,
    rules: rules,
    decoding: { bytes, encoding in
      try? document(from: bytes, as: .text, charset: encoding.used).received
    },
    input: inputs.bytes(of:),
    output: InputFolder(PathName(report).folder.text).bytes(named:)
  )
  let problems = verification.problems()
  guard problems.isEmpty, rerun else { return problems }
  let fresh = try ReportAfresh(
    examination: { scopes.examination(for: inputs.file(of: $0)) },
    rules: rules
  )
  .report(like: file, from: inputs)
  return try differences(between: file, and: fresh)
}

extension ReportFile {
  /// Reads a report.
  init(at path: String) throws {
    try self.init(contents(of: PathName(path), limit: FileLimits.report), at: path)
  }

  /// Takes what a report's file holds.
  init(_ bytes: [UInt8], at path: String) throws(CommandError) {
    do {
      try self.init(reading: bytes, named: path)
    } catch {
      throw CommandError(error.description)
    }
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
