/// How much a defect hurts a reader; MQM's levels (https://themqm.org, error severity levels).
public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Worth knowing; costs nothing.
  case neutral
  /// Seen, and read over.
  case minor
  /// Misleads, or stops the reader.
  case major
  /// Says what the source does not.
  case critical

  /// Orders from neutral to critical.
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .neutral: 0
    case .minor: 1
    case .major: 2
    case .critical: 3
    }
  }
}

/// How sure a finding or a particular is.
public enum Certainty: String, Hashable, Sendable, CaseIterable {
  /// Stated, or beyond an editor's doubt.
  case certain
  /// Right more often than not; worth a look.
  case probable
  /// Concluded from something else.
  case inferred
}

/// What a rule is about; the report's `kind`.
public enum RuleKind: String, Hashable, Sendable, CaseIterable {
  /// Text of the page around the article.
  case boilerplate
  /// Remnants of HTML, XML and shortcodes.
  case markup
  /// Blank lines, wraps, trailing spaces.
  case whitespace
  /// Quotation marks, punctuation, layout.
  case typography
  /// Bytes that are not the text they stand for.
  case encoding
  /// Artefacts of machine translation.
  case translation = "mt"
  /// Bylines, datelines, dates, credits.
  case metadata
  /// Who says what.
  case quote
  /// Witnesses set side by side.
  case comparison

  /// The report's `category` of a finding of this kind.
  public var category: String {
    switch self {
    case .translation: "mt-artifact"
    case .whitespace, .typography: "typography"
    case .quote, .comparison: "attribution"
    case .boilerplate, .markup, .encoding, .metadata: rawValue
    }
  }

  /// The class of an edit that a rule of this kind asks for.
  public var editClass: EditClass {
    switch self {
    case .boilerplate, .metadata: .boilerplate
    case .markup: .markup
    case .whitespace: .whitespace
    case .typography: .typography
    case .encoding: .encoding
    case .translation, .quote, .comparison: .translation
    }
  }
}

/// What a rule saw at one place, or at several that belong together.
public struct Finding: Hashable, Sendable {
  /// Identifier of the rule.
  public let rule: String

  /// What the rule is about.
  public let kind: RuleKind

  /// How much it hurts.
  public let severity: Severity

  /// How sure it is.
  public let certainty: Certainty

  /// The places, the first of which is where a reader is sent; never empty.
  public let spans: [Span<Extracted>]

  /// What is wrong, in a sentence.
  public let message: String

  /// The text that would be right, where a rule knows one.
  public let suggestion: String?

  /// What cleaning does about it; `nil` where it is only flagged.
  public let edit: Edit<Extracted>?

  /// Particulars of the article that stand at this place.
  public let lifted: [Particular]

  /// Creates a finding.
  public init(
    rule: String,
    kind: RuleKind,
    severity: Severity,
    certainty: Certainty = .certain,
    spans: [Span<Extracted>],
    message: String,
    suggestion: String? = nil,
    edit: Edit<Extracted>? = nil,
    lifted: [Particular] = []
  ) {
    precondition(!spans.isEmpty, "A finding has a place.")
    self.rule = rule
    self.kind = kind
    self.severity = severity
    self.certainty = certainty
    self.spans = spans
    self.message = message
    self.suggestion = suggestion
    self.edit = edit
    self.lifted = lifted
  }
}

/// One fact about an article, with where it was read.
public struct Particular: Hashable, Sendable {
  /// The facts that are kept; the report's names.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case title, subtitle, byline, dateline, datePublished, dateModified, publisher, language
    case originalLanguage, translator, canonicalURL, section, licence
    /// A part of a dateline.
    case place, date
    /// An agency credited, by its code.
    case agency
  }

  /// What a particular was read from.
  public enum Basis: String, Hashable, Sendable, CaseIterable {
    case text
    case metaElement = "html-meta"
    case linkElement = "html-link"
    /// Microdata or RDFa in the text.
    case microdata
    case jsonLD = "json-ld"
    /// What an entry says of itself, or its feed of all entries.
    case feed
    case url
    case inferred
    case nothing = "none"
  }

  /// Which fact.
  public let field: Field

  /// The fact, normalised: dates as ISO 8601, names without “By”.
  public let value: String

  /// The words that say so, where they differ from `value`.
  public let raw: String?

  /// Where it stands in the text; `nil` where it was read elsewhere.
  public let span: Span<Extracted>?

  /// Where the received text states it, in markup or in text that was taken out; `nil` where `span`
  /// says it, or where it stands elsewhere.
  public let origin: Span<Received>?

  /// Where it was read.
  public let basis: Basis

  /// How sure it is.
  public let certainty: Certainty

  /// What a reader should know about it.
  public let note: String?

  /// What an agency did for the text.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case author
    case sourceOfReport = "source_of_report"
    case releasedDocument = "released_document"
    case relay, photo, mention
  }

  /// What the agency did, where the field is `agency`.
  public let role: Role?

  /// The full name, where the value is a code.
  public let name: String?

  /// Creates a particular.
  public init(
    _ field: Field,
    value: String,
    raw: String? = nil,
    span: Span<Extracted>? = nil,
    origin: Span<Received>? = nil,
    basis: Basis,
    certainty: Certainty = .certain,
    note: String? = nil,
    role: Role? = nil,
    name: String? = nil
  ) {
    self.field = field
    self.value = value
    self.raw = raw
    self.span = span
    self.origin = origin
    self.basis = basis
    self.certainty = certainty
    self.note = note
    self.role = role
    self.name = name
  }
}
