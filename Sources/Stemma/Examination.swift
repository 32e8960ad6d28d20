public import StemmaMarkup
public import StemmaRules
public import StemmaText
public import StemmaVoices

/// One text that arrived, with what its sender said of it.
public struct Source: Hashable, Sendable {
  /// The bytes as they arrived.
  public let bytes: [UInt8]

  /// A name to report it by: a path below the folder of inputs, or the identifier of a record.
  public let name: String

  /// Where it was found, if that may be said.
  public let uri: String?

  /// What it is to be read as; `nil` to go by its content.
  public let format: InputFormat?

  /// The encoding that the transport gave.
  public let charset: String?

  /// The language, as a BCP 47 tag, where the sender knows it.
  public let language: String?

  /// When it was fetched, as RFC 3339 has it, where that is known.
  public let retrievedAt: String?

  /// The file it stands in; `nil` where it is a file itself.
  public let container: Container?

  /// Creates a source.
  public init(
    _ bytes: [UInt8],
    name: String,
    uri: String? = nil,
    format: InputFormat? = nil,
    charset: String? = nil,
    language: String? = nil,
    retrievedAt: String? = nil,
    within container: Container? = nil
  ) {
    self.bytes = bytes
    self.name = name
    self.uri = uri
    self.format = format
    self.charset = charset
    self.language = language
    self.retrievedAt = retrievedAt
    self.container = container
  }
}

/// The way of a text through all stages: decode, parse, segment, check, clean.
public struct Examination: Sendable {
  /// The rules in force, compiled.
  public let checker: Checker

  /// How much a reader takes in.
  public let limits: ReadingLimits

  /// What cleaning may do beyond the remedies of the rules.
  public let policy: Cleaning.Policy

  /// Who reads a text for its quotes; `nil` where they are not wanted.
  public let voices: VoiceReader?

  /// Findings that somebody accepts, and which are neither told nor cleaned.
  public var suppression = Suppression()

  /// Whether what was examined keeps its lines, sentences and tokens, which comparison asks for:
  /// four times the room of a large text.
  public var keepsTokens = true

  /// Sets up the stages.
  public init(
    with checker: Checker,
    within limits: ReadingLimits = ReadingLimits(),
    cleaning policy: Cleaning.Policy = Cleaning.Policy(),
    voices: VoiceReader? = nil
  ) {
    self.checker = checker
    self.limits = limits
    self.policy = policy
    self.voices = voices
  }

  /// Takes one text through all stages.
  public func result(for source: Source) throws(MarkupError) -> Examined {
    let read = try document(
      from: source.bytes,
      as: source.format,
      charset: source.charset,
      address: source.uri,
      within: limits
    )
    return result(reading: read, from: source)
  }

  private func unchecked(from offset: Int) -> Remark {
    let detail = "more than \(limits.maximumTokens) words and marks; what follows is not checked"
    return Remark(.limitReached, at: Span(offset..<offset), detail: detail)
  }

  /// Takes a document that was read elsewhere, such as a feed's entry, through the other stages.
  public func result(reading read: Document, from source: Source) -> Examined {
    let segmentation = Segmentation(read, upTo: limits.maximumTokens)
    let read = segmentation.end.map { read.adding([unchecked(from: $0)]) } ?? read
    let raised = checker.findings(in: read, segmentation, upTo: limits.maximumFindings)
    let (findings, accepted) = suppression.sifting(raised, of: read)
    let said = TextParticulars(of: read, segmentation, findings)
    let refuted = source.language == nil ? said.refutedLanguage : nil
    let document = read.adding(
      said.particulars(told: source.language),
      before: [refuted].compactMap(\.self)
    )
    let cleaning = Cleaning(document, settling: findings, by: policy)
    return Examined(
      source,
      document: document,
      segmentation: keepsTokens ? segmentation : segmentation.withoutTokens,
      quotes: voices?.quotes(
        in: document,
        segmentation,
        agencies: agencies(in: findings),
        written: writingDay(of: document, findings),
        outside: furniture(in: findings)
      ) ?? [],
      cleaning: cleaning,
      accepted: accepted
    )
  }
}

/// When a text was written: its dateline’s day, else the day it was published.
///
/// A dateline seldom has a year; it is that of the last such day up to the day of publication.
private func writingDay(of document: Document, _ findings: [Finding]) -> WritingDay? {
  let lifted = findings.flatMap(\.lifted)
  let published = (document.particulars + lifted).filter { $0.field == .datePublished }
    .compactMap { WritingDay(iso: $0.value, certainty: $0.certainty) }.first
  let dateline = lifted.first { $0.field == .date }
  return dateline.flatMap { WritingDay(iso: $0.value, certainty: $0.certainty) }
    ?? dateline.flatMap { date in published.flatMap { WritingDay(iso: date.value, upTo: $0) } }
    ?? published
}

/// The places of boilerplate, in order and apart.
private func furniture(in findings: [Finding]) -> [Span<Extracted>] {
  let spans = findings.filter { $0.edit?.editClass == .boilerplate }.map { $0.spans[0] }.sorted()
  var joined: [Span<Extracted>] = []
  for span in spans {
    if let last = joined.last, span.lower <= last.upper {
      joined[joined.count - 1] = Span(last.lower..<max(last.upper, span.upper))
    } else {
      joined.append(span)
    }
  }
  return joined
}

/// The agencies that findings credit; one in a dateline or byline wrote the text.
private func agencies(in findings: [Finding]) -> [Particular] {
  findings.flatMap { finding in
    let isOrigin = finding.lifted.contains { $0.field == .dateline || $0.field == .byline }
    return finding.lifted.filter { $0.field == .agency }.map { agency in
      Particular(
        .agency,
        value: agency.value,
        span: agency.span,
        basis: agency.basis,
        certainty: agency.certainty,
        role: agency.role ?? (isOrigin ? .author : .mention),
        name: agency.name
      )
    }
  }
}

/// A text that went through all stages.
public struct Examined: Sendable {
  /// What arrived.
  public let source: Source

  /// What was read.
  public let document: Document

  /// Its sentences, and where its running text stands.
  public let segmentation: Segmentation

  /// What it gives as someone’s words.
  public let quotes: [Quote]

  /// What was found and done.
  public let cleaning: Cleaning

  /// How many findings each entry of the suppression took away, by its number.
  public let accepted: [Int: Int]

  /// Everything that was done, from the received bytes to the cleaned text.
  public let lineage: Lineage<Received, Cleaned>

  /// The cleaned text, in UTF-8.
  public let cleaned: [UInt8]

  init(
    _ source: Source,
    document: Document,
    segmentation: Segmentation,
    quotes: [Quote],
    cleaning: Cleaning,
    accepted: [Int: Int] = [:]
  ) {
    self.source = source
    self.document = document
    self.segmentation = segmentation
    self.quotes = quotes
    self.cleaning = cleaning
    self.accepted = accepted
    lineage = document.lineage.followed(by: cleaning.lineage)
    cleaned = lineage.applied(to: document.received)
  }

  /// The report on the text.
  ///
  /// - Parameters:
  ///   - identifier: Its siglum; see `Sigla`.
  ///   - outputName: Name of the file the cleaned text is written to, if any.
  ///   - rules: The rules that were in force.
  /// - Returns: Every edit, finding and particular, with its place in the received text.
  public func report(
    as identifier: String,
    writtenTo outputName: String? = nil,
    under rules: RulesInForce
  ) -> DocumentReport {
    DocumentReport(
      on: document,
      identifier: identifier,
      arrival: Arrival(
        source.bytes,
        name: source.name,
        uri: source.uri,
        retrievedAt: source.retrievedAt,
        within: source.container
      ),
      lineage: lineage,
      cleaned: cleaned,
      outputName: outputName,
      quotes: quotes,
      outcomes: cleaning.outcomes,
      rules: rules
    )
  }
}
