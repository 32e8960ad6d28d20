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
    let (rows, columns) = vocabulary.likenesses.forms(of: a.prefix(n), b.prefix(m))
    let gap = -5
    let width = m + 1
    var best = [Int32](repeating: 0, count: (n + 1) * width)
    var likeness = [Int8](repeating: -1, count: (n + 1) * width)
    for i in 0...n { best[i * width] = Int32(gap * i) }
    for j in 0...m { best[j] = Int32(gap * j) }
    for i in 1...n {
      for j in 1...m {
        let alike = vocabulary.knownLikeness(a[i - 1], b[j - 1], rows[i - 1], columns[j - 1])
        let at = i * width + j
        var score = max(best[at - width], best[at - 1]) + Int32(gap)
        if let alike {
          likeness[at] = Int8(alike)
          score = max(score, best[at - width - 1] + Int32(alike))
        }
        best[at] = score
      }
    }
    var i = n
    var j = m
    while i > 0 && j > 0 {
      let at = i * width + j
      if likeness[at] >= 0, best[at] == best[at - width - 1] + Int32(likeness[at]) {
        partners[i - 1] = j - 1
        reverse[j - 1] = i - 1
        scores[i - 1] = Int(likeness[at])
        i -= 1
        j -= 1
      } else if best[at] == best[at - width] + Int32(gap) {
        i -= 1
      } else {
        j -= 1
      }
    }
    pairMoved(a, b, rows, columns, in: &vocabulary)
  }

  /// Pairs what agrees but stands elsewhere: order is no variant of meaning.
  private mutating func pairMoved(
    _ a: [Term],
    _ b: [Term],
    _ rows: [Int32],
    _ columns: [Int32],
    in vocabulary: inout Vocabulary
  ) {
    let free = b.indices.prefix(Self.limit).filter { j in
      b[j].isContent && (reverse[j].map { scores[$0] < Vocabulary.agreement } ?? true)
    }
    var taken: Set<Int> = []
    for i in a.indices.prefix(Self.limit)
    where a[i].isContent && scores[i] < Vocabulary.agreement {
      for j in free where !taken.contains(j) {
        guard let alike = vocabulary.knownLikeness(a[i], b[j], rows[i], columns[j]), alike >= 75
        else { continue }
        release(i)
        if let other = reverse[j] { release(other) }
        partners[i] = j
        reverse[j] = i
        scores[i] = alike
        taken.insert(j)
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
