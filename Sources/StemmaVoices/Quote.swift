public import StemmaText

/// Words or a statement that a text gives as someone’s.
public struct Quote: Hashable, Sendable {
  /// What kind of report of speech it is; the report’s names.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Between quotation marks, whole.
    case direct
    /// A statement with some of its words between marks.
    case mixed
    /// A statement without marks.
    case indirect
    /// In a headline or standfirst that is no sentence.
    case headline
    /// What a document says.
    case document
  }

  /// Whether the clause that is said is negated; the report’s names.
  public enum Polarity: String, Hashable, Sendable, CaseIterable {
    case positive, negative
  }

  /// How firmly something is said; the report’s names.
  public enum Modality: String, Hashable, Sendable, CaseIterable {
    /// As a fact.
    case asserted
    /// As something that may be: “might”, “could”, “perhaps”.
    case possible
    /// With a reservation: by a verb of believing, or as hearsay.
    case hedged
    /// By a verb of denying: what is said is said not to be so.
    case denied
  }

  /// What kind it is.
  public let kind: Kind

  /// What is said, without quotation marks at its ends; in pieces where other words stand between.
  public let content: [Span<Extracted>]

  /// The parts of it between marks, without the marks.
  public let quoted: [Span<Extracted>]

  /// The words that name who says it.
  public let source: Span<Extracted>?

  /// The words that say that it is said.
  public let cue: Span<Extracted>?

  /// Who says it.
  public let speaker: Speaker

  /// From the speaker to the outlet.
  public let chain: [Link]

  /// Index of the quote it stands in, among the quotes of the text.
  public let nestedIn: Int?

  /// Whether what is said is negated; `nil` where that cannot be told.
  public let polarity: Polarity?

  /// How firmly it is said; `nil` where that cannot be told.
  public let modality: Modality?

  /// When it was said, and the days that what is said names, by place; no more than eight.
  public let days: [DayMention]

  /// How sure it is that these words are theirs.
  public let certainty: Certainty

  /// What was supplied to pair its marks.
  public let repair: Passage.Repair
}

/// Who says something, as far as the text tells.
public struct Speaker: Hashable, Sendable {
  /// What a speaker is; the report’s names.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case person, persons, organisation, government, document, collective, anonymous
  }

  /// How the name was found.
  public enum Resolution: String, Hashable, Sendable, CaseIterable {
    case named, pronoun, title, metonym
    case nothing = "none"
  }

  /// The fullest name the text gives; `nil` where nobody is named.
  public let name: String?

  /// Office or description, in the words of the text.
  public let role: String?

  /// What the speaker is; `nil` where that is unknown.
  public let kind: Kind?

  /// How the name was found.
  public let resolvedBy: Resolution

  /// Where the name is introduced.
  public let mention: Span<Extracted>?

  /// Nobody that is known.
  static let unknown = Speaker(
    name: nil,
    role: nil,
    kind: nil,
    resolvedBy: .nothing,
    mention: nil
  )
}

/// One of those through whom words came.
public struct Link: Hashable, Sendable {
  /// What a link is; the report’s names.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case person, persons, organisation, document, agency, outlet, collective
  }

  /// Its name.
  public let name: String

  /// What it is.
  public let kind: Kind

  /// Whether the text says so at the quote; otherwise it follows from the rest of the text.
  public let isStated: Bool

  /// Where it is named.
  public let span: Span<Extracted>?
}
