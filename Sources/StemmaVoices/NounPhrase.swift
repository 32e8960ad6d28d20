internal import StemmaText

/// Finds the words that name someone or something, to the left or the right of a place.
///
/// No parse: a run of words that can stand in a noun phrase, with what “of”, “for” and “and” add.
struct NounPhraseFinder {
  let tags: TokenColumn<Tag>
  let uses: TokenColumn<Vocabulary.Use>
  let tokens: [Token]
  /// For each token the outermost passage that holds it, or -1.
  let passageOf: TokenPassages
  let text: UnsafeBufferPointer<UInt8>

  /// Most tokens a phrase may have; the longest in the seeds has 13.
  private static let longest = 24

  /// The phrase that ends with the token at `last`, not before `lowest`.
  func phrase(endingAt last: Int, from lowest: Int) -> Range<Int>? {
    guard last >= lowest, passageOf[last] < 0 else { return nil }
    if isLonePronoun(last) { return last..<last + 1 }
    guard canEnd(last) else { return nil }
    var start = last
    var i = last - 1
    let limit = max(lowest, last - Self.longest)
    while i >= limit, passageOf[i] < 0 {
      let tag = tags[i]
      if isDeterminer(i) {
        start = i
        if i - 1 >= limit, links(i - 1, after: i - 2, from: limit) {
          i -= 2
          continue
        }
        break
      }
      if breaks(between: i, and: start) { break }
      if canStand(i) {
        start = i
        i -= 1
      } else if links(i, after: i - 1, from: limit), !tag.contains(.to) {
        i -= 1
      } else {
        break
      }
    }
    return start..<last + 1
  }

  /// The phrase that starts at a token, before `end`.
  func phrase(startingAt first: Int, to end: Int) -> Range<Int>? {
    guard first < end, passageOf[first] < 0 else { return nil }
    if isLonePronoun(first) { return first..<first + 1 }
    guard isDeterminer(first) || canStand(first) else { return nil }
    var i = first
    var last = first
    var hasHead = false
    let limit = min(end, first + Self.longest)
    while i < limit, passageOf[i] < 0 {
      if isDeterminer(i) || canStand(i) {
        if hasHead, tags[i].contains(.time), i > first { break }
        if hasHead, i > first, isArticle(i),
          tags[i - 1].isDisjoint(with: [.determiner, .preposition, .and])
        {
          break
        }
        if hasHead, !tags[i].contains(.capitalised), isName(i - 1),
          !tags[i].isDisjoint(with: [.verbPast, .verbThird])
        {
          break
        }
        if canEnd(i) { hasHead = true }
        last = i
        i += 1
      } else if hasHead, i + 1 < limit, isOf(i) || tags[i].contains(.and),
        isDeterminer(i + 1) || canStand(i + 1)
      {
        i += 1
      } else {
        break
      }
    }
    return hasHead ? first..<last + 1 : nil
  }

  /// He, she, they, it, I, we, you, who, others, one.
  func isLonePronoun(_ i: Int) -> Bool {
    let tag = tags[i]
    if tag.contains(.number) { return false }
    return tag.contains(.subjectPronoun)
      || tag.contains(.pronoun) && tag.isDisjoint(with: [.determiner, .name])
        && !(tag.contains(.capitalised) && !tokens[i].shape.contains(.sentenceStart))
  }

  func isDeterminer(_ i: Int) -> Bool {
    tags[i].contains(.determiner) || tags[i].contains(.possessive)
      || tags[i].contains(.pronoun) && tags[i].contains(.number)
  }

  /// A determiner that opens another phrase: “told the AP her group …”.
  func isArticle(_ i: Int) -> Bool {
    tags[i].contains(.determiner) && !tags[i].contains(.possessive) && !isName(i)
      && tags[i].isDisjoint(with: [.noun, .adjective, .number])
  }

  /// A capitalised word that is no function word.
  func isName(_ i: Int) -> Bool {
    let tag = tags[i]
    guard tag.contains(.capitalised) else { return false }
    if tokens[i].shape.contains(.sentenceStart) {
      if uses[i].contains(.subordinator) { return false }
      // Symbols of elements are among the lexicon’s names: “In”, “As”, “At”.
      return tag.contains(.name) && tag.isDisjoint(with: [.preposition, .conjunction])
        || tag.isDisjoint(with: Self.function)
    }
    return true
  }

  private static let function: Tag = [
    .determiner, .preposition, .pronoun, .subjectPronoun, .modal, .be, .have, .doing,
    .conjunction, .negation, .wh, .adverb, .that, .and,
  ]

  /// Whether a token may be the last of a phrase.
  func canEnd(_ i: Int) -> Bool {
    let tag = tags[i]
    if isName(i) { return true }
    if !tag.isDisjoint(with: Self.function) { return tag.contains(.determiner) && isQuantity(i) }
    return !tag.isDisjoint(with: [.noun, .plural, .name, .office, .person, .nationality, .number])
      || tag.isDisjoint(with: Tag.verb.union(.mark).union(.adjective))
  }

  /// Many, some, others, both, all: determiners that may stand alone.
  private func isQuantity(_ i: Int) -> Bool {
    tags[i].contains(.pronoun) || tags[i].contains(.noun) || uses[i].contains(.group)
  }

  /// Whether a token may stand in a phrase before its head.
  func canStand(_ i: Int) -> Bool {
    let tag = tags[i]
    if isName(i) { return true }
    if !tag.isDisjoint(with: Tag.mark) { return tag.contains(.quote) && false }
    if !tag.isDisjoint(with: Self.function) { return false }
    if !tag.isDisjoint(with: [.noun, .adjective, .plural, .name, .office, .number, .nationality]) {
      return true
    }
    return tag.isDisjoint(with: [.verbBase, .verbThird, .verbPast])
  }

  func isOf(_ i: Int) -> Bool {
    tokens[i].upper - tokens[i].lower == 2 && tags[i].contains(.preposition)
      && !tags[i].contains(.to)
  }

  /// Whether the token at `i` joins what stands before it to a phrase: of, for, at, in, from, and.
  private func links(_ i: Int, after j: Int, from limit: Int) -> Bool {
    guard i >= limit, j >= limit, passageOf[i] < 0, passageOf[j] < 0 else { return false }
    if tags[i].contains(.and) { return isName(j) || tags[j].contains(.plural) }
    guard tags[i].contains(.preposition) else { return false }
    return canEnd(j) && !tags[j].contains(.time) && !isLonePronoun(j)
  }

  /// A common noun before a name ends another phrase (“In a statement Rubio said”), unless it is
  /// an office or someone's kind.
  private func breaks(between i: Int, and start: Int) -> Bool {
    guard isName(start), !isName(i) else { return false }
    let tag = tags[i]
    return tag.contains(.noun) && !tag.contains(.adjective)
      && tag.isDisjoint(with: [.office, .person, .nationality, .number])
      && uses[i].isDisjoint(with: [.office, .group])
  }
}
