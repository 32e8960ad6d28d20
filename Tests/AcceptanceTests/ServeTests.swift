import Foundation
import StemmaReports
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A running `stemma serve`, and a browser that opened its address.
private final class OpenDesk {
  let process = Process()
  let port: Int
  private let session: URLSession

  init(_ arguments: [String], in folder: URL) async throws {
    let output = Pipe()
    process.executableURL = builtProduct("stemma")
    process.arguments = ["serve"] + arguments
    process.currentDirectoryURL = folder
    process.standardOutput = output
    try process.run()
    var line = ""
    while !line.hasSuffix("\n") {
      let bytes = output.fileHandleForReading.availableData
      guard !bytes.isEmpty else { break }
      line += String(decoding: bytes, as: UTF8.self)
    }
    let address = line.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
    let url = try #require(URL(string: address))
    port = try #require(url.port)
    session = URLSession(configuration: .ephemeral)
    _ = try await session.data(from: url)
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  func ask(_ path: String, _ body: String? = nil) async throws -> (status: Int, json: JSON?) {
    let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
    var request = URLRequest(url: url)
    if let body {
      request.httpMethod = "POST"
      request.httpBody = Data(body.utf8)
      request.setValue("http://127.0.0.1:\(port)", forHTTPHeaderField: "Origin")
    }
    let (data, response) = try await session.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    return (status, try? JSON(parsing: Array(data)))
  }

  func decide(_ finding: String, _ verdict: String, _ more: String = "") async throws -> Int {
    let body = """
      {"finding": "\(finding)", "edition": 1, "seen": 0, "verdict": "\(verdict)"\(more)}
      """
    return try await ask("/api/decide", body).status
  }

  func end(by signal: Int32) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal ? process.terminationStatus : 0
  }
}

@Suite(.timeLimit(.minutes(10))) struct `The desk in a process` {
  @Test func `loses no decision that it confirmed when it is killed`() async throws {
    let folder = try Folder()
    for number in 1...60 {
      try folder.file("texts/a\(number).txt", "Talks with {{name}} resumed.\n")
    }
    var confirmed = 0
    do {
      let desk = try await OpenDesk(["texts"], in: folder.url)
      let process = desk.process.processIdentifier
      for number in 1...60 {
        guard
          let status = try? await desk.decide(
            "a\(number).f1",
            "rejected",
            #", "reason": "a name""#
          ),
          status == 200
        else { break }
        confirmed += 1
        // Killed from beside, while the next decisions are being written.
        guard confirmed == 10 else { continue }
        Thread.detachNewThread {
          usleep(30_000)
          kill(process, SIGKILL)
        }
      }
      #expect(confirmed >= 10)
      _ = desk.end(by: SIGKILL)
    }
    let again = try await OpenDesk(["texts"], in: folder.url)
    let held = try await again.ask("/api/state").json?["decisions"]?.elements ?? []
    #expect(held.count >= confirmed)
    // What was decided and not yet in the baseline is put there when the desk opens again.
    let baseline = try folder.contents(of: ".stemma-baseline.json")
    #expect(baseline.split(separator: "\"rule\"").count - 1 == held.count)
    #expect(again.end(by: SIGTERM) == SIGTERM)
    let left = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appendingPathComponent("texts").path
    )
    #expect(left.filter { $0.hasPrefix(".") } == [".stemma-desk.sqlite"])
  }

  @Test func `makes known what check then does not tell, and writes what was accepted`()
    async throws
  {
    let folder = try Folder()
    try folder.file("texts/a.txt", "Talks with {{name}} resumed in more 12 days.\n")
    let desk = try await OpenDesk(["texts", "--output", "cleaned"], in: folder.url)
    let page = try await desk.ask("/")
    #expect(page.status == 200)
    let state = try await desk.ask("/api/state").json
    let count = state?["findings"]?.integer ?? 0
    #expect(count > 1)
    for number in 1...max(1, count) {
      let finding = try await desk.ask("/api/finding/a.f\(number)").json
      let isName = finding?["rule"]?.string == "unfilled-placeholder"
      let words = #", "suggestion": "Rui Duarte""#
      let status =
        try await isName
        ? desk.decide("a.f\(number)", "accepted", words)
        : desk.decide("a.f\(number)", "rejected", #", "reason": "as received""#)
      #expect(status == 200)
    }
    #expect(try await desk.ask("/api/write", #"{"text": "a"}"#).status == 201)
    #expect(desk.end(by: SIGINT) == SIGINT)
    let cleaned = try folder.contents(of: "cleaned/a.txt")
    #expect(cleaned == "Talks with Rui Duarte resumed in more 12 days.\n")
    let check = try stemma("check", "--fail-on", "neutral", "texts", in: folder.url)
    #expect(check.text.contains("unfilled-placeholder"))
    #expect(!check.text.contains("than-lost-after-more"))
  }

  @Test func `says why it cannot be opened`() throws {
    let folder = try Folder()
    try folder.file("a.txt", "a\n")
    try folder.file(
      "d/other",
      "this is no database, and longer than the head of one would be, by far"
    )
    #expect(try stemma("serve", "nowhere", in: folder.url).status == 2)
    #expect(try stemma("serve", "a.txt", in: folder.url).complaints.contains("is a file"))
    let foreign = try stemma("serve", "d", "--store", "d/other", in: folder.url)
    #expect(foreign.status == 2)
    #expect(foreign.complaints.contains("is something else"), "\(foreign.complaints)")
  }
}
