internal import StemmaText

/// Finds where a passage ends that lacks its closing mark: “We will not go, the minister said.” ends
/// at the comma behind which its speaker is named.
struct UnclosedPassages {
  private let grammar: CueGrammar
  private let segmentation: Segmentation

  /// Takes the words of a text, read as if it had no quotation marks.
  init(
    _ text: UnsafeBufferPointer<UInt8>,
    _ segmentation: Segmentation,
    _ tagged: TaggedTokens,
    counting work: WorkCounter?
  ) {
    self.segmentation = segmentation
    let nouns = NounPhraseFinder(
      tags: tagged.tags,
      uses: tagged.uses,
      tokens: segmentation.tokens,
      passageOf: TokenPassages(count: segmentation.tokens.count),
      text: text
    )
    grammar = CueGrammar(
      nouns: nouns,
      passages: [],
      prepositions: tagged.prepositions,
      work: work
    )
  }

  /// A passage, with its end where its speaker is named behind it; as it was where nobody is.
  func ended(_ passage: Passage) -> Passage {
    // What stands in another passage is looked at once, with that.
    guard passage.repair == .closingSupplied, passage.depth == 0 else { return passage }
    let tokens = segmentation.tokens
    let first = tokens.partitioningIndex { $0.lower >= passage.inner.lower }
    let sentences = segmentation.sentences
    var s = sentences.partitioningIndex { $0.tokens.upperBound > first }
    while s < sentences.count, sentences[s].tokens.lowerBound < passage.tokens.upperBound {
      let own = sentences[s].tokens.clamped(to: first..<passage.tokens.upperBound)
      if let end = end(in: Stretch(block: sentences[s].block, tokens: own)) {
        let upper = tokens[end].upper
        return Passage(
          outer: Span(passage.outer.lower..<upper),
          inner: Span(passage.inner.lower..<upper),
          tokens: passage.tokens.lowerBound..<end + 1,
          style: passage.style,
          depth: 0,
          repair: .closingSupplied
        )
      }
      s += 1
    }
    return passage
  }

  /// The last token of what is said in a sentence whose end says by whom.
  private func end(in stretch: Stretch) -> Int? {
    for i in stretch.tokens
    where grammar.uses[i].contains(.quotation) && grammar.isVerb(i, stretch) {
      guard let found = grammar.verb(at: i, stretch, nil), found.source != nil,
        found.order == .inverted || found.order == .behind,
        let content = found.contents.first, content.lowerBound == stretch.tokens.lowerBound,
        content.upperBound < i
      else { continue }
      let behind = content.upperBound
      return grammar.tags[behind].contains(.comma) ? behind : behind - 1
    }
    return nil
  }
}
