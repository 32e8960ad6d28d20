import StemmaText

/// The critical apparatus of an utterance: each place where its witnesses vary.
public enum Apparatus {
  /// How readings of one place relate.
  public enum Relation: String, Hashable, Sendable {
    case synonym, inflection, order, addition, omission, number, name, polarity, modality, other
  }

  /// One place of variation.
  public struct Place: Hashable, Sendable {
    /// How the second reading relates to the first.
    public let relation: Relation

    /// The readings, each with its words; an empty span stands where a witness has nothing.
    public let readings: [Member]
  }
}

extension StatementPair {
  /// The places where two statements vary, in the order of the first.
  func places(
    _ first: Int,
    _ second: Int,
    in vocabulary: inout Vocabulary
  ) -> [Apparatus.Place] {
    var places: [Apparatus.Place] = []
    var i = 0
    while i < a.count {
      guard let j = alignment.partners[i] else {
        let run = i..<(a.indices[i...].first { alignment.partners[$0] != nil } ?? a.count)
        if isTold(a[run], vocabulary) {
          places.append(
            place(relation(of: a[run], or: .omission, vocabulary), first, run, second, nil)
          )
        }
        i = run.upperBound
        continue
      }
      if a[i].word != b[j].word, isTold(a[i...i], vocabulary) || isTold(b[j...j], vocabulary) {
        let relation = relation(i, j, in: &vocabulary)
        places.append(place(relation, first, i..<i + 1, second, j..<j + 1))
      } else if a[i].isContent, isMoved(i, j) {
        places.append(place(.order, first, i..<i + 1, second, j..<j + 1))
      }
      i += 1
    }
    var j = 0
    while j < b.count {
      guard alignment.reverse[j] == nil else {
        j += 1
        continue
      }
      let run = j..<(b.indices[j...].first { alignment.reverse[$0] != nil } ?? b.count)
      if isTold(b[run], vocabulary) {
        places.append(
          place(relation(of: b[run], or: .addition, vocabulary), first, nil, second, run)
        )
      }
      j = run.upperBound
    }
    return places
  }

  /// Whether a word stands before one that it stood behind: its pair crosses the pair before it.
  private func isMoved(_ i: Int, _ j: Int) -> Bool {
    let before = a.indices[..<i].last { a[$0].isContent && alignment.partners[$0] != nil }
    return before.flatMap { alignment.partners[$0] }.map { $0 > j } ?? false
  }

  private static let doubts: Vocabulary.Traits = [.hedge, .possible, .conditional]

  /// Whether words say something: by themselves, or of how sure a statement is.
  private func isTold(_ terms: ArraySlice<Term>, _ vocabulary: Vocabulary) -> Bool {
    terms.contains { term in
      term.isContent || term.kind == .negation
        || !term.traits.isDisjoint(with: Self.doubts)
    }
  }

  /// What words that only one has do: a negation, a hedge or a number by itself turns the statement,
  /// more words than that say more or less.
  private func relation(
    of run: ArraySlice<Term>,
    or other: Apparatus.Relation,
    _ vocabulary: Vocabulary
  ) -> Apparatus.Relation {
    guard run.count(where: \.isContent) <= 1 else { return other }
    if run.contains(where: { $0.kind == .negation }) { return .polarity }
    let isDoubt = run.contains {
      !$0.traits.isDisjoint(with: Self.doubts)
    }
    if isDoubt { return .modality }
    return run.contains { $0.kind == .number } ? .number : other
  }

  private func place(
    _ relation: Apparatus.Relation,
    _ first: Int,
    _ mine: Range<Int>?,
    _ second: Int,
    _ theirs: Range<Int>?
  ) -> Apparatus.Place {
    Apparatus.Place(
      relation: relation,
      readings: [
        Member(first, span(mine, in: a)), Member(second, span(theirs, in: b)),
      ]
    )
  }

  /// Where a run of terms stands; an empty span at the end of the statement for none.
  func span(_ run: Range<Int>?, in terms: [Term]) -> Span<Extracted> {
    let end = terms.last?.span.upper ?? 0
    guard let run, !run.isEmpty else { return Span(end..<end) }
    return terms[run.lowerBound].span.union(terms[run.upperBound - 1].span)
  }

  private func relation(_ i: Int, _ j: Int, in vocabulary: inout Vocabulary) -> Apparatus.Relation {
    if a[i].kind == .number || b[j].kind == .number { return .number }
    if a[i].kind == .name || b[j].kind == .name { return .name }
    if a[i].kind == .negation || b[j].kind == .negation { return .polarity }
    let x = vocabulary.words[a[i].word]
    let y = vocabulary.words[b[j].word]
    if !x.traits.union(y.traits).isDisjoint(with: Self.doubts) { return .modality }
    if x.stem == y.stem || x.lemmas.contains(where: y.lemmas.contains) { return .inflection }
    return alignment.agrees(i) ? .synonym : .other
  }
}
