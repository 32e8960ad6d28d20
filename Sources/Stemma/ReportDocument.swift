public import StemmaText
public import StemmaVoices

/// What is known about one document: its input, its edits, what was seen in it.
public struct DocumentReport: Hashable, Sendable {
  /// Siglum of the document: up to 64 of A–Z, a–z, 0–9, `.`, `_`, `:`, `-`.
  public let identifier: String

  /// What came in.
  public let input: Input

  /// What was done to it: sorted, disjoint, complete.
  public let edits: ReportedEdits

  /// The runs of bytes that were copied; they follow from the edits.
  public let segments: Segments

  /// What came out.
  public let output: Output

  /// What is known about the article.
  public let metadata: Metadata

  /// What was seen in it.
  public let findings: [ReportedFinding]

  /// What it gives as someone’s words.
  public let quotes: [ReportedQuote]
  /// Words of the cleaned text; `nil` where a report that was read back does not say.
  public let words: Int?

  /// Takes a report as it was written down.
  package init(
    identifier: String,
    input: Input,
    edits: ReportedEdits,
    segments: Segments,
    output: Output,
    metadata: Metadata,
    findings: [ReportedFinding],
    quotes: [ReportedQuote] = [],
    words: Int? = nil
  ) {
    self.identifier = identifier
    self.input = input
    self.edits = edits
    self.segments = segments
    self.output = output
    self.metadata = metadata
    self.findings = findings
    self.quotes = quotes
    self.words = words
  }

  /// The automatic issue score of the document.
  public var score: IssueScore { IssueScore(of: findings, words: words) }

  /// Creates the report on a document.
  ///
  /// - Parameters:
  ///   - document: What was read.
  ///   - identifier: Its siglum; see `Sigla`.
  ///   - arrival: The bytes as they arrived, by name, length and digest.
  ///   - lineage: All edits from the received bytes to the cleaned text, those of reading included.
  ///   - cleaned: The cleaned text, which `lineage` makes of the received bytes.
  ///   - outputName: Name of the file the cleaned text is written to, if any.
  ///   - quotes: What it gives as someone’s words, by place.
  ///   - outcomes: What rules saw and what cleaning did about it, sorted.
  ///   - rules: The rules in force.
  public init(
    on document: Document,
    identifier: String,
    arrival: Arrival,
    lineage: Lineage<Received, Cleaned>,
    cleaned: [UInt8],
    outputName: String? = nil,
    quotes: [Quote] = [],
    outcomes: [Outcome],
    rules: RulesInForce
  ) {
    precondition(cleaned.count == lineage.resultCount, "The cleaned text is what the edits make.")
    var account = FindingAccount(of: document, lineage: lineage, siglum: identifier)
    let accounted = account.findings(for: outcomes, rules: rules)
    self.init(
      identifier: identifier,
      input: Input(arrival, read: document),
      edits: ReportedEdits(
        of: lineage,
        on: document.received,
        siglum: identifier,
        causes: accounted.causes
      ),
      segments: Segments(of: lineage),
      output: Output(name: outputName, content: Content(of: cleaned)),
      metadata: Metadata(of: document, lifted: outcomes.map(\.finding)),
      findings: accounted.findings,
      quotes: ReportedQuote.all(quotes, of: document, siglum: identifier),
      words: wordCount(of: cleaned)
    )
  }

  /// How the cleaned text came from the received one.
  public func lineage() throws(EditError) -> Lineage<Received, Cleaned> {
    try Lineage(
      edits.map { Edit($0.span, inserted: $0.inserted, rule: $0.rule, $0.editClass) },
      over: input.received.count
    )
  }
}

extension DocumentReport {
  /// A run of bytes that was copied.
  public struct Segment: Hashable, Sendable {
    /// Where it stands in the cleaned text.
    public let result: Span<Cleaned>

    /// Where it stood in the received text; of the same length.
    public let source: Span<Received>

    /// Takes a segment as it was written down.
    package init(_ result: Span<Cleaned>, from start: Int) {
      self.result = result
      source = Span(start..<start + result.count)
    }
  }

  /// The runs of bytes that were copied, by position: as they were written down, or as they follow
  /// from edits.
  public struct Segments: Sequence, Hashable, Sendable {
    private enum Storage: Sendable {
      case written([Segment])
      case derived(Lineage<Received, Cleaned>)
    }

    private let storage: Storage

    /// Takes segments as they were written down.
    package init(_ segments: [Segment]) { storage = .written(segments) }

    /// The segments that follow from edits.
    package init(of lineage: Lineage<Received, Cleaned>) { storage = .derived(lineage) }

    /// Goes through the segments.
    public func makeIterator() -> AnyIterator<Segment> {
      switch storage {
      case .written(let segments): return AnyIterator(segments.makeIterator())
      case .derived(let lineage):
        var copies = lineage.copies.makeIterator()
        return AnyIterator { copies.next().map { Segment($0.result, from: $0.source.lower) } }
      }
    }

    /// Whether the segments are the same, however they are kept.
    public static func == (a: Segments, b: Segments) -> Bool { a.elementsEqual(b) }

    /// Hashes the segments.
    public func hash(into hasher: inout Hasher) { for segment in self { hasher.combine(segment) } }
  }
}

/// Length and digest of some bytes.
public struct Content: Hashable, Sendable {
  /// Number of bytes.
  public let count: Int

  /// SHA-256 of the bytes.
  public let digest: Digest

  /// Measures bytes.
  public init(of bytes: [UInt8]) {
    count = bytes.count
    digest = Digest(of: bytes)
  }

  /// Takes what was written down.
  public init(count: Int, digest: Digest) {
    self.count = count
    self.digest = digest
  }
}

/// A file as it arrived.
public struct Arrival: Hashable, Sendable {
  /// Its name: a path below the folder the inputs stand in, or the identifier of a record.
  public let name: String

  /// Where it was found.
  public let uri: String?

  /// When it was fetched, as the caller says.
  public let retrievedAt: String?

  /// The file it stood in; `nil` where it is a file itself.
  public let container: Container?

  /// Its bytes.
  public let content: Content

  /// Takes a file as it arrived.
  public init(
    _ bytes: [UInt8],
    name: String,
    uri: String? = nil,
    retrievedAt: String? = nil,
    within container: Container? = nil
  ) {
    self.init(
      content: Content(of: bytes),
      name: name,
      uri: uri,
      retrievedAt: retrievedAt,
      within: container
    )
  }

  /// Takes a file whose bytes were measured.
  public init(
    content: Content,
    name: String,
    uri: String? = nil,
    retrievedAt: String? = nil,
    within container: Container? = nil
  ) {
    self.name = name
    self.uri = uri
    self.retrievedAt = retrievedAt
    self.container = container
    self.content = content
  }
}

extension DocumentReport {
  /// What came in, and how it was read.
  public struct Input: Hashable, Sendable {
    /// The file as it arrived.
    public let arrival: Arrival

    /// What kind of text it is.
    public let mediaType: MediaType

    /// How it was decoded.
    public let encoding: TextEncoding

    /// The text in UTF-8 that offsets refer to, where it differs from what arrived.
    public let decoded: Content?

    /// Length and digest of the file as it arrived.
    public var content: Content { arrival.content }

    /// Length and digest of the text that offsets refer to.
    public var received: Content { decoded ?? content }

    /// Takes an account as it was written down.
    package init(
      arrival: Arrival,
      mediaType: MediaType,
      encoding: TextEncoding,
      decoded: Content?
    ) {
      self.arrival = arrival
      self.mediaType = mediaType
      self.encoding = encoding
      self.decoded = decoded
    }

    fileprivate init(_ arrival: Arrival, read document: Document) {
      // An entry was cut out of a feed that was decoded before: its bytes are those of the text.
      let isVerbatim = document.encoding.isVerbatim || arrival.container?.range != nil
      self.init(
        arrival: arrival,
        mediaType: document.mediaType,
        encoding: document.encoding,
        decoded: isVerbatim ? nil : Content(of: document.received)
      )
    }
  }

  /// What came out.
  public struct Output: Hashable, Sendable {
    /// Name of the file it was written to.
    public let name: String?

    /// Length and digest of the cleaned text.
    public let content: Content

    /// Creates an account of a cleaned text.
    public init(name: String? = nil, content: Content) {
      self.name = name
      self.content = content
    }
  }
}

/// One change, as a report has it.
public struct ReportedEdit: Hashable, Sendable {
  /// Siglum of the document, `.e` and a number from 1.
  public let identifier: String

  /// The rule that asked for it.
  public let rule: String

  /// What was replaced, in the received text.
  public let span: Span<Received>

  /// The text that stood there.
  public let removed: String

  /// The text that stands there now.
  public let inserted: String

  /// What kind of change it is.
  public let editClass: EditClass

  /// The finding that led to it, if any.
  public let finding: String?

  /// Takes an edit as it was written down.
  package init(
    identifier: String,
    rule: String,
    span: Span<Received>,
    removed: String,
    inserted: String,
    editClass: EditClass,
    finding: String?
  ) {
    self.identifier = identifier
    self.rule = rule
    self.span = span
    self.removed = removed
    self.inserted = inserted
    self.editClass = editClass
    self.finding = finding
  }
}
