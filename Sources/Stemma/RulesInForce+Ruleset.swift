public import StemmaRules

extension RulesInForce {
  /// The rules of a ruleset, under the latest version of its packs.
  ///
  /// - Parameters:
  ///   - ruleset: The rules.
  ///   - tables: The compiled tables that quotes are read by; they decide what a report says, as
  ///     the rules do.
  public init(_ ruleset: Ruleset, tables: [UInt8] = []) {
    self.init(
      version: ruleset.packs.map(\.version).max() ?? "0",
      rules: ruleset.headings,
      compiled: ruleset.compiled() + tables
    )
  }
}
