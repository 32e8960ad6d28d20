/// What a stem is worth among the passages of one story: what all of them share says nothing of
/// which statement is meant.
///
/// Inverse document frequency (Spärck Jones, 1972), passages taken as documents; in thousandths of
/// the natural logarithm.
struct StemWeights {
  /// Least worth of a stem.
  private static let least: Int32 = 50

  /// What each stem is worth, by its number; 0 for those that stand in none of the passages.
  private let weights: [Int32]

  /// What a stem is worth that stands in none of the passages.
  private let unseen: Int

  init(of passages: [Passage]) {
    let last = passages.lazy.compactMap(\.stems.last).max() ?? -1
    var counts = [Int32](repeating: 0, count: last + 1)
    for passage in passages { for stem in passage.stems { counts[stem] += 1 } }
    var known: [Int32: Int32] = [:]
    func weight(_ count: Int32) -> Int32 {
      if let weight = known[count] { return weight }
      let share = Double(passages.count + 1) / (Double(count) + 0.5)
      let weight = max(Self.least, Int32(1000 * logarithm(share)))
      known[count] = weight
      return weight
    }
    weights = counts.map { $0 == 0 ? 0 : weight($0) }
    unseen = Int(weight(0))
  }

  /// What a stem is worth.
  func weight(of stem: Int) -> Int {
    guard stem < weights.count, weights[stem] > 0 else { return unseen }
    return Int(weights[stem])
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
  ///
  /// - Parameters:
  ///   - weights: What stems are worth in the story.
  ///   - mine: What all stems of the first statement are worth.
  ///   - theirs: What all stems of the second are worth.
  /// - Returns: What agrees, as shares and as a number of words.
  func affinity(by weights: StemWeights, _ mine: Int, _ theirs: Int) -> Affinity {
    var seen: [Int] = []
    var shared = 0
    for i in a.indices where a[i].isContent && alignment.agrees(i) {
      guard let j = alignment.partners[i], !seen.contains(a[i].stem) else { continue }
      seen.append(a[i].stem)
      let weight = weights.weight(of: a[i].stem) + weights.weight(of: b[j].stem)
      // What is the same word counts whole, what is only near it less than half.
      shared += weight * alignment.scores[i] * alignment.scores[i] / 20_000
    }
    return Affinity(
      likeness: mine + theirs == 0 ? 0 : min(1000, 2000 * shared / (mine + theirs)),
      coverage: min(mine, theirs) == 0 ? 0 : min(1000, 1000 * shared / min(mine, theirs)),
      agreeing: seen.count
    )
  }
}
