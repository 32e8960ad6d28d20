internal import StemmaText

extension CueGrammar {
  /// “X is expected to …”, “X was accused by Y of …”: a report whose reporter stands behind “by”,
  /// or is not named.
  func hearsay(at i: Int, _ stretch: Stretch) -> Attribution? {
    let end = stretch.tokens.upperBound
    var next = after(i, stretch)
    guard next < end, nouns.passageOf[next] < 0 else { return nil }
    var source: Range<Int>?
    let limit = (next..<min(end, next + 16)).first { mask(of: $0) & Self.complements != 0 } ?? end
    if mask(of: next) & Self.by != 0, let reporter = nouns.phrase(startingAt: next + 1, to: limit) {
      source = reporter
      next = reporter.upperBound
    }
    if let source, let said = said(of: i, by: source, stretch) { return said }
    guard use(i, of: [.hearsay, .naming]), next + 1 < end,
      let complement = complement(at: next, of: i, stretch)
        ?? (uses[i].contains(.thatClause) ? distantThat(from: next, stretch) : nil)
        .map({ (i + 1, $0) })
    else { return nil }
    let cue = firstAuxiliary(before: i, stretch)..<max(i + 1, source == nil ? complement.cueEnd : 0)
    let subject = self.source(before: i, stretch, nil)
    let isRelative = subject.map { tags[$0.lowerBound].contains(.wh) } ?? false
    let rest =
      complement
      .start..<clauseEnd(
        from: complement.start,
        stretch,
        isClause: false,
        isBehindRelative: isRelative
      )
    var contents = [rest]
    if !tags[complement.start].contains(.that), uses[i].isDisjoint(with: .addressee), let subject,
      subject.upperBound <= cue.lowerBound
    {
      contents.insert(subject, at: 0)
    }
    return Attribution(cue: cue, source: source, contents: contents, order: .verb, isClause: false)
  }

  private func use(_ i: Int, of uses: Vocabulary.Use) -> Bool {
    !self.uses[i].isDisjoint(with: uses)
  }

  /// “The move was first reported by the paper.”: what stands before is said.
  private func said(of i: Int, by source: Range<Int>, _ stretch: Stretch) -> Attribution? {
    let next = source.upperBound
    guard use(i, of: [.thatClause, .object]),
      next >= stretch.tokens.upperBound || nouns.passageOf[next] >= 0
        || !tags[next].isDisjoint(with: [.stop, .comma, .time, .preposition, .dash]),
      let subject = self.source(before: i, stretch, nil), subject.upperBound <= i,
      !tags[subject.lowerBound].contains(.that)
    else { return nil }
    return Attribution(
      cue: firstAuxiliary(before: i, stretch)..<source.lowerBound,
      source: source,
      contents: [subject],
      order: .verb,
      isClause: false
    )
  }

  /// Bit of “by” among the prepositions.
  static let by: UInt32 = 1 << 9

  /// Bits of “of”, “for” and “as”: accused of, criticised for, seen as.
  private static let complements: UInt32 = 1 | 1 << 4 | 1 << 15

  /// What is reported behind a participle: “to” and a verb, “that”, “of”, “as”, “for”.
  private func complement(
    at next: Int,
    of i: Int,
    _ stretch: Stretch
  ) -> (cueEnd: Int, start: Int)? {
    if tags[next].contains(.that) { return (i + 1, next) }
    if tags[next].contains(.to) {
      let isVerb =
        tags[next + 1].contains(.verbBase) || tags[next + 1].contains(.be)
        || tags[next + 1].contains(.have) || tags[next + 1].contains(.adverb)
      return isVerb ? (i + 1, next) : nil
    }
    if uses[i].contains(.naming), mask(of: next) == 0, !isAdverb(next), !tags[next].contains(.time),
      startsContent(next) || tags[next].contains(.adjective)
    {
      return (i + 1, next)
    }
    guard uses[i].contains(.hearsay), mask(of: next) & Self.complements != 0,
      startsContent(next + 1)
    else { return nil }
    return (next + 1, next + 1)
  }

  /// The first of the auxiliaries before a verb.
  func firstAuxiliary(before i: Int, _ stretch: Stretch) -> Int {
    var first = i
    var p = before(i, stretch)
    while p >= stretch.tokens.lowerBound, nouns.passageOf[p] < 0,
      !tags[p].isDisjoint(with: .auxiliary)
    {
      first = p
      p = before(p, stretch)
    }
    return first
  }

  /// “Asked whether he would run, he …” and “She was asked by a guest why …”: a question of someone
  /// who is not named, or stands behind “by”.
  func asked(at i: Int, _ stretch: Stretch) -> Attribution? {
    let end = stretch.tokens.upperBound
    let p = before(i, stretch)
    let isFirst = p < stretch.tokens.lowerBound || tokens[i].shape.contains(.sentenceStart)
    guard isFirst || isSubordinator(p) || tags[p].contains(.comma) || isPassive(i, stretch) else {
      return nil
    }
    var source: Range<Int>?
    var m = i + 1
    while m < end, m < i + 10, nouns.passageOf[m] < 0, tags[m].isDisjoint(with: [.comma, .stop]) {
      if mask(of: m) & Self.by != 0 { source = nouns.phrase(startingAt: m + 1, to: end) }
      if tags[m].contains(.wh) || isIf(m) || mask(of: m) & prepositions[i] & 0xFFFF != 0 {
        let start = tags[m].contains(.preposition) && !tags[m].contains(.wh) ? m + 1 : m
        guard start + 1 < end else { return nil }
        return Attribution(
          cue: firstAuxiliary(before: i, stretch)..<i + 1,
          source: source,
          contents: [start..<fronted(from: start, stretch)],
          order: .verb
        )
      }
      m += 1
    }
    return nil
  }

  /// Where a question ends: where the answer begins.
  private func fronted(from start: Int, _ stretch: Stretch) -> Int {
    let upper = clauseEnd(from: start, stretch, isClause: true)
    return (start..<upper).first {
      nouns.passageOf[$0] < 0 && tags[$0].contains(.comma)
        && opensClauseWithSubject($0 + 1, stretch)
    } ?? upper
  }

  /// “X reportedly did”: what someone has said, nobody says who.
  func hedged(at i: Int, _ stretch: Stretch) -> Attribution? {
    let end = stretch.tokens.upperBound
    guard i + 2 < end, nouns.passageOf[i + 1] < 0,
      tags[i + 1].isDisjoint(with: [.comma, .stop, .determiner])
    else { return nil }
    let rest = i + 1..<clauseEnd(from: i + 1, stretch, isClause: false)
    guard let subject = source(before: i, stretch, nil), subject.upperBound <= i,
      subject.lowerBound == stretch.tokens.lowerBound
        || !nouns.canEnd(subject.lowerBound - 1) || tags[subject.lowerBound - 1].contains(.comma)
    else { return nil }
    return Attribution(
      cue: i..<i + 1,
      source: nil,
      contents: [subject.lowerBound..<i, rest],
      order: .verb,
      isClause: false
    )
  }

  /// “In a new poll, half said no” and “He leads in most polls”.
  func polled(at i: Int, _ stretch: Stretch) -> Attribution? {
    let end = stretch.tokens.upperBound
    guard i + 1 < end, nouns.passageOf[i + 1] < 0,
      let source = nouns.phrase(startingAt: i + 1, to: end),
      uses[source.upperBound - 1].contains(.poll),
      tags[source.upperBound - 1].isDisjoint(with: .capitalised)
        || source.contains(where: { isNewsWord($0) })
    else { return nil }
    let start = contentStart(i, stretch)
    guard i == start else {
      var lower = start
      if let comma = (start..<i).last(where: {
        nouns.passageOf[$0] < 0 && tags[$0].contains(.comma)
          && opensClauseWithSubject($0 + 1, stretch)
      }) {
        lower = comma + 1
      }
      guard source.count > 2, i - lower >= 2, hasFiniteVerb(lower..<i), !hasCue(lower..<i) else {
        return nil
      }
      return Attribution(cue: i..<i + 1, source: source, contents: [lower..<i], order: .according)
    }
    var comma = source.upperBound
    while comma < end, comma < i + 24, !tags[comma].contains(.comma) { comma += 1 }
    guard comma + 2 < end, tags[comma].contains(.comma), nouns.passageOf[comma + 1] < 0 else {
      return nil
    }
    return Attribution(
      cue: i..<i + 1,
      source: source,
      contents: [comma + 1..<clauseEnd(from: comma + 1, stretch, isClause: true)],
      order: .according
    )
  }

  private func isNewsWord(_ i: Int) -> Bool { tags[i].contains(.determiner) }

  /// Whether a verb of the tables stands in a range.
  private func hasCue(_ range: Range<Int>) -> Bool {
    range.contains {
      uses[$0].contains(.quotation) && !uses[$0].isDisjoint(with: [.past, .third])
    }
  }
}
