public import StemmaText

/// The text that comes of all findings of a document, settled before one byte is changed.
///
/// Of two edits that overlap, the longer wins, since it answers for all the text it takes out; of
/// two of one length, the one of the severer finding, then the one whose rule comes first in the
/// alphabet. The loser's finding stays.
public struct Cleaning: Sendable {
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

  /// The findings, in their order, each with the edit that was made for it.
  public let outcomes: [Outcome]

  /// Settles the findings' edits over the text of a document.
  public init(_ document: Document, settling findings: [Finding], by policy: Policy = Policy()) {
    let settled = LineRemoval(from: document.text)
      .extending(Settlement(findings, by: policy).accepted)
    do {
      lineage = try Lineage(settled.map(\.edit), over: document.text.count)
    } catch {
      preconditionFailure("Settled edits are sorted and disjoint: \(error)")
    }
    var applied = [Edit<Extracted>?](repeating: nil, count: findings.count)
    for request in settled { applied[request.finding] = request.edit }
    outcomes = zip(findings, applied).map { Outcome($0, applied: $1) }
  }
}
