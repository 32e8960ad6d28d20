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
    #expect(document.edits.map(\.finding) == ["w000.f1", "w000.f4"])
    #expect(document.findings.map(\.action) == [.removed, .flagged, .flagged, .changed])
  }

  @Test func `ends with a line break and is the same each time`() {
    let (report, _) = Sample.report()
    #expect(report.json() == report.json())
    #expect(report.json().last == UInt8(ascii: "\n"))
  }
}
