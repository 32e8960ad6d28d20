internal import StemmaText

/// Finds who is quoted in a language without a cue grammar of its own.
///
/// Only verbs of saying beside a passage and phrases such as “selon” are known; the speaker is
/// what stands next to them. Where that names nobody the speaker stays unknown.
struct ForeignGrammar {
  let nouns: NounPhraseFinder
  let passages: [Passage]
  let vocabulary: Vocabulary

  /// Most tokens of the words that name a speaker.
  private static let longest = 10

  /// The attributions of a stretch: one for each passage.
  func attributions(in stretch: Stretch, _ passages: [Passage]) -> [Attribution] {
    let cues = cues(in: stretch)
    return passages.map { passage in
      let range = passage.tokens
      let found = behind(range, cues, stretch) ?? before(range, cues, stretch)
      return Attribution(
        cue: found?.cue,
        source: found?.source,
        contents: [range],
        order: found == nil ? .carried : .verb
      )
    }
  }

  /// A verb or phrase outside of passages.
  private struct Cue {
    let tokens: Range<Int>
    let uses: Vocabulary.Use
  }

  private func cues(in stretch: Stretch) -> [Cue] {
    var cues: [Cue] = []
    var i = stretch.tokens.lowerBound
    while i < stretch.tokens.upperBound {
      if nouns.passageOf[i] >= 0 {
        i = max(i + 1, passages[Int(nouns.passageOf[i])].tokens.upperBound)
        continue
      }
      if let cue = cue(at: i, to: stretch.tokens.upperBound) {
        cues.append(cue)
        i = cue.tokens.upperBound
      } else {
        i += 1
      }
    }
    return cues
  }

  /// The longest phrase of the tables that starts at a token.
  private func cue(at i: Int, to end: Int) -> Cue? {
    let wanted: Vocabulary.Use = [.foreignVerb, .foreignAccording, .accordingBehind]
    guard nouns.tokens[i].kind == .word else { return nil }
    for count in [2, 1] where i + count <= end && nouns.passageOf[i + count - 1] < 0 {
      let range = nouns.tokens[i].lower..<nouns.tokens[i + count - 1].upper
      guard range.count < 64 else { continue }
      let key = nouns.text[range].map(\.folded)
      guard let entry = key.withUnsafeBufferPointer({ vocabulary.entry($0) }),
        !entry.uses.isDisjoint(with: wanted)
      else { continue }
      return Cue(tokens: i..<i + count, uses: entry.uses)
    }
    return nil
  }

  private typealias Sighting = (cue: Range<Int>, source: Range<Int>?)

  /// `„…“, sagte Lund` and `„…“, so Lund sagte`.
  private func behind(_ passage: Range<Int>, _ cues: [Cue], _ stretch: Stretch) -> Sighting? {
    guard let cue = cues.first(where: { $0.tokens.lowerBound >= passage.upperBound }),
      cue.tokens.lowerBound - passage.upperBound <= Self.longest,
      isPlain(passage.upperBound..<cue.tokens.lowerBound)
    else { return nil }
    if cue.uses.contains(.accordingBehind) {
      return (cue.tokens, run(endingAt: cue.tokens.lowerBound, from: passage.upperBound))
    }
    let between = run(endingAt: cue.tokens.lowerBound, from: passage.upperBound)
    let after = run(startingAt: cue.tokens.upperBound, to: stretch.tokens.upperBound)
    if cue.uses.contains(.foreignAccording) { return (cue.tokens, after) }
    // `Lund, „…“ dedi`: the verb stands behind, the speaker before.
    let first = passage.lowerBound
    let isApart = first > stretch.tokens.lowerBound && nouns.tags[first - 1].contains(.comma)
    let left = run(endingAt: isApart ? first - 1 : first, from: stretch.tokens.lowerBound)
    return (cue.tokens, between ?? after ?? left)
  }

  /// `Lund sagte: „…“` and `قال لوند: «…»`.
  private func before(_ passage: Range<Int>, _ cues: [Cue], _ stretch: Stretch) -> Sighting? {
    guard let cue = cues.last(where: { $0.tokens.upperBound <= passage.lowerBound }),
      passage.lowerBound - cue.tokens.upperBound <= Self.longest,
      isPlain(cue.tokens.upperBound..<passage.lowerBound)
    else { return nil }
    let left = run(endingAt: cue.tokens.lowerBound, from: stretch.tokens.lowerBound)
    let right = run(startingAt: cue.tokens.upperBound, to: passage.lowerBound)
    if cue.uses.contains(.foreignAccording) { return (cue.tokens, right) }
    if cue.uses.contains(.accordingBehind) { return (cue.tokens, left) }
    return (cue.tokens, left ?? right)
  }

  /// Whether no passage and no full stop stands in a range.
  private func isPlain(_ range: Range<Int>) -> Bool {
    range.allSatisfy { nouns.passageOf[$0] < 0 && !nouns.tags[$0].contains(.stop) }
  }

  /// The words before a token, back to a mark.
  private func run(endingAt end: Int, from lowest: Int) -> Range<Int>? {
    var start = end
    while start > max(lowest, end - Self.longest), isWord(start - 1) { start -= 1 }
    return named(start..<end)
  }

  /// The words from a token on, up to a mark.
  private func run(startingAt start: Int, to limit: Int) -> Range<Int>? {
    var end = start
    while end < min(limit, start + Self.longest), isWord(end) { end += 1 }
    return named(start..<end)
  }

  private func isWord(_ i: Int) -> Bool {
    nouns.passageOf[i] < 0 && nouns.tags[i].isDisjoint(with: Tag.mark)
  }

  /// A run that names someone: with a capital, or in a script that has none.
  private func named(_ range: Range<Int>) -> Range<Int>? {
    guard !range.isEmpty else { return nil }
    let isNamed = range.contains { i in
      let token = nouns.tokens[i]
      // Scripts from Hebrew on (lead byte D7) have no capitals, but for additions to Latin (E1).
      let lead = nouns.text[token.lower]
      return token.shape.contains(.capitalised) && !token.shape.contains(.sentenceStart)
        || lead >= 0xD7 && lead != 0xE1
    }
    return isNamed || range.contains { nouns.tags[$0].contains(.capitalised) } && range.count > 1
      ? range : nil
  }
}
