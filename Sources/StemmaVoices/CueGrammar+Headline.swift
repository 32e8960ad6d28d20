internal import StemmaText

extension CueGrammar {
  /// “Clinton: Trump is wrong” and “Talks go on: minister”: a colon between words and their speaker.
  func headline(_ stretch: Stretch) -> Attribution? {
    let end = stretch.tokens.upperBound
    let start = stretch.tokens.lowerBound
    guard start == 0 || tokens[start].shape.contains(.sentenceStart), end - start <= 40,
      let colon = (start..<min(end, start + 30)).first(where: {
        tags[$0].contains(.colon) && nouns.passageOf[$0] < 0
      }), colon > start, colon + 1 < end, tokens[colon].lower == tokens[colon - 1].upper
    else { return nil }
    let behind = colon + 1..<trimmed(colon + 1, end)
    guard behind.count >= 1 else { return nil }
    if let owner = owner(start..<colon), behind.count >= 3 {
      return Attribution(
        cue: colon..<colon + 1,
        source: owner,
        contents: [behind],
        order: .colon
      )
    }
    if colon - start <= 5, nouns.passageOf[start] < 0, namesSpeaker(start..<colon),
      behind.count >= 3
    {
      return Attribution(
        cue: colon..<colon + 1,
        source: start..<colon,
        contents: [behind],
        order: .colon
      )
    }
    if end - colon <= 6, isTitled(behind), colon - start >= 4, isHeadline(stretch) {
      return Attribution(
        cue: colon..<colon + 1,
        source: behind,
        contents: [start..<colon],
        order: .colon
      )
    }
    return nil
  }

  /// “Lund Says He Will Not Go”: a verb of saying in a line all of whose words are capitalised.
  func titled(_ stretch: Stretch) -> Attribution? {
    let range = stretch.tokens
    guard range.count >= 5, range.count <= 30, isTitleCase(range) else { return nil }
    if let last = titledBehind(range) { return last }
    let wanted: Vocabulary.Use = [.quotation, .thatClause, .object, .personal]
    guard
      let verb = range.dropFirst().prefix(10).first(where: {
        nouns.passageOf[$0] < 0 && tags[$0].contains(.capitalised)
          && !uses[$0].isDisjoint(with: wanted) && !uses[$0].isDisjoint(with: [.third, .past])
      }), range.upperBound - verb >= 4, nouns.passageOf[range.lowerBound] < 0,
      let source = nouns.phrase(endingAt: verb - 1, from: range.lowerBound),
      source.lowerBound == range.lowerBound
    else { return nil }
    var start = verb + 1
    if mask(of: start) & prepositions[verb] & 0xFFFF != 0 || tags[start].contains(.that) {
      start += 1
    } else if uses[verb].isDisjoint(with: [.bareClause, .object, .personal]) {
      return nil
    }
    return Attribution(
      cue: verb..<start,
      source: source,
      contents: [start..<trimmed(start, range.upperBound)],
      order: .verb
    )
  }

  /// “Talks Go On, Lund Says”.
  private func titledBehind(_ range: Range<Int>) -> Attribution? {
    let verb = trimmed(range.lowerBound, range.upperBound) - 1
    guard verb > range.lowerBound + 4, nouns.passageOf[verb] < 0,
      uses[verb].contains(.thatClause), !uses[verb].isDisjoint(with: [.third, .base]),
      let source = nouns.phrase(endingAt: verb - 1, from: range.lowerBound),
      source.lowerBound > range.lowerBound + 2, tags[source.lowerBound - 1].contains(.comma)
    else { return nil }
    return Attribution(
      cue: verb..<verb + 1,
      source: source,
      contents: [range.lowerBound..<source.lowerBound - 1],
      order: .behind
    )
  }

  /// “Lund, Dahl ‘agree’ on talks” and a line that is all in single marks: headlines quote so.
  func singled(_ stretch: Stretch) -> Attribution? {
    let range = stretch.tokens
    guard range.count >= 4, range.count <= 30, isHeadline(stretch) else { return nil }
    let first = passages.partitioningIndex { $0.tokens.lowerBound >= range.lowerBound }
    guard first < passages.count, passages[first].style == .single,
      passages[first].tokens.upperBound <= range.upperBound
    else { return nil }
    let marked = passages[first].tokens
    let isDashed = tags[range.lowerBound].contains(.dash)
    if marked == (isDashed ? range.lowerBound + 1..<range.upperBound : range) {
      return Attribution(cue: nil, source: nil, contents: [marked], order: .colon)
    }
    guard marked.lowerBound > range.lowerBound,
      let source = nouns.phrase(endingAt: marked.lowerBound - 1, from: range.lowerBound),
      nouns.isName(marked.lowerBound - 1),
      marked.contains(where: { !tags[$0].isDisjoint(with: Tag.verb) })
    else { return nil }
    var start = source.lowerBound
    while start >= range.lowerBound + 2, tags[start - 1].contains(.comma),
      let before = nouns.phrase(endingAt: start - 2, from: range.lowerBound),
      nouns.isName(before.lowerBound)
    {
      start = before.lowerBound
    }
    return Attribution(
      cue: marked,
      source: start..<source.upperBound,
      contents: [marked.lowerBound..<trimmed(marked.lowerBound, range.upperBound)],
      order: .colon
    )
  }

  /// Whether most words have a capital.
  private func isTitleCase(_ range: Range<Int>) -> Bool {
    let words = range.filter { tokens[$0].kind == .word }
    return words.count { tags[$0].contains(.capitalised) } * 4 >= words.count * 3
  }

  /// “Japan’s reaction to Putin:”: whose reaction it is.
  func owner(_ range: Range<Int>) -> Range<Int>? {
    guard range.count <= 8,
      let noun = range.first(where: {
        uses[$0].contains(.utterance) || uses[$0].contains(.noun)
      }), noun > range.lowerBound, tags[noun - 1].contains(.possessive), nouns.isName(noun - 1)
    else { return nil }
    return nouns.phrase(endingAt: noun - 1, from: range.lowerBound)
  }

  func trimmed(_ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, tags[end - 1].contains(.stop) { end -= 1 }
    return end
  }

  /// A name, an office or a record (“Poll”) before a colon: every word capitalised, none a verb.
  func namesSpeaker(_ range: Range<Int>) -> Bool {
    if range.count == 1, tags[range.lowerBound].contains(.capitalised),
      uses[range.lowerBound].contains(.record)
    {
      return true
    }
    var hasName = false
    for i in range {
      if nouns.passageOf[i] >= 0 || !tags[i].isDisjoint(with: [.stop, .comma, .modal, .be, .have]) {
        return false
      }
      if !tags[i].isDisjoint(with: [.number, .wh, .verbIng, .time, .preposition]) { return false }
      if tags[i].contains(.name) || tags[i].contains(.country) || !tags[i].contains(.noun) {
        hasName = hasName || tags[i].contains(.capitalised)
      }
      if !tags[i].contains(.capitalised) { return false }
    }
    return hasName
      && nouns.text[tokens[range.lowerBound].lower..<tokens[range.upperBound - 1].upper].count > 2
  }

  func isTitled(_ range: Range<Int>) -> Bool {
    range.contains {
      tags[$0].contains(.office) || !uses[$0].isDisjoint(with: [.office, .document])
    }
      && range.allSatisfy {
        nouns.passageOf[$0] < 0 && tags[$0].isDisjoint(with: Tag.mark.subtracting(.comma))
      }
  }

  /// A line without a full stop.
  func isHeadline(_ stretch: Stretch) -> Bool {
    !tags[stretch.tokens.upperBound - 1].contains(.stop)
  }
}
