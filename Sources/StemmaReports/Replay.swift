internal import Stemma
internal import StemmaText

/// One document of a report, held against the text it is about.
struct Replay {
  private let document: DocumentReport
  private let received: [UInt8]
  private let rules: Set<String>
  private var problems: [String] = []

  init(of document: DocumentReport, on received: [UInt8], rules: Set<String>) {
    self.document = document
    self.received = received
    self.rules = rules
  }

  mutating func problems(output: (String) throws(InputError) -> [UInt8]) -> [String] {
    problems = []
    checkEdits()
    if let lineage = try? document.lineage(), lineage.sourceCount == received.count {
      check(lineage, output: output)
    }
    checkFindings()
    checkMetadata()
    checkReferences()
    return problems
  }

  private mutating func say(_ problem: String) {
    problems.append("\(document.identifier): \(problem)")
  }

  /// Edits are sorted and disjoint, and what they replace stands there.
  private mutating func checkEdits() {
    var end = 0
    for edit in document.edits {
      let name = edit.identifier
      guard edit.span.lower >= end else {
        say("edit \(name) starts at \(edit.span.lower), before the edit ahead of it ends.")
        return
      }
      guard edit.span.upper <= received.count else {
        say("edit \(name) ends at \(edit.span.upper); the text has \(received.count) bytes.")
        return
      }
      if !received[edit.span.range].elementsEqual(edit.removed.utf8) {
        say("edit \(name) removes other text than stands at \(edit.span.range).")
      }
      if !isBoundary(edit.span.lower) || !isBoundary(edit.span.upper) {
        say("edit \(name) cuts a character in two.")
      }
      if !rules.contains(edit.rule) {
        say("edit \(name) names the rule \(edit.rule), which the report does not list.")
      }
      end = edit.span.upper
    }
  }

  private func isBoundary(_ offset: Int) -> Bool {
    offset >= received.count || received[offset] & 0xC0 != 0x80
  }

  private mutating func check(
    _ lineage: Lineage<Received, Cleaned>,
    output: (String) throws(InputError) -> [UInt8]
  ) {
    let cleaned = lineage.applied(to: received)
    if Content(of: cleaned) != document.output.content {
      say("the edits make another text than the cleaned one reported.")
    }
    if document.segments != DocumentReport.Segments(of: lineage) {
      say("the segments are not those that follow from the edits.")
    }
    guard let name = document.output.name else { return }
    do {
      if try output(name) != cleaned {
        say("the cleaned text in ‘\(visible(name))’ is not what the edits make.")
      }
    } catch .missing {
      // The cleaned text need not be kept.
    } catch {
      say("the cleaned text ‘\(visible(name))’ cannot be read: \(error).")
    }
  }

  private mutating func checkFindings() {
    for finding in document.findings {
      let name = finding.identifier
      if !rules.contains(finding.rule) {
        say("finding \(name) names the rule \(finding.rule), which the report does not list.")
      }
      guard finding.spans.allSatisfy({ $0.upper <= received.count }) else {
        say("finding \(name) has a place outside the text.")
        continue
      }
      let words = finding.spans.map { received[$0.range] }.joined(separator: " … ".utf8)
      if !words.elementsEqual(finding.exact.utf8) {
        say("the words of finding \(name) are not those at its place.")
      }
      let before = received[..<finding.spans[0].lower]
      let after = received[finding.spans[finding.spans.count - 1].upper...]
      if let prefix = finding.prefix, !before.suffix(prefix.utf8.count).elementsEqual(prefix.utf8) {
        say("the words before finding \(name) are not those in the text.")
      }
      if let suffix = finding.suffix, !after.starts(with: suffix.utf8) {
        say("the words after finding \(name) are not those in the text.")
      }
    }
  }

  private mutating func checkMetadata() {
    for field in document.metadata.fields {
      if let span = field.span, span.isEmpty || span.upper > received.count {
        say("the \(field.name.rawValue) has a place that is not in the text.")
      }
      if let rule = field.rule, !rules.contains(rule) {
        say("the \(field.name.rawValue) names the rule \(rule), which the report does not list.")
      }
    }
    for agency in document.metadata.agencies
    where agency.span.isEmpty || agency.span.upper > received.count {
      say("the agency \(agency.code) has a place that is not in the text.")
    }
  }

  private mutating func checkReferences() {
    var actions: [String: ReportedFinding.Action] = [:]
    for finding in document.findings
    where actions.updateValue(finding.action, forKey: finding.identifier) != nil {
      say("two findings are called \(finding.identifier).")
    }
    var names: Set<String> = []
    for edit in document.edits {
      if !names.insert(edit.identifier).inserted {
        say("two edits are called \(edit.identifier).")
      }
      guard let finding = edit.finding else { continue }
      switch actions[finding] {
      case nil: say("edit \(edit.identifier) names the finding \(finding), which is not here.")
      case .flagged:
        say("edit \(edit.identifier) names the finding \(finding), which led to no edit.")
      case .removed, .changed: break
      }
    }
  }
}
