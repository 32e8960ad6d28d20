internal import Stemma
internal import StemmaText

/// Findings as W3C Web Annotations (Recommendation, 23 February 2017): an array of them as JSON-LD.
///
/// The source of each is the text that offsets refer to, by its SHA-256; places are told by Unicode
/// scalars, by the words and by bytes.
public struct AnnotationListing: FindingForm {
  private var json = JSONWriter(.pretty)

  /// Starts a list.
  public init() {}

  /// Opens the array.
  public mutating func start() -> [UInt8] {
    json.beginArray()
    return json.taken()
  }

  /// Writes the findings of a document.
  public mutating func add(_ document: CheckedDocument) -> [UInt8] {
    let told = document.told
    let places = document.places(of: told)
    let source = "urn:sha256:\(document.report.input.received.digest.hexadecimal)"
    for finding in told.map(\.finding) {
      json.beginObject()
      json.member("@context", "http://www.w3.org/ns/anno.jsonld")
      json.member("id", "urn:stemma:finding:\(finding.identifier)")
      json.member("type", "Annotation")
      json.member("motivation", "assessing")
      writeBodies(of: finding)
      writeTargets(of: finding, source, in: document, places)
      json.endObject()
    }
    return json.taken()
  }

  /// Closes the array.
  public mutating func end() -> [UInt8] {
    json.endArray()
    json.endFile()
    return json.taken()
  }

  private mutating func writeBodies(of finding: ReportedFinding) {
    json.key("body")
    json.beginArray()
    writeBody(finding.message, purpose: "commenting")
    writeBody(finding.rule, purpose: "tagging")
    if let suggestion = finding.suggestion { writeBody(suggestion, purpose: "editing") }
    json.endArray()
  }

  private mutating func writeBody(_ text: String, purpose: String) {
    json.beginObject(inline: true)
    json.member("type", "TextualBody")
    json.member("value", text)
    json.member("format", "text/plain")
    json.member("purpose", purpose)
    json.endObject()
  }

  private mutating func writeTargets(
    of finding: ReportedFinding,
    _ source: String,
    in document: CheckedDocument,
    _ places: PlaceTable
  ) {
    json.key("target")
    json.beginArray()
    for span in finding.spans {
      json.beginObject()
      json.member("source", source)
      json.key("selector")
      json.beginArray()
      writePlace(
        "TextPositionSelector",
        places[span.lower].scalarOffset,
        places[span.upper].scalarOffset
      )
      json.beginObject(inline: true)
      json.member("type", "TextQuoteSelector")
      json.member("exact", String(decoding: document.received[span.range], as: UTF8.self))
      json.member("prefix", document.received.words(before: span.lower))
      json.member("suffix", document.received.words(after: span.upper))
      json.endObject()
      writePlace("DataPositionSelector", span.lower, span.upper)
      json.endArray()
      json.endObject()
    }
    json.endArray()
  }

  private mutating func writePlace(_ type: String, _ start: Int, _ end: Int) {
    json.beginObject(inline: true)
    json.member("type", type)
    json.member("start", start)
    json.member("end", end)
    json.endObject()
  }
}
