internal import StemmaText

extension CueGrammar {
  /// Most tokens between the start of a clause and its finite verb, a guess; the seeds have 14.
  private static let longestSubject = 24

  /// The start of a clause without “that”: a subject with a finite verb behind it.
  func bareClause(from n: Int, _ stretch: Stretch) -> Int? {
    let end = stretch.tokens.upperBound
    let start = overTime(n, end)
    guard start < end, nouns.passageOf[start] < 0, !tags[start].contains(.comma) else { return nil }
    if tags[start].contains(.clitic) { return start }
    var m = start
    defer { work?.add(m - start) }
    let limit = min(end, start + Self.longestSubject)
    var hasSubject = false
    while m < limit {
      if nouns.passageOf[m] >= 0 {
        m = passages[Int(nouns.passageOf[m])].tokens.upperBound
        continue
      }
      if tags[m].contains(.comma), hasSubject, let next = overInsertion(m, limit) {
        m = next
        continue
      }
      if !tags[m].isDisjoint(with: [.stop, .comma, .colon, .dash]) { return nil }
      if hasSubject, isFinite(m) { return start }
      if tags[m].contains(.subjectPronoun) || nouns.canEnd(m) || tags[m].contains(.pronoun) {
        hasSubject = true
      }
      if m == start, tags[m].contains(.preposition) || tags[m].contains(.to) { return nil }
      m += 1
    }
    return nil
  }

  /// Over a day or a phrase of time that may stand before a clause: “said Monday the plan …”.
  private func overTime(_ n: Int, _ end: Int) -> Int {
    var start = n
    if start + 1 < end, uses[start].contains(.shift), tags[start + 1].contains(.time) { start += 1 }
    if tags[start].contains(.time) || uses[start].contains(.relativeDay) { start += 1 }
    if start + 1 < end, tags[start].contains(.preposition), tags[start + 1].contains(.time) {
      start += 2
    }
    return start
  }

  /// “the program, run by the agency, has …”: a finite verb behind what commas set apart.
  private func overInsertion(_ comma: Int, _ limit: Int) -> Int? {
    var m = comma + 1
    while m < limit, nouns.passageOf[m] < 0, tags[m].isDisjoint(with: [.comma, .stop, .colon]) {
      m += 1
    }
    guard m + 1 < limit, nouns.passageOf[m] < 0, tags[m].contains(.comma) else { return nil }
    var next = m + 1
    while next < limit, isAdverb(next) { next += 1 }
    return next < limit && isFinite(next) ? next : nil
  }

  /// Whether a word behind a subject is its finite verb.
  func isFinite(_ m: Int) -> Bool {
    let tag = tags[m]
    if !tag.isDisjoint(with: [.modal, .be, .have, .doing]) { return true }
    var p = m - 1
    while p > 0, isAdverb(p), nouns.passageOf[p] < 0 { p -= 1 }
    let isBehindPronoun = tags[p].contains(.subjectPronoun)
    if isTransitive(m, in: p..<tags.count) || isUnknownVerb(m, behind: p) { return true }
    if !tag.isDisjoint(with: [.verbPast, .verbThird]),
      tag.isDisjoint(with: [.preposition, .determiner]),
      !tag.contains(.capitalised),
      tag.isDisjoint(with: [.noun, .plural, .adjective]) || isBehindPronoun || nouns.isName(p)
    {
      return true
    }
    return tag.contains(.verbBase)
      && (isBehindPronoun || tags[p].contains(.plural) && !tag.contains(.noun))
  }

  /// Whether a word that no table knows stands where a verb does: “people misunderstand him”.
  private func isUnknownVerb(_ m: Int, behind p: Int) -> Bool {
    guard m > 0, m + 1 < tags.count, tags[m].isEmpty, tokens[m].kind == .word,
      nouns.passageOf[m - 1] < 0, nouns.passageOf[m] < 0
    else { return false }
    if nouns.text[tokens[m].upper - 1] == UInt8(ascii: "d") {
      return tags[p].contains(.plural) || nouns.isName(p) && !tags[p].contains(.possessive)
    }
    return tags[p].contains(.plural)
      && !tags[m + 1].isDisjoint(with: [.determiner, .capitalised, .pronoun])
  }

  /// Whether a word that could be a noun or adjective stands as a verb between subject and object:
  /// “the firm directed the money”.
  func isTransitive(_ m: Int, in range: Range<Int>) -> Bool {
    let tag = tags[m]
    guard !tag.isDisjoint(with: [.verbPast, .verbThird, .verbBase]), m > range.lowerBound,
      m + 1 < range.upperBound, nouns.passageOf[m - 1] < 0, nouns.passageOf[m + 1] < 0,
      tag.isDisjoint(with: [.capitalised, .preposition, .determiner, .possessive])
    else { return false }
    let (p, n) = (tags[m - 1], tags[m + 1])
    return !p.isDisjoint(with: [.noun, .plural, .name, .capitalised])
      && p.isDisjoint(with: [.possessive, .preposition, .determiner])
      && (n.contains(.determiner) || n.contains(.number))
      && n.isDisjoint(with: [.that, .conjunction])
      && (tag.contains(.verbPast) || p.contains(.plural) == tag.contains(.verbBase))
  }

  /// What may be a clause though no finite verb is seen in it, behind a verb that asks for one.
  func plainClause(from n: Int, _ stretch: Stretch) -> Int? {
    guard tags[n].isDisjoint(with: [.time, .to]), startsContent(n), !tags[n].contains(.preposition)
    else { return nil }
    var m = n
    while m < stretch.tokens.upperBound, m < n + 5 {
      if nouns.passageOf[m] >= 0 { return n }
      if !tags[m].isDisjoint(with: [.stop, .comma, .colon]) { return nil }
      m += 1
    }
    return m == n + 5 ? n : nil
  }

  /// What is left of a clause whose subject stands before: “which critics said was unfair”.
  func gappedClause(from n: Int, _ stretch: Stretch) -> Int? {
    guard !tags[n].isDisjoint(with: [.modal, .be, .have]), nouns.passageOf[n] < 0 else {
      return nil
    }
    return n + 1 < stretch.tokens.upperBound ? n : nil
  }
}
