import Foundation
import Testing

@Suite struct `The forms of findings` {
  /// Characters beyond U+FFFF, marks that combine, a tab, CR LF, a byte-order mark, and remedies.
  private let hard = """
    \u{FEFF}Harbour news\r\n\r\n👩‍🚀 cafe\u{301}\tshe is observe the the port for more 12 days.\r
    \r\nLeave a Reply\r\n
    """
  private let evil = """
    Harbour

    =cmd()|' the the [x](http://evil.example) {0} ::error::x %0A \u{1B}[31m the the \u{202E} port.

    Leave a Reply

    """

  private func inputs() throws -> Folder {
    let folder = try Folder()
    try folder.file("in/hard.txt", hard)
    try folder.file("in/evil, <b>&.txt", evil)
    try folder.file(
      "in/latin.txt",
      input: Array("Caf\u{E9} is observe the the port.\n".utf16.map { UInt8($0) })
    )
    try folder.file(
      "in/page.html",
      "<!doctype html><html><body><article><h1>Port</h1><p>The the port reopened on Monday after a storm.</p></article></body></html>"
    )
    try folder.file(
      "in/r.ndjson",
      #"{"id":"a","text":"Harbour\n\nThe the port opened in more 12 days."}"# + "\n"
    )
    return folder
  }

  private func printed(_ format: String, in folder: Folder) throws -> [UInt8] {
    let run = try stemma("check", "--format", format, "in", "none.txt", in: folder.url)
    #expect(run.status == 2 && run.complaints == "stemma: none.txt: no such file or folder.\n")
    return run.output
  }

  /// Expects a file of a folder to be JSON as a schema of these tests wants it.
  private func expect(_ name: String, in folder: Folder, isBy schema: String) throws {
    let path = self.schema(schema)
    let check = try run(named: systemPython, "-m", "jsonschema", "-i", name, path, in: folder.url)
    #expect(check.status == 0, "\(check.text) \(check.complaints)")
  }

  private func schema(_ name: String) -> String {
    packageFolder.appendingPathComponent("Tests/AcceptanceTests/Schemas/\(name)").path
  }

  private func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private func results(in log: [String: Any]) throws -> [[String: Any]] {
    let runs = try #require(log["runs"] as? [[String: Any]])
    return try #require(runs[0]["results"] as? [[String: Any]])
  }

  @Test func `are SARIF by its schema, on checks, on a baseline and on comparisons`() throws {
    let folder = try inputs()
    try folder.file("check.sarif", input: try printed("sarif", in: folder))
    try folder.file(
      "baseline.sarif",
      input: try stemma("baseline", "check", "--format", "sarif", "in", in: folder.url).output
    )
    try folder.file(
      "collate.sarif",
      input: try stemma("collate", "--format", "sarif", "seeds", in: packageFolder).output
    )
    for name in ["check", "baseline", "collate"] {
      try expect("\(name).sarif", in: folder, isBy: "sarif-2.1.0.json")
      let file = folder.url.appendingPathComponent("\(name).sarif")
      let found = try results(in: object(Array(Data(contentsOf: file))))
      #expect(found.count > 5)
    }
  }

  @Test func `point in SARIF at the same words by lines and by bytes`() throws {
    let folder = try inputs()
    let found = try results(in: object(printed("sarif", in: folder)))
    var compared = 0
    for result in found {
      let location = try #require(
        (result["locations"] as? [[String: Any]])?[0]["physicalLocation"] as? [String: Any]
      )
      let artifact = try #require(location["artifactLocation"] as? [String: Any])
      let uri = try #require((artifact["uri"] as? String)?.removingPercentEncoding)
      guard let region = location["region"] as? [String: Any],
        let offset = region["byteOffset"] as? Int, let length = region["byteLength"] as? Int
      else { continue }
      let bytes = Array(try Data(contentsOf: folder.url.appendingPathComponent(uri)))
      let words = String(decoding: bytes[offset..<offset + length], as: UTF8.self)
      let text = String(decoding: bytes, as: UTF8.self).utf16.drop { $0 == 0xFEFF }
      #expect(String(try self.words(in: Array(text), at: region)) == words)
      #expect((region["snippet"] as? [String: Any])?["text"] as? String == words)
      compared += 1
    }
    #expect(compared > 8)
  }

  /// The words in a region, by its lines and columns.
  private func words(in text: [UInt16], at region: [String: Any]) throws -> String {
    func offset(_ line: Any?, _ column: Any?) throws -> Int {
      var left = try #require(line as? Int) - 1
      var i = 0
      while left > 0 {
        if text[i] == 0x0A { left -= 1 }
        i += 1
      }
      return i + (try #require(column as? Int)) - 1
    }
    let start = try offset(region["startLine"], region["startColumn"])
    let end = try offset(region["endLine"], region["endColumn"])
    return String(decoding: text[start..<end], as: UTF16.self)
  }

  @Test func `keep their fingerprints when forty lines are put in front`() throws {
    let folder = try Folder()
    func fingerprints(_ text: String) throws -> [String] {
      try folder.file("a.txt", text)
      let log = try object(stemma("check", "--format", "sarif", "a.txt", in: folder.url).output)
      return try results(in: log).map { result in
        let prints = try #require(result["partialFingerprints"] as? [String: String])
        return try #require(prints["stemmaFinding/v1"])
      }
    }
    let text = """
      The port is observe the the storm for more 12 days.

      Ships wait for more 12 days, said the the harbour master.

      Leave a Reply

      """
    let before = try fingerprints(text)
    #expect(before.count > 5 && Set(before).count == before.count)
    let lines = (1...40).map { "Line \($0) of the report says that the ship is late.\n" }.joined()
    let after = try fingerprints(lines + "\n" + text)
    #expect(Set(before).isSubset(of: after))
  }

  @Test func `carry in SARIF the remedies that cleaning would apply`() throws {
    let folder = try Folder()
    try folder.file("a.txt", hard)
    let log = try object(stemma("check", "--format", "sarif", "a.txt", in: folder.url).output)
    var bytes = Array(hard.utf8)
    var replacements: [(Range<Int>, String)] = []
    for result in try results(in: log) {
      for fix in result["fixes"] as? [[String: Any]] ?? [] {
        for change in try #require(fix["artifactChanges"] as? [[String: Any]]) {
          for replacement in try #require(change["replacements"] as? [[String: Any]]) {
            let region = try #require(replacement["deletedRegion"] as? [String: Int])
            let start = try #require(region["byteOffset"])
            let text = (replacement["insertedContent"] as? [String: String])?["text"] ?? ""
            replacements.append((start..<start + (region["byteLength"] ?? 0), text))
          }
        }
      }
    }
    for (range, text) in replacements.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
      bytes.replaceSubrange(range, with: Array(text.utf8))
    }
    let fixed = String(decoding: bytes, as: UTF8.self)
    #expect(fixed.contains("for more than 12 days."))
    #expect(!fixed.contains("Leave a Reply"))
    let cleaned = try stemma("clean", "--apply-suggestions", "a.txt", in: folder.url)
    #expect(
      fixed.replacing("\r\n", with: "\n").replacing("\u{FEFF}", with: "").trimmingCharacters(
        in: .newlines
      )
        == cleaned.text.replacing("\r\n", with: "\n").replacing("\u{FEFF}", with: "")
        .trimmingCharacters(in: .newlines)
    )
  }

  @Test func `name pages of rules in SARIF and rdjson where someone says where they are`() throws {
    let folder = try Folder()
    try folder.file("a.txt", "The the port opened.\n")
    let page = "https://example.org/rules/doubled-word.md"
    for (format, member) in [("sarif", "helpUri"), ("rdjson", "url")] {
      let line = "\"\(member)\": \"\(page)\""
      let base = ["check", "--format", format, "a.txt"]
      let told = try run(
        named: builtProduct("stemma").path,
        arguments: base + ["--rule-pages", "https://example.org/rules/"],
        in: folder.url
      )
      #expect(told.text.contains(line), "\(told.text)")
      let untold = try run(named: builtProduct("stemma").path, arguments: base, in: folder.url)
      #expect(untold.text.contains("doubled-word") && !untold.text.contains(member))
    }
  }

  @Test func `are JUnit by the schema of Jenkins, and fail from --fail-on`() throws {
    let folder = try inputs()
    try folder.file("junit.xml", input: try printed("junit", in: folder))
    let check = try run(
      named: "xmllint",
      "--noout",
      "--schema",
      schema("junit-10.xsd"),
      "junit.xml",
      in: folder.url
    )
    #expect(check.status == 0, "\(check.complaints)")
    let lenient = try stemma(
      "check",
      "--format",
      "junit",
      "--fail-on",
      "critical",
      "in",
      in: folder.url
    )
    #expect(lenient.status == 0)
    #expect(!lenient.text.contains("<failure") && lenient.text.contains("<system-out>"))
  }

  @Test func `are the Reviewdog Diagnostic Format by its schema, in one object or by lines`() throws
  {
    let folder = try inputs()
    let whole = try object(printed("rdjson", in: folder))
    try folder.file("whole.json", input: try printed("rdjson", in: folder))
    try expect("whole.json", in: folder, isBy: "rdjson.json")
    let all = try #require(whole["diagnostics"] as? [[String: Any]])
    let lines = String(decoding: try printed("rdjsonl", in: folder), as: UTF8.self).split(
      separator: "\n"
    )
    #expect(all.count > 10)
    // A line says itself which tool found it.
    let source = try #require(whole["source"] as? NSDictionary)
    let told = try lines.map { line in
      var diagnostic = try object(Array(line.utf8))
      #expect(diagnostic.removeValue(forKey: "source") as? NSDictionary == source)
      return diagnostic as NSDictionary
    }
    #expect(told == all.map { $0 as NSDictionary })
  }

  @Test func `are Web Annotations by what the model demands, whose selectors find the words`()
    throws
  {
    let folder = try inputs()
    try folder.file("all.json", input: try printed("web-annotation", in: folder))
    try expect("all.json", in: folder, isBy: "web-annotation.json")
    let found = """
      import glob, hashlib, json
      texts = [open(path, 'rb').read() for path in glob.glob('in/*') if path != 'in/latin.txt']
      texts.append(open('in/latin.txt', encoding='cp1252', newline='').read().encode())
      texts += [json.loads(line)['text'].encode() for line in open('in/r.ndjson')]
      sources = {'urn:sha256:' + hashlib.sha256(text).hexdigest(): text for text in texts}
      annotations = json.load(open('all.json'))
      assert len(annotations) > 10 and len({a['id'] for a in annotations}) == len(annotations)
      for target in [target for a in annotations for target in a['target']]:
          data = sources[target['source']]
          text = data.decode('utf-8-sig')  # the mark is no character of the text
          position, quote, bytes = target['selector']
          assert text[position['start']:position['end']] == quote['exact'], target
          assert data[bytes['start']:bytes['end']].decode() == quote['exact'], target
          assert data[:bytes['start']].decode().endswith(quote['prefix']), target
          assert data[bytes['end']:].decode().startswith(quote['suffix']), target
          assert text.count(quote['prefix'] + quote['exact'] + quote['suffix']) <= 1, target
      """
    let selected = try run(named: systemPython, "-c", found, in: folder.url)
    #expect(selected.status == 0, "\(selected.complaints)")
  }

  @Test func `are CSV that a reader of RFC 4180 reads`() throws {
    let folder = try inputs()
    try folder.file("findings.csv", input: try printed("csv", in: folder))
    let read = """
      import csv
      rows = list(csv.DictReader(open('findings.csv', newline='', encoding='utf-8'), strict=True))
      assert len(rows) > 10 and all(None not in row and None not in row.values() for row in rows)
      assert not [v for row in rows for v in row.values() if v[:1] in ('=', '+', '-', '@', '\\t')]
      """
    let check = try run(named: systemPython, "-c", read, in: folder.url)
    #expect(check.status == 0, "\(check.complaints)")
  }

  @Test func `let nothing of the input reach a terminal raw`() throws {
    let folder = try inputs()
    let forms = [
      "text", "ndjson", "sarif", "github", "junit", "rdjson", "rdjsonl", "csv", "web-annotation",
    ]
    for format in forms {
      let text = String(decoding: try printed(format, in: folder), as: UTF8.self)
      #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" }, "\(format)")
    }
  }
}
