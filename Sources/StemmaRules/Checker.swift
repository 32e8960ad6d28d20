public import StemmaText

/// Finds what the rules in force see in a document.
///
/// Phrases and required literals are found in one pass over the text; a pattern is tried only
/// around its literals, a token rule only at its rarest word. A rule is prepared when it first has
/// a candidate, and stays so.
public struct Checker: Sendable {
  /// The rules and their severities.
  public let ruleset: Ruleset

  private let benches: BenchPool<CheckingBench>

  /// Creates a checker; prepares nothing yet.
  public init(_ ruleset: Ruleset) {
    self.ruleset = ruleset
    benches = BenchPool()
  }

  /// The findings in a document, by place, then by rule.
  ///
  /// Of more than `limit` the first ones are given, and a last one that says so; it stands where
  /// the first that is left out would.
  public func findings(
    in document: Document,
    _ segmentation: Segmentation,
    upTo limit: Int = .max
  ) -> [Finding] {
    var bench = benches.take() ?? CheckingBench(ruleset)
    defer { benches.put(bench) }
    return bench.findings(in: document, segmentation, upTo: limit)
  }

  /// The families of those signs, each with its number of values.
  public static var lineSignFamilies: [(name: String, count: Int)] {
    FurnitureSign.allCases.map { ($0.name, $0.count) }
  }

  /// The signs by which each line of a document is told from furniture, as weights name them.
  ///
  /// For fitting the weights anew; empty for a document that is not plain text.
  public func lineSigns(
    in document: Document,
    _ segmentation: Segmentation
  ) -> [(span: Span<Extracted>, signs: [String])] {
    var bench = benches.take() ?? CheckingBench(ruleset)
    defer { benches.put(bench) }
    return bench.lineSigns(in: document, segmentation)
  }
}
