import Foundation
import Testing

/// Work that was stopped, and goes on.
@Suite struct `Work that was stopped` {
  private func article(_ i: Int) -> String {
    """
    Port \(i) reopens after storm, harbour master says

    The port of Valmora reopened on Monday after a storm kept \(i) ships at sea for two days.

    Leave a Reply

    """
  }

  private func folder(of count: Int) throws -> Folder {
    let folder = try Folder()
    for i in 0..<count { try folder.file("in/\(i)/port.txt", article(i)) }
    return folder
  }

  /// The report as a run leaves it that was stopped behind its second document.
  private func stop(_ folder: Folder, torn: String) throws {
    let whole = try folder.contents(of: "out/report.json")
    let parts = whole.components(separatedBy: "\n  },").prefix(2)
    try folder.file(
      "out/report.json.partial",
      parts.joined(separator: "\n  },") + "\n  }," + torn
    )
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("out/report.json"))
  }

  @Test(arguments: ["", "\n  {\n   \"id\": \"po"])
  func `is not done again, and ends as if it had not been`(torn: String) throws {
    let folder = try folder(of: 4)
    let first = try stemma("clean", "in", "--output", "out", in: folder.url)
    #expect(first.status == 0, "\(first.complaints)")
    let report = try folder.contents(of: "out/report.json")
    try stop(folder, torn: torn)
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("out/port-3.txt"))
    let again = try stemma("clean", "in", "--output", "out", "--resume", in: folder.url)
    #expect(again.status == 0)
    #expect(again.complaints == "stemma: 2 of 4 texts stood already.\n")
    #expect(try folder.contents(of: "out/report.json") == report)
    #expect(try folder.contents(of: "out/port-3.txt").contains("2 ships"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/out")
    #expect(!names.contains("report.json.partial"))
    #expect(try stemma("verify", "out/report.json", "--rerun", in: folder.url).status == 0)
  }

  @Test func `does again what was changed since, and takes in what is new`() throws {
    let folder = try folder(of: 3)
    #expect(try stemma("clean", "in", "--output", "out", in: folder.url).status == 0)
    try folder.file("in/1/port.txt", article(41))
    try folder.file("out/port-3.txt", "Someone wrote here.\n")
    try folder.file("in/3/port.txt", article(3))
    let again = try stemma("clean", "in", "--output", "out", "--resume", in: folder.url)
    #expect(again.complaints == "stemma: 1 of 4 texts stood already.\n")
    let fresh = try stemma("clean", "in", "--output", "fresh", in: folder.url)
    #expect(fresh.status == 0)
    for name in ["report.json", "port.txt", "port-2.txt", "port-3.txt", "port-4.txt"] {
      #expect(try folder.contents(of: "out/\(name)") == folder.contents(of: "fresh/\(name)"))
    }
  }

  @Test func `is not gone on with under other choices`() throws {
    let folder = try folder(of: 2)
    #expect(try stemma("clean", "in", "--output", "out", in: folder.url).status == 0)
    let other = try stemma(
      "clean",
      "in",
      "--output",
      "out",
      "--resume",
      "--language",
      "en",
      in: folder.url
    )
    #expect(other.status == 2)
    #expect(other.complaints.contains("made with other rules or options"))
    let nowhere = try stemma("clean", "in", "--resume", in: folder.url)
    #expect(nowhere.status == 2)
    #expect(nowhere.complaints.contains("name it with --output"))
  }

  @Test(.timeLimit(.minutes(2)))
  func `by a signal leaves whole files, and loses nothing`() throws {
    let folder = try folder(of: 120)
    let program = builtProduct("stemma").path
    let stopped = try run(
      named: "bash",
      "-c",
      """
      '\(program)' clean in --output out & job=$!
      until [ -e out/port-5.txt ]; do sleep 0.01; done
      kill -TERM $job; wait $job
      """,
      in: folder.url
    )
    // A fast machine may be done before the signal comes.
    if stopped.status == 143 {
      #expect(stopped.complaints.contains("--resume goes on from here"))
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/out")
      #expect(names.contains("report.json.partial") && !names.contains("report.json"))
      #expect(!names.contains { $0.hasPrefix(".stemma-") })
    }
    let again = try stemma("clean", "in", "--output", "out", "--resume", in: folder.url)
    #expect(again.status == 0, "\(again.complaints)")
    #expect(try stemma("clean", "in", "--output", "fresh", in: folder.url).status == 0)
    #expect(
      try folder.contents(of: "out/report.json") == folder.contents(of: "fresh/report.json")
    )
  }

  private let lines = (1...6).map { #"{"id": "r\#($0)", "text": "Text \#($0)."}"# }
    .joined(separator: "\n")

  @Test(arguments: ["", #"{"id":"r4","clea"#])
  func `in a stream goes on behind the last whole answer`(torn: String) throws {
    let folder = try Folder()
    let input = try folder.file("in.ndjson", lines)
    let arguments = ["stream", "in.ndjson", "--emit", "cleaned", "--output", "out.ndjson"]
    let program = builtProduct("stemma").path
    #expect(try run(named: program, arguments: arguments, in: folder.url).status == 0)
    let whole = try folder.contents(of: "out.ndjson")
    let kept = whole.split(separator: "\n").prefix(3).joined(separator: "\n") + "\n" + torn
    try folder.file("out.ndjson", kept)
    let again = try run(named: program, arguments: arguments + ["--resume"], in: folder.url)
    #expect(again.status == 0, "\(again.complaints)")
    #expect(try folder.contents(of: "out.ndjson") == whole)
    try Data(lines.replacing("r6", with: "r9").utf8).write(to: input)
    let other = try run(named: program, arguments: arguments + ["--resume"], in: folder.url)
    #expect(other.status == 2)
    #expect(other.complaints.contains("are not to these inputs"))
  }

  @Test(.timeLimit(.minutes(2)))
  func `in a stream by a signal leaves whole answers, and loses none`() throws {
    let folder = try Folder()
    let records = (1...400).map {
      #"{"id": \#($0), "text": "\#(article($0).replacing("\n", with: "\\n"))"}"#
    }
    try folder.file("in.ndjson", records.joined(separator: "\n"))
    let program = builtProduct("stemma").path
    let arguments = ["stream", "in.ndjson", "--emit", "cleaned,edits", "--output"]
    let stopped = try run(
      named: "bash",
      "-c",
      """
      '\(program)' \(arguments.joined(separator: " ")) out.ndjson & job=$!
      until [ -s out.ndjson ]; do sleep 0.01; done
      kill -TERM $job; wait $job
      """,
      in: folder.url
    )
    // A fast machine may be done before the signal comes.
    #expect(stopped.status == 143 || stopped.status == 0)
    let kept = try folder.contents(of: "out.ndjson")
    #expect(kept.hasSuffix("}\n"))
    let again = arguments + ["out.ndjson", "--resume"]
    #expect(try run(named: program, arguments: again, in: folder.url).status == 0)
    let fresh = arguments + ["fresh.ndjson"]
    #expect(try run(named: program, arguments: fresh, in: folder.url).status == 0)
    let whole = try folder.contents(of: "fresh.ndjson")
    #expect(whole.hasPrefix(kept))
    #expect(try folder.contents(of: "out.ndjson") == whole)
  }

  @Test(.timeLimit(.minutes(10)))
  func `in a stream that waits for its sender ends at once`() throws {
    let folder = try Folder()
    let result = try run(
      named: "bash",
      "-c",
      """
      mkfifo in; { echo '{"id": 1, "text": "Rain fell."}'; exec sleep 600; } > in & sender=$!
      '\(builtProduct("stemma").path)' stream --output out.ndjson < in & job=$!
      until [ -s out.ndjson ]; do sleep 0.1; done; kill -TERM $job; SECONDS=0; wait $job; status=$?;
      [ $SECONDS -lt 20 ] || status=9; kill -KILL $sender; exit $status
      """,
      in: folder.url
    )
    #expect(result.status == 143)
    #expect(result.complaints.contains("--resume goes on from here"))
  }
}
