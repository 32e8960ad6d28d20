import RulePacks
import StemmaText
import Testing

@testable import StemmaCollation

@Suite struct `Who depends on whom` {
  private func collation(_ witnesses: Witness...) -> Collation {
    Collation(
      of: witnesses,
      asOneStory: true,
      lexicon: RulePacks.lexicon(),
      relations: RulePacks.relations()
    )
  }

  private let wire = """
    VALMORA - The harbour was closed on Monday after a ferry struck the northern pier in thick fog.
    Nobody was hurt, the port authority said, and the ferry returned under its own power.
    Divers will inspect the pier on Tuesday before the next ship may enter the harbour.
    Traffic was sent to the southern basin, which had been closed for works since spring.
    """

  @Test func `is a copy where all words are the same, without saying which came first`() throws {
    let descent = try #require(collation(witness("a", wire), witness("b", wire)).descents.first)
    #expect(descent.relation == .copy && !descent.isDirected && descent.certainty == .certain)
    #expect(descent.origin == .witness(0) && descent.witness == 1)
  }

  @Test func `is no copy, and compared, where one has ignored what the other has not`() throws {
    let text = wire + "\nAdvertisement of the harbour museum, open again on Sunday from ten to six."
    let short = witness(
      "a",
      text,
      ignored: ["Advertisement of the harbour museum, open again on Sunday from ten to six."]
    )
    #expect(collation(short, witness("b", text)).descents.count == 1)
    #expect(collation(witness("a", text), short).descents.count == 1)
  }

  @Test func `goes from the publisher to the one that credits it`() throws {
    let first = witness("a", wire, agencies: ["REUTERS"])
    let second = witness("b", wire.replacing("thick", with: "heavy"), publisher: "Reuters")
    let descents = collation(first, second).descents
    let descent = try #require(descents.first { $0.origin == .witness(1) }, "\(descents)")
    #expect(descent.isDirected && descent.witness == 0)
  }

  @Test func `goes from the earlier to the later where both days are known`() throws {
    let later = witness("a", wire, date: "2026-03-02")
    let earlier = witness("b", wire, date: "2026-03-01")
    let descent = try #require(collation(later, earlier).descents.first)
    #expect(descent.origin == .witness(1) && descent.witness == 0 && descent.isDirected)
    #expect(descent.evidence.contains(.days("2026-03-02", "2026-03-01")))
  }

  @Test func `is an edited copy, with both places, where few words were changed`() throws {
    let edited = wire.replacing("Nobody was hurt", with: "Nobody was injured")
      .replacing("southern", with: "eastern")
    let collation = collation(witness("a", wire), witness("b", edited))
    let run = try #require(collation.reuse.first)
    #expect(collation.reuse.count == 1 && run.score < 1000 && run.words > 50)
    #expect(run.first.span == Span(0..<wire.utf8.count) || run.first.span.lower < 4)
    #expect(collation.descents.first?.relation == .copy)
  }

  @Test func `is an excerpt where one has all of the other and more`() {
    let longer = """
      \(wire)
      The mayor of the town said the council would pay for new lights along all the piers this year.
      Fishermen, who had asked for such lights for a decade, told the paper that they would wait and see.
      Insurance for the ferry is with a company in the capital, which has sent two experts to the coast.
      Last winter a coal ship ran into the same pier and blocked the harbour for almost three weeks.
      """
    #expect(
      collation(witness("a", wire), witness("b", longer)).descents.first?.relation == .excerpt
    )
  }

  @Test func `is nothing between texts that share no words in a row`() {
    let other = """
      Fog led a ferry into a pier on Monday, and Valmora shut its port.
      There are no injuries. The ship could sail back without a tug, according to the authority.
      """
    #expect(collation(witness("a", wire), witness("b", other)).descents.isEmpty)
  }

  @Test func `makes one origin of copies, and of those that credit one agency`() throws {
    let copies = collation(witness("a", wire), witness("b", wire))
    #expect(copies.claims.count > 2)
    #expect(copies.claims.allSatisfy { $0.fewestOrigins == 1 && $0.mostOrigins == 1 })
    let credited = collation(
      witness("a", wire, agencies: ["AP"]),
      witness("b", wire.replacing("thick", with: "heavy"), agencies: ["AP"])
    )
    #expect(credited.descents.count { $0.relation == .credit } == 2)
    #expect(credited.claims.allSatisfy { $0.mostOrigins == 1 })
  }

  @Test func `compares of a thousand copies each with its original alone`() {
    let copies = Collation(
      of: (0..<1000).map { witness("w\($0)", wire) },
      asOneStory: true,
      lexicon: RulePacks.lexicon(),
      relations: RulePacks.relations()
    )
    #expect(copies.descents.count == 999 && copies.reuse.count == 999)
    #expect(copies.divergences.isEmpty)
  }

  @Test func `looks at no more sentences of a text than a bound`() {
    let long = (0..<3000).map { "The harbour of Valmora has pier \($0) and lamp \($0 * 7)." }
      .joined(separator: "\n")
    let work = Collator(
      [witness("a", long), witness("b", wire)],
      knowing: Vocabulary(RulePacks.lexicon(), RulePacks.relations())
    )
    #expect(work.passages[0].count == Collator.passagesCompared)
    #expect(work.passages[1].count < 10)
  }
}
