import StemmaText

extension Collator {
  /// Words in a row from which shared text is told.
  ///
  /// Eight is what plagiarism research takes as evidence of copying (Barrón-Cedeño and Rosso, 2009,
  /// n of 6 to 9).
  static let reusedWords = 8

  /// Words that may differ, on either side, inside a run that goes on.
  private static let edited = 3

  /// Words that must agree behind them.
  private static let resumed = 4

  /// What two witnesses of a story share, word for word or lightly edited.
  func reuse(in stories: [Story]) -> [Collation.Reuse] {
    var found: [Collation.Reuse] = []
    let terms = passages.map { $0.flatMap(\.terms) }
    let stems = terms.map { $0.map { $0.stem } }
    let places = stems.map(Self.places)
    for story in stories where story.relation == .sameEvent {
      let compared = compared(in: story)
      for (i, second) in compared.enumerated() {
        for first in compared.prefix(i) {
          found += Self.runs(stems[first], stems[second], places[first]).map {
            reuse($0, first, terms[first], second, terms[second])
          }
        }
      }
      for copy in story.witnesses {
        guard let original = originals[copy], !terms[original].isEmpty else { continue }
        let all = Run(
          first: terms[original].indices,
          second: terms[copy].indices,
          same: terms[copy].count
        )
        found.append(reuse(all, original, terms[original], copy, terms[copy]))
      }
    }
    return found
  }

  /// A run of words that two texts share.
  private struct Run {
    var first: Range<Int>
    var second: Range<Int>
    var same: Int
  }

  /// Where each run of `reusedWords` stands first.
  private static func places(_ stems: [Int]) -> [UInt64: Int] {
    var places: [UInt64: Int] = [:]
    guard stems.count >= reusedWords else { return places }
    for i in 0...(stems.count - reusedWords) {
      let key = key(stems, at: i)
      if places[key] == nil { places[key] = i }
    }
    return places
  }

  private static func key(_ stems: [Int], at i: Int) -> UInt64 {
    stems[i..<i + reusedWords].reduce(0) { mixed($0 ^ UInt64(truncatingIfNeeded: $1)) }
  }

  private static func runs(_ a: [Int], _ b: [Int], _ places: [UInt64: Int]) -> [Run] {
    var found: [Run] = []
    var j = 0
    while j + reusedWords <= b.count {
      guard let i = places[key(b, at: j)] else {
        j += 1
        continue
      }
      var run = Run(first: i..<i, second: j..<j, same: 0)
      var next: (i: Int, j: Int)? = (i, j)
      while let start = next {
        var length = 0
        while start.i + length < a.count, start.j + length < b.count,
          a[start.i + length] == b[start.j + length]
        { length += 1 }
        run = Run(
          first: i..<start.i + length,
          second: j..<start.j + length,
          same: run.same + length
        )
        next = resumption(a, run.first.upperBound, b, run.second.upperBound)
      }
      found.append(run)
      j = run.second.upperBound
    }
    return found
  }

  /// Where two runs go on alike behind a few words that differ: behind as few as possible.
  private static func resumption(_ a: [Int], _ i: Int, _ b: [Int], _ j: Int) -> (i: Int, j: Int)? {
    for skipped in 1...2 * edited {
      for x in max(0, skipped - edited)...min(edited, skipped) {
        let (p, q) = (i + x, j + skipped - x)
        guard p + resumed <= a.count, q + resumed <= b.count else { continue }
        if (0..<resumed).allSatisfy({ a[p + $0] == b[q + $0] }) { return (p, q) }
      }
    }
    return nil
  }

  private func reuse(
    _ run: Run,
    _ x: Int,
    _ a: [Term],
    _ y: Int,
    _ b: [Term]
  ) -> Collation.Reuse {
    let first = a.span(run.first)
    let second = b.span(run.second)
    let isVerbatim = witnesses[x].text[first.range] == witnesses[y].text[second.range]
    let longer = max(run.first.count, run.second.count)
    return Collation.Reuse(
      first: Member(x, first),
      second: Member(y, second),
      words: run.same,
      score: isVerbatim ? 1000 : min(999, 1000 * run.same / longer)
    )
  }
}
