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

  /// A name or an office before a colon: every word capitalised, none a verb.
  func namesSpeaker(_ range: Range<Int>) -> Bool {
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
