import Stemma
import StemmaText

@testable import StemmaRules

/// Documents and rules made by hand.
enum Sample {
  static let rules = RulesInForce(
    version: "2026.11.1",
    rules: [
      rule("subscribe-prompt", .boilerplate, summary: "A prompt to subscribe."),
      rule("dateline", .metadata, summary: "A dateline.", mqm: "style/organizational-style"),
      rule("be-bare-infinitive", .translation, summary: "“is” and a bare infinitive."),
      rule("unopened-quotation", .typography, summary: "A quotation closes that never opened."),
      rule("html-tag", .markup, summary: "A tag."),
      rule("tag-remnant", .markup, summary: "A tag in the text."),
    ].map(RuleHeading.init(of:)),
    compiled: [1, 2, 3]
  )

  static func rule(
    _ identifier: String,
    _ kind: RuleKind,
    summary: String,
    mqm: String = "design-and-markup"
  ) -> Rule {
    Rule(
      identifier: identifier,
      pack: "samples",
      file: "samples/\(identifier).yml",
      version: 1,
      summary: summary,
      why: "Why \(identifier).",
      kind: kind,
      mqm: mqm,
      its: "other",
      severity: .minor,
      certainty: .certain,
      languages: [],
      place: Place(blocks: [], zones: [], extent: nil, words: nil),
      matcher: .phrases(["Subscribe <now>"]),
      exceptions: [],
      remedy: .deleteLine,
      lifts: nil,
      role: nil,
      suggestion: nil,
      message: "‘{match}’ is not the article.",
      examples: [
        Example(
          expectation: .flags,
          text: "⟦Subscribe `now`⟧",
          cleaned: "",
          suggests: nil,
          bytes: nil,
          file: "r.yml",
          line: 9
        ),
        Example(
          expectation: .allows,
          text: "He will subscribe now.",
          cleaned: nil,
          suggests: nil,
          bytes: nil,
          file: "r.yml",
          line: 12
        ),
      ],
      tags: ["button"],
      url: nil,
      formerly: [],
      evidence: Evidence(
        version: 1,
        samples: 40,
        right: 39,
        nativeFindings: 1,
        nativeWords: 80_000
      ),
      isDefault: true,
      isHabit: false
    )
  }

  /// A text with a button, a dateline, an artefact and a quotation that never opened.
  static let text = """
    Subscribe now

    TOKYO, June 20. /TASS/. Japan is observe the result,” he said.

    """

  static func report(
    text: String = text,
    name: String = "seeds/000_sample.txt"
  ) -> (report: Report, bytes: [UInt8]) {
    let bytes = Array(text.utf8)
    let document = document(text)
    let parts = [
      outcome(
        "subscribe-prompt",
        .boilerplate,
        "Subscribe now",
        in: text,
        edit: ("Subscribe now\n\n", "")
      ),
      outcome(
        "dateline",
        .metadata,
        "TOKYO, June 20. /TASS/.",
        in: text,
        lifted: [
          Particular(
            .dateline,
            value: "TOKYO, June 20. /TASS/.",
            span: span("TOKYO, June 20. /TASS/.", in: text),
            basis: .text
          ),
          Particular(.place, value: "TOKYO", basis: .text),
          Particular(.date, value: "--06-20", raw: "June 20", basis: .text),
          Particular(.agency, value: "TASS", span: span("TASS", in: text), basis: .text),
        ]
      ),
      outcome(
        "be-bare-infinitive",
        .translation,
        "is observe",
        in: text,
        suggestion: "is observing"
      ),
      outcome("unopened-quotation", .typography, "”", in: text, edit: ("Japan", "“Japan")),
    ].compactMap(\.self)
    let lineage = lineage(parts.compactMap(\.edit), over: document)
    let documentReport = DocumentReport(
      on: document,
      identifier: "w000",
      arrival: Arrival(bytes, name: name),
      lineage: lineage,
      cleaned: lineage.applied(to: bytes),
      outputName: "000.clean.txt",
      outcomes: parts,
      rules: rules
    )
    return (report(on: [documentReport]), bytes)
  }

  static func report(on documents: [DocumentReport]) -> Report {
    Report(
      on: documents,
      under: rules,
      version: "0.1.0",
      build: [Report.Component("libxml2", version: "2.9.14")],
      options: [.init("keep-dateline", .boolean(true)), .init("apply", .text("none"))]
    )
  }

  static func document(_ text: String) -> Document {
    let bytes = Array(text.utf8)
    return Document(
      mediaType: .text,
      encoding: TextEncoding(
        declared: nil,
        used: "UTF-8",
        hasByteOrderMark: false,
        isVerbatim: true
      ),
      received: bytes,
      lineage: Lineage(unchanged: bytes.count),
      blocks: [Block(.paragraph, Span(0..<bytes.count))]
    )
  }

  static func span(_ words: String, in text: String) -> Span<Extracted>? {
    let all = Array(text.utf8)
    let part = Array(words.utf8)
    guard part.count <= all.count else { return nil }
    let start = (0...(all.count - part.count)).first {
      all[$0..<$0 + part.count].elementsEqual(part)
    }
    return start.map { Span($0..<$0 + part.count) }
  }

  static func lineage(
    _ edits: [Edit<Extracted>],
    over document: Document
  )
    -> Lineage<Received, Cleaned>
  {
    do {
      let cleaning = try Lineage<Extracted, Cleaned>(
        edits.sorted { $0.span.lower < $1.span.lower },
        over: document.text.count
      )
      return document.lineage.followed(by: cleaning)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  static func outcome(
    _ rule: String,
    _ kind: RuleKind,
    _ words: String,
    in text: String,
    suggestion: String? = nil,
    edit: (String, String)? = nil,
    lifted: [Particular] = []
  ) -> Outcome? {
    guard let span = span(words, in: text) else { return nil }
    let change = edit.flatMap { old, new in
      Sample.span(old, in: text).map { Edit($0, inserted: new, rule: rule, kind.editClass) }
    }
    return Outcome(
      Finding(
        rule: rule,
        kind: kind,
        severity: kind == .translation ? .major : .minor,
        spans: [span],
        message: "‘\(words)’ is not right.",
        suggestion: suggestion,
        edit: change,
        lifted: lifted
      ),
      applied: change
    )
  }
}
