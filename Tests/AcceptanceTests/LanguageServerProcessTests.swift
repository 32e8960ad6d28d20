import Foundation
import StemmaLanguageServer
import StemmaReports
import Testing

/// A running `stemma lsp` and the pipes to it.
private final class RunningServer {
  let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var reader = MessageReader()

  init(in folder: URL) throws {
    process.executableURL = builtProduct("stemma")
    process.arguments = ["lsp"]
    process.currentDirectoryURL = folder
    process.standardInput = input
    process.standardOutput = output
    process.standardError = Pipe()
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  func send(_ message: String) throws {
    try write("Content-Length: \(message.utf8.count)\r\n\r\n\(message)")
  }

  func write(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// The next message that has a member; waits for it.
  func message(having name: String) throws -> JSON? {
    while true {
      while case .message(let bytes)? = try reader.next() {
        let message = try JSON(parsing: bytes)
        if message[name] != nil { return message }
      }
      let bytes = output.fileHandleForReading.availableData
      if bytes.isEmpty { return nil }
      reader.append(bytes)
    }
  }

  func status() throws -> Int32 {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

@Suite(.timeLimit(.minutes(2))) struct `A language server in a process` {
  private let opening =
    #"{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}"#

  private func open(_ text: String, in folder: URL) -> String {
    let text = String(decoding: JSON.string(text).canonical(), as: UTF8.self)
    let uri = folder.appendingPathComponent("a.txt").absoluteString
    return """
      {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": \
      {"uri": "\(uri)", "languageId": "plaintext", "version": 1, "text": \(text)}}}
      """
  }

  @Test func `publishes findings, leaves out known ones, and ends when asked to`() throws {
    let folder = try Folder()
    let article = "Talks with {{name}} resumed.\n\nLeave a Reply\n"
    try folder.file("a.txt", "Talks resumed.\n\nLeave a Reply\n")
    #expect(try stemma("baseline", "write", "a.txt", in: folder.url).status == 0)
    let server = try RunningServer(in: folder.url)
    try server.send(opening)
    #expect(try server.message(having: "id")?["result"]?["capabilities"] != nil)
    try server.send(open(article, in: folder.url))
    let published = try server.message(having: "method")
    #expect(published?["method"]?.string == "textDocument/publishDiagnostics")
    let rules = published?["params"]?["diagnostics"]?.elements?.compactMap { $0["code"]?.string }
    #expect(rules?.contains("unfilled-placeholder") == true)
    #expect(rules?.contains("comment-form") == false)
    try server.send(#"{"jsonrpc": "2.0", "id": 2, "method": "shutdown"}"#)
    #expect(try server.message(having: "id")?["id"]?.integer == 2)
    try server.send(#"{"jsonrpc": "2.0", "method": "exit"}"#)
    #expect(try server.status() == 0)
  }

  @Test func `answers while a long text is checked, and tells of the newest version alone`() throws
  {
    let folder = try Folder()
    let server = try RunningServer(in: folder.url)
    try server.send(opening)
    _ = try server.message(having: "id")
    let sentence = "Talks with {{name}} resumed on Monday in the harbour of Valmora.\n\n"
    try server.send(open(String(repeating: sentence, count: 3_000), in: folder.url))
    try server.send(#"{"jsonrpc": "2.0", "id": 7, "method": "workspace/symbol"}"#)
    #expect(try server.message(having: "error")?["id"]?.integer == 7)
    let uri = folder.url.appendingPathComponent("a.txt").absoluteString
    for version in 2...40 {
      try server.send(
        """
        {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": \
        {"uri": "\(uri)", "version": \(version)}, "contentChanges": [{"text": "a", "range": \
        {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}}]}}
        """
      )
    }
    let published = try server.message(having: "method")
    let first = published?["params"]?["diagnostics"]?.elements?.first
    // 39 letters stand in front of the first finding now.
    #expect(first?["range"]?["start"]?["character"]?.integer == 50)
    #expect(try server.status() == 1)
  }

  @Test func `goes by settings, and offers an ignore that these take`() throws {
    let folder = try Folder()
    try folder.file(".stemma.yml", "ignore:\n  - rule: comment-form\n    because: our own form\n")
    let server = try RunningServer(in: folder.url)
    try server.send(
      """
      {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": \
      {"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}}}}
      """
    )
    _ = try server.message(having: "id")
    try server.send(open("Talks with {{name}} resumed.\n\nLeave a Reply\n", in: folder.url))
    let diagnostics = try server.message(having: "method")?["params"]?["diagnostics"]?.elements
    #expect(diagnostics?.compactMap { $0["code"]?.string } == ["unfilled-placeholder"])
    let uri = folder.url.appendingPathComponent("a.txt").absoluteString
    let place = #"{"line": 0, "character": 12}"#
    try server.send(
      """
      {"jsonrpc": "2.0", "id": 2, "method": "textDocument/codeAction", "params": {"textDocument": \
      {"uri": "\(uri)"}, "range": {"start": \(place), "end": \(place)}, "context": {}}}
      """
    )
    let actions = try server.message(having: "id")?["result"]?.elements ?? []
    let ignore = actions.first { $0["title"]?.string?.hasPrefix("Ignore") ?? false }
    let edit = ignore?["edit"].map { String(decoding: $0.canonical(), as: UTF8.self) } ?? ""
    #expect(edit.contains(#"- rule: unfilled-placeholder\n    text: \"{{name}}\""#), "\(actions)")
    #expect(try server.status() == 1)
  }

  @Test func `ends with a reason when the stream cannot be read on`() throws {
    let folder = try Folder()
    let server = try RunningServer(in: folder.url)
    try server.write("GET / HTTP/1.1\r\n\r\n")
    #expect(try server.message(having: "error")?["error"]?["code"]?.integer == -32700)
    #expect(try server.status() == 2)
  }

  @Test func `works with Neovim`() throws {
    let folder = try Folder()
    try folder.file("a.txt", "Größe 👋 of the talks with {{name}} is unknown.\n\nLeave a Reply\n")
    let script = packageFolder.appendingPathComponent("Tests/AcceptanceTests/client.lua").path
    let run = try run(
      named: "nvim",
      "--clean",
      "--headless",
      "-n",
      "-S",
      script,
      "a.txt",
      in: folder.url,
      environment: ["STEMMA": builtProduct("stemma").path, "XDG_STATE_HOME": folder.url.path]
    )
    #expect(run.status == 0, "\(run.text)\(run.complaints)")
    let told = run.text + run.complaints
    #expect(told.contains("diagnostic unfilled-placeholder 0 31"), "\(told)")
    #expect(told.contains("hover # comment-form"), "\(told)")
    #expect(told.contains("action Take out ‘Leave a Reply’"), "\(told)")
    #expect(try folder.contents(of: "a.txt").hasSuffix("{{name}} is unknown.\n"))
  }
}
