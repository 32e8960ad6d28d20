import StemmaText

// Sentences that are said again: what a decoder does that lost its place.
extension CheckedDocument {
  /// Fewest words that carry meaning in a sentence that is compared.
  private static let fewestContentWords = 6

  /// Sentences before it with which a sentence is compared.
  private static let nearby = 2

  /// Share of all content words that two sentences have in common when one says the other again, in
  /// thousandths; tuned on news that people wrote, where a figure of speech repeats less.
  private static let sameWords = 900

  /// Sentences that say one shortly before them again.
  var repeatedSentences: [DocumentCheck.Sighting] {
    var found: [DocumentCheck.Sighting] = []
    for i in profiles.indices where segmentation.blocks[i].kind == .paragraph {
      let sentences = profiles[i].sentences
      guard sentences.count > 1 else { continue }
      var earlier: [(span: Span<Extracted>, words: Set<String>)] = []
      for j in sentences {
        let sentence = segmentation.sentences[j]
        let words = contentWords(of: sentence)
        defer { earlier.append((sentence.span, words)) }
        guard words.count >= Self.fewestContentWords else { continue }
        let twin = earlier.suffix(Self.nearby).first { other in
          let common = other.words.intersection(words).count
          return common * 1000 >= other.words.union(words).count * Self.sameWords
        }
        guard let twin else { continue }
        found.append(
          DocumentCheck.Sighting(
            spans: [sentence.span, twin.span],
            suggestion: nil,
            detail: nil,
            amendment: nil
          )
        )
      }
    }
    return found
  }

  private func contentWords(of sentence: Sentence) -> Set<String> {
    guard sentence.tokens.count > Self.fewestContentWords else { return [] }
    var words: Set<String> = []
    for token in segmentation.tokens[sentence.tokens]
    where token.kind == .word && token.span.count > 2 || token.kind == .number {
      let word = folded(token)
      if !lexicon.isFunctionWord(word) { words.insert(word) }
    }
    return words
  }
}
