import Foundation
import Testing

@Suite struct `The check before a commit` {
  private let clean = "Port reopens\n\nThe port reopened on Monday.\n"
  private let dirty = "Port reopens\n\nThe port reopened on Monday.\n\nLeave a Reply\n"

  @Test func `reads what is staged, not what lies in the folder`() throws {
    let repository = try GitRepository()
    try repository.write("a.txt", dirty)
    try repository.git("add", "a.txt")
    try repository.write("a.txt", clean)
    let staged = try repository.check()
    #expect(staged.status == 1)
    #expect(staged.text.contains("a.txt:5:1"), "\(staged.text)")
    try repository.git("add", "a.txt")
    try repository.write("a.txt", dirty)
    #expect(try repository.check().status == 0)
  }

  @Test func `tells a writer what to do`() throws {
    let repository = try GitRepository()
    try repository.write("some news/a.txt", dirty)
    try repository.git("add", "-A")
    let check = try repository.check()
    #expect(check.complaints.contains("1 new finding in what is to be committed"))
    #expect(
      check.complaints.contains("stemma baseline write 'some news/a.txt' --because 'why'"),
      "\(check.complaints)"
    )
    #expect(check.complaints.contains("stemma rules explain "))
    #expect(check.complaints.contains("git add .stemma-baseline.json"))
    try repository.run("baseline", "write", "some news/a.txt", "--because", "it is a quote")
    #expect(try repository.check().status == 0)
  }

  @Test func `tells only what is new beside the last commit`() throws {
    let repository = try GitRepository()
    try repository.write("a.txt", dirty)
    try repository.commitAll()
    try repository.write("a.txt", "A line in front.\n\n" + dirty)
    try repository.git("add", "-A")
    #expect(try repository.check().status == 0)
    try repository.write(
      "a.txt",
      "A line in front.\n\n" + dirty + "\nSubscribe to our newsletter\n"
    )
    try repository.git("add", "-A")
    let check = try repository.check()
    #expect(check.status == 1)
    #expect(check.text.contains("a.txt:9:1") && !check.text.contains("a.txt:7:1"), "\(check.text)")
  }

  @Test func `goes with a file that is renamed, and past what is no text`() throws {
    let repository = try GitRepository()
    try repository.write("a.txt", dirty + String(repeating: "Ships came and went.\n", count: 20))
    try repository.write("gone.txt", dirty)
    try repository.commitAll()
    try repository.git("mv", "a.txt", "b.txt")
    try repository.git("rm", "-q", "gone.txt")
    try repository.write("main.swift", "// Leave a Reply\n")
    try FileManager.default.createSymbolicLink(
      atPath: repository.url.appendingPathComponent("link.txt").path,
      withDestinationPath: "b.txt"
    )
    try repository.git("add", "-A")
    let head = try repository.git("rev-parse", "HEAD").text.trimmingCharacters(in: .newlines)
    try repository.git("update-index", "--add", "--cacheinfo", "160000,\(head),module.txt")
    let check = try repository.check()
    #expect(check.status == 0, "\(check.text) \(check.complaints)")
    try repository.git("rm", "-q", "-f", "--cached", "b.txt")
    #expect(try repository.check().output.isEmpty)
  }

  @Test func `reads the files that settings name`() throws {
    let repository = try GitRepository()
    try repository.write(".stemma.yml", "files: [news/**]\n")
    try repository.write("news/a.md", dirty)
    try repository.write("b.txt", dirty)
    try repository.git("add", "-A")
    let check = try repository.check()
    #expect(check.text.contains("news/a.md:5:1") && !check.text.contains("b.txt"), "\(check.text)")
    #expect(try repository.check("b.txt").text.contains("b.txt:5:1"))
  }

  @Test func `takes names of all kinds`() throws {
    let repository = try GitRepository()
    for name in ["with space.txt", "with\nline.txt", "ünï \"quoted\".txt", "-dash.txt", "a'b.txt"] {
      try repository.write(name, dirty)
    }
    let folder = Array(repository.url.path.utf8)
    let odd: [UInt8] =
      folder + Array("/latin-\u{1}".utf8).dropLast() + [0xE9] + Array(".txt".utf8) + [0]
    let file = odd.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer {
      fopen($0.baseAddress, "w")
    }
    let opened = try #require(file)
    fputs(dirty, opened)
    fclose(opened)
    try repository.git("add", "-A")
    let check = try repository.check()
    #expect(check.text.contains("6 findings in 6 documents"), "\(check.text) \(check.complaints)")
    #expect(check.text.contains(#"with\u{A}line.txt:5:1"#))
  }

  @Test func `works from a folder below, in a worktree and before the first commit`() throws {
    let repository = try GitRepository()
    try repository.write("in/a.txt", dirty)
    try repository.write("b.txt", dirty)
    try repository.git("add", "-A")
    let below = try stemma(
      "check",
      "--staged",
      in: repository.url.appending(path: "in"),
      environment: repository.environment
    )
    #expect(
      below.text.contains("\na.txt:5:1") && below.text.contains("../b.txt:5:1"),
      "\(below.text)"
    )
    try repository.git("commit", "-q", "-m", "all")
    try repository.git("worktree", "add", "-q", "tree")
    let tree = repository.url.appending(path: "tree")
    try dirty.write(to: tree.appending(path: "c.txt"), atomically: true, encoding: .utf8)
    _ = try run(named: "git", "add", "c.txt", in: tree, environment: repository.environment)
    let check = try stemma("check", "--staged", in: tree, environment: repository.environment)
    #expect(check.text.contains("c.txt:5:1") && check.status == 1)
  }

  @Test func `says that there is no repository`() throws {
    let folder = try Folder()
    let check = try stemma(
      "check",
      "--staged",
      in: folder.url,
      environment: ["GIT_CEILING_DIRECTORIES": folder.url.deletingLastPathComponent().path]
    )
    #expect(check.status == 2)
    #expect(check.complaints.contains("not a git repository"), "\(check.complaints)")
  }
}

@Suite struct `The hook without a framework` {
  private let clean = "Port reopens\n\nThe port reopened on Monday.\n"
  private let dirty = "Port reopens\n\nThe port reopened on Monday.\n\nLeave a Reply\n"

  @Test func `stops a commit, also one of all changes or of some paths`() throws {
    let repository = try GitRepository()
    let install = try repository.run("hook", "install")
    #expect(install.status == 0, "\(install.complaints)")
    #expect(try repository.run("hook", "install").text.contains("was there already"))
    try repository.write("a.txt", clean)
    try repository.git("add", "-A")
    #expect(try repository.git("commit", "-q", "-m", "clean").status == 0)
    try repository.write("a.txt", dirty)
    try repository.write("b.txt", clean)
    let all = try repository.git("commit", "-q", "-a", "-m", "dirty")
    #expect(all.status != 0)
    #expect(all.complaints.contains("a.txt:5:1") || all.text.contains("a.txt:5:1"))
    #expect(try repository.git("commit", "-q", "-m", "dirty", "a.txt").status != 0)
    try repository.git("add", "b.txt")
    // What is staged is committed; what lies in the folder besides is not looked at.
    #expect(try repository.git("commit", "-q", "-m", "b alone").status == 0)
    #expect(try repository.git("commit", "-q", "--no-verify", "-a", "-m", "past it").status == 0)
    #expect(try repository.run("hook", "uninstall").status == 0)
    #expect(try repository.run("hook", "uninstall").text.contains("no check was there"))
    #expect(!repository.isThere(".git/hooks/pre-commit"))
  }

  @Test func `keeps a hook that is there, and runs it first`() throws {
    let repository = try GitRepository()
    let script = "#!/bin/sh\necho former ran >&2\n[ ! -e stop ]\n"
    try repository.write(".git/hooks/pre-commit", script)
    try repository.setMode(".git/hooks/pre-commit", 0o755)
    #expect(try repository.run("hook", "install").text.contains("after the hook that was there"))
    try repository.write("a.txt", clean)
    try repository.git("add", "a.txt")
    let first = try repository.git("commit", "-q", "-m", "one")
    #expect(first.status == 0 && first.complaints.contains("former ran"), "\(first.complaints)")
    try repository.write("stop", "")
    try repository.write("a.txt", clean + "More.\n")
    try repository.git("add", "a.txt")
    #expect(try repository.git("commit", "-q", "-m", "two").status != 0)
    #expect(try repository.run("hook", "uninstall").status == 0)
    #expect(try repository.contents(of: ".git/hooks/pre-commit") == script)
  }

  @Test func `goes where core.hooksPath says, unless that is shared with other repositories`()
    throws
  {
    let repository = try GitRepository()
    try repository.git("config", "core.hooksPath", "tools/hooks")
    #expect(try repository.run("hook", "install").status == 0)
    #expect(repository.isThere("tools/hooks/pre-commit"))
    let mode = try FileManager.default.attributesOfItem(
      atPath: repository.url.appendingPathComponent("tools/hooks/pre-commit").path
    )[.posixPermissions]
    #expect((mode as? Int ?? 0) & 0o100 != 0)
    let shared = try Folder()
    try repository.git("config", "core.hooksPath", shared.url.path)
    let refused = try repository.run("hook", "install")
    #expect(refused.status == 2)
    #expect(refused.complaints.contains("other repositories may use"), "\(refused.complaints)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: shared.url.path).isEmpty)
  }

  @Test func `leaves another's hook alone`() throws {
    let repository = try GitRepository()
    try repository.write(".git/hooks/pre-commit", "#!/bin/sh\n")
    #expect(try repository.run("hook", "uninstall").status == 2)
    try repository.write(".git/hooks/pre-commit.before-stemma", "#!/bin/sh\n")
    let refused = try repository.run("hook", "install")
    #expect(refused.status == 2)
    #expect(refused.complaints.contains("Take one of them away"))
  }
}

/// A git repository that goes away with the value.
private struct GitRepository {
  private let folder: Folder
  let environment = [
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
  ]

  var url: URL { folder.url }

  init() throws {
    folder = try Folder()
    try git("init", "-q")
  }

  func write(_ name: String, _ text: String) throws { try folder.file(name, text) }

  func contents(of name: String) throws -> String { try folder.contents(of: name) }

  func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appendingPathComponent(name).path)
  }

  func setMode(_ name: String, _ mode: Int) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode],
      ofItemAtPath: url.appendingPathComponent(name).path
    )
  }

  func check(_ paths: String...) throws -> Invocation {
    try AcceptanceTests.run(
      named: builtProduct("stemma").path,
      arguments: ["check", "--staged"] + paths,
      in: url,
      environment: environment
    )
  }

  @discardableResult
  func run(_ arguments: String...) throws -> Invocation {
    try AcceptanceTests.run(
      named: builtProduct("stemma").path,
      arguments: arguments,
      in: url,
      environment: environment
    )
  }

  @discardableResult
  func git(_ arguments: String...) throws -> Invocation {
    try AcceptanceTests.run(named: "git", arguments: arguments, in: url, environment: environment)
  }

  func commitAll() throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", "all")
  }
}
