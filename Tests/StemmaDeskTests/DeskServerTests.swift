import Foundation
import Testing

@testable import StemmaDesk

/// Sends bytes to a port of this machine, and reads until the other side closes.
private func exchange(
  with port: UInt16,
  _ request: String,
  for duration: Duration = .seconds(240)
) throws -> String {
  let file = try #require(connection(toLoopback: port))
  defer { close(file) }
  let deadline = ContinuousClock.now + duration
  _ = send(file, Array(request.utf8), until: deadline)
  var answer: [UInt8] = []
  while let piece = read(file, atMost: 1 << 16, until: deadline), !piece.isEmpty { answer += piece }
  return String(decoding: answer, as: UTF8.self)
}

private func connection(toLoopback port: UInt16) -> Int32? {
  #if canImport(Glibc)
  let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  #else
  let file = socket(AF_INET, SOCK_STREAM, 0)
  #endif
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  let isConnected = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
  _ = fcntl(file, F_SETFL, O_NONBLOCK)
  return isConnected ? file : nil
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
    let entrance = try exchange(with: port, "GET /?\(url.query ?? "") HTTP/1.1\r\n\(host)\r\n")
    #expect(entrance.hasPrefix("HTTP/1.1 303"))
    let line = entrance.split(separator: "\r\n").first { $0.lowercased().hasPrefix("set-cookie:") }
    let pair = try #require(line?.split(separator: ":")[1].split(separator: ";").first)
    let cookie = "Cookie: \(pair)\r\n"
    let page = try exchange(with: port, "GET / HTTP/1.1\r\n\(host)\(cookie)\r\n")
    #expect(page.hasPrefix("HTTP/1.1 200"))
    #expect(page.lowercased().contains("content-security-policy: default-src 'none'"))
    #expect(!page.lowercased().contains("access-control-allow"))
    let other = "Host: desk.example:\(port)\r\n"
    #expect(try exchange(with: port, "GET / HTTP/1.1\r\n\(other)\(cookie)\r\n").contains(" 421 "))
    let foreign = "POST /api/reload HTTP/1.1\r\n\(host)\(cookie)Origin: http://a.example\r\n\r\n"
    #expect(try exchange(with: port, foreign).contains(" 403 "))
    #expect(try exchange(with: port, "GET / HTTP/1.1\r\n\(host)\r\n").contains(" 401 "))
    let own = "Origin: http://127.0.0.1:\(port)\r\nContent-Length: 2\r\n\r\n{}"
    let reload = "POST /api/reload HTTP/1.1\r\n\(host)\(cookie)\(own)"
    #expect(try exchange(with: port, reload).hasPrefix("HTTP/1.1 200"))
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
    let host = "Host: 127.0.0.1:\(gate.port)\r\n"
    #expect(try exchange(with: gate.port, "GET / HTTP/1.1\r\nHo").contains(" 408 "))
    let long = "GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: 20_000))"
    #expect(try exchange(with: gate.port, long).contains(" 431 "))
    let large = "Origin: http://127.0.0.1:\(gate.port)\r\nContent-Length: 9000000\r\n\r\n"
    #expect(try exchange(with: gate.port, "POST / HTTP/1.1\r\n\(host)\(large)").contains(" 413 "))
    #expect(try exchange(with: gate.port, "GET / HTTP/1.1\r\n\(host)\r\n").contains(" 502 "))
    while gate.connections > 0 { usleep(1_000) }
    let idle = (0..<2).map { _ in connection(toLoopback: gate.port) }
    #expect(try exchange(with: gate.port, "GET / HTTP/1.1\r\n\(host)\r\n").contains(" 503 "))
    for file in idle.compactMap(\.self) { close(file) }
  }
}
