internal import StemmaCollation
internal import StemmaText

extension RuleHandbook {
  /// The page on a rule that compares texts; `nil` where none has this identifier.
  public static func comparisonPage(on identifier: String) -> Page? {
    RuleHandbook(of: []).comparisonPages().first { $0.name == "\(identifier).md" }
  }

  /// The pages on the rules that compare texts, by identifier.
  func comparisonPages() -> [Page] {
    guides.map { guide in
      let parts = [
        "# \(guide.rule.rawValue)", prose(guide.summary), prose(guide.why), table(of: guide),
        examples(of: guide, where: \.isParting, under: "What it tells apart"),
        examples(of: guide, where: { !$0.isParting }, under: "What it leaves alone"),
      ]
      return Page(
        name: "\(guide.rule.rawValue).md",
        text: parts.compactMap(\.self).joined(separator: "\n\n") + "\n"
      )
    }
  }

  /// The part of the index on the rules that compare texts.
  func comparisonIndex() -> String {
    var text = "\n## comparison\n\n| Rule | Severity | Kind | |\n|---|---|---|---|\n"
    for guide in guides {
      let name = guide.rule.rawValue
      text += "| [\(name)](\(name).md) | \(guide.rule.severity.rawValue) |"
      text += " \(guide.kind) | \(cell(prose(guide.summary))) |\n"
    }
    return text
  }

  private var guides: [DivergenceGuide] {
    DivergenceGuide.all.sorted { $0.rule.rawValue < $1.rule.rawValue }
  }

  private func table(of guide: DivergenceGuide) -> String {
    let rows = [
      ("Compares", "two texts or more (`stemma collate`)"), ("Kind", guide.kind),
      ("Severity", guide.rule.severity.rawValue),
    ]
    return "| | |\n|---|---|\n" + rows.map { "| \($0.0) | \($0.1) |" }.joined(separator: "\n")
  }

  private func examples(
    of guide: DivergenceGuide,
    where isChosen: (DivergenceGuide.Example) -> Bool,
    under title: String
  ) -> String? {
    let examples = guide.examples.filter(isChosen)
    guard !examples.isEmpty else { return nil }
    return "## \(title)\n\n"
      + examples.map { fenced("\($0.first)\n\($0.second)") }.joined(separator: "\n\n")
  }
}
