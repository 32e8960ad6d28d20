public import StemmaText

/// One check: what it looks for, where, and what is to be done about it.
public struct Rule: Hashable, Sendable {
  /// Stable name of the defect, in lower case with hyphens; reads well after “ignore”.
  public let identifier: String

  /// Name of the pack it belongs to.
  public let pack: String

  /// Path of its file, as messages show it.
  public let file: String

  /// Counts up when the rule sees or says something else.
  public let version: Int

  /// The defect, in a sentence.
  public let summary: String

  /// How the defect comes about and whom it hurts.
  public let why: String

  /// What the rule is about; from the pack unless the rule says otherwise.
  public let kind: RuleKind

  /// Type in MQM-Core 2 (https://themqm.org), as a path such as `linguistic-conventions/grammar`.
  public let mqm: String

  /// Issue type in ITS 2.0 (W3C Recommendation 2013, section 8.4), such as `grammar`.
  public let its: String

  /// How much the defect hurts.
  public let severity: Severity

  /// How sure a finding is.
  public let certainty: Certainty

  /// BCP 47 primary language subtags the rule reads; empty for all.
  public let languages: [String]

  /// Where a match counts.
  public let place: Place

  /// What to look for.
  public let matcher: Matcher

  /// What silences a match that it overlaps.
  public let exceptions: [Matcher]

  /// What cleaning does.
  public let remedy: Remedy

  /// Which particular of the article stands there, if any.
  public let lifts: Particular.Field?

  /// What an agency that stands there did for the article.
  public let role: Particular.Role?

  /// Text that would be right; `{match}` and `{1}`… stand for what matched.
  public let suggestion: String?

  /// What is wrong, for the reader of a finding; `{match}`, `{1}`… as above.
  public let message: String

  /// Rehearsals of the rule.
  public let examples: [Example]

  /// Words to find the rule by.
  public let tags: [String]

  /// Where more is written about the defect.
  public let url: String?

  /// Identifiers the rule had before.
  public let formerly: [String]

  /// What was measured about the rule, if anything.
  public let evidence: Evidence?

  /// Whether the rule runs unless it is switched off.
  public let isDefault: Bool

  /// Whether what it sees is a habit of the whole text: told once a document, at the first place,
  /// with the others beside it.
  public let isHabit: Bool
}

/// Where in a document a match counts; a condition left out holds everywhere.
public struct Place: Hashable, Sendable {
  /// Parts of a document by their distance from the running text.
  public typealias Zone = StemmaText.Zone

  /// How much of its surroundings a match must be, apart from space, punctuation and digits around it.
  ///
  /// Several phrases of a rule fill a line, sentence or block together.
  public enum Extent: String, Hashable, Sendable, CaseIterable {
    case sentence, line, block
    /// The match stands at the start of a block.
    case blockStart = "block-start"
    /// The match stands at the end of a block.
    case blockEnd = "block-end"
  }

  /// Kinds of block; empty for all but code and preformatted text.
  public let blocks: [Block.Kind]

  /// Zones; empty for all.
  public let zones: [Zone]

  /// What the match must fill.
  public let extent: Extent?

  /// Bounds for the number of words in the line that holds the match.
  public let words: ClosedRange<Int>?

  /// Words in the longest line that a pattern without a required literal is tried on.
  static let shortLine = 24

  /// Whether a match must fill a line that is short: few enough to try a pattern on each.
  var isShortLine: Bool { extent == .line && (words?.upperBound ?? .max) <= Self.shortLine }
}

/// What a rule looks for.
public enum Matcher: Hashable, Sendable {
  /// Phrases, compared with case folded and runs of white space alike, bounded by non-letters;
  /// `{n}` stands for a number.
  case phrases([String])
  /// A regular expression in the linear-time syntax of `Pattern`.
  case pattern(String)
  /// A sequence of tokens in the syntax of `TokenPattern`.
  case tokens(String)
  /// Words said again.
  case repetition(Repetition)
  /// A property of the whole document.
  case document(DocumentCheck)
  /// Something that reading the document met.
  case reader(ReaderEvent)
}

/// Words that are said twice.
public struct Repetition: Hashable, Sendable {
  /// How many words the repeated run has.
  public let words: ClosedRange<Int>

  /// The text between the two runs; `nil` for white space alone.
  public let between: String?

  /// The text after the second run, such as a closing parenthesis.
  public let after: String?

  /// Lexicon classes that the first word of the run must not have.
  public let except: [String]
}

/// What is to be done about a match.
public enum Remedy: Hashable, Sendable {
  /// Nothing; the finding stands.
  case none
  /// Takes the match out; a line that is left empty goes with it.
  case delete
  /// Takes out the whole line that holds the match.
  case deleteLine
  /// Puts other text in its place; `{match}` and `{1}`… stand for what matched.
  case replace(String)
}

/// A text with what the rule must, or must not, see in it.
public struct Example: Hashable, Sendable {
  /// What the example shows.
  public enum Expectation: Hashable, Sendable {
    /// The rule flags what stands between ⟦ and ⟧, and nothing else.
    case flags
    /// The rule is silent: a near miss.
    case allows
  }

  /// What the example shows.
  public let expectation: Expectation

  /// The text, with marks.
  public let text: String

  /// The text that cleaning makes of it, where the rule has a remedy.
  public let cleaned: String?

  /// The suggestion the finding must carry.
  public let suggests: String?

  /// The bytes that arrive, where they are not the text in UTF-8; the marks are then places in
  /// the text that they are decoded to.
  public let bytes: [UInt8]?

  /// Path of the rule file inside its packs' folder.
  public let file: String

  /// The line of the example, from 1.
  public let line: Int
}
