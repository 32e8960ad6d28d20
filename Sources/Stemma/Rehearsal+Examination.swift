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
      let source = Source(bytes, name: "example")
      // An example that is a feed shows its first entry.
      if let entry = try? Feed(reading: bytes).first(where: { _ in true }) {
        return examination.result(reading: entry.article().document, from: source)
          .reading(under: rules, from: entry.range.lowerBound)
      }
      guard let examined = try? examination.result(for: source) else {
        return Reading(sightings: [], cleaned: "")
      }
      return examined.reading(under: rules, from: 0)
    }
  }
}

extension Examined {
  /// What a rehearsal compares: where the received text was flagged, lifted or edited, and
  /// the cleaned text.
  fileprivate func reading(under rules: RulesInForce, from start: Int) -> Rehearsal.Reading {
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
      sightings: (flagged + lifted + quiet)
        .map {
          let range = ($0.range.lowerBound + start)..<($0.range.upperBound + start)
          return .init(rule: $0.rule, range: range, suggestion: $0.suggestion)
        }
        .sorted {
          ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        },
      cleaned: String(decoding: cleaned, as: UTF8.self)
    )
  }
}
