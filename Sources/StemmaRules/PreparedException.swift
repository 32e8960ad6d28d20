internal import StemmaText

/// What silences a match that it overlaps; looked for only where there is a match.
struct PreparedException {
  private enum Kind {
    case phrases([[UInt8]])
    case pattern(PatternAutomaton)
    case tokens(TokenMatcher)
  }

  private var kind: Kind

  /// What a token pattern's matcher knows of words.
  private var bench = TokenBench()

  init?(_ matcher: Matcher, _ ruleset: Ruleset) {
    switch matcher {
    case .phrases(let phrases):
      kind = .phrases(phrases.map { FoldedText(Array($0.utf8)).bytes })
    case .pattern(let source):
      guard let pattern = try? Pattern(source) else { return nil }
      kind = .pattern(PatternAutomaton(pattern))
    case .tokens(let source):
      guard let pattern = try? TokenPattern(source),
        let matcher = try? TokenMatcher(
          [pattern],
          lexicon: ruleset.lexicon,
          classes: ruleset.classes
        )
      else { return nil }
      kind = .tokens(matcher)
    case .repetition, .document, .reader: return nil
    }
  }

  /// Whether the exception stands in the block of a match and shares a byte with it.
  mutating func overlaps(_ range: Range<Int>, _ sight: Sight) -> Bool {
    guard let block = sight.segmentation.block(at: range.lowerBound) else { return false }
    let span = sight.segmentation.blocks[block].span.range
    switch kind {
    case .phrases(let phrases): return phrasesOverlap(phrases, range, span, sight)
    case .tokens(let matcher):
      // A match crosses no sentence, so that only those around the place matter.
      let sentences = sight.segmentation.sentences(overlapping: range)
      return matcher.matches(in: sight.document, sight.segmentation, sentences, on: &bench)
        .contains { $0.span.range.overlaps(range) }
    case .pattern(var automaton):
      // Emptied meanwhile, so that the automaton is not copied when it grows.
      kind = .phrases([])
      defer { kind = .pattern(automaton) }
      return sight.document.text.withUnsafeBufferPointer { text in
        var from = span.lowerBound
        while from < range.upperBound,
          let match = automaton.firstMatch(in: text, span, from: from, latest: .max)?.range
        {
          if match.overlaps(range) { return true }
          guard match.lowerBound < range.upperBound, match.upperBound < span.upperBound else {
            break
          }
          from = sight.scalarBoundary(atOrAfter: max(match.upperBound, from + 1))
        }
        return false
      }
    }
  }

  private func phrasesOverlap(
    _ phrases: [[UInt8]],
    _ range: Range<Int>,
    _ block: Range<Int>,
    _ sight: Sight
  ) -> Bool {
    let longest = phrases.map(\.count).max() ?? 0
    // A folded byte comes from at most three, and white space may be longer: twice that again.
    let lower = sight.scalarBoundary(
      atOrAfter: max(block.lowerBound, range.lowerBound - 6 * longest)
    )
    let upper = sight.scalarBoundary(
      atOrAfter: min(block.upperBound, range.upperBound + 6 * longest)
    )
    let text = FoldedText(Array(sight.document.text[lower..<upper]))
    for phrase in phrases where !phrase.isEmpty && phrase.count <= text.bytes.count {
      for start in 0...(text.bytes.count - phrase.count)
      where text.bytes[start] == phrase[0]
        && text.bytes[start..<(start + phrase.count)].elementsEqual(phrase)
      {
        let first = lower + text.start(of: start)
        let last = sight.scalarBoundary(atOrAfter: lower + text.end(of: start + phrase.count))
        if (first..<last).overlaps(range), sight.isBounded(first..<last) { return true }
      }
    }
    return false
  }
}
