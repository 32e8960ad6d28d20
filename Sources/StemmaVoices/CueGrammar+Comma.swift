internal import StemmaText

extension CueGrammar {
  /// Whether what is said ends at a comma or semicolon.
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
    if uses[next].contains(.alternative) { return false }
    if !isClause {
      if let isEnd = endsObject(at: m, before: next, stretch) { return isEnd }
    } else if uses[next].contains(.contrast) || isSemicolon(m) {
      return true
    }
    if tag.contains(.and) || tag.contains(.conjunction) || isSubordinator(next),
      saysSoon(next, stretch)
    {
      return true
    }
    if next == m + 1, namesSpeakerBehind(next, stretch) { return true }
    if tag.contains(.and) || tag.contains(.conjunction) {
      return turnsBehindConjunction(next, stretch, isClause: isClause)
    }
    return false
  }

  /// Whether the object of a verb ends at a comma; `nil` where that is not plain.
  ///
  /// What stands behind most commas is the writer’s; a list, an insertion and what is taken back
  /// (“political, not philosophical”) go on. Where quotation marks follow, the rest is said, too.
  private func endsObject(at m: Int, before next: Int, _ stretch: Stretch) -> Bool? {
    let tag = tags[next]
    if tag.contains(.negation) || isAs(next) || tag.isSuperset(of: [.verbIng, .preposition]) {
      return false  // “including”
    }
    if tag.contains(.wh) || tag.contains(.conjunction) && !tag.contains(.and)
      || tag.contains(.verbIng) && tag.isDisjoint(with: [.noun, .adjective, .preposition])
      || uses[next].contains(.contrast) || isSemicolon(m)
    {
      return true
    }
    guard !quotesLater(m, stretch), !opensList(next, stretch), !isInsertion(next, stretch) else {
      return nil
    }
    return true
  }

  private func isSemicolon(_ m: Int) -> Bool { nouns.text[tokens[m].lower] == UInt8(ascii: ";") }

  /// Most tokens behind a comma among which quotation marks are looked for; a guess.
  private static let longestRest = 40

  /// Whether quotation marks stand in the rest of a sentence.
  private func quotesLater(_ m: Int, _ stretch: Stretch) -> Bool {
    let end = min(stretch.tokens.upperBound, m + Self.longestRest)
    for i in m..<end {
      if nouns.passageOf[i] >= 0 { return true }
      if i > m, tags[i - 1].contains(.stop), tokens[i].shape.contains(.sentenceStart) {
        return false
      }
    }
    return false
  }

  /// “himself, Bannon and Gates”: phrases of which the last stands behind “and” or “or”.
  private func opensList(_ next: Int, _ stretch: Stretch) -> Bool {
    let end = stretch.tokens.upperBound
    var m = next
    for _ in 0..<6 {
      if m < end, isJoint(m) { return true }
      guard m < end, let phrase = nouns.phrase(startingAt: m, to: end) else { return false }
      if phrase.contains(where: { tags[$0].contains(.and) }) { return true }
      m = phrase.upperBound
      if m < end, isJoint(m) { return true }
      guard m + 1 < end, nouns.passageOf[m] < 0, tags[m].contains(.comma) else { return false }
      m += 1
    }
    return false
  }

  private func isJoint(_ i: Int) -> Bool {
    tags[i].contains(.and) || uses[i].contains(.alternative)
  }

  /// “one of the journalists, Susanne Rust, of ignoring …”: a phrase between two commas.
  private func isInsertion(_ next: Int, _ stretch: Stretch) -> Bool {
    let end = stretch.tokens.upperBound
    guard let phrase = nouns.phrase(startingAt: next, to: end), phrase.upperBound + 1 < end,
      tags[phrase.upperBound].contains(.comma)
    else { return false }
    let behind = phrase.upperBound + 1
    return nouns.passageOf[behind] >= 0 || mask(of: behind) & (1 | Self.like) != 0
  }

  /// “while other voters said …”: a verb of saying in the words behind a conjunction.
  func saysSoon(_ conjunction: Int, _ stretch: Stretch) -> Bool {
    var i = conjunction + 1
    let end = min(stretch.tokens.upperBound, conjunction + 8)
    while i < end, nouns.passageOf[i] < 0, tags[i].isDisjoint(with: Tag.mark.union(.that)) {
      if isReporting(i), uses[i].isSuperset(of: [.quotation, .alwaysVerb]) { return true }
      i += 1
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
  func turnsBehindConjunction(
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
}
