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
    #expect(members(denial) == ["not be overlooked", "didn't rule", "not rule"])
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
}
