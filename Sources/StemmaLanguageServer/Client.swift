internal import StemmaReports

/// What the client said it can do.
struct Client {
  /// The unit in which places in a line are counted.
  var encoding = PositionEncoding.utf16

  /// Whether it asks for diagnostics instead of waiting for them.
  var pulls = false

  /// Whether it reads Markdown where a rule is explained.
  var readsMarkdown = false

  /// Whether it takes code actions that are no commands.
  var takesActions = false

  /// Whether it takes changes of documents with their versions.
  var takesDocumentChanges = false

  /// Whether it makes files that changes need.
  var makesFiles = false

  /// Whether it takes the address of a rule's page.
  var takesAddresses = false

  /// Whether it takes the version of a document with its diagnostics.
  var takesVersions = false

  /// Whether it shows other places that belong to a diagnostic.
  var takesRelated = false

  /// Whether it hands the data of diagnostics back.
  var takesData = false

  /// Whether it asks for diagnostics again when it is told to.
  var asksAgain = false

  /// Whether it watches files when it is asked to.
  var watchesFiles = false

  init() {}

  /// Reads the parameters of `initialize`.
  init(_ parameters: JSON) {
    let capabilities = parameters["capabilities"]
    let offered = capabilities?["general"]?["positionEncodings"]?.elements?.compactMap(\.string)
    encoding = PositionEncoding.allCases.first { offered?.contains($0.rawValue) ?? false } ?? .utf16
    let document = capabilities?["textDocument"]
    pulls = document?["diagnostic"] != nil
    let formats = document?["hover"]?["contentFormat"]?.elements?.compactMap(\.string)
    readsMarkdown = formats?.contains("markdown") ?? false
    takesActions = document?["codeAction"]?["codeActionLiteralSupport"] != nil
    let published = document?[pulls ? "diagnostic" : "publishDiagnostics"]
    takesAddresses = published?["codeDescriptionSupport"]?.isTrue ?? false
    takesRelated = published?["relatedInformation"]?.isTrue ?? false
    takesData = published?["dataSupport"]?.isTrue ?? false
    takesVersions = document?["publishDiagnostics"]?["versionSupport"]?.isTrue ?? false
    let workspace = capabilities?["workspace"]
    asksAgain = workspace?["diagnostics"]?["refreshSupport"]?.isTrue ?? false
    let edits = workspace?["workspaceEdit"]
    takesDocumentChanges = edits?["documentChanges"]?.isTrue ?? false
    let operations = edits?["resourceOperations"]?.elements?.compactMap(\.string)
    makesFiles = takesDocumentChanges && operations?.contains("create") ?? false
    watchesFiles = workspace?["didChangeWatchedFiles"]?["dynamicRegistration"]?.isTrue ?? false
  }
}

extension LanguageServer {
  /// What the server can do, for the client.
  var initializeResult: JSON {
    let synchronization = JSON.of([
      "openClose": .boolean(true), "change": .integer(2),
      "save": JSON.of(["includeText": .boolean(false)]),
    ])
    let kinds = ActionKind.allCases.map { JSON.string($0.rawValue) }
    let diagnostics = JSON.of([
      "identifier": .string("stemma"), "interFileDependencies": .boolean(false),
      "workspaceDiagnostics": .boolean(false),
    ])
    let capabilities = JSON.of([
      "positionEncoding": .string(client.encoding.rawValue),
      "textDocumentSync": synchronization,
      "hoverProvider": .boolean(true),
      "codeActionProvider":
        client.takesActions ? JSON.of(["codeActionKinds": .array(kinds)]) : nil,
      "diagnosticProvider": client.pulls ? diagnostics : nil,
    ])
    let own = JSON.of(["name": .string("stemma"), "version": .string(version)])
    return JSON.of(["capabilities": capabilities, "serverInfo": own])
  }

  /// Asks to be told when files change that say which findings are known.
  mutating func registerForChanges() {
    guard client.watchesFiles else { return }
    let watchers = ["**/.stemma.yml", "**/.stemma-baseline.json"]
      .map { JSON.of(["globPattern": .string($0)]) }
    let registration = JSON.of([
      "id": .string("stemma-files"),
      "method": .string("workspace/didChangeWatchedFiles"),
      "registerOptions": JSON.of(["watchers": .array(watchers)]),
    ])
    send(
      JSON.of([
        "jsonrpc": .string("2.0"), "id": .string("stemma-files"),
        "method": .string("client/registerCapability"),
        "params": JSON.of(["registrations": .array([registration])]),
      ])
    )
  }
}
