internal import StemmaText

extension CueGrammar {
  /// Bit of “as” among the prepositions.
  static let like: UInt32 = 1 << 15

  /// Most tokens between “as X noted” and the comma behind it; a guess.
  private static let longestAside = 14

  /// “As X noted, …”, “…, as X has said” and “…, as first reported by X”.
  func aside(at i: Int, _ stretch: Stretch) -> Attribution? {
    guard uses[i].contains(.thatClause), uses[i].isDisjoint(with: .ing) else { return nil }
    let p = before(i, stretch)
    guard p >= stretch.tokens.lowerBound, nouns.passageOf[p] < 0 else { return nil }
    let end = stretch.tokens.upperBound
    if isAs(p) {
      let by = after(i, stretch)
      guard uses[i].contains(.participle), by + 1 < end, mask(of: by) & Self.by != 0,
        let source = nouns.phrase(startingAt: by + 1, to: end)
      else { return nil }
      return aside(p, cue: i, source, until: source.upperBound, stretch)
    }
    guard let source = source(before: i, stretch, nil), source.upperBound <= i,
      source.lowerBound > stretch.tokens.lowerBound, isAs(source.lowerBound - 1)
    else { return nil }
    return aside(source.lowerBound - 1, cue: i, source, until: i + 1, stretch)
  }

  /// What an aside speaks of: the clause behind its comma, or the one before it.
  private func aside(
    _ opening: Int,
    cue: Int,
    _ source: Range<Int>,
    until upper: Int,
    _ stretch: Stretch
  ) -> Attribution? {
    let end = stretch.tokens.upperBound
    var first = opening
    while first > stretch.tokens.lowerBound, isAdverb(first - 1), nouns.passageOf[first - 1] < 0 {
      first -= 1
    }
    let start = contentStart(first, stretch)
    var content: Range<Int>
    if first == start {
      guard upper < end, bareClause(from: upper, stretch) == nil else { return nil }
      var comma = upper
      let limit = min(end, upper + Self.longestAside)
      while comma < limit, nouns.passageOf[comma] < 0, !tags[comma].contains(.comma) {
        if tags[comma].contains(.that) || tags[comma].contains(.wh) { return nil }
        comma += 1
      }
      guard comma + 2 < end, comma < limit, tags[comma].contains(.comma) else { return nil }
      content = comma + 1..<clauseEnd(from: comma + 1, stretch, isClause: true)
    } else {
      guard tags[first - 1].contains(.comma) || tags[first - 1].contains(.dash),
        upper >= end || !tags[upper].isDisjoint(with: [.stop, .comma, .time, .preposition, .dash])
      else { return nil }
      content = start..<first - 1
    }
    guard content.count >= 3, hasFiniteVerb(content) else { return nil }
    return Attribution(cue: cue..<cue + 1, source: source, contents: [content], order: .behind)
  }

  func isAs(_ i: Int) -> Bool { mask(of: i) & Self.like != 0 && nouns.passageOf[i] < 0 }

  /// “X is confident that …”, “X was eager to …”: what somebody thinks or wants.
  func stance(at i: Int, _ stretch: Stretch) -> Attribution? {
    let end = stretch.tokens.upperBound
    let p = before(i, stretch)
    guard i + 2 < end, p > stretch.tokens.lowerBound, nouns.passageOf[p] < 0,
      tags[p].contains(.be), nouns.passageOf[i + 1] < 0
    else { return nil }
    let allowed = prepositions[i] & 0xFFFF
    let next = i + 1
    var start = next
    var isClause = true
    if tags[next].contains(.that), allowed & Vocabulary.that != 0 {
      start = next
    } else if mask(of: next) & allowed != 0 {
      isClause = false
      if tags[next].contains(.to) {
        guard
          !tags[next + 1].isDisjoint(with: [.verbBase, .be, .have, .doing])
            || startsContent(next + 1)
        else { return nil }
        start = tags[next + 1].isDisjoint(with: [.verbBase, .be, .have, .doing]) ? next + 1 : next
      } else {
        start = next + 1
        guard startsContent(start) || tags[start].contains(.wh) else { return nil }
      }
    } else if allowed & Vocabulary.that != 0, let bare = bareClause(from: next, stretch) {
      start = bare
    } else {
      return nil
    }
    guard let subject = source(before: i, stretch, nil), subject.upperBound <= p,
      isSomebody(subject, stretch)
    else { return nil }
    return Attribution(
      cue: i..<max(i + 1, start),
      source: subject,
      contents: [start..<clauseEnd(from: start, stretch, isClause: isClause)],
      order: .verb,
      isClause: isClause
    )
  }
}
