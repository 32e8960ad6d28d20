import ArgumentParser
import Foundation
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
      Inputs are looked for where the report says they were, from the current folder, then beside
      the report; --inputs names another folder. With --rerun everything is computed again too,
      which also finds what was left out or changed by someone who made the digest anew.
      """
  )

  @OptionGroup var ruleOptions: RuleOptions
  @Argument(help: "The report.") var report: String
  @Option(help: "The folder that holds the inputs.") var inputs: String?
  @Flag(help: "Computes everything again and compares.") var rerun = false

  func run() throws {
    let file = try ReportFile(at: report)
    let ruleset = try ruleOptions.ruleset()
    let rules = RulesInForce(ruleset)
    let inputs = ReportedInputs(of: file.report, at: report, in: inputs)
    let verification = Verification(
      of: file,
      rules: rules,
      decoding: { bytes, encoding in
        try? document(from: bytes, as: .text, charset: encoding.used).received
      },
      input: inputs.bytes(named:),
      output: InputFolder(PathName(report).folder.text).bytes(named:)
    )
    var problems = verification.problems()
    if problems.isEmpty, rerun {
      let fresh = try ReportAfresh(
        Examination(with: Checker(ruleset), cleaning: file.report.policy),
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

/// Where the inputs of a report are looked for.
struct ReportedInputs {
  private let folders: [(InputFolder, names: [String: String])]

  init(of report: Report, at path: String, in folder: String?) {
    if let folder {
      folders = [(InputFolder(folder), [:])]
      return
    }
    var places: [String: String] = [:]
    for arrival in report.documents.map(\.input.arrival) {
      places[arrival.name] = arrival.uri?.removingPercentEncoding
    }
    folders = [(InputFolder("."), places), (InputFolder(PathName(path).folder.text), [:])]
  }

  /// The bytes of an input.
  func bytes(named name: String) throws(InputError) -> [UInt8] {
    var failure = InputError.missing
    for (folder, names) in folders {
      do throws(InputError) {
        return try folder.bytes(named: names[name] ?? name)
      } catch {
        if failure == .missing { failure = error }
      }
    }
    throw failure
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
    let documents = try old.documents.map { document in
      let input = document.input
      let source = Source(
        try inputs.bytes(named: input.arrival.name),
        name: input.arrival.name,
        uri: input.arrival.uri,
        format: input.mediaType == .text ? .text : .html,
        charset: input.encoding.declared,
        language: old.declaredLanguage
      )
      return try examination.result(for: source)
        .report(as: document.identifier, writtenTo: document.output.name, under: rules)
    }
    return Report(
      on: documents,
      under: rules,
      version: toolVersion,
      build: old.tool.build,
      options: old.options
    )
  }
}
