import StemmaText

extension StatementPair {
  /// One judgement that two different statements of a speaker end in: “is absolutely unacceptable”
  /// is said of one thing here and of another there.
  func scopeVariances(in vocabulary: Vocabulary) -> [Variance] {
    let theirs = judgements(b, vocabulary)
    return judgements(a, vocabulary).compactMap { mine in
      let stems = a[mine].map { $0.stem }
      let other = theirs.first { b[$0].map { $0.stem } == stems }
      return other.map {
        Variance(kind: .referent, rule: .scope, first: withSubject(mine), second: withSubject($0))
      }
    }
  }

  /// A judgement with the words before it, which say what it is said of.
  private func withSubject(_ judgement: Range<Int>) -> Range<Int> {
    max(0, judgement.lowerBound - 6)..<judgement.upperBound
  }

  private static let pronouns = Set(
    ["i", "we", "you", "he", "she", "it", "they"].map { Array($0.utf8) }
  )

  /// An adverb with an adjective right behind a form of “be”.
  private func judgements(_ terms: [Term], _ vocabulary: Vocabulary) -> [Range<Int>] {
    func traits(_ i: Int) -> Vocabulary.Traits { terms[i].traits }
    return terms.indices.dropLast().compactMap { i in
      let isJudgement =
        traits(i).contains(.adverb) && traits(i + 1).contains(.adjective)
        && terms[i].kind == .word && terms[i + 1].kind == .word
      guard isJudgement, i > 0, traits(i - 1).contains(.auxiliary) else { return nil }
      // “They are very tired” does not say who is.
      if i > 1, Self.pronouns.contains(vocabulary.words[terms[i - 2].word].folded) { return nil }
      return i..<i + 2
    }
  }
}
