public import StemmaText

/// One telling of a story, and what earlier stages know of it.
public struct Witness: Sendable {
  /// What a witness says somebody said.
  public struct Statement: Hashable, Sendable {
    /// The words said, or reported.
    public let span: Span<Extracted>

    /// Who said them, resolved; `nil` where that is unknown.
    public let speaker: String?

    /// The speaker's office or description, which may name a country.
    public let role: String?

    /// Who may say something.
    public enum Voice: Hashable, Sendable {
      case person, government, document, other
    }

    /// What the speaker is: one person, a government, a document, or any other body or group.
    public let voice: Voice

    /// Whether the words are given as they were said: between marks, or as a document has them.
    public let isVerbatim: Bool

    /// How many mouths the words passed between the speaker and the text, as far as it says.
    public let relays: Int

    /// Code of the agency that the text has the words from, where it says so.
    public let origin: String?

    /// Identifier of the quote in the witness's report.
    public let quote: String?

    /// Creates a statement.
    public init(
      _ span: Span<Extracted>,
      by speaker: String?,
      role: String? = nil,
      voice: Voice = .person,
      isVerbatim: Bool = true,
      relays: Int = 0,
      origin: String? = nil,
      quote: String? = nil
    ) {
      self.span = span
      self.speaker = speaker
      self.role = role
      self.voice = voice
      self.isVerbatim = isVerbatim
      self.relays = relays
      self.origin = origin
      self.quote = quote
    }
  }

  /// Siglum of the witness; unique among those that are compared.
  public let siglum: String

  /// The text as it was read, in UTF-8.
  public let text: [UInt8]

  /// Its sentences and tokens.
  public let segmentation: Segmentation

  /// Parts of the text that do not belong to the article.
  public let ignored: [Span<Extracted>]

  /// Places where translation left its marks, by position.
  public let artefacts: [Span<Extracted>]

  /// Quotes and reported speech, by position.
  public let statements: [Statement]

  /// When it was published, as far as known, as YYYY-MM-DD.
  public let date: String?

  /// Codes of the agencies it gives as its author or source.
  public let agencies: [String]

  /// Who published it, as far as known.
  public let publisher: String?

  /// Creates a witness.
  public init(
    _ siglum: String,
    text: [UInt8],
    segmentation: Segmentation,
    ignored: [Span<Extracted>] = [],
    artefacts: [Span<Extracted>] = [],
    statements: [Statement] = [],
    date: String? = nil,
    agencies: [String] = [],
    publisher: String? = nil
  ) {
    self.siglum = siglum
    self.text = text
    self.segmentation = segmentation
    self.ignored = ignored
    self.artefacts = artefacts
    self.statements = statements
    self.date = date
    self.agencies = agencies
    self.publisher = publisher
  }
}

extension Witness {
  /// The witness with each statement that runs over several sentences as one statement a sentence:
  /// others may render one of them alone.
  func splittingStatements() -> Witness {
    let sentences = segmentation.sentences.map(\.span)
    return Witness(
      siglum,
      text: text,
      segmentation: segmentation,
      ignored: ignored,
      artefacts: artefacts,
      statements: statements.flatMap { $0.parts(in: sentences) },
      date: date,
      agencies: agencies,
      publisher: publisher
    )
  }
}

extension Witness.Statement {
  /// Bytes under which a part is no statement of its own.
  private static let shortest = 20

  fileprivate func parts(in sentences: [Span<Extracted>]) -> [Self] {
    let cuts = sentences.map(\.lower).filter { $0 > span.lower && $0 < span.upper }
    let bounds = [span.lower] + cuts + [span.upper]
    let parts = zip(bounds, bounds.dropFirst()).map { Span<Extracted>($0..<$1) }
    guard parts.count > 1, parts.allSatisfy({ $0.count >= Self.shortest }) else { return [self] }
    return parts.map {
      Self(
        $0,
        by: speaker,
        role: role,
        voice: voice,
        isVerbatim: isVerbatim,
        relays: relays,
        origin: origin,
        quote: quote
      )
    }
  }
}

/// Words of one witness, as part of a comparison.
public struct Member: Hashable, Sendable, Comparable {
  /// Index of the witness.
  public let witness: Int

  /// The words.
  public let span: Span<Extracted>

  /// Identifier of the quote they are, if they are one.
  public let quote: String?

  /// Names a place in a witness.
  public init(_ witness: Int, _ span: Span<Extracted>, quote: String? = nil) {
    self.witness = witness
    self.span = span
    self.quote = quote
  }

  /// By witness, then by place.
  public static func < (a: Member, b: Member) -> Bool {
    (a.witness, a.span.lower, a.span.upper) < (b.witness, b.span.lower, b.span.upper)
  }
}
