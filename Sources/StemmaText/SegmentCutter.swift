/// What is known of a block before the whole document is read.
struct BlockDraft {
  var kind: Block.Kind
  var index: Int
  var tokens: Range<Int>
  var sentences: Range<Int>
  var lines: Range<Int>
  var words: Int
  var endsWithStop: Bool
  var asks: Bool
  var language: LanguageGuess

  /// Fewest words of a paragraph that ends like a sentence.
  ///
  /// The shortest paragraph of running text
  /// in the seeds has 17; headlines with a stop are shorter.
  private static let fewestWithStop = 12

  /// Fewest words of a paragraph that ends without a stop.
  ///
  /// The longest headline in the seeds has
  /// 18 words, the paragraphs that lost their stop have 31 and 60.
  private static let fewestWithoutStop = 25

  /// Whether it is running text in a document of that language.
  func isProse(in language: String?) -> Bool {
    switch kind {
    case .heading, .title, .caption, .table, .preformatted, .code: return false
    case .paragraph, .quotation, .listItem: break
    }
    // A headline may be a question; a first paragraph that is one has more sentences than it.
    if index == 0, asks, sentences.count == 1 { return false }
    guard words >= (endsWithStop ? Self.fewestWithStop : Self.fewestWithoutStop) else {
      return false
    }
    guard let own = self.language.language, let language else { return true }
    return own == language
  }
}

/// Cuts blocks one after the other.
struct SegmentCutter {
  private(set) var drafts: [BlockDraft] = []
  private(set) var lines: [Line] = []
  private(set) var sentences: [Sentence] = []
  private(set) var tokens: [Token] = []
  private(set) var language = LanguageGuess(language: nil, share: 0, words: 0)
  private let blocks: [Block]
  private let limit: Int

  /// Where the text starts that was left uncut.
  private(set) var end: Int?

  init(_ blocks: [Block], limit: Int) {
    self.blocks = blocks
    self.limit = limit
  }

  /// The part of a block that is cut; a token has at least one byte.
  private mutating func part(of block: Block) -> Range<Int> {
    let room = limit - tokens.count
    guard block.span.count > room else { return block.span.range }
    // Blocks are cut whole while there is room for most of what they may hold.
    if room > limit / 2, block.span.count / 4 < room { return block.span.range }
    if end == nil { end = block.span.lower }
    return block.span.lower..<block.span.lower
  }

  /// Cuts all blocks of a text.
  mutating func cut(_ text: UnsafeBufferPointer<UInt8>) {
    tokens.reserveCapacity(text.count / 5)
    drafts.reserveCapacity(blocks.count)
    var all = FunctionWordCount()
    var count = FunctionWordCount()
    for (index, block) in blocks.enumerated() { cut(block, index, text, &count, &all) }
    language = all.guess
  }

  private mutating func cut(
    _ block: Block,
    _ index: Int,
    _ text: UnsafeBufferPointer<UInt8>,
    _ count: inout FunctionWordCount,
    _ all: inout FunctionWordCount
  ) {
    let first = (tokens.count, sentences.count, lines.count)
    var scanner = TokenScanner(text, in: part(of: block))
    scanner.scan(into: &tokens)
    let range = first.0..<tokens.count
    var breaker = SentenceBreaker(text, block: index)
    breaker.cut(&tokens, range, into: &sentences)
    cutLines(range, index, text)
    count.removeAll()
    for i in range where tokens[i].kind == .word { count.add(tokens[i], in: text) }
    all.add(count)
    drafts.append(
      BlockDraft(
        kind: block.kind,
        index: index,
        tokens: range,
        sentences: first.1..<sentences.count,
        lines: first.2..<lines.count,
        words: words(in: range),
        endsWithStop: endsWithStop(range),
        asks: closingStop(range).map { text[tokens[$0].upper - 1] == UInt8(ascii: "?") } ?? false,
        language: count.guess
      )
    )
  }

  /// Cuts a block's tokens where a line break stands between two of them.
  private mutating func cutLines(
    _ range: Range<Int>,
    _ block: Int,
    _ text: UnsafeBufferPointer<UInt8>
  ) {
    var start = range.lowerBound
    for i in range {
      let isLast = i + 1 == range.upperBound
      guard isLast || hasBreak(text, tokens[i].upper..<tokens[i + 1].lower) else { continue }
      let own = start..<i + 1
      lines.append(
        Line(
          span: Span(tokens[start].lower..<tokens[i].upper),
          block: block,
          tokens: own,
          words: words(in: own),
          endsWithStop: endsWithStop(own)
        )
      )
      start = i + 1
    }
  }

  @inline(__always)
  private func hasBreak(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    for i in range where text[i] == 10 || text[i] == 13 { return true }
    return false
  }

  private func words(in range: Range<Int>) -> Int {
    var words = 0
    var ideographs = 0
    for i in range {
      switch tokens[i].kind {
      case .word:
        if tokens[i].shape.contains(.ideograph) { ideographs += 1 } else { words += 1 }
      case .number, .date, .address: words += 1
      case .punctuation, .symbol: break
      }
    }
    return words + (ideographs + 1) / 2
  }

  private func endsWithStop(_ range: Range<Int>) -> Bool { closingStop(range) != nil }

  /// The stop that ends a run of tokens, behind which only closing marks stand.
  private func closingStop(_ range: Range<Int>) -> Int? {
    for i in range.reversed() {
      let token = tokens[i]
      if token.shape.contains(.stop) || token.shape.contains(.abbreviation) { return i }
      guard token.kind == .punctuation, !token.shape.contains(.afterSpace), i > range.lowerBound
      else {
        return nil
      }
    }
    return nil
  }
}
