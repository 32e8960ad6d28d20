internal import Stemma
internal import StemmaReports

/// A language server (Language Server Protocol 3.17): messages in, messages out.
///
/// It keeps the open documents and answers what can be answered at once. Checks are handed out one
/// at a time with `nextCheck` and come back with `finish`, so that the caller may run them beside.
/// Nothing here waits, reads or looks at the clock.
public struct LanguageServer {
  /// How long a document rests after a change before it is checked.
  ///
  /// Longer than the pause between two keys of a fluent writer, and not yet felt as waiting.
  public static let rest = Duration.milliseconds(200)

  /// What the server may do now.
  enum Stage { case waiting, running, stopping, ended }

  let surroundings: Surroundings
  let version: String
  var stage = Stage.waiting
  var client = Client()
  var documents: [String: OpenDocument] = [:]
  var lastState = 0
  private var isChecking = false
  private var outgoing: [UInt8] = []

  /// Starts a server that waits to be initialized.
  public init(version: String, in surroundings: Surroundings) {
    self.version = version
    self.surroundings = surroundings
  }

  /// The status to end the process with, once the client asked for the end.
  public private(set) var exitStatus: Int32?

  /// The status to end the process with where the client goes away without asking for the end.
  public var statusAtEnd: Int32 { exitStatus ?? (stage == .stopping ? 0 : 1) }

  /// What is to be sent, with headers; it is handed out once.
  public mutating func takeOutput() -> [UInt8] {
    defer { outgoing = [] }
    return outgoing
  }

  /// Takes in what a reader cut out of the stream.
  public mutating func receive(_ piece: MessageReader.Piece, at now: ContinuousClock.Instant) {
    guard stage != .ended else { return }
    switch piece {
    case .tooLong(let size):
      let limit = MessageReader.maximumMessage
      refuse(nil, .invalidRequest, "A message of \(size) bytes; the limit is \(limit).")
    case .message(let bytes):
      do throws(JSONError) {
        receive(try JSON(message: bytes), at: now)
      } catch {
        refuse(nil, .parseError, "The message is not JSON: \(error).")
      }
    }
  }

  /// Takes note that the stream cannot be read on.
  public mutating func receive(_ fault: MessageReader.Fault) {
    refuse(nil, .parseError, "The stream cannot be read on: \(fault.sentence)")
  }

  // MARK: Checks

  /// The document that has to be checked now; `nil` where none has, or a check is under way.
  public mutating func nextCheck(at now: ContinuousClock.Instant) -> DueCheck? {
    guard !isChecking, let (uri, document) = nextDue, document.due.map({ $0 <= now }) ?? false
    else {
      return nil
    }
    isChecking = true
    documents[uri]?.due = nil
    return DueCheck(
      uri: uri,
      bytes: document.text.bytes,
      isPage: document.isPage,
      state: document.state
    )
  }

  /// When `nextCheck` has something to hand out at the earliest.
  public var deadline: ContinuousClock.Instant? { isChecking ? nil : nextDue?.document.due }

  private var nextDue: (uri: String, document: OpenDocument)? {
    let due = documents.compactMap { uri, document in document.due.map { (due: $0, uri: uri) } }
    guard let first = due.min(by: <), let document = documents[first.uri] else { return nil }
    return (first.uri, document)
  }

  /// Takes what a check found; where the document has changed since, nobody is told.
  public mutating func finish(_ check: DueCheck, finding diagnosis: Diagnosis) {
    isChecking = false
    guard stage == .running, var document = documents[check.uri], document.state == check.state
    else { return }
    document.diagnosis = diagnosis
    let waiting = document.waiting
    document.waiting = []
    documents[check.uri] = document
    if !client.pulls { publish(diagnosis, on: check.uri, document) }
    for question in waiting { answer(question, on: check.uri, document, diagnosis) }
  }

  // MARK: Messages

  private mutating func receive(_ message: JSON, at now: ContinuousClock.Instant) {
    guard case .object = message else {
      return refuse(nil, .invalidRequest, "A message is one JSON object.")
    }
    let identifier = message["id"]
    guard let method = message["method"]?.string else {
      // An answer to a request of ours needs no more.
      let isAnswer = message["result"] != nil || message["error"] != nil
      if !isAnswer { refuse(identifier, .invalidRequest, "The message has no method.") }
      return
    }
    let parameters = message["params"] ?? .null
    if let identifier {
      guard identifier.isIdentifier else {
        return refuse(nil, .invalidRequest, "An id is a number or a string.")
      }
      request(method, parameters, identifier)
    } else {
      notify(method, parameters, at: now)
    }
  }

  private mutating func request(_ method: String, _ parameters: JSON, _ identifier: JSON) {
    switch (stage, method) {
    case (.waiting, "initialize"):
      client = Client(parameters)
      stage = .running
      reply(identifier, initializeResult)
    case (.waiting, _):
      refuse(identifier, .serverNotInitialized, "The first request is ‘initialize’.")
    case (_, "initialize"):
      refuse(identifier, .invalidRequest, "The server is initialized already.")
    case (.stopping, _), (.ended, _):
      refuse(identifier, .invalidRequest, "The server was shut down.")
    case (.running, "shutdown"):
      for uri in documents.keys.sorted() { dismissQuestions(on: uri) }
      stage = .stopping
      reply(identifier, .null)
    case (.running, "textDocument/diagnostic"):
      let previous = parameters["previousResultId"]?.string
      ask(.diagnostics(previous: previous), parameters, identifier)
    case (.running, "textDocument/hover"):
      guard let position = TextPosition(parameters["position"]) else {
        return refuse(identifier, .invalidParams, "A hover has a position.")
      }
      ask(.hover(position), parameters, identifier)
    case (.running, "textDocument/codeAction"):
      guard let (start, end) = range(parameters["range"]) else {
        return refuse(identifier, .invalidParams, "Code actions are asked for a range.")
      }
      let only = parameters["context"]?["only"]?.elements?.compactMap(\.string)
      ask(.actions(start: start, end: end, only: only), parameters, identifier)
    case (.running, _):
      refuse(identifier, .methodNotFound, "There is no method ‘\(method)’ here.")
    }
  }

  private mutating func notify(
    _ method: String,
    _ parameters: JSON,
    at now: ContinuousClock.Instant
  ) {
    if method == "exit" {
      exitStatus = stage == .stopping ? 0 : 1
      stage = .ended
      return
    }
    guard stage == .running else { return }
    switch method {
    case "initialized": registerForChanges()
    case "textDocument/didOpen": open(parameters, at: now)
    case "textDocument/didChange": change(parameters, at: now)
    case "textDocument/didClose": close(parameters)
    case "workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration": recheck(at: now)
    case "$/cancelRequest": cancel(parameters["id"])
    // What was saved was sent before as a change; the rest asks for nothing.
    default: break
    }
  }

  // MARK: Answers

  mutating func reply(_ identifier: JSON, _ result: JSON) {
    send(JSON.of(["jsonrpc": .string("2.0"), "id": identifier, "result": result]))
  }

  mutating func refuse(_ identifier: JSON?, _ code: ErrorCode, _ message: String) {
    let error = JSON.of(["code": .integer(code.rawValue), "message": .string(message)])
    send(JSON.of(["jsonrpc": .string("2.0"), "id": identifier ?? .null, "error": error]))
  }

  mutating func send(_ message: JSON) { outgoing += framed(message.canonical()) }
}

/// Why a request gets no result.
enum ErrorCode: Int {
  case parseError = -32700
  case invalidRequest = -32600
  case methodNotFound = -32601
  case invalidParams = -32602
  case serverNotInitialized = -32002
  case requestCancelled = -32800
  case contentModified = -32801
  case serverCancelled = -32802
}

extension JSON {
  /// Whether this can name a request.
  fileprivate var isIdentifier: Bool {
    switch self {
    case .integer, .string: true
    case .null, .boolean, .number, .array, .object: false
    }
  }
}

extension MessageReader.Fault {
  /// What is wrong, as a sentence.
  public var sentence: String {
    switch self {
    case .headerTooLong: "a header is longer than \(MessageReader.maximumHeader) bytes."
    case .malformedHeader(let problem): "in a header \(problem)."
    case .noLength: "a header has no Content-Length."
    case .cutShort: "it ends within a message."
    }
  }
}
