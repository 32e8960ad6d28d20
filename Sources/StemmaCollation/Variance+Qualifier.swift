import StemmaText

extension StatementPair {
  /// What stands beside a number and changes what it counts.
  private enum Bound: Hashable {
    case atLeast, atMost, age
  }

  /// Equal numbers that count in two ways: 24 years against more than 24, or against an age.
  func qualifierVariances(in vocabulary: Vocabulary) -> [Variance] {
    a.indices.compactMap { i in
      guard a[i].kind == .number, let j = alignment.partners[i], b[j].kind == .number,
        alignment.agrees(i), isCount(a[i], vocabulary), isCount(b[j], vocabulary)
      else { return nil }
      let (mine, first) = bounds(at: i, in: a, vocabulary)
      let (theirs, second) = bounds(at: j, in: b, vocabulary)
      let parting = mine.symmetricDifference(theirs)
      let isPlain =
        parting == [.age] && !isTime(mine.contains(.age) ? b[j...] : a[i...], vocabulary)
      return parting.isEmpty || isPlain
        ? nil : Variance(kind: .number, rule: .qualifier, first: first, second: second)
    }
  }

  /// Whether a number is written in digits, and counts: no ordinal, no score, no time.
  private func isCount(_ term: Term, _ vocabulary: Vocabulary) -> Bool {
    term.value != nil
      && vocabulary.words[term.word].folded.allSatisfy { $0.isDigit || $0 == 0x2C || $0 == 0x2E }
  }

  /// Whether a number is followed by a unit of time.
  private func isTime(_ terms: ArraySlice<Term>, _ vocabulary: Vocabulary) -> Bool {
    terms.dropFirst().first.map { $0.traits.contains(.timeUnit) } ?? false
  }

  /// The word that bounds a number: the one before it, or before “than”.
  private func qualifier(before i: Int, in terms: [Term], _ vocabulary: Vocabulary) -> Int? {
    guard i > 0 else { return nil }
    let isThan = vocabulary.words[terms[i - 1].word].folded.elementsEqual("than".utf8)
    return isThan ? (i > 1 ? i - 2 : nil) : i - 1
  }

  private func bounds(
    at i: Int,
    in terms: [Term],
    _ vocabulary: Vocabulary
  ) -> (Set<Bound>, Range<Int>) {
    var bounds: Set<Bound> = []
    var lower = i
    var upper = i + 1
    if let k = qualifier(before: i, in: terms, vocabulary) {
      let traits = terms[k].traits
      if traits.contains(.atLeast) { bounds.insert(.atLeast) }
      if traits.contains(.atMost) || traits.contains(.almost) { bounds.insert(.atMost) }
      if !bounds.isEmpty { lower = k }
    }
    for k in terms.indices[upper...].prefix(2) {
      let word = vocabulary.words[terms[k].word]
      if word.traits.contains(.timeUnit) { upper = max(upper, k + 1) }
      if word.traits.contains(.age) {
        bounds.insert(.age)
        upper = k + 1
      }
    }
    return (bounds, lower..<upper)
  }
}
