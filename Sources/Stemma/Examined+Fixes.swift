internal import StemmaText

extension Examined {
  /// A text with what is sure put right, and all else as it was.
  public struct Fix: Hashable, Sendable {
    /// The text, as it was received but for the remedies; valid UTF-8.
    public let text: [UInt8]

    /// How many findings were dealt with.
    public let count: Int
  }

  /// The received text with the remedies of those findings that are sure, and no other change.
  ///
  /// Sure is a finding whose rule has a remedy and says of itself that it is certain; what is only
  /// probable, and what a rule suggests without daring to do it, stays. Of remedies that overlap
  /// one is taken as in cleaning. A byte-order mark stays.
  ///
  /// - Parameters:
  ///   - isOpen: For each finding that is told, in order, whether it may be dealt with.
  ///   - rules: The rules that were in force.
  /// - Returns: The text, and how much was done.
  public func fix(where isOpen: [Bool], under rules: RulesInForce) -> Fix {
    let told = cleaning.outcomes.filter(\.isTold).map(\.finding)
    let sure = zip(told, isOpen).filter { $1 && $0.certainty == .certain }.map { $0.0 }
    let cleaning = Cleaning(document, settling: sure)
    let lineage = document.lineage.followed(by: cleaning.lineage)
    var account = FindingAccount(of: document, lineage: lineage, siglum: "d")
    let causes = account.findings(for: cleaning.outcomes, rules: rules).causes
    let chosen = lineage.edits.indices.filter {
      causes[$0] != nil && lineage.edits[$0].rule != byteOrderMark
    }
    do {
      let edits = chosen.map { lineage.edits[$0] }
      let fixed = try Lineage<Received, Cleaned>(edits, over: document.received.count)
      return Fix(
        text: fixed.applied(to: document.received),
        count: Set(chosen.compactMap { causes[$0] }).count
      )
    } catch {
      preconditionFailure("Edits of a lineage are sorted and disjoint: \(error)")
    }
  }
}

private let byteOrderMark = ReaderEvent.byteOrderMark.rawValue
