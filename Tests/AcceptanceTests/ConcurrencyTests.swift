import Foundation
import Testing

/// Runs that meet on one file, folder or store.
@Suite struct `Runs at the same time` {
  private let article = """
    Port reopens after storm, harbour master says

    The port of Valmora reopened on Monday after a storm kept ships at sea for two days.

    Leave a Reply

    """

  /// Starts a command line several times at once in a shell, and gives the status of each.
  private func statuses(
    of line: String,
    times count: Int,
    in folder: Folder
  ) throws -> (statuses: [Int], complaints: String) {
    let program = builtProduct("stemma").path
    let result = try run(
      named: "bash",
      "-c",
      """
      for i in $(seq \(count)); do '\(program)' \(line) > /dev/null & jobs+=($!); done
      for job in ${jobs[@]}; do wait $job; echo $?; done
      """,
      in: folder.url
    )
    return (result.text.split(separator: "\n").compactMap { Int($0) }, result.complaints)
  }

  @Test func `leave a file that all of them clean as one would`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    let (statuses, complaints) = try statuses(
      of: "clean --in-place port.txt",
      times: 8,
      in: folder
    )
    #expect(statuses == Array(repeating: 0, count: 8), "\(complaints)")
    #expect(try folder.contents(of: "port.txt") == article.dropLast("\nLeave a Reply\n".utf8.count))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["port.txt"])
  }

  @Test func `leave a folder of results to one of them, and the others say so`() throws {
    let folder = try Folder()
    for i in 0..<30 { try folder.file("in/\(i)/port.txt", article) }
    let (statuses, complaints) = try statuses(of: "clean in --output out", times: 5, in: folder)
    #expect(statuses.contains(0))
    #expect(statuses.allSatisfy { $0 == 0 || $0 == 2 })
    let refused = complaints.split(separator: "\n")
    #expect(refused.count == statuses.count { $0 == 2 }, "\(complaints)")
    #expect(refused.allSatisfy { $0.contains("out: another run writes into this folder.") })
    let verify = try stemma("verify", "out/report.json", "--rerun", in: folder.url)
    #expect(verify.status == 0, "\(verify.text)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/out")
    #expect(names.count == 31, "\(names)")
  }

  @Test func `leave a file of answers to one of them`() throws {
    let folder = try Folder()
    let line = #"{"id": 1, "text": "Port is observe to wait."}"# + "\n"
    try folder.file("in.ndjson", String(repeating: line, count: 500))
    let (statuses, complaints) = try statuses(
      of: "stream in.ndjson --output answers.ndjson",
      times: 5,
      in: folder
    )
    #expect(statuses.contains(0), "\(complaints)")
    #expect(statuses.allSatisfy { $0 == 0 || $0 == 2 })
    let answers = try folder.contents(of: "answers.ndjson").split(separator: "\n")
    #expect(answers.count == 500 && Set(answers).count == 1)
  }

  @Test func `take turns with a store`() throws {
    let folder = try Folder()
    for i in 0..<6 {
      try folder.file("\(i).txt", article + "Ferry \(i) sailed at noon on Monday.\n")
    }
    let program = builtProduct("stemma").path
    let result = try run(
      named: "bash",
      "-c",
      "for i in 0 1 2 3 4 5; do '\(program)' collate --store s.db $i.txt > $i.out || echo bad & done; wait",
      in: folder.url
    )
    #expect(result.text.isEmpty && result.complaints.isEmpty, "\(result.complaints)")
    let all = try stemma("collate", "--store", "s.db", "0.txt", in: folder.url)
    #expect(all.text.contains("with 5 earlier"), "\(all.text)")
  }
}
