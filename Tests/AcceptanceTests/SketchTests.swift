import Foundation
import Testing

/// What `stories` finds among texts of which it has sketches alone.
@Suite struct `Stories from sketches` {
  /// The sketches of the seeds, as a stream gives them.
  private func sketches() throws -> [String] {
    try stemma("stream", "--emit", "sketch", "seeds", in: packageFolder).text
      .split(separator: "\n").map(String.init)
  }

  @Test func `are those that collate finds among the texts`() throws {
    let report = try stemma("collate", "--format", "json", "seeds", in: packageFolder).output
    let json = try #require(JSONSerialization.jsonObject(with: Data(report)) as? [String: Any])
    let comparison = try #require(json["comparison"] as? [String: Any])
    let whole = try #require(comparison["stories"] as? [[String: Any]])
    let lines = try sketches() + [#"{"end":"g"}"#]
    let answer = try stemma("stories", input: Array(lines.joined(separator: "\n").utf8))
    #expect(answer.status == 0, "\(answer.complaints)")
    let found = try #require(
      JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
    )
    #expect(found["id"] as? String == "g")
    let stories = try #require(found["stories"] as? [[String: Any]])
    #expect(stories.count == whole.count && !stories.isEmpty)
    for (story, expected) in zip(stories, whole) {
      let sigla = (story["documents"] as? [String] ?? []).map { "w" + $0.prefix(3) }
      #expect(sigla == expected["documents"] as? [String])
      #expect(story["score"] as? Int == expected["score"] as? Int)
      #expect(story["relation"] as? String == expected["relation"] as? String)
    }
  }

  @Test func `are told group by group, with copies, and of a bad line why there are none`() throws {
    let sketches = try sketches()
    let copy = sketches[0].replacing("\"id\":\"000", with: "\"id\":\"copy")
    let groups = [
      sketches[0], copy, #"{"end":"copies","find":"copies"}"#, "no", #"{"end":7}"#, sketches[1],
    ]
    let answers = try stemma("stories", input: Array(groups.joined(separator: "\n").utf8)).text
      .split(separator: "\n")
    #expect(answers.count == 3)
    #expect(answers[0].contains(#""copies":[["copy_"#) && !answers[0].contains("stories"))
    #expect(answers[1].contains(#""code":"bad-record""#) && answers[1].hasSuffix(#""id":7}"#))
    #expect(answers[2] == #"{"copies":[],"id":null,"stories":[]}"#)
  }
}

/// What a stream makes of records that come out of archives and feeds.
@Suite struct `Records of archives and feeds in a stream` {
  private func line(_ name: String, _ field: String, _ content: String) -> String {
    #"{"id":"\#(name)","\#(field)":"\#(Data(content.utf8).base64EncodedString())"}"#
  }

  private func record(_ type: String, _ body: String) -> String {
    let block = "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\n\r\n\(body)"
    return """
      WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://valmora.example/1\r
      Content-Type: application/http\r\nContent-Length: \(block.utf8.count)\r\n\r\n\(block)\r\n\r\n
      """
  }

  private let page = "<html><body><p>The harbour of Valmora opened on Monday.</p></body></html>"

  @Test func `are answered as the archive itself is`() throws {
    let folder = try Folder()
    let archive = record("text/html; charset=utf-8", page)
    try folder.file("a.warc", archive)
    let parts = "cleaned,edits,metadata,output"
    let whole = try stemma("stream", "--emit", parts, "a.warc", in: folder.url).text
    let own = try stemma(
      "stream",
      "--emit",
      parts,
      input: Array(line("a.warc#1", "warc", archive).utf8)
    )
    #expect(own.status == 0 && own.text == whole, "\(own.complaints)")
    let picture = line("p", "warc", record("image/png", "\u{1}\u{2}"))
    let answer = try stemma("stream", input: Array(picture.utf8)).text
    #expect(answer.contains(#""id":"p","error":{"code":"passed-over""#))
  }

  @Test func `have one answer with an entry each`() throws {
    let feed = """
      <rss version="2.0"><channel><title>V</title>
      <item><title>Harbour opens</title><description>It opened on Monday.</description></item>
      <item><title>Pier closes</title><description>It closed on Friday.</description></item>
      </channel></rss>
      """
    let folder = try Folder()
    try folder.file("f.xml", feed)
    let whole = try stemma("stream", "--emit", "cleaned", "f.xml", in: folder.url).text
      .split(separator: "\n").joined(separator: ",")
    for field in ["base64", "warc"] {
      let content = field == "warc" ? record("application/rss+xml", feed) : feed
      let answer = try stemma(
        "stream",
        "--emit",
        "cleaned",
        input: Array(line("f.xml", field, content).utf8)
      )
      #expect(answer.text == "{\"id\":\"f.xml\",\"entries\":[\(whole)]}\n")
    }
  }
}
