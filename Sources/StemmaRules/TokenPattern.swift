/// A sequence of tokens that a rule looks for, parsed from its text.
///
/// Elements stand one after the other, with spaces between. Inside a sentence only.
///
/// | Written                 | Matches                                                          |
/// |-------------------------|------------------------------------------------------------------|
/// | `more`                  | the word, in any case                                            |
/// | `=May`                  | the word, exactly so                                             |
/// | `lemma:sign`            | any form of the word                                             |
/// | `@nationality`          | a word of the class                                              |
/// | `shape:capitalised`     | a token of the shape                                             |
/// | `,` `"` `\(`            | the mark; `\` before a mark that has a meaning here              |
/// | `*`                     | any token                                                        |
/// | `!X`                    | one token that is not X                                          |
/// | `X&Y&!Z`                | one token that is X and Y and not Z                              |
/// | `( a \| b c )`          | one of the sequences                                             |
/// | `X?` `X{m,n}` `X{n}`    | X once or not at all; m to n times; n times                      |
/// | `_{m,n}`                | any m to n tokens, as few as will do                             |
/// | `<n:X>`                 | X, kept under a name for the message                             |
/// | `=n:` `~n:`             | the word kept as n again; a form of its lemma                    |
/// | `[[ … ]]` or `⟦ … ⟧`    | the part that is reported                                        |
/// | `^` `$`                 | the start, the end of a sentence                                 |
public struct TokenPattern: Hashable, Sendable {
  /// The text it was parsed from.
  public let source: String

  let root: Node

  /// Parses a pattern.
  public init(_ source: String) throws(TokenPatternError) {
    var parser = TokenPatternParser(source)
    root = try parser.pattern()
    self.source = source
  }

  /// A test of one token.
  indirect enum Test: Hashable, Sendable {
    case word(String)
    case exactly(String)
    case lemma(String)
    case wordClass(String)
    case shape(TokenShape)
    case any
    case not(Test)
    case all([Test])
  }

  /// A part of a pattern.
  indirect enum Node: Hashable, Sendable {
    case token(Test)
    case sequence([Node])
    case choice([Node])
    case repeated(Node, ClosedRange<Int>, isLazy: Bool)
    case named(String, Node)
    case again(String, byLemma: Bool)
    case marked(Node)
    case sentenceStart
    case sentenceEnd
  }
}

/// Shapes that a pattern can ask for, as `shape:NAME`.
public enum TokenShape: String, Hashable, Sendable, CaseIterable {
  /// The first letter is a capital.
  case capitalised
  /// Two letters or more, all capitals.
  case upper
  /// No capital.
  case lower
  /// Digits with separators.
  case number
  /// A number of four digits from 1000 to 2099.
  case year
  /// A date in digits.
  case date
  /// A URL, e-mail address, handle or tag.
  case address
  /// A word, of whatever case.
  case word
  /// Any mark.
  case punctuation
  /// Currency, mathematics, emoji.
  case symbol
  /// Any quotation mark.
  case quote
  /// A mark that ends sentences.
  case stop
  /// Holds a hyphen.
  case hyphenated
  /// Ends in an apostrophe and s.
  case possessive
  /// Holds a digit.
  case digit
  /// The first token of a sentence.
  case first
  /// No space stands before it.
  case joined
  /// Begins with a, e, i, o or u.
  case vowel
  /// A word that the lexicon does not have, in any case.
  case unknown
  /// A number with one comma that no thousands can stand behind: “3,5”, “0,125”.
  case decimalComma = "decimal-comma"
  /// A number with thousands set apart by two stops or more: “2.367.050”.
  case dottedThousands = "dotted-thousands"
  /// A number of four to nine digits that has no mark in it and is no year: “5038”, “146000”.
  case unmarkedThousands = "unmarked-thousands"
  /// A number whose commas set apart groups that are no thousands: “276,0000”, “4.176,000”.
  case misgroupedThousands = "misgrouped-thousands"
}

/// What is wrong with a token pattern.
public struct TokenPatternError: Error, Hashable, CustomStringConvertible {
  /// Offset in the pattern, in bytes.
  public let offset: Int

  /// What is wrong, and what to write instead.
  public let problem: String

  /// Creates an error.
  public init(offset: Int, problem: String) {
    self.offset = offset
    self.problem = problem
  }

  /// The problem with its place, counted from 1.
  public var description: String { "column \(offset + 1): \(problem)" }
}
