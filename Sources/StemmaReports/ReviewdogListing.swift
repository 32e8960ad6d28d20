internal import Stemma
internal import StemmaText

/// Findings in the Reviewdog Diagnostic Format (rdjson, rdjsonl), which puts them on the lines of a
/// review with suggestions to accept.
///
/// Columns count bytes of UTF-8, as that format has it.
public struct ReviewdogListing: FindingForm {
  private let isLines: Bool
  private let page: @Sendable (String) -> String?
  private var json: JSONWriter

  /// Starts a list.
  ///
  /// - Parameters:
  ///   - isLines: Whether there is one diagnostic a line (rdjsonl) instead of one object (rdjson).
  ///   - page: The address of the page on a rule, where there is one.
  public init(
    asLines isLines: Bool,
    page: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.page = page
    self.isLines = isLines
    json = JSONWriter(.pretty)
  }

  /// Opens the object.
  public mutating func start() -> [UInt8] {
    if isLines { return [] }
    json.beginObject()
    writeSource(to: &json)
    json.key("diagnostics")
    json.beginArray()
    return json.taken()
  }

  /// Writes the findings of a document.
  public mutating func add(_ document: CheckedDocument) -> [UInt8] {
    let told = document.told
    let places = document.places(of: told)
    if !isLines {
      for finding in told { write(finding, in: document, places, to: &json) }
      return json.taken()
    }
    return told.flatMap { finding in
      var line = JSONWriter(.line)
      write(finding, in: document, places, to: &line)
      line.endFile()
      return line.bytes
    }
  }

  /// Closes the object.
  public mutating func end() -> [UInt8] {
    if isLines { return [] }
    json.endArray()
    json.endObject()
    json.endFile()
    return json.taken()
  }

  private func writeSource(to json: inout JSONWriter) {
    json.key("source")
    json.beginObject(inline: true)
    json.member("name", "stemma")
    json.endObject()
  }

  private func write(
    _ told: ToldFinding,
    in document: CheckedDocument,
    _ places: PlaceTable,
    to json: inout JSONWriter
  ) {
    let finding = told.finding
    json.beginObject()
    json.key("code")
    json.beginObject(inline: true)
    json.member("value", finding.rule)
    json.member("url", ifPresent: page(finding.rule))
    json.endObject()
    json.key("location")
    json.beginObject()
    json.member("path", document.place.path)
    switch document.place.lines {
    case .same: writeRange(finding.spans[0], places, to: &json)
    case .one(let line):
      json.key("range")
      json.beginObject(inline: true)
      json.key("start")
      json.beginObject()
      json.member("line", line)
      json.endObject()
      json.endObject()
    case .unknown: break
    }
    json.endObject()
    json.member("message", finding.message)
    json.member("severity", level(of: finding.severity))
    if isLines { writeSource(to: &json) }
    if !told.replacements.isEmpty {
      json.key("suggestions")
      json.beginArray()
      for replacement in told.replacements {
        json.beginObject()
        writeRange(replacement.span, places, to: &json)
        json.member("text", replacement.inserted)
        json.endObject()
      }
      json.endArray()
    }
    json.endObject()
  }

  private func writeRange(
    _ span: Span<Received>,
    _ places: PlaceTable,
    to json: inout JSONWriter
  ) {
    json.key("range")
    json.beginObject(inline: true)
    for (isEnd, offset) in [(true, span.upper), (false, span.lower)] {
      isEnd ? json.key("end") : json.key("start")
      json.beginObject()
      json.member("column", places[offset].byteColumn)
      json.member("line", places[offset].line)
      json.endObject()
    }
    json.endObject()
  }

  private func level(of severity: Severity) -> String {
    switch severity {
    case .neutral: "INFO"
    case .minor: "WARNING"
    case .major, .critical: "ERROR"
    }
  }
}
