internal import StemmaText

extension CueGrammar {
  /// Most tokens of a source that is no phrase (“complete but unofficial returns”); a guess.
  private static let longestReturn = 14

  /// Most tokens of a source with all that describes it; a guess.
  private static let longestDescription = 24

  /// “According to X, …”, “…, according to X” and “The tax, according to X, is …”.
  func according(at i: Int, _ stretch: Stretch) -> Attribution? {
    let end = stretch.tokens.upperBound
    guard i + 2 < end, tags[i + 1].contains(.to) else { return nil }
    let marked = nouns.passageOf[i + 2]
    let title = marked >= 0 ? passages[Int(marked)].tokens.clamped(to: stretch.tokens) : nil
    guard let source = title ?? nouns.phrase(startingAt: i + 2, to: end) ?? upToMark(i + 2, end)
    else { return nil }
    let start = contentStart(i, stretch)
    var contents: [Range<Int>] = []
    if i == start {
      var m = source.upperBound
      while m < end, m < i + 60, !tags[m].contains(.comma) { m += 1 }
      guard m + 1 < end, tags[m].contains(.comma) else { return nil }
      contents = [m + 1..<clauseEnd(from: m + 1, stretch, isClause: true)]
    } else {
      var upper = i
      while upper > start, tags[upper - 1].contains(.comma) { upper -= 1 }
      if upper > start, !hasFiniteVerb(start..<upper),
        let parts = around(source, before: start..<upper, stretch)
      {
        contents = parts
      } else {
        guard upper - start >= 2 else { return nil }
        contents = [start..<upper]
      }
    }
    return Attribution(cue: i..<i + 2, source: source, contents: contents, order: .according)
  }

  /// The words up to the next mark, where they are few.
  private func upToMark(_ start: Int, _ end: Int) -> Range<Int>? {
    let limit = min(end, start + Self.longestReturn)
    var m = start
    while m < limit,
      nouns.passageOf[m] >= 0 || tags[m].isDisjoint(with: [.comma, .stop, .dash, .colon])
    {
      m += 1
    }
    return m > start && m < limit ? start..<m : nil
  }

  /// What is said around an “according to” that stands inside of a clause.
  ///
  /// - Returns: Subject and predicate; what follows alone, where no subject stands before (“In
  ///   addition, according to the ministry, …”); `nil` where no clause goes on.
  private func around(
    _ source: Range<Int>,
    before: Range<Int>,
    _ stretch: Stretch
  ) -> [Range<Int>]? {
    let isAdverbial =
      tags[before.lowerBound].contains(.preposition) || isAdverb(before.lowerBound)
      || before.count == 1
    let limit = min(stretch.tokens.upperBound - 1, source.upperBound + Self.longestDescription)
    var m = source.upperBound
    while m < limit, nouns.passageOf[m] < 0, !tags[m].contains(.stop) {
      if tags[m].contains(.comma), nouns.passageOf[m + 1] < 0 {
        let next = after(m, stretch)
        let goesOn =
          isAdverbial
          ? opensClauseWithSubject(m + 1, stretch) || bareClause(from: m + 1, stretch) != nil
          : next <= limit && isFinite(next)
        if goesOn {
          let behind = m + 1..<clauseEnd(from: m + 1, stretch, isClause: true)
          return isAdverbial ? [behind] : [before, behind]
        }
      }
      m += 1
    }
    return nil
  }
}
