import RulePacks
import StemmaCollation
import StemmaText
import Testing

@Suite struct `What a collation tells` {
  private let lexicon = RulePacks.lexicon()
  private let relations = RulePacks.relations()

  private func rules(_ first: String, _ second: String) -> [Divergence.Rule] {
    Collation(
      of: [witness("a", first), witness("b", second)],
      asOneStory: true,
      lexicon: lexicon,
      relations: relations
    ).divergences.map(\.rule)
  }

  @Test(arguments: [
    (
      "The quake killed 45 people in Lima.", "The earthquake killed 57 people in Lima.",
      "cmp.number"
    ),
    ("The ministers met on Tuesday in Oslo.", "The ministers met on Friday in Oslo.", "cmp.date"),
    ("Anna Berg leads the talks in Vienna.", "Clara Hahn leads the talks in Vienna.", "cmp.name"),
    ("The court allowed the merger.", "The court did not allow the merger.", "cmp.negation"),
    ("The government will raise taxes.", "The government will cut taxes.", "cmp.opposite"),
    ("She said the road is closed.", "He said the road is closed.", "cmp.gender"),
    ("The king opened the bridge.", "The queen opened the bridge.", "cmp.gender"),
    (
      "The ending was written by Liu Yunlong, who believes that it will please the audience.",
      "The ending was written by Liu Yunlong, and he believes that she will please the audience.",
      "cmp.gender"
    ),
    (
      "She left early, and her deputy spoke in her place.",
      "She left early, and her deputy spoke in his place.", "cmp.gender"
    ),
    ("The fire spared 40 houses in Iran.", "The fire spared 40 houses in Iraq.", "cmp.name"),
    (
      "The award is widely discussed in Oslo.", "The award is narrowly discussed in Oslo.",
      "cmp.opposite"
    ),
    ("The new law is less strict.", "The new law is more strict.", "cmp.opposite"),
    ("The mission was harmless.", "The mission was harmful.", "cmp.opposite"),
    ("She came third in the race.", "She came fifth in the race.", "cmp.number"),
    ("They sold 150-200 copies.", "They sold 150-250 copies.", "cmp.number"),
    ("He met voters in Texas on Monday.", "He met voters in on Monday.", "cmp.addition"),
    ("According to Reuters, the port is shut.", "According to, the port is shut.", "cmp.addition"),
    ("Turkey would take over the camp.", "Would take over the camp.", "cmp.addition"),
    (
      "The treaty was signed by Dr. Anna Berg.", "The treaty was signed by Dr. in person.",
      "cmp.addition"
    ),
  ])
  func `names what parts two renderings of a sentence`(
    first: String,
    second: String,
    rule: String
  ) {
    #expect(rules(first, second).map(\.rawValue) == [rule])
  }

  @Test(arguments: [
    ("That is not a good idea.", "That is a bad idea."),
    ("The city counted 12 dead.", "The town counted twelve dead."),
    (
      "More than 272.000 cases were recorded in Spain.",
      "More than 272,000 cases were registered in Spain."
    ),
    ("Erdoğan arrived in Ürümqi.", "Erdogan arrived in Urumqi."),
    ("Japan’s cabinet met in Tokyo.", "The Japanese cabinet met in Tokyo."),
    ("The leaders gathered in Paris on Monday.", "On Monday the leaders gathered in Paris."),
    ("President Zelensky came to Oslo.", "President Zelenskyy came to Oslo."),
    ("Yoshimasa Hayashi spoke first.", "Yoshimasa Hayasi spoke first."),
    ("Volodymyr Zelenskyy thanked Oslo.", "Vladimir Zelensky thanked Oslo."),
    ("The Italians won the game.", "The Italian side won the game."),
    ("The fine is 1000 euros.", "The fine is a thousand euros."),
    ("A man in his thirties was hurt.", "A man in his 30s was hurt."),
    ("The budget is 103 billion euros.", "The budget is 103bn euros."),
    ("The match ended 2:0 for Naples.", "The match ended 2-0 for Naples."),
    ("Abbas, who is 84 years old, spoke.", "Abbas, 84, spoke."),
  ])
  func `is silent where only the wording differs`(first: String, second: String) {
    #expect(rules(first, second).isEmpty)
  }

  @Test func `has nothing to say of one document or of none`() {
    for witnesses in [[], [witness("a", "The quake killed 45 people.")]] {
      let collation = Collation(of: witnesses, lexicon: lexicon, relations: relations)
      #expect(collation.stories.isEmpty && collation.divergences.isEmpty)
      #expect(collation.similarity == 0)
    }
  }

  @Test func `finds no divergence between copies, and all of their words shared`() {
    let text = """
      The harbour was closed on Monday after a ferry struck the northern pier in thick fog.
      Nobody was hurt, the port authority said, and the ferry returned under its own power.
      Divers will inspect the pier on Tuesday before the next ship may enter the harbour.
      Traffic was sent to the southern basin, which had been closed for works since spring.
      """
    let collation = Collation(
      of: [witness("a", text), witness("b", text)],
      lexicon: lexicon,
      relations: relations
    )
    #expect(collation.stories.map(\.witnesses) == [[0, 1]])
    #expect(collation.divergences.isEmpty)
    #expect(collation.reuse.count == 1)
    #expect(collation.similarity == 1000)
  }

  @Test func `gives the same answer whatever the order in which words were met`() {
    let a = "Two planes collided over Ohio, killing five, officials said on Monday."
    let b = "Five people died when two planes collided over Ohio on Sunday."
    let once = rules(a, b)
    #expect((0..<3).allSatisfy { _ in rules(a, b) == once })
  }
}
