public import StemmaCollation
public import StemmaText

/// The comparison of a report's documents, with places in the received texts.
public struct Comparison: Hashable, Sendable {
  /// Words of one document.
  public struct Member: Hashable, Sendable {
    /// Siglum of the document.
    public let document: String

    /// Where they stand in the received text.
    public let span: Span<Received>

    /// The words as they arrived.
    public let exact: String

    /// Identifier of the quote they are, if they are one.
    public let quote: String?
  }

  /// Which documents tell one event or storyline.
  public struct Story: Hashable, Sendable {
    /// Identifier in the report.
    public let identifier: String

    /// Sigla of its documents.
    public let documents: [String]

    /// How they belong together.
    public let relation: StemmaCollation.Story.Relation

    /// Mean likeness, from 0 to 1000.
    public let score: Int

    /// What a store knew of it.
    public let past: StemmaCollation.Story.Past?
  }

  /// One statement in the words of several documents.
  public struct Utterance: Hashable, Sendable {
    /// Identifier in the report.
    public let identifier: String

    /// Who said it.
    public let speaker: String

    /// Each document's words.
    public let members: [Member]

    /// Least likeness of a pair that joins them, from 0 to 1000.
    public let score: Int

    /// The places of variation.
    public let apparatus: [Place]
  }

  /// One place of variation.
  public struct Place: Hashable, Sendable {
    /// A reading and the documents that have it.
    public struct Reading: Hashable, Sendable {
      /// Sigla of the documents.
      public let documents: [String]

      /// The words; empty where they have none.
      public let text: String
    }

    /// How the second reading relates to the first.
    public let relation: Apparatus.Relation

    /// The readings.
    public let readings: [Reading]
  }

  /// A place where documents part.
  public struct Divergence: Hashable, Sendable {
    /// Identifier in the report.
    public let identifier: String

    /// What they part in.
    public let kind: StemmaCollation.Divergence.Kind

    /// What saw it.
    public let rule: StemmaCollation.Divergence.Rule

    /// How much it weighs.
    public let severity: Severity

    /// Each document's words.
    public let members: [Member]

    /// Sigla of the documents whose wording is doubted.
    public let suspects: [String]

    /// What speaks against their wording.
    public let grounds: [Ground]

    /// What is told to a reader.
    public let message: String
  }

  /// Content that several documents have.
  public struct Claim: Hashable, Sendable {
    /// Identifier in the report.
    public let identifier: String

    /// Each document's sentence.
    public let members: [Member]

    /// Who says it; empty where the documents tell it themselves.
    public let speakers: [String]

    /// How many documents have it.
    public let documents: Int

    /// How many origins stand behind it at least.
    public let fewestOrigins: Int

    /// How many at most.
    public let mostOrigins: Int
  }

  /// A place where translation left its marks, beside what other documents have there.
  public struct Suggestion: Hashable, Sendable {
    /// Identifier in the report.
    public let identifier: String

    /// The marked words.
    public let place: Member

    /// The others' words for the same.
    public let readings: [Member]
  }

  /// Words that two documents share, but for light edits.
  public struct Reuse: Hashable, Sendable {
    /// Where the first has them.
    public let first: Member

    /// Where the second has them.
    public let second: Member

    /// How many words are the same.
    public let words: Int

    /// Share of the longer stretch that is the same, from 0 to 1000.
    public let score: Int
  }

  /// Where documents come from.
  public struct Origin: Hashable, Sendable {
    /// Code of an agency; `nil` for those that name none.
    public let agency: String?

    /// Sigla of its documents.
    public let documents: [String]
  }

  /// Which documents belong together.
  public let stories: [Story]

  /// Statements in several wordings.
  public let utterances: [Utterance]

  /// Where the documents part.
  public let divergences: [Divergence]

  /// What several documents say.
  public let claims: [Claim]

  /// What other documents have where translation left its marks in one.
  public let suggestions: [Suggestion]

  /// What two of them share, word for word or lightly edited.
  public let reuse: [Reuse]

  /// Where they come from.
  public let origins: [Origin]

  /// Who depends on whom: the edges of the stemma.
  public let descents: [Descent]

  /// How alike the first two documents are, from 0 to 1000.
  public let similarity: Int
}

extension Comparison {
  /// A comparison of nothing.
  public static let none = Comparison(
    stories: [],
    utterances: [],
    divergences: [],
    claims: [],
    suggestions: [],
    reuse: [],
    origins: [],
    descents: [],
    similarity: 0
  )

  /// Compares examined documents.
  ///
  /// - Parameters:
  ///   - examined: The documents, in the order of their reports.
  ///   - reports: Their reports, which say what is known of each.
  ///   - isOneStory: Whether they are known to tell one event.
  ///   - lexicon: Classes and lemmas of words.
  ///   - relations: How words are related in meaning.
  public init(
    of examined: [Examined],
    reportedAs reports: [DocumentReport],
    asOneStory isOneStory: Bool = false,
    lexicon: Lexicon,
    relations: Relations
  ) {
    let collation = Collation(
      of: zip(examined, reports).map { $0.witness(reportedAs: $1) },
      asOneStory: isOneStory,
      lexicon: lexicon,
      relations: relations
    )
    self.init(collation, of: examined, reportedAs: reports)
  }

  /// Says where in the received texts a collation's members stand.
  public init(
    _ collation: Collation,
    of examined: [Examined],
    reportedAs reports: [DocumentReport]
  ) {
    self.init(
      collation,
      in: zip(examined, reports).map { ComparedText($0, siglum: $1.identifier) }
    )
  }

  /// Says where in some received texts a collation's members stand.
  public init(_ collation: Collation, in texts: [ComparedText]) {
    let reading = ComparisonReading(of: texts)
    stories = collation.stories.enumerated().map { reading.story($1, $0) }
    utterances = collation.utterances.enumerated().map { reading.utterance($1, $0) }
    divergences = collation.divergences.enumerated().map { reading.divergence($1, $0) }
    claims = collation.claims.enumerated().map { reading.claim($1, $0) }
    suggestions = collation.suggestions.enumerated().map { reading.suggestion($1, $0) }
    reuse = collation.reuse.map(reading.reuse)
    origins = collation.origins.map(reading.origin)
    descents = collation.descents.enumerated().map { reading.descent($1, $0) }
    similarity = collation.similarity
  }
}
