extension Relations.Meaning {
  /// Whether one is similar to an opposite of the other: “mild” is like “soft”, which “hard” and its
  /// like oppose (the satellites of a head in WordNet, where only heads have antonyms).
  func isIndirectOpposite(of other: Relations.Meaning) -> Bool {
    guard !synsets.meets(other.synsets), !similar.meets(other.synsets) else {
      return false
    }
    return oppositeSynsets.meets(other.similar)
      || other.oppositeSynsets.meets(similar)
  }
}
