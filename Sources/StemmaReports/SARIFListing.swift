internal import Stemma
public import StemmaRules
internal import StemmaText

/// Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), a document at a time.
///
/// The rules that said something stand behind the results, so that no result waits in memory.
/// Columns count code units of UTF-16, as editors do.
public struct SARIFListing: FindingForm {
  private let rule: @Sendable (String) -> Rule?
  private let version: String
  private let page: @Sendable (String) -> String?
  private var json = JSONWriter(.pretty)
  private var ruleIndexes: [String: Int] = [:]
  private var named: [String] = []
  private var artifactIndexes: [String: Int] = [:]
  private var artifacts: [SARIFArtifact] = []
  private var problems: [String] = []

  /// Starts a run.
  ///
  /// - Parameters:
  ///   - rule: Finds a rule that is in force.
  ///   - version: Version of the program.
  ///   - page: The address of the page on a rule, where there is one.
  public init(
    finding rule: @escaping @Sendable (String) -> Rule?,
    version: String,
    page: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.page = page
    self.rule = rule
    self.version = version
  }

  /// Opens the log, its run and the results.
  public mutating func start() -> [UInt8] {
    json.beginObject()
    json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    json.member("version", "2.1.0")
    json.key("runs")
    json.beginArray()
    json.beginObject()
    json.member("columnKind", "utf16CodeUnits")
    json.member("language", "en")
    json.key("newlineSequences")
    json.beginArray(inline: true)
    for sequence in ["\r\n", "\n", "\r"] { json.value(sequence) }
    json.endArray()
    json.key("results")
    json.beginArray()
    return json.taken()
  }

  /// Writes the findings of a document.
  public mutating func add(_ document: CheckedDocument) -> [UInt8] {
    let artifact = SARIFArtifact(document)
    let index = artifactIndexes[artifact.uri, default: artifacts.count]
    if index == artifacts.count {
      artifactIndexes[artifact.uri] = index
      artifacts.append(artifact)
    }
    let told = document.told
    let results = SARIFResults(
      document: document,
      artifact: artifact,
      artifactIndex: index,
      places: document.places(of: told, endsInLastLine: true)
    )
    for (finding, key) in zip(told, document.keys) {
      results.write(finding, knownBy: key, self.index(of: finding.finding.rule), to: &json)
    }
    return json.taken()
  }

  /// Keeps for the end what could not be read.
  public mutating func add(problem: String) -> [UInt8] {
    problems.append(problem)
    return []
  }

  /// Closes the results, and writes what they refer to.
  public mutating func end() -> [UInt8] {
    json.endArray()
    json.key("tool")
    json.beginObject()
    json.key("driver")
    json.beginObject()
    json.member("name", "stemma")
    json.member("version", version)
    json.member("semanticVersion", version)
    json.key("rules")
    json.beginArray()
    for name in named { writeRule(name) }
    json.endArray()
    json.endObject()
    json.endObject()
    writeInvocation()
    json.key("originalUriBaseIds")
    json.beginObject()
    json.key(sorted: SARIFArtifact.workingFolder)
    json.beginObject()
    json.key("description")
    json.message("The folder that stemma was run in.")
    json.endObject()
    json.endObject()
    json.key("artifacts")
    json.beginArray()
    for artifact in artifacts { artifact.write(to: &json) }
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.endFile()
    return json.taken()
  }

  private mutating func index(of rule: String) -> Int {
    if let index = ruleIndexes[rule] { return index }
    ruleIndexes[rule] = named.count
    named.append(rule)
    return named.count - 1
  }

  private mutating func writeInvocation() {
    json.key("invocations")
    json.beginArray()
    json.beginObject()
    json.key("executionSuccessful")
    json.value(problems.isEmpty)
    if !problems.isEmpty {
      json.key("toolExecutionNotifications")
      json.beginArray()
      for problem in problems {
        json.beginObject()
        json.member("level", "error")
        json.key("message")
        json.message(problem)
        json.endObject()
      }
      json.endArray()
    }
    json.endObject()
    json.endArray()
  }

  private mutating func writeRule(_ name: String) {
    json.beginObject()
    json.member("id", name)
    if let help = RuleHelp(on: name, finding: rule) {
      json.key("shortDescription")
      json.message(help.summary)
      json.key("fullDescription")
      json.message(help.reason)
      json.key("help")
      json.message(help.text, markdown: help.markdown)
      json.member("helpUri", ifPresent: page(name))
      json.key("defaultConfiguration")
      json.beginObject(inline: true)
      json.member("level", help.severity.sarifLevel)
      json.endObject()
      json.key("properties")
      json.beginObject(inline: true)
      json.key("tags")
      json.beginArray()
      for tag in help.tags { json.value(tag) }
      json.endArray()
      json.endObject()
    }
    json.endObject()
  }
}

extension Severity {
  /// The level that SARIF has for it.
  var sarifLevel: String {
    switch self {
    case .neutral: "note"
    case .minor: "warning"
    case .major, .critical: "error"
    }
  }
}

extension JSONWriter {
  /// Writes a message, which is a text in which braces are doubled (SARIF 2.1.0, 3.11.5), and in
  /// which nothing from an article may look like a link (3.11.6).
  mutating func message(_ text: String, markdown: String? = nil) {
    beginObject(inline: markdown == nil)
    key("text")
    value(utf8: sarifText(text))
    if let markdown {
      key("markdown")
      value(utf8: sarifText(markdown))
    }
    endObject()
  }
}

private func sarifText(_ text: String) -> [UInt8] {
  var result: [UInt8] = []
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"): result += [byte, byte]
    case UInt8(ascii: "(") where result.last == UInt8(ascii: "]"):
      result += [UInt8(ascii: " "), byte]
    default: result.append(byte)
    }
  }
  return result
}
