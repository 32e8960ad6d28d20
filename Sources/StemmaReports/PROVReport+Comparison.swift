internal import Stemma
internal import StemmaCollation
internal import StemmaText

extension Provenance {
  /// What a comparison says of its documents.
  ///
  /// An utterance is an entity; each document's wording of it is a specialization of it, and an
  /// alternate of the first wording. Copies are alternates of each other. One text was derived from
  /// another only where nothing else can be: where that is certain and its direction is known.
  mutating func add(_ comparison: Comparison) {
    for utterance in comparison.utterances { add(utterance) }
    for descent in comparison.descents {
      guard let document = descent.document else { continue }
      let (origin, dependent) = ("st:input/\(document)", "st:input/\(descent.dependent)")
      if descent.isDirected, descent.certainty == .certain, descent.hasCredit {
        relate(
          .wasDerivedFrom,
          [("prov:generatedEntity", dependent), ("prov:usedEntity", origin)],
          type: "st:relation/\(descent.relation.rawValue)"
        )
      } else if descent.relation == .copy {
        relate(.alternateOf, [("prov:alternate1", dependent), ("prov:alternate2", origin)])
      }
    }
  }

  private mutating func add(_ utterance: Comparison.Utterance) {
    let name = "st:utterance/\(utterance.identifier)"
    entity(name, [("st:speaker", .text(utterance.speaker))])
    let wordings = utterance.members.compactMap { $0.quote.map { "st:quote/\($0)" } }
    for (i, wording) in wordings.enumerated() {
      relate(
        .specializationOf,
        [("prov:specificEntity", wording), ("prov:generalEntity", name)]
      )
      if i > 0 {
        relate(.alternateOf, [("prov:alternate1", wording), ("prov:alternate2", wordings[0])])
      }
    }
  }
}

extension Comparison.Descent {
  /// Whether one credits the agency that published the other.
  fileprivate var hasCredit: Bool {
    evidence.contains { if case .credit = $0 { true } else { false } }
  }
}
