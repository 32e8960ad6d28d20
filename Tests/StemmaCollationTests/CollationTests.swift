import RulePacks
import StemmaCollation
import StemmaText
import Testing

@Suite struct `What a collation tells` {
  private let lexicon = RulePacks.lexicon()
  private let relations = RulePacks.relations()

  private func witness(_ siglum: String, _ text: String) -> Witness {
    var blocks: [Block] = []
    var start = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let end = start + line.utf8.count
      if end > start { blocks.append(Block(.paragraph, Span(start..<end))) }
      start = end + 1
    }
    let bytes = Array(text.utf8)
    let document = Document(
      mediaType: .text,
      encoding: TextEncoding(
        declared: nil,
        used: "utf-8",
        hasByteOrderMark: false,
        isVerbatim: true
      ),
      received: bytes,
      lineage: Lineage(unchanged: bytes.count),
      blocks: blocks
    )
    return Witness(siglum, text: bytes, segmentation: Segmentation(document))
  }

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
