public import StemmaText

/// What cleaning did about the findings of a document, and the text that came of it.
///
/// All findings are settled before one byte is changed. Of two edits that overlap, the longer
/// wins, since it answers for all the text it takes out; of two of one length, the one of the
/// severer finding, then the one whose rule comes first in the alphabet. The loser's finding
/// stays.
public struct Cleaning: Sendable {
  /// What became of a finding; the report's `action`.
  public enum Action: String, Hashable, Sendable {
    /// The text is no longer there.
    case removed
    /// The text is there in other words.
    case changed
    /// The text is as it was.
    case flagged
  }

  /// What a user may ask of cleaning beyond the remedies of the rules.
  public struct Policy: Hashable, Sendable {
    /// Whether suggestions that no rule dares to apply are applied.
    public var appliesSuggestions = false

    /// Whether datelines are taken out once they are lifted into the metadata.
    public var dropsDatelines = false

    /// Creates the policy that changes least.
    public init() {}
  }

  /// The cleaned text as edits of the extracted one.
  public let lineage: Lineage<Extracted, Cleaned>

  /// What became of each finding, by its index.
  public let actions: [Action]

  /// For each edit of `lineage`, the index of the finding that asked for it.
  public let causes: [Int]

  /// Settles the findings' edits over the text of a document.
  public init(_ document: Document, settling findings: [Finding], by policy: Policy = Policy()) {
    let settled = LineRemoval(from: document.text)
      .extending(Settlement(findings, by: policy).accepted)
    causes = settled.map(\.finding)
    do {
      lineage = try Lineage(settled.map(\.edit), over: document.text.count)
    } catch {
      preconditionFailure("Settled edits are sorted and disjoint: \(error)")
    }
    var actions = [Action](repeating: .flagged, count: findings.count)
    for request in settled {
      actions[request.finding] = request.edit.inserted.isEmpty ? .removed : .changed
    }
    // What another rule's deletion covers is gone too.
    let edits = settled.map(\.edit)
    for (i, finding) in findings.enumerated() where actions[i] == .flagged && finding.edit != nil {
      let next = edits.partitioningIndex { $0.span.upper >= finding.spans[0].upper }
      guard next < edits.count, edits[next].inserted.isEmpty, !finding.spans[0].isEmpty else {
        continue
      }
      if edits[next].span.contains(finding.spans[0]) { actions[i] = .removed }
    }
    self.actions = actions
  }
}
