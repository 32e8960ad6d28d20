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
      guard blockSigns[i].contains(.otherScript), profiles[i].language == "en",
        segmentation.blocks[i].kind != .code
      else { return [] }
      return strays(in: profiles[i].tokens)
    }
  }

  private func strays(in range: Range<Int>) -> [DocumentCheck.Sighting] {
    let tokens = segmentation.tokens
    var result: [DocumentCheck.Sighting] = []
    var i = range.lowerBound
    var latin = 0
    while i < range.upperBound {
      guard signs[i].contains(.otherScript) else {
        latin += tokens[i].kind == .word ? 1 : 0
        i += 1
        continue
      }
      let start = i
      while i < range.upperBound, signs[i].contains(.otherScript) { i += 1 }
      if i - start <= Self.longestStray, isUnexplained(start..<i, in: range),
        !isNameBeside(start..<i, in: range)
      {
        result.append(DocumentCheck.Sighting(Span(tokens[start].lower..<tokens[i - 1].upper)))
      }
    }
    return latin >= Self.shortestSentence ? result : []
  }

  /// Whether a run is the name of what stands before it, or part of a face made of marks.
  private func isNameBeside(_ run: Range<Int>, in range: Range<Int>) -> Bool {
    let tokens = segmentation.tokens
    guard run.lowerBound > range.lowerBound else { return false }
    let before = tokens[run.lowerBound - 1]
    if !tokens[run.lowerBound].shape.contains(.afterSpace), before.kind != .word,
      !before.shape.contains(.quote)
    {
      return true
    }
    let isLongName = [run.lowerBound - 1, run.lowerBound - 2].allSatisfy { i in
      range.contains(i) && tokens[i].kind == .word && tokens[i].shape.contains(.capitalised)
    }
    guard isLongName else { return false }
    return run.upperBound < range.upperBound
      && !tokens[run.upperBound].shape.contains(.lower)
  }

  /// Whether a token has two letters of another script or more, or is one of the Cyrillic words of
  /// one letter; one Greek letter is a sign, and so are two before a Latin word: “γδKlotho”.
  func isInOtherScript(_ token: Token) -> Bool {
    guard token.kind == .word, token.shape.contains(.wide) else { return false }
    let word = document.words(at: token.span)
    if Self.shortCyrillicWords.contains(word) { return true }
    var foreign = 0
    var greek = 0
    var latin = 0
    for scalar in word.unicodeScalars where scalar.properties.isAlphabetic {
      switch scalar.value {
      case ..<0x370, 0x1d00...0x1eff, 0x2000...0x2bff, 0xfb00...0xfb06: latin += 1
      case 0x370...0x3ff:
        greek += 1
        foreign += 1
      default: foreign += scalar.value < 0x2e80 ? 1 : 2
      }
    }
    return foreign >= 2 && (greek < foreign || latin <= greek)
  }

  private static let shortCyrillicWords: Set<String> = [
    "и", "в", "с", "к", "о", "у", "я", "і", "й",
  ]
}
