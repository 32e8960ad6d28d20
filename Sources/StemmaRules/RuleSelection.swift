public import StemmaText

/// Which rules are to run, by identifier or pack, and how severe their findings are.
public struct RuleSelection: Hashable, Sendable {
  /// Rules and packs that run besides the default ones.
  public let on: [String]

  /// Rules and packs that do not run; stronger than `on` and `only`.
  public let off: [String]

  /// Rules and packs that alone run; empty for the default ones.
  public let only: [String]

  /// Severities of rules and packs; of two for one rule the later holds.
  public let severities: [(name: String, severity: Severity)]

  /// Creates a selection.
  public init(
    on: [String] = [],
    off: [String] = [],
    only: [String] = [],
    severities: [(name: String, severity: Severity)] = []
  ) {
    self.on = on
    self.off = off
    self.only = only
    self.severities = severities
  }

  /// A name that is neither a rule's nor a pack's.
  public struct Unknown: Error, Hashable, Sendable {
    /// The name as given.
    public let name: String

    /// The name that was probably meant.
    public let nearest: String?
  }

  /// Whether two selections are the same.
  public static func == (a: RuleSelection, b: RuleSelection) -> Bool {
    a.on == b.on && a.off == b.off && a.only == b.only
      && a.severities.elementsEqual(b.severities, by: ==)
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(on)
    hasher.combine(off)
    hasher.combine(only)
    for (name, severity) in severities {
      hasher.combine(name)
      hasher.combine(severity)
    }
  }
}
