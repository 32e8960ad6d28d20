import RulePacks
import Stemma
import StemmaMarkup
import StemmaReports
import StemmaRules

@testable import StemmaLanguageServer

/// A client that speaks with a server in its own process, and checks when it is told to.
struct Conversation {
  private(set) var server: LanguageServer
  private var reader = MessageReader()
  var now = ContinuousClock.now
  private let examination = Examination(with: Checker(RulePacks.ruleset()))
  private let rules = RulesInForce(RulePacks.ruleset(), tables: [])

  /// What a client can do that can do everything.
  static let everything = """
    {"general": {"positionEncodings": ["utf-16", "utf-8"]},
     "textDocument": {
       "publishDiagnostics": {"versionSupport": true, "codeDescriptionSupport": true,
         "relatedInformation": true, "dataSupport": true},
       "hover": {"contentFormat": ["markdown"]},
       "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}},
     "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}}
    """

  init() {
    server = LanguageServer(
      version: "1",
      in: Surroundings(
        page: { "# \($0)\n" },
        address: { $0 == "unfilled-placeholder" ? "https://example.org/rule" : nil },
        acceptances: { entry, _ in
          [
            Surroundings.Acceptance(
              "Accept \(entry.rule)",
              changing: "file:///known",
              holding: nil,
              at: 0..<0,
              to: entry.exact
            )
          ]
        }
      )
    )
  }

  /// A conversation that is past its opening.
  static func opened(_ capabilities: String = everything) throws -> Conversation {
    var conversation = Conversation()
    _ = try conversation.ask(0, "initialize", #"{"capabilities": \#(capabilities)}"#)
    _ = try conversation.tell("initialized", "{}")
    return conversation
  }

  /// Sends a request; gives everything that came back.
  mutating func ask(_ id: Int, _ method: String, _ parameters: String = "{}") throws -> [JSON] {
    try send(#"{"jsonrpc": "2.0", "id": \#(id), "method": "\#(method)", "params": \#(parameters)}"#)
  }

  /// Sends a notification; gives everything that came back.
  mutating func tell(_ method: String, _ parameters: String) throws -> [JSON] {
    try send(#"{"jsonrpc": "2.0", "method": "\#(method)", "params": \#(parameters)}"#)
  }

  /// Opens a document.
  mutating func open(_ text: String, language: String = "plaintext") throws -> [JSON] {
    let text = String(decoding: JSON.string(text).canonical(), as: UTF8.self)
    return try tell(
      "textDocument/didOpen",
      """
      {"textDocument": {"uri": "file:///a.txt", "languageId": "\(language)", "version": 1,
        "text": \(text)}}
      """
    )
  }

  /// Changes the document.
  mutating func change(to version: Int, _ changes: String) throws -> [JSON] {
    try tell(
      "textDocument/didChange",
      """
      {"textDocument": {"uri": "file:///a.txt", "version": \(version)},
       "contentChanges": [\(changes)]}
      """
    )
  }

  /// Sends a message as it is.
  mutating func send(_ message: String) throws -> [JSON] {
    server.receive(.message(Array(message.utf8)), at: now)
    return try received()
  }

  /// Lets time pass, and does the checks that are due.
  mutating func rest(_ duration: Duration = LanguageServer.rest) throws -> [JSON] {
    now += duration
    while let check = server.nextCheck(at: now) { finish(check) }
    return try received()
  }

  /// Takes a check that is due, without doing it.
  mutating func check() -> DueCheck? { server.nextCheck(at: now) }

  mutating func finish(_ check: DueCheck) {
    let source = Source(
      check.bytes,
      name: check.uri,
      format: check.isPage ? .html : .text,
      charset: "utf-8"
    )
    let diagnosis: Diagnosis
    do {
      let examined = try examination.result(for: source)
      diagnosis = Diagnosis(
        of: examined,
        under: rules,
        telling: [],
        knownAs: examined.baselineEntries(for: "a.txt")
      )
    } catch {
      diagnosis = Diagnosis(failure: "\(error)")
    }
    server.finish(check, finding: diagnosis)
  }

  mutating func received() throws -> [JSON] {
    reader.append(server.takeOutput())
    var messages: [JSON] = []
    while case .message(let bytes)? = try reader.next() {
      messages.append(try JSON(parsing: bytes))
    }
    return messages
  }
}

extension JSON {
  /// The value in canonical form.
  var text: String { String(decoding: canonical(), as: UTF8.self) }

  /// The code of the error that a message is.
  var errorCode: Int? { self["error"]?["code"]?.integer }

  /// The findings in a message.
  var diagnostics: [JSON] {
    self["params"]?["diagnostics"]?.elements ?? self["result"]?["items"]?.elements ?? []
  }

  /// The rules of the findings in a message.
  var rules: [String] { diagnostics.compactMap { $0["code"]?.string } }
}
