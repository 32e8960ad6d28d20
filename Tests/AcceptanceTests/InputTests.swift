import Foundation
import Testing

/// What a user gets from files that hold more than one text, or one in another form.
@Suite struct `Inputs of many texts` {
  private let page = """
    <html><head><title>A bridge at last</title></head><body><article><h1>A bridge at last</h1>
    <p>The council met on Monday and voted for the new bridge over the river.</p>
    <p>Work is to begin in spring, the mayor said, and to last for two years.</p>
    <p>Leave a Reply</p></article></body></html>
    """

  private let feed = """
    <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Coast Daily</title>
    <item><title>Port reopens</title><link>https://coast.example/1</link>
    <pubDate>Tue, 04 Jun 2024 10:00:00 GMT</pubDate>
    <description>&lt;p&gt;The port reopened on Monday.&lt;/p&gt;&lt;p&gt;Leave a Reply&lt;/p&gt;</description></item>
    <item><title>Ferry stops</title><link>https://coast.example/2</link>
    <description>The ferry to Valmora stopped on Tuesday.</description></item>
    </channel></rss>
    """

  private let records = """
    {"id": "a", "text": "The port reopened on Monday.\\n\\nLeave a Reply\\n"}

    {"id": 7, "html": "<p>The ferry stopped.</p>", "url": "https://coast.example/2024/06/20/ferry"}
    {"id": "bad"}

    """

  private func archive() -> String {
    func record(_ type: String, _ uri: String, _ content: String) -> String {
      """
      WARC/1.0\r
      WARC-Type: \(type)\r
      WARC-Target-URI: \(uri)\r
      WARC-Date: 2024-06-04T10:00:00Z\r
      Content-Type: application/http\r
      Content-Length: \(content.utf8.count)\r
      \r
      \(content)\r
      \r

      """
    }
    func response(_ status: String, _ type: String, _ body: String) -> String {
      "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\n\r\n\(body)"
    }
    return record("request", "https://coast.example/1", "GET / HTTP/1.1\r\n\r\n")
      + record("response", "https://coast.example/1", response("200 OK", "text/html", page))
      + record("response", "https://coast.example/2", response("404 Not Found", "text/html", page))
      + record("response", "https://coast.example/3", response("200 OK", "image/png", "x"))
      + record("response", "https://coast.example/4", response("200 OK", "text/xml", feed))
  }

  private func folder() throws -> Folder {
    let folder = try Folder()
    try folder.file("a.warc", archive())
    try folder.file("news.xml", feed)
    try folder.file("r.ndjson", records)
    try folder.file("page.html", page)
    let zip = try run(
      named: "gzip",
      "-k",
      "a.warc",
      "news.xml",
      "r.ndjson",
      "page.html",
      in: folder.url
    )
    try #require(zip.status == 0)
    return folder
  }

  @Test(arguments: ["a.warc", "a.warc.gz"])
  func `are the records of an archive, and what is passed over is counted`(name: String) throws {
    let folder = try folder()
    let check = try stemma("check", "--fail-on", "critical", name, in: folder.url)
    #expect(check.status == 0, "\(check.complaints)")
    #expect(check.text.contains("\(name)#5[https://coast.example/4]#1[https://coast.example/1]:"))
    #expect(check.text.contains("in 3 documents"))
    let account = "2 records read; passed over: 1 image/png, 1 request, 1 status 404."
    #expect(check.complaints == "stemma: \(name): \(account)\n")
  }

  @Test(arguments: ["news.xml", "news.xml.gz"])
  func `are the entries of a feed`(name: String) throws {
    let folder = try folder()
    let check = try stemma("check", name, in: folder.url)
    #expect(check.status == 1, "\(check.complaints)")
    #expect(check.text.contains("\(name)#1[https://coast.example/1]:3:"))
    #expect(check.text.contains("1 finding in 2 documents"))
  }

  @Test(arguments: ["r.ndjson", "r.ndjson.gz"])
  func `are lines, each named with its number and its identifier`(name: String) throws {
    let folder = try folder()
    let check = try stemma("check", name, in: folder.url)
    #expect(check.status == 2)
    #expect(check.text.contains("\(name):1[a]:3:1: minor comment-form"))
    #expect(check.complaints.contains("\(name):4: The record has none of text, html"))
  }

  @Test func `are cleaned one by one, and their report verifies`() throws {
    let folder = try folder()
    try folder.file("good.ndjson", records.replacing("{\"id\": \"bad\"}\n", with: ""))
    let clean = try stemma(
      "clean",
      "a.warc.gz",
      "news.xml",
      "news.xml.gz",
      "good.ndjson",
      "page.html.gz",
      "--output",
      "out",
      in: folder.url
    )
    #expect(clean.status == 0, "\(clean.complaints)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/out")
    #expect(
      names.sorted() == [
        "7.txt", "a-2.txt", "a-5-1.txt", "a-5-2.txt", "a.txt", "news-1-2.txt", "news-1.txt",
        "news-2-2.txt", "news-2.txt", "page.txt", "report.json",
      ]
    )
    #expect(
      try folder.contents(of: "out/a-5-1.txt") == "Port reopens\n\nThe port reopened on Monday."
    )
    let verify = try stemma("verify", "out/report.json", "--rerun", in: folder.url)
    #expect(verify.status == 0, "\(verify.text)\(verify.complaints)")
    let report = try folder.contents(of: "out/report.json")
    #expect(report.contains("\"2024-06-20\", \"span\": null, \"basis\": \"url\""))
    #expect(report.contains("\"basis\": \"feed\""))
    let trace = try stemma(
      "trace",
      "out/report.json",
      "--document",
      "a-5-1",
      "--words",
      "Monday",
      in: folder.url
    )
    #expect(
      trace.text.contains("of a.warc.gz#5#1, bytes 255..<261 of the feed in a.warc.gz."),
      "\(trace.text)"
    )
    let prov = try stemma("check", "--format", "prov-json", "a.warc", in: folder.url)
    #expect(prov.text.contains(#""st:file": "a.warc""#))
    #expect(prov.text.contains(#""st:record": {"$": "5", "type": "xsd:int"}"#))
    let findings = try stemma("check", "--format", "ndjson", "good.ndjson", in: folder.url)
    #expect(findings.text.contains(#""input":"a","within":{"line":1,"name":"good.ndjson""#))
  }

  @Test func `that are changed afterwards do not verify`() throws {
    let folder = try folder()
    #expect(try stemma("clean", "news.xml", "--output", "out", in: folder.url).status == 0)
    try folder.file("news.xml", feed.replacing("Monday", with: "Sunday"))
    #expect(try stemma("verify", "out/report.json", in: folder.url).status == 2)
    try folder.file("news.xml", feed.replacing("<item>", with: "<item id='x'>"))
    let moved = try stemma("verify", "out/report.json", in: folder.url)
    #expect(moved.text.contains("its file no longer holds it"))
  }

  @Test func `that are cut off give what came before, and say so`() throws {
    let folder = try folder()
    let whole = Array(archive().utf8)
    try folder.file("cut.warc", input: Array(whole.dropLast(200)))
    let check = try stemma("check", "--fail-on", "critical", "cut.warc", in: folder.url)
    #expect(check.status == 2)
    #expect(check.text.contains("in 1 document"))
    #expect(check.complaints.contains("cut.warc#5: The archive ends inside the record."))
    let zipped = [UInt8](try Data(contentsOf: folder.url.appendingPathComponent("news.xml.gz")))
    try folder.file("cut.xml.gz", input: Array(zipped.dropLast(20)))
    let feed = try stemma("check", "cut.xml.gz", in: folder.url)
    #expect(feed.status == 2)
    #expect(feed.text.contains("cut.xml.gz#1[https://coast.example/1]"))
    #expect(feed.complaints.contains("cut.xml.gz: the compressed bytes end too early."))
  }

  @Test func `that are bombs are refused with the flag to read them`() throws {
    let folder = try Folder()
    try folder.file("bomb.txt", String(repeating: "x", count: 4 << 20))
    try #require(try run(named: "gzip", "bomb.txt", in: folder.url).status == 0)
    let check = try stemma("check", "bomb.txt.gz", in: folder.url)
    #expect(check.status == 2)
    #expect(check.complaints.contains("raise --max-ratio to read it"), "\(check.complaints)")
    let small = try stemma("check", "--max-bytes", "2000000", "bomb.txt.gz", in: folder.url)
    #expect(small.status == 2)
    let raised = try stemma("clean", "--max-ratio", "2000", "bomb.txt.gz", in: folder.url)
    #expect(raised.output.count == 4 << 20)
  }

  @Test func `that are compressed twice are no text`() throws {
    let folder = try folder()
    let twice = try run(
      named: "sh",
      "-c",
      "gzip < page.html.gz > twice.gz",
      in: folder.url
    )
    try #require(twice.status == 0)
    let check = try stemma("check", "twice.gz", in: folder.url)
    #expect(check.status == 2)
    #expect(check.complaints.contains("twice.gz: holds gzip once more; decompress it once."))
  }

  @Test func `can be told to be of one format`() throws {
    let folder = try folder()
    let check = try stemma("check", "--input-format", "text", "news.xml", in: folder.url)
    #expect(check.text.contains("in 1 document"))
    let wrong = try stemma("check", "--input-format", "feed", "page.html", in: folder.url)
    #expect(wrong.status == 2)
    #expect(wrong.complaints.contains("page.html: is no RSS, RDF, Atom or JSON feed."))
  }

  @Test func `say that a feed has no entries`() throws {
    let folder = try folder()
    let feed = "<rss version='2.0'><channel><title>Quiet</title></channel></rss>"
    try Data(feed.utf8).write(to: folder.url.appending(path: "quiet.xml"))
    let clean = try stemma("clean", "quiet.xml", in: folder.url)
    #expect(clean.status == 0)
    #expect(clean.complaints.contains("quiet.xml: a feed without entries"))
  }

  @Test func `have their answers in a stream, in their order`() throws {
    let folder = try folder()
    let stream = try stemma(
      "stream",
      "a.warc.gz",
      "news.xml",
      "r.ndjson.gz",
      "--emit",
      "body",
      in: folder.url
    )
    #expect(stream.status == 0, "\(stream.complaints)")
    let answers = stream.text.split(separator: "\n").map { $0.prefix { $0 != "," } }
    #expect(
      answers == [
        #"{"id":"a.warc.gz#2""#, #"{"id":"a.warc.gz#5#1""#, #"{"id":"a.warc.gz#5#2""#,
        #"{"id":"news.xml#1""#, #"{"id":"news.xml#2""#, #"{"id":"a""#, #"{"id":7"#,
        #"{"id":"bad""#,
      ]
    )
    #expect(stream.text.contains("r.ndjson.gz: Line 4: The record has none of"))
  }

  @Test func `may come compressed through standard input`() throws {
    let folder = try folder()
    let zipped = [UInt8](try Data(contentsOf: folder.url.appendingPathComponent("r.ndjson.gz")))
    let lines = try stemma("stream", "--emit", "cleaned", input: zipped)
    #expect(lines.text.hasPrefix(#"{"id":"a","cleaned":"The port reopened on Monday.\n"}"#))
    let archive = [UInt8](try Data(contentsOf: folder.url.appendingPathComponent("a.warc.gz")))
    let texts = try stemma("stream", "--emit", "cleaned", input: archive)
    #expect(texts.text.split(separator: "\n").count == 3)
  }
}
