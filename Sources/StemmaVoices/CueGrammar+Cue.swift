internal import StemmaText

extension CueGrammar {
  /// Whether a word that can be a cue verb is one here.
  func isVerb(_ i: Int, _ stretch: Stretch) -> Bool {
    let tag = tags[i]
    if tag.contains(.capitalised), !tokens[i].shape.contains(.sentenceStart) { return false }
    let use = uses[i]
    guard i > stretch.tokens.lowerBound else { return use.contains(.past) || use.contains(.ing) }
    if opensClause(i + 1, stretch) || isObject(i + 1, stretch) && use.isDisjoint(with: .ing),
      isSubjectEnd(i - 1)
    {
      return true
    }
    let p = before(i, stretch)
    guard p >= stretch.tokens.lowerBound else { return use.contains(.past) }
    let previous = tags[p]
    if nouns.passageOf[p] >= 0 { return true }
    if use.contains(.alwaysVerb), use.isDisjoint(with: .ing), previous.contains(.pronoun),
      previous.isDisjoint(with: [.determiner, .to, .possessive, .adjective]),
      i + 1 < stretch.tokens.upperBound, tags[i + 1].contains(.that)
    {
      return true  // “those close to him say that”
    }
    if use.contains(.ing) {
      return previous.isDisjoint(with: [.determiner, .adjective]) || previous.contains(.comma)
    }
    if previous.contains(.to) { return use.contains(.base) }
    if uses[p].contains(.group), use.isDisjoint(with: .ing) { return true }
    if use.contains(.evidence), uses[p].contains(.record) { return true }
    if use.contains(.evidence),
      previous.isDisjoint(with: [.determiner, .preposition, .possessive]),
      recordSource(before: i, stretch) != nil
    {
      return true
    }
    if use.contains(.alwaysVerb), !previous.isDisjoint(with: .subjectLast) { return true }
    if previous.contains(.determiner), !previous.contains(.pronoun) { return false }
    if previous.contains(.possessive) { return false }
    if !use.isDisjoint(with: [.past, .participle]) {
      if tokens[p].shape.contains(.digit), i + 1 < stretch.tokens.upperBound,
        use.isDisjoint(with: .bareClause), tags[i + 1].contains(.plural)
      {
        return false  // “271 pledged delegates”
      }
      return !previous.contains(.preposition) || previous.contains(.be) || isAs(p)
    }
    if previous.contains(.preposition), !previous.contains(.adverb) { return false }
    let isNoun = !tag.isDisjoint(with: [.noun, .plural])
    if isNoun, isRelative(i + 1, stretch) { return false }
    if use.contains(.third) {
      if !isNoun { return true }
      if isProperName(p) || previous.contains(.subjectPronoun) || previous.contains(.wh)
        || previous.contains(.that) || previous.contains(.office) || previous.contains(.person)
        || previous.contains(.comma)
      {
        return true
      }
      guard i + 1 < stretch.tokens.upperBound, previous.contains(.noun) else { return false }
      if tags[i + 1].contains(.that) || nouns.passageOf[i + 1] >= 0 { return true }
      guard use.contains(.quotation),
        let phrase = nouns.phrase(endingAt: p, from: stretch.tokens.lowerBound),
        phrase.lowerBound > stretch.tokens.lowerBound
      else { return false }
      return nouns.passageOf[phrase.lowerBound - 1] >= 0
    }
    if !previous.isDisjoint(with: [.modal, .doing, .subjectPronoun, .wh]) { return true }
    if previous.contains(.that), p > stretch.tokens.lowerBound, tags[p - 1].contains(.plural) {
      return true
    }
    if previous.contains(.plural), !previous.contains(.verbThird) || !isNoun { return true }
    if previous.contains(.nationality), nouns.text[tokens[p].upper - 1] == UInt8(ascii: "s") {
      return true
    }
    if !isNoun, previous.contains(.pronoun), i + 1 < stretch.tokens.upperBound,
      tags[i + 1].contains(.that)
    {
      return true  // “those around him say that”
    }
    return !isNoun && (nouns.isName(p) || previous.contains(.comma) || previous.contains(.noun))
  }

  /// “that” with a verb right behind it, which stands for a noun: “states that vote in March”.
  private func isRelative(_ i: Int, _ stretch: Stretch) -> Bool {
    guard i + 1 < stretch.tokens.upperBound, tags[i].contains(.that), nouns.passageOf[i] < 0 else {
      return false
    }
    return !tags[i + 1].isDisjoint(with: [.modal, .be, .have, .doing, .verbPast])
      || tags[i + 1].contains(.verbBase) && tags[i + 1].isDisjoint(with: [.adjective, .plural])
  }

  /// Whether a clause plainly begins at a token: “that”, or a pronoun that can only be a subject.
  private func opensClause(_ i: Int, _ stretch: Stretch) -> Bool {
    guard i < stretch.tokens.upperBound, nouns.passageOf[i] < 0 else { return false }
    return tags[i].contains(.that) && i + 1 < stretch.tokens.upperBound
      && tags[i + 1].isDisjoint(with: Tag.finite.union(.verbBase))
      || tags[i].contains(.subjectPronoun) && tags[i].isDisjoint(with: .wh)
        && i + 1 < stretch.tokens.upperBound
        && (tags[i].contains(.clitic) || !tags[i + 1].isDisjoint(with: Tag.verb.union(.auxiliary)))
  }

  /// Him, them, it, us: a pronoun that can only be an object here.
  private func isObject(_ i: Int, _ stretch: Stretch) -> Bool {
    i < stretch.tokens.upperBound && nouns.passageOf[i] < 0 && tags[i].contains(.pronoun)
      && tags[i].isDisjoint(with: [.subjectPronoun, .determiner, .number, .wh, .that, .capitalised])
  }

  /// Whether a subject may end at a token: “others say”, “six in ten say”, “her aides here say”.
  private func isSubjectEnd(_ i: Int) -> Bool {
    let tag = tags[i]
    if nouns.passageOf[i] >= 0 { return false }
    if uses[i].contains(.group) || tag.contains(.closing) { return true }
    if !tag.isDisjoint(with: [.number, .plural, .modal, .doing]) { return true }
    return !tag.isDisjoint(with: [.noun, .name, .office, .person])
      && tag.isDisjoint(with: [.preposition, .possessive, .adjective, .verbIng])
  }

  /// A name that is no common noun at the start of its sentence (“Insurance claims rose”).
  private func isProperName(_ i: Int) -> Bool {
    guard nouns.isName(i) else { return false }
    return !tokens[i].shape.contains(.sentenceStart) || tags[i].contains(.name)
      || tags[i].contains(.country) || !tags[i].contains(.noun)
  }
}
