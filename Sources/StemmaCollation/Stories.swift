/// Documents that tell one event, or one storyline on several days.
public struct Story: Hashable, Sendable {
  /// How its documents belong together.
  public enum Relation: String, Hashable, Sendable, CaseIterable {
    case sameEvent = "same-event"
    case sameStoryline = "same-storyline"
  }

  /// What a store knows of a story from before.
  public struct Past: Hashable, Sendable {
    /// An earlier text.
    public struct Text: Hashable, Sendable {
      /// What it was called.
      public let name: String

      /// SHA-256 of what arrived, in hexadecimal digits.
      public let digest: String

      /// When it was published, as YYYY-MM-DD, as far as known.
      public let date: String?

      /// Names an earlier text.
      public init(name: String, digest: String, date: String?) {
        self.name = name
        self.digest = digest
        self.date = date
      }
    }

    /// Number of the story in the store.
    public let story: Int

    /// How many texts it had before.
    public let count: Int

    /// The latest of them, the last first; `listed` at most.
    public let texts: [Text]

    /// How many are listed.
    public static let listed = 20

    /// Describes what was known of a story.
    public init(story: Int, count: Int, texts: [Text]) {
      self.story = story
      self.count = count
      self.texts = texts
    }
  }

  /// Indexes of its witnesses, in order; two or more, or one that joins earlier texts.
  public let witnesses: [Int]

  /// How they belong together.
  public let relation: Relation

  /// Mean likeness of the pairs that were joined, from 0 to 1000.
  public let score: Int

  /// What it was before, where a store was asked and knows it.
  public let past: Past?

  /// Describes a story.
  public init(witnesses: [Int], relation: Relation, score: Int, past: Past? = nil) {
    self.witnesses = witnesses
    self.relation = relation
    self.score = score
    self.past = past
  }
}
