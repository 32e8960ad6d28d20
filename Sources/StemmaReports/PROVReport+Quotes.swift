internal import Stemma
internal import StemmaText
internal import StemmaVoices

extension Provenance {
  /// A quotation from the input, attributed to its speaker and to those who passed it on.
  ///
  /// Documents among these are entities that it is derived from. An agency is the same agent as in
  /// the attribution of the input; an outlet that is not known is another one in each document.
  mutating func add(_ quote: ReportedQuote, of document: DocumentReport) {
    let name = "st:quote/\(quote.identifier)"
    entity(name, facts(of: quote))
    relate(
      .wasDerivedFrom,
      [("prov:generatedEntity", name), ("prov:usedEntity", "st:input/\(document.identifier)")],
      type: "prov:Quotation"
    )
    for (i, link) in quote.chain.enumerated() {
      if link.kind == .document {
        let source = "st:document/\(key(link.name))"
        self.source(source, label: link.name)
        relate(
          .wasDerivedFrom,
          [("prov:generatedEntity", name), ("prov:usedEntity", source)],
          type: "prov:PrimarySource"
        )
        continue
      }
      let isSpeaker = i == 0 && link.kind != .outlet
      relate(
        .wasAttributedTo,
        [("prov:entity", name), ("prov:agent", agent(for: link, in: document))],
        type: isSpeaker ? nil : "st:role/relay"
      )
    }
  }

  /// Where a quotation stands, what it says and how, and its days.
  private func facts(of quote: ReportedQuote) -> [(String, Value)] {
    var facts: [(String, Value)] = [
      ("st:start", .integer(quote.content[0].lower)),
      ("st:end", .integer(quote.content[quote.content.count - 1].upper)),
      ("st:type", .text(quote.kind.rawValue)),
      ("st:certainty", .text(quote.certainty.rawValue)),
      ("prov:value", .text(quote.exact)),
    ]
    if let polarity = quote.polarity { facts.append(("st:polarity", .text(polarity.rawValue))) }
    if let modality = quote.modality { facts.append(("st:modality", .text(modality.rawValue))) }
    if let outer = quote.nestedIn { facts.append(("st:nestedIn", .name("st:quote/\(outer)"))) }
    for (subject, term) in [(DayMention.Subject.saying, "st:said"), (.content, "st:names")] {
      let days = quote.days.filter { $0.subject == subject && $0.value != nil }
      if days.isEmpty { continue }
      facts.append((term, .list(days.compactMap(\.value))))
      facts.append(("\(term)Certainty", .list(days.map(\.certainty.rawValue))))
    }
    return facts
  }

  /// The agent that a link stands for.
  private mutating func agent(for link: ReportedLink, in document: DocumentReport) -> String {
    if link.kind == .agency,
      let agency = document.metadata.agencies.first(where: { ($0.name ?? $0.code) == link.name })
    {
      let name = "st:agency/\(agency.code)"
      agent(name, type: "prov:Organization", label: link.name)
      return name
    }
    let isUnknown = link.kind == .outlet && !link.isStated
    let label = isUnknown ? "\(link.name), \(document.identifier)" : link.name
    let name = "st:agent/\(key(label))"
    agent(
      name,
      type: link.kind == .person ? "prov:Person" : "prov:Organization",
      label: label
    )
    return name
  }

  private func key(_ name: String) -> Substring {
    Digest(of: Array(name.utf8)).hexadecimal.prefix(12)
  }
}
