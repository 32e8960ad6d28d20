import StemmaText

// Why a foreign word may stand in an English sentence: it is spoken of, glossed or quoted.
extension CheckedDocument {
  /// Function words of English in a quotation or brackets that make them English: there a foreign
  /// word is as much left over as anywhere.
  private static let wordsOfEnglishQuotation = 2

  /// Tokens before a foreign word in which brackets and quotation marks are looked for; longer than
  /// a paragraph of prose, so that a text of one paragraph takes time that grows with it alone.
  private static let longestLookBack = 1_000

  /// Tokens behind a foreign word in which what is open is closed.
  private static let longestLookAhead = 60

  /// Words after which a foreign word is spoken of, not used.
  private static let introductions: Set<String> = [
    "called", "named", "word", "words", "character", "characters", "letter", "letters", "term",
    "name", "means", "meaning", "read", "reads", "written", "phrase", "titled", "kanji",
    "original", "chinese", "japanese", "korean", "russian", "arabic", "greek", "ukrainian",
    "hebrew", "hashtag", "tag", "sign", "domain", "account", "i.e", "symbol",
  ]

  /// Marks before which a foreign word is glossed, behind which it is spoken of or part of an
  /// address, and at which what is in brackets ends.
  private static let openings: Set<String> = ["(", "[", "（", "/"]
  private static let leads: Set<String> = ["/", "[", "（", "@", "#", ":", "：", "."]
  private static let closings: Set<String> = [")", "]", "）", "】", "》", "」"]

  /// Whether nothing around foreign words says why they are there.
  ///
  /// In brackets and quotation marks the original is given on purpose, unless the words around it
  /// in there are English.
  func isUnexplained(_ run: Range<Int>, in block: Range<Int>) -> Bool {
    let tokens = segmentation.tokens
    if run.upperBound < block.upperBound {
      let after = run.upperBound
      let word = document.words(at: tokens[after].span)
      if Self.openings.contains(word) { return false }
      // Part of an address in its own script: “сайт.рф”.
      let isJoined = after + 1 < block.upperBound && !tokens[after + 1].shape.contains(.afterSpace)
      if word == ".", isJoined, tokens[after + 1].kind == .word { return false }
    }
    if run.lowerBound > block.lowerBound {
      let word = folded(tokens[run.lowerBound - 1])
      if Self.introductions.contains(word) || Self.leads.contains(word) { return false }
    }
    guard let opening = opening(before: run.lowerBound, in: block) else { return true }
    return isEnglish(from: opening, around: run, in: block)
  }

  /// The quotation mark or bracket that is open at a token.
  private func opening(before n: Int, in block: Range<Int>) -> Int? {
    var brackets: [Int] = []
    var quotation: Int?
    for i in max(block.lowerBound, n - Self.longestLookBack)..<n {
      let token = segmentation.tokens[i]
      guard token.kind == .punctuation || token.kind == .symbol else { continue }
      let mark = document.words(at: token.span)
      switch mark {
      case "(", "[", "（", "【", "《", "「": brackets.append(i)
      case ")", "]", "）", "】", "》", "」": _ = brackets.popLast()
      case "\"": quotation = quotation == nil ? i : nil
      case "“", "„", "«", "‘": quotation = i
      case "”", "»", "’": quotation = nil
      case "'" where token.shape.contains(.afterSpace): quotation = i
      case "'"
      where quotation.map { document.words(at: segmentation.tokens[$0].span) == "'" } == true:
        quotation = nil
      default: continue
      }
    }
    return [brackets.last, quotation].compactMap(\.self).max()
  }

  /// Whether what stands between an opening mark and its end is English but for a run of words.
  private func isEnglish(from opening: Int, around run: Range<Int>, in block: Range<Int>) -> Bool {
    let tokens = segmentation.tokens
    var found = tokens[opening + 1..<run.lowerBound].count(where: isSmallEnglishWord)
    for token in tokens[
      run.upperBound..<min(block.upperBound, run.upperBound + Self.longestLookAhead)
    ] {
      if token.shape.contains(.quote) || Self.closings.contains(document.words(at: token.span)) {
        break
      }
      found += isSmallEnglishWord(token) ? 1 : 0
    }
    return found >= Self.wordsOfEnglishQuotation
  }

  /// Whether a word is in small letters and one of those that hold English sentences together.
  private func isSmallEnglishWord(_ token: Token) -> Bool {
    token.kind == .word && token.shape.contains(.lower) && token.span.count > 1
      && lexicon.isFunctionWord(folded(token))
  }
}
