import Stemma
import StemmaReports
import StemmaText
import Testing

@Suite struct `Findings on a terminal` {
  @Test func `show the line, carets under the span, the reason and the remedy`() {
    let (report, bytes) = Sample.report()
    let text = shown(report, bytes, from: .major)
    #expect(
      text == """
        seeds/000_sample.txt:3:31: major be-bare-infinitive
            TOKYO, June 20. /TASS/. Japan is observe the result,” he said.
                                          ^^^^^^^^^^
            ‘is observe’ is not right.
            suggestion: is observing
            remedy: none; for an editor to decide

        """
    )
  }

  @Test func `are counted in a line`() {
    let (report, _) = Sample.report()
    var tally = TextReport.Tally()
    tally.add(report.documents[0].findings)
    #expect(
      tally.summary
        == "3 findings in 1 document: 1 major, 2 minor; cleaning mends 2."
    )
    #expect(TextReport.Tally().summary == "Nothing found in 0 documents.")
  }

  @Test func `have colour only where it is asked for`() {
    let (report, bytes) = Sample.report()
    let colour = shown(report, bytes, colour: true)
    let plain = shown(report, bytes)
    #expect(colour.contains("\u{1B}[31mmajor\u{1B}[0m"))
    #expect(!plain.contains("\u{1B}"))
  }

  @Test(arguments: [
    ("\tis observe", "    is observe", "    ^^^^^^^^^^"),
    ("日本 is observe", "日本 is observe", "     ^^^^^^^^^^"),
    ("cafe\u{301} is observe", "cafe\u{301} is observe", "     ^^^^^^^^^^"),
    ("👩‍🚀 is observe", "👩‍🚀 is observe", "     ^^^^^^^^^^"),
    ("a\u{1B}[31m is observe", "a\\u{1B}[31m is observe", "            ^^^^^^^^^^"),
    ("\u{202E}x\u{9B} is observe", "\\u{202E}x\\u{9B} is observe", "                ^^^^^^^^^^"),
    ("one\rlone is observe\rmore", "lone is observe", "     ^^^^^^^^^^"),
  ])
  func `stand under what they point at`(text: String, line: String, carets: String) {
    #expect(lines(text)[1...2] == ["    " + line, "    " + carets])
  }

  @Test func `show only what stands around the span in a long line`() {
    let text =
      String(repeating: "é ", count: 400) + "is observe" + String(repeating: " 語", count: 400)
    let shown = lines(text)
    #expect(shown[0].hasSuffix(":1:801: major be-bare-infinitive"))
    #expect(shown[1].hasPrefix("    …") && shown[1].hasSuffix("…"))
    #expect(shown[1].unicodeScalars.count <= 104)
    let before = shown[1].prefix { $0 != "i" }.count
    #expect(shown[2] == String(repeating: " ", count: before) + "^^^^^^^^^^")
  }

  @Test func `do not print a line of endless combining marks`() {
    let text = "is observe" + String(repeating: "\u{301}", count: 100_000)
    #expect(lines(text).map(\.utf8.count).reduce(0, +) < 2_000)
  }

  @Test func `show names of files without what could steer the terminal`() {
    let (report, bytes) = Sample.report(text: "is observe", name: "a\u{1B}[2J\nb\u{202E}.txt")
    let text = shown(report, bytes)
    #expect(text.hasPrefix("a\\u{1B}[2J\\u{A}b\\u{202E}.txt:1:1: major"))
  }

  private func lines(_ text: String) -> [String] {
    let (report, bytes) = Sample.report(text: text)
    return shown(report, bytes, from: .major).split(separator: "\n").map(String.init)
  }

  private func shown(
    _ report: Report,
    _ bytes: [UInt8],
    from severity: Severity = .neutral,
    colour: Bool = false
  ) -> String {
    let document = report.documents[0]
    return TextReport(colour: colour).lines(
      for: document.findings.filter { $0.severity >= severity },
      in: bytes,
      named: document.input.arrival.name
    )
  }
}
