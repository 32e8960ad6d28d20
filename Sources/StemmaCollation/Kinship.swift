/// What two words are to each other, the nearest first.
public enum Kinship: UInt8, Hashable, Sendable, Comparable {
  /// Forms of one word, or words that share a sense.
  case same

  /// One is made from the other, or from a word that shares a sense with it.
  case derived

  /// One names a wider class of what the other names, or they are similar adjectives.
  case wider

  /// Nothing is known to join them.
  case none

  /// Whether the first is the nearer.
  public static func < (a: Kinship, b: Kinship) -> Bool { a.rawValue < b.rawValue }
}

extension Relations {
  /// What is known of one word's meaning, gathered over its lemmas.
  ///
  /// A class, because words are looked up for each pair that is compared, and a copy of so many
  /// lists would cost more than the comparison; nothing in it changes.
  final class Meaning: Sendable {
    /// Its lemmas' places, sorted by lemma.
    let entries: [Entry]

    /// Its synsets, sorted, as are all numbers here: two short runs are compared faster than sets.
    let synsets: [Int32]

    /// Synsets one or two steps wider than its own, its own too.
    let wider: [Int32]

    /// Synsets similar to its own, and those similar to them.
    let similar: [Int32]

    /// Words made from it.
    let derived: [Entry]

    /// Synsets of the words made from it.
    let derivedSynsets: [Int32]

    /// Its opposites.
    let opposites: [Entry]

    /// Synsets of its opposites.
    let oppositeSynsets: [Int32]

    /// Its opposites, and those of the words made from it.
    let contraries: [Entry]

    /// A mark of what it is: entries and synsets.
    ///
    /// Words without a bit in common have none of them in common (B. Bloom, “Space/time trade-offs in hash coding with allowable errors”, 1970).
    fileprivate let core: SIMD8<UInt64>

    /// The same of all by which it may be kin to another.
    fileprivate let reach: SIMD8<UInt64>

    fileprivate init(
      entries: [Entry],
      synsets: [Int32],
      wider: [Int32],
      similar: [Int32],
      derived: [Entry],
      derivedSynsets: [Int32],
      opposites: [Entry],
      oppositeSynsets: [Int32],
      contraries: [Entry]
    ) {
      self.contraries = contraries
      self.entries = entries
      self.synsets = synsets
      self.wider = wider
      self.similar = similar
      self.derived = derived
      self.derivedSynsets = derivedSynsets
      self.opposites = opposites
      self.oppositeSynsets = oppositeSynsets
      core = Self.mark(synsets, entries)
      reach = Self.mark(synsets + wider + similar + derivedSynsets, entries + derived)
    }

    private static func mark(_ synsets: [Int32], _ entries: [Entry]) -> SIMD8<UInt64> {
      var mark = SIMD8<UInt64>.zero
      for number in synsets.map(Int.init) + entries.map(\.hashed) {
        // The multiplier is 2³² divided by the golden ratio; the upper bits are spread best.
        let bit = Int((UInt32(truncatingIfNeeded: number) &* 0x9E37_79B9) >> 23)
        mark[bit >> 6] |= 1 << UInt64(bit & 63)
      }
      return mark
    }
  }

  /// Gathers the meaning of a word from its lemmas.
  func meaning(of lemmas: [String]) -> Meaning {
    let entries = lemmas.compactMap { entry(of: $0.utf8) }
    let synsets = Set(entries.flatMap { self.synsets(of: $0) })
    var wider = synsets
    var step = synsets
    for _ in 0..<2 {
      step = Set(step.flatMap { neighbours(of: $0).wider })
      wider.formUnion(step)
    }
    let near = Set(synsets.flatMap { neighbours(of: $0).similar })
    let derived = Set(entries.flatMap { self.derived(from: $0) })
    let opposites = Set(entries.flatMap { self.opposites(of: $0) })
    return Meaning(
      entries: entries,
      synsets: sorted(synsets),
      wider: sorted(wider),
      similar: sorted(near.union(near.flatMap { neighbours(of: $0).similar })),
      derived: Array(derived),
      derivedSynsets: sorted(Set(derived.flatMap { self.synsets(of: $0) })),
      opposites: Array(opposites),
      oppositeSynsets: sorted(Set(opposites.flatMap { self.synsets(of: $0) })),
      contraries: Array(opposites.union(derived.flatMap { self.opposites(of: $0) }))
    )
  }

  private func sorted(_ synsets: Set<Int>) -> [Int32] {
    synsets.map { Int32(truncatingIfNeeded: $0) }.sorted()
  }
}

extension [Int32] {
  /// Whether two sorted runs have a number in common.
  func meets(_ other: [Int32]) -> Bool {
    guard let first, let last, let start = other.first, let end = other.last, first <= end,
      start <= last
    else { return false }
    var i = 0
    var j = 0
    while i < count, j < other.count {
      if self[i] == other[j] { return true }
      if self[i] < other[j] { i += 1 } else { j += 1 }
    }
    return false
  }
}

extension Relations.Meaning {
  /// What this word is to another.
  func kinship(to other: Relations.Meaning) -> Kinship {
    if (core & other.reach | reach & other.core) == .zero { return .none }
    if entries.contains(where: other.entries.contains) || synsets.meets(other.synsets) {
      return .same
    }
    if other.entries.contains(where: derived.contains)
      || entries.contains(where: other.derived.contains)
      || derivedSynsets.meets(other.synsets)
      || other.derivedSynsets.meets(synsets)
    {
      return .derived
    }
    let isWider =
      wider.meets(other.synsets) || other.wider.meets(synsets)
      || similar.meets(other.synsets)
    return isWider ? .wider : .none
  }

  /// Whether the two name opposites, by WordNet or the hand-made list.
  func isOpposite(of other: Relations.Meaning) -> Bool {
    entries.contains(where: other.opposites.contains)
      || other.entries.contains(where: opposites.contains)
  }

  /// Whether one shares a sense with an opposite of the other, and none with the other itself.
  func isNearOpposite(of other: Relations.Meaning) -> Bool {
    guard !synsets.meets(other.synsets) else { return false }
    return oppositeSynsets.meets(other.synsets)
      || other.oppositeSynsets.meets(synsets)
  }
}
