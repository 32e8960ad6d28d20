import Foundation
import Stemma
import StemmaReports
import StemmaText
import Testing

@Suite struct `Verifying a report` {
  @Test func `finds nothing wrong with what was just written`() throws {
    let (report, bytes) = Sample.report()
    #expect(try problems(report.json(), input: bytes) == [])
  }

  @Test(arguments: [
    // What is changed, by what, and whether the digest is computed anew; the problem that is named.
    (
      #""removed": "Japan""#, #""removed": "China""#,
      "w000: edit w000.e2 removes other text than stands at 39..<44."
    ),
    (
      #""inserted": "“Japan""#, #""inserted": "“China""#,
      "w000: the edits make another text than the cleaned one reported."
    ),
    (
      #""span": [39, 44]"#, #""span": [10, 44]"#,
      "w000: edit w000.e2 starts at 10, before the edit ahead of it ends."
    ),
    (
      #""span": [39, 44]"#, #""span": [39, 4400]"#,
      "w000: edit w000.e2 ends at 4400; the text has 80 bytes."
    ),
    (
      #""rule": "subscribe-prompt", "span""#, #""rule": "other", "span""#,
      "w000: edit w000.e1 names the rule other, which the report does not list."
    ),
    (
      #""version": "1", "kind": "mt""#, #""version": "2", "kind": "mt""#,
      "The report lists rule be-bare-infinitive, version 2, which is not in force in that form."
    ),
    ("[0, 24, 15]", "[0, 24, 16]", "w000: the segments are not those that follow from the edits."),
    (
      #""exact": "is observe""#, #""exact": "is observed""#,
      "w000: the words of finding w000.f2 are not those at its place."
    ),
    (
      #""spans": [[45, 55]]"#, #""spans": [[45, 5500]]"#,
      "w000: finding w000.f2 has a place outside the text."
    ),
    (
      #""suffix": " he said.\n""#, #""suffix": " she said.\n""#,
      "w000: the words after finding w000.f3 are not those in the text."
    ),
    (
      #""finding": "w000.f1""#, #""finding": "w000.f9""#,
      "w000: edit w000.e1 names the finding w000.f9, which is not here."
    ),
    (
      #""finding": "w000.f1""#, #""finding": "w000.f2""#,
      "w000: edit w000.e1 names the finding w000.f2, which led to no edit."
    ),
    (#""id": "w000.f2""#, #""id": "w000.f1""#, "w000: two findings are called w000.f1."),
    (#""edits": 2,"#, #""edits": 3,"#, "The summary counts 3 for edits; the report has 2."),
    (
      #""span": [15, 38]"#, #""span": [15, 3800]"#,
      "w000: the dateline has a place that is not in the text."
    ),
    (
      #""span": [32, 36]"#, #""span": [32, 32]"#,
      "w000: the agency TASS has a place that is not in the text."
    ),
  ])
  func `names what was changed, even where the digest was computed anew`(
    old: String,
    new: String,
    problem: String
  ) throws {
    let (report, bytes) = Sample.report()
    let changed = try replaced(old, by: new, in: report.json())
    let found = try problems(changed, input: bytes)
    #expect(found.contains(problem))
    #expect(found.first?.hasPrefix("The report was changed after it was written") == true)
    let forged = try resealed(changed)
    #expect(try problems(forged, input: bytes).contains(problem))
    #expect(try !problems(forged, input: bytes).contains { $0.hasPrefix("The report was changed") })
  }

  @Test func `does not take two spellings of a letter for one`() throws {
    let text = "Subscribe now\n\ncafe\u{301} is observe\n"
    let (report, bytes) = Sample.report(text: text)
    let changed = try replaced("cafe\u{301}", by: "caf\u{E9}", in: report.json())
    #expect(try problems(resealed(changed), input: bytes) != [])
  }

  @Test func `names an input that is another, shorter or missing`() throws {
    let (report, bytes) = Sample.report()
    let other = try problems(report.json(), input: bytes.dropLast() + [0x21])
    #expect(other.count == 1)
    #expect(other[0].hasPrefix("w000: the input ‘seeds/000_sample.txt’ is not the one reported"))
    let missing = try problems(report.json(), input: nil)
    #expect(
      missing == ["w000: the input ‘seeds/000_sample.txt’ cannot be read: there is no such file."]
    )
  }

  @Test func `names rules that changed without a new version`() throws {
    let (report, bytes) = Sample.report()
    let rules = RulesInForce(
      version: "2026.11.1",
      rules: [],
      compiled: [9]
    )
    let found = try problems(report.json(), input: bytes, rules: rules)
    #expect(found[0] == "The rules in force are not those of the report: their digest differs.")
    #expect(found.count == 5)
  }

  @Test func `names a cleaned text that was changed, and misses none that was not kept`() throws {
    let (report, bytes) = Sample.report()
    let found = try problems(report.json(), input: bytes, output: [0x21])
    #expect(found == ["w000: the cleaned text in ‘000.clean.txt’ is not what the edits make."])
  }

  @Test func `decodes an input that is not UTF-8`() throws {
    let (report, raw) = latinReport()
    let json = report.json()
    #expect(
      try problems(json, input: raw) { bytes, encoding in
        encoding.used == "windows-1252" ? latin(bytes) : nil
      } == []
    )
    #expect(
      try problems(json, input: raw) { _, _ in nil }
        == ["w000: the input cannot be decoded as windows-1252."]
    )
    #expect(
      try problems(json, input: raw) { bytes, _ in bytes } == [
        "w000: decoded as windows-1252, the input gives another text than the one reported."
      ]
    )
  }

  @Test(arguments: [
    (
      #""reportSchema": "stemma-report/1.0""#, #""reportSchema": "x""#,
      "r.json: $.reportSchema: only stemma-report/1.0 is known."
    ),
    (
      #""class": "boilerplate""#, #""class": "magic""#,
      "r.json: $.documents[0].edits[0].class: ‘magic’ is none of boilerplate, markup, whitespace, typography, encoding, mt-fix."
    ),
    (
      #""bytes": 80"#, #""bytes": 80.5"#,
      "r.json: $.documents[0].input.bytes: a number that is not an integer; scores are integers 0 to 1000."
    ),
    (#""bytes": 80"#, #""bytes": -80"#, "r.json: $.documents[0].input.bytes: -80 is out of range."),
    (
      #""span": [15, 38]"#, #""span": [38, 15]"#,
      "r.json: $.documents[0].metadata.dateline.span: a span is [start, end], with start not after end."
    ),
    (
      #""message""#, #""massage""#,
      "r.json: $.documents[0].findings[0]: ‘massage’ is not a name a report has here."
    ),
    (
      #""id": "w000","#, #""id": "../w","#,
      "r.json: $.documents[0].id: an identifier has 1 to 64 of A–Z a–z 0–9 . _ : -."
    ),
    (#" "summary""#, #" "\u001b""#, "r.json: $: ‘\\u{1B}’ is not a name a report has here."),
  ])
  func `refuses to read what is no report`(old: String, new: String, message: String) throws {
    let changed = try replaced(old, by: new, in: Sample.report().report.json())
    let error = #expect(throws: ReportError.self) {
      try ReportFile(reading: changed, named: "r.json")
    }
    #expect(error?.description == message)
  }

  @Test func `refuses a report that is larger than the limit`() {
    #expect(throws: ReportError.tooLarge(file: "r", size: 3, limit: 2)) {
      try ReportFile(reading: [1, 2, 3], named: "r", limit: 2)
    }
  }

  @Test func `finds a field that was changed by comparing with a report made afresh`() throws {
    let (report, bytes) = Sample.report()
    let forged = try resealed(
      replaced(#""place": "TOKYO""#, by: #""place": "KYOTO""#, in: report.json())
    )
    #expect(try problems(forged, input: bytes) == [])
    let file = try ReportFile(reading: forged, named: "r.json")
    #expect(
      try differences(between: file, and: report) == [
        #"$.documents[0].metadata.dateline.place is "KYOTO" in the report, "TOKYO" when made afresh."#
      ]
    )
    let same = try ReportFile(reading: report.json(), named: "r.json")
    #expect(try differences(between: same, and: report) == [])
  }

  private func problems(
    _ json: [UInt8],
    input: [UInt8]?,
    output: [UInt8]? = nil,
    rules: RulesInForce = Sample.rules,
    decoding: @escaping ([UInt8], TextEncoding) -> [UInt8]? = { _, _ in nil }
  ) throws -> [String] {
    Verification(
      of: try ReportFile(reading: json, named: "r.json"),
      rules: rules,
      decoding: decoding,
      input: { _ throws(InputError) in
        guard let input else { throw .missing }
        return input
      },
      output: { _ throws(InputError) in
        guard let output else { throw .missing }
        return output
      }
    ).problems()
  }

  /// The JSON with the digest of its content computed anew, as a forger would.
  private func resealed(_ json: [UInt8]) throws -> [UInt8] {
    guard case .object(let members) = try JSON(parsing: json) else { return [] }
    let rest = members.filter { $0.name != "integrity" }
    let integrity = JSON.object([
      .init("algorithm", .string("sha256")), .init("canonicalization", .string("RFC8785")),
      .init("content", .string(Digest(of: JSON.object(rest).canonical()).hexadecimal)),
    ])
    return JSON.object(rest + [.init("integrity", integrity)]).canonical()
  }

  private func replaced(_ old: String, by new: String, in json: [UInt8]) throws -> [UInt8] {
    let range = try #require(places(of: old, in: json).first, "‘\(old)’ is in the report")
    return json[..<range.lowerBound] + Array(new.utf8) + json[range.upperBound...]
  }

  private func latin(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { Array(String(Unicode.Scalar($0)).utf8) }
  }

  private func latinReport() -> (Report, [UInt8]) {
    let raw: [UInt8] = [0x5A, 0xFC, 0x72, 0x69, 0x63, 0x68]
    let received = latin(raw)
    let document = Document(
      mediaType: .text,
      encoding: TextEncoding(
        declared: "latin1",
        used: "windows-1252",
        hasByteOrderMark: false,
        isVerbatim: false
      ),
      received: received,
      lineage: Lineage(unchanged: received.count),
      blocks: []
    )
    let report = DocumentReport(
      on: document,
      identifier: "w000",
      arrival: Arrival(raw, name: "z.txt"),
      lineage: Lineage(unchanged: received.count),
      cleaned: received,
      outcomes: [],
      rules: Sample.rules
    )
    return (Sample.report(on: [report]), raw)
  }
}

@Suite struct `A folder of inputs` {
  @Test func `gives its files and nothing outside`() throws {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appending(path: "stemma-inputs-\(UUID().uuidString)")
    let inputs = root.appending(path: "inputs")
    try manager.createDirectory(
      at: inputs.appending(path: "sub"),
      withIntermediateDirectories: true
    )
    defer { try? manager.removeItem(at: root) }
    try Data([1]).write(to: root.appending(path: "secret"))
    try Data([2, 3]).write(to: inputs.appending(path: "sub/a"))
    for (link, target) in [("in", "sub/a"), ("out", "../secret"), ("loop", "loop")] {
      try manager.createSymbolicLink(
        atPath: inputs.appending(path: link).path,
        withDestinationPath: target
      )
    }
    let folder = InputFolder(inputs.path, limit: 2)
    #expect(try folder.bytes(named: "sub/a") == [2, 3])
    #expect(try folder.bytes(named: "in") == [2, 3])
    for name in ["../secret", "sub/../../secret", root.path + "/secret", "out", "", "a\0b"] {
      #expect(throws: InputError.outside, "\(name)") { try folder.bytes(named: name) }
    }
    #expect(throws: InputError.missing) { try folder.bytes(named: "b") }
    #expect(throws: InputError.notFile) { try folder.bytes(named: "sub") }
    #expect(throws: InputError.self) { try folder.bytes(named: "loop") }
    #expect(throws: InputError.tooLarge(limit: 1)) {
      try InputFolder(inputs.path, limit: 1).bytes(named: "in")
    }
  }
}
