import Foundation
import Testing

@testable import StemmaDesk

private func exchange(with port: UInt16, _ request: String) -> String {
  String(decoding: exchange(with: port, Array(request.utf8)), as: UTF8.self)
}

@Suite(.timeLimit(.minutes(10))) struct `The desk on a port` {
  @Test func `serves its page to its own pages alone`() async throws {
    let file = ScratchFile()
    let folder = SampleFolder(["port.txt": "Leave a Reply\n"])
    let server = try await DeskServer(
      in: folder.surroundings,
      keeping: try DecisionStore(at: file.path),
      port: 0
    )
    let running = Task { try await server.run() }
    let url = try #require(URLComponents(string: server.address))
    let port = UInt16(url.port ?? 0)
    let host = "Host: 127.0.0.1:\(port)\r\n"
    let entrance = exchange(with: port, "GET /?\(url.query ?? "") HTTP/1.1\r\n\(host)\r\n")
    #expect(entrance.hasPrefix("HTTP/1.1 303"))
    let line = entrance.split(separator: "\r\n").first { $0.lowercased().hasPrefix("set-cookie:") }
    let pair = try #require(line?.split(separator: ":")[1].split(separator: ";").first)
    let cookie = "Cookie: \(pair)\r\n"
    let page = exchange(with: port, "GET / HTTP/1.1\r\n\(host)\(cookie)\r\n")
    #expect(page.hasPrefix("HTTP/1.1 200"))
    #expect(page.lowercased().contains("content-security-policy: default-src 'none'"))
    #expect(!page.lowercased().contains("access-control-allow"))
    let other = "Host: desk.example:\(port)\r\n"
    #expect(exchange(with: port, "GET / HTTP/1.1\r\n\(other)\(cookie)\r\n").contains(" 421 "))
    let foreign = "POST /api/reload HTTP/1.1\r\n\(host)\(cookie)Origin: http://a.example\r\n\r\n"
    #expect(exchange(with: port, foreign).contains(" 403 "))
    #expect(exchange(with: port, "GET / HTTP/1.1\r\n\(host)\r\n").contains(" 401 "))
    let own = "Origin: http://127.0.0.1:\(port)\r\nContent-Length: 2\r\n\r\n{}"
    let reload = "POST /api/reload HTTP/1.1\r\n\(host)\(cookie)\(own)"
    #expect(exchange(with: port, reload).hasPrefix("HTTP/1.1 200"))
    server.stop()
    try await running.value
    #expect(connection(toLoopback: port) == nil)
  }

  @Test func `bounds what a client may send and how long it may take`() throws {
    var limits = Gate.Limits()
    limits.patience = .seconds(3)
    limits.connections = 2
    let gate = try Gate(port: 0, before: "/nowhere", within: limits)
    Thread.detachNewThread { gate.run() }
    defer { gate.stop() }
    /// The answer to who comes alone.
    func answer(_ request: String) -> String {
      while gate.connections > 0 { usleep(1_000) }
      return exchange(with: gate.port, request)
    }
    let host = "Host: 127.0.0.1:\(gate.port)\r\n"
    #expect(answer("GET / HTTP/1.1\r\nHo").contains(" 408 "))
    let long = "GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: 20_000))"
    #expect(answer(long).contains(" 431 "))
    let large = "Origin: http://127.0.0.1:\(gate.port)\r\nContent-Length: 9000000\r\n\r\n"
    #expect(answer("POST / HTTP/1.1\r\n\(host)\(large)").contains(" 413 "))
    #expect(answer("GET / HTTP/1.1\r\n\(host)\r\n").contains(" 502 "))
    while gate.connections > 0 { usleep(1_000) }
    let idle = (0..<2).map { _ in connection(toLoopback: gate.port) }
    #expect(exchange(with: gate.port, "GET / HTTP/1.1\r\n\(host)\r\n").contains(" 503 "))
    for file in idle.compactMap(\.self) { close(file) }
  }
}
