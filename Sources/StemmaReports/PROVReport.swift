public import Stemma
internal import StemmaText
internal import StemmaVoices

extension Report {
  /// The report as PROV-JSON (W3C Member Submission, 24 April 2013), with a line break at the end.
  ///
  /// Each input is an entity, and so are its cleaned text and its edits. Cleaning is an activity
  /// by the program, a software agent, under the ruleset, a plan. Agencies are agents to which a
  /// text is attributed in their role. Metadata are attributes in terms of schema.org.
  public func provJSON() -> [UInt8] {
    var provenance = Provenance()
    let digest = contentDigest
    let plan = "st:ruleset/\(local(tool.ruleset.version))"
    let program = "st:tool/stemma-\(local(tool.version))"
    provenance.agent(program, type: "prov:SoftwareAgent", label: "stemma")
    provenance.entity(
      plan,
      [("prov:type", .name("prov:Plan")), ("st:sha256", .text(tool.ruleset.digest.hexadecimal))]
    )
    let report = "st:report/\(digest.hexadecimal.prefix(16))"
    provenance.entity(report, [("st:sha256", .text(digest.hexadecimal))])
    for document in documents {
      provenance.add(document, by: program, under: plan)
      provenance.relate(
        .wasDerivedFrom,
        [("prov:generatedEntity", report), ("prov:usedEntity", "st:clean/\(document.identifier)")]
      )
    }
    if let comparison { provenance.add(comparison) }
    return provenance.json()
  }
}

/// A PROV document: records by kind, in the order they were added.
struct Provenance {
  enum Value {
    case text(String)
    case name(String)  // a qualified name
    case integer(Int)
    case list([String])
  }

  enum Relation: String, CaseIterable {
    case wasGeneratedBy, wasAssociatedWith, used, wasDerivedFrom, wasInfluencedBy, wasAttributedTo
    case alternateOf, specializationOf
  }

  private typealias Record = (name: String, attributes: [(String, Value)])

  private var agents: [Record] = []
  private var known: Set<String> = []
  private var entities: [Record] = []
  private var activities: [Record] = []
  private var relations: [(kind: Relation, record: Record)] = []

  mutating func agent(_ name: String, type: String, label: String) {
    guard known.insert(name).inserted else { return }
    agents.append((name, [("prov:type", .name(type)), ("prov:label", .text(label))]))
  }

  /// An entity that more than one record may speak of.
  mutating func source(_ name: String, label: String) {
    guard known.insert(name).inserted else { return }
    entity(name, [("prov:label", .text(label))])
  }

  mutating func entity(_ name: String, _ attributes: [(String, Value)]) {
    entities.append((name, attributes))
  }

  mutating func relate(_ kind: Relation, _ ends: [(String, String)], type: String? = nil) {
    var attributes = ends.map { ($0.0, Value.text($0.1)) }
    if let type { attributes.append(("prov:type", .name(type))) }
    relations.append((kind, ("_:id\(relations.count + 1)", attributes)))
  }

  mutating func add(_ document: DocumentReport, by program: String, under plan: String) {
    let name = document.identifier
    let input = "st:input/\(name)"
    let cleaned = "st:clean/\(name)"
    let cleaning = "st:activity/clean/\(name)"
    entity(
      input,
      [
        ("prov:label", .text(document.input.arrival.name)),
        ("st:sha256", .text(document.input.content.digest.hexadecimal)),
        ("st:bytes", .integer(document.input.content.count)),
        ("st:mediaType", .text(document.input.mediaType.rawValue)),
        ("st:encoding", .text(document.input.encoding.used)),
      ] + place(in: document.input.arrival.container)
    )
    entity(
      cleaned,
      [
        ("st:sha256", .text(document.output.content.digest.hexadecimal)),
        ("st:bytes", .integer(document.output.content.count)),
      ] + facts(of: document.metadata)
    )
    activities.append((cleaning, []))
    relate(.wasGeneratedBy, [("prov:entity", cleaned), ("prov:activity", cleaning)])
    relate(
      .wasAssociatedWith,
      [("prov:activity", cleaning), ("prov:agent", program), ("prov:plan", plan)]
    )
    relate(.used, [("prov:activity", cleaning), ("prov:entity", input)])
    relate(
      .wasDerivedFrom,
      [("prov:generatedEntity", cleaned), ("prov:usedEntity", input), ("prov:activity", cleaning)],
      type: "prov:Revision"
    )
    for edit in document.edits { add(edit, of: cleaned, by: cleaning) }
    for agency in document.metadata.agencies { add(agency, of: input) }
    for quote in document.quotes { add(quote, of: document) }
  }

  /// Where an input stood that is no file.
  private func place(in container: Container?) -> [(String, Value)] {
    guard let container else { return [] }
    var facts: [(String, Value)] = [("st:file", .text(container.name))]
    switch container.place {
    case .line(let line): facts.append(("st:line", .integer(line)))
    case .record(let record): facts.append(("st:record", .integer(record)))
    case nil: break
    }
    if let range = container.range {
      facts.append(("st:start", .integer(range.lowerBound)))
      facts.append(("st:end", .integer(range.upperBound)))
    }
    return facts
  }

  private mutating func add(_ edit: ReportedEdit, of cleaned: String, by cleaning: String) {
    let name = "st:edit/\(edit.identifier)"
    var attributes: [(String, Value)] = [
      ("st:start", .integer(edit.span.lower)),
      ("st:end", .integer(edit.span.upper)),
      ("st:rule", .text(edit.rule)),
      ("st:class", .text(edit.editClass.rawValue)),
    ]
    if let finding = edit.finding { attributes.append(("st:finding", .text(finding))) }
    entity(name, attributes)
    relate(.wasGeneratedBy, [("prov:entity", name), ("prov:activity", cleaning)])
    relate(.wasInfluencedBy, [("prov:influencee", cleaned), ("prov:influencer", name)])
  }

  private mutating func add(_ agency: Metadata.Agency, of input: String) {
    let name = "st:agency/\(agency.code)"
    agent(name, type: "prov:Organization", label: agency.name ?? agency.code)
    relate(
      .wasAttributedTo,
      [("prov:entity", input), ("prov:agent", name)],
      type: "st:role/\(agency.role.rawValue)"
    )
  }

  private func facts(of metadata: Metadata) -> [(String, Value)] {
    var facts = metadata.fields.compactMap { field -> (String, Value)? in
      guard let term = term(for: field.name) else { return nil }
      switch field.value {
      case .unknown: return nil
      case .text(let text): return (term, .text(text))
      case .list(let list): return list.isEmpty ? nil : (term, .list(list))
      }
    }
    if let place = metadata.field(.dateline)?.dateline?.place {
      facts.append(("schema:locationCreated", .text(place)))
    }
    return facts
  }

  /// The schema.org property of a fact, where there is one.
  private func term(for field: Particular.Field) -> String? {
    switch field {
    case .title: "schema:headline"
    case .subtitle: "schema:alternativeHeadline"
    case .byline: "schema:author"
    case .dateline: "schema:dateline"
    case .datePublished: "schema:datePublished"
    case .dateModified: "schema:dateModified"
    case .publisher: "schema:publisher"
    case .language: "schema:inLanguage"
    case .originalLanguage: "st:originalLanguage"
    case .translator: "schema:translator"
    case .canonicalURL: "schema:url"
    case .section: "schema:articleSection"
    case .licence: "schema:license"
    case .place, .date, .agency: nil
    }
  }

  func json() -> [UInt8] {
    var json = JSONWriter(.pretty, capacity: 400 * (entities.count + relations.count) + 1000)
    json.beginObject()
    json.key("prefix")
    json.beginObject()
    json.member("st", "urn:stemma:")
    json.member("schema", "https://schema.org/")
    json.endObject()
    for (kind, records) in [
      ("agent", agents), ("entity", entities), ("activity", activities),
    ] {
      write(kind, records, to: &json)
    }
    for kind in Relation.allCases {
      write(kind.rawValue, relations.filter { $0.kind == kind }.map(\.record), to: &json)
    }
    json.endObject()
    json.endFile()
    return json.bytes
  }

  private func write(_ kind: String, _ records: [Record], to json: inout JSONWriter) {
    guard !records.isEmpty else { return }
    json.key(sorted: kind)
    json.beginObject()
    for record in records {
      json.key(sorted: record.name)
      json.beginObject(inline: true)
      for (name, value) in record.attributes {
        json.key(sorted: name)
        write(value, to: &json)
      }
      json.endObject()
    }
    json.endObject()
  }

  private func write(_ value: Value, to json: inout JSONWriter) {
    switch value {
    case .text(let text): json.value(text)
    case .name(let name): write(name, type: "xsd:QName", to: &json)
    case .integer(let integer): write(String(integer), type: "xsd:int", to: &json)
    case .list(let list):
      json.beginArray()
      for text in list { json.value(text) }
      json.endArray()
    }
  }

  private func write(_ text: String, type: String, to json: inout JSONWriter) {
    json.beginObject()
    json.member("$", text)
    json.member("type", type)
    json.endObject()
  }
}

/// A version in the letters that a qualified name may have.
private func local(_ version: String) -> String {
  String(
    decoding: version.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"):
        byte
      default: UInt8(ascii: "-")
      }
    },
    as: UTF8.self
  )
}
