import StemmaText
import Testing

@testable import StemmaRules

@Suite struct `A habit of the whole text` {
  private func findings(_ more: String, in text: String) throws -> [Finding] {
    let document = plain(text)
    return Checker(try Ruleset(packs: [pack([decodedRule(more)])]))
      .findings(in: document, Segmentation(document))
  }

  private let text = "The defect here, the defect there.\n\nAnd the defect again."

  @Test func `is told once, with its other places beside the first`() throws {
    let found = try findings("habit: true", in: text)
    #expect(found.count == 1)
    #expect(found.first?.spans.map(\.lower) == [0, 17, 40])
    #expect(try findings("", in: text).count == 3)
  }

  @Test func `names a few places of many`() throws {
    let found = try findings("habit: true", in: String(repeating: "The defect. ", count: 90))
    #expect(found.map(\.spans.count) == [20])
  }

  @Test func `has no remedy`() {
    #expect(throws: RulePackError.self) { try decodedRule("habit: true\nremedy: delete") }
  }
}
