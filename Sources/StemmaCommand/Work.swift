import Foundation
import RulePacks
import Stemma
import StemmaMarkup
import StemmaRules
import StemmaSettings
import StemmaText

/// The rules in force and the inputs of one command.
struct Work {
  /// The rules in force, as reports list them.
  let rules: RulesInForce

  /// The settings of every input.
  let scopes: SettingsScopes

  /// What cleaning may do beyond the remedies of the rules.
  let policy: Cleaning.Policy

  /// What the arguments name.
  let paths: InputPaths

  /// The absolute paths of the arguments.
  let named: [PathName]

  /// What is about to be committed, where that is what is read.
  let staged: StagedTexts?

  /// Whether flags say which rules run.
  let hasRuleFlags: Bool

  /// How the inputs are read.
  let input: InputOptions

  /// Finds a rule that is in force for some input.
  var rule: @Sendable (String) -> Rule? { scopes.rule(named:) }

  /// Loads the rules and lists the inputs.
  ///
  /// Quotes are read only where `quotes` says that somebody asks for them, and tokens kept with the
  /// results only where `tokens` does.
  init(
    _ input: InputOptions,
    _ ruleOptions: RuleOptions,
    _ settings: SettingsOptions,
    cleaning policy: Cleaning.Policy = Cleaning.Policy(),
    staged isStaged: Bool = false,
    quotes readsQuotes: Bool = true,
    tokens keepsTokens: Bool = true
  ) throws {
    // Not when arguments are parsed, which would hide an option that is misspelt.
    guard isStaged || !input.paths.isEmpty else {
      throw CommandError("Missing a PATH: a file, a folder, or - for standard input.")
    }
    var staged = isStaged ? try StagedTexts(among: input.paths) : nil
    let paths = staged.map { InputPaths(files: $0.files) } ?? InputPaths(input.paths)
    scopes = try SettingsScopes(for: paths.files, settings, ruleOptions) { ruleset in
      var examination = Examination(
        with: Checker(ruleset),
        within: input.limits,
        cleaning: policy,
        voices: readsQuotes ? RulePacks.voices() : nil
      )
      examination.keepsTokens = keepsTokens
      return examination
    }
    rules = scopes.rules
    self.policy = policy
    let named = input.paths.map { PathName($0) }.filter { !$0.isStandardInput }.map(\.absolute)
    self.named = named
    try staged?.read { [scopes] file in
      let path = scopes.absolutePath(of: file)
      return named.contains(path) || scopes.scope(of: file).settings.isText(path.bytes)
    }
    self.staged = staged
    self.paths = staged.map { InputPaths(files: $0.files) } ?? paths
    hasRuleFlags = try !ruleOptions.choices.isEmpty
    self.input = input
  }

  /// Examines every input, several at once, and hands on the results in the order of the inputs.
  ///
  /// What cannot be read is told on standard error, and does not stop the others.
  ///
  /// - Parameters:
  ///   - resumption: What was done before, and is not done again.
  ///   - tellsUnusedIgnores: Whether files of settings are handed on too, last, in which an ignore
  ///     was not used although all it is about was read.
  ///   - kept: Takes what was done before.
  ///   - failed: Takes why something cannot be read, in a sentence.
  ///   - body: Takes what is done now.
  /// - Returns: Whether every input could be read.
  /// - Throws: What `kept`, `failed` or `body` throws.
  func examineEach(
    after resumption: Resumption? = nil,
    tellingUnusedIgnores tellsUnusedIgnores: Bool = false,
    kept: (Resumption.Document, InputText) throws -> Void = { _, _ in },
    failed: (String) throws -> Void = { _ in },
    each body: (ReadText) throws -> Void
  ) async throws -> Bool {
    var isComplete = paths.problems.isEmpty
    var usedIgnores: Set<Settings.Place> = []
    for problem in paths.problems {
      complain(problem)
      try failed(problem)
    }
    let work: @Sendable (Inputs.Input) -> Reading = {
      [scopes, choices = input.choices] item in
      if case .text(let text) = item, let document = resumption?.document(for: text, choices) {
        return Reading.kept(document, text)
      }
      return Reading(of: item, under: scopes, choices)
    }
    let inputs =
      staged.map { Inputs(paths.files, input.choices, opening: $0.opened) }
      ?? Inputs(paths.files, input.choices)
    let terminal = input.terminal
    if terminal.verbose { complain("Files: \(paths.files.count). Rules: \(rules.records.count).") }
    var progress = Progress(through: paths.files.count, isShown: terminal.showsProgress)
    defer { progress.end() }
    try await inOrder(inputs, width: input.width, work: work) { reading in
      switch reading {
      case .text(let text):
        if terminal.verbose { complain(text.account) }
        let ignores = scopes.scope(of: text.file).ignores.ignores
        for number in text.examined.accepted.keys { usedIgnores.insert(ignores[number].place) }
        try body(text)
      case .kept(let document, let text): try kept(document, text)
      case .note(let note): if !terminal.quiet { complain(note) }
      case .failed(let problem):
        complain(problem.description)
        try failed(problem.description)
        isComplete = false
      }
      progress.step(inputs.done)
    }
    if tellsUnusedIgnores, isComplete, !Interrupts.isStopping, !hasRuleFlags {
      for read in try unusedIgnores(beside: usedIgnores) { try body(read) }
    }
    return isComplete
  }
}

extension ReadText {
  /// What it was read as, and how much there is in it.
  fileprivate var account: String {
    let document = examined.document
    let found = examined.cleaning.outcomes.count(where: \.isTold)
    return "\(label): \(document.mediaType.rawValue), \(document.encoding.used),"
      + " \(document.received.count) bytes; findings: \(found)."
  }
}

/// What became of an input.
enum Reading: Sendable {
  case text(ReadText)
  case kept(Resumption.Document, InputText)
  case note(String)
  case failed(InputProblem)

  init(of input: Inputs.Input, under scopes: SettingsScopes, _ options: InputChoices) {
    switch input {
    case .problem(let problem): self = .failed(problem)
    case .note(let note): self = .note(note)
    case .text(let text):
      do throws(InputProblem) {
        self = .text(try text.examined(by: scopes.examination(for: text.file), options))
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
