/// A document's text cut into blocks, lines, sentences and tokens.
public struct Segmentation: Sendable {
  /// The document's blocks.
  public let blocks: [Block]

  /// For each block, what can be counted in it.
  public let profiles: [BlockProfile]

  /// The lines that are not blank, by position.
  public let lines: [Line]

  /// The sentences, by position; none crosses a block.
  public let sentences: [Sentence]

  /// The tokens, by position; each that stands in a block belongs to one sentence and one line.
  public let tokens: [Token]

  /// What the document's words say about its language.
  public let language: LanguageGuess

  /// The blocks from the first to the last of running text; `nil` without any.
  public let runningText: ClosedRange<Int>?

  /// Where the text starts that is not cut into tokens; `nil` where all of it is.
  public let end: Int?

  /// Cuts up a document; what is behind the block with so many tokens before it has none.
  public init(_ document: Document, upTo limit: Int = .max) {
    var cutter = SegmentCutter(document.blocks, limit: limit)
    document.text.withUnsafeBufferPointer { cutter.cut($0) }
    end = cutter.end
    blocks = document.blocks
    lines = cutter.lines
    sentences = cutter.sentences
    tokens = cutter.tokens
    language = cutter.language
    let guess = cutter.language.language
    let isProse = cutter.drafts.map { $0.isProse(in: guess) }
    let running = Zone.runningText(amongProse: isProse)
    runningText = running
    profiles = cutter.drafts.indices.map { i in
      let zone: Zone =
        if let running {
          i < running.lowerBound ? .top : i > running.upperBound ? .end : .body
        } else { .top }
      return BlockProfile(cutter.drafts[i], isProse: isProse[i], zone: zone, of: guess)
    }
  }

  /// The blocks with what was counted in them; no lines, sentences and tokens.
  public var withoutTokens: Segmentation { Segmentation(without: self) }

  private init(without whole: Segmentation) {
    (blocks, profiles, language) = (whole.blocks, whole.profiles, whole.language)
    (runningText, end) = (whole.runningText, whole.end)
    (lines, sentences, tokens) = ([], [], [])
  }

  /// Index of the block at an offset; `nil` between two.
  public func block(at offset: Int) -> Int? {
    let i = blocks.partitioningIndex { $0.span.upper > offset }
    return i < blocks.count && blocks[i].span.lower <= offset ? i : nil
  }

  /// Index of the line at an offset; `nil` where none is.
  public func line(at offset: Int) -> Int? {
    let i = lines.partitioningIndex { $0.span.upper > offset }
    return i < lines.count && lines[i].span.lower <= offset ? i : nil
  }

  /// Index of the sentence at an offset; `nil` between two.
  public func sentence(at offset: Int) -> Int? {
    let i = sentences.partitioningIndex { $0.span.upper > offset }
    return i < sentences.count && sentences[i].span.lower <= offset ? i : nil
  }

  /// Indexes of the sentences that share a byte with a range.
  public func sentences(overlapping range: Range<Int>) -> Range<Int> {
    let first = sentences.partitioningIndex { $0.span.upper > range.lowerBound }
    let end = sentences.partitioningIndex { $0.span.lower >= range.upperBound }
    return first..<max(first, end)
  }

  /// Index of the first token that ends after an offset.
  public func token(after offset: Int) -> Int {
    tokens.partitioningIndex { $0.upper > offset }
  }
}

/// What can be counted in one block.
public struct BlockProfile: Hashable, Sendable {
  @usableFromInline let tokenRange: NarrowRange
  @usableFromInline let sentenceRange: NarrowRange
  @usableFromInline let lineRange: NarrowRange
  @usableFromInline let size: UInt32

  /// Its tokens.
  @inlinable public var tokens: Range<Int> { tokenRange.range }

  /// Its sentences.
  @inlinable public var sentences: Range<Int> { sentenceRange.range }

  /// Its lines.
  @inlinable public var lines: Range<Int> { lineRange.range }

  /// How many words and numbers it has; two characters without spaces between count as one.
  @inlinable public var words: Int { Int(size) }

  /// Whether it ends like a sentence, leaving aside closing quotation marks and brackets.
  public let endsWithStop: Bool

  /// Whether it is a paragraph of running text: at least 12 words and a stop, or 25 words.
  public let isProse: Bool

  /// Where it stands beside the running text.
  public let zone: Zone

  /// Language of its words, or of the document where they are too few to say.
  public let language: String?

  init(_ draft: BlockDraft, isProse: Bool, zone: Zone, of language: String?) {
    tokenRange = NarrowRange(draft.tokens)
    sentenceRange = NarrowRange(draft.sentences)
    lineRange = NarrowRange(draft.lines)
    size = UInt32(truncatingIfNeeded: draft.words)
    endsWithStop = draft.endsWithStop
    self.isProse = isProse
    self.zone = zone
    self.language = draft.language.language ?? language
  }
}
