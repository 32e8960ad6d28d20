import StemmaText

extension Collator {
  /// Mean affinity between two groups of statements from which they are one utterance.
  private static let cohesion = 220

  /// Groups of statements that render one utterance, by first place.
  func utteranceGroups() -> [[Place]] {
    clusters(
      of: statementLinks.map { ($0.first, $0.second, $0.score) },
      from: Self.sameUtterance
    )
  }

  /// A link between two places, and how alike they are.
  typealias Tie = (first: End, second: End, score: Int)

  /// A witness and the index of a passage or statement in it.
  typealias End = (witness: Int, index: Int)

  /// Groups of places that links join, each with two witnesses or more, by first place.
  ///
  /// Average linkage: a chain of sentences that are each like the next says no one thing.
  func clusters(of ties: [Tie], from least: Int) -> [[Place]] {
    var numbers: [Place: Int] = [:]
    var places: [Place] = []
    func number(_ end: End) -> Int {
      let place = Place(end)
      if let known = numbers[place] { return known }
      numbers[place] = places.count
      places.append(place)
      return places.count - 1
    }
    let joints = ties.map { (first: number($0.first), second: number($0.second), score: $0.score) }
    var scores: [Joint: Int] = [:]
    for joint in joints { scores[Joint(joint.first, joint.second)] = joint.score }
    let strong = joints.filter { $0.score >= least }.sorted { a, b in
      a.score != b.score
        ? a.score > b.score
        : (places[a.first], places[a.second]) < (places[b.first], places[b.second])
    }
    var group = Array(places.indices)
    var members = places.indices.map { [$0] }
    for joint in strong {
      let a = group[joint.first]
      let b = group[joint.second]
      if a == b || mean(members[a], members[b], places, scores) < Self.cohesion { continue }
      for place in members[b] { group[place] = a }
      members[a] += members[b]
      members[b] = []
    }
    return members.filter { $0.count > 1 }.map { $0.map { places[$0] }.sorted() }
      .filter { Set($0.map(\.witness)).count > 1 }
      .sorted { $0[0] < $1[0] }
  }

  /// Two places by number, the lower one first.
  private struct Joint: Hashable {
    let first: Int
    let second: Int

    init(_ a: Int, _ b: Int) {
      first = min(a, b)
      second = max(a, b)
    }
  }

  /// Largest group of which every pair is looked at.
  private static let sample = 24

  /// Mean affinity of the pairs between two groups that different witnesses have.
  private func mean(
    _ a: [Int],
    _ b: [Int],
    _ places: [Place],
    _ scores: [Joint: Int]
  ) -> Int {
    var sum = 0
    var pairs = 0
    for x in a.prefix(Self.sample) {
      for y in b.prefix(Self.sample) where places[x].witness != places[y].witness {
        sum += scores[Joint(x, y)] ?? 0
        pairs += 1
      }
    }
    return pairs == 0 ? 0 : sum / pairs
  }
}

extension Collator.Place: Comparable {
  init(_ end: (witness: Int, index: Int)) {
    self.init(witness: end.witness, index: end.index)
  }

  static func < (a: Self, b: Self) -> Bool { (a.witness, a.index) < (b.witness, b.index) }
}
