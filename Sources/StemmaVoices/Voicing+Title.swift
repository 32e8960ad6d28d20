internal import StemmaText

extension Voicing {
  /// “the ‘White Book’”: capitalised words that a determiner or a possessive makes a name.
  private func isTitle(_ inner: [Int], _ first: Int, _ stretch: Stretch) -> Bool {
    guard inner.count <= 8, first > stretch.tokens.lowerBound,
      !nouns.tags[first - 1].isDisjoint(with: [.determiner, .possessive]),
      let opening = inner.first, let closing = inner.last,
      nouns.tags[opening].contains(.capitalised), nouns.tags[closing].contains(.capitalised)
    else { return false }
    let joints: Tag = [.capitalised, .number, .determiner, .preposition, .and, .conjunction, .to]
    return inner.allSatisfy {
      !nouns.tags[$0].isDisjoint(with: joints) && !grammar.isOffice($0)
    }
  }

  /// A title of a work or programme, or a word held at arm’s length.
  func isScare(_ passage: Passage, _ stretch: Stretch) -> Bool {
    let inner = passage.tokens.filter {
      segmentation.tokens[$0].kind == .word || segmentation.tokens[$0].kind == .number
    }
    guard !inner.isEmpty else { return true }
    if passage.style == .single || isTitle(inner, passage.tokens.lowerBound, stretch) {
      return true
    }
    return inner.count <= 1
  }
}
