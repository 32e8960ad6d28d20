public import StemmaText

/// What a report says of a rule, without what the rule looks for.
public struct RuleHeading: Hashable, Sendable {
  /// Identifier of the rule.
  public let identifier: String

  /// Version of the rule.
  public let version: Int

  /// The defect, in a sentence.
  public let summary: String

  /// What the rule is about.
  public let kind: RuleKind

  /// Type in MQM-Core 2.
  public let mqm: String

  /// The heading of a rule.
  public init(of rule: Rule) {
    identifier = rule.identifier
    version = rule.version
    summary = rule.summary
    kind = rule.kind
    mqm = rule.mqm
  }
}
