import StemmaText

/// An edit that a finding asks for.
struct Request {
  var edit: Edit<Extracted>
  let finding: Int
  let severity: Severity
}

/// Chooses among edits that overlap.
struct Settlement {
  /// The winners, by position.
  let accepted: [Request]

  init(_ findings: [Finding], by policy: Cleaning.Policy) {
    let requests = findings.indices.compactMap { i in
      Self.edit(for: findings[i], by: policy).map {
        Request(edit: $0, finding: i, severity: findings[i].severity)
      }
    }
    let sorted = requests.sorted { $0.edit.span < $1.edit.span }
    var accepted: [Request] = []
    var cluster: [Request] = []
    var end = -1
    // Edits that overlap, directly or through others, form a cluster; clusters are independent.
    for request in sorted {
      let span = request.edit.span
      if span.lower > end {
        accepted += Self.winners(of: cluster)
        cluster = []
      }
      cluster.append(request)
      end = max(end, span.upper)
    }
    self.accepted = accepted + Self.winners(of: cluster)
  }

  private static func edit(for finding: Finding, by policy: Cleaning.Policy) -> Edit<Extracted>? {
    if let edit = finding.edit { return edit }
    if policy.dropsDatelines, finding.lifted.contains(where: { $0.field == .dateline }) {
      return Edit(finding.spans[0], rule: finding.rule, .boilerplate)
    }
    guard policy.appliesSuggestions, let suggestion = finding.suggestion else { return nil }
    return Edit(finding.spans[0], inserted: suggestion, rule: finding.rule, .translation)
  }

  private static func winners(of cluster: [Request]) -> [Request] {
    if cluster.count < 2 { return cluster }
    var winners: [Request] = []
    for request in cluster.sorted(by: precedes) {
      let i = winners.partitioningIndex { $0.edit.span.lower >= request.edit.span.lower }
      let collides = [i - 1, i, i + 1].contains {
        winners.indices.contains($0) && conflict(winners[$0].edit.span, request.edit.span)
      }
      if !collides { winners.insert(request, at: place(of: request, in: winners)) }
    }
    return winners
  }

  /// Of an insertion and an edit that starts at the same place, the insertion comes first.
  private static func place(of request: Request, in winners: [Request]) -> Int {
    let span = request.edit.span
    return winners.partitioningIndex {
      $0.edit.span.lower > span.lower
        || $0.edit.span.lower == span.lower && $0.edit.span.upper >= span.upper
    }
  }

  private static func precedes(_ a: Request, _ b: Request) -> Bool {
    if a.edit.span.count != b.edit.span.count { return a.edit.span.count > b.edit.span.count }
    if a.severity != b.severity { return a.severity > b.severity }
    if a.edit.rule != b.edit.rule { return a.edit.rule < b.edit.rule }
    return a.edit.span.lower < b.edit.span.lower
  }

  /// Whether two edits cannot both be made; two insertions at one place cannot.
  private static func conflict(_ a: Span<Extracted>, _ b: Span<Extracted>) -> Bool {
    if a.isEmpty && b.isEmpty { return a.lower == b.lower }
    if a.isEmpty { return b.lower < a.lower && a.lower < b.upper }
    if b.isEmpty { return a.lower < b.lower && b.lower < a.upper }
    return a.overlaps(b)
  }
}
