internal import StemmaReports

/// What happens to documents.
extension LanguageServer {
  mutating func open(_ parameters: JSON, at now: ContinuousClock.Instant) {
    guard let document = parameters["textDocument"], let uri = document["uri"]?.string,
      let text = document["text"]?.string
    else { return warn("textDocument/didOpen has no document with an address and a text.") }
    dismissQuestions(on: uri)
    documents[uri] = OpenDocument(
      text: OpenText(Array(text.utf8)),
      version: document["version"]?.integer ?? 0,
      state: newState(),
      isPage: ["html", "xhtml"].contains(document["languageId"]?.string),
      due: now
    )
  }

  mutating func change(_ parameters: JSON, at now: ContinuousClock.Instant) {
    guard let uri = parameters["textDocument"]?["uri"]?.string, var document = documents[uri] else {
      return warn("textDocument/didChange is about a document that is not open.")
    }
    documents[uri] = nil  // so that the text is changed where it stands, not copied
    defer { documents[uri] = document }
    for change in parameters["contentChanges"]?.elements ?? [] {
      guard let text = change["text"]?.string else {
        warn("A change has no text.")
        continue
      }
      guard let place = change["range"], case .object = place else {
        document.text = OpenText(Array(text.utf8))
        continue
      }
      guard let (start, end) = range(place) else {
        warn("A change has no range from a start to an end behind it.")
        continue
      }
      let lower = document.text.offset(of: start, in: client.encoding)
      let upper = document.text.offset(of: end, in: client.encoding)
      document.text.replace(lower..<max(lower, upper), by: Array(text.utf8))
    }
    document.version = parameters["textDocument"]?["version"]?.integer ?? document.version
    document.state = newState()
    document.diagnosis = nil
    document.due = now + Self.rest
  }

  mutating func close(_ parameters: JSON) {
    guard let uri = parameters["textDocument"]?["uri"]?.string, documents[uri] != nil else {
      return
    }
    dismissQuestions(on: uri)
    documents[uri] = nil
    if !client.pulls {
      notifyClient(
        "textDocument/publishDiagnostics",
        JSON.of(["uri": .string(uri), "diagnostics": .array([])])
      )
    }
  }

  /// Checks all open documents again: what is known of them may have changed.
  mutating func recheck(at now: ContinuousClock.Instant) {
    for uri in documents.keys.sorted() {
      let state = newState()
      documents[uri]?.state = state
      documents[uri]?.diagnosis = nil
      documents[uri]?.due = now + Self.rest
    }
    guard client.pulls, client.asksAgain else { return }
    send(
      .of([
        "jsonrpc": .string("2.0"), "id": .string("stemma-again-\(lastState)"),
        "method": .string("workspace/diagnostic/refresh"),
      ])
    )
  }

  /// Answers a question about a document, or has it wait for the check.
  mutating func ask(_ kind: Question.Kind, _ parameters: JSON, _ identifier: JSON) {
    guard let uri = parameters["textDocument"]?["uri"]?.string else {
      return refuse(identifier, .invalidParams, "The request names no document.")
    }
    guard let document = documents[uri] else {
      return refuse(identifier, .invalidParams, "The document is not open.")
    }
    let question = Question(identifier: identifier, kind: kind)
    if let diagnosis = document.diagnosis {
      return answer(question, on: uri, document, diagnosis)
    }
    guard document.waiting.count < OpenDocument.maximumWaiting else {
      return refuse(identifier, .serverCancelled, "Too many requests wait for one check.")
    }
    documents[uri]?.waiting.append(question)
  }

  mutating func cancel(_ identifier: JSON?) {
    guard let name = identifier?.canonical() else { return }
    for uri in documents.keys.sorted() {
      let place = documents[uri]?.waiting.firstIndex { $0.identifier.canonical() == name }
      guard let place, let question = documents[uri]?.waiting.remove(at: place) else { continue }
      return refuse(question.identifier, .requestCancelled, "The request was cancelled.")
    }
  }

  /// Answers questions that will never be answered otherwise.
  mutating func dismissQuestions(on uri: String) {
    for question in documents[uri]?.waiting ?? [] {
      refuse(question.identifier, .contentModified, "The document was closed.")
    }
    documents[uri]?.waiting = []
  }

  mutating func notifyClient(_ method: String, _ parameters: JSON) {
    send(
      JSON.of(["jsonrpc": .string("2.0"), "method": .string(method), "params": parameters])
    )
  }

  private mutating func newState() -> Int {
    lastState += 1
    return lastState
  }

  /// Tells the client what is wrong with a notification, which gets no answer.
  private mutating func warn(_ message: String) {
    notifyClient(
      "window/logMessage",
      JSON.of(["type": .integer(2), "message": .string("stemma: \(message)")])
    )
  }
}
