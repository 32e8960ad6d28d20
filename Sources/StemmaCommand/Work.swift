import Foundation
import RulePacks
import Stemma
import StemmaMarkup
import StemmaRules
import StemmaText

/// The rules in force and the inputs of one command.
struct Work {
  /// The rules in force, as reports list them.
  let rules: RulesInForce

  /// All stages, set up.
  let examination: Examination

  /// What the arguments name.
  let paths: InputPaths

  /// How the inputs are read.
  let input: InputOptions

  /// Loads the rules and lists the inputs.
  init(
    _ input: InputOptions,
    _ ruleOptions: RuleOptions,
    cleaning policy: Cleaning.Policy = Cleaning.Policy()
  ) throws {
    // Not when arguments are parsed, which would hide an option that is misspelt.
    guard !input.paths.isEmpty else {
      throw CommandError("Missing a PATH: a file, a folder, or - for standard input.")
    }
    let ruleset = try ruleOptions.ruleset()
    rules = RulesInForce(ruleset, tables: RulePacks.compiledTables())
    examination = Examination(
      with: Checker(ruleset),
      within: input.limits,
      cleaning: policy,
      voices: RulePacks.voices()
    )
    paths = InputPaths(input.paths)
    self.input = input
  }

  /// Examines every input, several at once, and hands on the results in the order of the inputs.
  ///
  /// What cannot be read is told on standard error, and does not stop the others.
  ///
  /// - Parameters:
  ///   - resumption: What was done before, and is not done again.
  ///   - kept: Takes what was done before.
  ///   - body: Takes what is done now.
  /// - Returns: Whether every input could be read.
  /// - Throws: What `kept` or `body` throws.
  func examineEach(
    after resumption: Resumption? = nil,
    kept: (Resumption.Document, InputText) throws -> Void = { _, _ in },
    each body: (ReadText) throws -> Void
  ) async throws -> Bool {
    var isComplete = paths.problems.isEmpty
    for problem in paths.problems { complain(problem) }
    let work: @Sendable (Inputs.Input) -> Reading = {
      [examination, choices = input.choices] item in
      if case .text(let text) = item, let document = resumption?.document(for: text, choices) {
        return Reading.kept(document, text)
      }
      return Reading(of: item, by: examination, choices)
    }
    let inputs = Inputs(paths.files, input.choices)
    try await inOrder(inputs, width: processorCount, work: work) { reading in
      switch reading {
      case .text(let text): try body(text)
      case .kept(let document, let text): try kept(document, text)
      case .note(let note): complain(note)
      case .failed(let problem):
        complain(problem.description)
        isComplete = false
      }
    }
    return isComplete
  }
}

/// What became of an input.
enum Reading: Sendable {
  case text(ReadText)
  case kept(Resumption.Document, InputText)
  case note(String)
  case failed(InputProblem)

  init(of input: Inputs.Input, by examination: Examination, _ options: InputChoices) {
    switch input {
    case .problem(let problem): self = .failed(problem)
    case .note(let note): self = .note(note)
    case .text(let text):
      do throws(InputProblem) {
        self = .text(try text.examined(by: examination, options))
      } catch {
        self = .failed(error)
      }
    }
  }
}

/// Why a text cannot be read, and what to do.
func sentence(for error: MarkupError) -> String {
  switch error {
  case .tooLarge(let size, let limit):
    "is \(size) bytes; the limit is \(limit). Raise --max-bytes to read it."
  case .notOneDocument(let format):
    "\(format.rawValue) holds many documents and cannot be read as one."
  case .noParser:
    "cannot be parsed for want of memory."
  }
}

/// How many texts are worked on at once.
var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
