import StemmaReports
import Testing

@testable import StemmaLanguageServer

private let article = """
  Port reopens after storm, harbour master says

  The port of Valmora reopened on Monday; talks with {{name}} resumed.

  Leave a Reply

  """

@Suite struct `The life of a language server` {
  @Test func `refuses requests before it is initialized, and a second initialization`() throws {
    var conversation = Conversation()
    #expect(try conversation.ask(1, "textDocument/hover").first?.errorCode == -32002)
    #expect(try conversation.open(article).isEmpty)
    let answer = try conversation.ask(2, "initialize", #"{"capabilities": {}}"#)
    #expect(answer.first?["result"]?["serverInfo"]?["name"]?.string == "stemma")
    #expect(try conversation.ask(3, "initialize").first?.errorCode == -32600)
  }

  @Test func `ends with 0 after a shutdown and with 1 without`() throws {
    var orderly = try Conversation.opened()
    #expect(try orderly.ask(1, "shutdown").first?["result"]?.kind == "null")
    #expect(try orderly.ask(2, "textDocument/hover").first?.errorCode == -32600)
    #expect(orderly.server.exitStatus == nil)
    #expect(try orderly.tell("exit", "null").isEmpty)
    #expect(orderly.server.exitStatus == 0)
    var hasty = try Conversation.opened()
    _ = try hasty.tell("exit", "null")
    #expect(hasty.server.exitStatus == 1)
  }

  @Test(
    arguments: [
      ("{}", "utf-16"), (#"{"general": {"positionEncodings": ["utf-16", "utf-8"]}}"#, "utf-8"),
      (#"{"general": {"positionEncodings": ["utf-32", "utf-16"]}}"#, "utf-16"),
      (#"{"general": {"positionEncodings": ["utf-32"]}}"#, "utf-32"),
    ]
  )
  func `agrees on a unit for places`(capabilities: String, encoding: String) throws {
    var conversation = Conversation()
    let answer = try conversation.ask(1, "initialize", #"{"capabilities": \#(capabilities)}"#)
    let agreed = answer.first?["result"]?["capabilities"]?["positionEncoding"]?.string
    #expect(agreed == encoding)
  }

  @Test(
    arguments: [
      ("{", -32700), ("[]", -32600), ("7", -32600), (#"{"jsonrpc": "2.0", "id": 4}"#, -32600),
      (#"{"jsonrpc": "2.0", "id": 4, "method": "workspace/symbol"}"#, -32601),
      (#"{"jsonrpc": "2.0", "id": 4, "method": "$/unknown"}"#, -32601),
      (#"{"jsonrpc": "2.0", "id": [4], "method": "textDocument/hover"}"#, -32600),
      (#"{"jsonrpc": "2.0", "id": 4, "method": "textDocument/hover", "params": 1}"#, -32602),
    ]
  )
  func `answers what it does not understand with an error, and goes on`(
    message: String,
    code: Int
  ) throws {
    var conversation = try Conversation.opened()
    #expect(try conversation.send(message).map(\.errorCode) == [code])
    #expect(try conversation.ask(9, "shutdown").first?.errorCode == nil)
  }

  @Test func `passes over notifications it does not know, and answers to what it never asked`()
    throws
  {
    var conversation = try Conversation.opened()
    #expect(try conversation.tell("$/setTrace", #"{"value": "off"}"#).isEmpty)
    #expect(try conversation.tell("workspace/didRenameFiles", "{}").isEmpty)
    #expect(try conversation.send(#"{"jsonrpc": "2.0", "id": 1, "result": null}"#).isEmpty)
  }

  @Test func `watches the files of known findings where the client can`() throws {
    var conversation = Conversation()
    let able = #"{"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}}"#
    _ = try conversation.ask(0, "initialize", #"{"capabilities": \#(able)}"#)
    let request = try #require(try conversation.tell("initialized", "{}").first)
    #expect(request["method"]?.string == "client/registerCapability")
    #expect(request.text.contains(".stemma-baseline.json"))
  }
}

@Suite struct `Findings in an editor` {
  @Test func `are published with version, severity, rule, source and data`() throws {
    var conversation = try Conversation.opened()
    #expect(try conversation.open(article).isEmpty)
    let message = try #require(try conversation.rest().first)
    #expect(message["method"]?.string == "textDocument/publishDiagnostics")
    #expect(message["params"]?["version"]?.integer == 1)
    #expect(message.rules.contains("comment-form"))
    let found = message.diagnostics.first { $0["code"]?.string == "unfilled-placeholder" }
    let finding = try #require(found)
    let place = #"{"end":{"character":59,"line":2},"start":{"character":51,"line":2}}"#
    #expect(finding["range"]?.text == place)
    #expect(finding["severity"]?.integer == 2)
    #expect(finding["source"]?.string == "stemma")
    #expect(finding["codeDescription"]?["href"]?.string == "https://example.org/rule")
    #expect(finding["data"]?["exact"]?.string == "{{name}}")
    let other = message.diagnostics.first { $0["code"]?.string == "comment-form" }
    #expect(other?["codeDescription"] == nil)
  }

  @Test func `leave out what the client does not take`() throws {
    var conversation = try Conversation.opened("{}")
    _ = try conversation.open(article)
    let message = try #require(try conversation.rest().first)
    #expect(message["params"]?["version"] == nil)
    #expect(message.diagnostics.allSatisfy { $0["data"] == nil && $0["codeDescription"] == nil })
  }

  @Test func `wait until the writer pauses, and are those of the newest version only`() throws {
    var conversation = try Conversation.opened()
    _ = try conversation.open("Calm sea.\n")
    let due = conversation.check()
    let early = try #require(due)
    _ = try conversation.change(to: 2, #"{"text": "Talks with {{name}} resumed.\n"}"#)
    conversation.finish(early)
    #expect(try conversation.received().isEmpty)
    #expect(try conversation.rest(.milliseconds(100)).isEmpty)
    _ = try conversation.change(to: 3, #"{"text": "Talks with {{place}} resumed.\n"}"#)
    #expect(try conversation.rest(.milliseconds(150)).isEmpty)
    let messages = try conversation.rest()
    #expect(messages.map { $0["params"]?["version"]?.integer } == [3])
  }

  @Test func `follow changes at places counted in UTF-16`() throws {
    var conversation = try Conversation.opened("{}")
    _ = try conversation.open("Zürich 👋 calls.\r\nCalm.\r\n")
    let change = """
      {"range": {"start": {"line": 0, "character": 10}, "end": {"line": 1, "character": 4}},
       "text": "{{name}}\\n"}
      """
    _ = try conversation.change(to: 2, change)
    let message = try #require(try conversation.rest().first)
    let finding = message.diagnostics.first { $0["code"]?.string == "unfilled-placeholder" }
    let place = #"{"end":{"character":18,"line":0},"start":{"character":10,"line":0}}"#
    #expect(finding?["range"]?.text == place)
  }

  @Test func `are asked for, and are not sent again where nothing changed`() throws {
    var conversation = try Conversation.opened(#"{"textDocument": {"diagnostic": {}}}"#)
    _ = try conversation.open(article)
    let document = #""textDocument": {"uri": "file:///a.txt"}"#
    #expect(try conversation.ask(1, "textDocument/diagnostic", "{\(document)}").isEmpty)
    let answer = try #require(try conversation.rest().first)
    #expect(answer["id"]?.integer == 1)
    #expect(answer["result"]?["kind"]?.string == "full")
    #expect(answer.rules.contains("unfilled-placeholder"))
    let name = try #require(answer["result"]?["resultId"]?.string)
    let second = try conversation.ask(
      2,
      "textDocument/diagnostic",
      #"{\#(document), "previousResultId": "\#(name)"}"#
    )
    #expect(second.first?["result"]?["kind"]?.string == "unchanged")
  }

  @Test func `are no longer waited for once the request is cancelled or the document closed`()
    throws
  {
    var conversation = try Conversation.opened(#"{"textDocument": {"diagnostic": {}}}"#)
    _ = try conversation.open(article)
    let document = #"{"textDocument": {"uri": "file:///a.txt"}}"#
    #expect(try conversation.ask(1, "textDocument/diagnostic", document).isEmpty)
    #expect(try conversation.ask(2, "textDocument/diagnostic", document).isEmpty)
    let cancelled = try conversation.tell("$/cancelRequest", #"{"id": 1}"#)
    #expect(cancelled.map(\.errorCode) == [-32800])
    let closed = try conversation.tell("textDocument/didClose", document)
    #expect(closed.map(\.errorCode) == [-32801])
    #expect(try conversation.rest().isEmpty)
    let late = try conversation.ask(3, "textDocument/diagnostic", document)
    #expect(late.map(\.errorCode) == [-32602])
  }

  @Test func `go away when a document is closed, and come again when files change`() throws {
    var conversation = try Conversation.opened()
    _ = try conversation.open(article)
    _ = try conversation.rest()
    #expect(try conversation.tell("textDocument/didSave", "{}").isEmpty)
    _ = try conversation.tell("workspace/didChangeWatchedFiles", #"{"changes": []}"#)
    #expect(try conversation.rest().count == 1)
    let closed = try conversation.tell(
      "textDocument/didClose",
      #"{"textDocument": {"uri": "file:///a.txt"}}"#
    )
    #expect(closed.first?["params"]?["diagnostics"]?.elements?.isEmpty == true)
  }

  @Test func `are to be asked for again when files change`() throws {
    var conversation = try Conversation.opened(
      """
      {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}}
      """
    )
    _ = try conversation.open(article)
    let told = try conversation.tell("workspace/didChangeWatchedFiles", #"{"changes": []}"#)
    #expect(told.first?["method"]?.string == "workspace/diagnostic/refresh")
    #expect(try conversation.rest().isEmpty)
  }

  @Test func `survive half a surrogate pair`() throws {
    var conversation = try Conversation.opened("{}")
    _ = try conversation.open("Calm sea.\n")
    let half = "\\" + "ud83d"
    #expect(try conversation.change(to: 2, #"{"text": "\#(half) {{name}}.\n"}"#).isEmpty)
    let finding = try conversation.rest().first?.diagnostics.first {
      $0["code"]?.string == "unfilled-placeholder"
    }
    #expect(finding?["range"]?["start"]?["character"]?.integer == 2)
  }
}

@Suite struct `What can be done in an editor` {
  private let here = #""textDocument": {"uri": "file:///a.txt"}"#

  private func actions(
    _ conversation: inout Conversation,
    line: Int,
    only: String? = nil
  ) throws -> [JSON] {
    let range = """
      {"start": {"line": \(line), "character": 0}, "end": {"line": \(line), "character": 200}}
      """
    let kinds = only.map { #", "only": ["\#($0)"]"# } ?? ""
    let answer = try conversation.ask(
      5,
      "textDocument/codeAction",
      #"{\#(here), "range": \#(range), "context": {"diagnostics": []\#(kinds)}}"#
    )
    return answer.first?["result"]?.elements ?? []
  }

  @Test func `takes out what is sure, and makes findings known`() throws {
    var conversation = try Conversation.opened()
    _ = try conversation.open(article)
    _ = try conversation.rest()
    let offered = try actions(&conversation, line: 4, only: "quickfix")
    let titles = offered.compactMap { $0["title"]?.string }
    #expect(titles.contains("Take out ‘Leave a Reply’"), "\(titles)")
    let known = offered.first { $0["title"]?.string == "Accept comment-form" }
    #expect(known?["edit"]?.text.contains(#""kind":"create""#) == true)
    #expect(offered.allSatisfy { $0["kind"]?.string == "quickfix" })
  }

  @Test func `makes all sure changes at once, which is what cleaning writes`() throws {
    var conversation = try Conversation.opened()
    _ = try conversation.open(article)
    _ = try conversation.rest()
    let offered = try actions(&conversation, line: 0, only: "source.fixAll")
    let edit = try #require(offered.first?["edit"]?["documentChanges"]?.elements?.first)
    #expect(edit["textDocument"]?["version"]?.integer == 1)
    let changes = edit["edits"]?.elements ?? []
    var text = OpenText(Array(article.utf8))
    for change in changes.reversed() {
      let (start, end) = try #require(range(change["range"]))
      let lower = text.offset(of: start, in: .utf8)
      let upper = text.offset(of: end, in: .utf8)
      text.replace(lower..<upper, by: Array((change["newText"]?.string ?? "").utf8))
    }
    #expect(text.bytes == Array(article.replacing("\n\nLeave a Reply\n", with: "\n").utf8))
  }

  @Test func `leaves the markup of a page as it is`() throws {
    var conversation = try Conversation.opened()
    let page = """
      <!DOCTYPE html><html lang="en"><head><title>Port</title></head><body><article><h1>Port</h1>
      <p>The harbour of Valmora reopened on Monday for the first time in more 12 days old, said
      Rui &amp; Duarte to the crews that had been waiting for the storm to end since Friday.</p>
      </article></body></html>
      """
    _ = try conversation.open(page, language: "html")
    let message = try #require(try conversation.rest().first)
    #expect(message.rules.contains("than-lost-after-more"))
    let offered = try actions(&conversation, line: 1)
    #expect(offered.contains { $0["title"]?.string == "Write ‘more than 12’" }, "\(offered)")
    for action in offered {
      #expect(action["edit"]?.text.contains("<p>") != true)
    }
  }

  @Test func `shows the rule's page where the cursor stands`() throws {
    var conversation = try Conversation.opened()
    _ = try conversation.open(article)
    _ = try conversation.rest()
    let asked = #"{\#(here), "position": {"line": 2, "character": 55}}"#
    let answer = try conversation.ask(6, "textDocument/hover", asked)
    let content = answer.first?["result"]?["contents"]
    #expect(content?["kind"]?.string == "markdown")
    #expect(content?["value"]?.string?.hasPrefix("# unfilled-placeholder") == true)
    let nothing = #"{\#(here), "position": {"line": 1, "character": 0}}"#
    #expect(try conversation.ask(7, "textDocument/hover", nothing).first?["result"]?.kind == "null")
  }
}
