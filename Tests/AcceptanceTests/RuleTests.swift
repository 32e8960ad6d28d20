import RulePacks
import Stemma
import StemmaRules
import Testing

@Suite struct `Every rule` {
  private static let packs = RulePack.decoded(from: RulePacks.files(), with: RulePacks.lexicon())

  @Test func `can be read`() {
    #expect(Self.packs.errors.isEmpty, "\(Self.packs.errors)")
  }

  @Test(arguments: packs.packs.flatMap(\.rules).map(\.identifier))
  func `does what its examples say, through all stages`(name: String) throws {
    let ruleset = RulePacks.ruleset()
    let rule = try #require(Self.packs.packs.flatMap(\.rules).first { $0.identifier == name })
    for failure in try Rehearsal(of: rule, in: ruleset).failures {
      Issue.record(
        "\(failure.message)",
        sourceLocation: SourceLocation(
          fileID: "rules/\(failure.file)",
          filePath: failure.file,
          line: failure.line,
          column: 1
        )
      )
    }
  }
}
