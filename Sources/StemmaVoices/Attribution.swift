/// Who is said to say what, as tokens of a text.
struct Attribution: Hashable, Sendable {
  /// How the cue stands to source and content.
  enum Order: UInt8, Hashable, Sendable {
    case verb, inverted, behind, noun, according, colon, carried
  }

  /// The words that say that something is said.
  var cue: Range<Int>?

  /// The words that name who says it.
  var source: Range<Int>?

  /// What is said; in pieces where the cue stands inside.
  var contents: [Range<Int>]

  /// How it was found.
  var order: Order

  /// Whether what is said is a clause; otherwise it is what a verb or noun is about.
  var isClause = true
}

/// A run of sentences that no quotation is cut by.
struct Stretch: Hashable, Sendable {
  /// Index of its block.
  let block: Int

  /// Its tokens.
  let tokens: Range<Int>
}
