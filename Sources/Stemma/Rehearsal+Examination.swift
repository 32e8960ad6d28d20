import StemmaMarkup
public import StemmaRules
import StemmaText

extension Rehearsal {
  /// Runs the examples of a rule through all stages, with this rule alone in force.
  public init(of rule: Rule, in ruleset: Ruleset) throws(RuleSelection.Unknown) {
    let alone = try ruleset.selecting(RuleSelection(only: [rule.identifier]))
    let examination = Examination(with: Checker(alone))
    let rules = RulesInForce(alone)
    self.init(of: rule) { bytes in
      guard let examined = try? examination.result(for: Source(bytes, name: "example")) else {
        return Reading(sightings: [], cleaned: "")
      }
      return examined.reading(under: rules)
    }
  }
}

extension Examined {
  /// What a rehearsal compares: where the received text was flagged, lifted or edited, and
  /// the cleaned text.
  fileprivate func reading(under rules: RulesInForce) -> Rehearsal.Reading {
    let flagged = report(as: "d", under: rules).findings.map {
      Rehearsal.Reading.Sighting(
        rule: $0.rule,
        range: $0.spans[0].range,
        suggestion: $0.suggestion
      )
    }
    let lifted = cleaning.outcomes.filter { !$0.isTold }.map {
      Rehearsal.Reading.Sighting(
        rule: $0.finding.rule,
        range: document.lineage.origin(of: $0.finding.spans[0]).range
      )
    }
    // What reading did without a finding.
    let edited = document.lineage.edits.map {
      Rehearsal.Reading.Sighting(rule: $0.rule, range: $0.span.range)
    }
    let quiet = edited.filter { edit in
      !flagged.contains { $0.rule == edit.rule && $0.range == edit.range }
    }
    return Rehearsal.Reading(
      sightings: (flagged + lifted + quiet).sorted {
        ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
      },
      cleaned: String(decoding: cleaned, as: UTF8.self)
    )
  }
}
