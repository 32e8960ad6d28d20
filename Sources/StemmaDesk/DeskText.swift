public import Stemma
internal import StemmaText

/// A text on the desk: what was found in it, and what is needed to clean it by decisions.
public struct DeskText: Sendable {
  /// What people call it: its path below the folder.
  public let name: String

  /// What a baseline calls it.
  let baselineName: String

  /// What was found and done, for the page.
  public let report: DocumentReport

  /// What a baseline knows each finding by, in the order of the report.
  public let entries: [Baseline.Entry]

  /// What came of it in all stages.
  public let examined: Examined

  /// Whether it stands in the folder; else it was dropped in.
  public let isKept: Bool

  /// For each finding of the report its place among the outcomes of cleaning.
  private let told: [Int]

  /// Takes what is needed of a text that was examined.
  ///
  /// - Parameters:
  ///   - examined: The text.
  ///   - name: What people call it.
  ///   - baselineName: What a baseline calls it.
  ///   - siglum: What the report calls it.
  ///   - rules: The rules in force.
  ///   - isKept: Whether it stands in the folder.
  public init(
    _ examined: Examined,
    named name: String,
    inBaseline baselineName: String,
    as siglum: String,
    under rules: RulesInForce,
    isKept: Bool
  ) {
    self.name = name
    self.baselineName = baselineName
    self.examined = examined
    self.isKept = isKept
    report = examined.report(as: siglum, under: rules)
    entries = examined.baselineEntries(for: baselineName)
    told = examined.cleaning.outcomes.indices.filter { examined.cleaning.outcomes[$0].isTold }
  }

  /// The cleaned text, as reviewers decided.
  ///
  /// What was accepted is written, in the reviewer's words where they gave some; what was rejected
  /// or postponed stays as it is; what is open is cleaned as ever. Remnants of markup that reading
  /// takes out are gone in any case.
  func cleaned(by decisions: [Baseline.Entry: Decision]) -> [UInt8] {
    let document = examined.document
    var settled = examined.cleaning.outcomes.map(\.finding)
    for (entry, i) in zip(entries, told) {
      guard let choice = decisions[entry]?.choice else { continue }
      settled[i] = settled[i].settled(by: choice)
    }
    let cleaning = Cleaning(document, settling: settled)
    return document.lineage.followed(by: cleaning.lineage).applied(to: document.received)
  }
}

extension Finding {
  /// The finding with the edit that a reviewer wants for it.
  fileprivate func settled(by choice: Choice) -> Finding {
    let edit: Edit<Extracted>? =
      switch choice.verdict {
      case .rejected, .postponed: nil
      case .accepted:
        if let words = choice.suggestion {
          Edit(spans[0], inserted: words, rule: rule, kind.editClass)
        } else {
          self.edit
            ?? suggestion.map { Edit(spans[0], inserted: $0, rule: rule, kind.editClass) }
        }
      }
    return Finding(
      rule: rule,
      kind: kind,
      severity: severity,
      certainty: certainty,
      spans: spans,
      message: message,
      edit: edit,
      lifted: edit == nil ? [] : lifted
    )
  }
}
