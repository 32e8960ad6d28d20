/// What a stem is worth among the passages of one story: what all of them share says nothing of
/// which statement is meant.
///
/// Inverse document frequency (Spärck Jones, 1972), passages taken as documents; in thousandths of
/// the natural logarithm.
struct StemWeights {
  /// Least worth of a stem.
  private static let least = 50

  private let counts: [Int: Int]
  private let total: Int

  init(of passages: [Passage]) {
    var counts: [Int: Int] = [:]
    for passage in passages { for stem in passage.stems { counts[stem, default: 0] += 1 } }
    self.counts = counts
    total = passages.count
  }

  /// What a stem is worth.
  func weight(of stem: Int) -> Int {
    let share = Double(total + 1) / (Double(counts[stem, default: 0]) + 0.5)
    return max(Self.least, Int(1000 * logarithm(share)))
  }

  /// What all stems of a passage are worth.
  func weight(of passage: Passage) -> Int { passage.stems.reduce(0) { $0 + weight(of: $1) } }
}

extension StatementPair {
  /// How alike two statements are by what tells statements of their story apart.
  struct Affinity {
    /// Dice's coefficient over weights, from 0 to 1000.
    let likeness: Int

    /// Share of the lighter one's weight that agrees, from 0 to 1000.
    let coverage: Int

    /// How many words agree.
    let agreeing: Int
  }

  /// Weighs what agrees; a word that is said twice counts once.
  func affinity(by weights: StemWeights, in vocabulary: Vocabulary) -> Affinity {
    func stem(_ term: Term) -> Int { vocabulary.words[term.word].stem }
    func sum(_ terms: [Term]) -> Int {
      Set(terms.filter(\.isContent).map(stem)).reduce(0) { $0 + weights.weight(of: $1) }
    }
    var seen: Set<Int> = []
    var shared = 0
    for i in a.indices where a[i].isContent && alignment.agrees(i) {
      guard let j = alignment.partners[i], seen.insert(stem(a[i])).inserted else { continue }
      let weight = weights.weight(of: stem(a[i])) + weights.weight(of: stem(b[j]))
      // What is the same word counts whole, what is only near it less than half.
      shared += weight * alignment.scores[i] * alignment.scores[i] / 20_000
    }
    let mine = sum(a)
    let theirs = sum(b)
    return Affinity(
      likeness: mine + theirs == 0 ? 0 : min(1000, 2000 * shared / (mine + theirs)),
      coverage: min(mine, theirs) == 0 ? 0 : min(1000, 1000 * shared / min(mine, theirs)),
      agreeing: seen.count
    )
  }
}
