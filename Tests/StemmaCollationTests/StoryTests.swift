import RulePacks
import StemmaText
import Testing

@testable import StemmaCollation

@Suite struct `Which texts tell one story` {
  private let lexicon = RulePacks.lexicon()

  private func sketch(_ text: String, date: String? = nil) -> Sketch {
    Sketch(of: witness("w", text, date: date), lexicon: lexicon)
  }

  private func events(_ sketches: [Sketch]) -> [[Int]] {
    stories(among: sketches).filter { $0.relation == .sameEvent }.map(\.witnesses)
  }

  @Test func `is found among many, in whatever order they come`() {
    let texts = (0..<30).map { report($0 % 6, $0 / 6) }
    let expected = (0..<6).map { kind in (0..<5).map { 6 * $0 + kind } }
    #expect(events(texts.map { sketch($0) }) == expected)
    let reversed = (0..<6).map { kind in (0..<5).map { 6 * $0 + kind } }
    #expect(events(texts.reversed().map { sketch($0) }) == reversed)
  }

  @Test func `is the same for a part of the texts, where what all have was counted`() {
    let sketches = (0..<30).map { sketch(report($0 % 6, $0 / 6)) }
    let all = StorySearch(sketches) { _ in TermStatistics() }
    let counted = StoryStatistics(
      texts: all.statistics.texts,
      having: all.statistics.having,
      furniture: []
    )
    let whole = stories(among: sketches).filter { $0.relation == .sameEvent }
    for kind in 0..<6 {
      let part = stride(from: kind, to: 30, by: 6).map { sketches[$0] }
      let found = stories(among: part, counted: counted).stories
        .filter { $0.relation == .sameEvent }
      #expect(found.map(\.score) == whole.filter { $0.witnesses[0] == kind }.map(\.score))
    }
  }

  @Test func `is the same from a sketch that was written down`() {
    let sketches = (0..<12).map { sketch(report($0 % 3, $0 / 3), date: "2026-11-0\(1 + $0 % 9)") }
    let read = sketches.map { Sketch($0.writtenPassages, signature: $0.signature, date: $0.date) }
    #expect(read == sketches)
    #expect(stories(among: read) == stories(among: sketches))
    #expect(originals(among: read + [read[4]]) == Array(repeating: nil, count: 12) + [4])
  }

  @Test func `counts a thousand copies as one text with copies`() {
    let copies = (0..<1000).map { _ in sketch(report(1, 1)) }
    let others = [report(2, 0), report(2, 1), report(3, 0)].map { sketch($0) }
    let search = StorySearch(copies + others) { _ in TermStatistics() }
    #expect(search.topics.count { $0 != nil } == 4)
    #expect(search.kindred().count <= 6)
    #expect(events(copies + others).map(\.count) == [1000, 2])
  }

  @Test func `takes a lightly edited text for a copy, and another report for none`() {
    let text = report(0, 0)
    let edited = text.replacing("for 4.", with: "for 14.")
    #expect(edited != text)
    #expect(sketch(edited).signature.isCopy(of: sketch(text).signature))
    #expect(!sketch(report(0, 1)).signature.isCopy(of: sketch(text).signature))
  }

  @Test func `is none for empty texts, one text, or texts in different languages`() {
    #expect(stories(among: [sketch(""), sketch(""), sketch("  \n")]).isEmpty)
    #expect(stories(among: [sketch(report(0, 0))]).isEmpty)
    let german = "Der Hafen wurde am Montag nach dem Sturm wieder geöffnet, sagte die Behörde."
    let english = "The court in Torrest will hear the appeal of the bank on Friday morning."
    #expect(events([sketch(german), sketch(english)]).isEmpty)
  }

  @Test func `does not join two events through a slogan that their outlets print`() {
    let slogan = "Chat with us in our app and find out what is happening around the whole world."
    let texts = (0..<6).map { "\(report($0, 0))\n\(slogan)" }
    #expect(events(texts.map { sketch($0) }).isEmpty)
  }

  @Test func `looks at no more texts than a bound however many share a word`() {
    var index = StoryIndex()
    let search = StorySearch(
      (0..<900).map { sketch("Valmora harbour \($0)\nThe harbour of Valmora has pier \($0 * 7).") }
    ) { _ in TermStatistics() }
    let found = search.topics.compactMap { $0 }.map { index.add($0).count }
    #expect(found.count > 800 && found.allSatisfy { $0 <= StoryIndex.candidates })
  }

  @Test func `gives half the weight to likeness across ten weeks and more`() {
    #expect(Kindred(0, 1, likeness: 0.4, days: (0, 14)).nearness == 0.4)
    #expect(Kindred(0, 1, likeness: 0.4, days: (74, 0)).nearness == 0.2)
    #expect(Kindred(0, 1, likeness: 0.4, days: (nil, 74)).nearness == 0.4)
    #expect((Sketch.day("2024-03-01") ?? 0) - (Sketch.day("2024-02-28") ?? 0) == 2)
    #expect(Sketch.day("yesterday") == nil)
  }
}
