internal import Stemma
internal import StemmaText

extension HTMLReport {
  /// The table of findings, the gravest first; `nil` where there are none.
  var findings: Scope? {
    var groups: [Scope] = []
    for severity in Severity.allCases.reversed() {
      let rows = sheets.flatMap { sheet in
        sheet.document.findings.indices.filter {
          sheet.document.findings[$0].severity == severity
        }.map { row(of: $0, on: sheet) }
      }
      if rows.isEmpty { continue }
      groups.append([
        "severity": .attribute(severity.rawValue),
        "heading": .text(Self.meaning(of: severity)),
        "total": .count(rows.count),
        "isOpen": .flag(severity >= .minor || rows.count <= Self.mostRemarks),
        "rows": .list(rows),
      ])
    }
    guard !groups.isEmpty else { return nil }
    let all = report.documents.flatMap(\.findings)
    return [
      "groups": .list(groups),
      "severities": .list(
        Severity.allCases.reversed().map { ["name": .attribute($0.rawValue)] }
      ),
      "categories": .list(Set(all.map(\.category)).sorted().map { ["name": .attribute($0)] }),
      "several": .flag(sheets.count > 1),
      "texts": .list(sheets.map(Self.choice)),
      "total": .count(all.count),
    ]
  }

  /// Neutral findings that are shown unfolded; a choice, some screens.
  private static let mostRemarks = 100

  private static func choice(of sheet: Sheet) -> Scope {
    let identifier = sheet.document.identifier
    return [
      "name": .attribute(identifier),
      "label": .attribute("\(identifier) · \(shortened(sheet.title ?? sheet.source, to: 50))"),
    ]
  }

  /// What a severity says (MQM).
  private static func meaning(of severity: Severity) -> String {
    switch severity {
    case .critical: "says what the source does not"
    case .major: "misleads, or stops the reader"
    case .minor: "seen, and read over"
    case .neutral: "worth knowing"
    }
  }

  private func row(of index: Int, on sheet: Sheet) -> Scope {
    let finding = sheet.document.findings[index]
    let exact = Self.quoted(finding, on: sheet)
    let words = Self.start(of: exact, isTakenOut: finding.action == .removed)
    let isShown = sheet.sides.map { !$0.unlabelled.contains(finding.identifier) } ?? false
    let remedy = Self.remedy(of: finding)
    return [
      "identifier": .attribute(finding.identifier),
      "severity": .attribute(finding.severity.rawValue),
      "category": .attribute(finding.category),
      "text": .attribute(sheet.document.identifier),
      "action": .attribute(finding.action.rawValue),
      "rule": .text(finding.rule),
      "message": .text(shortened(finding.message, to: 400)),
      "prefix": .text(Self.context(before: finding)),
      "words": .text(Escaped(utf8: words)),
      "more": words.count < exact.count ? .count(exact.count - words.count) : nil,
      "suffix": .text(Self.context(behind: finding)),
      "suggestion": remedy.suggestion.map { .text($0) },
      "remedy": .text(remedy.sentence),
      "place": sheet.places.isEmpty ? nil : .text(sheet.places[index]),
      "isShown": .flag(isShown),
      "certainty": finding.certainty.flatMap { $0 == .certain ? nil : .text($0.rawValue) },
      "elsewhere": finding.spans.count > 1
        ? .text(counted(finding.spans.count - 1, "more place")) : nil,
    ]
  }

  private static func remedy(
    of finding: ReportedFinding
  ) -> (sentence: String, suggestion: String?) {
    let suggestion = finding.suggestion.flatMap { $0.isEmpty ? nil : shortened($0, to: 300) }
    switch finding.action {
    case .removed: return ("Cleaning takes it out.", nil)
    case .changed: return ("Cleaning puts it right.", suggestion)
    case .flagged: return (suggestion == nil ? "For an editor." : "For an editor:", suggestion)
    }
  }

  /// The whole words before a finding, on its line; none for what is taken out anyway.
  private static func context(before finding: ReportedFinding) -> String {
    guard finding.action != .removed else { return "" }
    let bytes = Array((finding.prefix ?? "").utf8)
    if let end = bytes.lastIndex(of: 0x0A) {
      return String(decoding: bytes[(end + 1)...], as: UTF8.self)
    }
    guard finding.spans[0].lower > bytes.count else { return finding.prefix ?? "" }
    let space = bytes.firstIndex(of: 0x20) ?? 0
    return "…" + String(decoding: bytes[space...], as: UTF8.self)
  }

  /// The whole words behind a finding, on its line; none for what is taken out anyway.
  private static func context(behind finding: ReportedFinding) -> String {
    guard finding.action != .removed else { return "" }
    let bytes = Array((finding.suffix ?? "").utf8)
    if let end = bytes.firstIndex(of: 0x0A) {
      return String(decoding: bytes[..<end], as: UTF8.self)
    }
    guard bytes.count > 20, let space = bytes.lastIndex(of: 0x20) else {
      return finding.suffix ?? ""
    }
    return String(decoding: bytes[..<space], as: UTF8.self) + " …"
  }

  /// The words of a finding; of the furniture of a page, those that a reader would have seen.
  private static func quoted(_ finding: ReportedFinding, on sheet: Sheet) -> [UInt8] {
    let exact = Array(finding.exact.utf8)
    guard sheet.isPage, finding.category == RuleKind.boilerplate.category else { return exact }
    var text = withoutTags(exact, space: [0x20])
    while text.last == 0x20 { text.removeLast() }
    return text.isEmpty ? exact : text
  }

  /// Bytes of a quoted text in the table of findings; the whole of it stands in the text.
  private static let longestQuote = 240

  private static func start(of bytes: [UInt8], isTakenOut: Bool) -> [UInt8] {
    var end = isTakenOut ? longestQuote / 2 : longestQuote
    guard bytes.count > end else { return bytes }
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return Array(bytes[..<end])
  }
}
