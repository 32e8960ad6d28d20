extension Collation {
  /// Where witnesses come from: agencies by code, then those that name none.
  public static func origins(of witnesses: [Witness]) -> [Origin] {
    var byAgency: [String: [Int]] = [:]
    var unnamed: [Int] = []
    for (index, witness) in witnesses.enumerated() {
      if let code = witness.agencies.first {
        byAgency[code, default: []].append(index)
      } else {
        unnamed.append(index)
      }
    }
    let origins = byAgency.keys.sorted().map { code in
      Origin(agency: code, witnesses: byAgency[code, default: []])
    }
    return unnamed.isEmpty ? origins : origins + [Origin(agency: nil, witnesses: unnamed)]
  }

  /// The same with its witnesses numbered as they are among all.
  public func placed(at numbers: [Int]) -> Collation {
    Collation(
      stories: [],
      utterances: utterances.map { $0.placed(at: numbers) },
      divergences: divergences.map { $0.placed(at: numbers) },
      claims: claims.map { claim in
        Claim(
          members: claim.members.map { $0.placed(at: numbers) },
          speakers: claim.speakers,
          fewestOrigins: claim.fewestOrigins,
          mostOrigins: claim.mostOrigins
        )
      },
      suggestions: suggestions.map { suggestion in
        Suggestion(
          place: suggestion.place.placed(at: numbers),
          readings: suggestion.readings.map { $0.placed(at: numbers) }
        )
      },
      reuse: reuse.map {
        Reuse(
          first: $0.first.placed(at: numbers),
          second: $0.second.placed(at: numbers),
          words: $0.words,
          score: $0.score
        )
      },
      origins: [],
      descents: descents.map { $0.placed(at: numbers) },
      similarity: similarity
    )
  }
}

extension Member {
  fileprivate func placed(at numbers: [Int]) -> Member {
    Member(numbers[witness], span, quote: quote)
  }
}

extension Collation.Utterance {
  fileprivate func placed(at numbers: [Int]) -> Self {
    Self(
      speaker: speaker,
      members: members.map { $0.placed(at: numbers) },
      score: score,
      apparatus: apparatus.map { place in
        Apparatus.Place(
          relation: place.relation,
          readings: place.readings.map { $0.placed(at: numbers) }
        )
      }
    )
  }
}

extension Divergence {
  fileprivate func placed(at numbers: [Int]) -> Self {
    Self(
      kind: kind,
      rule: rule,
      severity: severity,
      members: members.map { $0.placed(at: numbers) },
      suspects: suspects.map { numbers[$0] },
      grounds: grounds,
      message: message
    )
  }
}
