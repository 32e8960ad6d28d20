import Foundation
import Stemma
import StemmaMarkup
import StemmaRules
import StemmaText

/// The rules in force and the inputs of one command.
struct Work {
  /// One input after examination.
  enum Reading: Sendable {
    case examined(Examined, file: InputFile)
    case failed(String)
  }

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
    rules = RulesInForce(ruleset)
    examination = Examination(
      with: Checker(ruleset),
      within: input.limits,
      cleaning: policy
    )
    paths = InputPaths(input.paths)
    self.input = input
  }

  /// Examines every input, several at once, and hands on the results in the order of the inputs.
  ///
  /// What cannot be read is told on standard error, and does not stop the others.
  ///
  /// - Returns: Whether every input could be read.
  func examineEach(_ body: (Examined, InputFile) throws -> Void) async throws -> Bool {
    var isComplete = paths.problems.isEmpty
    for problem in paths.problems { complain(problem) }
    let inputs = Inputs(paths.files, as: input.inputFormat, limit: input.maxBytes)
    try await inOrder(inputs, width: processorCount, work: reading(of:)) { reading in
      switch reading {
      case .examined(let examined, let file): try body(examined, file)
      case .failed(let problem):
        complain(problem)
        isComplete = false
      }
    }
    return isComplete
  }

  @Sendable private func reading(of item: Inputs.Input) -> Reading {
    switch item {
    case .problem(let problem): return .failed(problem)
    case .record(let line, let number, let file):
      do {
        let record = try StreamRecord(parsing: line)
        return examined(record.source(in: input), from: file, named: record.name)
      } catch {
        return .failed("\(file.path.text):\(number): \(error)")
      }
    case .file(let file):
      do throws(CommandError) {
        let bytes = try contents(of: file.path, limit: input.maxBytes)
        let source = Source(
          bytes,
          name: file.name,
          uri: file.path.relativeReference,
          format: input.inputFormat,
          charset: input.charset,
          language: input.language
        )
        return examined(source, from: file, named: file.path.text)
      } catch {
        return .failed(error.description)
      }
    }
  }

  private func examined(_ source: Source, from file: InputFile, named name: String) -> Reading {
    do throws(MarkupError) {
      return .examined(try examination.result(for: source), file: file)
    } catch {
      return .failed("\(name): \(sentence(for: error))")
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
