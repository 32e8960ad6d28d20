internal import Stemma
internal import StemmaText
internal import StemmaVoices

extension ReportedQuote {
  private static let names = [
    "id", "type", "content", "quoted", "exact", "source", "cue", "rule", "speaker", "chain",
    "polarity", "modality", "dates", "nestedIn", "certainty",
  ]

  init(reading json: JSON) throws(ShapeError) {
    let object = try Members(of: json, named: Self.names)
    self.init(
      identifier: try object.read("id", StemmaReports.identifier),
      kind: try object.read("type", word),
      content: try object.read("content") { json throws(ShapeError) in
        let spans: [Span<Received>] = try list(json, of: StemmaReports.span)
        guard !spans.isEmpty else { throw ShapeError("a quote has at least one place") }
        return spans
      },
      quoted: try object.optional("quoted") { json throws(ShapeError) in
        try list(json, of: StemmaReports.span)
      } ?? [],
      exact: try object.optional("exact", string) ?? "",
      source: try object.nullable("source", StemmaReports.span),
      cue: try object.nullable("cue", StemmaReports.span),
      speaker: try object.read("speaker", ReportedSpeaker.init(reading:)),
      chain: try object.read("chain") { json throws(ShapeError) in
        let links = try list(json, of: ReportedLink.init(reading:))
        guard !links.isEmpty else { throw ShapeError("a chain has at least one link") }
        return links
      },
      nestedIn: try object.optional("nestedIn", StemmaReports.identifier),
      polarity: try object.optional("polarity", word),
      modality: try object.optional("modality", word),
      days: try object.optional("dates") { json throws(ShapeError) in
        try list(json, of: ReportedDay.init(reading:))
      } ?? [],
      certainty: try object.read("certainty", word)
    )
  }
}

extension ReportedDay {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let object = try Members(of: json, named: ["span", "value", "of", "certainty"])
    self.init(
      span: try object.read("span", StemmaReports.span),
      value: try object.nullable("value", string),
      subject: try object.read("of", word),
      certainty: try object.read("certainty", word)
    )
  }
}

extension ReportedSpeaker {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let names = ["name", "role", "kind", "resolvedBy", "mention"]
    let object = try Members(of: json, named: names)
    self.init(
      name: try object.nullable("name", string),
      role: try object.nullable("role", string),
      kind: try object.optional("kind", word),
      resolvedBy: try object.optional("resolvedBy", word) ?? .nothing,
      mention: try object.optional("mention", StemmaReports.span)
    )
  }
}

extension ReportedLink {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let object = try Members(of: json, named: ["name", "kind", "stated", "span"])
    self.init(
      name: try object.read("name", string),
      kind: try object.read("kind", word),
      isStated: try object.read("stated", boolean),
      span: try object.nullable("span", StemmaReports.span)
    )
  }
}
