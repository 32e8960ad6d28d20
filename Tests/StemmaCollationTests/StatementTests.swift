import RulePacks
import StemmaCollation
import StemmaText
import Testing

@Suite struct `Statements of one speaker` {
  private let lexicon = RulePacks.lexicon()
  private let relations = RulePacks.relations()

  private func collation(_ witnesses: [Witness]) -> Collation {
    Collation(of: witnesses, asOneStory: true, lexicon: lexicon, relations: relations)
  }

  private func told(
    _ siglum: String,
    _ words: String,
    by speaker: String,
    _ rest: String = ""
  )
    -> Witness
  {
    witness(
      siglum,
      """
      Talks on the harbour end in Oslo
      \(frame)
      \(words), \(speaker) said.
      \(rest)
      """,
      statements: [Said(words: words, speaker: speaker, role: "Norwegian minister")]
    )
  }

  @Test func `are one utterance in two renderings`() {
    let utterances = collation([
      told(
        "a",
        "We are deeply worried about the effects of the strike on fishing",
        by: "Anna Berg"
      ),
      told(
        "b",
        "We are seriously concerned about the impact of the strike on fishing",
        by: "Anna Berg"
      ),
    ]).utterances
    #expect(utterances.map(\.members.count) == [2])
  }

  @Test func `are never joined across persons of one government`() {
    let utterances = collation([
      told("a", "We are seriously concerned about the impact of the strike", by: "Anna Berg"),
      told("b", "We are seriously concerned about the impact of the strike", by: "Karl Hahn"),
    ]).utterances
    #expect(utterances.isEmpty)
  }

  @Test(arguments: [("2024-06-21", 1), ("2024-07-20", 0)])
  func `are never joined across days`(second: String, count: Int) {
    let words = "We are seriously concerned about the impact of the strike"
    func rendering(_ siglum: String, _ date: String) -> Witness {
      let said = [Said(words: words, speaker: "Anna Berg")]
      let text = "\(frame)\n\(words), she said to the \(siglum) paper."
      return witness(siglum, text, date: date, statements: said)
    }
    let utterances = collation([rendering("a", "2024-06-20"), rendering("b", second)]).utterances
    #expect(utterances.count == count)
  }

  @Test(arguments: [
    (
      "The port violates the terms of the treaty", "The port could violate the terms of the treaty",
      Divergence.Rule.modality
    ),
    (
      "The port buys coal from the island", "The port allegedly buys coal from the island",
      Divergence.Rule.hedge
    ),
    (
      "Such remarks about the crew are absolutely unacceptable",
      "The new fee for the harbour is absolutely unacceptable", Divergence.Rule.scope
    ),
  ])
  func `part where one is surer than the other, or says it of another thing`(
    first: String,
    second: String,
    rule: Divergence.Rule
  ) {
    let divergences = collation([
      told("a", first, by: "Anna Berg"), told("b", second, by: "Anna Berg"),
    ]).divergences
    #expect(divergences.map(\.rule).contains(rule))
  }

  @Test func `may be none, where a witness says so and another quotes one`() {
    let silent = witness(
      "b",
      """
      Talks on the harbour end in Oslo
      \(frame)
      Anna Berg declined to comment on the new Oslo harbour treaty with Denmark.
      """
    )
    let divergences = collation([
      told("a", "We welcome the new agreement with Denmark on the Oslo harbour", by: "Anna Berg"),
      silent,
    ]).divergences
    #expect(divergences.map(\.rule).contains(.silence))
  }
}

@Suite struct `Names of things in several texts` {
  private func rules(_ first: String, _ second: String) -> [Divergence.Rule] {
    Collation(
      of: [witness("a", "\(first)\n\(frame)"), witness("b", "\(second)\n\(frame)")],
      asOneStory: true,
      lexicon: RulePacks.lexicon(),
      relations: RulePacks.relations()
    ).divergences.map(\.rule)
  }

  @Test(arguments: [
    (
      "Kim Jong Un arrived by train.\nHe slept.", "Kim Jong-un came on a train.\nHe rested.",
      Divergence.Rule.spelling
    ),
    (
      "The guest was Vladimir Zelensky.\nHe ate.", "The guest was Volodymyr Zelenskyy.\nHe dined.",
      .spelling
    ),
    (
      "The envoy flew to the DPRK.\nHe slept.", "The envoy went to North Korea.\nHe rested.",
      .designation
    ),
    (
      "Anna Berg made an official visit to Oslo.\nShe slept.",
      "In Oslo Anna Berg was on a state visit.\nShe rested.", .classifier
    ),
    (
      "Oslo violated the UN Security Council resolution.\nIt denied that.",
      "Oslo stands for violations of UN Security Council resolutions.\nIt rejects that.", .plurality
    ),
  ])
  func `are told where they differ`(first: String, second: String, rule: Divergence.Rule) {
    #expect(rules(first, second).contains(rule))
  }

  @Test(arguments: [
    (
      "North Korean leader Kim Jong Un came.\nHe slept.", "The leader Kim Jong Un came.\nHe rested."
    ),
    ("John Smith spoke in Oslo.\nHe slept.", "Jane Smith spoke in Oslo.\nShe rested."),
  ])
  func `are no note where the person or the office is another, or the same`(
    first: String,
    second: String
  ) {
    let found = rules(first, second)
    #expect(!found.contains(.spelling) && !found.contains(.office))
  }
}

@Suite struct `The handbook's examples of divergences` {
  /// The rules that see something in two sentences: as they are, told in two articles, or said by one
  /// speaker.
  private func rules(_ first: String, _ second: String) -> Set<Divergence.Rule> {
    let told = [("a", first), ("b", second)]
    let contexts = [
      told.map { witness($0.0, $0.1) },
      told.map { witness($0.0, "\($0.1)\n\(frame)") },
      [witness("a", "\(first)\n\(frame)"), said("b", second)],
      told.map(said),
    ]
    return contexts.reduce(into: []) { found, witnesses in
      let collation = Collation(
        of: witnesses,
        asOneStory: true,
        lexicon: RulePacks.lexicon(),
        relations: RulePacks.relations()
      )
      found.formUnion(collation.divergences.map(\.rule))
    }
  }

  private func said(_ siglum: String, _ words: String) -> Witness {
    witness(
      siglum,
      "\(frame)\n\(words), Anna Berg said.\nThe ship left.",
      statements: [Said(words: words, speaker: "Anna Berg", role: "minister")]
    )
  }

  @Test func `stand for every rule, on both sides`() {
    #expect(Set(DivergenceGuide.all.map(\.rule)) == Set(Divergence.Rule.allCases))
    for guide in DivergenceGuide.all {
      #expect(Set(guide.examples.map(\.isParting)) == [true, false], "\(guide.rule)")
      #expect(!guide.summary.isEmpty && !guide.why.isEmpty && !guide.kind.isEmpty)
    }
  }

  @Test(arguments: DivergenceGuide.all) func `hold`(guide: DivergenceGuide) {
    for example in guide.examples {
      let found = rules(example.first, example.second)
      #expect(
        found.contains(guide.rule) == example.isParting,
        "\(guide.rule): \(example.first) | \(example.second): \(found)"
      )
    }
  }
}
