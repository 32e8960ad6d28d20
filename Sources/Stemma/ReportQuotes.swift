public import StemmaText
public import StemmaVoices

/// Words that a text gives as someone’s, as a report has them.
public struct ReportedQuote: Hashable, Sendable {
  /// Siglum of the document, `.q` and a number from 1.
  public let identifier: String

  /// What kind it is.
  public let kind: Quote.Kind

  /// What is said, in the received text; never empty.
  public let content: [Span<Received>]

  /// The parts of it between marks.
  public let quoted: [Span<Received>]

  /// The words at the places of `content`, joined by “ … ”.
  public let exact: String

  /// The words that name who says it.
  public let source: Span<Received>?

  /// The words that say that it is said.
  public let cue: Span<Received>?

  /// Who says it.
  public let speaker: ReportedSpeaker

  /// From the speaker to the outlet; never empty.
  public let chain: [ReportedLink]

  /// Identifier of the quote it stands in.
  public let nestedIn: String?

  /// Whether what is said is negated; `nil` where that cannot be told.
  public let polarity: Quote.Polarity?

  /// How firmly it is said; `nil` where that cannot be told.
  public let modality: Quote.Modality?

  /// When it was said, and the days that what is said names.
  public let days: [ReportedDay]

  /// How sure it is that these words are theirs.
  public let certainty: Certainty

  /// Takes a quote as it was written down.
  package init(
    identifier: String,
    kind: Quote.Kind,
    content: [Span<Received>],
    quoted: [Span<Received>],
    exact: String,
    source: Span<Received>?,
    cue: Span<Received>?,
    speaker: ReportedSpeaker,
    chain: [ReportedLink],
    nestedIn: String?,
    polarity: Quote.Polarity?,
    modality: Quote.Modality?,
    days: [ReportedDay],
    certainty: Certainty
  ) {
    self.identifier = identifier
    self.kind = kind
    self.content = content
    self.quoted = quoted
    self.exact = exact
    self.source = source
    self.cue = cue
    self.speaker = speaker
    self.chain = chain
    self.nestedIn = nestedIn
    self.polarity = polarity
    self.modality = modality
    self.days = days
    self.certainty = certainty
  }
}

/// Words that say when, as a report has them.
public struct ReportedDay: Hashable, Sendable {
  /// Where they stand, in the received text.
  public let span: Span<Received>

  /// ISO 8601: a day, a week, a month or a year; `nil` where it cannot be told.
  public let value: String?

  /// What they tell the time of.
  public let subject: DayMention.Subject

  /// How sure the value is.
  public let certainty: Certainty

  /// Takes words as they were written down.
  package init(
    span: Span<Received>,
    value: String?,
    subject: DayMention.Subject,
    certainty: Certainty
  ) {
    self.span = span
    self.value = value
    self.subject = subject
    self.certainty = certainty
  }
}

/// Who says something, as a report has it.
public struct ReportedSpeaker: Hashable, Sendable {
  /// The fullest name the text gives; `nil` where nobody is named.
  public let name: String?

  /// Office or description, in the words of the text.
  public let role: String?

  /// What the speaker is; `nil` where that is unknown.
  public let kind: Speaker.Kind?

  /// How the name was found.
  public let resolvedBy: Speaker.Resolution

  /// Where the name is introduced, in the received text.
  public let mention: Span<Received>?

  /// Takes a speaker as it was written down.
  package init(
    name: String?,
    role: String?,
    kind: Speaker.Kind?,
    resolvedBy: Speaker.Resolution,
    mention: Span<Received>?
  ) {
    self.name = name
    self.role = role
    self.kind = kind
    self.resolvedBy = resolvedBy
    self.mention = mention
  }
}

/// One of those through whom words came, as a report has it.
public struct ReportedLink: Hashable, Sendable {
  /// Its name.
  public let name: String

  /// What it is.
  public let kind: Link.Kind

  /// Whether the text says so at the quote.
  public let isStated: Bool

  /// Where it is named, in the received text.
  public let span: Span<Received>?

  /// Takes a link as it was written down.
  package init(name: String, kind: Link.Kind, isStated: Bool, span: Span<Received>?) {
    self.name = name
    self.kind = kind
    self.isStated = isStated
    self.span = span
  }
}

extension ReportedQuote {
  /// Puts quotes into terms of the received text.
  ///
  /// A quote of which nothing stands in the received text is left out.
  static func all(_ quotes: [Quote], of document: Document, siglum: String) -> [ReportedQuote] {
    func place(_ span: Span<Extracted>) -> Span<Received>? {
      let origin = document.lineage.origin(of: span)
      return origin.isEmpty ? nil : origin
    }
    var reported: [ReportedQuote] = []
    var identifiers = [String?](repeating: nil, count: quotes.count)
    for (i, quote) in quotes.enumerated() {
      let content = quote.content.compactMap(place)
      guard !content.isEmpty else { continue }
      let identifier = "\(siglum).q\(reported.count + 1)"
      identifiers[i] = identifier
      let words = content.map { document.received[$0.range] }.joined(separator: " … ".utf8)
      reported.append(
        ReportedQuote(
          identifier: identifier,
          kind: quote.kind,
          content: content,
          quoted: quote.quoted.compactMap(place),
          exact: String(decoding: Array(words), as: UTF8.self),
          source: quote.source.flatMap(place),
          cue: quote.cue.flatMap(place),
          speaker: ReportedSpeaker(
            name: quote.speaker.name,
            role: quote.speaker.role,
            kind: quote.speaker.kind,
            resolvedBy: quote.speaker.resolvedBy,
            mention: quote.speaker.mention.flatMap(place)
          ),
          chain: quote.chain.map { link in
            ReportedLink(
              name: link.name,
              kind: link.kind,
              isStated: link.isStated,
              span: link.span.flatMap(place)
            )
          },
          nestedIn: quote.nestedIn.flatMap { identifiers[$0] },
          polarity: quote.polarity,
          modality: quote.modality,
          days: quote.days.compactMap { day in
            place(day.span).map {
              ReportedDay(
                span: $0,
                value: day.value,
                subject: day.subject,
                certainty: day.certainty
              )
            }
          },
          certainty: quote.certainty
        )
      )
    }
    return reported
  }
}
