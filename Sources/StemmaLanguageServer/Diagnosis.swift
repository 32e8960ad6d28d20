public import Stemma
internal import StemmaText

/// What a check of an open document found, with the changes that would mend it.
public struct Diagnosis: Sendable {
  /// A change of the document's text.
  struct Change: Hashable, Sendable {
    /// The bytes to replace.
    let range: Range<Int>

    /// What to put in their place.
    let inserted: String
  }

  /// One finding, as an editor shows it.
  struct Trouble: Sendable {
    let rule: String
    let severity: Severity
    let message: String

    /// The places, in bytes of the document; never empty.
    let ranges: [Range<Int>]

    /// What mends it; empty where nothing does.
    let changes: [Change]

    /// What a baseline knows it by; `nil` where the document could not be read.
    let entry: Baseline.Entry?
  }

  /// What was found, by place.
  let troubles: [Trouble]

  /// All changes that cleaning makes by itself; sorted and disjoint.
  let sureChanges: [Change]

  /// Why nothing could be found out: told at the start of the document.
  public init(failure: String) {
    troubles = [
      Trouble(
        rule: "unreadable",
        severity: .major,
        message: failure,
        ranges: [0..<0],
        changes: [],
        entry: nil
      )
    ]
    sureChanges = []
  }

  /// Takes what an examination found.
  ///
  /// - Parameters:
  ///   - examined: The document after examination; its bytes are those of the editor.
  ///   - rules: The rules in force.
  ///   - isTold: For each finding of the report whether it is told; one that is known is not.
  ///   - entries: What a baseline knows each of them by.
  public init(
    of examined: Examined,
    under rules: RulesInForce,
    telling isTold: [Bool],
    knownAs entries: [Baseline.Entry]
  ) {
    let report = examined.report(as: "d", under: rules)
    let isPage = examined.document.mediaType != .text
    let changes =
      isPage ? pageChanges(of: examined) : textChanges(of: report)
    var troubles: [Trouble] = []
    var hidden: Set<Change> = []
    for (i, finding) in report.findings.enumerated() {
      if isTold.indices.contains(i), !isTold[i] {
        hidden.formUnion(changes.byFinding[i] ?? [])
        continue
      }
      let first = finding.spans[0]
      let own = changes.byFinding[i] ?? []
      let suggested = finding.suggestion.map { [Change(range: first.range, inserted: $0)] }
      troubles.append(
        Trouble(
          rule: finding.rule,
          severity: finding.severity,
          message: finding.message,
          ranges: finding.spans.map(\.range),
          changes: own.isEmpty && !isPage ? suggested ?? [] : own,
          entry: entries.indices.contains(i) ? entries[i] : nil
        )
      )
    }
    self.troubles = troubles
    // What somebody has looked at and left is not changed behind their back.
    sureChanges = changes.sure.filter { !hidden.contains($0) }
  }

  /// The changes of a document, and which of them belong to which finding.
  fileprivate struct Changes {
    var sure: [Change] = []
    var byFinding: [Int: [Change]] = [:]
  }
}

/// The changes that make plain text what `stemma clean` writes.
private func textChanges(of report: DocumentReport) -> Diagnosis.Changes {
  var numbers: [String: Int] = [:]
  for (i, finding) in report.findings.enumerated() { numbers[finding.identifier] = i }
  var changes = Diagnosis.Changes()
  for edit in report.edits {
    let change = Diagnosis.Change(range: edit.span.range, inserted: edit.inserted)
    changes.sure.append(change)
    if let finding = edit.finding.flatMap({ numbers[$0] }) {
      changes.byFinding[finding, default: []].append(change)
    }
  }
  return changes
}

/// The changes of a page that leave its markup as it is.
///
/// Cleaning makes text of a page, which nobody wants of the page they write. What is changed here
/// stands in the page as rules read it, without a tag or reference in it; what belongs to the page
/// around the article stays, since the markup around it would be left empty.
private func pageChanges(of examined: Examined) -> Diagnosis.Changes {
  let document = examined.document
  var changes = Diagnosis.Changes()
  for (i, outcome) in examined.cleaning.outcomes.filter(\.isTold).enumerated() {
    let finding = outcome.finding
    let isSure = outcome.edit != nil
    guard
      let edit = outcome.edit.map({ ($0.span, $0.inserted, $0.editClass) })
        ?? finding.suggestion.map({ (finding.spans[0], $0, .translation) }),
      edit.2 == .typography || edit.2 == .translation || edit.2 == .encoding
    else { continue }
    let origin = document.lineage.origin(of: edit.0)
    let written = document.received[origin.range]
    guard written.elementsEqual(document.text[edit.0.range]),
      !written.contains(UInt8(ascii: "<")), !written.contains(UInt8(ascii: "&"))
    else { continue }
    let change = Diagnosis.Change(range: origin.range, inserted: escaped(edit.1))
    changes.byFinding[i] = [change]
    let end = changes.sure.last?.range.upperBound ?? 0
    if isSure, change.range.lowerBound >= end { changes.sure.append(change) }
  }
  return changes
}

/// Text as it is written between the tags of a page.
private func escaped(_ text: String) -> String {
  var result: [UInt8] = []
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "&"): result += Array("&amp;".utf8)
    case UInt8(ascii: "<"): result += Array("&lt;".utf8)
    case UInt8(ascii: ">"): result += Array("&gt;".utf8)
    default: result.append(byte)
    }
  }
  return String(decoding: result, as: UTF8.self)
}
