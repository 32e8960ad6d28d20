public import Stemma
internal import StemmaCollation
internal import StemmaText

extension Report {
  /// The comparison as TEI P5: the witnesses, then an apparatus of what was said and of where the
  /// texts part, with a line break at the end.
  ///
  /// Elements of the modules header, core, textstructure and textcrit (TEI P5 4.8): each utterance
  /// is a division with one `app` for each place of variation, each divergence an `app` with its
  /// message as a note.
  public func tei() -> [UInt8] {
    var tei = TEIWriter(sigla: documents.map(\.identifier))
    tei.open("TEI", [("xmlns", "http://www.tei-c.org/ns/1.0")])
    tei.open("teiHeader")
    tei.open("fileDesc")
    tei.within("titleStmt") { $0.element("title", text: "Apparatus of \(documents.count) texts") }
    tei.within("publicationStmt") { $0.element("p", text: "stemma \(tool.version)") }
    tei.within("sourceDesc") { tei in
      tei.within("listWit") { tei in
        for document in documents { tei.witness(document) }
      }
    }
    tei.close("fileDesc")
    tei.close("teiHeader")
    tei.open("text")
    tei.open("body")
    let comparison = comparison ?? .none
    for utterance in comparison.utterances { tei.add(utterance) }
    tei.add(comparison.divergences)
    if comparison.utterances.isEmpty, comparison.divergences.isEmpty {
      tei.element("p", text: "The texts have nothing to compare.")
    }
    tei.close("body")
    tei.close("text")
    tei.close("TEI")
    return tei.bytes
  }
}

/// Writes TEI, an element a line.
private struct TEIWriter {
  private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
  private var depth = 0
  private var names: [String: String] = [:]

  /// Gives each document a name that XML takes for an identifier.
  init(sigla: [String]) {
    for (i, siglum) in sigla.enumerated() {
      names[siglum] = Self.isName(siglum) ? "wit.\(siglum)" : "witness.\(i + 1)"
    }
  }

  private static func isName(_ siglum: String) -> Bool {
    siglum.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
  }

  mutating func open(_ name: StaticString, _ attributes: [(StaticString, String)] = []) {
    indent()
    tag(name, attributes)
    bytes.append(0x0A)
    depth += 1
  }

  mutating func close(_ name: StaticString) {
    depth -= 1
    indent()
    end(name)
    bytes.append(0x0A)
  }

  mutating func within(
    _ name: StaticString,
    _ attributes: [(StaticString, String)] = [],
    _ body: (inout TEIWriter) -> Void
  ) {
    open(name, attributes)
    body(&self)
    close(name)
  }

  /// An element on a line of its own.
  mutating func element(
    _ name: StaticString,
    _ attributes: [(StaticString, String)] = [],
    text: String
  ) {
    indent()
    tag(name, attributes)
    bytes += escapedForXML(text.utf8)
    end(name)
    bytes.append(0x0A)
  }

  mutating func witness(_ document: DocumentReport) {
    let siglum = names[document.identifier, default: ""]
    within("witness", [("xml:id", siglum)]) { tei in
      tei.element("title", text: document.input.arrival.name)
      tei.element("idno", [("type", "sha256")], text: document.input.content.digest.hexadecimal)
    }
  }

  mutating func add(_ utterance: Comparison.Utterance) {
    within("div", [("type", "utterance"), ("xml:id", utterance.identifier)]) { tei in
      if !utterance.speaker.isEmpty { tei.element("head", text: utterance.speaker) }
      tei.within("p") { tei in
        tei.within("app", [("type", "wording")]) { tei in
          for member in utterance.members { tei.reading(member.exact, of: [member.document]) }
        }
        for place in utterance.apparatus {
          tei.within("app", [("type", place.relation.rawValue)]) { tei in
            for reading in place.readings { tei.reading(reading.text, of: reading.documents) }
          }
        }
      }
    }
  }

  mutating func add(_ divergences: [Comparison.Divergence]) {
    if divergences.isEmpty { return }
    within("div", [("type", "divergences")]) { tei in
      tei.within("p") { tei in
        for divergence in divergences {
          tei.within(
            "app",
            [("type", divergence.kind.rawValue), ("xml:id", divergence.identifier)]
          ) { tei in
            for member in divergence.members { tei.reading(member.exact, of: [member.document]) }
            tei.element("note", [("type", divergence.severity.rawValue)], text: divergence.message)
            if !divergence.suspects.isEmpty {
              tei.element(
                "note",
                [("type", "suspect"), ("target", tei.pointers(to: divergence.suspects))],
                text: "in doubt"
              )
            }
          }
        }
      }
    }
  }

  private mutating func reading(_ text: String, of documents: [String]) {
    element("rdg", [("wit", pointers(to: documents))], text: text)
  }

  private func pointers(to documents: [String]) -> String {
    documents.map { "#\(names[$0, default: ""])" }.joined(separator: " ")
  }

  private mutating func indent() {
    bytes += [UInt8](repeating: 0x20, count: 2 * depth)
  }

  private mutating func tag(_ name: StaticString, _ attributes: [(StaticString, String)]) {
    bytes += Array("<\(name)".utf8)
    for (name, value) in attributes {
      bytes += Array(" \(name)=\"".utf8)
      bytes += escapedForXML(value.utf8)
      bytes.append(0x22)
    }
    bytes.append(0x3E)
  }

  private mutating func end(_ name: StaticString) { bytes += Array("</\(name)>".utf8) }
}

/// Text as XML 1.0 has it in content and attributes; what XML cannot say becomes U+FFFD.
///
/// Byte by byte, so that a mark that combines with the quotation mark before it hides nothing.
func escapedForXML(_ text: some Sequence<UInt8>) -> [UInt8] {
  let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
  var escaped: [UInt8] = []
  for byte in text {
    switch byte {
    case 0x26: escaped += Array("&amp;".utf8)
    case 0x3C: escaped += Array("&lt;".utf8)
    case 0x3E: escaped += Array("&gt;".utf8)
    case 0x22: escaped += Array("&quot;".utf8)
    case 0x0D: escaped += Array("&#13;".utf8)
    case 0x09, 0x0A, 0x20...: escaped.append(byte)
    default: escaped += replacement
    }
    // U+FFFE and U+FFFF are no characters of XML.
    if escaped.count > 2, escaped[escaped.count - 3] == 0xEF, escaped[escaped.count - 2] == 0xBF,
      byte == 0xBE || byte == 0xBF
    {
      escaped[escaped.count - 1] = 0xBD
    }
  }
  return escaped
}
