internal import StemmaText

extension CueGrammar {
  func content(
    after i: Int,
    _ stretch: Stretch
  ) -> (cue: Range<Int>, content: Range<Int>, isClause: Bool)? {
    let end = stretch.tokens.upperBound
    let use = uses[i]
    var n = i + 1
    while n < end, nouns.passageOf[n] < 0, isAdverb(n) || tags[n].contains(.quote) { n += 1 }
    guard n < end else { return nil }
    let allowed = prepositions[i] & 0x7FFF
    if nouns.passageOf[n] >= 0 {
      guard use.contains(.quotation) || use.contains(.object) else { return nil }
      return (i..<i + 1, n..<clauseEnd(from: n, stretch, isClause: false), true)
    }
    // Preposition, or preposition behind a particle (“pointed out that”).
    if mask(of: n) & allowed != 0, n + 1 < end {
      var last = n
      if n + 1 < end, mask(of: n + 1) & allowed != 0 { last = n + 1 }
      if last + 1 < end, tags[last + 1].contains(.that) || startsContent(last + 1) {
        let isClause = tags[last + 1].contains(.that)
        return (
          i..<last + 1, last + 1..<clauseEnd(from: last + 1, stretch, isClause: isClause), true
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
      tags[n + 1].contains(.verbBase) || tags[n + 1].contains(.be)
    {
      return (i..<i + 1, n..<clauseEnd(from: n, stretch, isClause: false), false)
    }
    if tags[n].contains(.comma) || tags[n].contains(.colon) {
      return use.contains(.quotation) ? quotation(after: i, at: n, stretch) : nil
    }
    if use.contains(.thatClause), let that = distantThat(from: n, stretch) {
      return (i..<i + 1, that..<clauseEnd(from: that, stretch, isClause: true), true)
    }
    if use.contains(.addressee), let start = behindAddressee(from: n, stretch) {
      return (i..<i + 1, start..<clauseEnd(from: start, stretch, isClause: true), true)
    }
    if use.contains(.bareClause), let start = bareClause(from: n, stretch) {
      return (i..<i + 1, start..<clauseEnd(from: start, stretch, isClause: true), true)
    }
    if use.contains(.bareClause), use.contains(.quotation),
      use.isDisjoint(with: [.object, .addressee]), !isInfinitive(i, stretch),
      let start = plainClause(from: n, stretch)
    {
      return (i..<i + 1, start..<clauseEnd(from: start, stretch, isClause: true), true)
    }
    if use.contains(.object), startsContent(n), !tags[n].contains(.time),
      !(use.contains(.base) && isInfinitive(i, stretch))
    {
      return (i..<i + 1, n..<clauseEnd(from: n, stretch, isClause: false), false)
    }
    if use.contains(.quotation) { return laterQuotation(after: i, from: n, stretch) }
    return nil
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
      m += 1
    }
    return nil
  }

  func lone(_ n: Int) -> Range<Int>? {
    tags[n].contains(.pronoun) ? n..<n + 1 : nil
  }

  /// What may be a clause though no finite verb is seen in it, behind a verb that asks for one.
  func plainClause(from n: Int, _ stretch: Stretch) -> Int? {
    guard tags[n].isDisjoint(with: [.time, .to]), startsContent(n), !tags[n].contains(.preposition)
    else { return nil }
    var m = n
    while m < stretch.tokens.upperBound, m < n + 5 {
      if nouns.passageOf[m] >= 0 { return n }
      if !tags[m].isDisjoint(with: [.stop, .comma, .colon]) { return nil }
      m += 1
    }
    return m == n + 5 ? n : nil
  }

  /// The start of a clause without “that”: a subject with a finite verb behind it.
  func bareClause(from n: Int, _ stretch: Stretch) -> Int? {
    let end = stretch.tokens.upperBound
    var start = n
    // A day or a phrase of time or place may stand before it: “said Monday the plan …”.
    if tags[start].contains(.time) { start += 1 }
    if start + 1 < end, tags[start].contains(.preposition), tags[start + 1].contains(.time) {
      start += 2
    }
    guard start < end, nouns.passageOf[start] < 0 else { return nil }
    if tags[start].contains(.comma) { return nil }
    var m = start
    let limit = min(end, start + 16)
    var hasSubject = false
    while m < limit {
      let tag = tags[m]
      if nouns.passageOf[m] >= 0 {
        m = passages[Int(nouns.passageOf[m])].tokens.upperBound
        continue
      }
      if !tag.isDisjoint(with: [.stop, .comma, .colon, .dash]) { return nil }
      if hasSubject, !tag.isDisjoint(with: [.modal, .be, .have, .doing]) { return start }
      if hasSubject, !tag.isDisjoint(with: [.verbPast, .verbThird]),
        tag.isDisjoint(with: [.preposition, .determiner]),
        !tag.contains(.capitalised),
        tag.isDisjoint(with: [.noun, .plural, .adjective])
          || tags[m - 1].contains(.subjectPronoun) || nouns.isName(m - 1)
      {
        return start
      }
      if hasSubject, tag.contains(.verbBase),
        tags[m - 1].contains(.subjectPronoun)
          || tags[m - 1].contains(.plural), !tag.contains(.noun)
      {
        return start
      }
      if tag.contains(.subjectPronoun) || nouns.canEnd(m) || tag.contains(.pronoun) {
        hasSubject = true
      }
      if m == start, tag.contains(.preposition) || tag.contains(.to) { return nil }
      m += 1
    }
    return nil
  }

  /// Where what is said ends: at the end of the stretch, or where another cue takes over.
  func clauseEnd(from start: Int, _ stretch: Stretch, isClause: Bool) -> Int {
    var m = start
    let end = stretch.tokens.upperBound
    var steps = 0
    while m < end {
      steps += 1
      if steps > CueGrammar.longestClause { return m }
      if nouns.passageOf[m] >= 0 {
        let passage = passages[Int(nouns.passageOf[m])]
        m = max(m + 1, passage.tokens.upperBound)
        if m < end, nouns.passageOf[m] < 0,
          nouns.text[passage.inner.upper - 1] == UInt8(ascii: ","),
          endsAtComma(m - 1, stretch, isClause: isClause)
        {
          return m
        }
        continue
      }
      let tag = tags[m]
      if tag.contains(.comma), m > start, m + 1 < end, nouns.passageOf[m + 1] < 0 {
        if endsAtComma(m, stretch, isClause: isClause) { return m }
      }
      if uses[m].contains(.according), m > start + 1 { return m }
      if tag.contains(.and), m > start, m + 1 < end, nouns.passageOf[m + 1] < 0 {
        let next = after(m, stretch)
        if next < end, !uses[next].isDisjoint(with: .frames),
          !uses[next].isDisjoint(with: [.past, .third]),
          tags[next].isDisjoint(with: [.plural, .noun]) || !isClause,
          tags[m - 1].isDisjoint(with: [.adjective])
        {
          return m
        }
        if !isClause, next < end, !tags[next].isDisjoint(with: [.verbPast, .have, .modal, .be]),
          tags[next].isDisjoint(with: [.noun, .adjective])
        {
          return m
        }
      }
      if tag.contains(.stop), m + 1 < end, !isClause || tags[m].contains(.stop),
        tokens[m + 1].shape.contains(.sentenceStart)
      {
        return m
      }
      m += 1
    }
    return end
  }

  func after(_ m: Int, _ stretch: Stretch) -> Int {
    var next = m + 1
    while next < stretch.tokens.upperBound, isAdverb(next) { next += 1 }
    return next
  }

  func endsAtComma(_ m: Int, _ stretch: Stretch, isClause: Bool) -> Bool {
    let next = after(m, stretch)
    guard next < stretch.tokens.upperBound else { return true }
    let tag = tags[next]
    if uses[next].contains(.according) { return true }
    if next == m + 1, uses[next].contains(.quotation), uses[next].contains(.past) { return true }
    if uses[next].contains(.ing), !uses[next].isDisjoint(with: .frames) { return true }
    if tag.contains(.verbIng), tag.isDisjoint(with: [.noun, .adjective, .preposition]) {
      return true
    }
    if !isClause,
      tag.contains(.wh) || tag.contains(.conjunction) && !tag.contains(.and)
        || tag.contains(.verbIng) && tag.isDisjoint(with: [.noun, .adjective])
    {
      return true
    }
    if next == m + 1, let phrase = nouns.phrase(startingAt: next, to: stretch.tokens.upperBound),
      phrase.upperBound < stretch.tokens.upperBound
    {
      // “…, Hayashi said on Thursday”.
      let verb = phrase.upperBound
      if uses[verb].contains(.quotation), !uses[verb].isDisjoint(with: [.past, .third]),
        verb + 1 >= stretch.tokens.upperBound
          || !tags[verb + 1].isDisjoint(with: [.stop, .comma, .time, .preposition])
      {
        return true
      }
    }
    if tag.contains(.and) || tag.contains(.conjunction) {
      // “…, and added that”, “…, but she said”.
      let second = after(next, stretch)
      guard second < stretch.tokens.upperBound else { return false }
      if !uses[second].isDisjoint(with: .frames), !uses[second].isDisjoint(with: [.past, .third]),
        tags[second].isDisjoint(with: [.noun, .plural])
      {
        return true
      }
      if !tag.contains(.and), isClause { return false }
    }
    return false
  }
}
