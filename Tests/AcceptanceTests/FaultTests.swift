import Foundation
import Testing

/// What a user gets who names the wrong thing, and what stays as it was.
@Suite struct `The command, given the wrong thing,` {
  private let article = """
    Port reopens after storm, harbour master says

    The port of Valmora reopened on Monday after a storm kept ships at sea for two days.

    Leave a Reply

    """

  @Test(arguments: [
    (["check", "--wrong"], "--wrong"),
    (["chekc", "port.txt"], "Did you mean ‘check’?"),
    (["rules", "explian", "x"], "no command ‘stemma rules explian’. Did you mean ‘explain’?"),
    (["check", "--fial-on", "x"], "Did you mean '--fail-on'? See ‘stemma check --help’."),
    (
      ["check", "--fail-on", "mnior", "x"],
      "'minor', 'major' or 'critical'. Did you mean ‘minor’? See ‘stemma check"
    ),
    (["check", "--baseline", "folder", "port.txt"], "folder: is a folder, not a file."),
    (["check", "--baseline", "port.txt", "port.txt"], "port.txt: is no baseline"),
    (["check", "--rules", "port.txt", "port.txt"], "--rules takes a folder of rule packs."),
    (["check", "--rules", "none", "port.txt"], "none: no such file or folder."),
    (["verify", "folder"], "folder: is a folder, not a file."),
    (["verify", "port.txt"], "port.txt:1:1: this is not JSON"),
    (["trace", "port.txt", "--at", "3"], "port.txt:1:1: this is not JSON"),
    (["clean", "port.txt", "--output", "port.txt"], "--output takes a folder."),
    (["clean", "port.txt", "--report", "folder"], "folder: cannot be written: is a folder"),
    (["clean", "port.txt", "--report", "none/r.json"], "none/r.json: cannot be written"),
    (["clean", "port.txt", "--report", "port.txt"], "port.txt: is an input"),
    (["clean", "folder", "--format", "json"], "There is no file to read"),
    (["baseline", "write", "port.txt", "--baseline", "folder"], "is a folder, not a file"),
    (["rules", "handbook", "--output", "port.txt"], "--output takes a folder."),
    (["stream", "--emit", ","], "--emit names nothing"),
    (["stream", "--emit", "cleaned,edit"], "Did you mean ‘edits’?"),
    (["stream", "--resume"], "--resume goes on with a file of answers"),
    (["check", "--max-ratio", "0", "port.txt"], "--max-ratio takes a number above 0."),
    (["clean", "port.txt", "--resume"], "--resume goes on in a folder of results"),
  ])
  func `says so in a line and ends with 2`(arguments: [String], complaint: String) throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    try makeFolder("folder", in: folder)
    let result = try run(
      named: builtProduct("stemma").path,
      arguments: arguments,
      in: folder.url
    )
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.complaints.contains(complaint), "\(result.complaints)")
    #expect(result.complaints.split(separator: "\n").count == 1, "\(result.complaints)")
    #expect(try folder.contents(of: "port.txt") == article)
    #expect(try names(in: folder) == ["folder", "port.txt"])
  }

  @Test func `tells the user to rename a rule whose name is taken by one built in`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    try folder.file(
      "own/p/pack.yml",
      """
      name: p
      version: 2026.11.1
      licence: Apache-2.0
      maintainer: The authors
      kind: boilerplate
      summary: A pack of one's own.

      """
    )
    try folder.file(
      "own/p/comment-form.yml",
      """
      id: comment-form
      version: 1
      summary: A form.
      why: It is no text.
      mqm: design-and-markup
      its: uncategorized
      severity: minor
      match: {phrases: [Foo bar]}
      remedy: none
      message: '‘{match}’ is a form.'
      examples:
        - flags: "⟦Foo bar⟧ here."
        - allows: "Nothing here."

      """
    )
    let check = try stemma("check", "--rules", "own", "port.txt", in: folder.url)
    #expect(check.status == 2)
    #expect(
      check.complaints.contains("own/p/comment-form.yml:1: A rule ‘comment-form’ is built in")
    )
  }

  @Test func `does not write a cleaned text over an input`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    try folder.file("more/port.txt", article)
    let clean = try stemma("clean", "more/port.txt", "port.txt", "--output", ".", in: folder.url)
    #expect(clean.status == 2)
    #expect(clean.complaints.contains("port.txt: is an input"), "\(clean.complaints)")
    #expect(try folder.contents(of: "port.txt") == article)
  }

  @Test func `replaces a link in the folder of results instead of following it out`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    try folder.file("elsewhere.txt", "Mine.\n")
    try makeFolder("out", in: folder)
    for name in ["port.txt", "report.json"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appendingPathComponent("out/\(name)").path,
        withDestinationPath: "../elsewhere.txt"
      )
    }
    #expect(try stemma("clean", "port.txt", "--output", "out", in: folder.url).status == 0)
    #expect(try folder.contents(of: "elsewhere.txt") == "Mine.\n")
    #expect(try folder.contents(of: "out/port.txt").hasPrefix("Port reopens"))
  }

  @Test func `writes into a pipe and leaves it there`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    let result = try run(
      named: "bash",
      "-c",
      """
      mkfifo pipe; cat pipe > copy & '\(builtProduct("stemma").path)' clean port.txt --report pipe
      wait; test -p pipe
      """,
      in: folder.url
    )
    #expect(result.status == 0, "\(result.complaints)")
    #expect(try folder.contents(of: "copy").hasPrefix("{"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `passes over a pipe in a folder, whose end might never come`() throws {
    let folder = try Folder()
    try folder.file("in/port.txt", article)
    let result = try run(
      named: "bash",
      "-c",
      "mkfifo in/pipe; timeout 20 '\(builtProduct("stemma").path)' check --fail-on critical in",
      in: folder.url
    )
    #expect(result.status == 0, "\(result.complaints)")
  }

  @Test func `leaves a file alone that is read-only for the user`() throws {
    let folder = try Folder()
    let file = try folder.file("port.txt", article)
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file.path)
    // The superuser may write everything.
    guard geteuid() != 0 else { return }
    let clean = try stemma("clean", "--in-place", "port.txt", in: folder.url)
    #expect(clean.status == 2)
    #expect(clean.complaints.contains("permission denied"))
    #expect(try folder.contents(of: "port.txt") == article)
  }

  @Test func `shortens the name of a text to what a file system takes`() throws {
    let folder = try Folder()
    let name = String(repeating: "ё", count: 900)
    try folder.file("in.ndjson", "{\"id\": \"\(name)\", \"text\": \"Body.\"}\n")
    let clean = try stemma("clean", "in.ndjson", "--output", "out", in: folder.url)
    #expect(clean.status == 0, "\(clean.complaints)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/out").count == 2
    )
  }

  @Test func `says that help could not be printed, and that a stream is closed`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    let program = builtProduct("stemma").path
    #expect(try run(named: "sh", "-c", "'\(program)' --help > /dev/full").status == 2)
    for redirection in ["check port.txt >&-", "check - <&-"] {
      let closed = try run(named: "sh", "-c", "'\(program)' \(redirection)", in: folder.url)
      #expect(closed.status == 2)
      #expect(closed.complaints.contains("it is not open"), "\(closed.complaints)")
    }
  }

  private func makeFolder(_ name: String, in folder: Folder) throws {
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent(name),
      withIntermediateDirectories: true
    )
  }

  private func names(in folder: Folder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
  }
}
