import Foundation
import Testing

@Suite struct `The seeds side by side` {
  private func collated() throws -> [String: Any] {
    let run = try stemma("collate", "--format", "json", "seeds", in: packageFolder)
    #expect(run.status == 0)
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    )
    return try #require(report["comparison"] as? [String: Any])
  }

  private func members(_ divergence: [String: Any]) -> [String] {
    (divergence["members"] as? [[String: Any]] ?? []).compactMap { $0["exact"] as? String }
  }

  @Test func `tell one event in four texts, and one storyline in all five`() throws {
    let stories = try #require(collated()["stories"] as? [[String: Any]])
    let sizes = stories.map { ($0["documents"] as? [String])?.count ?? 0 }
    #expect(sizes == [4, 5])
    #expect(stories.map { $0["relation"] as? String } == ["same-event", "same-storyline"])
  }

  @Test func `name the renderings of one denial that cannot both be right, and the one in doubt`()
    throws
  {
    let divergences = try #require(collated()["divergences"] as? [[String: Any]])
    let denial = try #require(divergences.first { $0["rule"] as? String == "cmp.negation-head" })
    #expect(members(denial) == ["not be overlooked", "didn't rule out", "not rule out"])
    #expect((denial["suspect"] as? [String])?.count == 1)
    #expect((denial["suspect"] as? [String])?.first?.hasPrefix("w000") == true)
  }

  @Test func `name the number that lost what it counts`() throws {
    let divergences = try #require(collated()["divergences"] as? [[String: Any]])
    let number = try #require(divergences.first { $0["kind"] as? String == "number" })
    #expect(members(number) == ["24 years", "more 24 years old"])
    #expect((number["suspect"] as? [String])?.first?.hasPrefix("w002") == true)
    #expect((number["grounds"] as? [String])?.first == "marks-in-sentence")
  }

  @Test func `part in nothing from their own copies`() throws {
    let folder = try Folder()
    let seed = try Data(
      contentsOf: packageFolder.appendingPathComponent("seeds/001_1cfe63eb6c1c12e1.txt")
    )
    let text = String(decoding: seed, as: UTF8.self)
    try folder.file("a.txt", text)
    try folder.file("b.txt", text)
    let run = try stemma("collate", "a.txt", "b.txt", in: folder.url)
    #expect(run.text.contains("0 divergences"))
  }

  @Test func `say nothing of days that agree`() throws {
    let divergences = try #require(collated()["divergences"] as? [[String: Any]])
    #expect(!divergences.contains { $0["kind"] as? String == "date" })
  }

  @Test func `give a report that verifies, and the same again`() throws {
    let folder = try Folder()
    let run = try stemma("collate", "--format", "json", "seeds", in: packageFolder)
    try folder.file("report.json", run.text)
    let report = folder.url.appendingPathComponent("report.json").path
    let verified = try stemma("verify", report, "--rerun", in: packageFolder)
    #expect(verified.status == 0, "\(verified.text)\(verified.complaints)")
  }

  @Test(arguments: ["true", "1.5", "1e300", "18446744073709551615", "null"])
  func `are answered under no other identifier than theirs`(identifier: String) throws {
    let line = #"{"id": \#(identifier), "witnesses": []}"# + "\n"
    let run = try stemma("collate", "--stream", input: Array(line.utf8))
    #expect(run.text.hasPrefix(#"{"id":null,"error":{"code":"no-id""#), "\(run.text)")
  }

  @Test func `are answered line by line in a stream, bad lines too`() throws {
    let lines = """
      {"id": 1, "witnesses": [{"id": "a", "text": "Five died in Lima."}, {"id": "b", "text": "Six died in Lima."}]}
      {"id": "x"}
      no
      """
    let short = try stemma("collate", "--stream", "--max-bytes", "20", input: Array(lines.utf8))
    #expect(short.text.contains("line-too-long") && short.text.contains("--max-bytes"))
    let run = try stemma("collate", "--stream", input: Array(lines.utf8))
    let answers = run.text.split(separator: "\n")
    #expect(answers.count == 3)
    #expect(answers[0].contains("\"kind\":\"number\""))
    #expect(answers[1].contains("no-witnesses") && answers[1].contains("\"id\":\"x\""))
    #expect(answers[2].contains("not-json") && answers[2].contains("\"id\":null"))
  }

  @Test func `are an apparatus in TEI that its schema accepts`() throws {
    let folder = try Folder()
    let run = try stemma("collate", "--format", "tei", "seeds", in: packageFolder)
    try folder.file("seeds.xml", run.text)
    let hostile =
      "Ports <open> & \u{201C}closed\u{201D}\u{301} ]]> \u{FFFE}\u{1} said Anna Berg on Monday."
    try folder.file("0é:1.txt", "\(hostile) Five ships were lost off Lima, officials said.")
    try folder.file("2.txt", "\(hostile) Six ships were lost off Lima, officials said.")
    let other = try stemma(
      "collate",
      "--format",
      "tei",
      "--output",
      "hostile.xml",
      "0é:1.txt",
      "2.txt",
      in: folder.url
    )
    #expect(other.status == 0, "\(other.complaints)")
    let schema = packageFolder.appendingPathComponent("Tests/StemmaReportsTests/tei.rng").path
    for name in ["seeds.xml", "hostile.xml"] {
      let checked = try AcceptanceTests.run(
        named: "xmllint",
        "--noout",
        "--relaxng",
        schema,
        name,
        in: folder.url
      )
      #expect(checked.status == 0, "\(checked.complaints)")
    }
    #expect(run.text.contains("<app type=\"number\""))
    #expect(run.text.contains("type=\"suspect\" target=\"#wit.w002"))
  }

  @Test func `fail where the caller says so, and write where he says`() throws {
    let folder = try Folder()
    let out = folder.url.appendingPathComponent("out.json").path
    let run = try stemma(
      "collate",
      "--format",
      "json",
      "--output",
      out,
      "--fail-on",
      "critical",
      "seeds",
      in: packageFolder
    )
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(try folder.contents(of: "out.json").contains("\"cmp.negation-head\""))
    try folder.file("a.txt", "The harbour of Valmora was closed on Monday.")
    let calm = try stemma("collate", "--fail-on", "minor", "a.txt", in: folder.url)
    #expect(calm.status == 0)
    let own = try stemma("collate", "--output", "a.txt", "a.txt", in: folder.url)
    #expect(own.status == 2 && own.complaints.contains("is an input"))
    let both = try stemma("collate", "--stream", "--store", "s.db", in: folder.url)
    #expect(both.status == 2 && both.complaints.contains("--stream"))
  }

  @Test(arguments: [[], ["The harbour was closed."], ["", ""], ["\n", "The harbour was closed."]])
  func `need no second text, and no text at all`(texts: [String]) throws {
    let folder = try Folder()
    try folder.file("none/keep.txt", "")
    for (i, text) in texts.enumerated() { try folder.file("none/\(i).txt", text) }
    for format in ["text", "json", "tei", "prov-json"] {
      let run = try stemma("collate", "--format", format, "none", in: folder.url)
      #expect(run.status == 0, "\(run.complaints)")
    }
    let run = try stemma("collate", "none", in: folder.url)
    #expect(run.text == "No two of the texts tell one event: there is nothing to compare.\n")
  }

  @Test func `are drawn as a stemma, and PROV accepts what it says of them`() throws {
    let folder = try Folder()
    let seed = try String(
      contentsOf: packageFolder.appendingPathComponent("seeds/001_1cfe63eb6c1c12e1.txt"),
      encoding: .utf8
    )
    try folder.file("a.txt", seed)
    try folder.file("b.txt", seed)
    try folder.file("c.txt", seed.split(separator: "\n").prefix(5).joined(separator: "\n"))
    let text = try stemma("collate", "a.txt", "b.txt", "c.txt", in: folder.url).text
    #expect(text.contains("Who depends on whom"))
    #expect(text.contains("b.txt  copy, "))
    #expect(text.contains("c.txt  one contains the other, "))
    let run = try stemma("collate", "--format", "prov-json", "a.txt", "b.txt", in: folder.url)
    #expect(run.text.contains("\"alternateOf\""))
    try folder.file("prov.json", run.text)
    let read = "import prov.model,sys;prov.model.ProvDocument.deserialize(sys.argv[1])"
    let checked = try AcceptanceTests.run(
      named: systemPython,
      "-c",
      read,
      folder.url.appendingPathComponent("prov.json").path
    )
    #expect(checked.status == 0, "\(checked.complaints)")
  }

  @Test func `have signatures in streams that copies share`() throws {
    let text = String(
      repeating: "The harbour of Valmora was closed on Monday after a storm. ",
      count: 3
    )
    let line = { (name: String) in "{\"id\": \"\(name)\", \"text\": \"\(text)\"}\n" }
    let input = Array((line("a") + line("b")).utf8)
    let answers = try stemma("stream", "--emit", "signature", input: input).text
      .split(separator: "\n").map { $0.dropFirst("{\"id\":\"a\"".count) }
    #expect(answers.count == 2 && answers[0] == answers[1])
    #expect(answers[0].contains("\"bands\":[\"") && answers[0].contains("\"simHash\":\""))
  }
}
