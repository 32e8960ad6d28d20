public import StemmaText

/// How one text depends on another, or on an agency, and on what evidence.
///
/// An edge of the stemma. That two texts share words says that one depends on the other, or both on
/// a third; which of these only days, credits and publishers tell, and where they don't, the edge
/// has no direction.
public struct Descent: Hashable, Sendable {
  /// Where a text may come from.
  public enum Origin: Hashable, Sendable {
    /// Another witness, by index.
    case witness(Int)

    /// An agency, by code.
    case agency(String)
  }

  /// What the later text made of the earlier.
  public enum Relation: String, Hashable, Sendable, CaseIterable {
    /// All of it, edited lightly at most.
    case copy

    /// All of one stands in the other, which has more.
    case excerpt

    /// Part of it, word for word.
    case adaptation

    /// It names the agency as its author or source.
    case credit

    /// It has an error that the other has, too.
    case sharedError = "shared-error"
  }

  /// Why that is thought.
  public enum Evidence: Hashable, Sendable {
    /// Runs of the same words: how many in all, how many of them in the longest run, and what share
    /// of each text that is, from 0 to 1000.
    case sharedText(words: Int, longest: Int, ofFirst: Int, ofSecond: Int)

    /// The same words, in both a mark of translation or doubted.
    case sharedError(Member, Member)

    /// It names this agency, which published the other where that is a text.
    case credit(agency: String)

    /// The days on which they were published.
    case days(String, String)
  }

  /// Where the text comes from; of an edge without direction, the witness that comes first.
  public let origin: Origin

  /// The witness that depends on it.
  public let witness: Int

  /// What became of it.
  public let relation: Relation

  /// Whether it is known which of the two depends on the other.
  public let isDirected: Bool

  /// How sure the dependence is.
  public let certainty: Certainty

  /// Why.
  public let evidence: [Evidence]
}

extension Descent {
  /// The same with its witnesses numbered as they are among all.
  func placed(at numbers: [Int]) -> Descent {
    func placed(_ member: Member) -> Member {
      Member(numbers[member.witness], member.span, quote: member.quote)
    }
    let origin: Origin =
      switch self.origin {
      case .witness(let witness): .witness(numbers[witness])
      case .agency: self.origin
      }
    return Descent(
      origin: origin,
      witness: numbers[witness],
      relation: relation,
      isDirected: isDirected,
      certainty: certainty,
      evidence: evidence.map { evidence in
        guard case .sharedError(let first, let second) = evidence else { return evidence }
        return .sharedError(placed(first), placed(second))
      }
    )
  }
}
