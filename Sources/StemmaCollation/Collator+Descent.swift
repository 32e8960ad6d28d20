import StemmaText

extension Collator {
  /// Share of a text, of 1000, from which its words are all taken from another.
  private static let all = 800

  /// Words shared from which texts depend on each other however long they are: three runs of eight.
  private static let adapted = 24

  /// The edges of the stemma: agencies first, then pair after pair.
  func descents(_ reuse: [Collation.Reuse], _ divergences: [Divergence]) -> [Descent] {
    var shared: [Pair: [Collation.Reuse]] = [:]
    for run in reuse {
      shared[Pair(run.first.witness, run.second.witness), default: []].append(run)
    }
    var errors: [Pair: [(Member, Member)]] = [:]
    for error in sharedErrors(divergences) {
      errors[Pair(error.0.witness, error.1.witness), default: []].append(error)
    }
    let pairs = Set(shared.keys).union(errors.keys)
      .sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    return credits()
      + pairs.compactMap { descent($0, shared[$0, default: []], errors[$0, default: []]) }
  }

  /// Two witnesses, the one that comes first, first.
  private struct Pair: Hashable {
    let first: Int
    let second: Int

    init(_ a: Int, _ b: Int) {
      first = min(a, b)
      second = max(a, b)
    }
  }

  private func credits() -> [Descent] {
    witnesses.indices.flatMap { index in
      witnesses[index].agencies.prefix(1).map { code in
        Descent(
          origin: .agency(code),
          witness: index,
          relation: .credit,
          isDirected: true,
          certainty: .certain,
          evidence: [.credit(agency: code)]
        )
      }
    }
  }

  /// Marks of translation, and doubted words, that two witnesses have in the same words.
  private func sharedErrors(_ divergences: [Divergence]) -> [(Member, Member)] {
    var places: [[UInt8]: [Member]] = [:]
    for (index, witness) in witnesses.enumerated() where originals[index] == nil {
      for span in witness.artefacts {
        let words = foldedLetters(witness.text[span.range])
        if words.count >= 4 { places[words, default: []].append(Member(index, span)) }
      }
    }
    for divergence in divergences where divergence.suspects.count > 1 {
      for member in divergence.members where divergence.suspects.contains(member.witness) {
        let words = foldedLetters(witnesses[member.witness].text[member.span.range])
        places[words, default: []].append(Member(member.witness, member.span))
      }
    }
    var errors: [(Member, Member)] = []
    for words in places.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      var firsts: [Member] = []
      for member in places[words, default: []].sorted()
      where !firsts.contains(where: { $0.witness == member.witness }) { firsts.append(member) }
      // Every pair of a few; of many, each with the first.
      for (i, second) in firsts.enumerated() {
        for first in firsts.prefix(firsts.count > 8 ? min(i, 1) : i) {
          errors.append((first, second))
        }
      }
    }
    return errors
  }

  private func descent(
    _ pair: Pair,
    _ runs: [Collation.Reuse],
    _ errors: [(Member, Member)]
  ) -> Descent? {
    let words = runs.reduce(0) { $0 + $1.words }
    let sizes = [pair.first, pair.second].map { index in
      max(1, passages[index].reduce(0) { $0 + $1.terms.count })
    }
    let shares = sizes.map { min(1000, 1000 * words / $0) }
    let most = shares.max() ?? 0
    let relation: Descent.Relation
    switch (shares.min() ?? 0, most, words) {
    case (Self.all..., _, _): relation = .copy
    case (_, Self.all..., _): relation = .excerpt
    case (_, _, Self.adapted...): relation = .adaptation
    case _ where !errors.isEmpty: relation = .sharedError
    default: return nil
    }
    var evidence: [Descent.Evidence] = []
    if words > 0 {
      let longest = runs.map(\.words).max() ?? 0
      evidence.append(
        .sharedText(words: words, longest: longest, ofFirst: shares[0], ofSecond: shares[1])
      )
    }
    evidence += errors.map { .sharedError($0.0, $0.1) }
    let credited = publisherCredited(in: pair)
    if let credited { evidence.append(.credit(agency: credited.agency)) }
    let days = days(of: pair)
    if let days { evidence.append(.days(days.0, days.1)) }
    let isLater = days.map { $0.0 != $0.1 } ?? false
    let origin =
      credited?.publisher ?? (days.map { $0.1 < $0.0 } == true ? pair.second : pair.first)
    return Descent(
      origin: .witness(origin),
      witness: origin == pair.first ? pair.second : pair.first,
      relation: relation,
      isDirected: credited != nil || isLater,
      certainty: certainty(most, hasErrors: !errors.isEmpty, isCredited: credited != nil),
      evidence: evidence
    )
  }

  /// Shared words leave no doubt that texts depend on each other where they are most of one;
  /// elsewhere both may quote the same statement.
  private func certainty(_ share: Int, hasErrors: Bool, isCredited: Bool) -> Certainty {
    if share >= Self.all || isCredited || (share > 0 && hasErrors) { return .certain }
    return share > 0 ? .probable : .inferred
  }

  /// The witness that is published by the agency that the other credits.
  private func publisherCredited(in pair: Pair) -> (publisher: Int, agency: String)? {
    for (publisher, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
      guard let name = witnesses[publisher].publisher else { continue }
      let folded = foldedLetters(Array(name.utf8)[...])
      for code in witnesses[other].agencies where foldedLetters(Array(code.utf8)[...]) == folded {
        return (publisher, code)
      }
    }
    return nil
  }

  private func days(of pair: Pair) -> (String, String)? {
    guard let first = witnesses[pair.first].date, let second = witnesses[pair.second].date,
      Sketch.day(first) != nil, Sketch.day(second) != nil
    else { return nil }
    return (first, second)
  }
}
