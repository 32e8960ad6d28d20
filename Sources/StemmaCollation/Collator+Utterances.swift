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
    var scores: [Place: [Place: Int]] = [:]
    for tie in ties {
      scores[Place(tie.first), default: [:]][Place(tie.second)] = tie.score
      scores[Place(tie.second), default: [:]][Place(tie.first)] = tie.score
    }
    var group: [Place: Int] = [:]
    var members: [[Place]] = []
    func number(_ place: Place) -> Int {
      if let known = group[place] { return known }
      group[place] = members.count
      members.append([place])
      return members.count - 1
    }
    let strong = ties.filter { $0.score >= least }.sorted {
      ($1.score, Place($0.first), Place($0.second)) < ($0.score, Place($1.first), Place($1.second))
    }
    for tie in strong {
      let a = number(Place(tie.first))
      let b = number(Place(tie.second))
      if a == b || mean(members[a], members[b], scores) < Self.cohesion { continue }
      for place in members[b] { group[place] = a }
      members[a] += members[b]
      members[b] = []
    }
    return members.map { $0.sorted() }.filter { Set($0.map(\.witness)).count > 1 }
      .sorted { $0[0] < $1[0] }
  }

  /// Largest group of which every pair is looked at.
  private static let sample = 24

  /// Mean affinity of the pairs between two groups that different witnesses have.
  private func mean(_ a: [Place], _ b: [Place], _ scores: [Place: [Place: Int]]) -> Int {
    var sum = 0
    var pairs = 0
    for x in a.prefix(Self.sample) {
      for y in b.prefix(Self.sample) where x.witness != y.witness {
        sum += scores[x]?[y] ?? 0
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
