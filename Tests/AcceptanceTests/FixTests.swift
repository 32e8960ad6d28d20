import Foundation
import Testing

@Suite struct `Fixing what is sure` {
  private let article = "Port reopens\n\nThe port reopened on Monday.\n\nLeave a Reply\n"
  private let fixed = "Port reopens\n\nThe port reopened on Monday.\n"

  @Test func `rewrites a file, keeps its mode, and has nothing to do again`() throws {
    let folder = try Folder()
    let file = try folder.file("a.txt", article)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    let fix = try stemma("check", "--fix", "a.txt", in: folder.url)
    #expect(fix.status == 0, "\(fix.text) \(fix.complaints)")
    #expect(
      fix.complaints.contains("1 finding put right in 1 file; 0 remain."),
      "\(fix.complaints)"
    )
    #expect(try folder.contents(of: "a.txt") == fixed)
    let first = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(first[.posixPermissions] as? Int == 0o640)
    let again = try stemma("check", "--fix", "a.txt", in: folder.url)
    #expect(again.complaints.contains("0 findings put right in 0 files"))
    let second = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(first[.systemFileNumber] as? UInt64 == second[.systemFileNumber] as? UInt64)
  }

  @Test func `leaves alone what only an editor can decide, what is known and what is accepted`()
    throws
  {
    let folder = try Folder()
    let text = "Port reopens\n\nThe mayor is observe the port for the first time.\n"
    try folder.file("a.txt", text)
    let flagged = try stemma("check", "--fix", "a.txt", in: folder.url)
    #expect(flagged.status == 1)
    #expect(try folder.contents(of: "a.txt") == text)
    try folder.file("b.txt", article)
    #expect(try stemma("baseline", "write", "b.txt", in: folder.url).status == 0)
    #expect(try stemma("check", "--fix", "b.txt", in: folder.url).status == 0)
    #expect(try folder.contents(of: "b.txt") == article)
    try folder.file("c.txt", article)
    try folder.file(".stemma.yml", "ignore: [{text: Leave a Reply, because: it is a title}]\n")
    #expect(try stemma("check", "--fix", "c.txt", in: folder.url).status == 0)
    #expect(try folder.contents(of: "c.txt") == article)
  }

  @Test func `keeps line breaks and a byte-order mark`() throws {
    let folder = try Folder()
    try folder.file("a.txt", "\u{FEFF}" + article.replacing("\n", with: "\r\n"))
    #expect(try stemma("check", "--fix", "a.txt", in: folder.url).status == 0)
    #expect(try folder.contents(of: "a.txt") == "\u{FEFF}" + fixed.replacing("\n", with: "\r\n"))
  }

  @Test func `refuses another encoding rather than transcode`() throws {
    let folder = try Folder()
    let bytes = Array(article.replacing("Port", with: "Pört").utf16).flatMap {
      [UInt8($0 & 0xFF), UInt8($0 >> 8)]
    }
    try folder.file("a.txt", input: [0xFF, 0xFE] + bytes)
    let fix = try stemma("check", "--fix", "a.txt", in: folder.url)
    #expect(fix.status == 2)
    #expect(
      fix.complaints.contains("a.txt: is UTF-16LE; only UTF-8 is written back as it came"),
      "\(fix.complaints)"
    )
    #expect(
      try Array(Data(contentsOf: folder.url.appendingPathComponent("a.txt"))).count == bytes.count
        + 2
    )
  }

  @Test func `leaves pages alone`() throws {
    let folder = try Folder()
    let page = "<html><body><p>The port reopened.</p><p>Leave a Reply</p></body></html>\n"
    try folder.file("a.html", page)
    _ = try stemma("check", "--fix", "a.html", in: folder.url)
    #expect(try folder.contents(of: "a.html") == page)
  }

  @Test(
    arguments: [
      ("\n", "\n"), ("\r\n", "\r\n"), ("\n", ""), ("\r\n", ""),
    ],
    ["a.txt", "in folder/ä \"b\".txt"]
  )
  func `as a patch is what git applies`(breaks: (String, String), name: String) throws {
    let folder = try Folder()
    let lines = ["Port reopens", "", "The port reopened on Monday.", "", "Leave a Reply"]
    let more = (1...20).flatMap { ["", "Line \($0) tells of ships."] } + ["", "Leave a Reply"]
    let text = (lines + more).joined(separator: breaks.0) + breaks.1
    try folder.file(name, text)
    let environment = ["GIT_CONFIG_GLOBAL": "/dev/null"]
    _ = try run(named: "git", "init", "-q", in: folder.url, environment: environment)
    let diff = try stemma("check", "--diff", name, in: folder.url)
    #expect(diff.status == 1)
    #expect(try folder.contents(of: name) == text)
    try folder.file("fix.patch", input: diff.output)
    let apply = try run(
      named: "git",
      "apply",
      "fix.patch",
      in: folder.url,
      environment: environment
    )
    #expect(apply.status == 0, "\(apply.complaints)\n\(diff.text)")
    let patched = try folder.contents(of: name)
    #expect(patched != text)
    try folder.file(name, text)
    _ = try stemma("check", "--fix", name, in: folder.url)
    #expect(try folder.contents(of: name) == patched)
  }

  @Test func `needs one of --fix and --diff`() throws {
    #expect(try stemma("check", "--fix", "--diff", "a.txt").status == 2)
    #expect(try stemma("check", "--staged", "--fix").status == 2)
    #expect(try stemma("check", "--diff", "--format", "json", "a.txt").status == 2)
  }

  @Test func `does once what is named twice`() throws {
    let folder = try Folder()
    try folder.file("a.txt", article)
    let fix = try stemma("check", "--fix", "a.txt", "./a.txt", in: folder.url)
    #expect(fix.status == 0, "\(fix.complaints)")
    #expect(try folder.contents(of: "a.txt") == fixed)
  }
}
