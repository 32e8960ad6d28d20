import StemmaText

// Single words of another language between English ones.
extension CheckedDocument {
  /// How far a language has to be ahead of English for a word with a letter beyond a to z that no
  /// list has, in sixteenths of a bit; tuned on 1.6 million words of human English.
  private static let leadOfWord = 96

  /// How far for one without, by its ending.
  private static let leadOfEnding = 48

  /// Languages that a word in no list is looked for in: romanised Japanese or Arabic words in
  /// English are names of things, and look like some of the others.
  private static let languagesOfWords: Set<String> = [
    "cs", "da", "de", "es", "fr", "it", "nl", "pl", "pt", "ro", "sv", "tr",
  ]

  /// A word of another language, and which.
  private struct ForeignWord {
    let token: Int
    let language: String
  }

  /// Words of another language, with its name, that stand by themselves in English sentences.
  ///
  /// Names stand beside capitals; a foreign word that the text speaks of comes back, or stands in
  /// brackets or quotation marks.
  func foreignWords(_ words: inout WordBench) -> [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en", !lexicon.foreignWords.isEmpty else { return [] }
    var counts: [String: Int] = [:]
    var found: [(word: String, foreign: ForeignWord)] = []
    for i in profiles.indices
    where blockSigns[i].contains(.mayBeForeign) && profiles[i].language == "en"
      && segmentation.blocks[i].kind != .code
    {
      let block = profiles[i].tokens
      let foreign = block.compactMap { n in
        signs[n].contains(.mayBeForeign) ? foreignWord(at: n, in: block, &words) : nil
      }
      // More than every eighth word: a passage in that language, not a word left over.
      guard foreign.count * 8 <= profiles[i].words + 4 else { continue }
      for foreign in foreign {
        let word = document.words(at: segmentation.tokens[foreign.token].span).lowercased()
        counts[word, default: 0] += 1
        if stands(foreign.token, amongSmallWords: block),
          isUnexplained(foreign.token..<foreign.token + 1, in: block)
        {
          found.append((word, foreign))
        }
      }
    }
    guard !found.isEmpty else { return [] }
    let runs = foreignRuns.map { $0.spans[0].range }
    return found.compactMap { word, foreign in
      let span = segmentation.tokens[foreign.token].span
      guard counts[word, default: 0] <= 1, !runs.contains(where: { $0.contains(span.lower) }) else {
        return nil
      }
      return DocumentCheck.Sighting(span, detail: LanguageModel.name(of: foreign.language))
    }
  }

  /// What a token is that another language has and English has not.
  private func foreignWord(
    at n: Int,
    in block: Range<Int>,
    _ words: inout WordBench
  ) -> ForeignWord? {
    let token = segmentation.tokens[n]
    let language =
      if let language = languageOfMarked(token) {
        language
      } else if token.shape.contains(.lower) {
        languageOfSmall(n, in: block, &words)
      } else {
        languageOfCapitalised(n, in: block)
      }
    return language.map { ForeignWord(token: n, language: $0) }
  }

  /// Whether a token may be a word of another language, wherever it stands.
  func mayBeForeign(_ token: Token, _ signs: WordSigns) -> Bool {
    guard token.kind == .word, token.span.count > 3,
      token.shape.isDisjoint(with: [.digit, .abbreviation, .upper])
    else { return false }
    if token.shape.contains(.lower), !token.shape.contains(.hyphenated), !signs.contains(.foreign) {
      return false
    }
    if !token.shape.isDisjoint(with: Self.marked) { return languageOfMarked(token) != nil }
    return token.shape.contains(.lower) || isForeignWithCapital(token)
  }

  /// Shapes of words with a mark inside.
  private static let marked: Token.Shape = [.hyphenated, .possessive, .apostrophe]

  /// The language of a word with a hyphen or apostrophe inside.
  private func languageOfMarked(_ token: Token) -> String? {
    if token.shape.contains(.hyphenated) { return languageOfHyphenated(token) }
    if token.shape.contains(.possessive) {
      return listed(String(folded(token).dropLast(2))).flatMap { listed in
        listed.isSmall && token.shape.contains(.lower) ? listed.language : nil
      }
    }
    return token.shape.contains(.apostrophe) ? languageOfElided(token) : nil
  }

  func listed(_ token: Token) -> ForeignWords.Reading? {
    text.withUnsafeBufferPointer { text in
      lexicon.foreignWords.reading(of: UnsafeBufferPointer(rebasing: text[token.span.range]))
    }
  }

  func listed(_ word: String) -> ForeignWords.Reading? {
    Array(word.utf8).withUnsafeBufferPointer { lexicon.foreignWords.reading(of: $0) }
  }

  // MARK: - Words in small letters

  private func languageOfSmall(
    _ n: Int,
    in block: Range<Int>,
    _ words: inout WordBench
  ) -> String? {
    let token = segmentation.tokens[n]
    guard let listed = listed(token), listed.isSmall else {
      return token.shape.contains(.wide)
        ? languageOfWide(token) : languageOfUnlisted(n, in: block, &words)
    }
    let word = folded(token)
    let letters = Array(word.utf8)
    if lexicon.isListed(name: letters), !listed.isFrequent || lexicon.isListedName(letters) {
      return nil
    }
    let isEnglish =
      token.shape.contains(.wide)
      ? isLoan(word) : isMadeInEnglish(word, orDerived: !listed.isFrequent, &words)
    return isEnglish ? nil : listed.language
  }

  /// The language of words joined by hyphens, each of which it has: “lui-même”.
  private func languageOfHyphenated(_ token: Token) -> String? {
    guard token.shape.contains(.lower), token.shape.contains(.wide) else { return nil }
    let parts = folded(token).split(separator: "-").map { listed(String($0)) }
    guard parts.count > 1, parts.allSatisfy({ $0?.isSmall ?? false }) else { return nil }
    return parts.last??.language
  }

  /// Whether a word is an English one with accents on: “façade”, “coördinate”.
  private func isLoan(_ word: String) -> Bool {
    lexicon.hasEnglish(word) || lexicon.knows(withoutAccents(word))
  }

  /// Whether a word is made of English ones, or one slip away from one.
  private func isMadeInEnglish(
    _ word: String,
    orDerived: Bool,
    _ words: inout WordBench
  ) -> Bool {
    let letters = Array(word.utf8)
    if lexicon.hasEnglish(word) || lexicon.isCompound(letters) { return true }
    if orDerived, lexicon.isDerived(letters) { return true }
    return words.slip(letters, mayBeName: false, in: lexicon).map { $0.weight >= 10 } ?? false
  }

  /// The language of a word in no list with a Latin letter beyond a to z.
  private func languageOfWide(_ token: Token) -> String? {
    guard token.span.count > 3 else { return nil }
    let word = document.words(at: token.span)
    guard isLatin(word), word.unicodeScalars.contains(where: { $0.value >= 0xdf }), !isLoan(word),
      let guess = lexicon.languages.guess(of: [word], among: Self.languagesOfWords),
      guess.lead >= Self.leadOfWord
    else { return nil }
    return guess.language
  }

  /// The language of a word in no list, beside an English one, that ends as only other languages'
  /// words do.
  private func languageOfUnlisted(
    _ n: Int,
    in block: Range<Int>,
    _ words: inout WordBench
  ) -> String? {
    let token = segmentation.tokens[n]
    guard token.span.count > 5, n > block.lowerBound, token.shape.contains(.afterSpace),
      hasForeignEnding(token)
    else { return nil }
    let before = segmentation.tokens[n - 1]
    guard before.kind == .word, before.shape.contains(.lower) else { return nil }
    let word = folded(token)
    guard lexicon.entry(Array(word.utf8)) == nil, lexicon.hasEnglish(folded(before)),
      !lexicon.isRare(word.utf8), !isMadeInEnglish(word, orDerived: true, &words),
      let guess = lexicon.languages.guess(of: [word], among: Self.languagesOfWords),
      guess.lead >= Self.leadOfEnding
    else { return nil }
    return guess.language
  }

  private func hasForeignEnding(_ token: Token) -> Bool {
    text.withUnsafeBufferPointer { text in
      let last = text[token.upper - 1]
      guard 0x61...0x7a ~= last else { return false }
      return Self.endingsByLastLetter[Int(last - 0x61)].contains { ending in
        text[token.span.range].suffix(ending.count).elementsEqual(ending)
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
}
