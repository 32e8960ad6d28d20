internal import StemmaText

extension CueGrammar {
  /// Who says it, to the left of a verb.
  func source(
    before i: Int,
    _ stretch: Stretch,
    _ subject: Range<Int>?
  ) -> Range<Int>? {
    let lowest = stretch.tokens.lowerBound
    var p = before(i, stretch)
    // “isn’t saying”: the auxiliary is passed over with “not”.
    var isInfinite =
      uses[i].contains(.ing)
      && !(p + 1..<i).contains { !tags[$0].isDisjoint(with: [.be, .modal]) }
    while p >= lowest, nouns.passageOf[p] < 0 {
      let tag = tags[p]
      if !tag.isDisjoint(with: .auxiliary), !nouns.isName(p) || tag.contains(.be) {
        if tag.contains(.be) { isInfinite = false }
        p = before(p, stretch)
      } else if tag.contains(.to) {
        // “refused to say”: the subject of the verb before it.
        p = before(p, stretch)
        guard p >= lowest else { return subject }
        guard !tags[p].isDisjoint(with: .verb), !nouns.isName(p) else { return nil }
        p = before(p, stretch)
      } else {
        break
      }
    }
    guard p >= lowest else { return isInfinite ? subject : nil }
    if nouns.passageOf[p] < 0, tags[p].contains(.clitic) { return p..<p + 1 }
    if nouns.passageOf[p] >= 0 { return subject }
    let tag = tags[p]
    if isInfinite {
      if let subject = subject ?? sentenceSubject(before: i, stretch), subject.upperBound <= p {
        return subject
      }
      return uses[p].contains(.document) ? nouns.phrase(endingAt: p, from: lowest) : subject
    }
    if tag.contains(.comma) { return overAppositive(p, stretch) ?? subject }
    if tag.contains(.dash) { return overDash(p, stretch) ?? subject }
    if tag.contains(.closing) { return overBracket(p, stretch) }
    if tag.contains(.and) || tag.contains(.conjunction) {
      return subject ?? sentenceSubject(before: p, stretch)
    }
    if tag.contains(.wh) || tag.contains(.that) && p > lowest {
      return p..<p + 1
    }
    return nouns.phrase(endingAt: p, from: lowest)
  }

  /// “X, the president of Y, said”: the phrase before the comma that opens what stands between.
  func overAppositive(_ comma: Int, _ stretch: Stretch) -> Range<Int>? {
    let lowest = max(stretch.tokens.lowerBound, comma - 40)
    var m = comma - 1
    while m > lowest {
      if nouns.passageOf[m] >= 0 {
        m = passages[Int(nouns.passageOf[m])].tokens.lowerBound - 1
        continue
      }
      if tags[m].contains(.stop), tokens[m + 1].shape.contains(.sentenceStart) { return nil }
      if tags[m].contains(.comma) {
        // Place names come in twos: “Rosales of Sunland Park, N.M., said”.
        if let phrase = nouns.phrase(endingAt: m - 1, from: stretch.tokens.lowerBound)
          ?? (tags[m - 1].contains(.closing) ? overBracket(m - 1, stretch) : nil),
          !isAdverbial(phrase, stretch)
        {
          return phrase
        }
      }
      m -= 1
    }
    return nil
  }

  /// “Lund — a lawyer — told”: the phrase before the dash that opens what stands between.
  private func overDash(_ closing: Int, _ stretch: Stretch) -> Range<Int>? {
    var m = closing - 1
    let lowest = max(stretch.tokens.lowerBound, closing - 40)
    while m > lowest {
      if nouns.passageOf[m] >= 0 {
        m = passages[Int(nouns.passageOf[m])].tokens.lowerBound - 1
        continue
      }
      if tags[m].contains(.stop) { return nil }
      if tags[m].contains(.dash) {
        return nouns.phrase(endingAt: m - 1, from: stretch.tokens.lowerBound)
      }
      m -= 1
    }
    return nil
  }

  func isAdverbial(_ phrase: Range<Int>, _ stretch: Stretch) -> Bool {
    let before = phrase.lowerBound - 1
    return before >= stretch.tokens.lowerBound && tags[before].contains(.preposition)
      && before == stretch.tokens.lowerBound
  }

  func overBracket(_ closing: Int, _ stretch: Stretch) -> Range<Int>? {
    var m = closing - 1
    let lowest = max(stretch.tokens.lowerBound, closing - 40)
    while m > lowest {
      if tags[m].contains(.bracket), !tags[m].contains(.closing) {
        return nouns.phrase(endingAt: m - 1, from: stretch.tokens.lowerBound)
      }
      m -= 1
    }
    return nil
  }

  /// The first phrase of the sentence with a finite verb behind it.
  func sentenceSubject(before i: Int, _ stretch: Stretch) -> Range<Int>? {
    var m = contentStart(i, stretch)
    defer { work?.add(1) }
    while m < i {
      work?.add(1)
      if nouns.passageOf[m] >= 0 {
        m = passages[Int(nouns.passageOf[m])].tokens.upperBound
        continue
      }
      if tags[m].contains(.preposition) || isAdverb(m) || tags[m].contains(.conjunction)
        || tags[m].contains(.wh)
      {
        // “In Iowa, Trump …”: over the phrase and its comma.
        m += 1
        if m < i, let phrase = nouns.phrase(startingAt: m, to: i),
          tags[m - 1].contains(.preposition)
        {
          m = phrase.upperBound
        }
        continue
      }
      if tokens[m].shape.contains(.sentenceStart), !tags[m].contains(.name),
        !tags[m].isDisjoint(with: [.verbIng, .participle]),
        let comma = (m..<i).first(where: { tags[$0].contains(.comma) })
      {
        // “Holding signs, the protesters …”
        m = comma + 1
        continue
      }
      if let phrase = nouns.phrase(startingAt: m, to: i) {
        let next = phrase.upperBound
        if next + 1 < i, tags[next].contains(.comma), tokens[m].shape.contains(.sentenceStart),
          let second = nouns.phrase(startingAt: next + 1, to: i), second.upperBound < i,
          nouns.isName(second.lowerBound) || nouns.isLonePronoun(second.lowerBound),
          !tags[second.upperBound].isDisjoint(with: Tag.finite)
        {
          return second
        }
        return phrase
      }
      m += 1
    }
    return nil
  }

  /// “X’s claim that …”, “the criticism of …”.
  func noun(at i: Int, _ stretch: Stretch, _ subject: Range<Int>?) -> Attribution? {
    let end = stretch.tokens.upperBound
    guard i + 1 < end, nouns.passageOf[i + 1] < 0, i > stretch.tokens.lowerBound else { return nil }
    guard !tags[i].contains(.capitalised) || tokens[i].shape.contains(.sentenceStart) else {
      return nil
    }
    let allowed = prepositions[i] & 0xFFFF
    let isThat = tags[i + 1].contains(.that) && allowed & Vocabulary.that != 0
    guard isThat || mask(of: i + 1) & allowed != 0 else { return nil }
    let start = isThat ? i + 1 : i + 2
    guard start < end, isThat || startsContent(start), !tags[start].contains(.time) else {
      return nil
    }
    var source: Range<Int>?
    var p = i - 1
    while p >= stretch.tokens.lowerBound, nouns.passageOf[p] < 0,
      tags[p].contains(.adjective), !tags[p].contains(.possessive)
    {
      p -= 1
    }
    guard p >= stretch.tokens.lowerBound, nouns.passageOf[p] < 0 else { return nil }
    if tags[p].contains(.possessive) || tags[p].contains(.possessiveDeterminer) {
      source =
        tags[p].contains(.possessiveDeterminer)
        ? p..<p + 1 : nouns.phrase(endingAt: p, from: stretch.tokens.lowerBound)
    }
    guard source != nil || uses[i].contains(.lone) else { return nil }
    return Attribution(
      cue: i..<start,
      source: source,
      contents: [start..<clauseEnd(from: start, stretch, isClause: isThat)],
      order: .noun,
      isClause: isThat
    )
  }
}
