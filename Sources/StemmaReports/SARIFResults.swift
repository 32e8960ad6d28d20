internal import Stemma
internal import StemmaText

/// A file that results are about.
struct SARIFArtifact {
  /// The base of relative URIs that lie below the current folder.
  static let workingFolder = "%SRCROOT%"

  /// The file as a relative URI reference.
  let uri: String

  private let isBelow: Bool
  private let mediaType: String?
  private let encoding: String?
  private let content: Content?

  init(_ document: CheckedDocument) {
    let place = document.place
    let input = document.report.input
    // A file elsewhere is named by its path below the folder that was named: no absolute path.
    uri = place.reference ?? uriReference(input.arrival.container?.name ?? input.arrival.name)
    isBelow = place.reference != nil
    let isFile = place.lines == .same
    mediaType = isFile ? input.mediaType.rawValue : nil
    encoding = isFile ? input.encoding.used : nil
    content = isFile ? input.content : nil
  }

  /// The members of a location; `index` is that of the artifact.
  func writeLocation(to json: inout JSONWriter, index: Int? = nil) {
    json.beginObject(inline: true)
    json.member("uri", uri)
    if isBelow { json.member("uriBaseId", Self.workingFolder) }
    if let index { json.member("index", index) }
    json.endObject()
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("location")
    writeLocation(to: &json)
    json.member("mimeType", ifPresent: mediaType)
    json.member("encoding", ifPresent: encoding)
    if let content {
      json.member("length", content.count)
      json.key("hashes")
      json.beginObject(inline: true)
      json.member("sha-256", content.digest.hexadecimal)
      json.endObject()
    }
    json.endObject()
  }
}

/// Writes the results of a document.
struct SARIFResults {
  let document: CheckedDocument
  let artifact: SARIFArtifact
  let artifactIndex: Int
  let places: PlaceTable

  func write(
    _ told: ToldFinding,
    knownBy key: Baseline.Entry,
    _ ruleIndex: Int,
    to json: inout JSONWriter
  ) {
    let finding = told.finding
    json.beginObject()
    json.member("ruleId", finding.rule)
    json.member("ruleIndex", ruleIndex)
    json.member("level", finding.severity.sarifLevel)
    json.key("message")
    json.message(message(of: finding))
    json.key("locations")
    json.beginArray()
    writeLocation(
      finding.spans[0],
      words: finding.spans.count == 1 ? finding.exact : nil,
      to: &json
    )
    json.endArray()
    if finding.spans.count > 1 {
      json.key("relatedLocations")
      json.beginArray()
      for span in finding.spans.dropFirst() { writeLocation(span, words: nil, to: &json) }
      json.endArray()
    }
    json.key("partialFingerprints")
    json.beginObject(inline: true)
    json.member("stemmaFinding/v1", key.fingerprint)
    json.endObject()
    writeFix(of: told, to: &json)
    writeProperties(of: finding, to: &json)
    json.endObject()
  }

  private func message(of finding: ReportedFinding) -> String {
    guard let suggestion = finding.suggestion, !suggestion.isEmpty else { return finding.message }
    return "\(finding.message) Suggestion: ‘\(suggestion)’."
  }

  private func writeLocation(_ span: Span<Received>, words: String?, to json: inout JSONWriter) {
    json.beginObject()
    json.key("physicalLocation")
    json.beginObject()
    json.key("artifactLocation")
    artifact.writeLocation(to: &json, index: artifactIndex)
    writeRegion(span, words: words, to: &json)
    json.endObject()
    if document.place.lines != .same {
      json.key("logicalLocations")
      json.beginArray(inline: true)
      json.beginObject()
      json.member("fullyQualifiedName", document.report.input.arrival.name)
      json.endObject()
      json.endArray()
    }
    json.endObject()
  }

  private func writeRegion(_ span: Span<Received>, words: String?, to json: inout JSONWriter) {
    switch document.place.lines {
    case .unknown: return
    case .one(let line):
      json.key("region")
      json.beginObject(inline: true)
      json.member("startLine", line)
      json.endObject()
    case .same:
      json.key("region")
      json.beginObject(inline: true)
      writeRange(span, to: &json)
      if let words {
        json.key("snippet")
        json.beginObject()
        json.member("text", words)
        json.endObject()
      }
      json.endObject()
    }
  }

  private func writeRange(_ span: Span<Received>, to json: inout JSONWriter) {
    let start = places[span.lower]
    let end = places[span.upper]
    json.member("startLine", start.line)
    json.member("startColumn", start.utf16Column)
    json.member("endLine", end.line)
    json.member("endColumn", end.utf16Column)
    if document.report.input.encoding.isVerbatim {
      json.member("byteOffset", span.lower)
      json.member("byteLength", span.count)
    }
  }

  private func writeFix(of told: ToldFinding, to json: inout JSONWriter) {
    guard !told.replacements.isEmpty else { return }
    json.key("fixes")
    json.beginArray()
    json.beginObject()
    json.key("description")
    json.message(told.cure)
    json.key("artifactChanges")
    json.beginArray()
    json.beginObject()
    json.key("artifactLocation")
    artifact.writeLocation(to: &json, index: artifactIndex)
    json.key("replacements")
    json.beginArray()
    for replacement in told.replacements {
      json.beginObject(inline: true)
      json.key("deletedRegion")
      json.beginObject()
      writeRange(replacement.span, to: &json)
      json.endObject()
      if !replacement.inserted.isEmpty {
        json.key("insertedContent")
        json.beginObject()
        json.member("text", replacement.inserted)
        json.endObject()
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.endArray()
  }

  private func writeProperties(of finding: ReportedFinding, to json: inout JSONWriter) {
    json.key("properties")
    json.beginObject(inline: true)
    json.member("severity", finding.severity.rawValue)
    json.member("category", finding.category)
    json.member("mqm", ifPresent: finding.mqm)
    json.member("certainty", ifPresent: finding.certainty?.rawValue)
    json.member("action", finding.action.rawValue)
    json.endObject()
  }
}

extension Baseline.Entry {
  /// A digest of what the finding is known by: the same when lines move.
  var fingerprint: String {
    var json = JSONWriter(.canonical)
    json.beginArray()
    for text in [file, rule, exact, before, after] { json.value(text) }
    json.value(ordinal)
    json.endArray()
    return Digest(of: json.bytes).hexadecimal
  }
}

/// A name as a relative URI reference (RFC 3986).
func uriReference(_ name: String) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var result: [UInt8] = []
  for byte in name.utf8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
      result.append(byte)
    default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: result, as: UTF8.self)
}
