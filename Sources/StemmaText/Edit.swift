/// What kind of change an edit is; the report's `class`.
public enum EditClass: String, Hashable, Sendable, CaseIterable {
  /// Text of the page, not of the article.
  case boilerplate
  /// Tags, entities, comments and other remnants of markup.
  case markup
  /// Blank lines, trailing spaces, line wraps.
  case whitespace
  /// Quotation marks, punctuation.
  case typography
  /// Marks of encodings: byte-order marks, NUL, mojibake.
  case encoding
  /// A translation artefact put right; only where suggestions are applied.
  case translation = "mt-fix"
}

/// The replacement of one span of a layer by other text.
public struct Edit<Layer>: Hashable, Sendable {
  /// The text to take out; empty where text is only put in.
  public let span: Span<Layer>

  /// The text to put in; empty to delete.
  public let inserted: String

  /// Identifier of the rule that asked for it.
  public let rule: String

  /// What kind of change it is.
  public let editClass: EditClass

  /// Creates an edit.
  @inlinable public init(
    _ span: Span<Layer>,
    inserted: String = "",
    rule: String,
    _ editClass: EditClass
  ) {
    self.span = span
    self.inserted = inserted
    self.rule = rule
    self.editClass = editClass
  }
}

/// Why edits cannot be applied together.
public enum EditError: Error, Equatable {
  /// The edit at `index` starts before the one ahead of it ends.
  case unordered(index: Int)

  /// The edit at `index` reaches outside the text, which has `count` bytes.
  case outside(index: Int, count: Int)
}
