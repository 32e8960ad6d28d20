internal import StemmaText

/// Finds attributions in a stretch by its cues.
struct CueGrammar {
  let nouns: NounPhraseFinder
  let passages: [Passage]
  var tags: TokenColumn<Tag> { nouns.tags }
  var uses: TokenColumn<Vocabulary.Use> { nouns.uses }
  var tokens: [Token] { nouns.tokens }
  let prepositions: TokenColumn<UInt32>

  /// Counts the tokens that are walked over again; `nil` to count none.
  var work: WorkCounter?

  /// Most tokens of a clause that are looked at, so that no text takes more than linear time; the
  /// longest clause in the seeds has 70.
  static let longestClause = 400

  /// Bit of “in” among the prepositions.
  private static let within: UInt32 = 1 << 10

  /// The attributions of a stretch, by the place of their cues.
  func attributions(in stretch: Stretch, _ zone: Zone) -> [Attribution] {
    if zone != .end, let headline = headline(stretch) ?? titled(stretch) ?? singled(stretch) {
      return [headline]
    }
    var found: [Attribution] = []
    var subject: Range<Int>?
    var i = stretch.tokens.lowerBound
    while i < stretch.tokens.upperBound {
      let passage = nouns.passageOf[i]
      if passage >= 0 {
        i = max(i + 1, passages[Int(passage)].tokens.upperBound)
        continue
      }
      if uses[i].contains(.according), let more = according(at: i, stretch) {
        found.append(more)
      } else if !uses[i].isDisjoint(with: .frames), isVerb(i, stretch),
        let more = verb(at: i, stretch, subject)
      {
        found.append(more)
        if let source = more.source { subject = source }
      } else if uses[i].contains(.stance), let more = stance(at: i, stretch) {
        found.append(more)
      } else if uses[i].contains(.hedge), let more = hedged(at: i, stretch) {
        found.append(more)
      } else if mask(of: i) & Self.within != 0, let more = polled(at: i, stretch) {
        found.append(more)
      } else if uses[i].contains(.noun), let more = noun(at: i, stretch, subject) {
        found.append(more)
      }
      i += 1
    }
    return found
  }

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

  /// The token before `i` that is no adverb.
  func before(_ i: Int, _ stretch: Stretch) -> Int {
    var p = i - 1
    while p >= stretch.tokens.lowerBound, nouns.passageOf[p] < 0,
      isAdverb(p) || isDay(p) || tags[p].contains(.quote)
    {
      p -= 1
    }
    return p
  }

  /// Whether a verb stands behind “to”, adverbs aside.
  func isInfinitive(_ i: Int, _ stretch: Stretch) -> Bool {
    let p = before(i, stretch)
    return p >= stretch.tokens.lowerBound && tags[p].contains(.to)
  }

  /// A day or time between subject and verb: “Priebus later Thursday told”.
  func isDay(_ i: Int) -> Bool {
    tags[i].contains(.time) && tags[i].contains(.capitalised) && !tags[i].contains(.possessive)
  }

  func isAdverb(_ i: Int) -> Bool {
    if tags[i].contains(.subjectPronoun) { return false }
    if uses[i].contains(.adverb) { return true }
    return tags[i].contains(.adverb)
      && tags[i].isDisjoint(with: [
        .noun, .preposition, .determiner, .that, .pronoun, .capitalised, .adjective, .wh,
        .conjunction, .verbPast,
      ])
      || tags[i].contains(.negation)
      || tags[i].contains(.adverb) && tags[i].contains(.adjective)
        && tags[i].isDisjoint(with: [.noun, .determiner])
  }

  func verb(
    at i: Int,
    _ stretch: Stretch,
    _ subject: Range<Int>?
  ) -> Attribution? {
    let use = uses[i]
    if let aside = aside(at: i, stretch) { return aside }
    if use.contains(.participle), use.isSuperset(of: [.whether, .addressee]),
      let asked = asked(at: i, stretch)
    {
      return asked
    }
    if use.contains(.participle), isPassive(i, stretch) {
      return use.isDisjoint(with: [.hearsay, .naming]) ? nil : hearsay(at: i, stretch)
    }
    if let inverted = inverted(at: i, stretch) { return inverted }
    var found = source(before: i, stretch, subject)
    var isEvidence = use.contains(.evidence) && isRecord(found, stretch)
    if use.contains(.evidence), !isEvidence, let record = recordSource(before: i, stretch) {
      (found, isEvidence) = (record, true)
    }
    if use.contains(.participle), !use.contains(.ing), found == nil { return nil }
    let after = content(
      after: i,
      stretch,
      isEvidence: isEvidence,
      isSomebody: use.contains(.personal) && isSomebody(found, stretch)
    )
    if let after {
      let main = use.contains(.ing) ? mainSubject(behind: after.content, of: i, stretch) : nil
      if use.contains(.ing), found == nil, main == nil { return nil }
      if use.contains(.participle), isReduced(i, stretch) { return nil }
      return Attribution(
        cue: after.cue,
        source: main ?? found,
        contents: [after.content],
        order: .verb,
        isClause: after.isClause
      )
    }
    return behind(i, stretch, found)
  }

  /// “Noting that he lost, Lund left”: whose clause stands behind what is said.
  private func mainSubject(
    behind content: Range<Int>,
    of i: Int,
    _ stretch: Stretch
  ) -> Range<Int>? {
    let start = contentStart(i, stretch)
    guard i == start || i <= start + 2 && isSubordinator(start),
      content.upperBound + 1 < stretch.tokens.upperBound,
      tags[content.upperBound].contains(.comma),
      opensClauseWithSubject(content.upperBound + 1, stretch)
    else { return nil }
    return nouns.phrase(startingAt: content.upperBound + 1, to: stretch.tokens.upperBound)
  }

  /// Whether a subject is a person, a group or a body, who can want and judge.
  func isSomebody(_ subject: Range<Int>?, _ stretch: Stretch) -> Bool {
    guard let subject, let last = subject.last else { return false }
    if tags[last].contains(.wh) { return last > stretch.tokens.lowerBound }
    return nouns.isName(last) || tags[last].contains(.person3)
      || !tags[last].isDisjoint(with: [.office, .person, .nationality])
      || !uses[last].isDisjoint(with: [.group, .office, .body])
  }

  /// “A poll published on Sunday showed”: the record before a verb, over what describes it.
  private func recordSource(before i: Int, _ stretch: Stretch) -> Range<Int>? {
    var m = before(i, stretch)
    let lowest = max(stretch.tokens.lowerBound, i - 16)
    while m >= lowest, nouns.passageOf[m] < 0 {
      if uses[m].contains(.record), !tags[m].contains(.possessive) {
        return nouns.phrase(endingAt: m, from: stretch.tokens.lowerBound) ?? m..<m + 1
      }
      let tag = tags[m]
      if !tag.isDisjoint(with: [.comma, .stop, .dash, .modal, .be, .conjunction, .subjectPronoun]) {
        return nil
      }
      m -= 1
    }
    return nil
  }

  /// Whether a subject is a poll, a report or another record, which can show and find.
  private func isRecord(_ subject: Range<Int>?, _ stretch: Stretch) -> Bool {
    guard let subject else { return false }
    var range = subject
    if tags[subject.lowerBound].contains(.wh) || tags[subject.lowerBound].contains(.that) {
      range = max(stretch.tokens.lowerBound, subject.lowerBound - 3)..<subject.lowerBound
    }
    return range.contains { uses[$0].contains(.record) }
  }

  /// “was told”, “is expected”.
  func isPassive(_ i: Int, _ stretch: Stretch) -> Bool {
    let p = before(i, stretch)
    return p >= stretch.tokens.lowerBound && tags[p].contains(.be)
      && !uses[i].contains(.ing)
  }

  /// “the man accused of”: a participle behind a noun, with a preposition and no object.
  func isReduced(_ i: Int, _ stretch: Stretch) -> Bool {
    guard i + 1 < stretch.tokens.upperBound, uses[i].contains(.past) else { return false }
    let next = tags[i + 1]
    guard next.contains(.preposition), !next.contains(.to) else { return false }
    return mask(of: i + 1) & prepositions[i] == 0 && !uses[i].contains(.thatClause)
  }

  /// Bit of a preposition among those that tables may name.
  func mask(of i: Int) -> UInt32 { prepositions[i] >> 16 }
}
