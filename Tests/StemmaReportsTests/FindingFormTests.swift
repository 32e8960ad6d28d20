import Stemma
import StemmaRules
import StemmaText
import Testing

@testable import StemmaReports

@Suite struct `Places as editors count them` {
  @Test(arguments: [
    ("one", 3, 1, 4, 4, 4, 3),
    ("a\nb", 2, 2, 1, 1, 1, 2),
    ("a\r\nb", 3, 2, 1, 1, 1, 3),
    ("a\r\nb", 2, 1, 3, 3, 3, 2),  // between CR and LF: still the first line
    ("a\rb", 2, 2, 1, 1, 1, 2),
    ("\tx", 1, 1, 2, 2, 2, 1),  // a tab is one column
    ("é!", 2, 1, 3, 2, 2, 1),
    ("e\u{301}!", 3, 1, 4, 3, 3, 2),  // a mark that combines is a column of its own
    ("語!", 3, 1, 4, 2, 2, 1),
    ("𝒱!", 4, 1, 5, 2, 3, 1),  // beyond U+FFFF: two code units of UTF-16
    ("👩‍🚀!", 11, 1, 12, 4, 6, 3),
    ("\u{FEFF}ab", 4, 1, 2, 2, 2, 1),  // no column for a byte-order mark
    ("\u{FEFF}ab", 0, 1, 1, 1, 1, 0),
    ("a\n", 2, 2, 1, 1, 1, 2),
    ("", 0, 1, 1, 1, 1, 0),
  ])
  func `are counted in lines, bytes, scalars and code units`(
    text: String,
    offset: Int,
    line: Int,
    byte: Int,
    scalar: Int,
    utf16: Int,
    scalarOffset: Int
  ) {
    let place = PlaceTable([offset], in: Array(text.utf8))[offset]
    #expect(
      place
        == TextPosition(
          line: line,
          byteColumn: byte,
          scalarColumn: scalar,
          utf16Column: utf16,
          scalarOffset: scalarOffset
        )
    )
  }

  @Test func `keep the end of the text in the last line where SARIF has it`() {
    let text = Array("lmn\r\n".utf8)
    let place = PlaceTable([5], in: text, endsInLastLine: true)[5]
    #expect(place.line == 1 && place.utf16Column == 6)
    #expect(PlaceTable([5], in: text)[5].line == 2)
  }

  @Test func `are the same asked for together or one by one`() {
    let text = Array("é\r\n𝒱x\ry\n\n語".utf8)
    let all = PlaceTable((0...text.count).shuffled(), in: text)
    for offset in 0...text.count {
      #expect(all[offset] == PlaceTable([offset], in: text)[offset])
    }
  }
}

@Suite struct `Findings in other forms` {
  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
    ("  =1", "'  =1"), ("\"=1", "\"'\"\"=1\""), ("'=1", "''=1"), ("＝1", "'＝1"),
    ("\t=1", "\"'\t=1\""), ("a=1", "a=1"), ("say “hi”, now", "\"say “hi”, now\""),
    ("=\u{301}1", "'=\u{301}1"),  // a mark that combines hides no sign
    ("one\r\ntwo", "\"one\\u{D}\ntwo\""), ("a\u{1B}[31m", "a\\u{1B}[31m"),
  ])
  func `keep formulas out of spreadsheets`(words: String, cell: String) {
    let row = String(decoding: CSVListing().add(document(words)), as: UTF8.self)
    #expect(row.contains(",flagged,\(cell),"), "\(row)")
    #expect(row.hasSuffix("\r\n"))
  }

  @Test func `cannot give orders to a workflow`() {
    let document = document("\n::error::x%0A\r\n", path: "a,b:c%.txt")
    let line = String(decoding: GitHubListing().add(document), as: UTF8.self)
    #expect(
      line
        == "::warning file=a%2Cb%3Ac%25.txt,line=1,endLine=3,title=stemma%3A tag-remnant"
        + "::‘%0A::error::x%250A\\u{D}%0A’ is not right.\n"
    )
  }

  @Test func `do not pass words of an article off as a link or a placeholder of SARIF`() throws {
    let json = try sarif(of: document("[x](http://evil.example) {0}"))
    let result = json["runs"]?.elements?[0]["results"]?.elements?[0]
    #expect(
      result?["message"]?["text"]?.string == "‘[x] (http://evil.example) {{0}}’ is not right."
    )
  }

  @Test func `name in SARIF what could not be read`() throws {
    var form = SARIFListing(finding: { _ in nil }, version: "0.1.0")
    let bytes = form.start() + form.add(problem: "a.txt: no such file or folder.") + form.end()
    let invocation = try JSON(parsing: bytes)["runs"]?.elements?[0]["invocations"]?.elements?[0]
    #expect(invocation?["executionSuccessful"].map { $0.canonical() } == Array("false".utf8))
    let told = invocation?["toolExecutionNotifications"]?.elements?[0]
    #expect(told?["level"]?.string == "error")
    #expect(told?["message"]?["text"]?.string == "a.txt: no such file or folder.")
  }

  @Test func `give no place in a file to words that stand in an archive`() throws {
    let json = try sarif(of: document("x", lines: .unknown))
    let location = json["runs"]?.elements?[0]["results"]?.elements?[0]["locations"]?.elements?[0]
    #expect(location?["physicalLocation"]?["region"] == nil)
    #expect(location?["logicalLocations"] != nil)
    let line = String(
      decoding: GitHubListing().add(document("x", lines: .one(7))),
      as: UTF8.self
    )
    #expect(line.hasPrefix("::warning file=a.txt,line=7,title="))
  }

  private func sarif(of document: CheckedDocument) throws -> JSON {
    var form = SARIFListing(finding: { _ in nil }, version: "0.1.0")
    return try JSON(parsing: form.start() + form.add(document) + form.end())
  }

  /// A document that is nothing but the words of one finding.
  private func document(
    _ words: String,
    path: String = "a.txt",
    lines: CheckedDocument.Place.Lines = .same
  ) -> CheckedDocument {
    let bytes = Array(words.utf8)
    let document = Sample.document(words)
    let outcome = Outcome(
      Finding(
        rule: "tag-remnant",
        kind: .markup,
        severity: .minor,
        spans: [Span(0..<bytes.count)],
        message: "‘\(words)’ is not right."
      )
    )
    let lineage = Sample.lineage([], over: document)
    let report = DocumentReport(
      on: document,
      identifier: "w000",
      arrival: Arrival(bytes, name: "a.txt"),
      lineage: lineage,
      cleaned: bytes,
      outcomes: [outcome],
      rules: Sample.rules
    )
    let key = Baseline.Entry(
      file: path,
      rule: "tag-remnant",
      exact: words,
      before: "",
      after: "",
      ordinal: 1
    )
    return CheckedDocument(
      at: CheckedDocument.Place(label: path, path: path, reference: nil, lines: lines),
      report,
      telling: report.findings,
      knownBy: [key],
      received: bytes
    )
  }
}
