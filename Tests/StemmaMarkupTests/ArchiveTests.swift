import Testing

@testable import StemmaMarkup

private func record(
  _ content: String,
  type: String = "response",
  contentType: String = "application/http; msgtype=response",
  length: String? = nil,
  uri: String = "https://e.example/"
) -> String {
  """
  WARC/1.0\r
  WARC-Type: \(type)\r
  WARC-Target-URI: \(uri)\r
  WARC-Date: 2024-06-04T10:00:00Z\r
  Content-Type: \(contentType)\r
  Content-Length: \(length ?? String(content.utf8.count))\r
  \r
  \(content)\r
  \r

  """
}

private func response(_ body: String, _ fields: String = "") -> String {
  "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=\"iso-8859-1\"\r\n\(fields)\r\n\(body)"
}

private func items(_ bytes: [UInt8], within limits: ArchiveLimits = ArchiveLimits()) -> [String] {
  let reader = ArchiveReader(ByteStream(of: trickle(bytes, by: 100)), within: limits)
  var items: [String] = []
  while let item = reader.next(), items.count < 50 {
    switch item {
    case .record(let record): items.append(String(decoding: record.content, as: UTF8.self))
    case .problem(let problem): items.append("\(problem.ordinal): \(problem)")
    }
  }
  return items
}

private func items(_ text: String) -> [String] { items(Array(text.utf8)) }

@Suite struct `Web archives` {
  @Test func `give what servers sent, and how they called it`() throws {
    let bytes = Array(record(response("<p>x</p>")).utf8)
    let reader = ArchiveReader(ByteStream(of: trickle(bytes)))
    guard case .record(let record)? = reader.next() else {
      Issue.record("There is one record.")
      return
    }
    #expect(record.kind == .response)
    #expect(record.ordinal == 1)
    #expect(record.uri == "https://e.example/")
    #expect(record.date == "2024-06-04T10:00:00Z")
    #expect(record.mediaType == "text/html")
    #expect(record.charset == "iso-8859-1")
    #expect(record.status == 200)
    #expect(record.reading == .text(.html))
    #expect(reader.next() == nil)
  }

  @Test func `hold files and other forms of records, and records that are passed over`() {
    let archive =
      record("a: b", type: "warcinfo", contentType: "application/warc-fields")
      + record("GET / HTTP/1.0\r\n\r\n", type: "request", contentType: "application/http")
      + record("file", type: "resource", contentType: "text/plain")
      + record("text", type: "conversion", contentType: "text/plain")
    #expect(items(archive) == ["file", "text"])
  }

  @Test func `count what they pass over, and no kind for its own name`() {
    let archive = ["request", "REVISIT", "request", "x1", "x2"].map { record("", type: $0) }
    let bytes = Array(archive.joined().utf8)
    let reader = ArchiveReader(ByteStream(of: trickle(bytes)))
    #expect(reader.next() == nil)
    #expect(reader.passedOver == ["request": 2, "revisit": 1, "unknown": 2])
  }

  @Test(
    arguments: [
      ("200 OK", "text/html", "<p>x</p>", ArchiveRecord.Reading.text(.html)),
      ("200 OK", "text/html", "<rss><channel>", .text(.feed)),
      ("200 OK", "application/xml", "<?xml version='1.0'?><feed>", .text(.feed)),
      ("200 OK", "text/xml", "<?xml version='1.0'?><html>", .text(.html)),
      ("200 OK", "text/xml", "<urlset>", .passedOver("text/xml")),
      ("200 OK", "image/svg+xml", "<svg><html>", .passedOver("image/svg+xml")),
      ("200 OK", "application/json", "{\"a\": 1}", .passedOver("application/json")),
      ("200 OK", "text/css", "p {}", .passedOver("text/css")),
      ("200 OK", "application/octet-stream", "The port.", .text(.text)),
      ("200 OK", "application/octet-stream", "\0\u{1}", .passedOver("bytes that are no text")),
      ("200 OK", "text/plain", "", .passedOver("empty")),
      ("404 Not Found", "text/html", "<p>x</p>", .passedOver("status 404")),
    ]
  )
  func `say what each record is read as`(
    status: String,
    type: String,
    body: String,
    reading: ArchiveRecord.Reading
  ) {
    let message = "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\n\r\n\(body)"
    let reader = ArchiveReader(ByteStream(of: trickle(Array(record(message).utf8))))
    guard case .record(let record)? = reader.next() else {
      Issue.record("There is one record.")
      return
    }
    #expect(record.reading == reading)
  }

  @Test func `may be compressed, record by record`() throws {
    #expect(items(Array(record(response("a")).utf8)) == ["a"])
    #expect(items(zipped + zipped) == ["1: No WARC record starts where one should."])
  }

  @Test(
    arguments: [
      ("3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n", "abcde"),
      ("<p>not chunked</p>", "Transfer-Encoding: chunked\r\n", "<p>not chunked</p>"),
      ("FFFFFFFFFFFFFFFF\r\nabc", "Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFF\r\nabc"),
      ("5\r\nab", "Transfer-Encoding: chunked\r\n", "ab"),
      ("plain", "Content-Encoding: gzip\r\n", "plain"),
    ]
  )
  func `are freed of the encodings of transfer`(body: String, fields: String, content: String) {
    #expect(items(record(response(body, fields))) == [content])
  }

  @Test func `may hold compressed content`() {
    let head = Array(response("", "Content-Encoding: gzip\r\n").utf8)
    let header = record("", length: String(head.count + zipped.count)).utf8.dropLast(4)
    #expect(
      items(Array(header) + head + zipped + Array("\r\n\r\n".utf8))
        == ["Stemma reads compressed text, text, text."]
    )
  }
}

@Suite struct `Broken web archives` {
  private let good = record(response("good"))

  @Test(
    arguments: [
      (record("x", length: "-5"), "1: The record does not say its length in bytes."),
      (
        record("x", length: "99999999999999999999"),
        "1: The record does not say its length in bytes."
      ),
      (record("x", length: "x"), "1: The record does not say its length in bytes."),
      ("WARC/1.0\r\n\r\n\r\n\r\n", "1: The record does not say its length in bytes."),
      (record("x"), "1: The response has no end of its header."),
      ("no record\r\n", "1: No WARC record starts where one should."),
      (
        "WARC/1.0\r\nX: " + String(repeating: "a", count: 100_000) + "\r\n\r\n",
        "1: The header of the record has no end within 65536 bytes."
      ),
    ]
  )
  func `have one problem for a record, and go on`(broken: String, problem: String) {
    #expect(items(broken + good) == [problem, "good"])
  }

  @Test func `that are cut off say so`() {
    #expect(items(String(good.dropLast(12))) == ["1: The archive ends inside the record."])
    #expect(
      items(good + record("x", length: "5000") + good) == [
        "good", "2: The archive ends inside the record.", "good",
      ]
    )
  }

  @Test func `whose lengths are too short lose that record`() {
    let short = record(response("<p>long enough</p>"), length: "20")
    #expect(
      items(short + good) == [
        "1: The response has no end of its header.", "2: No WARC record starts where one should.",
        "good",
      ]
    )
  }

  @Test func `with records above the limit pass over them`() {
    let limits = ArchiveLimits(maximumRecordBytes: 200)
    let large = record(response(String(repeating: "x", count: 1_000)))
    let size = response(String(repeating: "x", count: 1_000)).utf8.count
    #expect(
      items(Array((large + good).utf8), within: limits)
        == ["1: The record is \(size) bytes; the limit is 200.", "good"]
    )
  }

  @Test func `cannot put control characters into an address`() {
    let reader = ArchiveReader(
      ByteStream(of: trickle(Array(record(response("x"), uri: "<http://e/\0a\u{1B}[1m b>").utf8)))
    )
    guard case .record(let record)? = reader.next() else {
      Issue.record("There is one record.")
      return
    }
    #expect(record.uri == "http://e/%00a%1B[1m%20b")
  }
}
