import StemmaText

/// A sentence or statement of a witness, made comparable.
struct Passage {
  /// Index of the witness.
  let witness: Int

  /// Its words.
  let terms: [Term]

  /// Where it stands.
  let span: Span<Extracted>

  /// Stems of what says something in it, sorted, each once.
  let stems: [Int]

  /// What a statement says that happens or is done; of sentences that is not asked.
  let predications: [Predication]

  init(
    _ witness: Int,
    _ terms: [Term],
    _ span: Span<Extracted>,
    saying predications: [Predication] = []
  ) {
    self.predications = predications
    self.witness = witness
    self.terms = terms
    self.span = span
    stems = Set(terms.filter(\.isContent).map { $0.stem }).sorted()
  }

  /// How many stems two passages share.
  func shared(with other: Passage) -> Int {
    var count = 0
    forEachCommonStem(with: other) { _ in count += 1 }
    return count
  }

  /// Calls `body` with each stem that two passages share, in order.
  @inline(__always)
  func forEachCommonStem(with other: Passage, _ body: (Int) -> Void) {
    var i = 0
    var j = 0
    while i < stems.count, j < other.stems.count {
      if stems[i] == other.stems[j] {
        body(stems[i])
        i += 1
        j += 1
      } else if stems[i] < other.stems[j] {
        i += 1
      } else {
        j += 1
      }
    }
  }
}

extension Witness {
  /// Sentences up to which, and terms up to which, a text is compared as one passage.
  private static let briefSentences = 3
  private static let briefTerms = 200

  /// What is compared of the witness: its sentences, or all of it where it has but a few.
  func passages(as index: Int, in vocabulary: inout Vocabulary) -> [Passage] {
    var passages: [Passage] = []
    for sentence in segmentation.sentences {
      if ignored.contains(where: {
        $0.overlaps(sentence.span) && $0.count * 2 > sentence.span.count
      }) {
        continue
      }
      let tokens = segmentation.tokens[sentence.tokens]
      let terms = vocabulary.terms(of: tokens, in: text)
      if terms.contains(where: \.isContent) {
        passages.append(Passage(index, terms, sentence.span))
      }
    }
    let all = passages.flatMap(\.terms)
    guard passages.count > 1, passages.count <= Self.briefSentences, all.count <= Self.briefTerms,
      let first = passages.first, let last = passages.last
    else { return passages }
    return [Passage(index, all, first.span.union(last.span))]
  }

  /// The words under a span.
  func words(_ span: Span<Extracted>) -> String {
    String(decoding: text[span.range], as: UTF8.self)
  }
}
