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

  /// Where the exception stands in the part of the document that was asked about last.
  private var places = Places()

  /// Kept so that a part with many matches is searched once and not once a match.
  private struct Places {
    /// The document, and the sentences or the block of it.
    var pass = -1
    var part = 0..<0

    /// By position; none overlaps another.
    var ranges: [Range<Int>] = []

    /// Where the search goes on; `nil` at the end of the part.
    var next: Int?

    /// Whether one of them shares a byte with a range.
    func overlap(_ range: Range<Int>) -> Bool {
      let i = ranges.partitioningIndex { $0.upperBound > range.lowerBound }
      return i < ranges.count && ranges[i].overlaps(range)
    }
  }

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
      if places.pass != sight.pass || places.part != sentences {
        let found = matcher.matches(in: sight.document, sight.segmentation, sentences, on: &bench)
        places = Places(pass: sight.pass, part: sentences, ranges: found.map(\.span.range))
      }
      return places.overlap(range)
    case .pattern(var automaton):
      // Emptied meanwhile, so that the automaton is not copied when it grows.
      kind = .phrases([])
      defer { kind = .pattern(automaton) }
      if places.pass != sight.pass || places.part != span {
        places = Places(pass: sight.pass, part: span, next: span.lowerBound)
      }
      sight.document.text.withUnsafeBufferPointer { text in
        find(by: &automaton, in: text, upTo: range.upperBound, sight)
      }
      return places.overlap(range)
    }
  }

  /// Goes on with the search for a pattern until a match starts at or behind an offset.
  private mutating func find(
    by automaton: inout PatternAutomaton,
    in text: UnsafeBufferPointer<UInt8>,
    upTo upper: Int,
    _ sight: Sight
  ) {
    while let from = places.next, from < upper {
      guard
        let match = automaton.firstMatch(in: text, places.part, from: from, latest: .max)?.range
      else {
        places.next = nil
        return
      }
      places.ranges.append(match)
      let next = sight.scalarBoundary(atOrAfter: max(match.upperBound, from + 1))
      places.next = match.upperBound < places.part.upperBound ? next : nil
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
