import StemmaText

// Words that no lexicon has and one slip of the fingers explains.
extension CheckedDocument {
  /// Most words without an entry in a document of which slips are looked for; beyond, its subject
  /// is not the lexicon's.
  private static let mostUnknown = 40

  /// Words that are one slip away from a known one: letters swapped, lost or doubled.
  ///
  /// Names, words in quotation marks, compounds, derived words and what the document says twice
  /// are left alone, and so is a document in which every twentieth word is unknown.
  var misspeltWords: [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en" else { return [] }
    let unknown = unknownWords
    let isTechnical = unknown.count > 3 && unknown.count * 25 > segmentation.tokens.count
    guard unknown.count <= Self.mostUnknown else { return [] }
    return unknown.compactMap { candidate in
      let slips = SlippedWord(candidate.word, lexicon)
      let isCapital = text[candidate.span.lower] < 0x61
      guard let right = slips.swapped ?? (isTechnical ? nil : slips.mended),
        !isCapital || slips.isCommon
      else { return nil }
      let span = candidate.span
      return DocumentCheck.Sighting(
        span,
        suggestion: isCapital ? right.prefix(1).uppercased() + right.dropFirst() : right
      )
    }
  }

  /// Words in small letters, or at the start of a sentence, that the lexicon has in no case, once
  /// each.
  private var unknownWords: [(word: String, span: Span<Extracted>)] {
    var order: [(word: String, span: Span<Extracted>)] = []
    var counts: [String: Int] = [:]
    for i in profiles.indices
    where profiles[i].language == "en" && segmentation.blocks[i].kind != .code
      && !isOutsideLexicon(profiles[i])
    {
      var quotes = 0
      for n in profiles[i].tokens {
        let token = segmentation.tokens[n]
        if token.shape.contains(.quote), token.span.count > 1 || text[token.lower] == 0x22 {
          quotes += 1
        }
        guard token.kind == .word, !token.shape.contains(.wide), token.span.count >= 2 else {
          continue
        }
        let word = folded(token)
        guard !lexicon.knows(word) else { continue }
        counts[word, default: 0] += 1
        guard isCandidate(n, in: profiles[i].tokens), quotes % 2 == 0,
          !lexicon.knows(word.prefix(1).uppercased() + word.dropFirst()),
          word.utf8.count < 3 || !lexicon.knows(word.uppercased())
        else { continue }
        order.append((word, token.span))
      }
    }
    return order.filter { counts[$0.word] == 1 }
  }

  /// Whether every eighth word of a paragraph or more is unknown: another language or a list.
  private func isOutsideLexicon(_ profile: BlockProfile) -> Bool {
    let unknown = segmentation.tokens[profile.tokens].count { token in
      token.kind == .word && token.shape.contains(.lower) && !lexicon.knows(folded(token))
        && token.shape.isDisjoint(with: [.digit, .hyphenated, .apostrophe])
    }
    return unknown > 1 && unknown * 8 > profile.words + 4
  }

  /// Whether a token is plain letters, stands free of marks, and is no name by its place.
  private func isCandidate(_ n: Int, in block: Range<Int>) -> Bool {
    let token = segmentation.tokens[n]
    let odd: Token.Shape = [.digit, .hyphenated, .apostrophe, .abbreviation, .upper, .possessive]
    guard token.shape.isDisjoint(with: odd) else { return false }
    guard token.shape.contains(.lower) || isCapitalisedOnly(token) else { return false }
    if token.shape.contains(.capitalised) {
      // What begins a sentence may be a name; a long word before a small one is hardly.
      guard token.shape.contains(.sentenceStart), token.span.count >= 4, n + 1 < block.upperBound,
        segmentation.tokens[n + 1].shape.contains(.lower)
      else { return false }
    }
    if n > block.lowerBound {
      let before = segmentation.tokens[n - 1]
      guard token.shape.contains(.afterSpace) else { return false }
      let word = document.words(at: before.span)
      if "([/@#&.".contains(word) || lexicon.classes(of: word).contains("foreign") { return false }
      // Part of a foreign name: “Al jazira”.
      if before.kind == .word, before.shape.contains(.capitalised),
        !before.shape.contains(.sentenceStart), !lexicon.knows(folded(before))
      {
        return false
      }
    }
    guard n + 1 < block.upperBound else { return true }
    let after = segmentation.tokens[n + 1]
    return after.shape.contains(.afterSpace) || ",.;:!?".contains(document.words(at: after.span))
  }
}

extension CheckedDocument {
  /// Whether no capital follows the first letter: “Becuase”, but not “eReader” or “McCoy”.
  private func isCapitalisedOnly(_ token: Token) -> Bool {
    text[token.lower] < 0x61 && text[token.lower + 1..<token.upper].allSatisfy { $0 >= 0x61 }
  }
}

/// A word that may be another with a slip in it.
private struct SlippedWord {
  /// The word with two neighbouring letters swapped back.
  let swapped: String?

  /// The word with one letter put in, taken out or exchanged.
  let mended: String?

  /// Whether what was found is one of the few words that make up half of every text.
  let isCommon: Bool

  /// Endings that derive words which no lexicon lists.
  private static let endings = [
    "s", "es", "ed", "d", "ing", "er", "ers", "ly", "ness", "like", "able", "y", "ish", "al",
    "ization", "isation", "ize", "ise", "ized", "ised", "izing", "ising", "ally", "ity", "ism",
    "ist", "ists", "ic", "less", "ful", "ship", "wise", "in", "ine", "um",
  ]

  /// Beginnings that derive words which no lexicon lists.
  private static let beginnings = [
    "un", "re", "non", "anti", "multi", "super", "cyber", "tele", "bio", "micro", "neuro", "over",
    "under", "out", "pre", "post", "mid", "sub", "inter", "intra", "counter", "hyper", "mini",
    "mega", "eco", "geo", "co", "de", "dis", "mis", "psycho", "immuno", "auto", "photo", "electro",
    "cardio", "radio", "trans", "pan", "para", "poly", "mono", "semi", "ultra", "nano", "pseudo",
    "back", "thermo", "hydro", "cyto", "lipo", "chemo", "haemo", "hemo", "extra", "meta", "endo",
    "peri", "epi", "hypo", "pro",
  ]

  init(_ word: String, _ lexicon: Lexicon) {
    let letters = Array(word.utf8)
    let vocabulary = Vocabulary(lexicon: lexicon)
    swapped = Self.swapped(letters, vocabulary)
    mended =
      Self.undoubled(letters, vocabulary)
      ?? (Self.isDerived(letters, vocabulary) ? nil : Self.mended(letters, vocabulary))
    isCommon = (swapped ?? mended).map { vocabulary.isCommon(Array($0.utf8)) } ?? false
  }

  /// What the lexicon says of words in small letters.
  private struct Vocabulary {
    let lexicon: Lexicon

    /// Whether a word has a meaning there: bare spellings of a word list are too rare.
    func has(_ word: [UInt8]) -> Bool {
      guard let entry = lexicon.entry(word) else { return false }
      return !lexicon.classes(of: entry).isEmpty
    }

    /// Whether a word is one of the few that make up half of every text.
    func isCommon(_ word: [UInt8]) -> Bool {
      let classes = lexicon.classes(of: String(decoding: word, as: UTF8.self))
      return classes.contains("function-word") || classes.contains("reporting-verb")
    }
  }

  private static func swapped(_ word: [UInt8], _ vocabulary: Vocabulary) -> String? {
    guard word.count >= 3 else { return nil }
    var found: [[UInt8]] = []
    for i in 0..<word.count - 1 where word[i] != word[i + 1] {
      var other = word
      other.swapAt(i, i + 1)
      if word.count > 4 ? vocabulary.has(other) : vocabulary.isCommon(other) {
        found.append(other)
      }
    }
    return only(found, vocabulary)
  }

  /// The word with a double letter made single, or a single one double.
  private static func undoubled(_ word: [UInt8], _ vocabulary: Vocabulary) -> String? {
    guard word.count >= 5 else { return nil }
    var found: [[UInt8]] = []
    for i in word.indices.dropFirst() {
      var other = word
      if word[i] == word[i - 1] {
        other.remove(at: i)
      } else {
        other.insert(word[i], at: i)
      }
      if vocabulary.has(other) { found.append(other) }
    }
    return only(found, vocabulary)
  }

  private static func mended(_ word: [UInt8], _ vocabulary: Vocabulary) -> String? {
    var found: [[UInt8]] = []
    let isLong = word.count >= 5
    for i in 0...word.count {
      for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
        var other = word
        other.insert(letter, at: i)
        if isLong ? vocabulary.has(other) : vocabulary.isCommon(other) { found.append(other) }
      }
    }
    for i in word.indices where word.count > 3 {
      var other = word
      other.remove(at: i)
      if isLong ? vocabulary.has(other) : vocabulary.isCommon(other) { found.append(other) }
    }
    if found.isEmpty, word.count >= 6 { found = exchanged(word, vocabulary) }
    return only(found, vocabulary)
  }

  /// The words with one letter exchanged, but for the first.
  private static func exchanged(_ word: [UInt8], _ vocabulary: Vocabulary) -> [[UInt8]] {
    word.indices.dropFirst().flatMap { i in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).compactMap { letter in
        var other = word
        other[i] = letter
        return letter != word[i] && vocabulary.has(other) ? other : nil
      }
    }
  }

  /// The first of the words found, the common ones before the others.
  private static func only(_ found: [[UInt8]], _ vocabulary: Vocabulary) -> String? {
    let best = found.first(where: vocabulary.isCommon) ?? found.first
    return best.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a word is made of known parts.
  private static func isDerived(_ word: [UInt8], _ vocabulary: Vocabulary) -> Bool {
    if word.count >= 6 {
      for i in 3...word.count - 3
      where vocabulary.has(Array(word[..<i])) && vocabulary.has(Array(word[i...])) {
        return true
      }
    }
    for beginning in beginnings
    where word.starts(with: beginning.utf8) && word.count >= beginning.utf8.count + 4
      && vocabulary.has(Array(word[beginning.utf8.count...]))
    {
      return true
    }
    return endings.contains { ending in
      guard word.count >= ending.utf8.count + 3,
        word.suffix(ending.utf8.count).elementsEqual(ending.utf8)
      else { return false }
      let stem = Array(word.dropLast(ending.utf8.count))
      return vocabulary.has(stem) || vocabulary.has(stem + [UInt8(ascii: "e")])
        || vocabulary.has(stem + [UInt8(ascii: "a")]) || vocabulary.has(stem + Array("us".utf8))
        || stem.last == UInt8(ascii: "i")
          && vocabulary.has(stem.dropLast() + [UInt8(ascii: "y")])
    }
  }
}
