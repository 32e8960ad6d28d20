import Foundation
import Testing

@Suite struct `A store between runs` {
  /// Lines of NDJSON, each a report on one of some events.
  private func lines(_ numbers: Range<Int>) -> String {
    let words = ["ferry", "pier", "basin", "bank", "shares", "merger", "rocket", "orbit", "strike"]
    return numbers.map { number in
      let letter = ["a", "e", "i", "o", "u", "b", "d", "f", "g", "k"][number % 10]
      let own = words.map { "\(letter)\(letter)\($0)" }
      let told = (0..<6).map { i in
        "The \(own[i % 9]) of \(own[(2 * i + number) % 9]) is with the \(own[(3 * i + 1) % 9]) for \(number + i)."
      }
      let text = "\(own[0]) and \(own[1])\\n\(told.joined(separator: " "))"
      return "{\"id\": \"t\(number)\", \"text\": \"\(text)\"}"
    }.joined(separator: "\n") + "\n"
  }

  private func stories(_ invocation: Invocation) throws -> [String] {
    #expect(invocation.status == 0, "\(invocation.complaints)")
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(invocation.output)) as? [String: Any]
    )
    let comparison = try #require(report["comparison"] as? [String: Any])
    return try (comparison["stories"] as? [[String: Any]] ?? []).map {
      let past = ($0["past"] as? [String: Any])?["count"] as? Int ?? 0
      return "\(try #require($0["documents"] as? [String])) after \(past)"
    }
  }

  @Test func `lets today's texts join the stories of yesterday, and its report verifies`() throws {
    let folder = try Folder()
    try folder.file("one.ndjson", lines(0..<20))
    try folder.file("two.ndjson", lines(20..<30))
    let store = ["--store", "stories.db", "--format", "json"]
    func run(_ name: String) throws -> Invocation {
      try stemma("collate", store[0], store[1], store[2], store[3], name, in: folder.url)
    }
    #expect(try stories(run("one.ndjson")).count == 10)
    let second = try run("two.ndjson")
    let told = try stories(second)
    #expect(told.count == 10)
    #expect(told.allSatisfy { $0.hasSuffix("after 2") })
    try folder.file("report.json", second.text)
    let verified = try stemma("verify", "report.json", "--rerun", in: folder.url)
    #expect(verified.status == 0, "\(verified.text)\(verified.complaints)")
    let text = try stemma("collate", "--store", "stories.db", "two.ndjson", in: folder.url)
    #expect(text.text.contains("with 2 earlier"))
  }

  @Test func `tells what a clean run tells after a kill at any moment of writing`() throws {
    let folder = try Folder()
    try folder.file("all.ndjson", lines(0..<120))
    let clean = try stories(
      stemma("collate", "--store", "clean.db", "--format", "json", "all.ndjson", in: folder.url)
    )
    for moment in ["", "-wal", "-shm"] {
      let name = "killed\(moment).db"
      let process = Process()
      process.executableURL = builtProduct("stemma")
      process.arguments = ["collate", "--store", name, "all.ndjson"]
      process.currentDirectoryURL = folder.url
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let awaited = folder.url.appendingPathComponent(name + moment).path
      while process.isRunning, !FileManager.default.fileExists(atPath: awaited) {}
      // The tables are there already; now the texts are being written.
      while moment != "", process.isRunning,
        (try? FileManager.default.attributesOfItem(atPath: awaited)[.size] as? Int) ?? 0 == 0
      {}
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let after = try stories(
        stemma("collate", "--store", name, "--format", "json", "all.ndjson", in: folder.url)
      )
      #expect(after == clean)
    }
  }

  @Test func `serves two runs at once, one after the other`() async throws {
    let folder = try Folder()
    try folder.file("one.ndjson", lines(0..<40))
    try folder.file("two.ndjson", lines(40..<80))
    let url = folder.url
    let runs = await withTaskGroup(of: Invocation?.self) { group in
      for name in ["one.ndjson", "two.ndjson"] {
        group.addTask { try? stemma("collate", "--store", "both.db", name, in: url) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(runs.map { $0?.status } == [0, 0])
    try folder.file("three.ndjson", lines(80..<90))
    let third = try stories(
      stemma("collate", "--store", "both.db", "--format", "json", "three.ndjson", in: url)
    )
    #expect(third.count == 10 && third.allSatisfy { $0.hasSuffix("after 8") })
  }

  @Test func `is refused with a reason where it is something else`() throws {
    let folder = try Folder()
    try folder.file("a.txt", "The harbour was closed on Monday.")
    try folder.file("notes.txt", String(repeating: "These are notes, and no store. ", count: 40))
    let foreign = try stemma("collate", "--store", "notes.txt", "a.txt", in: folder.url)
    #expect(foreign.status == 2 && foreign.complaints.contains("no store of stories"))
    #expect(try folder.contents(of: "notes.txt").hasPrefix("These are notes"))
    let nowhere = try stemma("collate", "--store", "no/such/folder.db", "a.txt", in: folder.url)
    #expect(nowhere.status == 2 && nowhere.complaints.contains("no/such/folder.db: "))
    #expect(try stemma("collate", "--store", "", "a.txt", in: folder.url).status == 2)
  }
}
