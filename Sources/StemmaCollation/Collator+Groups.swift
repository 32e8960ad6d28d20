import StemmaText

extension Collator {
  /// A passage or statement by its witness and index.
  struct Place: Hashable {
    let witness: Int
    let index: Int
  }

  /// Statements of one speaker that several witnesses render.
  mutating func utterances() -> [Collation.Utterance] {
    utteranceGroups().map { group in
      let first = group[0]
      let base = statements[first.witness][first.index]
      var places: [Apparatus.Place] = []
      for other in group.dropFirst()
      where other.witness != first.witness && originals[other.witness] == nil {
        let reading = statements[other.witness][other.index]
        let pair = StatementPair(base.terms, reading.terms, isGated: true, in: &vocabulary)
        places += pair.places(first.witness, other.witness, in: &vocabulary)
      }
      let members = Set(group)
      let scores = statementLinks.filter { link in
        members.contains(Place(witness: link.first.witness, index: link.first.index))
          && members.contains(Place(witness: link.second.witness, index: link.second.index))
      }.map(\.score)
      return Collation.Utterance(
        speaker: witnesses[first.witness].statements[first.index].speaker,
        members: group.map { place in
          let statement = witnesses[place.witness].statements[place.index]
          return Member(place.witness, statement.span, quote: statement.quote)
        },
        score: scores.min() ?? 0,
        apparatus: places
      )
    }
  }

  /// Where the witnesses come from.
  func origins() -> [Collation.Origin] { Collation.origins(of: witnesses) }
}
