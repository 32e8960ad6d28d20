import StemmaText

// Letters that stand alone.
extension CheckedDocument {
  /// Small letters that stand alone between English words, where the document has but one.
  ///
  /// What is left of a short word, or of one that was cut in two.
  var strayLetters: [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en" else { return [] }
    var found: [Int] = []
    for i in profiles.indices where segmentation.blocks[i].kind != .code {
      for n in profiles[i].tokens where isSingleLetter(segmentation.tokens[n]) {
        guard found.isEmpty else { return [] }
        found.append(n)
      }
    }
    guard let n = found.first, let block = segmentation.block(at: segmentation.tokens[n].lower),
      standsAmongKnownWords(n, in: profiles[block].tokens), !isNamedLetter(n)
    else { return [] }
    return [DocumentCheck.Sighting(segmentation.tokens[n].span)]
  }

  private func isSingleLetter(_ token: Token) -> Bool {
    token.kind == .word && token.span.count == 1 && token.shape.contains(.lower)
      && !"ai".utf8.contains(text[token.lower])
  }

  /// Whether a letter is spoken of, or is the first half of a word: “vitamin d”, “t shirt”.
  private func isNamedLetter(_ n: Int) -> Bool {
    let before = folded(segmentation.tokens[n - 1])
    let after = folded(segmentation.tokens[n + 1])
    return Self.namers.contains(before) || Self.letterNouns.contains(after)
      || text[segmentation.tokens[n].lower] == UInt8(ascii: "x")
  }

  private static let namers: Set<String> = [
    "letter", "letters", "lowercase", "small", "number", "vitamin", "vitamins", "plan", "type",
    "grade", "class", "section", "figure", "part", "group", "option", "point", "step", "variable",
    "value", "double", "and", "or", "with", "called", "for", "hepatitis", "influenza", "certified",
    "function", "parameter", "formula", "character", "first", "second", "silent", "olio", "cacio",
  ]

  private static let letterNouns: Set<String> = [
    "learning", "commerce", "mail", "book", "books", "bike", "bikes", "scooter", "scooters",
    "cigarette", "cigarettes", "sports", "shirt", "shirts", "turn", "turns", "cell", "cells",
    "pop", "force", "value", "values", "factor", "curve", "section", "neck", "word", "side",
    "corp", "shaped", "axis", "and", "or", "index", "test", "bomb", "station", "day", "street",
    "apart", "is", "equals",
  ]

  /// Whether the tokens on both sides, with nothing but space between, are words in small letters
  /// that are usual English.
  private func standsAmongKnownWords(_ n: Int, in block: Range<Int>) -> Bool {
    guard n > block.lowerBound, n + 1 < block.upperBound,
      segmentation.tokens[n].shape.contains(.afterSpace),
      segmentation.tokens[n + 1].shape.contains(.afterSpace)
    else { return false }
    return [n - 1, n + 1].allSatisfy { i in
      let token = segmentation.tokens[i]
      return token.kind == .word && token.shape.contains(.lower) && token.span.count > 1
        && lexicon.isUsual(text[token.span.range])
    }
  }
}
