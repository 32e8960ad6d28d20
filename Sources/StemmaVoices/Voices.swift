public import StemmaText

/// Reads texts for who speaks in them.
public struct VoiceReader: Sendable {
  private let tagger: Tagger
  private let vocabulary: Vocabulary
  private let names: GivenNames

  /// Creates a reader.
  ///
  /// Without a vocabulary passages between marks are still found; their speakers stay unknown.
  public init(
    _ lexicon: Lexicon = .empty,
    _ vocabulary: Vocabulary = .empty,
    _ names: GivenNames = .none
  ) {
    tagger = Tagger(lexicon, vocabulary)
    (self.vocabulary, self.names) = (vocabulary, names)
  }

  /// The quotes of a text, by place, an outer one before those inside it.
  ///
  /// - Parameters:
  ///   - document: The text, with what was read of its agencies and its outlet.
  ///   - segmentation: Its sentences.
  ///   - agencies: The agencies that are credited in it.
  ///   - written: The day of writing, against which “Thursday” and “last month” are read.
  ///   - furniture: Places that are no part of the article, in order; nothing that begins there is
  ///     taken for a quote.
  /// - Returns: What it gives as someone’s words.
  public func quotes(
    in document: Document,
    _ segmentation: Segmentation,
    agencies: [Particular] = [],
    written: WritingDay? = nil,
    outside furniture: [Span<Extracted>] = []
  ) -> [Quote] {
    quotes(
      in: document,
      segmentation,
      agencies: agencies,
      written: written,
      outside: furniture,
      counting: nil
    )
  }

  /// The same, with a count of the work that tests ask for.
  func quotes(
    in document: Document,
    _ segmentation: Segmentation,
    agencies: [Particular],
    written: WritingDay?,
    outside furniture: [Span<Extracted>],
    counting work: WorkCounter?
  ) -> [Quote] {
    document.text.withUnsafeBufferPointer { text in
      let voicing = Voicing(text, segmentation, tagger, counting: work)
      let attributions = voicing.attributions().filter {
        $0.contents.contains { !$0.isEmpty } && !furniture.holds(voicing.start(of: $0))
      }
      guard !attributions.isEmpty else { return [] }
      var writer = QuoteWriter(
        voicing,
        vocabulary,
        names,
        Chains(agencies, of: document),
        written: written
      )
      return writer.quotes(of: attributions)
    }
  }
}

extension [Span<Extracted>] {
  /// Whether one of the places, which are in order and apart, holds an offset.
  fileprivate func holds(_ offset: Int?) -> Bool {
    guard let offset else { return false }
    let i = partitioningIndex { $0.upper > offset }
    return i < count && self[i].lower <= offset
  }
}
