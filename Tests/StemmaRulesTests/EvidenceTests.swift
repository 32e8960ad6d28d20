import Testing

@testable import StemmaRules

@Suite struct `Evidence of a rule` {
  private let evidence = Evidence(
    version: 2,
    samples: 40,
    right: 39,
    nativeFindings: 1,
    nativeWords: 80_000
  )

  @Test(arguments: [(0, 0, 0), (1, 1, 206), (10, 10, 722), (40, 39, 871), (20, 10, 299)])
  func `bounds precision as Wilson does`(samples: Int, right: Int, bound: Int) {
    let evidence = Evidence(
      version: 1,
      samples: samples,
      right: right,
      nativeFindings: 0,
      nativeWords: 0
    )
    #expect(evidence.bound == bound)
    #expect(evidence.nativePerMillion == nil)
  }

  @Test func `counts findings for a million words`() {
    #expect(evidence.nativePerMillion == 13)
  }

  @Test(arguments: [
    ("id: a\nexamples:\n  - flags: x\n", "id: a\n@\nexamples:\n  - flags: x\n"),
    ("id: a\nevidence: {old: 1}\nexamples:\n", "id: a\n@\nexamples:\n"),
    ("id: a\nevidence:\n  old: 1\n  older: 2\nremedy: none\n", "id: a\nremedy: none\n@\n"),
  ])
  func `takes the place of what was there`(before: String, after: String) {
    let expected = after.split(separator: "@", omittingEmptySubsequences: false)
      .joined(separator: evidence.line)
    #expect(RulePack.text(before, withEvidence: evidence) == expected)
  }

  @Test func `is refused where its bound does not follow`() {
    let line = "evidence: {version: 1, samples: 40, right: 39, bound: 990,"
    #expect {
      try decodedRule(line + " native-findings: 0, native-words: 9}")
    } throws: { error in
      (error as? RulePackError)?.description.contains("give a bound of 871, not 990") == true
    }
  }
}
