import StemmaText

extension Collator {
  /// Where the witnesses part: in what says the same, and in how they name things.
  mutating func divergences(in stories: [Story]) -> [Divergence] {
    var drafts: [DivergenceDraft] = []
    for link in links { drafts += self.drafts(of: link, passages) }
    for link in statementLinks { drafts += self.drafts(of: link, statements) }
    drafts += wordingDrafts()
    for story in stories {
      let compared = story.witnesses.prefix(Self.witnessesCompared).filter {
        passages[$0].count > 1
      }
      drafts += namingDrafts(among: compared)
      drafts += termDrafts(among: compared)
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
        ]
      )
    }
  }

  /// One divergence for each utterance whose quotation is worded differently.
  private func wordingDrafts() -> [DivergenceDraft] {
    utteranceGroups().compactMap { group in
      let wordings = Set(group.map { pool in statements[pool.witness][pool.index].stems })
      guard wordings.count > 1 else { return nil }
      return DivergenceDraft(
        kind: .quoteWording,
        rule: .wording,
        members: group.map { Member($0.witness, statements[$0.witness][$0.index].span) }
      )
    }
  }

  /// Joins drafts of one kind whose words overlap: many witnesses, one divergence.
  private func joined(_ drafts: [DivergenceDraft]) -> [DivergenceDraft] {
    var joined: [DivergenceDraft] = []
    for draft in drafts {
      var draft = draft
      while let other = joined.firstIndex(where: { $0.rule == draft.rule && $0.touches(draft) }) {
        draft = joined.remove(at: other).union(draft)
      }
      joined.append(draft)
    }
    return joined.map(\.settled).sorted {
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
    let first = draft.members[0]
    let words = witnesses[first.witness].words(first.span)
    let second = draft.members.first {
      $0.witness != first.witness && witnesses[$0.witness].words($0.span) != words
    }
    return Divergence(
      kind: draft.kind,
      rule: draft.rule,
      severity: draft.rule.severity,
      members: draft.members,
      suspects: suspects(of: draft),
      message: draft.rule.message(words, second.map { witnesses[$0.witness].words($0.span) } ?? "")
    )
  }

  /// Whose wording is doubted.
  ///
  /// That of the witness with a mark of translation in the place; else of
  /// the one that stands alone against two others who agree; else of the one with such marks
  /// elsewhere, where the others have none. Wordings that are only different suspect nobody.
  private func suspects(of draft: DivergenceDraft) -> [Int] {
    guard draft.rule.severity > .minor else { return [] }
    let involved = Set(draft.members.map(\.witness)).sorted()
    let marked = involved.filter { index in
      draft.members.contains { member in
        member.witness == index
          && witnesses[index].artefacts.contains {
            $0.overlaps(member.span) || isBeside($0, member)
          }
      }
    }
    if !marked.isEmpty, marked.count < involved.count { return marked }
    let lonely = alone(draft, involved)
    if !lonely.isEmpty { return lonely }
    let marks = involved.map { witnesses[$0].artefacts.count }
    let worst = marks.max() ?? 0
    let suspects = involved.indices.filter { marks[$0] == worst }
    return worst > 0 && suspects.count == 1 && marks.count { $0 > 0 } == 1
      ? suspects.map { involved[$0] } : []
  }

  /// Whether a mark of translation stands in the member's sentence.
  private func isBeside(_ mark: Span<Extracted>, _ member: Member) -> Bool {
    let segmentation = witnesses[member.witness].segmentation
    return segmentation.sentence(at: member.span.lower).map {
      segmentation.sentences[$0].span.overlaps(mark)
    } ?? false
  }

  private func alone(_ draft: DivergenceDraft, _ involved: [Int]) -> [Int] {
    guard involved.count > 2 else { return [] }
    let readings = involved.map { index in
      Set(draft.members.filter { $0.witness == index }.map { stems(of: $0) })
    }
    let lonely = involved.indices.filter { i in
      involved.indices.allSatisfy { $0 == i || readings[$0].isDisjoint(with: readings[i]) }
    }
    return lonely.count == 1 ? [involved[lonely[0]]] : []
  }

  private func stems(of member: Member) -> [Int] {
    passages[member.witness].first { $0.span.contains(member.span) }.map { passage in
      passage.terms.filter { member.span.contains($0.span) && $0.isContent }
        .map { vocabulary.words[$0.word].stem }
    } ?? []
  }
}

/// A divergence before its members are put in order.
struct DivergenceDraft {
  let kind: Divergence.Kind
  let rule: Divergence.Rule
  var members: [Member]

  func touches(_ other: DivergenceDraft) -> Bool {
    members.contains { mine in
      other.members.contains { $0.witness == mine.witness && $0.span.overlaps(mine.span) }
    }
  }

  func union(_ other: DivergenceDraft) -> DivergenceDraft {
    DivergenceDraft(kind: kind, rule: rule, members: members + other.members)
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
    return DivergenceDraft(kind: kind, rule: rule, members: kept.sorted(by: <))
  }
}

extension [Term] {
  /// Where a run of terms stands.
  func span(_ run: Range<Int>) -> Span<Extracted> {
    self[run.lowerBound].span.union(self[run.upperBound - 1].span)
  }
}
