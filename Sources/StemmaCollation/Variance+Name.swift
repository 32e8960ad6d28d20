import StemmaText

extension StatementPair {
  /// Names of which the other statement has another in the same place, or none at all.
  func nameVariances(in vocabulary: inout Vocabulary) -> [Variance] {
    let mine = strangers(of: a, in: b, &vocabulary)
    let theirs = strangers(of: b, in: a, &vocabulary)
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
    if isExcerpt {
      return found.filter {
        isAnchored($0.first.lowerBound, $0.second.lowerBound, onBothSides: true)
      }
    }
    let left = mine.filter { run in !found.contains { $0.first == run } }
    let other = theirs.indices.filter { !taken.contains($0) }.map { theirs[$0] }
    if left.count == 1, other.count == 1 {
      found.append(Variance(kind: .name, rule: .name, first: left[0], second: other[0]))
    }
    if found.isEmpty { found += omissions(mine, theirs, in: &vocabulary) }
    return found
  }

  /// Names that only one statement has: where the other breaks off in their place, or where it has
  /// all else.
  private func omissions(
    _ mine: [Range<Int>],
    _ theirs: [Range<Int>],
    in vocabulary: inout Vocabulary
  ) -> [Variance] {
    if let (run, place) = lost(from: a, in: b, alignment.reverse, &vocabulary) {
      return [Variance(kind: .name, rule: .addition, first: run, second: place)]
    }
    if let (run, place) = lost(from: b, in: a, alignment.partners, &vocabulary) {
      return [Variance(kind: .name, rule: .addition, first: place, second: run)]
    }
    guard coverage >= Self.full, mine.count + theirs.count == 1 else { return [] }
    let kept = mine.filter { isOwn(a[$0], vocabulary) }.map {
      Variance(kind: .name, rule: .addition, first: $0, second: place(of: $0, alignment.partners))
    }
    return kept
      + theirs.filter { isOwn(b[$0], vocabulary) }.map {
        Variance(kind: .name, rule: .addition, first: place(of: $0, alignment.reverse), second: $0)
      }
  }

  /// A name that a statement has where the other breaks off: “in the north of .”, “Has announced”.
  private func lost(
    from terms: [Term],
    in broken: [Term],
    _ partners: [Int?],
    _ vocabulary: inout Vocabulary
  ) -> (Range<Int>, Range<Int>)? {
    if !terms.contains(where: \.isCutOff), let i = broken.firstIndex(where: \.isCutOff) {
      let at = broken.indices[...i].reversed().compactMap { partners[$0] }.first ?? 0
      let absent = runs(terms, vocabulary).filter { run in
        !run.contains { k in
          broken.contains { $0.kind != .function && vocabulary.isSameName(terms[k], $0) }
        }
      }
      let run =
        absent.min { abs($0.lowerBound - at) < abs($1.lowerBound - at) }
        ?? runs(terms, vocabulary).first { (at...at + 3).contains($0.lowerBound) }
      if let run { return (run, i..<i + 1) }
    }
    if let (run, place) = bareTitle(from: terms, in: broken, partners, &vocabulary) {
      return (run, place)
    }
    guard let first = broken.first, let k = partners[0], k > 0, k < 7,
      first.traits.contains(.finite),
      first.stem == terms[k].stem,
      !terms[..<k].contains(where: { $0.traits.contains(.finite) }),
      !broken.contains(where: { other in
        terms[..<k].contains { $0.isContent && vocabulary.isSameName($0, other) }
      })
    else { return nil }
    return (0..<k, 0..<1)
  }

  /// A person’s name whose title stands without it in the other statement, as in “Dr discovered”.
  private func bareTitle(
    from terms: [Term],
    in broken: [Term],
    _ partners: [Int?],
    _ vocabulary: inout Vocabulary
  ) -> (Range<Int>, Range<Int>)? {
    for run in runs(terms, vocabulary) where run.lowerBound > 0 {
      let title = terms[run.lowerBound - 1]
      let traits = title.traits
      guard !traits.isDisjoint(with: [.office, .title]) else { continue }
      let place = broken.indices.first {
        broken[$0].stem == title.stem
      }
      guard let place, place + 1 < broken.count, broken[place + 1].kind != .name,
        !run.contains(where: { k in
          broken.contains { $0.isContent && vocabulary.isSameName(terms[k], $0) }
        })
      else { continue }
      return (run, place..<place + 1)
    }
    return nil
  }

  /// Coverage from which even a common noun that is written large is missed.
  private static let nearlyAll = 800

  /// Whether a name is one that others cannot put in common words, as they do with capitals (EU)
  /// and with common nouns that are written large (the Board).
  private func isOwn(_ run: ArraySlice<Term>, _ vocabulary: Vocabulary) -> Bool {
    run.contains {
      !$0.isAcronym && (coverage >= Self.nearlyAll || !isCommonNoun($0, vocabulary))
    }
  }

  private func isCommonNoun(_ term: Term, _ vocabulary: Vocabulary) -> Bool {
    let traits = term.traits
    return traits.contains(.known) && traits.contains(.noun) && !traits.contains(.place)
  }

  /// Where the other statement would have a run that it lacks.
  private func place(of run: Range<Int>, _ partners: [Int?]) -> Range<Int> {
    var before = run.lowerBound
    while before > 0, partners[before] == nil { before -= 1 }
    let at = partners[before] ?? 0
    return at..<at + 1
  }

  /// Names that the other statement does not have, each once.
  private func strangers(
    of terms: [Term],
    in others: [Term],
    _ vocabulary: inout Vocabulary
  ) -> [Range<Int>] {
    var seen: Set<[Int]> = []
    return runs(terms, vocabulary).filter { run in
      !isNamed(run, of: terms, in: others, &vocabulary)
        && seen.insert(terms[run].map { $0.stem }).inserted
    }
  }

  /// Runs of names, each a name as readers see it; offices and titles before them are none.
  func runs(_ terms: [Term], _ vocabulary: Vocabulary) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for i in terms.indices where terms[i].kind == .name {
      if !terms[i].traits.isDisjoint(with: [.office, .title]) { continue }
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
  func isNamed(
    _ run: Range<Int>,
    of terms: [Term],
    in others: [Term],
    _ vocabulary: inout Vocabulary
  ) -> Bool {
    for i in run {
      for j in others.indices where others[j].isContent && others[j].kind != .number {
        let other = others[j]
        let isSame =
          vocabulary.isSameName(terms[i], other)
          || vocabulary.meaning(of: terms[i].word).kinship(to: vocabulary.meaning(of: other.word))
            <= .derived
        if isSame, !isNamesake(run, i, of: terms, j, of: others, vocabulary) { return true }
      }
      if isInitials(vocabulary.words[terms[i].word].folded, of: others, in: vocabulary) {
        return true
      }
    }
    let initials = run.compactMap { vocabulary.words[terms[$0].word].folded.first }
    return initials.count > 1
      && others.contains {
        vocabulary.words[$0.word].folded.filter(\.isLetter).starts(with: initials)
      }
  }

  /// Whether two names share their first word alone: the United States and the United Nations,
  /// Vladimir Putin and Vladimir Zelensky.
  private func isNamesake(
    _ run: Range<Int>,
    _ i: Int,
    of terms: [Term],
    _ j: Int,
    of others: [Term],
    _ vocabulary: Vocabulary
  ) -> Bool {
    guard run.count > 1, i == run.lowerBound, j + 1 < others.count,
      others[j].kind == .name, others[j + 1].kind == .name,
      others[j + 1].span.lower == others[j].span.upper + 1
    else { return false }
    let isAlone = j == 0 || others[j - 1].kind != .name
    return isAlone
      && terms[run.upperBound - 1].stem
        != others[j + 1].stem
      && !others.contains { $0.word == terms[run.upperBound - 1].word }
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
