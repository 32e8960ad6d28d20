/// What a stem is worth among the passages of one story: what all of them share says nothing of
/// which statement is meant.
///
/// Inverse document frequency (Spärck Jones, 1972), passages taken as documents; in thousandths of
/// the natural logarithm.
struct StemWeights {
  /// Least worth of a stem.
  private static let least = 50

  private let weights: [Int: Int]

  /// What a stem is worth that stands in none of the passages.
  private let unseen: Int

  init(of passages: [Passage]) {
    var counts: [Int: Int] = [:]
    for passage in passages { for stem in passage.stems { counts[stem, default: 0] += 1 } }
    var known: [Int: Int] = [:]
    func weight(_ count: Int) -> Int {
      if let weight = known[count] { return weight }
      let share = Double(passages.count + 1) / (Double(count) + 0.5)
      let weight = max(Self.least, Int(1000 * logarithm(share)))
      known[count] = weight
      return weight
    }
    weights = counts.mapValues(weight)
    unseen = weight(0)
  }

  /// What a stem is worth.
  func weight(of stem: Int) -> Int { weights[stem, default: unseen] }

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
      var sum = 0
      var last = -1
      for stem in terms.lazy.filter(\.isContent).map(stem).sorted() where stem != last {
        sum += weights.weight(of: stem)
        last = stem
      }
      return sum
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
