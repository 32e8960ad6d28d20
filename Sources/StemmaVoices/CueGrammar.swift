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
      return use.isDisjoint(with: [.hearsay, .naming, .thatClause, .object])
        ? nil : hearsay(at: i, stretch)
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
    // “There are fears that …”: nobody says it.
    if let only = found, only.count == 1, tags[only.lowerBound].contains(.existential) {
      found = nil
    }
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
  func recordSource(before i: Int, _ stretch: Stretch) -> Range<Int>? {
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

  func isOffice(_ i: Int) -> Bool { tags[i].contains(.office) || uses[i].contains(.office) }

  /// Bit of a preposition among those that tables may name.
  func mask(of i: Int) -> UInt32 { prepositions[i] >> 16 }
}
