import StemmaText

// Words left over in another language: runs of them, and single ones.
extension CheckedDocument {
  /// How far a language has to be ahead of English for a run of words, in sixteenths of a bit.
  private static let leadOfRun = 160

  /// Runs of two words or more that are no English, with their language.
  ///
  /// Behind a capital, in brackets or in quotation marks they are a name or are given on purpose;
  /// what stands there twice is a term.
  var foreignRuns: [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en", !lexicon.languages.languages.isEmpty else {
      return []
    }
    var seen: [String: Int] = [:]
    var found: [(words: String, run: Range<Int>, language: String)] = []
    for i in profiles.indices
    where blockSigns[i].contains(.foreign) && profiles[i].language == "en"
      && segmentation.blocks[i].kind != .code && !isForeign(profiles[i])
    {
      for run in candidateRuns(in: profiles[i].tokens) {
        let words = segmentation.tokens[run].filter { $0.shape.contains(.lower) }.map(folded)
        let text = words.joined(separator: " ")
        seen[text, default: 0] += 1
        guard let guess = lexicon.languages.guess(of: words), guess.lead >= Self.leadOfRun,
          !isPartOfName(run, in: profiles[i].tokens), isUnexplained(run, in: profiles[i].tokens)
        else { continue }
        found.append((text, run, guess.language))
      }
    }
    return found.filter { seen[$0.words] == 1 }.map { _, run, language in
      let first = segmentation.tokens[run.lowerBound].span
      return DocumentCheck.Sighting(
        first.union(segmentation.tokens[run.upperBound - 1].span),
        detail: LanguageModel.name(of: language)
      )
    }
  }

  /// Whether every other word of a block or more is foreign: a passage in that language, not words
  /// left over.
  private func isForeign(_ profile: BlockProfile) -> Bool {
    let foreign = signs[profile.tokens].count { $0.contains(.foreign) }
    return foreign * 2 >= profile.words
  }

  /// Runs that start and end with a word that is not English, and have two such words or more.
  private func candidateRuns(in block: Range<Int>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    var end = 0
    var strong = 0
    var hasForeign = false
    func close() {
      if let start, strong >= 2, hasForeign { runs.append(start..<end) }
      start = nil
      strong = 0
      hasForeign = false
    }
    for n in block {
      let kind = signs[n]
      if !kind.isDisjoint(with: [.foreign, .foreignFunction]) {
        start = start ?? n
        end = n + 1
        strong += 1
        if kind.contains(.foreign) { hasForeign = true }
      } else if start != nil, !kind.contains(.neutral) {
        close()
      }
    }
    close()
    return runs
  }

  /// What a token is in a run of foreign words; nothing where it is English, or no word.
  func kindInRun(_ token: Token) -> WordSigns {
    guard token.kind == .word,
      token.shape.isDisjoint(with: [.digit, .hyphenated, .ideograph, .abbreviation])
    else { return [] }
    if token.shape.contains(.capitalised) { return .neutral }
    guard token.shape.contains(.lower), token.span.count > 1 else { return [] }
    let word = folded(token)
    let isEnglish = lexicon.hasEnglish(word)
    if !isEnglish, !lexicon.isRare(word.utf8) { return isLatin(word) ? .foreign : [] }
    if lexicon.languages.hasFrequent(word) {
      return lexicon.frequency(of: Array(word.utf8)) == 0 ? .foreignFunction : .neutral
    }
    return isEnglish ? [] : .neutral
  }

  func isLatin(_ word: String) -> Bool {
    word.unicodeScalars.allSatisfy {
      $0.value < 0x250 || (0x1e00...0x1eff).contains($0.value) || $0.value == 0x2019
    }
  }

  /// Whether a capital stands right before a run, but at the start of the sentence.
  private func isPartOfName(_ run: Range<Int>, in block: Range<Int>) -> Bool {
    guard run.lowerBound > block.lowerBound else { return false }
    let before = segmentation.tokens[run.lowerBound - 1]
    let sign = document.words(at: before.span)
    if before.kind == .address || before.kind == .symbol || "/_\\".contains(sign) { return true }
    return before.kind == .word && before.shape.contains(.capitalised)
      && !before.shape.contains(.sentenceStart)
  }

  /// Names of countries and peoples, months and days of the week that begin with a small letter.
  var smallNames: [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en" else { return [] }
    return profiles.indices.flatMap { i -> [DocumentCheck.Sighting] in
      guard blockSigns[i].contains(.smallName), profiles[i].language == "en",
        segmentation.blocks[i].kind != .code
      else { return [] }
      return profiles[i].tokens.compactMap { n in
        guard signs[n].contains(.smallName), isFree(n, in: profiles[i].tokens) else { return nil }
        let token = segmentation.tokens[n]
        let word = document.words(at: token.span)
        return DocumentCheck.Sighting(
          token.span,
          suggestion: word.prefix(1).uppercased() + word.dropFirst()
        )
      }
    }
  }

  /// Whether a token in small letters is in the lexicon as a name alone.
  func isSmallName(_ token: Token) -> Bool {
    let odd: Token.Shape = [.digit, .hyphenated, .abbreviation, .wide]
    guard token.kind == .word, token.shape.contains(.lower), token.span.count > 3,
      token.shape.isDisjoint(with: odd)
    else { return false }
    var word = foldedBytes(token)
    if token.shape.contains(.possessive) { word.removeLast(2) }
    let classes = lexicon.classes(of: String(decoding: word, as: UTF8.self))
    let isOnlyName = lexicon.entry(word) == nil || classes == ["a-before-vowel"]
    return isOnlyName && lexicon.isListedName(word)
  }

  /// Whether nothing joins a token to what is beside it, as in an address or a tag.
  private func isFree(_ n: Int, in block: Range<Int>) -> Bool {
    let token = segmentation.tokens[n]
    if n > block.lowerBound {
      let before = segmentation.tokens[n - 1]
      guard token.shape.contains(.afterSpace) || before.shape.contains(.quote),
        before.kind != .address, before.kind != .symbol
      else { return false }
    }
    guard n + 1 < block.upperBound else { return true }
    let after = segmentation.tokens[n + 1]
    return after.shape.contains(.afterSpace)
      || isOne(after, of: ",.;:!?\"”’)")
        && !isJoined(after: n + 1, in: block)
  }

  private func isJoined(after n: Int, in block: Range<Int>) -> Bool {
    n + 1 < block.upperBound && segmentation.tokens[n + 1].kind == .word
      && !segmentation.tokens[n + 1].shape.contains(.afterSpace)
  }
}
