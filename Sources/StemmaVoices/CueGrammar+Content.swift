internal import StemmaText

extension CueGrammar {
  func content(
    after i: Int,
    _ stretch: Stretch,
    isEvidence: Bool,
    isSomebody: Bool = false
  ) -> (cue: Range<Int>, content: Range<Int>, isClause: Bool)? {
    let end = stretch.tokens.upperBound
    let use = uses[i]
    var n = i + 1
    while n < end, nouns.passageOf[n] < 0, isAdverb(n) || tags[n].contains(.quote) {
      // “said no ship …” says so of the ship.
      if tags[n].contains(.negation), n + 1 < end, !tags[n + 1].contains(.to) { break }
      n += 1
    }
    guard n < end else { return nil }
    if use.isSuperset(of: [.quotation, .thatClause]), let upper = shortAnswer(n, stretch) {
      return (i..<i + 1, n..<upper, true)
    }
    let allowed = prepositions[i] & 0xFFFF
    let isRelative = isBehindRelative(i, stretch)
    if nouns.passageOf[n] >= 0 {
      guard use.contains(.quotation) || use.contains(.object) else { return nil }
      return (i..<i + 1, n..<clauseEnd(from: n, stretch, isClause: false), true)
    }
    // Preposition, or preposition behind a particle (“pointed out that”).
    if mask(of: n) & allowed != 0, n + 1 < end {
      var last = n
      if n + 1 < end, mask(of: n + 1) & allowed != 0 { last = n + 1 }
      if last + 1 < end,
        tags[last + 1].contains(.that) || startsContent(last + 1) || opensQuestion(last + 1)
      {
        let isClause = tags[last + 1].contains(.that) || opensQuestion(last + 1)
        return (
          i..<last + 1,
          last
            + 1..<clauseEnd(
              from: last + 1,
              stretch,
              isClause: isClause,
              isBehindRelative: isRelative
            ), true
        )
      }
    }
    if tags[n].contains(.that), !use.isDisjoint(with: [.thatClause, .addressee]), n + 1 < end {
      return (i..<i + 1, n..<clauseEnd(from: n, stretch, isClause: true), true)
    }
    if use.contains(.whether), tags[n].contains(.wh) || isIf(n) {
      return (i..<i + 1, n..<clauseEnd(from: n, stretch, isClause: true), true)
    }
    if use.contains(.infinitive), tags[n].contains(.to), n + 1 < end,
      isAdverb(n + 1) || !tags[n + 1].isDisjoint(with: [.verbBase, .be, .have, .doing])
    {
      let upper = clauseEnd(from: n, stretch, isClause: false, isBehindRelative: isRelative)
      return (i..<i + 1, n..<upper, false)
    }
    if use.contains(.quotation), use.isDisjoint(with: [.addressee, .object]),
      let about = distantAbout(from: n, allowed, stretch)
    {
      let start = about + 1
      let upper = clauseEnd(from: start, stretch, isClause: false, isBehindRelative: isRelative)
      return (i..<start, start..<upper, true)
    }
    if tags[n].contains(.comma) || tags[n].contains(.colon) {
      if let that = insertedThat(at: n, use, stretch) {
        return (i..<i + 1, that..<clauseEnd(from: that, stretch, isClause: true), true)
      }
      return use.contains(.quotation) ? quotation(after: i, at: n, stretch) : nil
    }
    if use.contains(.thatClause), let that = distantThat(from: n, stretch) {
      return (i..<i + 1, that..<clauseEnd(from: that, stretch, isClause: true), true)
    }
    if use.contains(.addressee), let start = behindAddressee(from: n, stretch) {
      return (i..<i + 1, start..<clauseEnd(from: start, stretch, isClause: true), true)
    }
    if use.contains(.bareClause) || isEvidence, let start = bareClause(from: n, stretch) {
      return (i..<i + 1, start..<clauseEnd(from: start, stretch, isClause: true), true)
    }
    if use.contains(.bareClause), use.contains(.quotation),
      use.isDisjoint(with: [.object, .addressee]), !isInfinitive(i, stretch),
      let start = plainClause(from: n, stretch)
    {
      return (i..<i + 1, start..<clauseEnd(from: start, stretch, isClause: true), true)
    }
    if use.contains(.bareClause), use.isDisjoint(with: .addressee), !isInfinitive(i, stretch),
      let start = gappedClause(from: n, stretch)
    {
      return (i..<i + 1, start..<clauseEnd(from: start, stretch, isClause: true), true)
    }
    if use.contains(.object) || isEvidence, startsContent(n) || opensQuestion(n),
      !tags[n].contains(.time),
      !(use.contains(.base) && isInfinitive(i, stretch))
    {
      let upper = clauseEnd(from: n, stretch, isClause: false, isBehindRelative: isRelative)
      return (i..<i + 1, n..<objectEnd(from: n, upper), false)
    }
    if use.contains(.personal), isSomebody, use.isDisjoint(with: .ing), startsContent(n),
      !isInfinitive(i, stretch), !tags[n].contains(.time)
    {
      return (i..<i + 1, n..<personalEnd(from: n, stretch, isRelative), false)
    }
    if use.contains(.weakObject), startsContent(n), judges(n, stretch) {
      let upper = clauseEnd(from: n, stretch, isClause: false, isBehindRelative: isRelative)
      return (i..<i + 1, n..<upper, false)
    }
    if use.contains(.quotation) { return laterQuotation(after: i, from: n, stretch) }
    return nil
  }

  /// “says, however, that …”: a few words between commas before what is said.
  private func insertedThat(at comma: Int, _ use: Vocabulary.Use, _ stretch: Stretch) -> Int? {
    guard use.contains(.thatClause), tags[comma].contains(.comma) else { return nil }
    let end = stretch.tokens.upperBound
    var m = comma + 1
    while m < min(end, comma + 6), nouns.passageOf[m] < 0,
      tags[m].isDisjoint(with: [.comma, .stop, .colon])
    {
      m += 1
    }
    guard m + 2 < end, m > comma + 1, nouns.passageOf[m] < 0, nouns.passageOf[m + 1] < 0,
      tags[m].contains(.comma), tags[m + 1].contains(.that)
    else { return nil }
    return m + 1
  }

  /// A quotation behind a comma or colon: `said, "…"`, `said: "…"`.
  func quotation(
    after i: Int,
    at n: Int,
    _ stretch: Stretch
  ) -> (cue: Range<Int>, content: Range<Int>, isClause: Bool)? {
    let end = stretch.tokens.upperBound
    guard n + 1 < end, nouns.passageOf[n + 1] >= 0 else { return nil }
    let passage = passages[Int(nouns.passageOf[n + 1])]
    return (i..<i + 1, n + 1..<min(passage.tokens.upperBound, end), true)
  }

  /// A quotation further on in the clause: `told reporters "…"`, `said of the deal: "…"`.
  func laterQuotation(
    after i: Int,
    from n: Int,
    _ stretch: Stretch
  ) -> (cue: Range<Int>, content: Range<Int>, isClause: Bool)? {
    var m = n
    let end = min(stretch.tokens.upperBound, n + 24)
    while m < end {
      if nouns.passageOf[m] >= 0 {
        let passage = passages[Int(nouns.passageOf[m])]
        return (i..<i + 1, m..<min(passage.tokens.upperBound, stretch.tokens.upperBound), true)
      }
      if tags[m].contains(.stop), !tags[m].contains(.colon) { return nil }
      if !uses[m].isDisjoint(with: .frames), isVerb(m, stretch), uses[m].contains(.quotation) {
        return nil
      }
      m += 1
    }
    return nil
  }

  /// How, what, whether: what opens a question that is told of.
  func opensQuestion(_ n: Int) -> Bool {
    nouns.passageOf[n] < 0 && (tags[n].contains(.wh) || isIf(n))
  }

  func startsContent(_ n: Int) -> Bool {
    nouns.passageOf[n] >= 0 || nouns.isDeterminer(n) || nouns.canStand(n)
      || tags[n].contains(.pronoun) || tags[n].contains(.verbIng)
  }

  func isIf(_ n: Int) -> Bool { uses[n].contains(.whether) && !uses[n].contains(.quotation) }

  /// “that” behind a phrase of time, place or addressee, before any verb or comma.
  func distantThat(from n: Int, _ stretch: Stretch) -> Int? {
    var m = n
    let end = min(stretch.tokens.upperBound, n + 14)
    while m < end {
      let tag = tags[m]
      if tag.contains(.that), nouns.passageOf[m] < 0 { return m + 1 < end ? m : nil }
      if !tag.isDisjoint(with: [.stop, .comma, .colon, .dash]) || nouns.passageOf[m] >= 0 {
        return nil
      }
      if !tag.isDisjoint(with: [.modal, .be, .have, .doing, .subjectPronoun]) { return nil }
      m += 1
    }
    return nil
  }

  /// The clause behind the words for someone addressed: “told reporters he was ill”.
  func behindAddressee(from n: Int, _ stretch: Stretch) -> Int? {
    let end = stretch.tokens.upperBound
    guard let addressee = nouns.phrase(startingAt: n, to: end) ?? lone(n) else { return nil }
    var m = addressee.upperBound
    while m < end, m < addressee.upperBound + 8 {
      let tag = tags[m]
      if nouns.passageOf[m] >= 0 { return m }
      if tag.contains(.that) || tag.contains(.wh) || tag.contains(.to) || isIf(m) { return m }
      if tag.contains(.comma) || tag.contains(.colon) {
        return m + 1 < end && nouns.passageOf[m + 1] >= 0 ? m + 1 : nil
      }
      if tag.contains(.stop) { return nil }
      if let start = bareClause(from: m, stretch) { return start }
      if m == addressee.upperBound,
        nouns.isDeterminer(m) || nouns.isName(m) || tags[m].contains(.pronoun),
        let start = plainClause(from: m, stretch)
      {
        return start
      }
      m += 1
    }
    return nil
  }

  func lone(_ n: Int) -> Range<Int>? {
    tags[n].contains(.pronoun) ? n..<n + 1 : nil
  }

  /// Whether the subject of a verb is “who”, “which” or “that”.
  private func isBehindRelative(_ i: Int, _ stretch: Stretch) -> Bool {
    let p = before(i, stretch)
    return p >= stretch.tokens.lowerBound && nouns.passageOf[p] < 0
      && (tags[p].contains(.wh) || tags[p].contains(.that))
  }
}
