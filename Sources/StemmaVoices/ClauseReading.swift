internal import StemmaText

/// Reads whether what is said is negated, and how firmly it is said.
///
/// Both are of one clause: where what is said has several sentences, or no finite verb, nothing is
/// read. The clause is that of the first finite verb; one that a subordinator opens is passed over
/// up to its comma. Only English is read.
struct ClauseReading {
  private let grammar: CueGrammar
  private var nouns: NounPhraseFinder { grammar.nouns }
  private var tags: TokenColumn<Tag> { grammar.nouns.tags }

  /// Most tokens that are looked at for a finite verb, a guess; the seeds have 24.
  private static let reach = 60

  init(_ grammar: CueGrammar) { self.grammar = grammar }

  /// Polarity and modality of an attribution; `nil` where they cannot be told.
  func reading(
    of attribution: Attribution
  ) -> (polarity: Quote.Polarity?, modality: Quote.Modality?) {
    let contents = attribution.contents.filter { !$0.isEmpty }
    guard let first = contents.first, !hasSeveralSentences(contents) else { return (nil, nil) }
    let isThat = tags[first.lowerBound].contains(.that)
    let words = Array(contents.joined().prefix(400)).dropFirst(isThat ? 1 : 0).filter {
      tags[$0].isDisjoint(with: .quote)
    }
    let isDenied = hasCue(attribution, .denial)
    guard let verb = finiteVerb(among: words) else {
      return (infinitive(first, attribution), isDenied ? .denied : nil)
    }
    let around = words[max(0, verb - 12)...min(words.count - 1, verb + 3)]
    let isNegative = isNegated(words, at: verb)
    let modality: Quote.Modality =
      if isDenied {
        .denied
      } else if around.contains(where: { isPossible($0) }) {
        .possible
      } else if around.contains(where: { nouns.uses[$0].contains(.hedge) })
        || hasCue(attribution, .tentative) || hasCue(attribution, .hedge)
        || attribution.source == nil && hasCue(attribution, .hearsay) && isPassive(attribution)
      {
        .hedged
      } else {
        .asserted
      }
    return (isNegative ? .negative : .positive, modality)
  }

  private func hasCue(_ attribution: Attribution, _ use: Vocabulary.Use) -> Bool {
    attribution.cue?.contains { nouns.uses[$0].contains(use) } ?? false
  }

  private func isPassive(_ attribution: Attribution) -> Bool {
    attribution.cue?.contains { tags[$0].contains(.be) } ?? false
  }

  /// “to leave”, with “not” before it or in it: negated or not, but neither asserted nor possible.
  private func infinitive(_ content: Range<Int>, _ attribution: Attribution) -> Quote.Polarity? {
    guard tags[content.lowerBound].contains(.to), content.count > 1 else { return nil }
    let start = attribution.cue.map { min($0.upperBound, content.lowerBound) } ?? content.lowerBound
    let isNegated = (max(start, content.lowerBound - 3)..<content.lowerBound + 2).contains {
      tags[$0].contains(.negation)
    }
    return isNegated ? .negative : .positive
  }

  /// A full stop with words behind it.
  private func hasSeveralSentences(_ contents: [Range<Int>]) -> Bool {
    contents.contains { range in
      range.dropFirst().prefix(400).contains {
        nouns.tokens[$0].shape.contains(.sentenceStart) && tags[$0 - 1].contains(.stop)
      }
    }
  }

  /// Place of the finite verb of the main clause among the words.
  private func finiteVerb(among words: [Int]) -> Int? {
    var i = 0
    if let first = words.first, nouns.uses[first].contains(.subordinator) {
      guard let comma = words.prefix(Self.reach).firstIndex(where: { tags[$0].contains(.comma) })
      else { return nil }
      i = comma + 1
    }
    let end = min(words.count, i + Self.reach)
    while i < end {
      let word = words[i]
      if tags[word].contains(.clitic) || isNegatedVerb(word) { return i }
      if word > 0, !tags[word].contains(.capitalised), grammar.isFinite(word) { return i }
      i += 1
    }
    return nil
  }

  /// A word such as “might”; with a capital “May” is a month.
  private func isPossible(_ i: Int) -> Bool {
    nouns.uses[i].contains(.possible)
      && (!tags[i].contains(.capitalised) || nouns.tokens[i].shape.contains(.sentenceStart))
  }

  /// “Don’t”, “won’t”, “cannot”.
  private func isNegatedVerb(_ i: Int) -> Bool {
    let token = nouns.tokens[i]
    return tags[i].contains(.negation) && token.upper - token.lower >= 5
      && nouns.text[token.upper - 1] == UInt8(ascii: "t")
  }

  /// Whether the verb or its subject is negated: “is not”, “has no plans”, “no one is”.
  private func isNegated(_ words: [Int], at verb: Int) -> Bool {
    if tags[words[verb]].contains(.negation) { return true }
    let lower = max(0, verb - 4)
    for i in lower..<min(words.count, verb + 4) where tags[words[i]].contains(.negation) {
      // “not only” adds; “no longer” and “never” negate.
      let isOnly = i + 1 < words.count && nouns.uses[words[i + 1]].contains(.onlyWord)
      let isPlain = !(i + 1..<max(i + 1, verb)).contains { tags[words[$0]].contains(.comma) }
      if !isOnly, isPlain { return true }
    }
    return false
  }
}
