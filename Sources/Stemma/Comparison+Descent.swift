public import StemmaCollation
public import StemmaText

extension Comparison {
  /// How one document depends on another, or on an agency.
  public struct Descent: Hashable, Sendable {
    /// Why that is thought.
    public enum Evidence: Hashable, Sendable {
      /// The same words: how many, how many of them in a row, and what share of each document that
      /// is, from 0 to 1000.
      case sharedText(words: Int, longest: Int, ofFirst: Int, ofSecond: Int)

      /// An error that both have.
      case sharedError(Member, Member)

      /// An agency that it names, and that published the other where that is a document.
      case credit(agency: String)

      /// The days on which they were published, as YYYY-MM-DD.
      case days(String, String)
    }

    /// Identifier in the report.
    public let identifier: String

    /// Siglum of the document it comes from; `nil` for an agency.
    public let document: String?

    /// Code of the agency it comes from; `nil` for a document.
    public let agency: String?

    /// Siglum of the document that depends on it.
    public let dependent: String

    /// What became of it.
    public let relation: StemmaCollation.Descent.Relation

    /// Whether it is known which of the two depends on the other.
    public let isDirected: Bool

    /// How sure the dependence is.
    public let certainty: Certainty

    /// Why.
    public let evidence: [Evidence]
  }
}

extension Comparison.Descent {
  /// The edge from its other end; only where it has no direction does it say the same.
  package var reversed: Self { Self(reversing: self) }

  private init(reversing descent: Self) {
    identifier = descent.identifier
    document = descent.dependent
    agency = nil
    dependent = descent.document ?? ""
    relation = descent.relation
    isDirected = descent.isDirected
    certainty = descent.certainty
    evidence = descent.evidence
  }

  init(
    _ identifier: String,
    _ descent: StemmaCollation.Descent,
    siglum: (Int) -> String,
    evidence: [Evidence]
  ) {
    self.identifier = identifier
    switch descent.origin {
    case .witness(let witness):
      document = siglum(witness)
      agency = nil
    case .agency(let code):
      document = nil
      agency = code
    }
    dependent = siglum(descent.witness)
    relation = descent.relation
    isDirected = descent.isDirected
    certainty = descent.certainty
    self.evidence = evidence
  }
}
