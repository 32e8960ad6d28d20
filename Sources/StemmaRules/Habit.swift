internal import StemmaText

/// Most places that the finding of a habit names.
private let mostPlaces = 20

/// The findings, sorted, with those of a habit as one: at the first place, the others beside it.
func findings(
  _ found: [(rule: Int, finding: Finding)],
  tellingOnce isHabit: (Int) -> Bool
) -> [Finding] {
  guard found.contains(where: { isHabit($0.rule) }) else { return found.map(\.finding) }
  var result: [Finding] = []
  var firstPlaces: [Int: Int] = [:]
  for (rule, finding) in found {
    guard isHabit(rule) else {
      result.append(finding)
      continue
    }
    guard let i = firstPlaces[rule] else {
      firstPlaces[rule] = result.count
      result.append(finding)
      continue
    }
    if result[i].spans.count < mostPlaces { result[i] = result[i].adding(finding.spans[0]) }
  }
  return result
}

extension Finding {
  fileprivate func adding(_ span: Span<Extracted>) -> Finding {
    Finding(
      rule: rule,
      kind: kind,
      severity: severity,
      certainty: certainty,
      spans: spans + [span],
      message: message,
      suggestion: suggestion,
      edit: edit,
      lifted: lifted
    )
  }
}
