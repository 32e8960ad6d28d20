import StemmaText

extension StatementPair {
  /// Names of which the other statement has another in the same place, or none at all.
  func nameVariances(in vocabulary: inout Vocabulary) -> [Variance] {
    let mine = runs(a).filter { run in !isNamed(run, of: a, in: b, &vocabulary) }
    let theirs = runs(b).filter { run in !isNamed(run, of: b, in: a, &vocabulary) }
    var found: [Variance] = []
    var taken: Set<Int> = []
    for run in mine {
      let partner = theirs.indices.first { k in
        !taken.contains(k)
          && run.contains { alignment.partners[$0].map(theirs[k].contains) ?? false }
      }
      if let partner {
        taken.insert(partner)
        found.append(Variance(kind: .name, rule: .name, first: run, second: theirs[partner]))
      }
    }
    let left = mine.filter { run in !found.contains { $0.first == run } }
    let other = theirs.indices.filter { !taken.contains($0) }
    if left.count == 1, other.count == 1 {
      found.append(Variance(kind: .name, rule: .name, first: left[0], second: theirs[other[0]]))
    }
    if found.isEmpty, coverage >= Self.full, mine.count + theirs.count == 1 {
      found += mine.map {
        Variance(kind: .name, rule: .addition, first: $0, second: place(of: $0, alignment.partners))
      }
      found += theirs.map {
        Variance(kind: .name, rule: .addition, first: place(of: $0, alignment.reverse), second: $0)
      }
    }
    return found
  }

  /// Where the other statement would have a run that it lacks.
  private func place(of run: Range<Int>, _ partners: [Int?]) -> Range<Int> {
    var before = run.lowerBound
    while before > 0, partners[before] == nil { before -= 1 }
    let at = partners[before] ?? 0
    return at..<at + 1
  }

  /// Runs of names, each a name as readers see it.
  private func runs(_ terms: [Term]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for i in terms.indices where terms[i].kind == .name {
      if let last = runs.last, last.upperBound == i,
        terms[i].span.lower <= terms[i - 1].span.upper + 1
      {
        runs[runs.count - 1] = last.lowerBound..<i + 1
      } else {
        runs.append(i..<i + 1)
      }
    }
    return runs
  }

  /// Whether a name, or part of it, stands anywhere in the other statement: spelt in another way, by
  /// its first letters, or by another name of the same country.
  private func isNamed(
    _ run: Range<Int>,
    of terms: [Term],
    in others: [Term],
    _ vocabulary: inout Vocabulary
  ) -> Bool {
    for i in run {
      let name = vocabulary.words[terms[i].word].folded
      for other in others where other.isContent {
        let word = vocabulary.words[other.word].folded
        if vocabulary.isSameName(name, word) { return true }
        if terms[i].kind == .name, other.kind != .number,
          vocabulary.meaning(of: terms[i].word).kinship(to: vocabulary.meaning(of: other.word))
            != .none
        {
          return true
        }
      }
      if isInitials(name, of: others, in: vocabulary) { return true }
    }
    let initials = run.compactMap { vocabulary.words[terms[$0].word].folded.first }
    return initials.count > 1
      && others.contains {
        vocabulary.words[$0.word].folded.filter(\.isLetter).starts(with: initials)
      }
  }

  /// Whether letters are the first ones of words in a row.
  private func isInitials(_ name: [UInt8], of terms: [Term], in vocabulary: Vocabulary) -> Bool {
    let letters = name.filter(\.isLetter)
    guard letters.count > 1, letters.count < 7 else { return false }
    let firsts = terms.filter(\.isContent).compactMap { vocabulary.words[$0.word].folded.first }
    guard firsts.count >= letters.count else { return false }
    return (0...(firsts.count - letters.count)).contains {
      firsts[$0..<$0 + letters.count].elementsEqual(letters)
    }
  }
}
