/// Decides which stops of a block end a sentence.
///
/// Knows abbreviations, initials, acronyms, ordinal days, list numbers, quotations that end inside
/// or outside their marks, datelines, and the stops of scripts without capitals.
struct SentenceBreaker {
  private let text: UnsafeBufferPointer<UInt8>
  private let block: Int

  /// Tokens after which a sentence that does not end is cut.
  ///
  /// The longest of novels have 1,300 words; rules look at all of a sentence for each of its tokens.
  private static let longest = 4_096

  init(_ text: UnsafeBufferPointer<UInt8>, block: Int) {
    self.text = text
    self.block = block
  }

  /// Adds the sentences of a block's tokens, and marks the first token of each.
  mutating func cut(_ tokens: inout [Token], _ range: Range<Int>, into sentences: inout [Sentence])
  {
    var start = range.lowerBound
    var i = datelineEnd(tokens, range) ?? start
    if i > start { close(&tokens, start..<i, &sentences, &start) }
    while i < range.upperBound {
      if let end = sentenceEnd(at: i, tokens, start..<range.upperBound) {
        close(&tokens, start..<end, &sentences, &start)
        i = end
      } else {
        i += 1
        if i - start == Self.longest { close(&tokens, start..<i, &sentences, &start) }
      }
    }
    if start < range.upperBound { close(&tokens, start..<range.upperBound, &sentences, &start) }
  }

  private func close(
    _ tokens: inout [Token],
    _ range: Range<Int>,
    _ sentences: inout [Sentence],
    _ start: inout Int
  ) {
    tokens[range.lowerBound].shape.insert(.sentenceStart)
    let span = Span<Extracted>(tokens[range.lowerBound].lower..<tokens[range.upperBound - 1].upper)
    sentences.append(Sentence(span: span, block: block, tokens: range))
    start = range.upperBound
  }

  /// Index after the last token of the sentence that the token at `i` ends; `nil` if it ends none.
  private func sentenceEnd(at i: Int, _ tokens: [Token], _ range: Range<Int>) -> Int? {
    let token = tokens[i]
    guard token.shape.contains(.stop) || token.shape.contains(.abbreviation) else { return nil }
    var end = i + 1
    while end < range.upperBound, !tokens[end].shape.contains(.afterSpace),
      tokens[end].shape.contains(.stop) || isCloser(tokens[end])
    {
      end += 1
    }
    guard end < range.upperBound else { return end }
    let isWide = token.shape.contains(.wide) && Letter(text, at: token.lower).scalar != 0x2026
    if isWide { return end }
    guard let opener = firstWord(from: end, tokens, range.upperBound) else { return nil }
    guard tokens[end].shape.contains(.afterSpace) else {
      return lacksSpace(i, tokens, end, opener) ? end : nil
    }
    return begins(opener, after: i, tokens, range, end) ? end : nil
  }

  /// Whether a sentence may begin with the token at `opener`, given the stop at `i`.
  private func begins(
    _ opener: Int,
    after i: Int,
    _ tokens: [Token],
    _ range: Range<Int>,
    _ end: Int
  ) -> Bool {
    let next = tokens[opener]
    if next.kind == .word, next.shape.contains(.lower), !next.shape.contains(.digit) {
      return !isCased(next)
    }
    if next.kind == .punctuation || next.kind == .symbol, !isBullet(next) { return false }
    if tokens[i].shape.contains(.abbreviation) {
      return endsSentence(tokens[i], tokens, i, range, opener)
    }
    guard i > range.lowerBound, text[tokens[i].lower] == UInt8(ascii: ".") else { return true }
    let before = tokens[i - 1]
    if before.kind == .number, before.upper - before.lower <= 2 {
      let isListNumber = i - 1 == range.lowerBound
      return !isListNumber && !Abbreviations.isMonth(text, next.lower..<next.upper)
    }
    return true
  }

  /// Whether the stop of an abbreviation or initial is the sentence's too.
  private func endsSentence(
    _ token: Token,
    _ tokens: [Token],
    _ i: Int,
    _ range: Range<Int>,
    _ opener: Int
  ) -> Bool {
    let next = tokens[opener]
    let opens = next.kind == .word && Abbreviations.beginsSentences(text, next.lower..<next.upper)
    switch Abbreviations.role(of: text, token.lower..<token.upper - 1) {
    case .leads, .leadsNumber: return false
    case .mayEnd: return opens
    case nil: break
    }
    if token.upper - token.lower == 2 {
      // An initial, unless a small word stands before it (“Plan B.”, “vitamin C.”).
      return opens && i > range.lowerBound && tokens[i - 1].shape.contains(.lower)
    }
    return opens
  }

  /// A stop between a small word and a capitalised one, without the space.
  private func lacksSpace(_ i: Int, _ tokens: [Token], _ end: Int, _ opener: Int) -> Bool {
    guard i > 0, opener == end || opener == end + 1 else { return false }
    let before = tokens[i - 1]
    let next = tokens[opener]
    return before.kind == .word && before.shape.contains(.lower) && before.upper - before.lower > 1
      && next.kind == .word && next.shape.contains(.capitalised) && !next.shape.contains(.upper)
      && before.upper == tokens[i].lower
  }

  /// The first token from `i` that is no opening mark.
  private func firstWord(from i: Int, _ tokens: [Token], _ end: Int) -> Int? {
    var i = i
    while i < end, tokens[i].shape.contains(.quote) || isOpener(tokens[i]) { i += 1 }
    return i < end ? i : nil
  }

  private func isCased(_ token: Token) -> Bool { Letter(text, at: token.lower).isLower }

  private func isOpener(_ token: Token) -> Bool {
    text[token.lower] == UInt8(ascii: "(") || text[token.lower] == UInt8(ascii: "[")
  }

  private func isCloser(_ token: Token) -> Bool {
    token.shape.contains(.quote) || text[token.lower] == UInt8(ascii: ")")
      || text[token.lower] == UInt8(ascii: "]")
  }

  private func isBullet(_ token: Token) -> Bool {
    // U+2022 and currency signs may begin a sentence; slashes and dashes may not.
    token.kind == .symbol
      || text[token.lower] == 0xE2 && text[token.lower + 1] == 0x80
        && text[token.lower + 2] == 0xA2
  }

  /// Index after the dash of a dateline (“ISTANBUL (AA) -”); `nil` if the block has none.
  private func datelineEnd(_ tokens: [Token], _ range: Range<Int>) -> Int? {
    guard let first = range.first, tokens[first].shape.contains(.upper) else { return nil }
    let longest = 14  // tokens; “ANKARA/MOSCOW, Nov. 20 (Reuters) -” has 10
    var i = first + 1
    var isInBrackets = false
    while i < min(range.upperBound - 1, first + longest) {
      let token = tokens[i]
      switch text[token.lower] {
      case UInt8(ascii: "("): isInBrackets = true
      case UInt8(ascii: ")"): isInBrackets = false
      default: break
      }
      if isDash(token), token.shape.contains(.afterSpace), !isInBrackets {
        let next = tokens[i + 1]
        return next.shape.contains(.afterSpace) && !next.shape.contains(.lower) ? i + 1 : nil
      }
      if token.kind == .word, token.shape.contains(.lower), !isInBrackets { return nil }
      if token.shape.contains(.stop) { return nil }
      i += 1
    }
    return nil
  }

  private func isDash(_ token: Token) -> Bool {
    if text[token.lower] == UInt8(ascii: "-") { return true }
    guard token.shape.contains(.wide), token.upper - token.lower == 3 else { return false }
    let scalar = Letter(text, at: token.lower).scalar
    return scalar == 0x2013 || scalar == 0x2014
  }
}
