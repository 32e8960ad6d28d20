internal import StemmaRules
internal import StemmaText

private let keys = [
  "extends", "rules", "enable", "disable", "only", "severity", "fail-on", "baseline", "files",
  "ignore",
]

private let ignoreKeys = ["rule", "files", "text", "because"]

extension Settings {
  /// Reads a file of settings.
  ///
  /// - Parameters:
  ///   - bytes: The file: YAML in UTF-8 without aliases, at most 1 MiB, 20,000 values and 16 levels.
  ///   - name: The file, as it is to be shown.
  ///   - folder: The folder it stands in, for the paths and patterns in it.
  /// - Throws: What is wrong, and where: a key nobody knows, a value of another kind, an ignore
  ///   without a reason.
  public init(
    decoding bytes: [UInt8],
    named name: String,
    in folder: [UInt8]
  ) throws(SettingsError) {
    self.init()
    files = [name]
    do throws(RulePackError) {
      guard let node = try RuleNode.value(in: RulePack.File(path: name, bytes: bytes)) else {
        choices = [[]]
        return
      }
      let fields = try RuleFields(node, of: "the settings", in: name, keys: keys)
      let reading = SettingsReading(fields: fields, folder: folder)
      extends = try reading.location("extends")
      rulePacks = try reading.locations("rules")
      choices = [try reading.choices()]
      failOn = try fields.choice("fail-on", of: Severity.self)
        .map { Stated($0, by: reading.origin(of: "fail-on")) }
      baseline = try reading.location("baseline")
      texts = try reading.patterns("files")
      ignores = try reading.ignores()
    } catch {
      throw SettingsError(error)
    }
  }
}

/// The keys of one file, on their way into settings.
private struct SettingsReading {
  let fields: RuleFields
  let folder: [UInt8]

  func place(of node: RuleNode) -> Settings.Place {
    Settings.Place(file: fields.file, line: node.line, column: node.column)
  }

  func origin(of key: String) -> Settings.Origin {
    fields.node(key).map { .file(place(of: $0)) } ?? .usual
  }

  func error(at node: RuleNode, _ fault: String, _ advice: String) -> RulePackError {
    RulePackError(
      file: fields.file,
      line: node.line,
      column: node.column,
      fault: fault,
      advice: advice
    )
  }

  func location(_ key: String) throws(RulePackError) -> Settings.Stated<Settings.Location>? {
    guard let node = fields.node(key), let path = try fields.text(key) else { return nil }
    return try location(path, node)
  }

  func locations(_ key: String) throws(RulePackError) -> [Settings.Stated<Settings.Location>] {
    var locations: [Settings.Stated<Settings.Location>] = []
    for (path, node) in try fields.textNodes(key) { locations.append(try location(path, node)) }
    return locations
  }

  private func location(
    _ path: String,
    _ node: RuleNode
  ) throws(RulePackError) -> Settings.Stated<Settings.Location> {
    guard !path.isEmpty, !path.utf8.contains(0), path.utf8.first != UInt8(ascii: "/") else {
      throw error(
        at: node,
        "‘\(path)’ is no path below this folder or beside it.",
        "Write one from the folder of this file on, so that it holds on every machine."
      )
    }
    return Settings.Stated(
      Settings.Location(folder: folder, path: path),
      by: .file(place(of: node))
    )
  }

  func patterns(
    _ key: String
  ) throws(RulePackError) -> [Settings.Stated<Settings.FilePattern>] {
    try patterns(in: fields, key)
  }

  private func patterns(
    in fields: RuleFields,
    _ key: String
  ) throws(RulePackError) -> [Settings.Stated<Settings.FilePattern>] {
    var patterns: [Settings.Stated<Settings.FilePattern>] = []
    for (text, node) in try fields.textNodes(key) {
      do throws(PathPattern.Fault) {
        let pattern = Settings.FilePattern(pattern: try PathPattern(text), folder: folder)
        patterns.append(Settings.Stated(pattern, by: .file(place(of: node))))
      } catch {
        throw self.error(at: node, error.fault, error.advice)
      }
    }
    return patterns
  }

  func choices() throws(RulePackError) -> [Settings.Choice] {
    var choices: [Settings.Choice] = []
    let acts: [(String, Settings.Choice.Act)] = [
      ("only", .only), ("enable", .enable), ("disable", .disable),
    ]
    for (key, act) in acts {
      for (name, node) in try fields.textNodes(key) {
        choices.append(Settings.Choice(name, act, by: .file(place(of: node))))
      }
    }
    guard let node = fields.node("severity") else { return choices }
    guard case .map(let entries) = node.content else {
      throw error(
        at: node,
        "‘severity’ takes rules and packs with a severity each.",
        "Write ‘severity: {misspelt-word: minor}’."
      )
    }
    for entry in entries {
      let place = Settings.Place(file: fields.file, line: entry.line, column: entry.column)
      choices.append(
        Settings.Choice(entry.key, .severity(try severity(entry.value)), by: .file(place))
      )
    }
    return choices
  }

  private func severity(_ node: RuleNode) throws(RulePackError) -> Severity {
    let words = Severity.allCases.map(\.rawValue)
    guard case .text(let text) = node.content, let severity = Severity(rawValue: text) else {
      var word = ""
      if case .text(let text) = node.content { word = text }
      throw error(
        at: node,
        "‘\(word)’ is no severity.",
        nearest(to: word, among: words).map { "Did you mean ‘\($0)’?" }
          ?? "There are \(words.joined(separator: ", "))."
      )
    }
    return severity
  }

  func ignores() throws(RulePackError) -> [Settings.Ignore] {
    guard let node = fields.node("ignore") else { return [] }
    guard case .list(let items) = node.content else {
      throw error(
        at: node,
        "‘ignore’ takes a list.",
        "Start each ignore with ‘- ’ and give it ‘rule’, ‘files’ or ‘text’, and ‘because’."
      )
    }
    var ignores: [Settings.Ignore] = []
    for item in items { ignores.append(try ignore(item)) }
    return ignores
  }

  private func ignore(_ node: RuleNode) throws(RulePackError) -> Settings.Ignore {
    let fields = try RuleFields(node, of: "an ignore", in: fields.file, keys: ignoreKeys)
    let rules = try fields.textNodes("rule").map {
      Settings.Stated($0.text, by: .file(place(of: $0.node)))
    }
    let quotes = try fields.textNodes("text")
    for (text, node) in quotes where text.utf8.allSatisfy({ $0 <= 0x20 }) {
      throw error(at: node, "‘text’ is empty.", "Quote words that the finding is about.")
    }
    for (text, node) in quotes where text.utf8.count > 1024 {
      throw error(at: node, "‘text’ is longer than 1,024 bytes.", "Quote a part of it.")
    }
    let ignore = Settings.Ignore(
      rules: rules,
      files: try patterns(in: fields, "files").map(\.value),
      quotes: quotes.map(\.text),
      reason: try fields.required("because", "Say why this may stay, for whoever reads it next."),
      place: place(of: node),
      folder: folder
    )
    guard !ignore.rules.isEmpty || !ignore.files.isEmpty || !ignore.quotes.isEmpty else {
      throw error(
        at: node,
        "An ignore of everything everywhere.",
        "Name a ‘rule’, ‘files’ or a ‘text’."
      )
    }
    return ignore
  }
}
