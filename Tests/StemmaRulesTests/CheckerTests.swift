import Foundation
import StemmaText
import Testing

@testable import StemmaRules

@Suite struct `Checking documents` {
  private func findings(_ rules: [Rule], in text: String) throws -> [Finding] {
    let document = plain(text)
    return Checker(try Ruleset(packs: [pack(rules)]))
      .findings(in: document, Segmentation(document))
  }

  private func words(_ rule: Rule, in text: String) throws -> [String] {
    let document = plain(text)
    return try findings([rule], in: text).map { document.words(at: $0.spans[0]) }
  }

  @Test(arguments: [
    ("Here is THE  DEFECT.", ["THE  DEFECT"]),
    ("Here is the\u{a0}defect, the defects, the defect", ["the\u{a0}defect", "the defect"]),
    ("breathe defect", []),
    ("😀 the defect", ["the defect"]),
    ("The defect's cause", ["The defect"]),
  ])
  func `finds phrases between other letters only`(text: String, expected: [String]) throws {
    #expect(try words(decodedRule(""), in: text) == expected)
  }

  @Test(arguments: [
    ("abone ol", "ABONE OL", true), ("yazı dizisi", "YAZI DİZİSİ", true),
    ("yazı dizisi", "yazi dizisi", false), ("Tıkla", "TIKLA", true), ("Tıkla", "Tikla", false),
    ("don't miss", "Don’t miss", true), ("e-mail us", "E‑mail us", true),
    ("читать далее", "ЧИТАТЬ ДАЛЕЕ", true), ("阅读全文", "请阅读全文吧", true),
    ("große Straße", "GROSSE STRASSE", true),
  ])
  func `folds case as the language of the phrase does`(
    phrase: String,
    text: String,
    isFound: Bool
  ) throws {
    let rule = try decodedRule("", match: "phrases: [\"\(phrase)\"]")
    #expect(try words(rule, in: text).isEmpty == !isFound)
  }

  @Test func `takes several phrases on a line as one`() throws {
    let rule = try decodedRule(
      "where: {extent: line}",
      match: "phrases: [Facebook, Twitter, '{n} comments']"
    )
    #expect(try words(rule, in: "Facebook | Twitter 12") == ["Facebook | Twitter"])
    #expect(try words(rule, in: "1,204 comments Facebook") == ["1,204 comments Facebook"])
    #expect(try words(rule, in: "Facebook bought Twitter") == [])
  }

  @Test func `matches a pattern around its literal, again and again`() throws {
    let rule = try decodedRule("", match: #"pattern: '\d+ dollars? \w+'"#)
    let text = "He paid 5 dollars cash, then 12 dollars more.\n7 dollars left"
    #expect(try words(rule, in: text) == ["5 dollars cash", "12 dollars more", "7 dollars left"])
  }

  @Test func `is silent where an exception overlaps`() throws {
    let rule = try decodedRule("except: {phrases: [all the defect], pattern: 'defect \\d+'}")
    #expect(
      try words(rule, in: "Now all the defect. Then the defect 5. But the defect!").count == 1
    )
  }

  @Test func `reports the marked part of a pattern`() throws {
    let rule = try decodedRule("", match: #"pattern: 'said (?<mark>that that)'"#)
    #expect(try words(rule, in: "He said that that was it.") == ["that that"])
  }

  @Test func `tries a pattern without literal on short lines`() throws {
    let rule = try decodedRule(
      "where: {extent: line, words: 1-4}",
      match: #"pattern: '^\d+\.\d+\.\d{4}(?: - \d+:\d+)?$'"#
    )
    #expect(
      try words(rule, in: "20.06.2024 - 16:10\nOn 20.06.2024 it rained.\n1.2.2024").count == 2
    )
  }

  @Test func `sees words said again`() throws {
    let rule = try decodedRule("", match: "repetition: {words: 1-3}")
    #expect(
      try words(rule, in: "He said that That was in the the end of the end of it.") == [
        "that That", "the the",
      ]
    )
    let echo = try decodedRule("", match: "repetition: {words: 1-1, between: '(', after: ')'}")
    #expect(try words(echo, in: "The UN (UN) met NATO (AU).") == ["UN (UN)"])
  }

  @Test func `gives every finding what its rule says`() throws {
    let rule = try decodedRule(
      "remedy: {replace: 'a {match}'}\nsuggestion: 'no {match}'\nlifts: title"
    )
    let finding = try #require(try findings([rule], in: "Here is the defect.").first)
    #expect(finding.message == "‘the defect’ is a defect.")
    #expect(finding.suggestion == "no the defect")
    #expect(finding.edit?.inserted == "a the defect")
    #expect(finding.lifted.map(\.value) == ["the defect"])
    #expect(finding.severity == .minor)
  }

  @Test func `orders findings by place, then by rule`() throws {
    let rules = try ["b-rule", "a-rule"].map { try decodedRule("", identifier: $0) }
    let found = try findings(rules, in: "the defect and the defect")
    #expect(found.map(\.rule) == ["a-rule", "b-rule", "a-rule", "b-rule"])
  }

  @Test func `gives the first findings of too many`() throws {
    let rules = try ["b-rule", "a-rule"].map { try decodedRule("", identifier: $0) }
    let document = plain("the defect, the defect and the defect")
    let checker = Checker(try Ruleset(packs: [pack(rules)]))
    let all = checker.findings(in: document, Segmentation(document))
    for limit in 1..<all.count {
      let found = checker.findings(in: document, Segmentation(document), upTo: limit)
      #expect(found == Array(all.prefix(limit)))
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func `searches a long block once, however often the literal of a pattern stands in it`() throws {
    let rule = try decodedRule("", match: #"pattern: '\d+ dollars? [^!]*!'"#)
    let text = String(repeating: "5 dollars and ", count: 60_000)
    #expect(try words(rule, in: text) == [])
    #expect(try words(rule, in: "\(text)\n\n5 dollars! 6 dollars now!").last == "6 dollars now!")
  }

  @Test func `heeds the selection and its severities`() throws {
    let rules = try ["b-rule", "a-rule"].map { try decodedRule("", identifier: $0) }
    let ruleset = try Ruleset(packs: [pack(rules)])
    let one = try ruleset.selecting(
      RuleSelection(off: ["a-rule"], severities: [("p", .critical)])
    )
    let document = plain("the defect")
    let found = Checker(one).findings(in: document, Segmentation(document))
    #expect(found.map(\.rule) == ["b-rule"])
    #expect(found.map(\.severity) == [.critical])
    #expect(throws: RuleSelection.Unknown(name: "a-rul", nearest: "a-rule")) {
      try ruleset.selecting(RuleSelection(on: ["a-rul"]))
    }
  }

  @Test func `rehearses examples, and says which do not hold`() throws {
    let rule = try decodedRule("")
    let good = Rehearsal(of: rule) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let words = "the defect"
      guard let range = text.range(of: words), !text.contains("defector") else {
        return Rehearsal.Reading(sightings: [], cleaned: text)
      }
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      let place = start..<(start + words.utf8.count)
      return Rehearsal.Reading(
        sightings: [.init(rule: "defect", range: place)],
        cleaned: "Here is itself."
      )
    }
    #expect(good.failures == [])
    let blind = Rehearsal(of: rule) {
      Rehearsal.Reading(sightings: [], cleaned: String(decoding: $0, as: UTF8.self))
    }
    #expect(blind.failures.first?.description.hasPrefix("rules/p/defect.yml:11: ") == true)
  }
}
