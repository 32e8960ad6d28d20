import Foundation
import StemmaDesk

/// What an input writes for the port of the desk and for the cookie that lets in; both change with
/// each desk.
let portMark = Array("PORT".utf8)
let cookieMark = Array("COOKIE".utf8)

/// Sends one request to a desk that runs, as any program on the machine could.
func answerRequest(_ bytes: [UInt8]) {
  let desk = currentDesk()
  let request = bytes.replacing(portMark, with: desk.port.description.utf8)
    .replacing(cookieMark, with: desk.cookie)
  let answer = exchange(with: desk.port, request, isAll: true)
  if request.isEmpty { return expect(answer.isEmpty, "nothing is answered with nothing") }
  let start = Array("HTTP/1.1 ".utf8)
  expect(answer.starts(with: start), "a request is answered")
  let status = String(decoding: answer.dropFirst(start.count).prefix(3), as: UTF8.self)
  expect(statuses.contains(status), "the desk does not fail: \(status)")
}

/// What the desk may answer: neither 500 nor 502 nor 503.
private let statuses: Set = [
  "200", "201", "303", "400", "401", "403", "404", "405", "408", "409", "413", "421", "422", "431",
  "501",
]

/// A desk on a port of this process.
private final class RunningDesk {
  let server: DeskServer
  let port: UInt16
  let cookie: [UInt8]
  private let folder = SampleFolder(["port.txt": "Leave a Reply\n", "a.txt": "It is is.\n"])
  private let file = FileManager.default.temporaryDirectory.path + "/stemma-\(UUID().uuidString)"

  init() {
    let (surroundings, path) = (folder.surroundings, file)
    server = waiting {
      try await DeskServer(in: surroundings, keeping: DecisionStore(at: path), port: 0)
    }
    let address = URLComponents(string: server.address)
    port = UInt16(address?.port ?? 0)
    Task { [server] in try await server.run() }
    let entrance =
      "GET /?\(address?.query ?? "") HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
    let answer = exchange(with: port, Array(entrance.utf8))
    let line = String(decoding: answer, as: UTF8.self).split(separator: "\r\n")
      .first { $0.lowercased().hasPrefix("set-cookie:") }
    cookie = Array((line?.split(separator: ": ").last ?? "").prefix { $0 != ";" }.utf8)
    expect(!cookie.isEmpty, "the printed address lets in")
  }

  deinit {
    server.stop()
    for ending in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: file + ending)
    }
  }
}

/// libFuzzer calls its target from one thread.
nonisolated(unsafe) private var running: (desk: RunningDesk, requests: Int)?

/// The desk that is asked; a new one now and then, since what it keeps grows.
private func currentDesk() -> RunningDesk {
  if let (desk, requests) = running, requests < 2_000 {
    running = (desk, requests + 1)
    return desk
  }
  let desk = RunningDesk()
  running = (desk, 1)
  return desk
}

/// What comes of work that takes its time.
private func waiting<Value: Sendable>(
  for work: @escaping @Sendable () async throws -> Value
) -> Value {
  nonisolated(unsafe) var result: Value?
  let done = DispatchSemaphore(value: 0)
  Task {
    result = try? await work()
    done.signal()
  }
  done.wait()
  guard let result else {
    expect(false, "a desk can be set up")
    exit(1)
  }
  return result
}
