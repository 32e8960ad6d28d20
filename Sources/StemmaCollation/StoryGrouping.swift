/// Joins texts into groups, the most alike first, while the average likeness between the members of
/// two groups stays above a bound (average linkage).
///
/// Two groups that hang together much more, each within itself, than with each other are two events
/// of one subject, and stay apart.
struct StoryGrouping {
  /// What belongs together so far.
  struct Group {
    /// The texts in it.
    var texts: [Int]

    /// How many texts there are in it, with those that are known from before.
    var size: Int

    /// Sum of the likenesses of all pairs in it.
    var within: Double

    /// The story it is, if it was known before.
    let story: Int?

    /// Mean likeness of its pairs; 0 for a text alone.
    var cohesion: Double {
      size < 2 ? 0 : within / (Double(size) * Double(size - 1) / 2)
    }
  }

  /// Share of the mean likeness within two groups that the likeness between them must have.
  ///
  /// Tuned on 183 articles on 34 events, where 0.55 to 0.62 serve nearly as well.
  static let closeness = 0.6

  /// Members of a group that count when averages are taken; of a larger one no text is compared
  /// with all.
  private static let counted = StoryIndex.candidates

  private(set) var groups: [Group]
  private var near: [[Int: Double]]
  private var isAlive: [Bool]
  private let bound: Double
  private let closeness: Double

  /// Groups before anything is joined.
  ///
  /// - Parameters:
  ///   - groups: The texts, each alone, and the groups that are known.
  ///   - near: Sums of likenesses between them.
  ///   - bound: Average likeness from which two are joined.
  ///   - closeness: What of the likeness within them two groups must have between them.
  init(
    _ groups: [Group],
    near: some Sequence<(first: Int, second: Int, likeness: Double)>,
    bound: Double,
    closeness: Double
  ) {
    self.groups = groups
    self.bound = bound
    self.closeness = closeness
    isAlive = Array(repeating: true, count: groups.count)
    self.near = Array(repeating: [:], count: groups.count)
    for pair in near {
      self.near[pair.first][pair.second, default: 0] += pair.likeness
      self.near[pair.second][pair.first, default: 0] += pair.likeness
    }
    join()
  }

  /// The groups there are at the end, those that hold a text, by their first text.
  var joined: [Group] {
    groups.indices.filter { isAlive[$0] && !groups[$0].texts.isEmpty }
      .map { groups[$0] }
      .sorted { $0.texts[0] < $1.texts[0] }
  }

  private func average(_ a: Int, _ b: Int) -> Double {
    let pairs = min(groups[a].size, Self.counted) * min(groups[b].size, Self.counted)
    return near[a][b, default: 0] / Double(pairs)
  }

  private func mayJoin(_ a: Int, _ b: Int) -> Bool {
    if groups[a].story != nil && groups[b].story != nil { return false }
    let between = average(a, b)
    guard between >= bound else { return false }
    if groups[a].size < 2 || groups[b].size < 2 { return true }
    let least = groups[a].cohesion * groups[b].cohesion * closeness * closeness
    return between * between >= least
  }

  private mutating func join() {
    var queue = Heap()
    for (a, others) in near.enumerated() {
      for b in others.keys where a < b && average(a, b) >= bound {
        queue.push(Heap.Pair(likeness: average(a, b), first: a, second: b))
      }
    }
    while let pair = queue.pop() {
      guard isAlive[pair.first], isAlive[pair.second], mayJoin(pair.first, pair.second) else {
        continue
      }
      let joined = unite(pair.first, pair.second)
      for other in near[joined].keys where average(joined, other) >= bound {
        queue.push(
          Heap.Pair(
            likeness: average(joined, other),
            first: min(joined, other),
            second: max(joined, other)
          )
        )
      }
    }
  }

  /// Joins two groups into a new one.
  private mutating func unite(_ a: Int, _ b: Int) -> Int {
    let number = groups.count
    groups.append(
      Group(
        texts: (groups[a].texts + groups[b].texts).sorted(),
        size: groups[a].size + groups[b].size,
        within: groups[a].within + groups[b].within + near[a][b, default: 0],
        story: groups[a].story ?? groups[b].story
      )
    )
    isAlive[a] = false
    isAlive[b] = false
    isAlive.append(true)
    let (larger, smaller) = near[a].count >= near[b].count ? (a, b) : (b, a)
    var all = near[larger]
    near[larger] = [:]
    for (other, likeness) in near[smaller] { all[other, default: 0] += likeness }
    near[smaller] = [:]
    all[a] = nil
    all[b] = nil
    for (other, likeness) in all {
      near[other][a] = nil
      near[other][b] = nil
      near[other][number] = likeness
    }
    near.append(all)
    return number
  }
}

/// Pairs of groups, the most alike on top; of equals those that came first.
private struct Heap {
  struct Pair {
    let likeness: Double
    let first: Int
    let second: Int

    func precedes(_ other: Pair) -> Bool {
      (other.likeness, first, second) < (likeness, other.first, other.second)
    }
  }

  private var pairs: [Pair] = []

  mutating func push(_ pair: Pair) {
    pairs.append(pair)
    var i = pairs.count - 1
    while i > 0, pairs[i].precedes(pairs[(i - 1) / 2]) {
      pairs.swapAt(i, (i - 1) / 2)
      i = (i - 1) / 2
    }
  }

  mutating func pop() -> Pair? {
    guard let top = pairs.first, let last = pairs.popLast() else { return nil }
    if pairs.isEmpty { return top }
    pairs[0] = last
    var i = 0
    while true {
      var least = i
      for child in [2 * i + 1, 2 * i + 2]
      where child < pairs.count && pairs[child].precedes(pairs[least]) { least = child }
      if least == i { return top }
      pairs.swapAt(i, least)
      i = least
    }
  }
}
