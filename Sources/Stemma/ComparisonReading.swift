package import StemmaCollation
import StemmaText

/// What a comparison needs of a document once it is read: its words, and where they arrived.
public struct ComparedText: Sendable {
  /// Its siglum in the report.
  public let siglum: String

  /// The bytes that offsets in the report refer to.
  public let received: [UInt8]

  fileprivate let text: [UInt8]
  fileprivate let lineage: Lineage<Received, Extracted>

  /// Keeps what is needed of a document, and lets go of the rest.
  public init(_ examined: Examined, siglum: String) {
    self.siglum = siglum
    received = examined.document.received
    text = examined.document.text
    lineage = examined.document.lineage
  }
}

/// Says in the terms of a report what a collation found.
///
/// Documents are named by siglum, and words have their places in the received texts. The numbers of
/// elements count from 0.
package struct ComparisonReading: Sendable {
  private let texts: [ComparedText]

  package init(of texts: [ComparedText]) { self.texts = texts }

  private func member(_ member: StemmaCollation.Member) -> Comparison.Member {
    let text = texts[member.witness]
    let span = text.lineage.origin(of: member.span)
    return Comparison.Member(
      document: text.siglum,
      span: span,
      exact: String(decoding: text.received[span.range], as: UTF8.self),
      quote: member.quote
    )
  }

  private func siglum(_ witness: Int) -> String { texts[witness].siglum }

  package func story(_ story: StemmaCollation.Story, _ number: Int) -> Comparison.Story {
    Comparison.Story(
      identifier: "s\(number + 1)",
      documents: story.witnesses.map(siglum),
      relation: story.relation,
      score: story.score,
      past: story.past
    )
  }

  package func utterance(
    _ utterance: Collation.Utterance,
    _ number: Int
  ) -> Comparison.Utterance {
    Comparison.Utterance(
      identifier: "u\(number + 1)",
      speaker: utterance.speaker ?? "",
      members: utterance.members.map(member),
      score: utterance.score,
      apparatus: utterance.apparatus.map { place in
        Comparison.Place(
          relation: place.relation,
          readings: place.readings.map {
            Comparison.Place.Reading(
              documents: [siglum($0.witness)],
              text: String(decoding: texts[$0.witness].text[$0.span.range], as: UTF8.self)
            )
          }
        )
      }
    )
  }

  package func divergence(
    _ divergence: StemmaCollation.Divergence,
    _ number: Int
  ) -> Comparison.Divergence {
    Comparison.Divergence(
      identifier: "d\(number + 1)",
      kind: divergence.kind,
      rule: divergence.rule,
      severity: divergence.severity,
      members: divergence.members.map(member),
      suspects: divergence.suspects.map(siglum),
      grounds: divergence.grounds,
      message: divergence.message
    )
  }

  package func claim(_ claim: Collation.Claim, _ number: Int) -> Comparison.Claim {
    Comparison.Claim(
      identifier: "c\(number + 1)",
      members: claim.members.map(member),
      speakers: claim.speakers,
      documents: Set(claim.members.map(\.witness)).count,
      fewestOrigins: claim.fewestOrigins,
      mostOrigins: claim.mostOrigins
    )
  }

  package func suggestion(
    _ suggestion: Collation.Suggestion,
    _ number: Int
  ) -> Comparison.Suggestion {
    Comparison.Suggestion(
      identifier: "g\(number + 1)",
      place: member(suggestion.place),
      readings: suggestion.readings.map(member)
    )
  }

  package func reuse(_ reuse: Collation.Reuse) -> Comparison.Reuse {
    Comparison.Reuse(
      first: member(reuse.first),
      second: member(reuse.second),
      words: reuse.words,
      score: reuse.score
    )
  }

  package func origin(_ origin: Collation.Origin) -> Comparison.Origin {
    Comparison.Origin(agency: origin.agency, documents: origin.witnesses.map(siglum))
  }

  package func descent(
    _ descent: StemmaCollation.Descent,
    _ number: Int
  ) -> Comparison.Descent {
    let evidence = descent.evidence.map { evidence -> Comparison.Descent.Evidence in
      switch evidence {
      case .sharedText(let words, let longest, let first, let second):
        .sharedText(words: words, longest: longest, ofFirst: first, ofSecond: second)
      case .sharedError(let first, let second): .sharedError(member(first), member(second))
      case .credit(let agency): .credit(agency: agency)
      case .days(let first, let second): .days(first, second)
      }
    }
    return Comparison.Descent("e\(number + 1)", descent, siglum: siglum, evidence: evidence)
  }
}
