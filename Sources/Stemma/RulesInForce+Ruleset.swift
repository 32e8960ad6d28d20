public import StemmaRules

extension RulesInForce {
  /// The rules of a ruleset, under the latest version of its packs.
  public init(_ ruleset: Ruleset) {
    self.init(
      version: ruleset.packs.map(\.version).max() ?? "0",
      rules: ruleset.headings,
      compiled: ruleset.compiled()
    )
  }
}
