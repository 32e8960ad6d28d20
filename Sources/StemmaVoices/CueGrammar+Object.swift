internal import StemmaText

extension CueGrammar {
  /// Where the object of “supports” ends: a name or pronoun does not take times and places along.
  func personalEnd(from n: Int, _ stretch: Stretch, _ isRelative: Bool) -> Int {
    let upper = clauseEnd(from: n, stretch, isClause: false, isBehindRelative: isRelative)
    let phrase =
      lone(n) ?? nouns.phrase(startingAt: n, to: upper).flatMap { nouns.isName(n) ? $0 : nil }
    guard let phrase, phrase.upperBound < upper else { return objectEnd(from: n, upper) }
    let next = phrase.upperBound
    let keeps = mask(of: next) & (1 | 1 << 1 | 1 << 3 | 1 << 4 | Self.like) != 0
    return keeps ? objectEnd(from: n, upper) : next
  }

  /// Where an object ends: before “when”, “after” or another word that opens a clause of time.
  func objectEnd(from n: Int, _ upper: Int) -> Int {
    guard nouns.passageOf[n] < 0 else { return upper }
    var m = n + 1
    while m < upper, nouns.passageOf[m] < 0, tags[m].isDisjoint(with: [.wh, .that, .to]) {
      if isSubordinator(m), !isAs(m), !tags[m - 1].contains(.adverb) { return m }
      m += 1
    }
    return upper
  }

  /// Bit of “about” among the prepositions.
  private static let about: UInt32 = 1 << 1

  /// “spoke at the White House on Tuesday about …”: the preposition behind where and when.
  func distantAbout(from n: Int, _ allowed: UInt32, _ stretch: Stretch) -> Int? {
    guard allowed & Self.about != 0, tags[n].contains(.preposition) || isDay(n) else { return nil }
    let end = min(stretch.tokens.upperBound - 1, n + 10)
    let stops: Tag = [.comma, .stop, .colon, .dash, .that, .wh, .modal, .be, .have]
    var m = n
    while m < end, nouns.passageOf[m] < 0, tags[m].isDisjoint(with: stops) {
      if mask(of: m) & Self.about != 0, startsContent(m + 1) || opensQuestion(m + 1) { return m }
      m += 1
    }
    return nil
  }

  /// “said no”, “said so”, “said the same of the plan”: an answer that is no clause.
  func shortAnswer(_ n: Int, _ stretch: Stretch) -> Int? {
    let end = stretch.tokens.upperBound
    guard nouns.passageOf[n] < 0 else { return nil }
    if uses[n].contains(.answer) {
      let isAlone =
        n + 1 >= end
        || nouns.passageOf[n + 1] < 0
          && !tags[n + 1].isDisjoint(with: [.comma, .stop, .preposition, .and, .conjunction])
      if isAlone { return n + 1 }
    }
    guard n + 1 < end, tags[n].contains(.determiner), uses[n + 1].contains(.same) else {
      return nil
    }
    return clauseEnd(from: n, stretch, isClause: false)
  }

  /// Whether something is taken for something: “sees the plan as a mistake”.
  func judges(_ n: Int, _ stretch: Stretch) -> Bool {
    var m = n + 1
    while m < min(stretch.tokens.upperBound, n + 12), nouns.passageOf[m] < 0,
      tags[m].isDisjoint(with: [.comma, .stop, .colon])
    {
      if mask(of: m) & Self.like != 0 {
        return m + 1 < stretch.tokens.upperBound
          && (nouns.isDeterminer(m + 1) || tags[m + 1].contains(.adjective))
      }
      m += 1
    }
    return false
  }
}
