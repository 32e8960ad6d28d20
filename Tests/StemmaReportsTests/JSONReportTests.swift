import Stemma
import StemmaReports
import StemmaText
import Testing

@Suite struct `The JSON report` {
  @Test func `writes edits that make the cleaned text of the received one`() throws {
    let (report, bytes) = Sample.report()
    let document = report.documents[0]
    let cleaned = try document.lineage().applied(to: bytes)
    #expect(String(decoding: cleaned, as: UTF8.self).hasPrefix("TOKYO, June 20. /TASS/. “Japan is"))
    #expect(document.output.content == Content(of: cleaned))
    #expect(document.edits.map(\.finding) == ["w000.f1", "w000.f3"])
    #expect(document.findings.map(\.action) == [.removed, .flagged, .changed])
  }

  @Test func `tells of no particular that stands where it may, and keeps it in the metadata`() {
    let (report, _) = Sample.report()
    #expect(!report.documents[0].findings.contains { $0.rule == "dateline" })
    let dateline = report.documents[0].metadata.fields.first { $0.name == .dateline }
    #expect(dateline?.rule == "dateline")
  }

  @Test func `ends with a line break and is the same each time`() {
    let (report, _) = Sample.report()
    #expect(report.json() == report.json())
    #expect(report.json().last == UInt8(ascii: "\n"))
  }

  @Test func `is read back as it was written`() throws {
    let (report, _) = Sample.report()
    let file = try ReportFile(reading: report.json(), named: "report.json")
    #expect(file.report == report)
    #expect(file.report.json() == report.json())
  }

  @Test func `gives the digest of its canonical form`() throws {
    let (report, _) = Sample.report()
    let json = try JSON(parsing: report.json())
    guard case .object(let members) = json else {
      Issue.record("A report is an object.")
      return
    }
    let rest = JSON.object(members.filter { $0.name != "integrity" })
    #expect(json["integrity"]?["content"]?.string == Digest(of: rest.canonical()).hexadecimal)
    #expect(report.contentDigest == Digest(of: rest.canonical()))
  }

  @Test func `keeps lists, runs and counts as they are`() throws {
    let (report, _) = Sample.report()
    let json = try JSON(parsing: report.json())
    #expect(json["summary"]?["findings"]?.integer == 3)
    #expect(json["summary"]?["edits"]?.integer == 2)
    let rules = json["tool"]?["ruleset"]?["rules"]?.elements?.compactMap { $0["id"]?.string }
    #expect(
      rules == ["be-bare-infinitive", "dateline", "subscribe-prompt", "unopened-quotation"]
    )
  }

  @Test func `reads a dateline with its parts and its agency`() {
    let metadata = Sample.report().report.documents[0].metadata
    let dateline = metadata.field(.dateline)
    #expect(dateline?.dateline == .init(place: "TOKYO", agency: "TASS", date: "--06-20"))
    #expect(dateline?.span == Span(15..<38))
    #expect(metadata.agencies.map(\.code) == ["TASS"])
    #expect(metadata.agencies.map(\.role) == [.author])
    #expect(metadata.field(.title)?.value == .unknown)
    #expect(metadata.field(.title)?.basis == .nothing)
  }

  @Test(arguments: [
    "Subscribe now\n\nHe said \"\u{301}no\"\u{301}.\n",
    "a\u{0}\u{1}\u{7F}\u{85}\u{202E}b Subscribe now\r",
    "Subscribe now\r\rlone \r carriage\r\nreturns \u{2028}",
    "\\\"</script>\u{FEFF}Subscribe now\u{1F600}",
    "",
  ])
  func `survives hostile text`(text: String) throws {
    let (report, bytes) = Sample.report(text: text, name: "\u{1B}[31m\"\n.txt")
    let file = try ReportFile(reading: report.json(), named: "report.json")
    #expect(file.report == report)
    #expect(try file.report.documents[0].lineage().applied(to: bytes).count >= 0)
    for byte in report.json() { #expect(byte >= 0x20 && byte != 0x7F || byte == 0x0A) }
    #expect(!String(decoding: report.json(), as: UTF8.self).unicodeScalars.contains("\u{202E}"))
  }

  @Test func `writes the parts of a stream on one line each`() throws {
    let document = Sample.report().report.documents[0]
    for part in [document.editsJSON(), document.findingsJSON(), document.metadataJSON()] {
      #expect(!part.contains(UInt8(ascii: "\n")))
      #expect(try JSON(parsing: part).canonical() == part)
    }
  }

  @Test(arguments: [
    (["seeds/000_3559.txt", "seeds/002_96.txt"], ["w000", "w002"]),
    (["a/x.html", "b/x.html", "x-2.txt"], ["x", "x-2", "x-2-2"]),
    (
      ["harbour strike (2).html", "-", ".txt", "", "été.txt"],
      ["harbour-strike-2", "text", "txt", "text-2", "t"]
    ),
  ])
  func `names documents by their files`(names: [String], expected: [String]) {
    var sigla = Sigla()
    #expect(names.map { sigla.siglum(for: $0) } == expected)
  }

  @Test func `names the rules by the digest of their list`() throws {
    let list = try JSON(parsing: Sample.rules.json())
    #expect(Digest(of: list.canonical()) == Sample.rules.digest)
    #expect(list["rules"]?.elements?.count == 6)
    #expect(Sample.report().report.tool.ruleset.digest == Sample.rules.digest)
  }
}
