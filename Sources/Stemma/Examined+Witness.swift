public import StemmaCollation
import StemmaText
import StemmaVoices

extension Examined {
  /// The document as a witness: without what is no part of the article, with the marks that
  /// translation left.
  public func witness(reportedAs report: DocumentReport) -> Witness {
    let outcomes = cleaning.outcomes
    let ignored = outcomes.filter { $0.finding.kind == .boilerplate }.map {
      $0.edit?.span ?? $0.finding.spans[0]
    }
    let artefacts = outcomes.filter { $0.isTold && $0.finding.kind == .translation }
      .flatMap(\.finding.spans)
    func value(of field: Particular.Field) -> String? {
      guard case .text(let value) = report.metadata.field(field)?.value else { return nil }
      return value
    }
    return Witness(
      report.identifier,
      text: document.text,
      segmentation: segmentation,
      ignored: ignored,
      artefacts: artefacts,
      statements: statements(reportedAs: report),
      date: value(of: .datePublished).map { String($0.prefix(10)) },
      agencies: report.metadata.agencies.filter { $0.role != .photo && $0.role != .mention }
        .map(\.code),
      publisher: value(of: .publisher)
    )
  }

  /// The quotes, each as the stretch from its first word to its last.
  private func statements(reportedAs report: DocumentReport) -> [Witness.Statement] {
    var reported = report.quotes.map(\.identifier).makeIterator()
    return quotes.compactMap { quote in
      let isReported = quote.content.contains { !document.lineage.origin(of: $0).isEmpty }
      guard isReported, let identifier = reported.next() else { return nil }
      let span = quote.content.dropFirst().reduce(quote.content[0]) { $0.union($1) }
      return Witness.Statement(
        span,
        by: quote.speaker.name,
        role: quote.speaker.role,
        voice: voice(of: quote.speaker),
        isVerbatim: isVerbatim(quote),
        relays: max(0, quote.chain.count - 2),
        origin: origin(of: quote, reportedAs: report),
        quote: identifier
      )
    }
  }

  /// Whether a quote gives nearly all of its words between marks, or is a document’s.
  private func isVerbatim(_ quote: Quote) -> Bool {
    let marked = quote.quoted.reduce(0) { $0 + $1.count }
    let all = quote.content.reduce(0) { $0 + $1.count }
    return quote.kind == .document || quote.kind == .direct || 5 * marked >= 4 * all
  }

  /// The agency that a quote's chain names, by its code where the report has one.
  private func origin(of quote: Quote, reportedAs report: DocumentReport) -> String? {
    let link = quote.chain.first { $0.kind == .agency && $0.isStated }
    guard let name = link?.name else { return nil }
    return report.metadata.agencies.first { $0.name == name || name.contains("(\($0.code))") }?.code
      ?? name
  }

  private func voice(of speaker: Speaker) -> Witness.Statement.Voice {
    switch speaker.kind {
    case .person: .person
    case .government: .government
    case .document: .document
    case .persons, .organisation, .collective, .anonymous, nil: .other
    }
  }
}
