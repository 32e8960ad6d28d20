import Stemma
import StemmaReports
import StemmaText
import Testing

@Suite struct `A report put together document by document` {
  private func report(_ count: Int) -> Report {
    let document = Sample.report().report.documents[0]
    return Sample.report(on: Array(repeating: document, count: count))
  }

  @Test(arguments: [1, 3])
  func `is the report written at once`(count: Int) {
    let report = report(count)
    var assembly = ReportAssembly(
      under: Sample.rules,
      version: "0.1.0",
      build: [Report.Component("libxml2", version: "2.9.14")],
      options: [.init("keep-dateline", .boolean(true)), .init("apply", .text("none"))]
    )
    var documents: [[UInt8]] = []
    for document in report.documents { documents.append(assembly.add(document)) }
    let whole = assembly.head + documents.joined(separator: [0x2C]) + assembly.tail
    #expect(whole == report.json())
    #expect(assembly.count == count)
  }

  @Test func `gives back each document`() throws {
    let report = report(1)
    var assembly = ReportAssembly(under: Sample.rules, version: "0.1.0")
    let json = assembly.add(report.documents[0])
    #expect(try documentReport(reading: json, named: "w000") == report.documents[0])
    #expect(throws: ReportError.self) {
      try documentReport(reading: Array(json.dropLast()), named: "w000")
    }
    #expect(throws: ReportError.self) {
      try documentReport(reading: Array("{}".utf8), named: "w000")
    }
  }
}

@Suite struct `An input that is no file` {
  @Test(
    arguments: [
      Container(name: "a.warc.gz", uri: "x/a.warc.gz", compression: .gzip, place: .record(12)),
      Container(name: "r.ndjson.zst", compression: .zstd, place: .line(3)),
      Container(name: "p.html.gz", compression: .gzip),
      Container(
        name: "n.xml",
        place: .record(2),
        range: 10..<20,
        content: Content(of: [1, 2, 3])
      ),
    ]
  )
  func `says where it stood, and is read back so`(container: Container) throws {
    let document = Sample.document("The harbour reopened on Monday.")
    let lineage = Lineage<Received, Cleaned>(unchanged: document.received.count)
    let input = Arrival(document.received, name: "x#1", within: container)
    let report = Sample.report(on: [
      DocumentReport(
        on: document,
        identifier: "x",
        arrival: input,
        lineage: lineage,
        cleaned: document.received,
        outcomes: [],
        rules: Sample.rules
      )
    ])
    let file = try ReportFile(reading: report.json(), named: "report.json")
    #expect(file.report == report)
    #expect(file.report.documents[0].input.arrival.container == container)
  }

  @Test(
    arguments: [
      (#""end": 19"#, #""end": 9"#, "start not after end"),
      (#", "end": 19"#, "", "a start and an end"),
      (#""gzip""#, #""lzma""#, "none of gzip, zstd"),
      (#""record": 12"#, #""verse": 12"#, "‘verse’ is not a name"),
    ]
  )
  func `is refused where that place is none`(part: String, other: String, problem: String) throws {
    let document = Sample.document("The harbour reopened on Monday.")
    let container = Container(name: "a", compression: .gzip, place: .record(12), range: 10..<19)
    let report = Sample.report(on: [
      DocumentReport(
        on: document,
        identifier: "x",
        arrival: Arrival(document.received, name: "x#1", within: container),
        lineage: Lineage(unchanged: document.received.count),
        cleaned: document.received,
        outcomes: [],
        rules: Sample.rules
      )
    ])
    let json = String(decoding: report.json(), as: UTF8.self)
    #expect(json.contains(part))
    do {
      _ = try ReportFile(reading: Array(json.replacing(part, with: other).utf8), named: "r.json")
      Issue.record("The place is none.")
    } catch {
      #expect(error.description.contains(problem), "\(error.description)")
    }
  }
}
