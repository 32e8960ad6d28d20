import StemmaText

/// What speaks against a wording.
public enum Ground: String, Hashable, Sendable, CaseIterable {
  /// Translation left its marks in the sentence, and in nobody else’s.
  case marksInSentence = "marks-in-sentence"

  /// All others agree against it, and they are two or more.
  case standsAlone = "stands-alone"

  /// Others give the words as they were said, or through fewer mouths.
  case fartherFromSource = "farther-from-source"

  /// Others come from an agency of the speaker's country, which had the original before it.
  case translated

  /// Translation left its marks elsewhere in the text, and in nobody else’s.
  case marksElsewhere = "marks-elsewhere"

  /// How much it speaks against a wording: the nearer to the place, the more.
  ///
  /// By hand, so that no lesser ground outweighs a mark in the sentence or a majority.
  fileprivate var weight: Int {
    switch self {
    case .marksInSentence: 8
    case .standsAlone: 6
    case .fartherFromSource, .translated: 2
    case .marksElsewhere: 1
    }
  }
}

extension Collator {
  /// Whose wording is doubted, and why.
  ///
  /// Each ground that holds for a witness and not for all is weighed; the witness with the most
  /// against it is in doubt. Wordings that are only different suspect nobody.
  func suspicion(of draft: DivergenceDraft) -> (suspects: [Int], grounds: [Ground]) {
    guard draft.rule.severity > .minor else { return ([], []) }
    let involved = Set(draft.members.map(\.witness)).sorted()
    let grounds = Ground.allCases.map { ($0, holding($0, for: draft, among: involved)) }
      .filter { !$0.1.isEmpty && $0.1.count < involved.count }
    let sums = involved.map { witness in
      grounds.reduce(0) { $1.1.contains(witness) ? $0 + $1.0.weight : $0 }
    }
    guard let most = sums.max(), most > 0, sums.contains(where: { $0 < most }) else {
      return ([], [])
    }
    let suspects = involved.indices.filter { sums[$0] == most }.map { involved[$0] }
    let reasons = grounds.filter { !$0.1.isDisjoint(with: suspects) }.map(\.0)
    return (suspects, reasons)
  }

  private func holding(
    _ ground: Ground,
    for draft: DivergenceDraft,
    among involved: [Int]
  ) -> Set<Int> {
    switch ground {
    case .marksInSentence: return Set(involved.filter { isMarked(draft, $0) })
    case .standsAlone: return alone(draft, involved)
    case .fartherFromSource: return farthest(involved) { distance(of: draft, in: $0) }
    case .translated: return farthest(involved) { isHome(draft, $0).map { $0 ? 0 : 1 } }
    case .marksElsewhere:
      let marked = involved.filter { !witnesses[$0].artefacts.isEmpty }
      return marked.count == 1 ? Set(marked) : []
    }
  }

  /// The witnesses that are not the nearest, where all are measured; nothing where one is not.
  private func farthest(_ involved: [Int], _ distance: (Int) -> Int?) -> Set<Int> {
    let distances = involved.compactMap(distance)
    guard distances.count == involved.count, let least = distances.min() else { return [] }
    return Set(zip(involved, distances).filter { $0.1 > least }.map(\.0))
  }

  /// Whether a mark of translation lies in a witness's words or beside them in their sentence.
  private func isMarked(_ draft: DivergenceDraft, _ index: Int) -> Bool {
    draft.members.contains { member in
      guard member.witness == index else { return false }
      let segmentation = witnesses[index].segmentation
      let sentence = segmentation.sentence(at: member.span.lower).map {
        segmentation.sentences[$0].span
      }
      return witnesses[index].artefacts.contains {
        $0.overlaps(member.span) || (sentence?.overlaps($0) ?? false)
      }
    }
  }

  /// How far a witness's words are from the mouth that said them: how many mouths they passed, and
  /// one more where they are not given as they were said; `nil` where nobody said them.
  private func distance(of draft: DivergenceDraft, in index: Int) -> Int? {
    statements(under: draft, in: index).map { $0.relays + ($0.isVerbatim ? 0 : 1) }.min()
  }

  /// Whether a witness's agency is of the country whose speaker's words are compared; `nil` where
  /// the witness names no agency, or no country is known.
  private func isHome(_ draft: DivergenceDraft, _ index: Int) -> Bool? {
    guard let agency = witnesses[index].agencies.first,
      let home = vocabulary.wording.homes[Array(agency.utf8)]
    else { return nil }
    let spoken = statements(under: draft, in: index)
    guard !spoken.isEmpty else { return nil }
    return spoken.contains { statement in
      "\(statement.speaker ?? "") \(statement.role ?? "")".utf8.split(separator: 0x20)
        .contains { home.contains(foldedLetters(Array($0)[...])) }
    }
  }

  /// The statements that hold a witness's words of a draft, the innermost first.
  private func statements(
    under draft: DivergenceDraft,
    in index: Int
  ) -> [Witness.Statement] {
    witnesses[index].statements.filter { statement in
      draft.members.contains { $0.witness == index && statement.span.overlaps($0.span) }
    }.sorted { $0.span.count < $1.span.count }
  }

  private func alone(_ draft: DivergenceDraft, _ involved: [Int]) -> Set<Int> {
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
        .map { $0.stem }
    } ?? []
  }
}
