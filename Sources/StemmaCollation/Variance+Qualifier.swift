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
      return mine == theirs
        ? nil : Variance(kind: .number, rule: .qualifier, first: first, second: second)
    }
  }

  /// Whether a number is written in digits, and counts: no ordinal, no score, no time.
  private func isCount(_ term: Term, _ vocabulary: Vocabulary) -> Bool {
    term.value != nil
      && vocabulary.words[term.word].folded.allSatisfy { $0.isDigit || $0 == 0x2C || $0 == 0x2E }
  }

  private static let bounds: [String: Bound] = [
    "more": .atLeast, "over": .atLeast, "least": .atLeast, "exceeding": .atLeast,
    "less": .atMost, "fewer": .atMost, "under": .atMost, "most": .atMost,
  ]

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
      let word = String(decoding: vocabulary.words[terms[k].word].folded, as: UTF8.self)
      if let bound = Self.bounds[word] {
        bounds.insert(bound)
        lower = k
      }
    }
    for k in terms.indices[upper...].prefix(2) {
      let word = vocabulary.words[terms[k].word]
      if word.traits.contains(.timeUnit) { upper = max(upper, k + 1) }
      if word.folded.elementsEqual("old".utf8) {
        bounds.insert(.age)
        upper = k + 1
      }
    }
    return (bounds, lower..<upper)
  }

  /// Hedges that only one of the two has: what one asserts, the other lets somebody allege.
  func hedgeVariances(in vocabulary: Vocabulary) -> [Variance] {
    let mine = hedges(a, vocabulary)
    let theirs = hedges(b, vocabulary)
    if mine.isEmpty == theirs.isEmpty { return [] }
    let (hedge, terms) = mine.isEmpty ? (theirs[0], b) : (mine[0], a)
    let head = terms.indices[(hedge + 1)...].prefix(3).first { terms[$0].isContent } ?? hedge
    let hedged = hedge..<head + 1
    guard let other = mine.isEmpty ? alignment.reverse[head] : alignment.partners[head] else {
      return []
    }
    return [
      Variance(
        kind: .modality,
        rule: .hedge,
        first: mine.isEmpty ? other..<other + 1 : hedged,
        second: mine.isEmpty ? hedged : other..<other + 1
      )
    ]
  }

  private func hedges(_ terms: [Term], _ vocabulary: Vocabulary) -> [Int] {
    terms.indices.filter { vocabulary.words[terms[$0].word].traits.contains(.hedge) }
  }
}
