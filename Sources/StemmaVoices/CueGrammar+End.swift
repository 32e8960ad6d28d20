internal import StemmaText

extension CueGrammar {
  /// Where what is said ends: at the end of the stretch, or where another cue or clause takes over.
  func clauseEnd(
    from start: Int,
    _ stretch: Stretch,
    isClause: Bool,
    isBehindRelative: Bool = false
  ) -> Int {
    let end = min(stretch.tokens.upperBound, start + CueGrammar.longestClause)
    let isFronted = isFronted(start, stretch)
    let isParticipial = hasParticiple(before: start, stretch)
    var hasRelative = false
    var m = start
    defer { work?.add(m - start) }
    while m < end {
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
      if m > start {
        let isEnd = ends(
          at: m,
          stretch,
          isClause: isClause,
          isFronted: isFronted,
          isParticipial: isParticipial
        )
        if isEnd { return m }
        if isBehindRelative, !isClause, !hasRelative, opensMainVerb(m), !tags[m - 1].contains(.to) {
          return m
        }
      }
      hasRelative = hasRelative || tags[m].contains(.wh) || tags[m].contains(.that)
      m += 1
    }
    return min(m, stretch.tokens.upperBound)
  }

  /// Whether what is said ends before a token outside of passages.
  private func ends(
    at m: Int,
    _ stretch: Stretch,
    isClause: Bool,
    isFronted: Bool,
    isParticipial: Bool
  ) -> Bool {
    let tag = tags[m]
    let end = stretch.tokens.upperBound
    if uses[m].contains(.according) { return true }
    guard m + 1 < end else { return false }
    if tag.contains(.comma), nouns.passageOf[m + 1] < 0 {
      return isFronted && opensClauseWithSubject(m + 1, stretch)
        || endsAtComma(m, stretch, isClause: isClause)
    }
    if tag.contains(.and) || tag.contains(.conjunction) && (!isClause || isParticipial),
      nouns.passageOf[m + 1] < 0
    {
      return joinsVerb(m, stretch, isClause: isClause, isParticipial: isParticipial)
    }
    if tag.contains(.dash), nouns.passageOf[m + 1] < 0, tokens[m].lower > tokens[m - 1].upper,
      tokens[m + 1].lower > tokens[m].upper
    {
      return !isClause || turnsBehindDash(m, stretch)
    }
    return tag.contains(.stop) && tokens[m + 1].shape.contains(.sentenceStart)
  }

  /// “… — but added that”: another statement behind a dash.
  private func turnsBehindDash(_ m: Int, _ stretch: Stretch) -> Bool {
    let next = after(m, stretch)
    guard next < stretch.tokens.upperBound,
      tags[next].contains(.and) || tags[next].contains(.conjunction)
    else { return false }
    return turnsBehindConjunction(next, stretch, isClause: true) || saysSoon(next, stretch)
  }

  /// “acknowledging that … but warning”: whether a participle reports what begins at a token.
  private func hasParticiple(before start: Int, _ stretch: Stretch) -> Bool {
    (max(stretch.tokens.lowerBound, start - 3)..<start).contains { isReportingParticiple($0) }
  }

  private func isReportingParticiple(_ i: Int) -> Bool {
    uses[i].contains(.ing) && !uses[i].isDisjoint(with: .frames)
  }

  /// “… and told”, “… but has been”: another verb of the same subject.
  private func joinsVerb(
    _ m: Int,
    _ stretch: Stretch,
    isClause: Bool,
    isParticipial: Bool
  ) -> Bool {
    let next = after(m, stretch)
    guard next < stretch.tokens.upperBound else { return false }
    if isReporting(next), uses[next].contains(.alwaysVerb) { return true }
    if isParticipial, isReportingParticiple(next), tags[next].contains(.verbIng) { return true }
    if !uses[next].isDisjoint(with: .frames), !uses[next].isDisjoint(with: [.past, .third]),
      tags[next].isDisjoint(with: [.plural, .noun]) || !isClause,
      tags[m - 1].isDisjoint(with: [.adjective])
    {
      return true
    }
    return !isClause && opensMainVerb(next)
  }

  /// Whether a word can only be a verb in the past or an auxiliary.
  private func opensMainVerb(_ m: Int) -> Bool {
    !tags[m].isDisjoint(with: [.verbPast, .have, .modal, .be])
      && tags[m].isDisjoint(with: [.noun, .adjective, .to, .preposition, .participle])
  }

  /// Whether a clause stands in front of its sentence, as in “When he said no, the talks ended”.
  private func isFronted(_ start: Int, _ stretch: Stretch) -> Bool {
    var first = contentStart(start, stretch)
    while first < start, tags[first].contains(.adverb), !isSubordinator(first) { first += 1 }
    guard first < start, isSubordinator(first) || uses[first].contains(.ing) else { return false }
    return !(first..<start).contains { nouns.passageOf[$0] < 0 && tags[$0].contains(.comma) }
  }

  /// When, while, although, since, as: words that make a clause part of another.
  func isSubordinator(_ i: Int) -> Bool {
    nouns.passageOf[i] < 0 && uses[i].contains(.subordinator)
  }

  /// A subject with a finite verb behind it.
  func opensClauseWithSubject(_ start: Int, _ stretch: Stretch) -> Bool {
    let end = stretch.tokens.upperBound
    var next = start
    while next < end, isAdverb(next) { next += 1 }
    guard next < end, nouns.passageOf[next] < 0 else { return false }
    if tags[next].contains(.clitic) { return true }
    guard let phrase = nouns.phrase(startingAt: next, to: end) else { return false }
    var verb = phrase.upperBound
    while verb < end, isAdverb(verb) { verb += 1 }
    return verb < end && nouns.passageOf[verb] < 0 && isFinite(verb)
  }

  func after(_ m: Int, _ stretch: Stretch) -> Int {
    var next = m + 1
    while next < stretch.tokens.upperBound, isAdverb(next) { next += 1 }
    return next
  }

  /// Whether a word is a verb of the tables in a finite form.
  func isReporting(_ i: Int) -> Bool {
    !uses[i].isDisjoint(with: .frames) && !uses[i].isDisjoint(with: [.past, .third])
      && (tags[i].isDisjoint(with: [.noun, .plural]) || uses[i].contains(.alwaysVerb))
      && nouns.passageOf[i] < 0
  }
}
