import Testing

@testable import StemmaDesk

@Suite struct `The head of a request` {
  private func head(_ lines: String...) throws(Refusal) -> RequestHead {
    let text = (lines + ["", ""]).joined(separator: "\r\n")
    return try RequestHead(Array(text.utf8)[...], bodyLimit: 100)
  }

  private func status(_ body: () throws(Refusal) -> Void) -> Int? {
    do {
      try body()
      return nil
    } catch {
      return error.status
    }
  }

  @Test func `is rebuilt of what was understood`() throws {
    let head = try head(
      "POST /api/undo HTTP/1.1",
      "Host: 127.0.0.1:80",
      "X-Other: 1",
      "Cookie: a=b",
      "content-length:  3 ",
      "Cookie: c=d"
    )
    #expect(head.bodyCount == 3)
    let text = String(decoding: try head.rebuilt(), as: UTF8.self)
    #expect(
      text == """
        POST /api/undo HTTP/1.1\r
        Connection: close\r
        host: 127.0.0.1:80\r
        cookie: a=b; c=d\r
        content-length: 3\r
        \r

        """
    )
  }

  @Test(
    arguments: [
      (["GET / HTTP/2"], 400), (["GET /"], 400), (["GET  / HTTP/1.1"], 400),
      (["DELETE / HTTP/1.1"], 405), (["GET http://example.org/ HTTP/1.1"], 400),
      (["GET /ä HTTP/1.1"], 400), (["GET / HTTP/1.1", " folded"], 400),
      (["GET / HTTP/1.1", "A : b"], 400), (["GET / HTTP/1.1", "A"], 400),
      (["GET / HTTP/1.1", "A: b\u{0}"], 400), (["GET / HTTP/1.1", "A: b\nC: d"], 400),
      (["POST / HTTP/1.1", "Content-Length: 1", "Content-Length: 1"], 400),
      (["POST / HTTP/1.1", "Content-Length: +1"], 400),
      (["POST / HTTP/1.1", "Content-Length: 99999999999999999999"], 400),
      (["POST / HTTP/1.1", "Content-Length: 101"], 413),
      (["POST / HTTP/1.1", "Transfer-Encoding: chunked"], 501),
      (["GET / HTTP/1.1"] + (0..<65).map { "A\($0): b" }, 431),
    ]
  )
  func `is refused where two programs could read it in two ways`(lines: [String], refusal: Int) {
    let text = (lines + ["", ""]).joined(separator: "\r\n")
    let status = status { () throws(Refusal) in
      _ = try RequestHead(Array(text.utf8)[...], bodyLimit: 100)
    }
    #expect(status == refusal)
  }

  @Test(
    arguments: [
      (["GET / HTTP/1.1", "Host: 127.0.0.1:80"], nil),
      (["GET / HTTP/1.1", "Host: localhost:80", "Sec-Fetch-Site: none"], nil),
      (["POST / HTTP/1.1", "Host: localhost:80", "Origin: http://localhost:80"], nil),
      (["GET / HTTP/1.1"], 421), (["GET / HTTP/1.1", "Host: evil.example:80"], 421),
      (["GET / HTTP/1.1", "Host: 127.0.0.1"], 421),
      (["GET / HTTP/1.1", "Host: 127.0.0.1:81"], 421),
      (["GET / HTTP/1.1", "Host: 127.0.0.1:80", "Host: 127.0.0.1:80"], 400),
      (["POST / HTTP/1.1", "Host: localhost:80"], 403),
      (["POST / HTTP/1.1", "Host: localhost:80", "Origin: null"], 403),
      (["POST / HTTP/1.1", "Host: localhost:80", "Origin: http://127.0.0.1:80"], 403),
      (["GET / HTTP/1.1", "Host: localhost:80", "Origin: https://evil.example"], 403),
      (["GET / HTTP/1.1", "Host: localhost:80", "Sec-Fetch-Site: same-site"], 403),
    ] as [([String], Int?)]
  )
  func `has to come from the desk's own page`(lines: [String], refusal: Int?) throws {
    let text = (lines + ["", ""]).joined(separator: "\r\n")
    let head = try RequestHead(Array(text.utf8)[...], bodyLimit: 100)
    #expect(status { () throws(Refusal) in try head.expectOwn(port: 80) } == refusal)
  }
}
