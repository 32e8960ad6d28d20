import StemmaText

// What stands out in English text: words in another script, paragraphs without a capital.
extension CheckedDocument {
  /// Fewest words of a paragraph in which a missing capital tells.
  private static let shortestSentence = 5

  /// Fewest words of a paragraph that tells even where it starts with a word in no list.
  private static let surelySentence = 8

  /// Most words in another script that count as a stray; a longer run is a quotation.
  private static let longestStray = 12

  /// Sentences that begin with a small letter in a paragraph that has no capital at all.
  var missingCapitals: [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en" else { return [] }
    return profiles.indices.compactMap { i in
      guard segmentation.blocks[i].kind == .paragraph, profiles[i].endsWithStop,
        profiles[i].words >= Self.shortestSentence, i == 0 || profiles[i - 1].endsWithStop
      else { return nil }
      let tokens = segmentation.tokens[profiles[i].tokens]
      guard let first = tokens.first(where: { !$0.shape.contains(.quote) }), first.kind == .word,
        first.shape.contains(.lower), !first.shape.contains(.digit),
        isInLexicon(first) || profiles[i].words >= Self.surelySentence,
        !tokens.contains(where: hasCapital)
      else { return nil }
      let word = document.words(at: first.span)
      return DocumentCheck.Sighting(
        first.span,
        suggestion: word.prefix(1).uppercased() + word.dropFirst()
      )
    }
  }

  /// Whether the lexicon has a word in small letters or as a name.
  private func isInLexicon(_ token: Token) -> Bool {
    let word = token.shape.contains(.possessive) ? String(folded(token).dropLast(2)) : folded(token)
    return lexicon.knows(word) || lexicon.knows(word.prefix(1).uppercased() + word.dropFirst())
  }

  private func hasCapital(_ token: Token) -> Bool {
    token.kind == .word && !token.shape.contains(.lower) && !token.shape.contains(.ideograph)
  }

  /// Words in a script other than the Latin one that stand in an English sentence unexplained.
  var foreignScripts: [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en" else { return [] }
    return profiles.indices.flatMap { i -> [DocumentCheck.Sighting] in
      guard profiles[i].language == "en", segmentation.blocks[i].kind != .code else { return [] }
      return strays(in: profiles[i].tokens)
    }
  }

  /// Words in small letters that no lexicon has, with a letter or an ending that English has not.
  ///
  /// Names stand beside capitals; a foreign word that the text speaks of comes back, or stands in
  /// brackets or quotation marks.
  var foreignWords: [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en" else { return [] }
    var counts: [String: Int] = [:]
    var found: [(word: String, span: Span<Extracted>)] = []
    for i in profiles.indices
    where profiles[i].language == "en" && segmentation.blocks[i].kind != .code {
      let foreign = profiles[i].tokens.filter {
        isForeignWord(segmentation.tokens[$0]) || looksForeign($0, in: profiles[i].tokens)
      }
      // More than every eighth word: a passage in that language, not a word left over.
      guard foreign.count * 8 <= profiles[i].words + 4 else { continue }
      for n in foreign {
        let word = folded(segmentation.tokens[n])
        counts[word, default: 0] += 1
        if stands(n, amongSmallWords: profiles[i].tokens),
          isUnexplained(n..<n + 1, in: profiles[i].tokens)
        {
          found.append((word, segmentation.tokens[n].span))
        }
      }
    }
    guard !found.isEmpty else { return [] }
    let runs = foreignRuns.map { $0.spans[0].range }
    return found.filter { word, span in
      counts[word] == 1 && !runs.contains { $0.contains(span.lower) }
    }.map { DocumentCheck.Sighting($0.span) }
  }

  /// Whether a word in small letters has no entry, and a Latin letter beyond a to z or an ending
  /// that only other languages have.
  private func isForeignWord(_ token: Token) -> Bool {
    guard token.kind == .word, token.shape.contains(.lower),
      token.shape.isDisjoint(with: [.hyphenated, .apostrophe, .digit]), token.span.count > 3
    else { return false }
    if !token.shape.contains(.wide) {
      return token.span.count > 5 && hasForeignEnding(token) && !lexicon.knows(folded(token))
    }
    let word = document.words(at: token.span)
    return word.unicodeScalars.contains { (0xdf...0x24f).contains($0.value) }
      && word.unicodeScalars.allSatisfy { $0.value < 0x250 || (0x1e00...0x1eff).contains($0.value) }
      && !lexicon.knows(word) && !lexicon.knows(withoutAccents(word))
  }

  /// A word with the accents of loan words off: “façade”, “naïve”, “coördinate”.
  func withoutAccents(_ word: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in word.unicodeScalars {
      switch scalar.value {
      case 0xe0...0xe5: result.append("a")
      case 0xe7: result.append("c")
      case 0xe8...0xeb: result.append("e")
      case 0xec...0xef: result.append("i")
      case 0xf1: result.append("n")
      case 0xf2...0xf6: result.append("o")
      case 0xf9...0xfc: result.append("u")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private func hasForeignEnding(_ token: Token) -> Bool {
    text.withUnsafeBufferPointer { text in
      let last = text[token.upper - 1]
      guard 0x61...0x7a ~= last else { return false }
      return Self.endingsByLastLetter[Int(last - 0x61)].contains { ending in
        var i = token.upper
        return ending.count < token.span.count
          && ending.reversed().allSatisfy { byte in
            i -= 1
            return text[i] == byte
          }
      }
    }
  }

  /// The endings by their last letter, from a to z.
  private static let endingsByLastLetter: [[[UInt8]]] = (UInt8(0x61)...0x7a).map { last in
    foreignEndings.map { Array($0.utf8) }.filter { $0.last == last }
  }

  /// Endings of verbs, nouns and adverbs in Spanish, Italian, French, German, Polish and Czech.
  private static let foreignEndings = [
    "mente", "zione", "zioni", "amento", "amenti", "aron", "ieron", "aban", "iendo", "endose",
    "ados", "idos", "idas", "adores", "atori", "trice", "mos", "uto", "uta", "uti", "ato", "ata",
    "ati", "ito", "iti", "ivo", "ivi", "oso", "osi", "eux", "euse", "aient", "issait", "issent",
    "eaux", "keit", "heit", "ungen", "schaft", "lich", "lichen", "ischen", "iert", "ierte", "tigen",
    "nych", "cych", "owych", "ego", "emu", "owej", "enie", "anie", "ania", "enia", "ovat",
  ]

  private func stands(_ n: Int, amongSmallWords block: Range<Int>) -> Bool {
    [n - 1, n + 1].allSatisfy { i in
      !block.contains(i) || !segmentation.tokens[i].shape.contains(.capitalised)
        || segmentation.tokens[i].shape.contains(.sentenceStart)
    }
  }

  private func strays(in range: Range<Int>) -> [DocumentCheck.Sighting] {
    let tokens = segmentation.tokens
    var result: [DocumentCheck.Sighting] = []
    var i = range.lowerBound
    var latin = 0
    while i < range.upperBound {
      guard isForeign(tokens[i]) else {
        latin += tokens[i].kind == .word ? 1 : 0
        i += 1
        continue
      }
      let start = i
      while i < range.upperBound, isForeign(tokens[i]) { i += 1 }
      if i - start <= Self.longestStray, isUnexplained(start..<i, in: range) {
        result.append(DocumentCheck.Sighting(Span(tokens[start].lower..<tokens[i - 1].upper)))
      }
    }
    return latin >= Self.shortestSentence ? result : []
  }

  /// Whether a token has two letters of another script or more; one Greek letter is a sign.
  private func isForeign(_ token: Token) -> Bool {
    guard token.kind == .word, token.shape.contains(.wide) else { return false }
    var foreign = 0
    for scalar in document.words(at: token.span).unicodeScalars
    where scalar.properties.isAlphabetic {
      switch scalar.value {
      case ..<0x370, 0x1d00...0x1eff, 0x2000...0x2bff, 0xfb00...0xfb06: continue
      case 0x370...0x3ff: foreign += 1
      default: foreign += scalar.value < 0x2e80 ? 1 : 2
      }
    }
    return foreign >= 2
  }

  /// Whether nothing around foreign words says why they are there.
  func isUnexplained(_ run: Range<Int>, in range: Range<Int>) -> Bool {
    let tokens = segmentation.tokens
    let before = run.lowerBound > range.lowerBound ? run.lowerBound - 1 : nil
    let after = run.upperBound < range.upperBound ? run.upperBound : nil
    if let after {
      let word = document.words(at: tokens[after].span)
      if "([（/".contains(word) { return false }
      // Part of an address in its own script: “сайт.рф”.
      let isJoined = after + 1 < range.upperBound && !tokens[after + 1].shape.contains(.afterSpace)
      if word == ".", isJoined, tokens[after + 1].kind == .word { return false }
    }
    if let before {
      let word = folded(tokens[before])
      if Self.introductions.contains(word) || "/[（@#:：.".contains(word) { return false }
    }
    // In brackets and quotation marks the original is given on purpose.
    var open = 0
    var quotes = 0
    let first = max(range.lowerBound, run.lowerBound - Self.longestLookBack)
    for token in tokens[first..<run.lowerBound]
    where token.kind == .punctuation || token.kind == .symbol {
      let word = document.words(at: token.span)
      if token.shape.contains(.quote) { quotes += 1 }
      if "([（【《「".contains(word) { open += 1 }
      if ")]）】》」".contains(word) { open -= 1 }
    }
    return open <= 0 && quotes % 2 == 0
  }

  /// Tokens before a foreign word in which brackets and quotation marks are looked for; longer than
  /// a paragraph of prose, so that a text of one paragraph takes time that grows with it alone.
  private static let longestLookBack = 1_000

  /// Words after which a foreign word is spoken of, not used.
  private static let introductions: Set<String> = [
    "called", "named", "word", "words", "character", "characters", "letter", "letters", "term",
    "name", "means", "meaning", "read", "reads", "written", "phrase", "titled", "kanji",
    "original", "chinese", "japanese", "korean", "russian", "arabic", "greek", "ukrainian",
    "hebrew", "hashtag", "tag", "sign", "domain", "account", "i.e", "symbol",
  ]
}
