import Stemma
import StemmaReports
import StemmaText
import Testing

@Suite struct `A report that was tampered with at random` {
  @Test func `is refused or found out, or says the same`() throws {
    let (report, bytes) = Sample.report(text: Sample.text + "Zürich ‘naïve’ \u{1F600}\n")
    let json = report.json()
    let original = try JSON(parsing: json).canonical()
    var dice = SteadyDice(state: 7)
    for _ in 0..<3000 {
      var changed = json
      let place = dice.roll(changed.count)
      switch dice.roll(3) {
      case 0: changed[place] = UInt8(dice.roll(256))
      case 1: changed.remove(at: place)
      default: changed.insert(json[dice.roll(json.count)], at: place)
      }
      guard let file = try? ReportFile(reading: changed, named: "r.json") else { continue }
      let problems = Verification(
        of: file,
        rules: Sample.rules,
        decoding: { _, _ in nil },
        input: { _ in bytes },
        output: { _ throws(InputError) in throw .missing }
      ).problems()
      if problems.isEmpty { #expect(try JSON(parsing: changed).canonical() == original) }
    }
  }

  @Test func `is read back and holds, whatever the edits`() throws {
    var dice = SteadyDice(state: 11)
    let letters = ["a", "é", "\"", "\\", "\n", "\r", "\u{301}", "語", "\u{1F600}", "\u{85}", " "]
    for _ in 0..<150 {
      let words = (0..<dice.roll(60)).map { _ in letters[dice.roll(letters.count)] }
      var edits: [Edit<Extracted>] = []
      var offset = 0
      var isFree = true
      for word in words {
        let end = offset + word.utf8.count
        if isFree, dice.roll(3) == 0 {
          let inserted = letters[dice.roll(letters.count)]
          edits.append(Edit(Span(offset..<end), inserted: inserted, rule: "html-tag", .markup))
        }
        isFree = dice.roll(2) == 0
        offset = end
      }
      let document = Sample.document(words.joined())
      let lineage = Sample.lineage(edits, over: document)
      let cleaned = lineage.applied(to: document.received)
      let report = Sample.report(on: [
        DocumentReport(
          on: document,
          identifier: "w",
          arrival: Arrival(document.received, name: "x"),
          lineage: lineage,
          cleaned: cleaned,
          outputName: "x.txt",
          outcomes: [],
          rules: Sample.rules
        )
      ])
      let file = try ReportFile(reading: report.json(), named: "r.json")
      #expect(file.report == report)
      let verification = Verification(
        of: file,
        rules: Sample.rules,
        decoding: { _, _ in nil },
        input: { _ in document.received },
        output: { _ in cleaned }
      )
      #expect(verification.problems() == [])
    }
  }
}

/// Reproducible dice: Knuth's linear congruential generator (MMIX), of which the high bits count.
private struct SteadyDice {
  var state: UInt64

  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % sides
  }
}
