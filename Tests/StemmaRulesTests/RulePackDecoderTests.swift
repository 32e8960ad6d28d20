import Foundation
import StemmaText
import Testing

@testable import StemmaRules

/// Packs that are each wrong in one way, with the message that says so in `expected`.
private let brokenPacks = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "BrokenPacks", directoryHint: .isDirectory)

@Suite struct `Decoding rule packs` {
  @Test(arguments: try FileManager.default.contentsOfDirectory(atPath: brokenPacks.path()).sorted())
  func `says what is wrong, where, and what to write instead`(name: String) throws {
    let folder = brokenPacks.appending(path: name, directoryHint: .isDirectory)
    var files: [RulePack.File] = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path()).sorted()
    where path.hasSuffix(".yml") || path.hasSuffix(".txt") {
      let bytes = Array(try Data(contentsOf: folder.appending(path: path)))
      files.append(RulePack.File(path: "BrokenPacks/\(name)/\(path)", bytes: bytes))
    }
    let expected = try String(contentsOf: folder.appending(path: "expected"), encoding: .utf8)
    let errors = RulePack.decoded(from: files).errors
    #expect(errors.map { $0.description + "\n" }.joined() == expected)
  }

  @Test func `reads scalars as text`() throws {
    let rule = try decodedRule("languages: [no, en]")
    #expect(rule.languages == ["no", "en"])
  }

  @Test func `refuses an alias bomb before it is expanded`() {
    var bomb = "a0: &a0 [x, x]\n"
    for i in 1...40 {
      bomb +=
        "a\(i): &a\(i) [\(Array(repeating: "*a\(i - 1)", count: 9).joined(separator: ", "))]\n"
    }
    bomb += "? *a40\n: x\n"
    #expect(throws: RulePackError.self) {
      try RuleNode(yaml: RulePack.File(path: "bomb.yml", bytes: Array(bomb.utf8)))
    }
  }

  @Test(arguments: [
    "why: 'a & b, *c'", "why: \"*starred* & more\"", "why: >-\n  *starred*\n  & more",
    "why: AT&T and 2 * 2", "tags: ['*a', \"&b\"]", "why: it's & *that*",
  ])
  func `lets & and * stand in values`(yaml: String) throws {
    #expect(throws: Never.self) {
      try RuleNode(yaml: RulePack.File(path: "rule.yml", bytes: Array(yaml.utf8)))
    }
  }

  @Test(arguments: [
    "a: &x 1", "a: *x", "- *x", "{a: *x}", "[&x 1]", "*x : 1", "? *x", "a:\n  - - *x",
  ])
  func `finds every anchor and alias`(yaml: String) {
    #expect(throws: RulePackError.self) {
      try RuleNode(yaml: RulePack.File(path: "rule.yml", bytes: Array(yaml.utf8)))
    }
  }

  @Test func `survives the compiled form`() throws {
    let rule = try decodedRule(
      """
      languages: [no]
      certainty: probable
      where: {blocks: [paragraph], zone: [top], extent: line, words: 1-9}
      except: {phrases: [not so], pattern: 'x+', tokens: 'a b'}
      tags: [one, two]
      url: https://example.org
      formerly: [old-name]
      evidence: {version: 1, samples: 40, right: 39, bound: 871, native-findings: 1, native-words: 70000}
      suggestion: 'Not {match}'
      """
    )
    let ruleset = try Ruleset(packs: [pack([rule])])
    let again = try #require(Ruleset(compiled: ruleset.compiled()).rule(named: "old-name"))
    #expect(again.identifier == "defect")
    #expect(again.place == rule.place)
    #expect(again.exceptions == rule.exceptions)
    #expect(again.evidence == rule.evidence)
    #expect(again.message == rule.message)
    #expect(again.languages == ["no"])
    #expect(try Ruleset(packs: [pack([rule])]).compiled() == ruleset.compiled())
  }
}

/// A rule that finds “the defect”, with more lines of YAML.
func decodedRule(
  _ more: String,
  match: String = "phrases: [the defect]",
  identifier: String = "defect"
) throws -> Rule {
  let yaml = """
    id: \(identifier)
    version: 1
    summary: A defect stands in the text.
    why: It was put there.
    mqm: design-and-markup
    its: non-conformance
    severity: minor
    match: {\(match)}
    message: ‘{match}’ is a defect.
    examples:
      - flags: Here is ⟦the defect⟧ itself.
        cleaned: Here is itself.
      - allows: Here is the defector.
    \(more)
    """
  let text = more.contains("remedy:") ? yaml : yaml + "\nremedy: none\n"
  let files = [
    RulePack.File(
      path: "rules/p/pack.yml",
      bytes: Array("name: p\nversion: 1\nlicence: x\nmaintainer: y\nkind: mt\nsummary: s\n".utf8)
    ),
    RulePack.File(path: "rules/p/\(identifier).yml", bytes: Array(text.utf8)),
  ]
  let (packs, errors) = RulePack.decoded(from: files)
  if let error = errors.first { throw error }
  return try #require(packs.first?.rules.first)
}

/// A pack of some rules.
func pack(_ rules: [Rule]) -> RulePack {
  RulePack(
    manifest: RulePack.Manifest(
      name: "p",
      version: "1",
      licence: "x",
      maintainer: "y",
      kind: .translation,
      summary: "s",
      classes: [],
      lists: [],
      lines: []
    ),
    rules: rules
  )
}
