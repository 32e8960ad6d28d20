import StemmaMarkup
public import StemmaRules
import StemmaText

extension Rehearsal {
  /// Runs the examples of a rule through all stages, with this rule alone in force.
  public init(of rule: Rule, in ruleset: Ruleset) throws(RuleSelection.Unknown) {
    let alone = try ruleset.selecting(RuleSelection(only: [rule.identifier]))
    let examination = Examination(with: Checker(alone))
    self.init(of: rule) { text in
      guard let examined = try? examination.result(for: Source(Array(text.utf8), name: "example"))
      else { return Reading(sightings: [], cleaned: "") }
      return examined.reading
    }
  }
}

extension Examined {
  /// What a rehearsal compares: where the received text was flagged, and the cleaned text.
  fileprivate var reading: Rehearsal.Reading {
    Rehearsal.Reading(
      sightings: cleaning.outcomes.map(\.finding).map { finding in
        Rehearsal.Reading.Sighting(
          rule: finding.rule,
          range: document.lineage.origin(of: finding.spans[0]).range,
          suggestion: finding.suggestion
        )
      },
      cleaned: String(decoding: cleaned, as: UTF8.self)
    )
  }
}
