import StemmaText

/// Which passages of a story are the same words: copied sentences are compared once.
struct WordingNumbers {
  /// For each passage of each witness, a number that those of the same words share.
  private var numbers: [[Int]] = []

  /// How many passages have each number.
  private var counts: [Int] = []

  /// Numbers passages by their text and by what was made of it.
  init(of passages: [[Passage]], in witnesses: [Witness]) {
    var first: [ArraySlice<UInt8>: (number: Int, passage: Passage)] = [:]
    for (passages, witness) in zip(passages, witnesses) {
      numbers.append(
        passages.map { passage in
          let text = witness.text[passage.span.range]
          if let known = first[text], known.passage.isSame(as: passage) {
            counts[known.number] += 1
            return known.number
          }
          counts.append(1)
          first[text] = (counts.count - 1, passage)
          return counts.count - 1
        }
      )
    }
  }

  /// What tells one pair of wordings from another; `nil` for a pair that cannot come again.
  func key(
    _ x: (witness: Int, index: Int),
    _ y: (witness: Int, index: Int),
    _ kind: Int = 0
  )
    -> UInt64?
  {
    let first = numbers[x.witness][x.index]
    let second = numbers[y.witness][y.index]
    if counts[first] == 1, counts[second] == 1 { return nil }
    return UInt64(first) << 32 | UInt64(second) << 1 | UInt64(kind)
  }
}

extension Passage {
  /// Whether another has the same terms, each as far from its start.
  fileprivate func isSame(as other: Passage) -> Bool {
    terms.count == other.terms.count
      && zip(terms, other.terms).allSatisfy {
        $0.moved(by: -span.lower) == $1.moved(by: -other.span.lower)
      }
  }
}

/// What was found out about pairs of wordings.
struct KnownPairs {
  private var scores: [UInt64: Int] = [:]
  private var links: [UInt64: Collator.Link] = [:]

  /// How alike two wordings are.
  func score(of key: UInt64?) -> Int? { key.flatMap { scores[$0] } }

  /// A link between two wordings.
  func link(of key: UInt64?) -> Collator.Link? { key.flatMap { links[$0] } }

  /// Keeps how alike two wordings are.
  mutating func keep(_ score: Int, of key: UInt64?) {
    if let key { scores[key] = score }
  }

  /// Keeps a link between two wordings.
  mutating func keep(_ link: Collator.Link, of key: UInt64?) {
    if let key { links[key] = link }
  }
}

extension Collator.Link {
  /// The same between other places.
  func between(_ first: (witness: Int, index: Int), _ second: (witness: Int, index: Int)) -> Self {
    Self(
      first: first,
      second: second,
      score: score,
      variances: variances,
      affinity: affinity,
      agreeing: agreeing
    )
  }
}
