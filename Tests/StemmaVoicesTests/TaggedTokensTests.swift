import Testing

@testable import StemmaVoices

@Suite struct `Tags of tokens` {
  @Test func `each token has its own, however many ways to read one there are`() {
    let count = 70_000
    var tagged = TaggedTokens(count: 2 * count)
    for i in 0..<2 * count {
      let n = UInt64(i % count)
      tagged.append(Tag(rawValue: n), Vocabulary.Use(rawValue: n * 3), UInt32(n) ^ 5)
    }
    let (tags, uses, prepositions) = (tagged.tags, tagged.uses, tagged.prepositions)
    #expect(tags.count == 2 * count)
    for i in stride(from: 0, to: 2 * count, by: 7) {
      let n = UInt64(i % count)
      #expect(tags[i].rawValue == n)
      #expect(uses[i].rawValue == n * 3)
      #expect(prepositions[i] == UInt32(n) ^ 5)
    }
  }

  @Test func `a there before a verb stands for its subject, other theres do not`() {
    var tagged = TaggedTokens(count: 3)
    tagged.append([.existential, .adverb], [], 0)
    tagged.append([.existential, .adverb], [], 0)
    tagged.subjectThere()
    tagged.append(.be, [], 0)
    tagged.subjectThere()
    #expect(tagged.tags[0] == [.existential, .adverb])
    #expect(tagged.tags[1] == [.existential, .subjectPronoun, .pronoun])
    #expect(tagged.tags[2] == .be)
  }

  @Test func `passages are found again, and nothing stands between them`() {
    var passages = TokenPassages(count: 100)
    for i in 30..<34 { passages[i] = 7 }
    passages[99] = 8
    for i in 0..<100 {
      #expect(passages[i] == (30..<34 ~= i ? 7 : i == 99 ? 8 : -1))
    }
  }
}
