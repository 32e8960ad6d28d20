import RulePacks
import Stemma
import StemmaRules
import StemmaText
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

  private static let deletedLines: [(String, [String])] = packs.packs.flatMap(\.rules).compactMap {
    rule in
    guard rule.remedy == .deleteLine, case .phrases(let phrases) = rule.matcher else { return nil }
    return (rule.identifier, phrases)
  }

  @Test(arguments: deletedLines)
  func `that deletes lines leaves one that tells who said the words`(
    name: String,
    phrases: [String]
  ) throws {
    let lines = phrases.map { phrase in
      let words = phrase.replacing("{n}", with: "7")
      return "The firm told the court that “\(words)” stood on its page for weeks, a lawyer wrote."
    }
    let examination = Examination(with: Checker(RulePacks.ruleset()))
    let source = Source(Array(lines.joined(separator: "\n\n").utf8), name: "text")
    let outcomes = try examination.result(for: source).cleaning.outcomes
    #expect(outcomes.filter { $0.finding.rule == name }.isEmpty)
  }
}
