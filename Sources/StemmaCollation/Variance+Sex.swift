import StemmaText

extension StatementPair {
  /// Places of one statement's pronouns, by sex.
  private struct Pronouns {
    let men: [Int]
    let women: [Int]

    var isEmpty: Bool { men.isEmpty && women.isEmpty }

    init(_ terms: [Term], _ vocabulary: Vocabulary) {
      func places(_ trait: Vocabulary.Traits) -> [Int] {
        terms.indices.filter { terms[$0].traits.contains(trait) }
      }
      men = places(.masculine)
      women = places(.feminine)
    }
  }

  /// Pronouns, nouns and titles of one person that change sex between the statements.
  func genderVariances(in vocabulary: Vocabulary) -> [Variance] {
    let found = changesOfSex(in: vocabulary)
    return isPart
      ? found.filter { isAnchored($0.first.lowerBound, $0.second.lowerBound) } : found
  }

  private func changesOfSex(in vocabulary: Vocabulary) -> [Variance] {
    let mine = Pronouns(a, vocabulary)
    let theirs = Pronouns(b, vocabulary)
    if let place = exchange(mine, theirs) {
      return [variance(.referent, .gender, place.0, place.1)]
    }
    let changed = pairs(mine.men, theirs.women) + pairs(mine.women, theirs.men)
    if let place = changed.first { return [variance(.referent, .gender, place.0, place.1)] }
    if let place = nouns(in: vocabulary) {
      return [variance(.referent, .gender, place.0, place.1)]
    }
    return intrusion(mine, theirs, in: vocabulary)
  }

  /// One statement speaks of men alone, the other of women alone.
  private func exchange(_ mine: Pronouns, _ theirs: Pronouns) -> (Int, Int)? {
    if let i = mine.men.first, let j = theirs.women.first, theirs.men.isEmpty, mine.women.isEmpty {
      return (i, j)
    }
    if let i = mine.women.first, let j = theirs.men.first, mine.men.isEmpty, theirs.women.isEmpty {
      return (i, j)
    }
    return nil
  }

  private func pairs(_ mine: [Int], _ theirs: [Int]) -> [(Int, Int)] {
    mine.compactMap { i in
      alignment.partners[i].flatMap { theirs.contains($0) ? (i, $0) : nil }
    }
  }

  /// A noun or title that stands where the other has its counterpart.
  private func nouns(in vocabulary: Vocabulary) -> (Int, Int)? {
    for i in looseFirst where a[i].traits.contains(.sexed) {
      let others = vocabulary.words[a[i].word].counterparts
      let j = looseSecond.first { others.contains(vocabulary.words[b[$0].word].spelling) }
      if let j { return (i, j) }
    }
    return nil
  }

  /// One statement speaks of one sex alone, the other of both, and neither names anybody else.
  private func intrusion(
    _ mine: Pronouns,
    _ theirs: Pronouns,
    in vocabulary: Vocabulary
  ) -> [Variance] {
    func isSexed(_ term: Term) -> Bool { term.kind != .name && term.traits.contains(.sexed) }
    guard !a.contains(where: isSexed), !b.contains(where: isSexed) else { return [] }
    func isMixed(_ pronouns: Pronouns) -> Bool {
      !pronouns.men.isEmpty && !pronouns.women.isEmpty
    }
    if isMixed(theirs), !isMixed(mine), let i = (mine.men + mine.women).first {
      let j = mine.men.isEmpty ? theirs.men[0] : theirs.women[0]
      return [variance(.referent, .gender, i, j)]
    }
    if isMixed(mine), !isMixed(theirs), let j = (theirs.men + theirs.women).first {
      let i = theirs.men.isEmpty ? mine.men[0] : mine.women[0]
      return [variance(.referent, .gender, i, j)]
    }
    return isExcerpt ? [] : doubling(mine, theirs, in: vocabulary)
  }

  /// One statement makes a man and a woman of the only person it names, the other neither.
  private func doubling(
    _ mine: Pronouns,
    _ theirs: Pronouns,
    in vocabulary: Vocabulary
  ) -> [Variance] {
    func second(_ pronouns: Pronouns) -> Int? {
      guard let man = pronouns.men.first, let woman = pronouns.women.first else { return nil }
      return max(man, woman)
    }
    if let j = second(theirs), mine.isEmpty, runs(b, vocabulary).count == 1 {
      return [variance(.referent, .gender, nearest(to: j, alignment.reverse, a.count), j)]
    }
    if let i = second(mine), theirs.isEmpty, runs(a, vocabulary).count == 1 {
      return [variance(.referent, .gender, i, nearest(to: i, alignment.partners, b.count))]
    }
    return []
  }
}
