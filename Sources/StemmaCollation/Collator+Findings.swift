import StemmaText

extension Collator {
  /// Where the witnesses part: in what says the same, and in how they name things.
  mutating func divergences(in stories: [Story]) -> [Divergence] {
    var drafts: [DivergenceDraft] = []
    for link in links { drafts += self.drafts(of: link, passages) }
    for link in statementLinks { drafts += self.drafts(of: link, statements) }
    drafts += wordingDrafts()
    for story in stories {
      let compared = compared(in: story).filter { passages[$0].count > 1 }
      drafts += namingDrafts(among: compared)
      drafts += termDrafts(among: compared)
      drafts += designationDrafts(among: compared)
      guard story.relation == .sameEvent else { continue }
      drafts += classifierDrafts(among: compared)
      drafts += pluralityDrafts(among: compared)
      drafts += silenceDrafts(among: compared)
    }
    return joined(drafts).filter(isBetweenWitnesses).map(divergence)
  }

  private func drafts(of link: Link, _ pool: [[Passage]]) -> [DivergenceDraft] {
    let a = pool[link.first.witness][link.first.index].terms
    let b = pool[link.second.witness][link.second.index].terms
    return link.variances.map { variance in
      DivergenceDraft(
        kind: variance.kind,
        rule: variance.rule,
        members: [
          Member(link.first.witness, a.span(variance.first)),
          Member(link.second.witness, b.span(variance.second)),
        ],
        isPair: true
      )
    }
  }

  /// One divergence for each utterance that is quoted in several wordings; how it is reported in
  /// other words than the speaker's says nothing.
  private func wordingDrafts() -> [DivergenceDraft] {
    spoken.compactMap { group in
      let group = group.filter { witnesses[$0.witness].statements[$0.index].isVerbatim }
      let wordings = Set(group.map { statements[$0.witness][$0.index].stems })
      guard wordings.count > 1, Set(group.map(\.witness)).count > 1 else { return nil }
      return DivergenceDraft(
        kind: .quoteWording,
        rule: .wording,
        members: group.map { Member($0.witness, statements[$0.witness][$0.index].span) }
      )
    }
  }

  /// Joins drafts of one kind whose words overlap: many witnesses, one divergence.
  private func joined(_ drafts: [DivergenceDraft]) -> [DivergenceDraft] {
    StemmaCollation.joined(drafts).map(\.settled).sorted {
      $0.members[0] == $1.members[0]
        ? $0.rule.rawValue < $1.rule.rawValue : $0.members[0] < $1.members[0]
    }
  }

  /// Whether two witnesses have different wordings; one that varies within itself, as its copies do,
  /// does not part from them.
  private func isBetweenWitnesses(_ draft: DivergenceDraft) -> Bool {
    var wordings: [Int: Set<String>] = [:]
    for member in draft.members {
      wordings[member.witness, default: []].insert(witnesses[member.witness].words(member.span))
    }
    return Set(wordings.values).count > 1
  }

  private func divergence(_ draft: DivergenceDraft) -> Divergence {
    // Who kept silent comes before who is quoted.
    let silent = draft.rule == .silence ? draft.members.first { $0.quote == nil } : nil
    let first = silent ?? draft.parting?[0] ?? draft.members[0]
    let words = witnesses[first.witness].words(first.span)
    let second =
      draft.parting?[1]
      ?? draft.members.first {
        $0.witness != first.witness && witnesses[$0.witness].words($0.span) != words
      }
    let suspicion = suspicion(of: draft)
    return Divergence(
      kind: draft.kind,
      rule: draft.rule,
      severity: draft.rule.severity,
      members: draft.members,
      suspects: suspicion.suspects,
      grounds: suspicion.grounds,
      message: draft.rule.message(words, second.map { witnesses[$0.witness].words($0.span) } ?? "")
    )
  }
}

/// A divergence before its members are put in order.
struct DivergenceDraft {
  let kind: Divergence.Kind
  let rule: Divergence.Rule
  var members: [Member]

  /// Two members that were found to part; the others only say what one of them does.
  var parting: [Member]?

  init(
    kind: Divergence.Kind,
    rule: Divergence.Rule,
    members: [Member],
    isPair: Bool = false
  ) {
    (self.kind, self.rule, self.members) = (kind, rule, members)
    parting = isPair ? members : nil
  }

  /// The members in order; of those of one witness that overlap, the shortest.
  var settled: DivergenceDraft {
    var kept: [Member] = []
    for member in members.sorted(by: {
      ($0.span.count, $0.witness, $0.span.lower) < ($1.span.count, $1.witness, $1.span.lower)
    })
    where !kept.contains(where: { $0.witness == member.witness && $0.span.overlaps(member.span) }) {
      kept.append(member)
    }
    var settled = DivergenceDraft(kind: kind, rule: rule, members: kept.sorted(by: <))
    settled.parting = parting.map { $0.sorted() }
    return settled
  }
}

extension [Term] {
  /// Where a run of terms stands.
  func span(_ run: Range<Int>) -> Span<Extracted> {
    self[run.lowerBound].span.union(self[run.upperBound - 1].span)
  }
}
