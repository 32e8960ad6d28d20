import StemmaText

extension Collator {
  /// Words on either side of a mark within which the other text must agree.
  private static let anchorReach = 4

  /// Likeness of two sentences from which one may show what the other means.
  private static let leastLikeness = 400

  /// Marked words that the other text must have too, before it may show what they mean.
  private static let leastAgreeing = 2

  /// Most words that are shown of another text.
  private static let longestReading = 12

  /// What other witnesses have where translation left its marks in one.
  func suggestions() -> [Collation.Suggestion] {
    var readings: [Member: Set<Member>] = [:]
    for link in links where link.score >= Self.leastLikeness {
      let back = link.agreeing.map { Agreement(first: $0.second, second: $0.first) }
      for (x, y, agreeing) in [
        (link.first, link.second, link.agreeing), (link.second, link.first, back),
      ] {
        let mine = passages[x.witness][x.index]
        let other = passages[y.witness][y.index]
        for mark in witnesses[x.witness].artefacts where mine.span.contains(mark) {
          guard let run = place(of: mark, in: mine.terms, agreeing),
            isReading(other.terms[run], of: mark, in: mine.terms)
          else { continue }
          let reading = Member(y.witness, other.terms.span(run))
          if witnesses[y.witness].words(reading.span) != witnesses[x.witness].words(mark) {
            readings[Member(x.witness, mark), default: []].insert(reading)
          }
        }
      }
    }
    return readings.keys.sorted().map {
      Collation.Suggestion(place: $0, readings: readings[$0, default: []].sorted())
    }
  }

  /// Whether words may stand for marked ones: about as many that say something.
  private func isReading(
    _ run: ArraySlice<Term>,
    of mark: Span<Extracted>,
    in terms: [Term]
  ) -> Bool {
    let marked = terms.count { $0.span.overlaps(mark) && $0.isContent }
    let read = run.count(where: \.isContent)
    return read > 0 && read + 1 >= marked && read <= marked + 2
  }

  /// Where another passage has what a mark stands for: between what agrees on both sides of it, or
  /// what agrees with the marked words themselves.
  private func place(
    of mark: Span<Extracted>,
    in terms: [Term],
    _ agreeing: [Agreement]
  ) -> Range<Int>? {
    let marked = terms.indices.filter { terms[$0].span.overlaps(mark) }
    guard let lower = marked.first, let upper = marked.last else { return nil }
    let before = agreeing.last { $0.first < lower && lower - $0.first <= Self.anchorReach }
    let after = agreeing.first { $0.first > upper && $0.first - upper <= Self.anchorReach }
    let inside = agreeing.filter { (lower...upper).contains($0.first) }.map(\.second)
    guard inside.count >= Self.leastAgreeing else { return nil }
    if let before, let after, before.second + 1 < after.second,
      inside.allSatisfy({ (before.second...after.second).contains($0) }),
      after.second - before.second <= Self.longestReading
    {
      return before.second + 1..<after.second
    }
    guard let first = inside.min(), let last = inside.max(), last - first < Self.longestReading
    else { return nil }
    return first..<last + 1
  }
}
