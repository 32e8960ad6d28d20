import ArgumentParser
import Foundation
import RulePacks
import Stemma
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
      which also finds what was left out or changed by someone who made the digest anew.

      Examples:
        stemma verify cleaned/report.json
        stemma verify cleaned/report.json --inputs pages --rerun
      """
  )

  @OptionGroup var ruleOptions: RuleOptions
  @Argument(help: "The report.") var report: String
  @Option(help: "The folder that holds the inputs.") var inputs: String?
  @Flag(help: "Computes everything again and compares.") var rerun = false

  func run() throws {
    let file = try ReportFile(at: report)
    let ruleset = try ruleOptions.ruleset()
    let rules = RulesInForce(ruleset, tables: RulePacks.compiledTables())
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
        Examination(
          with: Checker(ruleset),
          within: ReadingLimits(as: file.report.options),
          cleaning: file.report.policy,
          voices: RulePacks.voices()
        ),
        rules
      )
      .report(like: file.report, from: inputs)
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

/// A report made again from the same inputs with the same choices.
private struct ReportAfresh {
  private let examination: Examination
  private let rules: RulesInForce

  init(_ examination: Examination, _ rules: RulesInForce) {
    self.examination = examination
    self.rules = rules
  }

  func report(like old: Report, from inputs: ReportedInputs) throws -> Report {
    let examined = try old.documents.map { document in
      let name = document.input.arrival.name
      do {
        let text = try inputs.text(of: document.input)
        return try text.examined(by: examination, inputs.choices).examined
      } catch let error as InputError {
        throw CommandError("\(name): \(error).")
      } catch let error as InputProblem {
        throw CommandError(error.description)
      }
    }
    let documents = zip(old.documents, examined).map {
      $1.report(as: $0.identifier, writtenTo: $0.output.name, under: rules)
    }
    let isCollated = old.options.contains(Report.Option("collate", .boolean(true)))
    return Report(
      on: documents,
      under: rules,
      version: toolVersion,
      build: old.tool.build,
      options: old.options,
      comparison: isCollated
        ? Comparison(
          of: examined,
          reportedAs: documents,
          lexicon: RulePacks.lexicon(),
          relations: RulePacks.relations()
        ) : nil
    )
  }
}
