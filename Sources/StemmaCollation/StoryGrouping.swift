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

  /// What a group is like.
  private struct Neighbour {
    /// A group; it may have been joined since with the group of `root(of:)`.
    var group: Int32

    /// Sum of the likenesses of all pairs between the two.
    var likeness: Double
  }

  /// Two groups that may be joined, for as long as neither is.
  private struct Pair: Comparable {
    let average: Double
    let likeness: Double
    let first: Int32
    let second: Int32

    /// Whether the other is to be joined first: the more alike, of equals the one that came first.
    static func < (a: Pair, b: Pair) -> Bool {
      (a.average, b.first, b.second) < (b.average, a.first, a.second)
    }
  }

  private var groups: [Group]

  /// For each group, what it was like when it was made; nothing once it was joined.
  ///
  /// Only the list of a new group is written; those of its neighbours go on to name the groups that
  /// it was made of.
  private var near: [[Neighbour]]

  /// For each group, one that it was joined into, or itself.
  private var parents: [Int32]

  /// Sums for the neighbours of one group, by neighbour, and the last group they were for.
  private var sums: [Double]
  private var summed: [Int32]
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
    near: [(first: Int, second: Int, likeness: Double)],
    bound: Double,
    closeness: Double
  ) {
    self.groups = groups
    self.bound = bound
    self.closeness = closeness
    parents = groups.indices.map { Int32($0) }
    sums = Array(repeating: 0, count: 2 * groups.count)
    summed = Array(repeating: -1, count: 2 * groups.count)
    var counts = [Int](repeating: 0, count: groups.count)
    for pair in near {
      counts[pair.first] += 1
      counts[pair.second] += 1
    }
    self.near = counts.map { count in
      var list: [Neighbour] = []
      list.reserveCapacity(count)
      return list
    }
    for pair in near {
      self.near[pair.first].append(Neighbour(group: Int32(pair.second), likeness: pair.likeness))
      self.near[pair.second].append(Neighbour(group: Int32(pair.first), likeness: pair.likeness))
    }
    join()
  }

  /// The groups there are at the end, those that hold a text, by their first text.
  var joined: [Group] {
    groups.indices.filter { parents[$0] == $0 && !groups[$0].texts.isEmpty }
      .map { i in
        var group = groups[i]
        group.texts.sort()
        return group
      }
      .sorted { $0.texts[0] < $1.texts[0] }
  }

  private func average(_ likeness: Double, _ a: Int, _ b: Int) -> Double {
    let pairs = min(groups[a].size, Self.counted) * min(groups[b].size, Self.counted)
    return likeness / Double(pairs)
  }

  private func mayJoin(_ pair: Pair) -> Bool {
    let (a, b) = (groups[Int(pair.first)], groups[Int(pair.second)])
    if a.story != nil && b.story != nil { return false }
    if a.size < 2 || b.size < 2 { return true }
    let least = a.cohesion * b.cohesion * closeness * closeness
    return pair.average * pair.average >= least
  }

  private mutating func join() {
    var queue = Heap<Pair>()
    for a in groups.indices {
      near[a] = gathered(near[a], into: a)
      for other in near[a] where a < other.group { push(other, of: a, to: &queue) }
    }
    while let pair = queue.pop() {
      guard parents[Int(pair.first)] == pair.first, parents[Int(pair.second)] == pair.second,
        mayJoin(pair)
      else { continue }
      let joined = unite(pair)
      for other in near[joined] { push(other, of: joined, to: &queue) }
    }
  }

  private func push(_ other: Neighbour, of group: Int, to queue: inout Heap<Pair>) {
    let average = average(other.likeness, group, Int(other.group))
    guard average >= bound else { return }
    let first = min(Int32(group), other.group)
    let second = max(Int32(group), other.group)
    queue.push(Pair(average: average, likeness: other.likeness, first: first, second: second))
  }

  /// Joins two groups into a new one.
  private mutating func unite(_ pair: Pair) -> Int {
    let (a, b) = (Int(pair.first), Int(pair.second))
    let number = groups.count
    let (larger, smaller) = groups[a].texts.count >= groups[b].texts.count ? (a, b) : (b, a)
    var texts = groups[larger].texts
    groups[larger].texts = []
    texts += groups[smaller].texts
    groups[smaller].texts = []
    groups.append(
      Group(
        texts: texts,
        size: groups[a].size + groups[b].size,
        within: groups[a].within + groups[b].within + pair.likeness,
        story: groups[a].story ?? groups[b].story
      )
    )
    parents[a] = Int32(number)
    parents[b] = Int32(number)
    parents.append(Int32(number))
    let all = near[a] + near[b]
    near[a] = []
    near[b] = []
    near.append(gathered(all, into: number))
    return number
  }

  /// Neighbours as the groups they are now, each once and without the group itself.
  private mutating func gathered(
    _ neighbours: [Neighbour],
    into group: Int
  )
    -> [Neighbour]
  {
    var found: [Int32] = []
    for neighbour in neighbours {
      let other = root(of: neighbour.group)
      if other == group { continue }
      if summed[Int(other)] != group {
        summed[Int(other)] = Int32(group)
        sums[Int(other)] = 0
        found.append(other)
      }
      sums[Int(other)] += neighbour.likeness
    }
    return found.map { Neighbour(group: $0, likeness: sums[Int($0)]) }
  }

  /// The group that one is part of by now.
  private mutating func root(of group: Int32) -> Int32 {
    var group = group
    while parents[Int(group)] != group {
      parents[Int(group)] = parents[Int(parents[Int(group)])]
      group = parents[Int(group)]
    }
    return group
  }
}
