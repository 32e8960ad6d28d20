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
    if isThan { return i > 1 ? i - 2 : nil }
    // “handed over 21 girls”
    let isParticle =
      i > 1 && terms[i - 2].traits.contains(.verb)
      && vocabulary.phrasalMeaning(of: terms[i - 2].word, before: terms[i - 1].word) != nil
    return isParticle ? nil : i - 1
  }

  /// Whether a number that is bounded leaves room for one that is not: more than 50, and 51.
  func allowsBoth(_ i: Int, _ j: Int, _ vocabulary: Vocabulary) -> Bool {
    guard let x = a[i].value, let y = b[j].value else { return false }
    let mine = bounds(at: i, in: a, vocabulary).0
    let theirs = bounds(at: j, in: b, vocabulary).0
    func allows(_ bounds: Set<Bound>, _ bound: Double, _ number: Double) -> Bool {
      bounds.contains(.atLeast) && number >= bound || bounds.contains(.atMost) && number <= bound
    }
    return theirs.isDisjoint(with: [.atLeast, .atMost]) && allows(mine, x, y)
      || mine.isDisjoint(with: [.atLeast, .atMost]) && allows(theirs, y, x)
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
