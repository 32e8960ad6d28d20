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
    var homes: [String: [ReportedFinding]] = [:]
    for divergence in divergences {
      guard let home = divergence.home else { continue }
      homes[home, default: []].append(divergence.finding(in: home, named: names))
    }
    return documents.map { document in
      let found = (homes[document.report.identifier] ?? []).sorted { $0.spans[0] < $1.spans[0] }
      return CheckedDocument(
        at: document.place,
        document.report,
        telling: found,
        knownBy: keys(for: found, in: document.place.path),
        received: document.received
      )
    }
  }

  private func keys(for findings: [ReportedFinding], in file: String) -> [Baseline.Entry] {
    var counts: [Baseline.Entry: Int] = [:]
    return findings.map { finding in
      func entry(_ ordinal: Int) -> Baseline.Entry {
        Baseline.Entry(
          file: file,
          rule: finding.rule,
          exact: finding.exact,
          before: "",
          after: "",
          ordinal: ordinal
        )
      }
      counts[entry(1), default: 0] += 1
      return entry(counts[entry(1), default: 1])
    }
  }
}

extension Comparison.Divergence {
  /// Siglum of the document in which it is told.
  fileprivate var home: String? {
    suspects.first { suspect in members.contains { $0.document == suspect } }
      ?? members.first?.document
  }

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
      exact: own.map(\.exact).joined(separator: " … "),
      prefix: nil,
      suffix: nil,
      message: message + rest,
      suggestion: nil,
      certainty: nil,
      action: .flagged
    )
  }
}
