public import StemmaText

/// What cleaning did about a finding.
public struct Outcome: Hashable, Sendable {
  /// What a rule saw.
  public let finding: Finding

  /// The edit that was applied for it, as far as cleaning widened it; `nil` where the finding
  /// stands, because there is no remedy or another edit took its place.
  public let edit: Edit<Extracted>?

  /// Whether the finding is told: a particular that is read where it may stand is no defect.
  public var isTold: Bool {
    finding.kind != .metadata || edit != nil || finding.lifted.isEmpty
  }

  /// Creates an outcome.
  public init(_ finding: Finding, applied edit: Edit<Extracted>? = nil) {
    self.finding = finding
    self.edit = edit
  }
}

/// What a rule saw, as a report has it.
public struct ReportedFinding: Hashable, Sendable {
  /// What was done about a finding.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    /// The text was taken out.
    case removed
    /// Other text stands in its place.
    case changed
    /// Nothing; an editor decides.
    case flagged
  }

  /// Siglum of the document, `.f` and a number from 1.
  public let identifier: String

  /// The rule.
  public let rule: String

  /// What it is about; `RuleKind.category`.
  public let category: String

  /// Type in MQM-Core 2.
  public let mqm: String?

  /// How much it hurts.
  public let severity: Severity

  /// The places, in the received text; never empty.
  public let spans: [Span<Received>]

  /// The words at the places, joined by “ … ”.
  public let exact: String

  /// Some words before the first place.
  public let prefix: String?

  /// Some words after the last place.
  public let suffix: String?

  /// What is wrong, in a sentence.
  public let message: String

  /// The text that would be right.
  public let suggestion: String?

  /// How sure it is.
  public let certainty: Certainty?

  /// What was done.
  public let action: Action

  /// Takes a finding as it was written down.
  package init(
    identifier: String,
    rule: String,
    category: String,
    mqm: String?,
    severity: Severity,
    spans: [Span<Received>],
    exact: String,
    prefix: String?,
    suffix: String?,
    message: String,
    suggestion: String?,
    certainty: Certainty?,
    action: Action
  ) {
    self.identifier = identifier
    self.rule = rule
    self.category = category
    self.mqm = mqm
    self.severity = severity
    self.spans = spans
    self.exact = exact
    self.prefix = prefix
    self.suffix = suffix
    self.message = message
    self.suggestion = suggestion
    self.certainty = certainty
    self.action = action
  }
}

/// Puts findings into terms of the received text, and edits down to the findings that led to them.
struct FindingAccount {
  private let document: Document
  private let lineage: Lineage<Received, Cleaned>
  private let siglum: String

  /// Where the search for the next edit of the reader goes on, by rule and place.
  private var next: [Place: Int] = [:]

  private struct Place: Hashable {
    let rule: String
    let offset: Int
  }

  init(of document: Document, lineage: Lineage<Received, Cleaned>, siglum: String) {
    self.document = document
    self.lineage = lineage
    self.siglum = siglum
  }

  /// The findings, and for each edit of the lineage that a finding led to the finding's number.
  mutating func findings(
    for outcomes: [Outcome],
    rules: RulesInForce
  ) -> (findings: [ReportedFinding], causes: [Int: Int]) {
    var causes: [Int: Int] = [:]
    var findings: [ReportedFinding] = []
    for outcome in outcomes where outcome.isTold {
      let number = findings.count + 1
      let made = readerEdit(for: outcome.finding)
      var inserted = outcome.edit?.inserted
      if let edit = outcome.edit {
        let origin = document.lineage.origin(of: edit.span)
        note(number, rule: edit.rule, at: origin, in: &causes)
      } else if let made {
        inserted = made.inserted
        note(number, rule: made.rule, at: made.span, in: &causes)
      }
      findings.append(
        reported(
          outcome.finding,
          identifier: "\(siglum).f\(number)",
          spans: made.map { [$0.span] } ?? places(of: outcome.finding),
          action: inserted.map { $0.isEmpty ? .removed : .changed } ?? .flagged,
          mqm: rules.mqm(of: outcome.finding.rule)
        )
      )
    }
    return (findings, causes)
  }

  /// The edit by which reading already dealt with a finding; each is given out once.
  private mutating func readerEdit(for finding: Finding) -> Edit<Received>? {
    guard finding.edit == nil else { return nil }
    let place = Place(rule: finding.rule, offset: finding.spans[0].lower)
    let range = document.lineage.edits(insertedAt: place.offset)
    var i = next[place] ?? range.lowerBound
    while i < range.upperBound, document.lineage.edits[i].rule != finding.rule { i += 1 }
    next[place] = i + 1
    return i < range.upperBound ? document.lineage.edits[i] : nil
  }

  /// Names a finding as the cause of the first edit of its rule at a place that has no cause yet.
  private func note(
    _ number: Int,
    rule: String,
    at place: Span<Received>,
    in causes: inout [Int: Int]
  ) {
    let around = lineage.edits(around: place)
    for i in around.indices
    where causes[i] == nil && around[i].rule == rule
      && (around[i].span == place || around[i].span.overlaps(place) || place.isEmpty)
    {
      causes[i] = number
      return
    }
  }

  private func places(of finding: Finding) -> [Span<Received>] {
    finding.spans.map { onScalars(document.lineage.origin(of: $0)) }
  }

  /// The span, widened to whole characters; rules match whole ones, so it seldom is.
  private func onScalars(_ span: Span<Received>) -> Span<Received> {
    let bytes = document.received
    var lower = span.lower
    var upper = span.upper
    while lower > 0, lower < bytes.count, bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    while upper < bytes.count, bytes[upper] & 0xC0 == 0x80 { upper += 1 }
    return Span(lower..<upper)
  }

  private func reported(
    _ finding: Finding,
    identifier: String,
    spans: [Span<Received>],
    action: ReportedFinding.Action,
    mqm: String?
  ) -> ReportedFinding {
    ReportedFinding(
      identifier: identifier,
      rule: finding.rule,
      category: finding.kind.category,
      mqm: mqm,
      severity: finding.severity,
      spans: spans,
      exact: spans.map { words($0.range) }.joined(separator: " … "),
      prefix: document.received.words(before: spans[0].lower),
      suffix: document.received.words(after: spans[spans.count - 1].upper),
      message: finding.message,
      suggestion: finding.suggestion,
      certainty: finding.certainty,
      action: action
    )
  }

  private func words(_ range: Range<Int>) -> String {
    String(decoding: document.received[range], as: UTF8.self)
  }
}

extension [UInt8] {
  /// What stands before an offset, in whole characters; see `context`.
  package func words(before offset: Int) -> String {
    var start = Swift.max(0, offset - context)
    while start < offset, self[start] & 0xC0 == 0x80 { start += 1 }
    return String(decoding: self[start..<offset], as: UTF8.self)
  }

  /// What stands behind an offset, in whole characters; see `context`.
  package func words(after offset: Int) -> String {
    var end = Swift.min(count, offset + context)
    while end > offset, end < count, self[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: self[offset..<end], as: UTF8.self)
  }
}

/// Bytes of context on either side of a finding.
///
/// Enough to find the place again in a text that was changed elsewhere, as a W3C
/// TextQuoteSelector does. A choice, not a measurement.
private let context = 24
