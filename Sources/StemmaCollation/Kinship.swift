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
  struct Meaning: Hashable, Sendable {
    /// Its lemmas' places, sorted by lemma.
    let entries: [Entry]

    /// Its synsets.
    let synsets: Set<Int>

    /// Synsets one or two steps wider than its own, its own too.
    let wider: Set<Int>

    /// Synsets similar to its own, and those similar to them.
    let similar: Set<Int>

    /// Words made from it.
    let derived: Set<Entry>

    /// Synsets of the words made from it.
    let derivedSynsets: Set<Int>

    /// Its opposites.
    let opposites: Set<Entry>

    /// Synsets of its opposites.
    let oppositeSynsets: Set<Int>
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
      synsets: synsets,
      wider: wider,
      similar: near.union(near.flatMap { neighbours(of: $0).similar }),
      derived: derived,
      derivedSynsets: Set(derived.flatMap { self.synsets(of: $0) }),
      opposites: opposites,
      oppositeSynsets: Set(opposites.flatMap { self.synsets(of: $0) })
    )
  }
}

extension Relations.Meaning {
  /// What this word is to another.
  func kinship(to other: Self) -> Kinship {
    if entries.contains(where: other.entries.contains) || !synsets.isDisjoint(with: other.synsets) {
      return .same
    }
    if other.entries.contains(where: derived.contains)
      || entries.contains(where: other.derived.contains)
      || !derivedSynsets.isDisjoint(with: other.synsets)
      || !other.derivedSynsets.isDisjoint(with: synsets)
    {
      return .derived
    }
    let isWider =
      !wider.isDisjoint(with: other.synsets) || !other.wider.isDisjoint(with: synsets)
      || !similar.isDisjoint(with: other.synsets)
    return isWider ? .wider : .none
  }

  /// Whether the two name opposites, by WordNet or the hand-made list.
  func isOpposite(of other: Self) -> Bool {
    entries.contains(where: other.opposites.contains)
      || other.entries.contains(where: opposites.contains)
  }

  /// Whether one shares a sense with an opposite of the other, and none with the other itself.
  func isNearOpposite(of other: Self) -> Bool {
    guard synsets.isDisjoint(with: other.synsets) else { return false }
    return !oppositeSynsets.isDisjoint(with: other.synsets)
      || !other.oppositeSynsets.isDisjoint(with: synsets)
  }
}
