internal import Stemma
internal import StemmaText

/// A finding with what forms say of it besides.
struct ToldFinding {
  /// One replacement in the received text.
  struct Replacement {
    let span: Span<Received>
    let inserted: String
  }

  let finding: ReportedFinding

  /// What would put it right in the file; empty where nothing would, or where the file is not the
  /// text: a page, an archive, a feed.
  let replacements: [Replacement]

  /// What the replacements do, in a sentence.
  var cure: String {
    finding.action == .removed ? "Take it out." : "Put what is right in its place."
  }
}

extension CheckedDocument {
  /// The findings with what would put them right.
  ///
  /// What cleaning does is a remedy, and so is a suggestion, which goes where
  /// `clean --apply-suggestions` puts it: in the first place of the finding.
  var told: [ToldFinding] {
    let isPlain = place.lines == .same && report.input.mediaType == .text
    let edits = isPlain ? editsByFinding() : [:]
    return findings.map { finding in
      var replacements = edits[finding.identifier] ?? []
      if isPlain, finding.action == .flagged, let suggestion = finding.suggestion {
        replacements = [ToldFinding.Replacement(span: finding.spans[0], inserted: suggestion)]
      }
      return ToldFinding(finding: finding, replacements: replacements)
    }
  }

  private func editsByFinding() -> [String: [ToldFinding.Replacement]] {
    let mended = Set(findings.filter { $0.action != .flagged }.map(\.identifier))
    var edits: [String: [ToldFinding.Replacement]] = [:]
    guard !mended.isEmpty else { return edits }
    for edit in report.edits {
      guard let finding = edit.finding, mended.contains(finding) else { continue }
      edits[finding, default: []].append(
        ToldFinding.Replacement(span: edit.span, inserted: edit.inserted)
      )
    }
    return edits
  }

  /// Where everything stands that findings point at or would replace.
  func places(of told: [ToldFinding], endsInLastLine: Bool = false) -> PlaceTable {
    let spans = told.flatMap { $0.finding.spans + $0.replacements.map(\.span) }
    let offsets = spans.flatMap { [$0.lower, $0.upper] }
    return PlaceTable(offsets, in: received, endsInLastLine: endsInLastLine)
  }
}
