public import StemmaText

/// What is known of the words of earlier comparisons, so that none is looked up twice; it makes
/// comparing faster and changes nothing that is found.
public struct WordMemory: Sendable {
  /// Words from which it starts anew, which bounds it to some 50 MB.
  private static let limit = 1 << 16

  private let lexicon: Lexicon
  private let relations: Relations
  var vocabulary: Vocabulary

  /// A memory without a word.
  ///
  /// - Parameters:
  ///   - lexicon: Classes and lemmas of words.
  ///   - relations: How words are related in meaning.
  public init(_ lexicon: Lexicon, _ relations: Relations) {
    self.lexicon = lexicon
    self.relations = relations
    vocabulary = Vocabulary(lexicon, relations)
  }

  /// Hands the words over, so that who takes them has them alone.
  mutating func taken() -> Vocabulary {
    let new = Vocabulary(lexicon, relations)
    defer { vocabulary = new }
    return vocabulary.words.count > Self.limit ? new : vocabulary
  }
}
