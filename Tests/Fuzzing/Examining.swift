import RulePacks
import Stemma
import StemmaCollation
import StemmaMarkup
import StemmaReports
import StemmaRules
import StemmaText
import StemmaVoices

@testable import StemmaCommand

private let ruleset = RulePacks.ruleset()
private let rules = RulesInForce(ruleset, tables: RulePacks.compiledTables())
private let lexicon = RulePacks.lexicon()
private let relations = RulePacks.relations()
private let voices = RulePacks.voices()
private let examination = Examination(with: Checker(ruleset), voices: voices)

/// How often a text may change when it is cleaned, and cleaned again.
private let mostRounds = 12

/// A report on one text.
func report(on text: [UInt8]) -> Report? {
  (try? examination.result(for: Source(text, name: "t", format: .text))).map { examined in
    Report(on: [examined.report(as: "t", under: rules)], under: rules, version: "0")
  }
}

func readText(_ bytes: [UInt8]) {
  var text = bytes
  for round in 0..<mostRounds {
    guard let examined = try? examination.result(for: Source(text, name: "t", format: .text)) else {
      return
    }
    if round == 0 {
      expectSound(examined.document)
      expectSound(examined.cleaning.lineage, "cleaning")
      expect(String(validating: examined.cleaned, as: UTF8.self) != nil, "cleaned text is UTF-8")
      let report = Report(
        on: [examined.report(as: "t", under: rules)],
        under: rules,
        version: "0"
      )
      expectVerified(report, on: bytes)
    }
    if examined.cleaned == text { return }
    text = examined.cleaned
  }
  expect(false, "a text that is cleaned again and again comes to rest")
}

func readQuotes(_ bytes: [UInt8]) {
  guard let document = try? document(from: bytes, as: .text) else { return }
  let quotes = voices.quotes(in: document, Segmentation(document))
  for (i, quote) in quotes.enumerated() {
    expect(!quote.content.isEmpty, "a quote says something")
    expectSound(quote.content, in: document)
    expectSound(quote.quoted, in: document)
    let places = [quote.source, quote.cue, quote.speaker.mention] + quote.chain.map(\.span)
    for place in places.compactMap(\.self) { expectSound([place], in: document) }
    expect(quote.nestedIn.map(quotes.indices.contains) ?? true, "a quote stands in one that is")
    expect(quote.nestedIn != i, "no quote stands in itself")
  }
}

func readReport(_ bytes: [UInt8]) {
  if let json = try? JSON(parsing: bytes) {
    let canonical = json.canonical()
    expect(
      (try? JSON(parsing: canonical).canonical()) == canonical,
      "the canonical form of JSON is its own"
    )
  }
  do throws(ReportError) {
    let file = try ReportFile(reading: bytes, named: "r", limit: 1 << 20)
    _ = verification(of: file, on: Array("Leave a Reply\n".utf8)).problems()
    _ = try? differences(between: file, and: file.report)
  } catch {
    expect(error.description.utf8.allSatisfy { $0 >= 0x20 }, "a message is a line")
  }
}

/// What `verify` says of a report that was just made: nothing.
private func expectVerified(_ report: Report, on bytes: [UInt8]) {
  guard let file = try? ReportFile(reading: report.json(), named: "r") else {
    return expect(false, "a report can be read")
  }
  let problems = verification(of: file, on: bytes).problems()
  expect(problems.isEmpty, "a report verifies: \(problems.prefix(3))")
}

private func verification(of file: ReportFile, on bytes: [UInt8]) -> Verification {
  Verification(
    of: file,
    rules: rules,
    decoding: { bytes, encoding in
      try? document(from: bytes, as: .text, charset: encoding.used).received
    },
    input: { _ in bytes },
    output: { _ throws(InputError) in throw .missing }
  )
}

private let answering = Answering(
  examination: examination,
  rules: rules,
  parts: AnswerPart.allCases,
  input: InputChoices()
)

func answerLine(_ bytes: [UInt8]) {
  // A line has no line break; the reader of lines saw to that.
  let line = bytes.map { $0 == 0x0A ? 0x20 : $0 }
  let text = InputText(
    file: InputFile(path: PathName("-"), name: "-"),
    label: "-:1",
    stem: "",
    content: .line(line, Container(name: "-", place: .line(1)))
  )
  expectLine(answering.answer(to: .text(text)).line ?? [])
}

func answerComparison(_ bytes: [UInt8]) {
  let line = bytes.map { $0 == 0x0A ? 0x20 : $0 }
  do throws(StreamRecord.Failure) {
    let request = try CollationRequest(reading: RequestLines.Request(line: line, number: 1))
    let comparison = try request.comparison(
      by: examination,
      InputChoices(),
      rules,
      lexicon,
      relations
    )
    expectLine(comparison.answer(to: request.identifier))
  } catch {
    expectLine(failure(error.identifier ?? "null", error.code, error.description))
  }
}

/// An answer is one line of JSON, and an object with an identifier.
private func expectLine(_ answer: [UInt8]) {
  expect(answer.last == 0x0A && !answer.dropLast().contains(0x0A), "an answer is one line")
  guard let json = try? JSON(parsing: answer, depth: 64) else {
    return expect(false, "an answer is JSON")
  }
  expect(json["id"] != nil, "an answer says to what")
}

private let manifest = """
  name: p
  version: 2026.11.1
  licence: Apache-2.0
  maintainer: Nobody
  kind: mt
  summary: A pack.

  """

func readPack(_ bytes: [UInt8]) {
  _ = RulePack.decoded(from: [RulePack.File(path: "p/pack.yml", bytes: bytes)])
  let (packs, errors) = RulePack.decoded(
    from: [
      RulePack.File(path: "p/pack.yml", bytes: Array(manifest.utf8)),
      RulePack.File(path: "p/r.yml", bytes: bytes),
    ],
    with: lexicon
  )
  for error in errors {
    expect(error.line >= 1 && !error.fault.isEmpty, "an error says where and what")
  }
  guard errors.isEmpty, let rule = packs.first?.rules.first,
    let alone = try? Ruleset(packs: packs, lexicon: lexicon)
  else { return }
  expect(
    Ruleset(compiled: alone.compiled(), lexicon: lexicon).rule(named: rule.identifier) != nil,
    "a rule stays one when it is compiled"
  )
  _ = try? Rehearsal(of: rule, in: alone)
}
