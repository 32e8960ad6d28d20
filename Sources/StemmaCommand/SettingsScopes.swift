import RulePacks
import Stemma
import StemmaMarkup
import StemmaRules
import StemmaSettings
import StemmaText

/// What holds for the texts that lie under one file of settings.
struct SettingsScope: Sendable {
  /// What is asked for, flags included.
  let settings: Settings

  /// The rules, those in force marked.
  let ruleset: Ruleset

  /// All stages, set up.
  let examination: Examination

  /// What is accepted.
  let ignores: IgnoreList

  /// The least severity that fails.
  var failOn: Severity { settings.failOn?.value ?? .minor }
}

/// Which settings hold for which inputs.
struct SettingsScopes: Sendable {
  private var scopes: [SettingsScope] = []
  private var numbers: [PathName: Int] = [:]

  /// Absolute paths of folders, by how inputs name them.
  private var folders: [PathName: PathName] = [:]

  /// Digest of the files of settings that hold for some input; `nil` where there is none.
  let digest: Digest?

  /// Finds the settings of some files; an unknown word in one of them is told at once.
  ///
  /// - Parameters:
  ///   - files: All files that are going to be asked about.
  ///   - options: Which files of settings are read.
  ///   - rules: What the command line says of rules, which holds whatever a file says.
  ///   - makeExamination: Sets all stages up for rules.
  /// - Throws: Why settings or rule packs cannot be read.
  init(
    for files: [InputFile],
    _ options: SettingsOptions,
    _ rules: RuleOptions,
    makeExamination: (Ruleset) -> Examination
  ) throws {
    var search = try SettingsSearch(options)
    var numberOfSettings: [Settings: Int] = [:]
    let named = files.isEmpty ? [PathName(".")] : files.map(\.path.folder)
    for folder in named where numbers[folder] == nil {
      let absolute = folder.absoluteFolder
      let own = try search.settings(in: absolute)
      let number: Int
      if let known = numberOfSettings[own] {
        number = known
      } else {
        number = scopes.count
        scopes.append(try Self.scope(of: own, rules, makeExamination))
        numberOfSettings[own] = number
      }
      folders[folder] = absolute
      numbers[folder] = number
    }
    let contents = search.contents.sorted { $0.key < $1.key }
    digest =
      contents.isEmpty
      ? nil : Digest(of: contents.flatMap { Array($0.key.utf8) + [0] + $0.value + [0] })
  }

  private static func scope(
    of own: Settings,
    _ rules: RuleOptions,
    _ makeExamination: (Ruleset) -> Examination
  ) throws -> SettingsScope {
    let settings = own.overridden(by: try rules.choices)
    do {
      let ruleset = try rules.allRules(under: own)
      let selected = try settings.selecting(from: ruleset)
      return SettingsScope(
        settings: settings,
        ruleset: selected,
        examination: makeExamination(selected),
        ignores: try IgnoreList(of: settings, in: ruleset)
      )
    } catch let error as SettingsError {
      throw error.asCommandError
    }
  }

  /// The rules in force for at least one input.
  var rules: RulesInForce {
    let tables = RulePacks.compiledTables()
    if scopes.count == 1 { return RulesInForce(scopes[0].ruleset, tables: tables) }
    var headings: [String: RuleHeading] = [:]
    var compiled: [[UInt8]] = []
    for scope in scopes {
      for heading in scope.ruleset.headings { headings[heading.identifier] = heading }
      let own = scope.ruleset.compiled()
      if !compiled.contains(own) { compiled.append(own) }
    }
    return RulesInForce(
      version: scopes.flatMap { $0.ruleset.packs.map(\.version) }.max() ?? "0",
      rules: Array(headings.values),
      compiled: Array(compiled.joined()) + tables
    )
  }

  /// A rule that is in force for some input.
  @Sendable func rule(named name: String) -> Rule? {
    scopes.lazy.compactMap { $0.ruleset.rule(named: name) }.first
  }

  /// The least severity that fails for some input.
  var failOn: Severity { scopes.map(\.failOn).min() ?? .minor }

  /// What holds for a file.
  func scope(of file: InputFile) -> SettingsScope {
    scopes[numbers[file.path.folder] ?? 0]
  }

  /// All stages, set up for a file.
  func examination(for file: InputFile) -> Examination {
    let scope = scope(of: file)
    var examination = scope.examination
    if !scope.ignores.ignores.isEmpty {
      examination.suppression = scope.ignores.suppression(for: absolutePath(of: file).bytes)
    }
    return examination
  }

  /// The path of a file from the top of the file system.
  func absolutePath(of file: InputFile) -> PathName {
    (folders[file.path.folder] ?? file.path.folder.absoluteFolder)
      .appending(file.path.lastComponent)
  }

  /// The ignores of all scopes, by place, each with the settings it was read with.
  var ignores: [Settings.Ignore] {
    Set(scopes.flatMap(\.ignores.ignores)).sorted { $0.place < $1.place }
  }
}

extension SettingsError {
  /// The error as the command tells it; one in a flag has no line.
  var asCommandError: CommandError {
    CommandError(place.file.hasPrefix("--") ? "\(fault) \(advice)" : description)
  }
}
