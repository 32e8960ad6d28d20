internal import StemmaText

extension SpeakerResolution {
  /// Most tokens between a name and a pronoun that stands for it; a guess.
  private static let reach = 160

  mutating func pronoun(_ i: Int) -> Speaker? {
    let tag = nouns.tags[i]
    guard tag.contains(.pronoun) || tag.contains(.subjectPronoun) || tag.contains(.determiner)
    else { return nil }
    let letters = letters(i)
    let word = tag.contains(.clitic) ? letters.prefix { $0 != "'" } : letters[...]
    switch word {
    case "he", "his": return antecedent(of: i, .male)
    case "she", "her": return antecedent(of: i, .female)
    case "they", "their":
      guard let pair = cast.pair(before: i), i - pair.tokens.upperBound < 120 else {
        guard let lastSource, lastSource.kind == .persons || lastSource.kind == .collective else {
          return .unknown
        }
        return lastSource.resolved(by: .pronoun)
      }
      return pairSpeaker(pair, by: .pronoun)
    case "it", "its":
      guard let lastSource, lastSource.kind != .person else { return .unknown }
      return lastSource.resolved(by: .pronoun)
    default:
      return tag.contains(.determiner) || tag.contains(.number) ? nil : .unknown
    }
  }

  /// Whom a “he” or “she” stands for: the one who spoke last, or whom a sentence was about since.
  private mutating func antecedent(of i: Int, _ sex: Sex) -> Speaker {
    let voice = lastVoice.flatMap { $0.sex ?? sex == sex ? $0 : nil }
    var named: Cast.Mention?
    var n = cast.mentions.partitioningIndex { $0.tokens.upperBound > i } - 1
    while n >= 0, i - cast.mentions[n].tokens.upperBound < Self.reach,
      cast.mentions[n].tokens.lowerBound > voice?.token ?? -1
    {
      let mention = cast.mentions[n]
      n -= 1
      let member = cast.members[mention.member]
      guard member.isPerson, member.sex ?? sex == sex,
        isOwn(mention.tokens.lowerBound, beside: i)
      else { continue }
      if isSubject(mention.tokens) {
        named = mention
        break
      }
      if voice == nil, named == nil { named = mention }
    }
    if let named { return speaking(named.member, at: named.tokens, by: .pronoun) }
    guard let voice else { return .unknown }
    let fitting = voice.members.filter { cast.members[$0].sex ?? sex == sex }
    guard fitting.count == 1 else {
      lastVoice = Voice(speaker: voice.speaker, members: voice.members, sex: sex, token: i)
      return voice.speaker.resolved(by: .pronoun)
    }
    return speaking(fitting[0], at: i..<i + 1, by: .pronoun)
  }

  /// Whether a token is in no one’s words, or in the same as another.
  private func isOwn(_ token: Int, beside other: Int) -> Bool {
    let i = said.partitioningIndex { $0.upperBound > token }
    return i == said.count || !said[i].contains(token) || said[i].contains(other)
  }

  /// Whether a name is what its sentence is about: it opens it, or a finite verb stands behind it.
  private func isSubject(_ name: Range<Int>) -> Bool {
    // “Navy veteran Peter Roe, 57, was there.”
    var first = name.lowerBound
    let words: Tag = [.noun, .adjective, .person, .office, .nationality, .country, .capitalised]
    while !nouns.tokens[first].shape.contains(.sentenceStart), first > 0,
      name.lowerBound - first < 6, !nouns.tags[first - 1].isDisjoint(with: words),
      nouns.tags[first - 1].isDisjoint(
        with: Tag.mark.union([.preposition, .possessive, .conjunction])
      )
    {
      first -= 1
    }
    if nouns.tokens[first].shape.contains(.sentenceStart) { return true }
    guard name.upperBound < nouns.tokens.count else { return false }
    return !nouns.tags[name.upperBound].isDisjoint(with: Tag.finite)
      && !nouns.tags[name.lowerBound - 1].contains(.preposition)
  }

  /// A member of the cast who speaks, or is spoken of, at some tokens.
  mutating func speaking(
    _ member: Int,
    at tokens: Range<Int>,
    by resolution: Speaker.Resolution
  ) -> Speaker {
    let speaker = person(member, by: resolution)
    if cast.members[member].isPerson {
      lastVoice = Voice(
        speaker: speaker,
        members: [member],
        sex: cast.members[member].sex,
        token: tokens.upperBound - 1
      )
    }
    return speaker
  }

  /// “who”: the phrase before it.
  mutating func relative(_ i: Int) -> Speaker {
    var p = i - 1
    if p >= 0, nouns.tags[p].contains(.comma) { p -= 1 }
    let n = cast.mentions.partitioningIndex { $0.tokens.upperBound > p }
    if n < cast.mentions.count, cast.mentions[n].tokens.upperBound == p + 1 {
      return speaking(cast.mentions[n].member, at: cast.mentions[n].tokens, by: .pronoun)
    }
    guard p >= 0, let phrase = nouns.phrase(endingAt: p, from: max(0, p - 24)) else {
      return .unknown
    }
    return resolved(phrase).resolved(by: .pronoun)
  }
}
