/// Two runs of terms set side by side.
///
/// Global alignment by dynamic programming (Needleman and Wunsch, 1970): the pairs that keep both
/// orders and are most alike in sum. Runs longer than `limit` are cut there, so that the work stays
/// bounded; what lies beyond is left unpaired.
struct Alignment {
  /// Longest run that is aligned, in terms; a statement of 400 words is longer than any in the
  /// news that was measured.
  static let limit = 400

  /// For each term of the first run, its partner in the second.
  private(set) var partners: [Int?]

  /// For each term of the second run, its partner in the first.
  private(set) var reverse: [Int?]

  /// For each term of the first run, how alike it is to its partner, from 0 to 100.
  private(set) var scores: [Int]

  init(_ a: [Term], _ b: [Term], in vocabulary: inout Vocabulary) {
    partners = Array(repeating: nil, count: a.count)
    reverse = Array(repeating: nil, count: b.count)
    scores = Array(repeating: 0, count: a.count)
    let n = min(a.count, Self.limit)
    let m = min(b.count, Self.limit)
    if n == 0 || m == 0 { return }
    let likeness = vocabulary.likenesses(of: a.prefix(n), b.prefix(m))
    likeness.withUnsafeBufferPointer { pairInOrder($0, n, m) }
    pairMoved(a, b, likeness, width: m)
  }

  /// What a term costs that is left unpaired.
  private static let gap: Int32 = -5

  /// Pairs what keeps both orders; `likeness` has a row of `m` for each of `n` terms.
  private mutating func pairInOrder(_ likeness: UnsafeBufferPointer<Int8>, _ n: Int, _ m: Int) {
    let gap = Self.gap
    let width = m + 1
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: (n + 1) * width) { best in
      for i in 0...n { best[i * width] = gap * Int32(i) }
      for j in 0...m { best[j] = gap * Int32(j) }
      for i in 0..<n {
        var left = best[(i + 1) * width]
        var diagonal = best[i * width]
        for j in 0..<m {
          let above = best[i * width + j + 1]
          var score = max(above, left) &+ gap
          let alike = likeness[i * m + j]
          if alike >= 0 { score = max(score, diagonal &+ Int32(alike)) }
          best[(i + 1) * width + j + 1] = score
          left = score
          diagonal = above
        }
      }
      var i = n
      var j = m
      while i > 0 && j > 0 {
        let at = i * width + j
        let alike = likeness[(i - 1) * m + j - 1]
        if alike >= 0, best[at] == best[at - width - 1] + Int32(alike) {
          partners[i - 1] = j - 1
          reverse[j - 1] = i - 1
          scores[i - 1] = Int(alike)
          i -= 1
          j -= 1
        } else if best[at] == best[at - width] + gap {
          i -= 1
        } else {
          j -= 1
        }
      }
    }
  }

  /// Pairs what agrees but stands elsewhere: order is no variant of meaning.
  private mutating func pairMoved(
    _ a: [Term],
    _ b: [Term],
    _ likeness: [Int8],
    width: Int
  ) {
    let free = b.indices.prefix(Self.limit).filter { j in
      b[j].isContent && (reverse[j].map { scores[$0] < Vocabulary.agreement } ?? true)
    }
    if free.isEmpty { return }
    var taken = [Bool](repeating: false, count: b.count)
    for i in a.indices.prefix(Self.limit)
    where a[i].isContent && scores[i] < Vocabulary.agreement {
      for j in free where !taken[j] && likeness[i * width + j] >= 75 {
        release(i)
        if let other = reverse[j] { release(other) }
        partners[i] = j
        reverse[j] = i
        scores[i] = Int(likeness[i * width + j])
        taken[j] = true
        break
      }
    }
  }

  private mutating func release(_ i: Int) {
    if let j = partners[i] { reverse[j] = nil }
    partners[i] = nil
    scores[i] = 0
  }

  /// Whether a term of the first run has a partner that says the same.
  func agrees(_ i: Int) -> Bool { scores[i] >= Vocabulary.agreement }

  /// Share of the shorter run's content that agrees, or stands against its like: another number,
  /// another day, the opposite; from 0 to 1000.
  func coverage(_ a: [Term], _ b: [Term]) -> Int {
    let agreeing = a.indices.count { a[$0].isContent && scores[$0] >= Vocabulary.rivalry }
    let shorter = min(a.count(where: \.isContent), b.count(where: \.isContent))
    return shorter == 0 ? 0 : min(1000, 1000 * agreeing / shorter)
  }

  /// Dice's coefficient over content, from 0 to 1000.
  func similarity(_ a: [Term], _ b: [Term]) -> Int {
    let weight = a.indices.reduce(0) { a[$1].isContent ? $0 + scores[$1] : $0 }
    let all = a.count(where: \.isContent) + b.count(where: \.isContent)
    return all == 0 ? 0 : min(1000, 20 * weight / all)
  }
}
