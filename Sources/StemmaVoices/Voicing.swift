internal import StemmaText

/// Finds who speaks in a text: the attributions of its stretches, and who goes on speaking.
struct Voicing {
  let stretches: [Stretch]
  let passages: [Passage]
  let nouns: NounPhraseFinder
  let grammar: CueGrammar
  private let foreign: ForeignGrammar
  let text: UnsafeBufferPointer<UInt8>
  let segmentation: Segmentation

  /// Whether the text is in the language of the cue grammar, which is English.
  let isRead: Bool

  init(
    _ text: UnsafeBufferPointer<UInt8>,
    _ segmentation: Segmentation,
    _ tagger: Tagger,
    counting work: WorkCounter? = nil
  ) {
    self.text = text
    self.segmentation = segmentation
    let tokens = segmentation.tokens
    var finder = PassageFinder(text, tokens, segmentation.sentences)
    for profile in segmentation.profiles where !profile.tokens.isEmpty {
      finder.pair(profile.tokens, sentences: profile.sentences)
    }
    let tagged = tagger.tagged(tokens, in: text)
    isRead = tagger.isFilled && Self.isEnglish(segmentation, tagged.tags)
    if isRead, finder.passages.contains(where: { $0.repair == .closingSupplied }) {
      let unclosed = UnclosedPassages(text, segmentation, tagged, counting: work)
      passages = finder.passages.map(unclosed.ended)
    } else {
      passages = finder.passages
    }
    var passageOf = TokenPassages(count: tokens.count)
    for (i, passage) in passages.enumerated()
    where passageOf[passage.tokens.lowerBound] < 0
      && !(passage.style == .single && passage.tokens.count <= 3)
    {
      for token in passage.tokens { passageOf[token] = Int32(i) }
    }
    nouns = NounPhraseFinder(
      tags: tagged.tags,
      uses: tagged.uses,
      tokens: tokens,
      passageOf: passageOf,
      text: text
    )
    stretches = Self.stretches(segmentation, nouns, passages)
    foreign = ForeignGrammar(nouns: nouns, passages: passages, vocabulary: tagger.vocabulary)
    grammar = CueGrammar(
      nouns: nouns,
      passages: passages,
      prepositions: tagged.prepositions,
      work: work
    )
  }

  /// Whether a text is English: by its function words, or where they are too few, by most words.
  private static func isEnglish(_ segmentation: Segmentation, _ tags: TokenColumn<Tag>) -> Bool {
    if let language = segmentation.language.language { return language == "en" }
    var words = 0
    var known = 0
    for (i, token) in segmentation.tokens.enumerated() where token.shape.contains(.lower) {
      words += 1
      if !tags[i].subtracting([.possessive, .number]).isEmpty { known += 1 }
    }
    return known * 2 >= words
  }

  /// Joins sentences that a passage spans, and the words behind a passage that name its speaker.
  private static func stretches(
    _ segmentation: Segmentation,
    _ nouns: NounPhraseFinder,
    _ passages: [Passage]
  ) -> [Stretch] {
    var stretches: [Stretch] = []
    for profile in segmentation.profiles {
      var start: Int?
      for s in profile.sentences {
        let sentence = segmentation.sentences[s]
        let first = start ?? sentence.tokens.lowerBound
        let last = sentence.tokens.upperBound - 1
        if last + 1 < profile.tokens.upperBound,
          continues(behind: last, profile.tokens.upperBound, nouns, passages)
        {
          start = first
        } else {
          stretches.append(Stretch(block: sentence.block, tokens: first..<last + 1))
          start = nil
        }
      }
    }
    return stretches
  }

  /// Whether a passage goes on behind a token, or its speaker is named there.
  ///
  /// `“Why?” Bob asked.` is one stretch though a question mark ends a sentence.
  private static func continues(
    behind last: Int,
    _ end: Int,
    _ nouns: NounPhraseFinder,
    _ passages: [Passage]
  ) -> Bool {
    guard nouns.passageOf[last] >= 0 else { return false }
    if nouns.passageOf[last] == nouns.passageOf[last + 1] { return true }
    guard nouns.passageOf[last + 1] < 0 else { return false }
    let isFullStop = isFullStop(nouns, before: passages[Int(nouns.passageOf[last])])
    var i = last + 1
    while i < min(end, last + (isFullStop ? 6 : 16)), nouns.passageOf[i] < 0 {
      if nouns.tags[i].contains(.stop) { return false }
      let use = nouns.uses[i]
      if use.contains(.quotation), !use.isDisjoint(with: [.past, .third]) {
        return !isFullStop || i + 1 >= end || nouns.tags[i + 1].contains(.stop)
      }
      i += 1
    }
    return false
  }

  /// Whether the last word of a passage has a full stop behind it.
  private static func isFullStop(_ nouns: NounPhraseFinder, before passage: Passage) -> Bool {
    let i = passage.inner.upper - 1
    return i >= 0 && nouns.text[i] == UInt8(ascii: ".")
  }

  /// All attributions of the text.
  func attributions() -> [Attribution] {
    var all: [Attribution] = []
    var carrier = Carrier()
    for stretch in stretches
    where isRead || stretch.tokens.contains(where: { nouns.passageOf[$0] >= 0 }) {
      if stretch.block != carrier.block {
        if let signature = signature(stretch) { carrier.sign(signature, &all) }
        carrier.enter(stretch.block, isContinued: continuesQuotation(stretch), &all)
      }
      var own =
        isRead
        ? withoutNested(grammar.attributions(in: stretch, zone(of: stretch)))
        : foreign.attributions(
          in: stretch,
          outermost(in: stretch).filter { !isScare($0, stretch) }
        )
      let claimed = claimed(by: own)
      for passage in outermost(in: stretch) {
        let range = passage.tokens
        if claimed.contains(nouns.passageOf[range.lowerBound]) { continue }
        if isScare(passage, stretch) { continue }
        let source = source(of: passage, stretch, own)
        own.append(
          Attribution(cue: nil, source: source, contents: [range], order: .carried)
        )
      }
      carrier.take(own, nouns.passageOf, &all)
    }
    carrier.enter(-1, isContinued: false, &all)
    return all
  }

  /// Whether a stretch opens with a mark, and the quotation before it was not closed: by convention
  /// one speaker’s quotation of several paragraphs.
  private func continuesQuotation(_ stretch: Stretch) -> Bool {
    let first = stretch.tokens.lowerBound
    guard first > 0 else { return false }
    let (before, own) = (nouns.passageOf[first - 1], nouns.passageOf[first])
    guard before >= 0, own >= 0, passages[Int(own)].tokens.lowerBound == first else { return false }
    return passages[Int(before)].repair == .closingSupplied
      && passages[Int(before)].tokens.upperBound == first
  }

  /// The passages in what is said, by index.
  private func claimed(by own: [Attribution]) -> Set<Int32> {
    var claimed: Set<Int32> = []
    for attribution in own {
      for content in attribution.contents {
        var i = content.lowerBound
        while i < content.upperBound {
          grammar.work?.add(1)
          let passage = nouns.passageOf[i]
          guard passage >= 0 else {
            i += 1
            continue
          }
          claimed.insert(passage)
          i = max(i + 1, passages[Int(passage)].tokens.upperBound)
        }
      }
    }
    return claimed
  }

  private func zone(of stretch: Stretch) -> Zone { segmentation.profiles[stretch.block].zone }

  /// The name in a line such as “— Bernie Sanders.” below a quotation.
  private func signature(_ stretch: Stretch) -> Range<Int>? {
    let range = stretch.tokens
    guard range.count >= 2, range.count <= 10, nouns.tags[range.lowerBound].contains(.dash),
      segmentation.profiles[stretch.block].tokens == range,
      let name = nouns.phrase(startingAt: range.lowerBound + 1, to: range.upperBound),
      nouns.isName(name.lowerBound)
    else { return nil }
    return name
  }

  /// Leaves out what is said inside what is said, unless marks show the words to be someone’s own.
  private func withoutNested(_ found: [Attribution]) -> [Attribution] {
    var kept: [Attribution] = []
    for attribution in found {
      let cue = attribution.cue?.lowerBound ?? 0
      let isInside = kept.suffix(8).contains {
        ($0.isClause || !attribution.isClause) && $0.contents.contains { $0.contains(cue) }
      }
      guard !isInside || attribution.contents.contains(where: { quotes($0) }) else { continue }
      // What stands before a cue is said as much as what stands behind it; whose own statement is
      // told there, by name, keeps it.
      if attribution.isClause, cue >= (attribution.contents.first?.upperBound ?? 0) {
        kept.removeLast(
          kept.suffix(8).reversed().prefix { inner in
            let place = inner.cue?.lowerBound ?? 0
            return attribution.contents.contains { $0.contains(place) }
              && !inner.contents.contains { $0.contains { nouns.passageOf[$0] >= 0 } }
              && !(inner.source.map { $0.contains { nouns.isName($0) } } ?? false)
          }.count
        )
      }
      kept.append(attribution)
    }
    return kept
  }

  /// Whether marks stand in what is said, and no noun such as “statement” gives them to another.
  private func quotes(_ content: Range<Int>) -> Bool {
    guard let first = content.first(where: { nouns.passageOf[$0] >= 0 }) else { return false }
    return !(content.lowerBound..<first).contains { nouns.uses[$0].contains(.noun) }
  }

  /// Who says a passage that no cue claims: the verb behind it, the cue or the subject before it.
  private func source(
    of passage: Passage,
    _ stretch: Stretch,
    _ own: [Attribution]
  ) -> Range<Int>? {
    if let behind = unknownVerb(behind: passage, stretch) { return behind }
    let first = passage.tokens.lowerBound
    if let left = own.suffix(16).last(where: {
      ($0.cue?.upperBound ?? 0) <= first && $0.source != nil
    }) {
      return left.source
    }
    return fragmentSource(passage, stretch)
  }

  /// `“…,” Bob surmised.`: a phrase and a verb in the past right behind the marks.
  private func unknownVerb(behind passage: Passage, _ stretch: Stretch) -> Range<Int>? {
    let end = stretch.tokens.upperBound
    var i = passage.tokens.upperBound
    guard i < end else { return nil }
    if nouns.tags[i].contains(.comma) { i += 1 }
    let last = text[passage.inner.upper - 1]
    guard
      [UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "!")].contains(last)
        || i > passage.tokens.upperBound
    else { return nil }
    guard i < end, let phrase = nouns.phrase(startingAt: i, to: end), phrase.upperBound < end,
      nouns.tags[phrase.upperBound].contains(.verbPast),
      !nouns.tags[phrase.upperBound].contains(.be)
    else { return nil }
    return phrase
  }

  /// Where what is said begins; `nil` for an attribution that has nothing said.
  func start(of attribution: Attribution) -> Int? {
    attribution.contents.lazy.filter { !$0.isEmpty }.map { nouns.tokens[$0.lowerBound].lower }.min()
  }

  /// The stretch that holds some tokens.
  func sentence(around range: Range<Int>) -> Span<Extracted> {
    let i = stretches.partitioningIndex { $0.tokens.upperBound > range.lowerBound }
    guard i < stretches.count else { return Span(0..<0) }
    let tokens = stretches[i].tokens
    return Span(nouns.tokens[tokens.lowerBound].lower..<nouns.tokens[tokens.upperBound - 1].upper)
  }

  /// Whether a token stands in a headline: before the running text, in a block without a stop.
  func isHeadline(_ token: Int) -> Bool {
    let i = stretches.partitioningIndex { $0.tokens.upperBound > token }
    guard i < stretches.count else { return false }
    let profile = segmentation.profiles[stretches[i].block]
    return !profile.endsWithStop && profile.words <= 30
  }

  private func outermost(in stretch: Stretch) -> [Passage] {
    var found: [Passage] = []
    var i = stretch.tokens.lowerBound
    while i < stretch.tokens.upperBound {
      let p = nouns.passageOf[i]
      if p >= 0 {
        found.append(passages[Int(p)])
        i = max(i + 1, passages[Int(p)].tokens.upperBound)
      } else {
        i += 1
      }
    }
    return found
  }

  /// The subject of the sentence in which a fragment stands.
  private func fragmentSource(_ passage: Passage, _ stretch: Stretch) -> Range<Int>? {
    let first = passage.tokens.lowerBound
    guard first > stretch.tokens.lowerBound, nouns.passageOf[first - 1] < 0,
      !nouns.tags[first - 1].contains(.stop)
    else { return nil }
    return grammar.sentenceSubject(before: first, stretch)
  }
}
