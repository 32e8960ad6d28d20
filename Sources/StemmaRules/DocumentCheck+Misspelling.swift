import StemmaText

// Words that no lexicon has and one slip of the fingers explains.
extension CheckedDocument {
  /// Most words without an entry in a document of which slips are looked for; beyond, its subject
  /// is not the lexicon's.
  private static let mostUnknown = 40

  /// Words without an entry that any article has; with more, only plain slips count.
  private static let fewStrange = 8

  /// Most words of a quotation that is taken for a word or phrase spoken of.
  private static let mentionedWords = 4

  /// Words that are one slip away from a frequent one.
  ///
  /// Names, words in quotation marks, compounds, derived words, words of the largest word lists and
  /// what the document says twice need a plainer slip or are left alone.
  func misspeltWords(_ words: inout WordBench) -> [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en" else { return [] }
    let places = unknownWords
    let strange = places.count { $0.position == .inside && $0.word.count > 3 }
    guard strange <= Self.mostUnknown else { return [] }
    let isTechnical = strange > 3 && strange * 25 > segmentation.tokens.count
    return places.compactMap { place in
      let span = segmentation.tokens[place.token].span
      let frame = place.position == .inside ? frame(of: place.token, in: place.block) : .none
      let candidate = UnknownWord(
        word: place.word,
        span: span,
        position: place.position,
        frame: frame
      )
      guard let slip = candidate.slip(in: lexicon, &words),
        strange <= Self.fewStrange || slip.weight >= 8,
        !isTechnical || slip.kind == .swapped || slip.kind == .doubled
      else { return nil }
      return DocumentCheck.Sighting(span, suggestion: candidate.suggestion(slip))
    }
  }

  /// A token whose word the lexicon does not have, its place in its block, and how it stands there.
  private struct UnknownPlace {
    let token: Int
    let block: Range<Int>
    let word: [UInt8]
    let position: UnknownWord.Position
  }

  /// Words that the lexicon does not have, or not in that case; those that stand there once.
  private var unknownWords: [UnknownPlace] {
    var found: [(token: Int, block: Range<Int>, word: [UInt8])] = []
    var counts: [[UInt8]: Int] = [:]
    for i in profiles.indices
    where blockSigns[i].contains(.strange) && profiles[i].language == "en"
      && segmentation.blocks[i].kind != .code && !isOutsideLexicon(profiles[i])
    {
      let block = profiles[i].tokens
      for n in block where signs[n].contains(.strange) {
        let word = foldedBytes(segmentation.tokens[n])
        counts[word, default: 0] += 1
        found.append((n, block, word))
      }
    }
    return found.compactMap { n, block, word in
      guard counts[word] == 1, let position = position(of: n, in: block), !isMentioned(n, in: block)
      else { return nil }
      return UnknownPlace(token: n, block: block, word: word, position: position)
    }
  }

  /// Whether a word stands in a quotation of few words: it is spoken of, not used.
  private func isMentioned(_ n: Int, in block: Range<Int>) -> Bool {
    func distance(to places: some Sequence<Int>) -> Int? {
      var words = 0
      for i in places {
        let token = segmentation.tokens[i]
        if token.shape.contains(.quote), token.span.count > 1 || text[token.lower] == 0x22 {
          return words
        }
        words += 1
        if words > Self.mentionedWords { return nil }
      }
      return nil
    }
    guard let before = distance(to: (block.lowerBound..<n).reversed()),
      let after = distance(to: n + 1..<block.upperBound)
    else { return false }
    return before + after < Self.mentionedWords
  }

  /// Whether a token is plain letters that the lexicon does not have in small ones; of two or three
  /// letters, whether they are no usual word.
  func isStrange(_ token: Token) -> Bool {
    let odd: Token.Shape = [
      .digit, .hyphenated, .apostrophe, .abbreviation, .upper, .possessive, .wide,
    ]
    guard token.kind == .word, token.span.count >= 2, token.shape.isDisjoint(with: odd) else {
      return false
    }
    let word = foldedBytes(token)
    if word.count <= 3 {
      let isOpening = token.shape.contains(.sentenceStart) && word.count == 3
      return (token.shape.contains(.lower) || isOpening) && !lexicon.isUsual(word)
        && !lexicon.isWord(String(decoding: word, as: UTF8.self), of: "short-word")
    }
    return lexicon.entry(word) == nil
      && text[token.lower + 1..<token.upper].allSatisfy { $0 >= 0x61 }
  }

  /// Whether every eighth word of a paragraph or more is unknown: another language or a list.
  private func isOutsideLexicon(_ profile: BlockProfile) -> Bool {
    let unknown = signs[profile.tokens].count { $0.contains(.unknown) }
    return unknown > 1 && unknown * 8 > profile.words + 4
  }

  /// Whether a token is letters, all small, that the lexicon does not have.
  func isUnknown(_ token: Token) -> Bool {
    token.kind == .word && token.shape.contains(.lower)
      && token.shape.isDisjoint(with: [.digit, .hyphenated, .apostrophe])
      && !lexicon.knows(folded(token))
  }

  /// What stands around a word: usual words in small letters, or a function word at least.
  ///
  /// A comma may stand before, a stop or comma behind.
  private func frame(of n: Int, in block: Range<Int>) -> UnknownWord.Frame {
    let isBehindComma = n > block.lowerBound && text[segmentation.tokens[n - 1].lower] == 0x2c
    let before = neighbour(isBehindComma ? n - 2 : n - 1, in: block)
    guard before != .none, segmentation.tokens[n].shape.contains(.afterSpace) else { return .none }
    var after = UnknownWord.Frame.usual
    if n + 1 < block.upperBound {
      let token = segmentation.tokens[n + 1]
      if token.shape.contains(.afterSpace) {
        after = neighbour(n + 1, in: block)
      } else if token.kind != .punctuation || !",.;".utf8.contains(text[token.lower]) {
        return .none
      }
    }
    if after == .none { return .none }
    if before != .known, after != .known { return .usual }
    return before == .function || after == .function ? .function : .known
  }

  private func neighbour(_ n: Int, in block: Range<Int>) -> UnknownWord.Frame {
    guard block.contains(n) else { return .none }
    let token = segmentation.tokens[n]
    guard token.kind == .word else { return token.kind == .number ? .known : .none }
    guard token.shape.contains(.lower) || token.shape.contains(.sentenceStart) else {
      return .known
    }
    let word = foldedBytes(token)
    guard word.count > 1, lexicon.isUsual(word) else { return .known }
    return lexicon.isFunctionWord(String(decoding: word, as: UTF8.self)) ? .function : .usual
  }

  private func isBehindStrangeName(_ n: Int, in block: Range<Int>) -> Bool {
    guard n > block.lowerBound else { return false }
    return isStrangeName(segmentation.tokens[n - 1])
  }

  private func isStrangeName(_ token: Token) -> Bool {
    token.kind == .word && token.shape.contains(.capitalised)
      && !token.shape.contains(.sentenceStart) && !lexicon.knows(folded(token))
  }

  /// How a word stands that is free of marks; `nil` where it may be a name or part of one.
  private func position(of n: Int, in block: Range<Int>) -> UnknownWord.Position? {
    let token = segmentation.tokens[n]
    if n > block.lowerBound {
      let before = segmentation.tokens[n - 1]
      guard token.shape.contains(.afterSpace) else { return nil }
      if isOne(before, of: "([/@#&.") || before.kind == .address || before.kind == .symbol {
        return nil
      }
      if lexicon.isWord(document.words(at: before.span), of: "foreign") { return nil }
    }
    if n + 1 < block.upperBound {
      let after = segmentation.tokens[n + 1]
      guard
        after.kind != .symbol,
        after.shape.contains(.afterSpace) || isOne(after, of: ",.;:!?\"”’")
      else { return nil }
    }
    if token.span.count <= 3, !token.shape.contains(.sentenceStart) {
      let frame = frame(of: n, in: block)
      return token.shape.contains(.lower) && frame != .none && frame != .known ? .inside : nil
    }
    if token.shape.contains(.lower) {
      // Part of a foreign name: “Al jazira”.
      return isBehindStrangeName(n, in: block) ? .besideName : .inside
    }
    if token.shape.contains(.sentenceStart) {
      let isBeforeWord =
        n + 1 < block.upperBound && segmentation.tokens[n + 1].shape.contains(.lower)
      return isBeforeWord ? .start : .startOfName
    }
    let isBesideStrangeName = [n - 1, n + 1].contains { i in
      block.contains(i) && isStrangeName(segmentation.tokens[i])
    }
    return isBesideStrangeName ? nil : .capital
  }
}
