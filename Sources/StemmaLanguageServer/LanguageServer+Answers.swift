internal import Stemma
internal import StemmaReports
internal import StemmaText

/// What is said about a document that was checked.
extension LanguageServer {
  mutating func publish(_ diagnosis: Diagnosis, on uri: String, _ document: OpenDocument) {
    notifyClient(
      "textDocument/publishDiagnostics",
      JSON.of([
        "uri": .string(uri),
        "version": client.takesVersions ? .integer(document.version) : nil,
        "diagnostics": .array(diagnostics(diagnosis.troubles, on: uri, document)),
      ])
    )
  }

  mutating func answer(
    _ question: Question,
    on uri: String,
    _ document: OpenDocument,
    _ diagnosis: Diagnosis
  ) {
    let result =
      switch question.kind {
      case .diagnostics(let previous): report(diagnosis, on: uri, document, since: previous)
      case .hover(let position): hover(at: position, document, diagnosis)
      case .actions(let start, let end, let only):
        JSON.array(
          actions(from: start, to: end, only: only, on: uri, document, diagnosis)
        )
      }
    reply(question.identifier, result)
  }

  private func report(
    _ diagnosis: Diagnosis,
    on uri: String,
    _ document: OpenDocument,
    since previous: String?
  ) -> JSON {
    let name = "\(document.state)"
    if previous == name {
      return JSON.of(["kind": .string("unchanged"), "resultId": .string(name)])
    }
    return JSON.of([
      "kind": .string("full"), "resultId": .string(name),
      "items": .array(diagnostics(diagnosis.troubles, on: uri, document)),
    ])
  }

  /// Findings as the protocol has them, in their order.
  func diagnostics(
    _ troubles: [Diagnosis.Trouble],
    on uri: String,
    _ document: OpenDocument
  ) -> [JSON] {
    let offsets = troubles.flatMap { $0.ranges.flatMap { [$0.lowerBound, $0.upperBound] } }
    var places = document.text.positions(of: offsets, in: client.encoding)[...]
    return troubles.map { trouble in
      var ranges: [JSON] = []
      for _ in trouble.ranges {
        let (start, end) = (places.removeFirst(), places.removeFirst())
        ranges.append(range(from: start, to: end))
      }
      return diagnostic(trouble, at: ranges, on: uri)
    }
  }

  private func diagnostic(
    _ trouble: Diagnosis.Trouble,
    at ranges: [JSON],
    on uri: String
  ) -> JSON {
    let related = ranges.dropFirst().map {
      JSON.of([
        "location": JSON.of(["uri": .string(uri), "range": $0]),
        "message": .string("belongs to the same finding"),
      ])
    }
    let address = client.takesAddresses ? surroundings.address(trouble.rule) : nil
    let data = trouble.entry.map {
      JSON.of(["exact": .string($0.exact), "ordinal": .integer($0.ordinal)])
    }
    return JSON.of([
      "range": ranges[0],
      "severity": .integer(trouble.severity.number),
      "code": .string(trouble.rule),
      "codeDescription": address.map { JSON.of(["href": .string($0)]) },
      "source": .string("stemma"),
      "message": .string(trouble.message),
      "relatedInformation": client.takesRelated && !related.isEmpty ? .array(related) : nil,
      "data": client.takesData ? data : nil,
    ])
  }

  private func hover(
    at position: TextPosition,
    _ document: OpenDocument,
    _ diagnosis: Diagnosis
  ) -> JSON {
    let offset = document.text.offset(of: position, in: client.encoding)
    var rules: [String] = []
    var extent: Range<Int>?
    for trouble in diagnosis.troubles {
      // At its end too: the cursor stands there after the word was typed.
      let place = trouble.ranges.first { $0.lowerBound <= offset && offset <= $0.upperBound }
      guard let place, !rules.contains(trouble.rule) else { continue }
      rules.append(trouble.rule)
      extent = extent ?? place
    }
    let pages = rules.compactMap(surroundings.page)
    guard let extent, !pages.isEmpty else { return .null }
    let places = document.text.positions(
      of: [extent.lowerBound, extent.upperBound],
      in: client.encoding
    )
    let content = JSON.of([
      "kind": .string(client.readsMarkdown ? "markdown" : "plaintext"),
      "value": .string(pages.joined(separator: "\n---\n\n")),
    ])
    return JSON.of(["contents": content, "range": range(from: places[0], to: places[1])])
  }
}

extension Severity {
  /// The protocol's number: error, warning, information, hint.
  fileprivate var number: Int {
    switch self {
    case .critical: 1
    case .major: 2
    case .minor: 3
    case .neutral: 4
    }
  }
}
