internal import StemmaText

extension CueGrammar {
  /// `"…," said X` and `…, said X`.
  func inverted(at i: Int, _ stretch: Stretch) -> Attribution? {
    let use = uses[i]
    guard use.contains(.quotation), !use.isDisjoint(with: [.past, .third]) else { return nil }
    var p = i - 1
    guard p >= stretch.tokens.lowerBound else { return nil }
    let passage = nouns.passageOf[p]
    if passage < 0 {
      guard tags[p].contains(.comma) || tags[p].contains(.dash) else { return nil }
      p -= 1
      guard p >= stretch.tokens.lowerBound else { return nil }
    }
    let behindQuote = nouns.passageOf[p] >= 0
    let end = stretch.tokens.upperBound
    guard i + 1 < end, nouns.passageOf[i + 1] < 0,
      !tags[i + 1].contains(.that) || use.isDisjoint(with: .clause),
      let source = nouns.phrase(startingAt: i + 1, to: end)
    else { return nil }
    // “X, a spokesman, said the plan …”: a clause follows, so the subject stands before.
    if !behindQuote {
      guard source.upperBound < end else {
        return Attribution(
          cue: i..<i + 1,
          source: source,
          contents: [contentStart(p, stretch)..<p + 1],
          order: .inverted
        )
      }
      let next = tags[source.upperBound]
      guard !use.contains(.addressee),
        !next.isDisjoint(with: [.comma, .stop, .dash, .wh]) || next.contains(.preposition),
        bareClause(from: i + 1, stretch) == nil,
        nouns.isName(source.lowerBound) || namesSomebody(source)
          || tags[source.lowerBound].contains(.subjectPronoun)
          || uses[source.upperBound - 1].contains(.group)
      else { return nil }
      return Attribution(
        cue: i..<i + 1,
        source: source,
        contents: [contentStart(p, stretch)..<p + 1],
        order: .inverted
      )
    }
    return Attribution(
      cue: i..<i + 1,
      source: source,
      contents: [quotedStart(p, stretch)..<p + 1],
      order: .inverted
    )
  }

  /// `"…," X said` and `…, X said`: nothing that is said stands behind the cue.
  func behind(
    _ i: Int,
    _ stretch: Stretch,
    _ source: Range<Int>?
  ) -> Attribution? {
    guard
      uses[i].contains(.quotation) || uses[i].contains(.evidence)
        || uses[i].isSuperset(of: .clause), var source,
      source.upperBound <= i,
      !uses[i].isDisjoint(with: [.past, .third, .base])
        || i > stretch.tokens.lowerBound && tags[i - 1].contains(.have)
    else { return nil }
    if let long = describedSource(source, before: i, stretch) { source = long }
    var p = source.lowerBound - 1
    guard p >= stretch.tokens.lowerBound else { return nil }
    if nouns.passageOf[p] >= 0 {
      return Attribution(
        cue: i..<i + 1,
        source: source,
        contents: [quotedStart(p, stretch)..<p + 1],
        order: .behind
      )
    }
    guard tags[p].contains(.comma) || tags[p].contains(.dash) else { return nil }
    p -= 1
    guard p >= stretch.tokens.lowerBound else { return nil }
    if nouns.passageOf[p] >= 0 {
      return Attribution(
        cue: i..<i + 1,
        source: source,
        contents: [quotedStart(p, stretch)..<p + 1],
        order: .behind
      )
    }
    let start = contentStart(p, stretch)
    guard uses[i].contains(.thatClause) || uses[i].contains(.bareClause),
      !uses[i].contains(.evidence) || source.contains(where: { uses[$0].contains(.record) })
    else { return nil }
    var contents = [start..<p + 1]
    let next = i + 1
    if next + 1 < stretch.tokens.upperBound, tags[next].contains(.comma) {
      // A parenthesis: “The plan, he said, would fail.”
      if nouns.passageOf[next + 1] >= 0, !hasFiniteVerb(start..<p + 1) { contents = [] }
      contents.append(next + 1..<clauseEnd(from: next + 1, stretch, isClause: true))
    } else if p + 1 - start < 3 || !hasFiniteVerb(start..<p + 1) {
      return nil
    }
    return Attribution(cue: i..<i + 1, source: source, contents: contents, order: .behind)
  }

  /// A common noun for somebody, with a name: “lobbyist Jim Bird”.
  private func namesSomebody(_ source: Range<Int>) -> Bool {
    guard
      !tags[source.lowerBound].isDisjoint(with: [.office, .person, .determiner])
        || uses[source.lowerBound].contains(.office)
    else { return false }
    let rest = source.dropFirst()
    let end = rest.first { tags[$0].contains(.preposition) } ?? source.upperBound
    return source.contains { nouns.isName($0) }
      && (source.lowerBound..<end).contains {
        !tags[$0].isDisjoint(with: [.office, .person]) || uses[$0].contains(.office)
          || nouns.isName($0) && !tags[$0].contains(.possessive)
      }
  }

  /// “…, people close to Clinton say”: all words between a comma and a verb that ends its clause.
  private func describedSource(
    _ source: Range<Int>,
    before i: Int,
    _ stretch: Stretch
  ) -> Range<Int>? {
    let end = stretch.tokens.upperBound
    let lowest = max(stretch.tokens.lowerBound, i - 16)
    var comma = source.lowerBound - 1
    guard comma > lowest, nouns.passageOf[comma] < 0,
      tags[comma].isDisjoint(with: [.comma, .dash, .stop]),
      i + 1 >= end || nouns.passageOf[i + 1] < 0 && !tags[i + 1].isDisjoint(with: [.stop, .comma])
    else { return nil }
    while comma > lowest, nouns.passageOf[comma] < 0, !tags[comma].contains(.comma) {
      if !tags[comma].isDisjoint(with: [.stop, .dash, .colon, .modal, .be, .have, .that, .wh]) {
        return nil
      }
      comma -= 1
    }
    guard comma > lowest, nouns.passageOf[comma] < 0,
      nouns.phrase(startingAt: comma + 1, to: i) != nil
    else { return nil }
    return comma + 1..<source.upperBound
  }

  /// Whether some words hold a finite verb, and so may be a clause.
  func hasFiniteVerb(_ range: Range<Int>) -> Bool {
    range.contains { i in
      let tag = tags[i]
      if nouns.passageOf[i] >= 0 { return true }
      if !tag.isDisjoint(with: [.modal, .be, .have, .doing]) { return true }
      if i > range.lowerBound, isFinite(i) { return true }
      return !tag.isDisjoint(with: [.verbPast, .verbThird]) && !tag.contains(.capitalised)
        && tag.isDisjoint(with: [.noun, .adjective, .plural, .preposition])
    }
  }

  /// Where the sentence begins that a quotation ends: a mixed quotation takes its words along.
  func quotedStart(_ p: Int, _ stretch: Stretch) -> Int {
    let passage = passages[Int(nouns.passageOf[p])]
    let first = passage.tokens.lowerBound
    guard first > stretch.tokens.lowerBound else { return first }
    let before = tags[first - 1]
    if before.contains(.stop) || nouns.passageOf[first - 1] >= 0 { return first }
    let start = contentStart(first - 1, stretch)
    return start
  }

  /// Start of the sentence that the token at `p` stands in.
  func contentStart(_ p: Int, _ stretch: Stretch) -> Int {
    var m = p
    let lowest = max(stretch.tokens.lowerBound, p - CueGrammar.longestClause)
    defer { work?.add(p - m) }
    while m > lowest {
      if nouns.passageOf[m] < 0, tokens[m].shape.contains(.sentenceStart) { break }
      if nouns.passageOf[m - 1] >= 0, tokens[m].shape.contains(.sentenceStart) { break }
      m -= 1
    }
    return m
  }
}
