extension Relations.Meaning {
  /// Whether one is similar to an opposite of the other: “mild” is like “soft”, which “hard” and its
  /// like oppose (the satellites of a head in WordNet, where only heads have antonyms).
  func isIndirectOpposite(of other: Self) -> Bool {
    guard synsets.isDisjoint(with: other.synsets), similar.isDisjoint(with: other.synsets) else {
      return false
    }
    return !oppositeSynsets.isDisjoint(with: other.similar)
      || !other.oppositeSynsets.isDisjoint(with: similar)
  }
}
