import StemmaText

extension Collator {
  /// A passage or statement by its witness and index.
  struct Place: Hashable {
    let witness: Int
    let index: Int
  }

  /// Statements of one speaker that several witnesses render.
  mutating func utterances() -> [Collation.Utterance] {
    var groups: [Place: Int] = [:]
    for (number, group) in spoken.enumerated() { for place in group { groups[place] = number } }
    var least = [Int?](repeating: nil, count: spoken.count)
    for link in statementLinks {
      guard let group = groups[Place(link.first)], groups[Place(link.second)] == group else {
        continue
      }
      least[group] = min(least[group] ?? link.score, link.score)
    }
    return spoken.enumerated().map { number, group in
      let first = group[0]
      let base = statements[first.witness][first.index]
      var places: [Apparatus.Place] = []
      for other in group.dropFirst()
      where other.witness != first.witness && originals[other.witness] == nil {
        let reading = statements[other.witness][other.index]
        let pair = StatementPair(base.terms, reading.terms, isGated: true, in: &vocabulary)
        places += pair.places(first.witness, other.witness, in: &vocabulary)
      }
      return Collation.Utterance(
        speaker: witnesses[first.witness].statements[first.index].speaker,
        members: group.map { place in
          let statement = witnesses[place.witness].statements[place.index]
          return Member(place.witness, statement.span, quote: statement.quote)
        },
        score: least[number] ?? 0,
        apparatus: places
      )
    }
  }

  /// Where the witnesses come from.
  func origins() -> [Collation.Origin] { Collation.origins(of: witnesses) }
}
