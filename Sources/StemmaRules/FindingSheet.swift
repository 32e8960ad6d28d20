internal import StemmaText

/// The findings of a document as they are made, of each rule no more than a report may hold.
///
/// Every rule adds its own from the start of the text to its end; so the first ones of all rules
/// together are among the first ones of each, however many there would be.
struct FindingSheet {
  private(set) var found: [(rule: Int, finding: Finding)] = []
  private var counts: [Int32]
  private let limit: Int

  init(ofRules count: Int, upTo limit: Int) {
    counts = Array(repeating: 0, count: count)
    self.limit = limit
  }

  /// Whether no further finding of a rule can matter: it has one more than may be told.
  func isFull(_ rule: Int) -> Bool { counts[rule] > limit }

  mutating func add(_ finding: Finding, of rule: Int) {
    guard !isFull(rule) else { return }
    counts[rule] += 1
    found.append((rule, finding))
  }

  /// The findings by place, then by rule, and the place of the first that is left out.
  ///
  /// Of a rule that `isHabit` says is one, only the first finding stands, the others beside it.
  consuming func sorted(
    tellingOnce isHabit: (Int) -> Bool
  ) -> (findings: [Finding], end: Span<Extracted>?) {
    var found = found
    found.sort { a, b in
      a.finding.spans[0] != b.finding.spans[0]
        ? a.finding.spans[0] < b.finding.spans[0] : a.rule < b.rule
    }
    let told = findings(found, tellingOnce: isHabit)
    return (Array(told.prefix(limit)), told.count > limit ? told[limit].spans[0] : nil)
  }
}
