import StemmaText

/// A token pattern compiled for a lexicon: numbers in place of words and classes.
struct TokenProgram: Sendable {
  /// A test of one token.
  indirect enum Test: Sendable {
    case literal(Int)
    case exactly(Int, spelling: Int)
    case lemma(Lexicon.Entry, literal: Int)
    case wordClass(Int)
    case shape(TokenShape)
    case any
    case not(Test)
    case all([Test])

    /// One of several words, spellings, classes and shapes.
    case anyOf([Test])
  }

  /// One step; `next` steps are tried in order.
  enum Step: Sendable {
    case token(Test)
    case again(name: Int, byLemma: Bool)
    case split(first: Int, second: Int)
    case jump(Int)
    case open(Int)
    case close(Int)
    case sentenceStart
    case sentenceEnd
    case match
  }

  /// The steps, from 0.
  let steps: [Step]

  /// Names of the kept parts; part 0 is what is reported.
  let names: [String]

  /// Whether a word has to come again, so that what was kept changes what matches.
  let looksBack: Bool

  /// What some token of every match must be, and how far it is from the start of the match.
  let anchor: Anchor

  /// Most tokens that a match can have.
  let longestMatch: Int

  /// What a pattern waits for: a word, class or shape, and all that the token has to be besides.
  struct Wait: Sendable {
    let sign: Test
    var whole: Test
  }

  /// Waits one of which a token of every match ends.
  struct Anchor: Sendable {
    var waits: [Wait]
    var distance: ClosedRange<Int>
    var cost: Double
  }

  /// Most steps of a pattern, after repetitions are written out.
  static let longest = 1000
}
