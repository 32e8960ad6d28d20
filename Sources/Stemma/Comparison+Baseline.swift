import StemmaCollation
import StemmaText

extension Comparison.Divergence {
  /// Siglum of the document in which it is told: the first whose wording is doubted, or else that
  /// has one.
  public var home: String? {
    suspects.first { suspect in members.contains { $0.document == suspect } }
      ?? members.first?.document
  }

  /// The words of the document in which it is told.
  public var ownWords: String {
    members.filter { $0.document == home }.map(\.exact).joined(separator: " … ")
  }

  /// The wordings that others have, each once, in order.
  fileprivate var otherWords: String {
    Set(members.filter { $0.document != home }.map(\.exact)).sorted().joined(separator: " | ")
  }
}

extension Comparison {
  /// What a baseline knows divergences by: the words of the document in which each is told, and the
  /// wordings of the others, whichever texts have them.
  ///
  /// - Parameters:
  ///   - divergences: The divergences, in their order.
  ///   - file: What the baseline calls a document, by its siglum; `nil` for one that has none.
  /// - Returns: An entry for each; `nil` where its document has no baseline.
  public static func baselineEntries(
    of divergences: [Divergence],
    in file: (String) -> String?
  ) -> [Baseline.Entry?] {
    var counts: [Baseline.Entry: Int] = [:]
    return divergences.map { divergence in
      guard let name = divergence.home.flatMap(file) else { return nil }
      func entry(_ ordinal: Int) -> Baseline.Entry {
        Baseline.Entry(
          file: name,
          rule: divergence.rule.rawValue,
          exact: divergence.ownWords,
          before: "",
          after: divergence.otherWords,
          ordinal: ordinal
        )
      }
      counts[entry(1), default: 0] += 1
      return entry(counts[entry(1), default: 1])
    }
  }

  /// The comparison with some of its divergences alone.
  ///
  /// - Parameter areTold: Whether each is one of them, in their order.
  /// - Returns: All else as it is.
  public func telling(_ areTold: [Bool]) -> Comparison {
    Comparison(
      stories: stories,
      utterances: utterances,
      divergences: zip(divergences, areTold).filter { $1 }.map { $0.0 },
      claims: claims,
      suggestions: suggestions,
      reuse: reuse,
      origins: origins,
      descents: descents,
      similarity: similarity
    )
  }
}
