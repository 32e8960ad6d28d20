import Foundation
import Testing

@Suite struct `The pre-commit check on new seeds` {
  @Test func `lets known findings pass and stops a new seed's`() throws {
    let repository = try Repository()
    try repository.copySeeds()
    let baseline = try stemma("baseline", "write", "seeds", in: repository.url)
    #expect(baseline.status == 0, "\(baseline.complaints)")
    let known = try repository.commit("Take in the five seeds")
    #expect(known.status == 0, "\(known.text) \(known.complaints)")

    // A clean seed passes; one with an artefact is stopped, and nothing is committed.
    try repository.write(
      "seeds/clean.txt",
      "Harbour opens\n\nThe harbour of Valmora opened on Monday.\n"
    )
    let clean = try repository.commit("Add a clean seed")
    #expect(clean.status == 0, "\(clean.text) \(clean.complaints)")
    try repository.write(
      "seeds/dirty.txt",
      "Harbour opens\n\nThe mayor is observe the harbour of Valmora for the first time in more 12 years old.\n"
    )
    let dirty = try repository.commit("Add a seed with artefacts")
    #expect(dirty.status != 0)
    #expect(dirty.complaints.contains("dirty.txt:3:"), "\(dirty.complaints)")
    #expect(try repository.git("log", "--format=%s").text.split(separator: "\n").count == 2)

    // Lines that move do not make known findings new.
    let seed = "seeds/002_96a5c216c9160e4b.txt"
    try repository.write(seed, "A line put in front of all.\n\n" + repository.contents(of: seed))
    _ = try repository.git("rm", "-q", "--cached", "seeds/dirty.txt")
    try repository.remove("seeds/dirty.txt")
    let moved = try repository.commit("Put a line in front")
    #expect(moved.status == 0, "\(moved.text) \(moved.complaints)")
  }
}

/// A git repository whose commits are checked by the `pre-commit` program with our own hook.
private struct Repository {
  private let folder: Folder
  private let environment: [String: String]

  var url: URL { folder.url }

  init() throws {
    folder = try Folder()
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    environment = [
      "PATH": "\(builtProduct("stemma").deletingLastPathComponent().path):\(path)",
      "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
      "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
      "GIT_CONFIG_GLOBAL": "/dev/null",
      "PRE_COMMIT_HOME": folder.url.appendingPathComponent(".cache").path,
    ]
    try git("init", "-q")
    let hooks = try String(
      contentsOf: packageFolder.appendingPathComponent(".pre-commit-hooks.yaml"),
      encoding: .utf8
    )
    let entry = hooks.contains("id: stemma-system")
    #expect(entry)
    // The hook as our own file defines it, run from the path instead of a clone of this package.
    try write(
      ".pre-commit-config.yaml",
      """
      repos:
        - repo: local
          hooks:
            - id: stemma-system
              name: stemma check
              entry: stemma check
              language: system
              types_or: [plain-text, html]
              files: ^seeds/
      """
    )
    let install = try run(named: "pre-commit", "install", in: folder.url, environment: environment)
    #expect(install.status == 0, "\(install.text) \(install.complaints)")
  }

  func copySeeds() throws {
    let seeds = packageFolder.appendingPathComponent("seeds")
    for name in try FileManager.default.contentsOfDirectory(atPath: seeds.path) {
      try folder.file(
        "seeds/\(name)",
        input: Array(Data(contentsOf: seeds.appendingPathComponent(name)))
      )
    }
  }

  func write(_ name: String, _ text: String) throws { try folder.file(name, text) }

  func contents(of name: String) throws -> String { try folder.contents(of: name) }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent(name))
  }

  @discardableResult
  func git(_ arguments: String...) throws -> Invocation {
    try run(named: "git", arguments: arguments, in: folder.url, environment: environment)
  }

  func commit(_ message: String) throws -> Invocation {
    try write(".gitignore", ".cache/\n")
    try git("add", "-A")
    return try git("commit", "-m", message)
  }
}
