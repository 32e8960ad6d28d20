/// A word, number, mark or other smallest part of a text that rules speak of.
///
/// A word keeps its inner apostrophes and hyphens (“didn't”, “Jong-un”, “24-year-old”), an
/// abbreviation its stops (“U.S.”, “Mr.”), a number its separators (“1,000.50”), a date in digits
/// is one token, as is an address or an e-mail address. White space belongs to no token.
public struct Token: Hashable, Sendable {
  /// What a token is made of.
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// Letters, and what stands between and behind them.
    case word
    /// Digits and their separators; “16:10” and “2020-21” too.
    case number
    /// A date in digits: 20.06.2024, 2024-06-20, 6/20/2024.
    case date
    /// A URL, domain, e-mail address, @handle or #tag.
    case address
    /// A mark that structures a sentence; three stops in a row are one mark.
    case punctuation
    /// Any other character: currency, mathematics, emoji.
    case symbol
  }

  /// What can be seen of a token without knowing the word.
  public struct Shape: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt16

    /// Creates a shape from its bits.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The first letter is a capital.
    @inlinable public static var capitalised: Shape { Shape(rawValue: 1) }
    /// Two letters or more, all capitals.
    @inlinable public static var upper: Shape { Shape(rawValue: 1 << 1) }
    /// Has letters, none of them a capital.
    @inlinable public static var lower: Shape { Shape(rawValue: 1 << 2) }
    /// Holds a digit.
    @inlinable public static var digit: Shape { Shape(rawValue: 1 << 3) }
    /// Holds a hyphen between letters or digits.
    @inlinable public static var hyphenated: Shape { Shape(rawValue: 1 << 4) }
    /// Holds an apostrophe between letters.
    @inlinable public static var apostrophe: Shape { Shape(rawValue: 1 << 5) }
    /// Ends with a stop that belongs to it: an abbreviation or an initial.
    @inlinable public static var abbreviation: Shape { Shape(rawValue: 1 << 6) }
    /// White space, or nothing of its block, stands before it.
    @inlinable public static var afterSpace: Shape { Shape(rawValue: 1 << 7) }
    /// The first token of a sentence.
    @inlinable public static var sentenceStart: Shape { Shape(rawValue: 1 << 8) }
    /// Holds a character outside ASCII.
    @inlinable public static var wide: Shape { Shape(rawValue: 1 << 9) }
    /// A quotation mark or an apostrophe that stands by itself.
    @inlinable public static var quote: Shape { Shape(rawValue: 1 << 10) }
    /// A mark that ends a sentence.
    @inlinable public static var stop: Shape { Shape(rawValue: 1 << 11) }
    /// One character of a script written without spaces.
    @inlinable public static var ideograph: Shape { Shape(rawValue: 1 << 12) }
    /// Ends in an apostrophe and s.
    @inlinable public static var possessive: Shape { Shape(rawValue: 1 << 13) }
  }

  /// Most bytes of a token; a longer word or address is several tokens of one kind.
  public static let longest = 0x7FFF

  @usableFromInline let start: UInt32

  /// From the highest bit: the length in 15 bits, the kind in 3, the shape in 14.
  ///
  /// A text of 20 MB has four million tokens.
  @usableFromInline var packed: UInt32

  /// What the token is made of.
  @inlinable public var kind: Kind {
    // The bits were a kind's when they were packed.
    Kind(rawValue: UInt8(truncatingIfNeeded: packed >> 14 & 7)).unsafelyUnwrapped
  }

  /// What can be seen of it.
  public internal(set) var shape: Shape {
    @inlinable get { Shape(rawValue: UInt16(truncatingIfNeeded: packed & 0x3FFF)) }
    set { packed = packed & ~0x3FFF | UInt32(newValue.rawValue) }
  }

  /// Creates a token; of one that is too long, the first part.
  init(_ range: Range<Int>, _ kind: Kind, _ shape: Shape) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    let length = UInt32(truncatingIfNeeded: min(range.count, Self.longest))
    packed = length << 17 | UInt32(kind.rawValue) << 14 | UInt32(shape.rawValue)
  }

  /// Offset of the first byte.
  @inlinable public var lower: Int { Int(start) }

  /// Offset after the last byte.
  @inlinable public var upper: Int { Int(start) + Int(packed >> 17) }

  /// Where it stands.
  public var span: Span<Extracted> { Span(lower..<upper) }
}

/// A sentence, or what stands in the place of one: a headline, a list item, a dateline.
public struct Sentence: Hashable, Sendable {
  @usableFromInline let bytes: NarrowRange
  @usableFromInline let place: UInt32
  @usableFromInline let parts: NarrowRange

  /// From its first token to its last.
  @inlinable public var span: Span<Extracted> { Span(bytes.range) }

  /// Index of its block.
  @inlinable public var block: Int { Int(place) }

  /// Its tokens; never empty.
  @inlinable public var tokens: Range<Int> { parts.range }

  init(span: Span<Extracted>, block: Int, tokens: Range<Int>) {
    bytes = NarrowRange(span.range)
    place = UInt32(truncatingIfNeeded: block)
    parts = NarrowRange(tokens)
  }
}

/// A line of text as it stands in the document, without its line break; never blank.
public struct Line: Hashable, Sendable {
  @usableFromInline let bytes: NarrowRange
  @usableFromInline let place: UInt32
  @usableFromInline let parts: NarrowRange
  @usableFromInline let size: UInt32

  /// Where it stands, without white space at its ends.
  @inlinable public var span: Span<Extracted> { Span(bytes.range) }

  /// Index of its block.
  @inlinable public var block: Int { Int(place) }

  /// Its tokens.
  @inlinable public var tokens: Range<Int> { parts.range }

  /// How many words and numbers it has.
  @inlinable public var words: Int { Int(size) }

  /// Whether it ends like a sentence, leaving aside closing quotation marks and brackets.
  public let endsWithStop: Bool

  init(span: Span<Extracted>, block: Int, tokens: Range<Int>, words: Int, endsWithStop: Bool) {
    bytes = NarrowRange(span.range)
    place = UInt32(truncatingIfNeeded: block)
    parts = NarrowRange(tokens)
    size = UInt32(truncatingIfNeeded: words)
    self.endsWithStop = endsWithStop
  }
}

/// A range of places in one document, in half the room: a text of 20 MB has millions.
///
/// As the offsets of tokens its bounds are below 2³², which no document reaches.
@usableFromInline
struct NarrowRange: Hashable, Sendable {
  @usableFromInline let lower: UInt32
  @usableFromInline let upper: UInt32

  init(_ range: Range<Int>) {
    lower = UInt32(truncatingIfNeeded: range.lowerBound)
    upper = UInt32(truncatingIfNeeded: range.upperBound)
  }

  @inlinable var range: Range<Int> { Int(lower)..<Int(upper) }
}
