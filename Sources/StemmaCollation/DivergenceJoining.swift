import StemmaText

/// Joins drafts of one rule whose words overlap, and what overlaps with these: many witnesses, one
/// divergence.
///
/// In time that grows as sorting does; a story of fifty texts has tens of thousands of drafts.
func joined(_ drafts: [DivergenceDraft]) -> [DivergenceDraft] {
  var groups = Array(drafts.indices)
  func group(_ draft: Int) -> Int {
    var draft = draft
    while groups[draft] != draft {
      groups[draft] = groups[groups[draft]]
      draft = groups[draft]
    }
    return draft
  }
  var places: [(rule: Divergence.Rule, member: Member, draft: Int)] = []
  for (i, draft) in drafts.enumerated() {
    for member in draft.members { places.append((draft.rule, member, i)) }
  }
  places.sort {
    $0.rule == $1.rule
      ? ($0.member, $0.draft) < ($1.member, $1.draft) : $0.rule.rawValue < $1.rule.rawValue
  }
  var widest: (rule: Divergence.Rule, member: Member, draft: Int)?
  for place in places {
    if let before = widest, before.rule == place.rule,
      before.member.witness == place.member.witness
    {
      if before.member.span.overlaps(place.member.span) {
        let (a, b) = (group(before.draft), group(place.draft))
        groups[max(a, b)] = min(a, b)
      }
      if before.member.span.upper >= place.member.span.upper { continue }
    }
    widest = place
  }
  var members: [Int: [Member]] = [:]
  for i in drafts.indices { members[group(i), default: []] += drafts[i].members }
  return members.keys.sorted().map { first in
    var joined = DivergenceDraft(
      kind: drafts[first].kind,
      rule: drafts[first].rule,
      members: members[first, default: []]
    )
    joined.parting = drafts[first].parting
    return joined
  }
}
