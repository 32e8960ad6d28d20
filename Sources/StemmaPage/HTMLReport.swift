public import Stemma
internal import StemmaReports
internal import StemmaText

/// A report as one HTML file for editors: what was found, where, and what to do about it.
///
/// The file asks nothing of anybody: style and script stand in it, and its Content Security Policy
/// (CSP Level 3) names their digests and nothing else. Without scripts all of it can be read.
/// Text from outside is escaped over scalars; see `Escaped`.
public struct HTMLReport {
  let report: Report
  let sheets: [Sheet]
  let names: [String: Sheet]

  /// Digest of the report's canonical form, as its JSON has it.
  let digest: Digest

  /// Bytes of a text that are shown beside the cleaned one.
  ///
  /// Of a longer one the page says what is missing. A choice: ten times a long article.
  static let longestText = 60_000

  /// Bytes of all texts that are shown.
  ///
  /// Behind them only findings are listed. A choice, so that a browser opens the page at once.
  static let allTexts = 4_000_000

  /// Takes a report.
  ///
  /// - Parameters:
  ///   - report: What is shown.
  ///   - received: For each document the text that its offsets refer to, where it is at hand; empty
  ///     where none is. Of a text that is not at hand the page lists findings only.
  public init(of report: Report, received: [[UInt8]?]) {
    precondition(
      received.isEmpty || received.count == report.documents.count,
      "There is a text for each document, or none at all."
    )
    self.report = report
    digest = report.contentDigest
    var left = Self.allTexts
    var sheets: [Sheet] = []
    for (i, document) in report.documents.enumerated() {
      let limit = min(Self.longestText, left)
      sheets.append(
        Sheet(of: document, received: received.isEmpty ? nil : received[i], limit: limit)
      )
      left -= min(limit, sheets[i].shown)
    }
    self.sheets = sheets
    names = Dictionary(
      sheets.map { ($0.document.identifier, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The page, in UTF-8.
  public func html() -> [UInt8] { Array(Templates.page(scope).utf8) }

  /// Everything that the page shows.
  var scope: Scope {
    [
      "policy": .attribute(Self.policy),
      "style": .text(Escaped(trusted: Templates.style)),
      "script": .text(Escaped(trusted: Templates.script)),
      "title": .attribute(title),
      "overview": .scope(overview),
      "comparison": comparison.map(Slot.scope),
      "findings": findings.map(Slot.scope),
      "texts": .list(texts),
      "textCount": .text(counted(sheets.count, "text")),
      "account": .scope(account),
    ]
  }

  /// What the page may do: apply its own style, run its own script, show no icon.
  static var policy: String {
    "default-src 'none'; style-src \(policyHash(of: Templates.style)); "
      + "script-src \(policyHash(of: Templates.script)); img-src data:; "
      + "base-uri 'none'; form-action 'none'"
  }

  private var title: String {
    let first = sheets.first.map { $0.title ?? $0.document.input.arrival.name } ?? ""
    return sheets.count == 1
      ? "\(first) — editorial report" : "\(sheets.count) texts — editorial report"
  }
}

extension Report {
  /// The report as a page; see `HTMLReport`.
  public func html(of received: [[UInt8]?]) -> [UInt8] {
    HTMLReport(of: self, received: received).html()
  }
}

/// A document with what the page says of it in several places.
struct Sheet {
  let document: DocumentReport

  /// The text that offsets refer to, where it is at hand.
  let received: [UInt8]?

  let sides: SideBySide?
  let removal: Removal?
  let places: [String]
  let verdict: Verdict

  init(of document: DocumentReport, received: [UInt8]?, limit: Int) {
    self.document = document
    self.received = received
    sides = received.flatMap {
      limit > 0 ? SideBySide(of: document, received: $0, limit: limit) : nil
    }
    removal = received.map { Removal(from: document, received: $0) }
    places = received.map { linePlaces(of: document.findings, in: $0) } ?? []
    verdict = Verdict(on: document.findings)
  }

  /// Bytes of the text that are shown.
  var shown: Int { sides?.shown ?? 0 }

  /// Whether the text came with markup, in which quoted words may hold tags.
  var isPage: Bool { document.input.mediaType != .text }

  /// Words of the received text, without tags.
  func words(_ exact: String) -> String { isPage ? withoutTags(exact) : exact }

  /// What the article is called, as far as known.
  var title: String? { text(.title) }

  /// Who published it; its own name where that is unknown.
  var source: String { text(.publisher) ?? document.input.arrival.name }

  /// The value of a fact.
  func text(_ field: Particular.Field) -> String? {
    switch document.metadata.field(field)?.value {
    case .text(let text): text.isEmpty ? nil : text
    case .list(let names): names.isEmpty ? nil : names.joined(separator: ", ")
    case .unknown, nil: nil
    }
  }

  /// How often each severity was found, the gravest first.
  var counts: [(severity: Severity, count: Int)] {
    Severity.allCases.reversed().map { severity in
      (severity, document.findings.count { $0.severity == severity })
    }
  }
}

/// Line and column of each finding's first place; scalars are counted once a line.
private func linePlaces(of findings: [ReportedFinding], in bytes: [UInt8]) -> [String] {
  let table = LineTable(bytes)
  var places = [String](repeating: "", count: findings.count)
  var last = (line: -1, offset: 0, column: 1)
  for i in findings.indices.sorted(by: { findings[$0].spans[0] < findings[$1].spans[0] }) {
    let offset = min(findings[i].spans[0].lower, bytes.count)
    let start = table.line(at: offset).lowerBound
    if start != last.line { last = (start, start, 1) }
    last.column += bytes[last.offset..<offset].count { $0 & 0xC0 != 0x80 }
    last.offset = offset
    places[i] = "\(table.position(of: start).line):\(last.column)"
  }
  return places
}
