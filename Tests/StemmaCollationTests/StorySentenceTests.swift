import RulePacks
import StemmaCollation
import StemmaText
import Testing

@Suite struct `Sentences of a story` {
  private let lexicon = RulePacks.lexicon()
  private let relations = RulePacks.relations()

  /// What parts two articles that have some sentences in common, and one each of its own.
  private func divergences(_ first: String, _ second: String) -> [Divergence] {
    Collation(
      of: [witness("a", "\(frame)\n\(first)"), witness("b", "\(frame)\n\(second)")],
      asOneStory: true,
      lexicon: lexicon,
      relations: relations
    ).divergences
  }

  @Test(arguments: [
    (
      "At least seven people were killed and more than 50 taken to hospital after the tram crashed on Wednesday morning.",
      "More than 51 people were rushed to hospital after the tram crash, which happened on Wednesday morning."
    ),
    (
      "More than 270 girls were taken from their school in the town of Chibok in April.",
      "All 276 girls were taken from their school in the town of Chibok in April."
    ),
    (
      "Twenty-one girls whom the militia took from the school in Chibok are free.",
      "The 21 girls whom the militia took from the school in Chibok are free."
    ),
    (
      "The militia handed over 21 girls to the officials in the capital on Thursday.",
      "The militia gave 21 girls to the officials in the capital on Thursday."
    ),
    (
      "The accident in the tunnel under the river happened around 5:10 in the morning.",
      "The accident in the tunnel under the river happened around 5.10am in the morning."
    ),
    (
      "Heavy winds delayed the arrival of the plane in Punta Islita on Sunday, Teletica said.",
      "Strong winds delayed the arrival of the plane in Punta Islita on Sunday, Cubillo said."
    ),
    (
      "On Wednesday, when Berg, the spokeswoman, was asked about claims of a transfer between ships, she turned the tables.",
      "On Friday, the spokeswoman Anna Berg said that charges of ships sending oil do not accord with facts."
    ),
    (
      "It was the first tram crash with deaths in the country since 1959, when two women and the driver died.",
      "There have been no deaths on a tram in the country since 1959, when two women and the driver died."
    ),
    (
      "There was a woman on top of me and I think she is dead, he said in the hospital.",
      "There was someone on top of me who was dead, he said in the hospital, where he was treated."
    ),
  ])
  func `that tell of different things, or of one in other words, are no divergence`(
    first: String,
    second: String
  ) {
    #expect(divergences(first, second).filter { $0.severity >= .major }.map(\.message) == [])
  }

  @Test(arguments: [
    (
      "The storm on the coast of Norway killed 45 people at sea.",
      "The storm on the coast of Norway killed 57 people at sea.", "cmp.number"
    ),
    (
      "At least 45 people were killed by the storm on the coast of Norway.",
      "At least 57 people were killed by the storm on the coast of Norway.", "cmp.number"
    ),
    (
      "The court in Oslo did allow the merger of both banks on Monday.",
      "The court in Oslo did not allow the merger of both banks on Monday.", "cmp.negation"
    ),
    (
      "The storm killed more than 45 people on the coast of Norway.",
      "The storm killed 45 people on the coast of Norway.", "cmp.number-qualifier"
    ),
  ])
  func `that are alike but for one thing still part`(first: String, second: String, rule: String) {
    #expect(divergences(first, second).map(\.rule.rawValue) == [rule])
  }

  @Test func `are told by what parts them, not by two that say the same`() throws {
    func told(_ siglum: String, _ number: String) -> Witness {
      witness(
        siglum,
        "\(frame)\nThe storm on the coast of Norway killed \(number) people at sea.\nThis is of \(siglum)."
      )
    }
    let found = Collation(
      of: [told("a", "seven"), told("b", "7"), told("c", "9")],
      asOneStory: true,
      lexicon: lexicon,
      relations: relations
    ).divergences
    let only = try #require(found.first { $0.rule.rawValue == "cmp.number" })
    #expect(only.message.contains("9"))
  }

  @Test func `leave future and its past alike`() {
    func rules(_ first: String, _ second: String) -> [String] {
      Collation(
        of: [("a", first), ("b", second)].map { siglum, words in
          witness(
            siglum,
            "\(frame)\nThe president said that \(words) on Monday.\nThis is of \(siglum).",
            statements: [Said(words: words, speaker: "Anna Berg")]
          )
        },
        asOneStory: true,
        lexicon: lexicon,
        relations: relations
      ).divergences.map(\.rule.rawValue)
    }
    let planned = "the state of emergency would be extended by three months"
    #expect(rules(planned, "the state of emergency will be extended by three months").isEmpty)
    let supposed = "the state of emergency may be extended by three months"
    #expect(
      rules(supposed, "the state of emergency is extended by three months") == ["cmp.modality"]
    )
  }
}
