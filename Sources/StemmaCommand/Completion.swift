import ArgumentParser
import RulePacks
import StemmaRules
import StemmaText

extension CompletionKind {
  /// Names of rules that are built in.
  static let ruleNames = CompletionKind.custom { _, _, _ in RulePacks.ruleset().identifiers }

  /// Names of rules and packs that are built in.
  static let ruleOrPackNames = CompletionKind.custom { _, _, _ in ruleAndPackNames() }

  /// Names of rules and packs, then a severity: `NAME=LEVEL`.
  static let ruleSeverities = CompletionKind.custom { _, _, word in
    guard let sign = word.firstIndex(of: "=") else { return ruleAndPackNames().map { "\($0)=" } }
    return Severity.allCases.map { "\(word[...sign])\($0.rawValue)" }
  }
}

private func ruleAndPackNames() -> [String] {
  let rules = RulePacks.ruleset()
  return (rules.packs.map(\.name) + rules.identifiers).sorted()
}
