/// The layer of bytes as they arrived, transcoded to UTF-8 where they were something else.
public enum Received {}

/// The layer of text without markup: what rules read.
public enum Extracted {}

/// The layer of text after every remedy: what `clean` writes.
public enum Cleaned {}

/// A place in one layer of one document.
///
/// UTF-8 code units, half open, zero-based. Spans of different layers are different types, so a
/// place in the cleaned text cannot be looked up in the received one by mistake.
public struct Span<Layer>: Hashable, Sendable {
  /// Offset of the first byte, from 0.
  public let lower: Int

  /// Offset after the last byte; at least `lower`.
  public let upper: Int

  /// Creates a span.
  @inlinable public init(_ range: Range<Int>) {
    lower = range.lowerBound
    upper = range.upperBound
  }

  /// The bytes' positions.
  @inlinable public var range: Range<Int> { lower..<upper }

  /// Length in bytes.
  @inlinable public var count: Int { upper - lower }

  /// Whether the span holds no byte; it still names a place between two.
  @inlinable public var isEmpty: Bool { lower == upper }

  /// Whether two spans have a byte in common.
  public func overlaps(_ other: Span) -> Bool { lower < other.upper && other.lower < upper }

  /// Whether every byte of `other` lies in this span.
  public func contains(_ other: Span) -> Bool { lower <= other.lower && other.upper <= upper }

  /// The smallest span that holds both.
  public func union(_ other: Span) -> Span {
    Span(min(lower, other.lower)..<max(upper, other.upper))
  }
}

extension Span: Comparable {
  /// Orders by start; of two that start together, the longer comes first.
  public static func < (a: Span, b: Span) -> Bool {
    a.lower != b.lower ? a.lower < b.lower : a.upper > b.upper
  }
}
