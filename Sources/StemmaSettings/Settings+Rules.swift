public import Stemma
public import StemmaRules
internal import StemmaText

extension Settings {
  /// The rules in force under these settings.
  ///
  /// Files farther up are asked first, so that what a nearer one says holds. In one file a rule's
  /// own name is stronger than its pack's, and `disable` than `enable`.
  ///
  /// - Throws: Which name is neither a rule's nor a pack's, and where it stands.
  public func selecting(from ruleset: Ruleset) throws(SettingsError) -> Ruleset {
    let packs = Set(ruleset.packs.map(\.name)).subtracting(ruleset.identifiers)
    var selected = ruleset
    for layer in choices where !layer.isEmpty {
      let (ofPacks, ofRules) = (
        layer.filter { packs.contains($0.name) }, layer.filter { !packs.contains($0.name) }
      )
      do throws(RuleSelection.Unknown) {
        selected = try selected.selecting(
          RuleSelection(ofPacks, only: layer.filter { $0.act == .only }.map(\.name))
        )
        if !ofRules.isEmpty { selected = try selected.selecting(RuleSelection(ofRules, only: [])) }
      } catch {
        throw SettingsError(error, at: place(of: error.name, in: layer))
      }
    }
    return selected
  }

  private func place(of name: String, in layer: [Choice]) -> Place {
    layer.first { $0.name == name }?.origin.place ?? Place(file: "", line: 1, column: 1)
  }
}

/// The ignores of settings, with their rules looked up.
public struct IgnoreList: Sendable {
  /// The ignores, in order; a suppression's entries are numbered by it.
  public let ignores: [Settings.Ignore]

  private let rules: [Set<String>]

  /// Looks the rules up that ignores name.
  ///
  /// - Throws: Which name is neither a rule's nor a pack's, and where it stands.
  public init(of settings: Settings, in ruleset: Ruleset) throws(SettingsError) {
    var rules: [Set<String>] = []
    for ignore in settings.ignores {
      var named: Set<String> = []
      for rule in ignore.rules {
        do throws(RuleSelection.Unknown) {
          named.formUnion(try ruleset.identifiers(named: rule.value))
        } catch {
          throw SettingsError(error, at: rule.origin.place)
        }
      }
      rules.append(named)
    }
    ignores = settings.ignores
    self.rules = rules
  }

  /// What is accepted in a file, by its absolute path without `.` and `..`.
  public func suppression(for path: [UInt8]) -> Suppression {
    if ignores.isEmpty { return Suppression() }
    return Suppression(
      ignores.indices.filter { ignores[$0].covers(path) }.map {
        Suppression.Entry(number: $0, rules: rules[$0], quotes: ignores[$0].quotes)
      }
    )
  }
}

extension Settings.Origin {
  /// The place in a file; its flag where there is none.
  package var place: Settings.Place {
    if case .file(let place) = self { return place }
    return Settings.Place(file: description, line: 1, column: 1)
  }
}

extension RuleSelection {
  fileprivate init(_ choices: [Settings.Choice], only: [String]) {
    self.init(
      on: choices.filter { $0.act == .enable }.map(\.name),
      off: choices.filter { $0.act == .disable }.map(\.name),
      only: only,
      severities: choices.compactMap {
        if case .severity(let severity) = $0.act { ($0.name, severity) } else { nil }
      }
    )
  }
}
