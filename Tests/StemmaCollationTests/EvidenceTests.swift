import RulePacks
import StemmaCollation
import StemmaText
import Testing

@Suite struct `What speaks against a wording` {
  private func collation(_ witnesses: [Witness]) -> Collation {
    Collation(
      of: witnesses,
      asOneStory: true,
      lexicon: RulePacks.lexicon(),
      relations: RulePacks.relations()
    )
  }

  private func toll(_ siglum: String, _ dead: String, artefacts: [String] = []) -> Witness {
    witness(
      siglum,
      "\(frame)\nThe storm on the coast of Norway killed \(dead) people at sea.\nThis is of \(siglum).",
      artefacts: artefacts
    )
  }

  @Test func `is that two others agree against it`() throws {
    let found = collation([toll("a", "12"), toll("b", "12"), toll("c", "21")]).divergences
    let number = try #require(found.first { $0.rule == .number })
    #expect(number.suspects == [2] && number.grounds == [.standsAlone])
  }

  @Test func `is a mark of translation in its sentence, and elsewhere for less`() throws {
    let beside = collation([toll("a", "12"), toll("b", "21", artefacts: ["on the coast"])])
    let number = try #require(beside.divergences.first { $0.rule == .number })
    #expect(number.suspects == [1])
    #expect(number.grounds == [.marksInSentence, .marksElsewhere])
    let elsewhere = collation([toll("a", "12"), toll("b", "21", artefacts: ["old pier"])])
    #expect(elsewhere.divergences.first { $0.rule == .number }?.grounds == [.marksElsewhere])
  }

  @Test func `is that others have the words as they were said, or from an agency of the country`()
    throws
  {
    func said(_ siglum: String, _ number: String, _ agency: String, verbatim: Bool) -> Witness {
      let words = "We have lost \(number) ships of the fleet in the storm off Norway"
      return witness(
        siglum,
        "\(frame)\n\(words), Ivan Petrov said in Moscow.\nThe \(siglum) paper closed.",
        agencies: [agency],
        statements: [
          Said(words: words, speaker: "Ivan Petrov", role: "Russian minister", isVerbatim: verbatim)
        ]
      )
    }
    let found = collation([
      said("a", "3", "TASS", verbatim: true), said("b", "8", "AP", verbatim: false),
    ])
    let number = try #require(found.divergences.first { $0.rule == .number })
    #expect(number.suspects == [1])
    #expect(number.grounds == [.fartherFromSource, .translated])
  }

  @Test func `is nothing where the wordings are only different`() {
    let found = collation([toll("a", "12"), toll("b", "21")]).divergences
    #expect(found.first { $0.rule == .number }?.suspects.isEmpty == true)
  }
}

@Suite struct `Origins behind a claim` {
  private let first = "The storm on the coast of Norway sank three ships of the fishing fleet."
  private let second = "Three fishing ships of the fleet sank in the storm off the Norway coast."

  private func origins(
    _ texts: (String, String),
    agencies: (String?, String?) = (nil, nil),
    artefacts: [String] = []
  ) -> [Int] {
    func tale(_ siglum: String, _ text: String, _ agency: String?) -> Witness {
      witness(
        siglum,
        "Report \(siglum) of the day.\n\(text)\nIt \(siglum) rains.\nNo \(siglum) more.",
        agencies: agency.map { [$0] } ?? [],
        artefacts: artefacts
      )
    }
    let collation = Collation(
      of: [tale("a", texts.0, agencies.0), tale("b", texts.1, agencies.1)],
      asOneStory: true,
      lexicon: RulePacks.lexicon(),
      relations: RulePacks.relations()
    )
    let claim = collation.claims.first { claim in claim.members.allSatisfy { $0.span.count > 40 } }
    return claim.map { [$0.fewestOrigins, $0.mostOrigins] } ?? []
  }

  @Test func `are one at least and two at most where no agency is named`() {
    #expect(origins((first, second)) == [1, 2])
  }

  @Test func `are as many as the agencies named`() {
    #expect(origins((first, second), agencies: ("AP", "TASS")) == [2, 2])
    #expect(origins((first, second), agencies: ("AP", "AP")) == [1, 1])
  }

  @Test func `are one where a text copies another, or shares its error`() {
    #expect(origins((first, first), agencies: ("AP", "TASS")) == [1, 1])
    #expect(origins((first, second), artefacts: ["fleet"]) == [1, 1])
  }
}

@Suite struct `Readings of other texts` {
  @Test func `stand beside the words that translation marked`() {
    let collation = Collation(
      of: [
        witness("a", "\(frame)\nIt was the first visit of the king to Norway in 24 years."),
        witness(
          "b",
          "\(frame)\nIt was the king’s first visit to Norway in more 24 years old.",
          artefacts: ["in more 24 years old"]
        ),
      ],
      asOneStory: true,
      lexicon: RulePacks.lexicon(),
      relations: RulePacks.relations()
    )
    #expect(collation.suggestions.map(\.place.witness) == [1])
    #expect(
      collation.suggestions.map { $0.readings.map(\.span.count) } == [["in 24 years".utf8.count]]
    )
  }
}

@Suite struct `The apparatus of an utterance` {
  private func relations(_ first: String, _ second: String) -> [Apparatus.Relation] {
    func told(_ siglum: String, _ words: String) -> Witness {
      witness(
        siglum,
        "\(frame)\n\(words), Anna Berg said.\nThe \(siglum) paper closed.",
        statements: [Said(words: words, speaker: "Anna Berg")]
      )
    }
    return Collation(
      of: [told("a", first), told("b", second)],
      asOneStory: true,
      lexicon: RulePacks.lexicon(),
      relations: RulePacks.relations()
    ).utterances.flatMap(\.apparatus).map(\.relation)
  }

  private let base = "The port will close its northern gate to all fishing boats in May"

  @Test(arguments: [
    (
      "The port will shut its northern gate to all fishing boats in May", Apparatus.Relation.synonym
    ),
    ("In May the port will close its northern gate to all fishing boats", .order),
    ("The port will close its old northern gate to all fishing boats in May", .addition),
    ("The port will close its gate to all fishing boats in May", .omission),
    ("The port will not close its northern gate to all fishing boats in May", .polarity),
    ("The port will perhaps close its northern gate to all fishing boats in May", .modality),
    ("The port could close its northern gate to all fishing boats in May", .modality),
  ])
  func `says how each reading relates to the first`(second: String, relation: Apparatus.Relation) {
    #expect(relations(base, second).contains(relation))
  }
}
