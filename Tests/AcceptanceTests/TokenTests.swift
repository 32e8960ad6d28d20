import RulePacks
import Stemma
import StemmaRules
import StemmaText
import Testing

@Suite struct `Results that keep no tokens` {
  @Test(arguments: Gold.seeds)
  func `say the same as those that do`(gold: Gold.Seed) throws {
    var examination = Examination(with: Checker(RulePacks.ruleset()), voices: RulePacks.voices())
    let source = Source(try gold.bytes, name: gold.file)
    let whole = try examination.result(for: source)
    examination.keepsTokens = false
    let light = try examination.result(for: source)
    #expect(!whole.segmentation.tokens.isEmpty)
    #expect(light.segmentation.tokens.isEmpty)
    #expect(light.cleaned == whole.cleaned)
    #expect(light.body == whole.body)
    let rules = RulesInForce(examination.checker.ruleset)
    #expect(light.report(as: "w", under: rules) == whole.report(as: "w", under: rules))
  }
}
