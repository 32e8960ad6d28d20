import ArgumentParser
import Foundation
import RulePacks
import Stemma
import StemmaReports
import StemmaRules
import StemmaSettings
import StemmaText

/// Which rules are in force.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A folder of rule packs to use beside those built in; may be repeated.",
      valueName: "folder"
    ),
    completion: .directory
  )
  var rules: [String] = []

  @Option(
    help: ArgumentHelp(
      "Runs this rule or pack, and of the others only those named so too.",
      valueName: "name"
    ),
    completion: .ruleOrPackNames
  )
  var only: [String] = []

  @Option(
    help: ArgumentHelp(
      "Switches a rule or pack on that is off by default; may be repeated.",
      valueName: "name"
    ),
    completion: .ruleOrPackNames
  )
  var enable: [String] = []

  @Option(
    help: ArgumentHelp("Switches a rule or pack off; may be repeated.", valueName: "name"),
    completion: .ruleOrPackNames
  )
  var disable: [String] = []

  @Option(
    help: ArgumentHelp(
      "Gives a rule or pack another severity, as NAME=LEVEL; may be repeated.",
      valueName: "name=level"
    ),
    completion: .ruleSeverities
  )
  var severity: [String] = []

  /// The rules in force, whatever a file of settings says.
  func ruleset() throws -> Ruleset {
    do {
      return try Settings().overridden(by: try choices).selecting(from: try allRules())
    } catch let error as SettingsError {
      throw error.asCommandError
    }
  }

  /// All rules, built in and in the packs that settings and flags name, in force as usual.
  func allRules(under settings: Settings = Settings()) throws -> Ruleset {
    let named = settings.rulePacks.map { PathName(bytes: $0.value.bytes).absoluteFolder.shown }
    let own = try (named + rules).flatMap { try packs(in: $0) }
    try expectNewNames(own.flatMap(\.rules))
    do {
      return own.isEmpty ? RulePacks.ruleset() : try RulePacks.ruleset().adding(own)
    } catch {
      throw CommandError(error.description)
    }
  }

  /// What the flags say of rules.
  var choices: [Settings.Choice] {
    get throws {
      only.map { Settings.Choice($0, .only, by: .flag("--only")) }
        + enable.map { Settings.Choice($0, .enable, by: .flag("--enable")) }
        + disable.map { Settings.Choice($0, .disable, by: .flag("--disable")) }
        + (try severity.map(override(_:))).map {
          Settings.Choice($0.name, .severity($0.severity), by: .flag("--severity"))
        }
    }
  }

  /// The packs of a folder; every fault in them is told before the work is given up.
  func packs(in folder: String) throws -> [RulePack] {
    guard let status = FileStatus(of: PathName(folder)) else {
      throw CommandError("\(folder): \(reason(errno)).")
    }
    guard status.isFolder else {
      throw CommandError("\(folder): is a file; --rules takes a folder of rule packs.")
    }
    do {
      let (packs, errors) = RulePack.decoded(
        from: try RulePack.files(in: folder),
        with: RulePacks.lexicon()
      )
      for error in errors.dropLast() { complain(error.description) }
      if let last = errors.last { throw CommandError(last.description) }
      if packs.isEmpty {
        throw CommandError("\(folder): holds no rule pack, that is, no folder with a pack.yml.")
      }
      return packs
    } catch let error as RulePackError {
      throw CommandError(error.description)
    }
  }

  /// The one to be renamed is the user's rule, whichever file comes first in the alphabet.
  private func expectNewNames(_ rules: [Rule]) throws(CommandError) {
    if rules.isEmpty { return }
    let known = Set(RulePacks.ruleset().identifiers)
    for rule in rules where known.contains(rule.identifier) {
      throw CommandError(
        "\(rule.file):1: A rule ‘\(rule.identifier)’ is built in already. Give this one another name."
      )
    }
  }

  private func override(_ text: String) throws -> (name: String, severity: Severity) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let level = Severity(rawValue: parts[1]) else {
      let levels = Severity.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandError("--severity takes NAME=LEVEL with one of \(levels), not ‘\(text)’.")
    }
    return (parts[0], level)
  }
}

/// Lists, explains and rehearses rules, and writes their handbook.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Lists, explains and rehearses rules, and writes their handbook.",
    discussion: """
      Examples:
        stemma rules list
        stemma rules explain doubled-word
        stemma rules test --rules house-rules
      """,
    subcommands: [
      List.self, Explain.self, Test.self, Handbook.self, EvidenceCommand.self, Signs.self,
    ]
  )

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists all rules, a line each.",
      discussion: """
        A line has the rule's name, its pack, its severity or “off”, and its summary, with tabs \
        between.

        Examples:
          stemma rules list
          stemma rules list | grep quotation
        """
    )

    @OptionGroup var ruleOptions: RuleOptions

    func run() throws {
      let ruleset = try ruleOptions.ruleset()
      var output = StandardOutput()
      for rule in ruleset.identifiers.compactMap(ruleset.rule(named:)) {
        let state = ruleset.isInForce(rule.identifier) ? rule.severity.rawValue : "off"
        let columns = [rule.identifier, rule.pack, state, rule.summary]
        try output.write(columns.joined(separator: "\t") + "\n")
      }
      try output.flush()
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints a rule's page of the handbook.",
      discussion: """
        Examples:
          stemma rules explain doubled-word
          stemma rules explain cmp.number
        """
    )

    @OptionGroup var ruleOptions: RuleOptions
    @Argument(help: "Identifier of the rule.", completion: .ruleNames) var rule: String

    func run() throws {
      let ruleset = try ruleOptions.ruleset()
      if let page = RuleHandbook.comparisonPage(on: rule) ?? RuleHandbook.settingsPage(on: rule) {
        var output = StandardOutput()
        try output.write(page.text)
        return try output.flush()
      }
      guard let known = ruleset.rule(named: rule) else {
        let advice =
          nearest(to: rule, among: ruleset.identifiers).map { " Did you mean ‘\($0)’?" } ?? ""
        throw CommandError("No rule is called ‘\(rule)’.\(advice)")
      }
      let rules = try ruleOptions.rulesWithExamples().filter { $0.identifier == known.identifier }
      var output = StandardOutput()
      for rule in rules { try output.write(RuleHandbook(of: rules).page(on: rule).text) }
      try output.flush()
    }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs the examples of rules, through all stages.",
      discussion: """
        Examples:
          stemma rules test
          stemma rules test doubled-word doubled-article
          stemma rules test --rules house-rules
        """
    )

    @OptionGroup var ruleOptions: RuleOptions
    @Argument(help: "Identifiers of rules; all where none is named.", completion: .ruleNames)
    var rule: [String] = []

    func run() throws {
      let ruleset = try ruleOptions.ruleset()
      let rules = try ruleOptions.rulesWithExamples()
      for name in rule where !rules.contains(where: { $0.identifier == name }) {
        let advice =
          nearest(to: name, among: rules.map(\.identifier)).map { " Did you mean ‘\($0)’?" } ?? ""
        throw CommandError("No rule is called ‘\(name)’.\(advice)")
      }
      let chosen = rule.isEmpty ? rules : rules.filter { rule.contains($0.identifier) }
      var output = StandardOutput()
      var failures = 0
      for rehearsed in chosen {
        for failure in try Rehearsal(of: rehearsed, in: ruleset).failures {
          try output.write("\(failure)\n")
          failures += 1
        }
      }
      let examples = chosen.reduce(0) { $0 + $1.examples.count }
      try output.write("\(examples) examples of \(chosen.count) rules, \(failures) failures\n")
      try output.flush()
      if failures > 0 { throw ExitStatus.failure }
    }
  }

  struct Handbook: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a page for each rule, and one that lists them.",
      discussion: """
        Examples:
          stemma rules handbook --output handbook
        """
    )

    @OptionGroup var ruleOptions: RuleOptions
    @Option(help: "The folder to write to.") var output: String

    func run() throws {
      let folder = try OutputFolder(PathName(output))
      for page in RuleHandbook(of: try ruleOptions.rulesWithExamples(), comparingTexts: true)
        .pages()
      {
        try StemmaCommand.write(
          Array(page.text.utf8),
          to: folder.path.appending(PathName(page.name))
        )
      }
    }
  }
}

extension RuleOptions {
  /// All rules as their authors wrote them, by identifier.
  func rulesWithExamples() throws -> [Rule] {
    let (packs, errors) = RulePack.decoded(
      from: RulePacks.files(),
      with: RulePacks.lexicon()
    )
    if let error = errors.first { throw CommandError(error.description) }
    let own = try rules.flatMap { try self.packs(in: $0) }
    return (packs + own).flatMap(\.rules).sorted { $0.identifier < $1.identifier }
  }
}
