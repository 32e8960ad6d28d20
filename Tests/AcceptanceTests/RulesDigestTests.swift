import RulePacks
import Stemma
import Testing

@Suite struct `The digest of the rules in force` {
  @Test func `covers the tables that quotes are read by`() {
    let ruleset = RulePacks.ruleset()
    var tables = RulePacks.compiledTables()
    let before = RulesInForce(ruleset, tables: tables).digest
    tables[tables.count - 1] ^= 1
    #expect(RulesInForce(ruleset, tables: tables).digest != before)
    #expect(RulesInForce(ruleset).digest != before)
  }
}
