import StemmaText

extension StatementPair {
  /// Negation and opposites, weighed together: “not good” and “bad” agree, “not overlook” and “not
  /// rule out” do not.
  func oppositionVariances(in vocabulary: inout Vocabulary) -> [Variance] {
    let opposites = oppositePairs(in: &vocabulary, isOpposite)
    let mine = a.indices.filter { a[$0].kind == .negation && !isAnswered($0) }
    let theirs = b.indices.filter { j in
      b[j].kind == .negation && !(alignment.reverse[j].map { a[$0].kind == .negation } ?? false)
    }
    let flips = abs(mine.count - theirs.count)
    if flips > 0 {
      let answers = oppositePairs(in: &vocabulary, isAnswer)
      if isAnswered(mine, theirs, by: answers) { return [] }
      if isPart, !deniesShared(mine, in: a, { alignment.agrees($0) && !denies($0, vocabulary) }),
        !deniesShared(
          theirs,
          in: b,
          { j in
            alignment.reverse[j].map { alignment.agrees($0) && !denies($0, vocabulary) } ?? false
          }
        )
      {
        return []
      }
      let i = mine.first ?? nearest(to: theirs[0], alignment.reverse, a.count)
      let j = theirs.first ?? nearest(to: mine[0], alignment.partners, b.count)
      return [
        Variance(
          kind: .polarity,
          rule: .negation,
          first: head(of: i, in: a, vocabulary),
          second: head(of: j, in: b, vocabulary)
        )
      ]
    }
    if !opposites.isEmpty { return opposites.map { variance(.meaning, .opposite, $0.0, $0.1) } }
    return isGated ? negatedHeads(in: &vocabulary) : []
  }

  /// Whether what negations deny stands in the other statement too.
  private func deniesShared(_ negations: [Int], in terms: [Term], _ agrees: (Int) -> Bool) -> Bool {
    negations.contains { i in
      terms.indices[(i + 1)...].prefix(4).first { terms[$0].isContent }.map(agrees) ?? false
    }
  }

  /// Whether one of two terms that agree is the other with a denial before it: “exist” and
  /// “nonexistent”.
  private func denies(_ i: Int, _ vocabulary: Vocabulary) -> Bool {
    guard let j = alignment.partners[i] else { return false }
    let x = vocabulary.words[a[i].word].folded
    let y = vocabulary.words[b[j].word].folded
    func isDenied(_ word: [UInt8], _ plain: [UInt8]) -> Bool {
      ["non", "un", "in", "im", "dis"].contains { prefix in
        word.starts(with: prefix.utf8)
          && word.dropFirst(prefix.utf8.count).starts(with: plain.prefix(4))
      }
    }
    return isDenied(x, y) || isDenied(y, x)
  }

  /// Whether opposites stand right behind the negations that only one statement has: “not good” is
  /// answered by “bad”.
  private func isAnswered(_ mine: [Int], _ theirs: [Int], by opposites: [(Int, Int)]) -> Bool {
    opposites.contains { first, second in
      mine.contains { ($0...$0 + 4).contains(first) }
        || theirs.contains { ($0...$0 + 4).contains(second) }
    }
  }

  private func isAnswered(_ i: Int) -> Bool {
    alignment.partners[i].map { b[$0].kind == .negation } ?? false
  }

  /// The other side's place that corresponds to an unpaired term.
  func nearest(to i: Int, _ partners: [Int?], _ count: Int) -> Int {
    var before = i
    while before > 0, partners[before] == nil { before -= 1 }
    return min(partners[before] ?? 0, count - 1)
  }

  /// A negation with the word it denies.
  private func head(of i: Int, in terms: [Term], _ vocabulary: Vocabulary) -> Range<Int> {
    guard terms[i].kind == .negation else { return i..<i + 1 }
    let head = terms.indices[(i + 1)...].prefix(4).first { terms[$0].isContent }
    return i..<(head ?? i) + 1
  }

  /// Pairs of loose words that name opposites.
  private func oppositePairs(
    in vocabulary: inout Vocabulary,
    _ isOpposite: (Int, Int, ClosedRange<Int>, inout Vocabulary) -> Bool
  ) -> [(Int, Int)] {
    let theirs = looseSecond.filter { canOppose(b[$0]) }
    if theirs.isEmpty { return [] }
    var pairs: [(Int, Int)] = []
    for i in looseFirst where canOppose(a[i]) {
      let gap = gap(at: i)
      func opposes(_ j: Int) -> Bool {
        if a[i].kind == .number && b[j].kind == .number || pairs.contains(where: { $0.1 == j }) {
          return false
        }
        if a[i].traits.contains(.sexed), b[j].traits.contains(.sexed) {
          let spelling = vocabulary.words[b[j].word].spelling
          if vocabulary.words[a[i].word].counterparts.contains(spelling) { return false }
        }
        return isOpposite(i, j, gap, &vocabulary)
      }
      if let partner = alignment.partners[i], theirs.contains(partner), opposes(partner) {
        pairs.append((i, partner))
      } else if let j = theirs.first(where: { gap.contains($0) && opposes($0) }) {
        pairs.append((i, j))
      }
    }
    return pairs
  }

  /// Senses up to which a word is taken for the opposite of another because it is near one: words
  /// like “come” and “bring” are near everything.
  private static let distinct = 8

  private func canOppose(_ term: Term) -> Bool { term.kind != .date && term.kind != .negation }

  private func isOpposite(
    _ i: Int,
    _ j: Int,
    _ gap: ClosedRange<Int>,
    in vocabulary: inout Vocabulary
  ) -> Bool {
    let x = a[i].traits
    let y = b[j].traits
    let isPaired = alignment.partners[i] == j
    if !isPaired {
      guard gap.contains(j) else { return false }
      if x.contains(.function) || y.contains(.function) { return false }
      if a[i].kind == .name || b[j].kind == .name { return false }
    }
    if vocabulary.isOppositePair(a[i].word, b[j].word) { return true }
    guard isPaired else { return false }
    let one = vocabulary.meaning(of: a[i].word)
    let other = vocabulary.meaning(of: b[j].word)
    let isQuality = Self.isQuality(x) && Self.isQuality(y)
    let isDistinct = max(one.synsets.count, other.synsets.count) <= Self.distinct
    guard x.union(y).isDisjoint(with: .function), isDistinct || isQuality else { return false }
    if one.isNearOpposite(of: other) || vocabulary.isOppositeByDerivation(one, other) {
      return true
    }
    return isQuality && isDistinct && one.isIndirectOpposite(of: other)
  }

  /// Whether a word answers another with a negation before it: “not sure” and “uncertain”.
  ///
  /// What is only near an opposite answers where both are qualities.
  private func isAnswer(
    _ i: Int,
    _ j: Int,
    _ gap: ClosedRange<Int>,
    in vocabulary: inout Vocabulary
  ) -> Bool {
    guard a[i].kind == .word, b[j].kind == .word, gap.contains(j) else { return false }
    if vocabulary.isOppositePair(a[i].word, b[j].word) { return true }
    let qualities: Vocabulary.Traits = [.adjective, .adverb]
    guard !a[i].traits.isDisjoint(with: qualities),
      !b[j].traits.isDisjoint(with: qualities)
    else { return false }
    let one = vocabulary.meaning(of: a[i].word)
    let other = vocabulary.meaning(of: b[j].word)
    return one.isNearOpposite(of: other) || one.isIndirectOpposite(of: other)
      || vocabulary.isOppositeByDerivation(one, other)
  }

  private static func isQuality(_ traits: Vocabulary.Traits) -> Bool {
    !traits.isDisjoint(with: [.adjective, .adverb]) && !traits.contains(.verb)
  }

  /// Where in the second statement a term of the first would stand: between the partners of what
  /// agrees on both sides, two terms more each way.
  private func gap(at i: Int) -> ClosedRange<Int> {
    var k = i - 1
    while k >= 0, !alignment.agrees(k) { k -= 1 }
    let before = k < 0 ? 0 : alignment.partners[k] ?? 0
    k = i + 1
    while k < a.count, !alignment.agrees(k) { k += 1 }
    let after = k == a.count ? b.count : alignment.partners[k] ?? b.count
    return min(before, after) - 2...max(before, after) + 2
  }

  /// Two negations whose verbs have nothing in common.
  private func negatedHeads(in vocabulary: inout Vocabulary) -> [Variance] {
    let mine = a.indices.filter { a[$0].kind == .negation }
    let theirs = b.indices.filter { b[$0].kind == .negation }
    let pairs =
      mine.count == 1 && theirs.count == 1
      ? [(mine[0], theirs[0])]
      : mine.compactMap { i in
        alignment.partners[i].flatMap { b[$0].kind == .negation ? (i, $0) : nil }
      }
    var found: [Variance] = []
    for (i, j) in pairs {
      let first = head(of: i, in: a, vocabulary)
      let second = head(of: j, in: b, vocabulary)
      let x = first.upperBound - 1
      let y = second.upperBound - 1
      guard x > i, y > j, !alignment.agrees(x),
        !(alignment.reverse[y].map(alignment.agrees) ?? false),
        isVerb(x, in: a, vocabulary), isVerb(y, in: b, vocabulary)
      else { continue }
      let one = verb(at: first, in: a, &vocabulary)
      let other = verb(at: second, in: b, &vocabulary)
      if one.meaning.kinship(to: other.meaning) == .none {
        found.append(
          Variance(kind: .meaning, rule: .negatedHead, first: one.place, second: other.place)
        )
      }
    }
    return found
  }

  /// What the verb at the end of a place means, which has its particle then.
  private func verb(
    at place: Range<Int>,
    in terms: [Term],
    _ vocabulary: inout Vocabulary
  ) -> (meaning: Relations.Meaning, place: Range<Int>) {
    let verb = terms[place.upperBound - 1].word
    if place.upperBound < terms.count,
      let phrasal = vocabulary.phrasalMeaning(of: verb, before: terms[place.upperBound].word)
    {
      return (phrasal, place.lowerBound..<place.upperBound + 1)
    }
    return (vocabulary.meaning(of: verb), place)
  }

  private func isVerb(_ i: Int, in terms: [Term], _ vocabulary: Vocabulary) -> Bool {
    terms[i].kind == .word && terms[i].traits.contains(.verb)
  }

  /// In texts that are one but for a change or two: a word changed for an unrelated one, and names
  /// or numbers that were put in.
  func substitutions(beside known: [Variance], in vocabulary: inout Vocabulary) -> [Variance] {
    let changed = a.indices.compactMap { i -> (Int, Int)? in
      guard a[i].isContent, let j = alignment.partners[i], a[i].word != b[j].word else {
        return nil
      }
      return (i, j)
    }
    let added = b.indices.filter { b[$0].isContent && alignment.reverse[$0] == nil }
    let dropped = a.indices.filter { a[$0].isContent && alignment.partners[$0] == nil }
    let changes = changed.count + max(added.count, dropped.count)
    var found: [Variance] = []
    for (i, j) in changed where !alignment.agrees(i) && a[i].kind == .word && b[j].kind == .word {
      if known.contains(where: { $0.first.contains(i) || $0.second.contains(j) }) { continue }
      let x = a[i].traits
      let y = b[j].traits
      let isThing = x.contains(.concrete) && y.contains(.concrete)
      if changes <= 2 && !(isVerbal(x) && isVerbal(y)) || changes == 3 && isThing {
        found.append(variance(.term, .substitution, i, j))
      }
    }
    for j in added where b[j].kind == .name || b[j].kind == .number {
      if known.contains(where: { $0.second.contains(j) }) { continue }
      if b[j].kind == .name, isNamed(j..<j + 1, of: b, in: a, &vocabulary) || isPart(j) { continue }
      let i = nearest(to: j, alignment.reverse, a.count)
      found.append(variance(b[j].kind == .name ? .name : .number, .addition, i, j))
    }
    return found
  }

  /// Whether a name stands beside one that both have, and is a part of it.
  private func isPart(_ j: Int) -> Bool {
    func isShared(_ k: Int) -> Bool {
      b.indices.contains(k) && b[k].kind == .name
        && (alignment.reverse[k].map(alignment.agrees) ?? false)
    }
    return isShared(j - 1) || isShared(j + 1)
  }

  private func isVerbal(_ traits: Vocabulary.Traits) -> Bool {
    traits.contains(.verb) && !traits.contains(.concrete)
  }
}
