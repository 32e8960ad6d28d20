import ArgumentParser
import Foundation
import RulePacks
import Stemma
import StemmaMarkup
import StemmaReports
import StemmaRules
import StemmaText

/// NDJSON in, NDJSON out.
struct StreamCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stream",
    abstract: "Reads one JSON object a line and answers each with one, in the same order.",
    discussion: """
      In: id, and one of text, html, xml (strings), base64 with mediaType, or warc, a record of a \
      web archive in base64; optional url, charset, language. Out: id and what --emit lists; for a \
      feed, entries, each with these. A record that cannot be read gets an error and the stream \
      goes on. Without PATH, standard input is read; a PATH may also be a web \
      archive, a feed, a page or a text, compressed or not, each text of which gets an answer \
      under its name. With --resume a stream that was stopped goes on where it was, without loss.

      Examples:
        stemma stream --emit body,metadata < records.ndjson
        stemma stream crawl.warc.gz --output answers.ndjson
        stemma stream crawl.warc.gz --output answers.ndjson --resume
      """
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var cleaning: CleaningOptions

  @Option(
    help: ArgumentHelp(
      "What to answer, with commas between: \(AnswerPart.listed).",
      valueName: "parts"
    )
  )
  var emit = "cleaned,edits,findings,metadata"

  @Option(help: "A file for the answers; - is standard output.")
  var output: String?

  @Flag(help: "Keeps the answers that stand in --output, and goes on behind them.")
  var resume = false

  private var file: String? { output == "-" ? nil : output }

  func validate() throws {
    _ = try AnswerPart.parts(listedIn: emit)
    guard !resume || file != nil else {
      throw ValidationError("--resume goes on with a file of answers; name it with --output.")
    }
  }

  func run() async throws {
    let ruleset = try ruleOptions.ruleset()
    let parts = try AnswerPart.parts(listedIn: emit)
    let answering = Answering(
      examination: Examination(
        with: Checker(ruleset),
        within: input.limits,
        cleaning: cleaning.policy,
        voices: parts.contains(.quotes) ? RulePacks.voices() : nil
      ),
      rules: RulesInForce(ruleset, tables: RulePacks.compiledTables()),
      parts: parts,
      input: input.choices
    )
    let paths = InputPaths(input.paths.isEmpty ? ["-"] : input.paths)
    for problem in paths.problems { complain(problem) }
    let answers = try file.map { try AnswerFile(PathName($0), keepsAnswers: resume) }
    let inputs = Inputs(paths.files, input.choices, standardInputIsNDJSON: true)
    Interrupts.finishFirst()
    try answers?.skipAnswered(in: inputs)
    var output = answers?.output ?? StandardOutput()
    var progress = Progress(
      through: paths.files.count,
      isShown: file != nil && input.terminal.showsProgress
    )
    defer { progress.end() }
    var isComplete = paths.problems.isEmpty
    try await inOrder(
      inputs,
      width: input.width,
      isReady: { inputs.isReady },
      work: { answering.answer(to: $0) },
      idle: { try output.flush() },
      emit: { answer in
        if let line = answer.line { try output.write(line) }
        if let remark = answer.remark { complain(remark) }
        if answer.isFailure { isComplete = false }
        progress.step(inputs.done)
      }
    )
    try output.flush()
    if Interrupts.isStopping, file != nil { complain("Stopped; --resume goes on from here.") }
    try ExitStatus.end(complete: isComplete, worst: nil, failing: nil)
  }
}
