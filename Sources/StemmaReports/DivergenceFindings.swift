public import Stemma
internal import StemmaCollation
internal import StemmaText

extension Comparison {
  /// The divergences as findings, each in the document whose wording is doubted, or else in the
  /// first that has one; the message says what the others have.
  ///
  /// - Parameter documents: The documents that were compared: each with its place, its report and the
  ///   text that offsets refer to.
  /// - Returns: The documents again, with these findings alone.
  public func findings(
    in documents: [(place: CheckedDocument.Place, report: DocumentReport, received: [UInt8])]
  ) -> [CheckedDocument] {
    let names = Dictionary(
      documents.map { ($0.report.identifier, $0.place.label) },
      uniquingKeysWith: { first, _ in first }
    )
    let paths = Dictionary(
      documents.map { ($0.report.identifier, $0.place.path) },
      uniquingKeysWith: { first, _ in first }
    )
    let entries = Self.baselineEntries(of: divergences) { paths[$0] }
    var keys: [String: Baseline.Entry] = [:]
    var homes: [String: [ReportedFinding]] = [:]
    for (divergence, entry) in zip(divergences, entries) {
      keys[divergence.identifier] = entry
      guard let home = divergence.home else { continue }
      homes[home, default: []].append(divergence.finding(in: home, named: names))
    }
    return documents.map { document in
      let found = (homes[document.report.identifier] ?? []).sorted { $0.spans[0] < $1.spans[0] }
      let known = found.compactMap { keys[$0.identifier] }
      return CheckedDocument(
        at: document.place,
        document.report,
        telling: found,
        knownBy: known,
        received: document.received
      )
    }
  }
}

extension Comparison.Divergence {
  fileprivate func finding(in home: String, named names: [String: String]) -> ReportedFinding {
    let own = members.filter { $0.document == home }
    let others = members.filter { $0.document != home }.map {
      "‘\($0.exact)’ in \(names[$0.document] ?? $0.document)"
    }
    let rest = others.isEmpty ? "" : " Elsewhere: \(others.joined(separator: ", "))."
    return ReportedFinding(
      identifier: identifier,
      rule: rule.rawValue,
      category: RuleKind.comparison.category,
      mqm: nil,
      severity: severity,
      spans: own.map(\.span),
      exact: ownWords,
      prefix: nil,
      suffix: nil,
      message: message + rest,
      suggestion: nil,
      certainty: nil,
      action: .flagged
    )
  }
}
