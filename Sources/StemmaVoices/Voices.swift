public import StemmaText

/// Reads texts for who speaks in them.
public struct VoiceReader: Sendable {
  private let tagger: Tagger
  private let vocabulary: Vocabulary

  /// Creates a reader.
  ///
  /// Without a vocabulary passages between marks are still found; their speakers stay unknown.
  public init(_ lexicon: Lexicon = .empty, _ vocabulary: Vocabulary = .empty) {
    tagger = Tagger(lexicon, vocabulary)
    self.vocabulary = vocabulary
  }

  /// The quotes of a text, by place, an outer one before those inside it.
  ///
  /// - Parameters:
  ///   - document: The text, with what was read of its agencies and its outlet.
  ///   - segmentation: Its sentences.
  ///   - agencies: The agencies that are credited in it.
  /// - Returns: What it gives as someone’s words.
  public func quotes(
    in document: Document,
    _ segmentation: Segmentation,
    agencies: [Particular] = []
  ) -> [Quote] {
    document.text.withUnsafeBufferPointer { text in
      let voicing = Voicing(text, segmentation, tagger)
      let attributions = voicing.attributions()
      guard !attributions.isEmpty else { return [] }
      var writer = QuoteWriter(voicing, vocabulary, Chains(agencies, of: document))
      return writer.quotes(of: attributions)
    }
  }
}
