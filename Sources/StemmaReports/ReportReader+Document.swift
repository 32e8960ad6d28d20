internal import Stemma
internal import StemmaText

extension DocumentReport {
  init(reading json: JSON) throws(ShapeError) {
    let names = [
      "id", "input", "edits", "segments", "output", "metadata", "findings", "quotes",
      "score",
    ]
    let object = try Members(of: json, named: names)
    let edits = try object.read("edits") { json throws(ShapeError) in
      try list(json, of: ReportedEdit.init(reading:))
    }
    let input = try object.read("input", Input.init(reading:))
    let segments = try object.optional("segments") { json throws(ShapeError) in
      try list(json, of: Segment.init(reading:))
    }
    self.init(
      identifier: try object.read("id", StemmaReports.identifier),
      input: input,
      edits: ReportedEdits(edits),
      segments: segments.map { Segments($0) }
        ?? derivedSegments(of: edits, over: input.received.count),
      output: try object.read("output", Output.init(reading:)),
      metadata: try object.read("metadata", Metadata.init(reading:)),
      findings: try object.read("findings") { json throws(ShapeError) in
        try list(json, of: ReportedFinding.init(reading:))
      },
      quotes: try object.read("quotes") { json throws(ShapeError) in
        try list(json, of: ReportedQuote.init(reading:))
      },
      words: try object.optional("score", statedWords) ?? nil
    )
  }
}

/// The number of words that a score says.
private func statedWords(in json: JSON) throws(ShapeError) -> Int? {
  let score = try Members(of: json, named: ["penalty", "words", "perThousandWords"])
  _ = try score.read("penalty", count)
  _ = try score.optional("perThousandWords", count)
  return try score.optional("words", count)
}

/// The segments that follow from edits; none where the edits contradict one another.
private func derivedSegments(
  of edits: [ReportedEdit],
  over count: Int
) -> DocumentReport.Segments {
  let plain = edits.map { Edit($0.span, inserted: $0.inserted, rule: $0.rule, $0.editClass) }
  guard let lineage = try? Lineage<Received, Cleaned>(plain, over: count) else {
    return DocumentReport.Segments([])
  }
  return DocumentReport.Segments(of: lineage)
}

func span<Layer>(_ json: JSON) throws(ShapeError) -> Span<Layer> {
  let offsets = try list(json, of: count)
  guard offsets.count == 2, offsets[0] <= offsets[1] else {
    throw ShapeError("a span is [start, end], with start not after end")
  }
  return Span(offsets[0]..<offsets[1])
}

extension DocumentReport.Segment {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let offsets = try list(json, of: count)
    guard offsets.count == 3, offsets[0] <= offsets[1] else {
      throw ShapeError("a segment is [start, end, start in the input], with start not after end")
    }
    self.init(Span(offsets[0]..<offsets[1]), from: offsets[2])
  }
}

extension Content {
  fileprivate init(reading object: Members) throws(ShapeError) {
    self.init(
      count: try object.read("bytes", StemmaReports.count),
      digest: try object.read("sha256", Stemma.Digest.init(reading:))
    )
  }
}

extension DocumentReport.Input {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let names = [
      "name", "uri", "retrievedAt", "within", "mediaType", "bytes", "sha256", "encoding",
    ]
    let object = try Members(of: json, named: names)
    let encoding = try object.read("encoding") { json throws(ShapeError) in
      try Members(of: json, named: ["declared", "used", "bom", "decoded"])
    }
    let decoded = try object.read("encoding") { _ throws(ShapeError) in
      try encoding.optional("decoded") { json throws(ShapeError) in
        try Content(reading: try Members(of: json, named: ["bytes", "sha256"]))
      }
    }
    self.init(
      arrival: Arrival(
        content: try Content(reading: object),
        name: try object.read("name", string),
        uri: try object.optional("uri", string),
        retrievedAt: try object.optional("retrievedAt", string),
        within: try object.optional("within", Container.init(reading:))
      ),
      mediaType: try object.read("mediaType", word),
      encoding: try object.read("encoding") { _ throws(ShapeError) in
        TextEncoding(
          declared: try encoding.nullable("declared", string),
          used: try encoding.read("used", string),
          hasByteOrderMark: try encoding.optional("bom", boolean) ?? false,
          isVerbatim: decoded == nil
        )
      },
      decoded: decoded
    )
  }
}

extension Container {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let names = [
      "name", "uri", "compression", "line", "record", "start", "end", "bytes", "sha256",
    ]
    let object = try Members(of: json, named: names)
    let line = try object.optional("line", count)
    let record = try object.optional("record", count)
    let start = try object.optional("start", count)
    let end = try object.optional("end", count)
    guard (start == nil) == (end == nil), start ?? 0 <= end ?? 0 else {
      throw ShapeError("a range has a start and an end, with start not after end")
    }
    let isMeasured = try object.optional("bytes", count) != nil
    self.init(
      name: try object.read("name", string),
      uri: try object.optional("uri", string),
      compression: try object.optional("compression", word),
      place: line.map(Place.line) ?? record.map(Place.record),
      range: start.map { $0..<(end ?? $0) },
      content: isMeasured ? try Content(reading: object) : nil
    )
  }
}

extension DocumentReport.Output {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let object = try Members(of: json, named: ["name", "bytes", "sha256"])
    self.init(
      name: try object.optional("name", string),
      content: try Content(reading: object)
    )
  }
}

extension ReportedEdit {
  // There may be a million edits: their names are not put together anew for each.
  private static let names = ["id", "rule", "span", "removed", "inserted", "class", "finding"]

  fileprivate init(reading json: JSON) throws(ShapeError) {
    let object = try Members(of: json, named: Self.names)
    self.init(
      identifier: try object.read("id", StemmaReports.identifier),
      rule: try object.read("rule", StemmaReports.identifier),
      span: try object.read("span", StemmaReports.span),
      removed: try object.read("removed", string),
      inserted: try object.read("inserted", string),
      editClass: try object.read("class", word),
      finding: try object.optional("finding", StemmaReports.identifier)
    )
  }
}

extension ReportedFinding {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let names = [
      "id", "rule", "category", "mqm", "severity", "spans", "exact", "prefix", "suffix",
      "message", "suggestion", "certainty", "action",
    ]
    let object = try Members(of: json, named: names)
    self.init(
      identifier: try object.read("id", StemmaReports.identifier),
      rule: try object.read("rule", StemmaReports.identifier),
      category: try object.read("category", StemmaReports.category),
      mqm: try object.optional("mqm", string),
      severity: try object.read("severity", word),
      spans: try object.read("spans") { json throws(ShapeError) in
        let spans: [Span<Received>] = try list(json, of: StemmaReports.span)
        guard !spans.isEmpty else { throw ShapeError("a finding has at least one place") }
        return spans
      },
      exact: try object.read("exact", string),
      prefix: try object.optional("prefix", string),
      suffix: try object.optional("suffix", string),
      message: try object.read("message", string),
      suggestion: try object.nullable("suggestion", string),
      certainty: try object.optional("certainty", word),
      action: try object.read("action", word)
    )
  }
}

private func category(_ json: JSON) throws(ShapeError) -> String {
  let text = try string(json)
  guard RuleKind.allCases.contains(where: { $0.category == text }) else {
    throw ShapeError("‘\(visible(text))’ is not a category of findings")
  }
  return text
}

extension Metadata {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let names: [Particular.Field] = [
      .title, .subtitle, .byline, .dateline, .datePublished, .publisher, .language,
      .originalLanguage, .canonicalURL, .dateModified, .translator, .section, .licence,
    ]
    let object = try Members(of: json, named: names.map(\.rawValue) + ["agencies"])
    var fields: [Field] = []
    for name in names {
      let field = try object.optional(name.rawValue) { json throws(ShapeError) in
        try Field(name, reading: json)
      }
      if let field { fields.append(field) }
    }
    self.init(
      fields: fields,
      agencies: try object.optional("agencies") { json throws(ShapeError) in
        try list(json, of: Agency.init(reading:))
      } ?? []
    )
  }
}

extension Metadata.Field {
  fileprivate init(_ name: Particular.Field, reading json: JSON) throws(ShapeError) {
    let parts = name == .dateline ? ["place", "agency", "date"] : []
    let names = ["value", "span", "basis", "certainty", "raw", "rule", "note"]
    let object = try Members(of: json, named: names + parts)
    self.init(
      name,
      value: try object.read("value", Self.value),
      span: try object.nullable("span", StemmaReports.span),
      basis: try object.read("basis", word),
      certainty: try object.read("certainty", word),
      raw: try object.optional("raw", string),
      rule: try object.optional("rule", StemmaReports.identifier),
      note: try object.optional("note", string),
      dateline: parts.isEmpty
        ? nil
        : Metadata.Dateline(
          place: try object.optional("place", string),
          agency: try object.optional("agency", string),
          date: try object.optional("date", string)
        )
    )
  }

  private static func value(_ json: JSON) throws(ShapeError) -> Value {
    switch json {
    case .null: .unknown
    case .array: .list(try list(json, of: string))
    case .boolean, .integer, .number, .string, .object: .text(try string(json))
    }
  }
}

extension Metadata.Agency {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let object = try Members(of: json, named: ["code", "name", "role", "span", "certainty"])
    self.init(
      code: try object.read("code", StemmaReports.identifier),
      name: try object.optional("name", string),
      role: try object.read("role", word),
      span: try object.read("span", StemmaReports.span),
      certainty: try object.optional("certainty", word)
    )
  }
}
