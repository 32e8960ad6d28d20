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
      var earlier: [(span: Span<Extracted>, words: [UInt64])] = []
      for j in sentences {
        let sentence = segmentation.sentences[j]
        let words = contentWords(of: sentence)
        defer { earlier.append((sentence.span, words)) }
        guard words.count >= Self.fewestContentWords else { continue }
        let twin = earlier.suffix(Self.nearby).first { other in
          let common = Self.common(other.words, words)
          let all = other.words.count + words.count - common
          return common * 1000 >= all * Self.sameWords
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

  /// The words of a sentence that carry meaning, each by the hash of its small letters, in order.
  func contentWords(of sentence: Sentence) -> [UInt64] {
    guard sentence.tokens.count > Self.fewestContentWords else { return [] }
    var words: [UInt64] = []
    text.withUnsafeBufferPointer { text in
      for n in sentence.tokens {
        let token = segmentation.tokens[n]
        guard token.kind == .word && token.span.count > 2 || token.kind == .number,
          !signs[n].contains(.functionWord)
        else { continue }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
        for byte in text[token.lower..<token.upper] {
          hash = (hash ^ UInt64(byte.folded)) &* 0x100_0000_01B3
        }
        words.append(hash)
      }
    }
    words.sort()
    var distinct: [UInt64] = []
    for word in words where word != distinct.last { distinct.append(word) }
    return distinct
  }

  /// How many words two sentences have in common.
  static func common(_ a: [UInt64], _ b: [UInt64]) -> Int {
    var (i, j, common) = (0, 0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] { common += 1 }
      let isFirst = a[i] <= b[j]
      if a[i] >= b[j] { j += 1 }
      if isFirst { i += 1 }
    }
    return common
  }

  /// Fewest words of a paragraph that can be cut off; shorter ones are headings and labels.
  private static let shortestCut = 5

  /// Words that something has to follow.
  private static let openEnds: Set<String> = [
    "the", "a", "an", "and", "or", "of", "than", "my", "your", "their", "our", "every", "because",
    "whose",
  ]

  /// Paragraphs that end in a word which something has to follow, where no line goes on below.
  var cutOffSentences: [DocumentCheck.Sighting] {
    profiles.indices.compactMap { i in
      guard segmentation.blocks[i].kind == .paragraph, profiles[i].words >= Self.shortestCut,
        !isContinued(i), let last = profiles[i].tokens.last
      else { return nil }
      let token = segmentation.tokens[last]
      guard token.kind == .word, token.shape.contains(.lower),
        Self.openEnds.contains(folded(token)),
        profiles[i].tokens.contains(last - 4),
        segmentation.tokens[last - 4..<last].allSatisfy({ $0.kind == .word })
      else { return nil }
      // “Plan a”, “the word and”: the letter or word is spoken of.
      let before = lexicon.classes(of: folded(segmentation.tokens[last - 1]))
      guard folded(token) != "a" || !before.contains("noun") else { return nil }
      return DocumentCheck.Sighting(token.span)
    }
  }

  /// Whether a line follows a block without a blank one between: the sentence may go on there.
  private func isContinued(_ i: Int) -> Bool {
    guard i + 1 < segmentation.blocks.count else { return false }
    let gap = segmentation.blocks[i].span.upper..<segmentation.blocks[i + 1].span.lower
    return text[gap].count { $0 == UInt8(ascii: "\n") } < 2
  }
}
