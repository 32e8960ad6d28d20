/// A set of word classes: 128 of the lexicon, 64 of rule packs.
package struct WordClasses: Hashable, Sendable {
  /// Classes 0 to 63.
  package var low: UInt64

  /// Classes 64 to 127.
  package var high: UInt64

  /// Classes of rule packs, from 128.
  package var extra: UInt64

  /// Most classes there can be.
  package static let limit = 192

  /// Number of the class for possessives, which no list holds.
  package static let possessive = 190

  /// Creates a set from its bits.
  @inlinable package init(low: UInt64 = 0, high: UInt64 = 0, extra: UInt64 = 0) {
    self.low = low
    self.high = high
    self.extra = extra
  }

  /// Whether a class is in the set.
  @inlinable package func contains(_ number: Int) -> Bool {
    switch number {
    case ..<64: low >> UInt64(number) & 1 == 1
    case ..<128: high >> UInt64(number - 64) & 1 == 1
    default: extra >> UInt64(number - 128) & 1 == 1
    }
  }

  /// Adds a class.
  @inlinable package mutating func insert(_ number: Int) {
    switch number {
    case ..<64: low |= 1 << UInt64(number)
    case ..<128: high |= 1 << UInt64(number - 64)
    default: extra |= 1 << UInt64(number - 128)
    }
  }

  /// The classes of either.
  @inlinable package func union(_ other: WordClasses) -> WordClasses {
    WordClasses(low: low | other.low, high: high | other.high, extra: extra | other.extra)
  }

  /// The classes of this one alone.
  @inlinable package func subtracting(_ other: WordClasses) -> WordClasses {
    WordClasses(low: low & ~other.low, high: high & ~other.high, extra: extra & ~other.extra)
  }

  /// The classes of both.
  @inlinable package func intersection(_ other: WordClasses) -> WordClasses {
    WordClasses(low: low & other.low, high: high & other.high, extra: extra & other.extra)
  }

  /// Whether there is none.
  @inlinable package var isEmpty: Bool { low | high | extra == 0 }

  /// Calls `body` with each class, by number.
  @inlinable @inline(__always)
  package func visit(_ body: (Int) -> Void) {
    var rest = low
    while rest != 0 {
      body(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
    rest = high
    while rest != 0 {
      body(64 + rest.trailingZeroBitCount)
      rest &= rest - 1
    }
    rest = extra
    while rest != 0 {
      body(128 + rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }
}
