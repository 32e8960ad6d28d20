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
        if ends(at: m, stretch, isClause: isClause, isFronted: isFronted) { return m }
        if isBehindRelative, !isClause, !hasRelative, opensMainVerb(m) { return m }
      }
      hasRelative = hasRelative || tags[m].contains(.wh) || tags[m].contains(.that)
      m += 1
    }
    return min(m, stretch.tokens.upperBound)
  }

  /// Whether what is said ends before a token outside of passages.
  private func ends(at m: Int, _ stretch: Stretch, isClause: Bool, isFronted: Bool) -> Bool {
    let tag = tags[m]
    let end = stretch.tokens.upperBound
    if uses[m].contains(.according) { return true }
    guard m + 1 < end else { return false }
    if tag.contains(.comma), nouns.passageOf[m + 1] < 0 {
      return isFronted && opensClauseWithSubject(m + 1, stretch)
        || endsAtComma(m, stretch, isClause: isClause)
    }
    if tag.contains(.and) || tag.contains(.conjunction) && !isClause, nouns.passageOf[m + 1] < 0 {
      return joinsVerb(m, stretch, isClause: isClause)
    }
    return tag.contains(.stop) && tokens[m + 1].shape.contains(.sentenceStart)
  }

  /// “… and told”, “… but has been”: another verb of the same subject.
  private func joinsVerb(_ m: Int, _ stretch: Stretch, isClause: Bool) -> Bool {
    let next = after(m, stretch)
    guard next < stretch.tokens.upperBound else { return false }
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
    if next == m + 1, namesSpeakerBehind(next, stretch) { return true }
    if tag.contains(.and) || tag.contains(.conjunction) {
      return turnsBehindConjunction(next, stretch, isClause: isClause)
    }
    return false
  }

  /// “…, Hayashi said on Thursday”.
  private func namesSpeakerBehind(_ next: Int, _ stretch: Stretch) -> Bool {
    let end = stretch.tokens.upperBound
    guard let phrase = nouns.phrase(startingAt: next, to: end), phrase.upperBound < end else {
      return false
    }
    let verb = phrase.upperBound
    return uses[verb].contains(.quotation) && !uses[verb].isDisjoint(with: [.past, .third])
      && (verb + 1 >= end
        || !tags[verb + 1].isDisjoint(with: [.stop, .comma, .time, .preposition]))
  }

  /// “…, and added that”, “…, but she said”, and behind an object “…, and the crew left”.
  private func turnsBehindConjunction(
    _ conjunction: Int,
    _ stretch: Stretch,
    isClause: Bool
  ) -> Bool {
    let end = stretch.tokens.upperBound
    let second = after(conjunction, stretch)
    guard second < end else { return false }
    if isReporting(second) { return true }
    if let phrase = nouns.phrase(startingAt: second, to: end), phrase.upperBound < end {
      let verb = after(phrase.upperBound - 1, stretch)
      if verb < end, isReporting(verb), uses[verb].contains(.quotation) { return true }
    }
    return !isClause && opensClauseWithSubject(second, stretch)
  }

  /// Whether a word is a verb of the tables in a finite form.
  private func isReporting(_ i: Int) -> Bool {
    !uses[i].isDisjoint(with: .frames) && !uses[i].isDisjoint(with: [.past, .third])
      && (tags[i].isDisjoint(with: [.noun, .plural]) || uses[i].contains(.alwaysVerb))
      && nouns.passageOf[i] < 0
  }
}
