import StemmaText

// Foreign words that might be names, or be joined to others: what their neighbours say.
extension CheckedDocument {
  /// Fewest bytes of a word with a capital: shorter ones are names.
  private static let shortestCapitalised = 4

  /// The language of a word with an article or pronoun before an apostrophe: “d'admirer”.
  ///
  /// “D'oeuvre”, “d'état” and the like are loans.
  func languageOfElided(_ token: Token) -> String? {
    guard token.shape.contains(.lower) else { return nil }
    let parts = folded(token).split(separator: "'", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count > 3, !Self.loansBehindElision.contains(parts[1])
    else { return nil }
    if let language = Self.elisions[parts[0]] {
      return listed(String(parts[1]))?.language ?? language
    }
    return nil
  }

  private static let elisions: [Substring: String] = [
    "d": "fr", "l": "fr", "qu": "fr", "dell": "it", "all": "it", "nell": "it", "sull": "it",
    "dall": "it", "quell": "it",
  ]

  private static let loansBehindElision: Set<Substring> = [
    "oeuvre", "oeuvres", "état", "etat", "etre", "être", "hote", "hôte", "hotel", "affaires",
    "accord", "amour", "oeil", "usage", "esprit", "appui", "élite", "elite", "orsay",
  ]

  /// The language of a word with a capital: a German noun, or a word that opens the sentence.
  func languageOfCapitalised(_ n: Int, in block: Range<Int>) -> String? {
    let token = segmentation.tokens[n]
    guard n + 1 < block.upperBound else { return nil }
    let word = document.words(at: token.span).lowercased()
    guard let listed = listed(word) else { return nil }
    if isOpening(n, in: block) {
      return listed.isSmall && listed.isFrequent && opens(n, word, in: block)
        ? listed.language : nil
    }
    guard listed.isNoun, n > block.lowerBound else { return nil }
    let before = segmentation.tokens[n - 1]
    let after = segmentation.tokens[n + 1]
    let ends = after.kind == .punctuation && !after.shape.contains(.afterSpace)
    guard ends || after.shape.contains(.lower) else { return nil }
    if before.kind == .number || before.shape.contains(.possessive) { return "de" }
    let left = folded(before)
    return before.kind == .word && before.shape.contains(.lower)
      && !Self.prepositionsOfPlace.contains(left) && lexicon.hasEnglish(left)
      && !lexicon.isWord(left, of: "reporting-verb") ? "de" : nil
  }

  /// Whether another language has a word with a capital, and English has it as no name.
  func isForeignWithCapital(_ token: Token) -> Bool {
    guard token.shape.contains(.capitalised), token.span.count >= Self.shortestCapitalised else {
      return false
    }
    let word = document.words(at: token.span).lowercased()
    return listed(word) != nil && !lexicon.hasCapitalised(Array(word.utf8))
  }

  /// Whether a token is the first word of its sentence, behind quotation marks or not.
  private func isOpening(_ n: Int, in block: Range<Int>) -> Bool {
    let token = segmentation.tokens[n]
    if token.shape.contains(.sentenceStart) { return true }
    guard n > block.lowerBound else { return true }
    let before = segmentation.tokens[n - 1]
    return before.shape.contains(.quote) && before.shape.contains(.sentenceStart)
  }

  /// Whether a sentence goes on behind its first word as it does not behind a name: with a
  /// determiner or pronoun; behind an adverb, with a comma.
  private func opens(_ n: Int, _ word: String, in block: Range<Int>) -> Bool {
    let after = segmentation.tokens[n + 1]
    if after.kind == .punctuation {
      return document.words(at: after.span) == ","
        && (word.hasSuffix("mente") || lexicon.languages.hasFrequent(word))
    }
    guard after.kind == .word, after.shape.contains(.lower) else { return false }
    let classes = lexicon.classes(of: folded(after))
    return classes.contains("determiner") || classes.contains("subject-pronoun")
      || segmentation.tokens[n].shape.contains(.wide) && !classes.isEmpty
        && !classes.contains { $0.hasPrefix("verb") }
  }

  /// Words behind which a word with a capital is the name of a place or person.
  private static let prepositionsOfPlace: Set<String> = [
    "in", "near", "of", "at", "from", "to", "by", "towards", "between", "around", "outside", "and",
    "off", "via", "versus", "against", "with", "for",
  ]

  // MARK: - Neighbours

  /// Whether neither neighbour makes a word part of a name.
  ///
  /// A capital beside it does, unless it is a word of the lexicon, a possessive or a number, or an
  /// English function word stands on the other side; before a name, a comma or any English word.
  func stands(_ n: Int, amongSmallWords block: Range<Int>) -> Bool {
    if endsForeignName(n, in: block) { return false }
    let names = [n - 1, n + 1].filter { isName($0, in: block) }
    if names.isEmpty { return true }
    guard names.count == 1, listedOrWide(n) else { return false }
    let other = names[0] < n ? n + 1 : n - 1
    guard block.contains(other) else { return false }
    let token = segmentation.tokens[other]
    if other < n, token.kind == .punctuation { return document.words(at: token.span) == "," }
    guard token.kind == .word, token.shape.contains(.lower) else { return false }
    let word = folded(token)
    return !Self.joints.contains(word)
      && (lexicon.isFunctionWord(word) || other < n && lexicon.isUsual(word.utf8))
  }

  /// Whether foreign or small words lead back from a word to a foreign name: “Sdružení nezávislých
  /// kandidátů”, “Život je krásný”, “Právo a spravedlnost”.
  private func endsForeignName(_ n: Int, in block: Range<Int>) -> Bool {
    var i = n - 1
    while block.contains(i), n - i <= 3, segmentation.tokens[i].kind == .word,
      segmentation.tokens[i].shape.contains(.lower)
    {
      let word = folded(segmentation.tokens[i])
      guard Self.joints.contains(word) || !lexicon.hasEnglish(word) else { return false }
      i -= 1
    }
    guard block.contains(i) else { return false }
    let token = segmentation.tokens[i]
    guard token.kind == .word, token.shape.contains(.capitalised) else { return false }
    return token.shape.contains(.wide) && segmentation.tokens[n].shape.contains(.wide)
      || i < n - 1 && (token.shape.contains(.wide) || !lexicon.knows(folded(token)))
  }

  /// Small words inside names: “Právo a spravedlnost”.
  private static let joints: Set<String> = ["a", "and", "of", "de", "on", "in", "at"]

  private func listedOrWide(_ n: Int) -> Bool {
    let token = segmentation.tokens[n]
    return token.shape.contains(.wide) || listed(token)?.isFrequent ?? false
  }

  private func isName(_ n: Int, in block: Range<Int>) -> Bool {
    guard block.contains(n) else { return false }
    let token = segmentation.tokens[n]
    guard token.shape.contains(.capitalised),
      token.shape.isDisjoint(with: [.sentenceStart, .possessive, .digit])
    else { return false }
    let word = folded(token)
    return lexicon.entry(Array(word.utf8)) == nil && !lexicon.isListedName(Array(word.utf8))
  }
}
