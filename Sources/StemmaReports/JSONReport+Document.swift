public import Stemma
internal import StemmaText

extension DocumentReport {
  /// The edits as canonical JSON on one line, as a report has them.
  public func editsJSON() -> [UInt8] { line { writeEdits(to: &$0) } }

  /// The findings as canonical JSON on one line, as a report has them.
  public func findingsJSON() -> [UInt8] { line { writeFindings(to: &$0) } }

  /// The metadata as canonical JSON on one line, as a report has them.
  public func metadataJSON() -> [UInt8] { line { metadata.write(to: &$0) } }

  /// What came in, by name, length and digest, as canonical JSON on one line, as a report has it.
  public func inputJSON() -> [UInt8] { line { input.write(to: &$0) } }

  /// What came out, by length and digest, as canonical JSON on one line, as a report has it.
  public func outputJSON() -> [UInt8] { line { output.write(to: &$0) } }

  /// One finding with the name of its document, as a line of NDJSON.
  ///
  /// What could steer a terminal that the line is shown on is escaped.
  public func json(of finding: ReportedFinding) -> [UInt8] {
    var json = JSONWriter(.line)
    json.beginObject()
    json.member("document", identifier)
    json.key("finding")
    finding.write(to: &json)
    json.member("input", input.arrival.name)
    if let container = input.arrival.container {
      json.key("within")
      container.write(to: &json)
    }
    json.endObject()
    json.endFile()
    return json.bytes
  }

  private func line(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter(.line)
    write(&json)
    return json.bytes
  }

  /// The members, in the order that reads best.
  private enum Member: CaseIterable {
    case id, input, edits, segments, output, metadata, findings, quotes, score

    /// By their names, so that none waits to be sorted.
    static let sorted: [Member] = [
      .edits, .findings, .id, .input, .metadata, .output, .quotes, .score, .segments,
    ]
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    for member in json.layout == .pretty ? Member.allCases : Member.sorted {
      write(member, to: &json)
    }
    json.endObject()
  }

  private func write(_ member: Member, to json: inout JSONWriter) {
    switch member {
    case .id: json.member("id", identifier)
    case .input:
      json.key("input")
      input.write(to: &json)
    case .edits:
      json.key("edits")
      writeEdits(to: &json)
    case .segments: writeSegments(to: &json)
    case .output:
      json.key("output")
      output.write(to: &json)
    case .metadata:
      json.key("metadata")
      metadata.write(to: &json)
    case .findings:
      json.key("findings")
      writeFindings(to: &json)
    case .quotes:
      json.key("quotes")
      writeQuotes(to: &json)
    case .score:
      json.key("score")
      score.write(to: &json)
    }
  }

  private func writeEdits(to json: inout JSONWriter) {
    json.beginArray()
    for edit in edits {
      edit.write(to: &json)
      json.handOn()
    }
    json.endArray()
  }

  private func writeSegments(to json: inout JSONWriter) {
    json.key("segments")
    json.beginArray()
    for segment in segments {
      json.beginArray(inline: true)
      json.value(segment.result.lower)
      json.value(segment.result.upper)
      json.value(segment.source.lower)
      json.endArray()
      json.handOn()
    }
    json.endArray()
  }

  private func writeFindings(to json: inout JSONWriter) {
    json.beginArray()
    for finding in findings {
      finding.write(to: &json)
      json.handOn()
    }
    json.endArray()
  }
}

extension Content {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("bytes", count)
    json.member("sha256", digest.hexadecimal)
  }
}

extension DocumentReport.Input {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", arrival.name)
    json.member("uri", ifPresent: arrival.uri)
    json.member("retrievedAt", ifPresent: arrival.retrievedAt)
    if let container = arrival.container {
      json.key("within")
      container.write(to: &json)
    }
    json.member("mediaType", mediaType.rawValue)
    content.writeMembers(to: &json)
    json.key("encoding")
    json.beginObject()
    json.key("declared")
    if let declared = encoding.declared { json.value(declared) } else { json.null() }
    json.member("used", encoding.used)
    json.key("bom")
    json.value(encoding.hasByteOrderMark)
    if let decoded {
      json.key("decoded")
      json.beginObject()
      decoded.writeMembers(to: &json)
      json.endObject()
    }
    json.endObject()
    json.endObject()
  }
}

extension Container {
  func write(to json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.member("name", name)
    json.member("uri", ifPresent: uri)
    json.member("compression", ifPresent: compression?.rawValue)
    switch place {
    case .line(let line): json.member("line", line)
    case .record(let record): json.member("record", record)
    case nil: break
    }
    if let range {
      json.member("start", range.lowerBound)
      json.member("end", range.upperBound)
    }
    content?.writeMembers(to: &json)
    json.endObject()
  }
}

extension DocumentReport.Output {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", ifPresent: name)
    content.writeMembers(to: &json)
    json.endObject()
  }
}

extension ReportedEdit {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.member("id", identifier)
    json.member("rule", rule)
    json.key("span")
    json.value(span)
    json.member("removed", removed)
    json.member("inserted", inserted)
    json.member("class", editClass.rawValue)
    json.member("finding", ifPresent: finding)
    json.endObject()
  }
}

extension ReportedFinding {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", identifier)
    json.member("rule", rule)
    json.member("category", category)
    json.member("mqm", ifPresent: mqm)
    json.member("severity", severity.rawValue)
    json.key("spans")
    json.beginArray(inline: true)
    for span in spans { json.value(span) }
    json.endArray()
    json.member("exact", exact)
    json.member("prefix", ifPresent: prefix)
    json.member("suffix", ifPresent: suffix)
    json.member("message", message)
    json.member("suggestion", ifPresent: suggestion)
    json.member("certainty", ifPresent: certainty?.rawValue)
    json.member("action", action.rawValue)
    json.endObject()
  }
}

extension Metadata {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    for field in fields {
      json.key(field.name.key)
      field.write(to: &json)
    }
    json.key("agencies")
    json.beginArray()
    for agency in agencies { agency.write(to: &json) }
    json.endArray()
    json.endObject()
  }
}

extension Metadata.Field {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.key("value")
    switch value {
    case .unknown: json.null()
    case .text(let text): json.value(text)
    case .list(let list):
      json.beginArray()
      for text in list { json.value(text) }
      json.endArray()
    }
    json.key("span")
    if let span { json.value(span) } else { json.null() }
    json.member("basis", basis.rawValue)
    json.member("certainty", certainty.rawValue)
    json.member("raw", ifPresent: raw)
    json.member("rule", ifPresent: rule)
    json.member("note", ifPresent: note)
    json.member("place", ifPresent: dateline?.place)
    json.member("agency", ifPresent: dateline?.agency)
    json.member("date", ifPresent: dateline?.date)
    json.endObject()
  }
}

extension Metadata.Agency {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.member("code", code)
    json.member("name", ifPresent: name)
    json.member("role", role.rawValue)
    json.key("span")
    json.value(span)
    json.member("certainty", ifPresent: certainty?.rawValue)
    json.endObject()
  }
}

extension Particular.Field {
  /// The name of a field in a report; its raw value, known to the compiler.
  fileprivate var key: StaticString {
    switch self {
    case .title: "title"
    case .subtitle: "subtitle"
    case .byline: "byline"
    case .dateline: "dateline"
    case .datePublished: "datePublished"
    case .dateModified: "dateModified"
    case .publisher: "publisher"
    case .language: "language"
    case .originalLanguage: "originalLanguage"
    case .translator: "translator"
    case .canonicalURL: "canonicalURL"
    case .section: "section"
    case .licence: "licence"
    case .place: "place"
    case .date: "date"
    case .agency: "agency"
    }
  }
}

extension IssueScore {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("penalty", penalty)
    if let words { json.member("words", words) }
    if let perThousandWords { json.member("perThousandWords", perThousandWords) }
    json.endObject()
  }
}
