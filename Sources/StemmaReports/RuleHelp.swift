internal import StemmaCollation
package import StemmaRules
internal import StemmaText

/// What is said of a rule beside its findings.
package struct RuleHelp {
  /// The defect, in a sentence.
  let summary: String

  /// How it comes about and whom it hurts.
  package let reason: String

  /// Both, and where there is more, for a terminal.
  let text: String

  /// The same with its properties, in CommonMark.
  let markdown: String

  /// Words to sort rules by.
  let tags: [String]

  /// How much the defect hurts where nobody says otherwise.
  let severity: Severity

  /// Help on a rule in force, one that compares texts, or the one on ignores; `nil` where there is no
  /// such rule.
  package init?(on name: String, finding rule: (String) -> Rule?) {
    if let rule = rule(name) {
      self.init(on: rule)
    } else if let guide = DivergenceGuide.all.first(where: { $0.rule.rawValue == name }) {
      self.init(on: guide)
    } else if name == UnusedIgnore.rule {
      self.init()
    } else {
      return nil
    }
  }

  /// Help on ignores that nothing needs.
  private init() {
    summary = UnusedIgnore.summary
    reason = UnusedIgnore.why
    severity = UnusedIgnore.severity
    let more = "stemma rules explain \(UnusedIgnore.rule)"
    text = "\(summary) \(reason) More: \(more)"
    markdown = "\(prose(summary)) \(prose(reason))\n\n`\(more)` shows more.\n"
    tags = [RuleKind.metadata.rawValue]
  }

  private init(on guide: DivergenceGuide) {
    summary = guide.summary
    reason = guide.why
    severity = guide.rule.severity
    let more = "stemma rules explain \(guide.rule.rawValue)"
    text = "\(guide.summary) \(guide.why) More: \(more)"
    markdown = "\(prose(guide.summary)) \(prose(guide.why))\n\n`\(more)` shows examples.\n"
    tags = [RuleKind.comparison.rawValue]
  }

  private init(on rule: Rule) {
    summary = rule.summary
    reason = rule.why
    severity = rule.severity
    let more = "stemma rules explain \(rule.identifier)"
    text = "\(rule.summary) \(rule.why) More: \(more)"
    let languages = rule.languages.isEmpty ? "all" : rule.languages.joined(separator: ", ")
    let facts = [
      ("Severity", rule.severity.rawValue), ("Certainty", rule.certainty.rawValue),
      ("Languages", languages), ("MQM", rule.mqm), ("ITS 2.0", rule.its),
    ]
    markdown =
      "\(prose(rule.summary)) \(prose(rule.why))\n\n"
      + facts.map { "- \($0.0): \(prose($0.1))\n" }.joined()
      + "\n`\(more)` shows what it flags and what it leaves alone.\n"
    tags = Array(Set([rule.kind.rawValue, rule.pack] + rule.tags)).sorted()
  }
}
