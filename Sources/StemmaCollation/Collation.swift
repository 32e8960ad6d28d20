public import StemmaText

/// What several witnesses say, set side by side.
public struct Collation: Hashable, Sendable {
  /// What one speaker said, in the words of two witnesses or more.
  public struct Utterance: Hashable, Sendable {
    /// Who said it, as the first witness has it.
    public let speaker: String?

    /// Each witness's words, by witness and place.
    public let members: [Member]

    /// Least likeness of a pair that joins them, from 0 to 1000.
    public let score: Int

    /// The places of variation between the first member and the others.
    public let apparatus: [Apparatus.Place]
  }

  /// A sentence's worth of content that two witnesses or more have.
  public struct Claim: Hashable, Sendable {
    /// Each witness's sentence, by witness and place.
    public let members: [Member]

    /// Who says it, as the witnesses name him; empty where they tell it themselves.
    public let speakers: [String]

    /// How many origins stand behind them at least: agencies named, and one for all that name none.
    public let fewestOrigins: Int

    /// How many at most: each witness that names no agency and copies nobody counts as one.
    public let mostOrigins: Int
  }

  /// A place where translation left its marks, beside what others have there.
  public struct Suggestion: Hashable, Sendable {
    /// The marked words.
    public let place: Member

    /// The others' words for the same, by witness and place.
    public let readings: [Member]
  }

  /// Words that two witnesses share, but for light edits.
  public struct Reuse: Hashable, Sendable {
    /// Where the first has them.
    public let first: Member

    /// Where the second has them.
    public let second: Member

    /// How many words are the same.
    public let words: Int

    /// Share of the longer stretch that is the same, from 0 to 1000; 1000 where both are byte for
    /// byte the same.
    public let score: Int
  }

  /// Where witnesses come from.
  public struct Origin: Hashable, Sendable {
    /// Code of an agency; `nil` for those that name none.
    public let agency: String?

    /// Indexes of its witnesses.
    public let witnesses: [Int]
  }

  /// Which witnesses tell one event or one storyline.
  public let stories: [Story]

  /// Statements that several witnesses render.
  public let utterances: [Utterance]

  /// Where they part.
  public let divergences: [Divergence]

  /// What several of them say.
  public let claims: [Claim]

  /// What others have where translation left its marks in one.
  public let suggestions: [Suggestion]

  /// What two of them share, word for word or lightly edited.
  public let reuse: [Reuse]

  /// Where they come from.
  public let origins: [Origin]

  /// Who depends on whom: the edges of the stemma.
  public let descents: [Descent]

  /// How alike the first two are, from 0 to 1000: Dice's coefficient over aligned content.
  public let similarity: Int

  /// Compares witnesses.
  ///
  /// - Parameters:
  ///   - witnesses: The texts with what is known of them.
  ///   - isOneStory: Whether the caller says that they tell one event; else that is found out.
  ///   - lexicon: Classes and lemmas of words.
  ///   - relations: How words are related in meaning.
  public init(
    of witnesses: [Witness],
    asOneStory isOneStory: Bool = false,
    lexicon: Lexicon,
    relations: Relations
  ) {
    if isOneStory {
      var words = WordMemory(lexicon, relations)
      self.init(ofOneStory: witnesses, knowing: &words)
      return
    }
    let stories = StemmaCollation.stories(
      among: witnesses.map { Sketch(of: $0, lexicon: lexicon) }
    )
    self.init(of: witnesses, in: stories, lexicon: lexicon, relations: relations)
  }

  /// Compares witnesses of which the stories are known.
  public init(
    of witnesses: [Witness],
    in stories: [Story],
    lexicon: Lexicon,
    relations: Relations
  ) {
    var words = WordMemory(lexicon, relations)
    let parts = stories.filter { $0.relation == .sameEvent }.map { story in
      Collation(ofOneStory: story.witnesses.map { witnesses[$0] }, knowing: &words)
        .placed(at: story.witnesses)
    }
    self.init(joining: parts, of: stories, from: Collation.origins(of: witnesses))
  }

  init(
    stories: [Story],
    utterances: [Utterance],
    divergences: [Divergence],
    claims: [Claim],
    suggestions: [Suggestion],
    reuse: [Reuse],
    origins: [Origin],
    descents: [Descent],
    similarity: Int
  ) {
    self.stories = stories
    self.utterances = utterances
    self.divergences = divergences
    self.claims = claims
    self.suggestions = suggestions
    self.reuse = reuse
    self.origins = origins
    self.descents = descents
    self.similarity = similarity
  }

  /// Compares witnesses of one event.
  ///
  /// - Parameters:
  ///   - witnesses: The texts with what is known of them.
  ///   - words: What is known of words from earlier comparisons, and afterwards of these too.
  public init(ofOneStory witnesses: [Witness], knowing words: inout WordMemory) {
    var work = Collator(witnesses, knowing: words.taken())
    defer { words.vocabulary = work.vocabulary }
    stories = work.allAsOne()
    work.compare(stories)
    utterances = work.utterances()
    divergences = work.divergences(in: stories)
    reuse = work.reuse(in: stories)
    descents = work.descents(reuse, divergences)
    claims = work.claims(reusing: reuse)
    suggestions = work.suggestions()
    origins = work.origins()
    similarity = work.similarity()
  }

  /// Puts together what was compared story by story.
  ///
  /// - Parameters:
  ///   - parts: The collation of each event, in the order of the stories, its witnesses numbered as
  ///     they are among all.
  ///   - stories: The stories among all witnesses.
  ///   - origins: Where these come from.
  public init(joining parts: [Collation], of stories: [Story], from origins: [Origin]) {
    self.stories = stories
    self.origins = origins
    utterances = parts.flatMap(\.utterances)
    divergences = parts.flatMap(\.divergences)
    claims = parts.flatMap(\.claims)
    suggestions = parts.flatMap(\.suggestions)
    reuse = parts.flatMap(\.reuse)
    descents = parts.flatMap(\.descents)
    let events = stories.lazy.filter { $0.relation == .sameEvent }
    similarity = zip(parts, events).first { $1.witnesses.starts(with: [0, 1]) }?.0.similarity ?? 0
  }
}
