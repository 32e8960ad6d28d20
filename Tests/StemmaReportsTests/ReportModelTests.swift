import Stemma
import StemmaReports
import StemmaText
import Testing

/// `<p>a <b>&amp; b</b>` with a tag left inside its text, read as HTML would be.
@Suite struct `A report on marked-up text` {
  static let text = "<p>Zürich &amp;lt;b&gt; Subscribe now</p>"

  @Test func `links what the reader took out to the finding that says so`() throws {
    let report = try Self.report()
    let document = report.documents[0]
    #expect(
      document.edits.map { "\($0.rule) \($0.removed) \($0.finding ?? "-")" } == [
        "html-tag <p> -", "tag-remnant &amp;lt;b&gt; w1.f1", "subscribe-prompt Subscribe now w1.f2",
        "html-tag </p> -",
      ]
    )
    #expect(document.findings.map(\.exact) == ["&amp;lt;b&gt;", "Subscribe now"])
    #expect(document.findings.map(\.action) == [.removed, .removed])
    #expect(document.findings[1].prefix == "p>Zürich &amp;lt;b&gt; ")
  }

  @Test func `holds when verified`() throws {
    let report = try Self.report()
    let verification = Verification(
      of: try ReportFile(reading: report.json(), named: "r.json"),
      rules: Sample.rules,
      decoding: { _, _ in nil },
      input: { _ in Array(Self.text.utf8) },
      output: { _ in Array("Zürich  ".utf8) }
    )
    #expect(verification.problems() == [])
  }

  @Test func `lists a rule that is not in force as version 0`() throws {
    let document = Sample.document("x")
    let lineage = Sample.lineage([Edit(Span(0..<1), rule: "odd", .markup)], over: document)
    let report = Sample.report(on: [
      DocumentReport(
        on: document,
        identifier: "w",
        arrival: Arrival(Array("x".utf8), name: "x"),
        lineage: lineage,
        cleaned: [],
        outcomes: [],
        rules: Sample.rules
      )
    ])
    #expect(report.tool.ruleset.rules.map(\.version) == ["0"])
    #expect(report.tool.ruleset.rules.map(\.kind) == [.markup])
  }

  @Test(arguments: [(MediaType.text, ["Ann Lee", "Bo Ek"]), (.html, ["Someone"])])
  func `prefers what is surer, and of equals what a page states, or the text without a page`(
    kind: MediaType,
    names: [String]
  ) throws {
    let text = "By Ann Lee and Bo Ek\n"
    let document = Document(
      mediaType: kind,
      encoding: Sample.document(text).encoding,
      received: Array(text.utf8),
      lineage: Lineage(unchanged: text.utf8.count),
      blocks: [],
      particulars: [
        Particular(.title, value: "Meta", basis: .metaElement),
        Particular(.byline, value: "Someone", basis: .metaElement),
        Particular(.section, value: "World", basis: .jsonLD),
      ]
    )
    let outcome = try #require(
      Sample.outcome(
        "byline",
        .metadata,
        "By Ann Lee and Bo Ek",
        in: text,
        lifted: [
          Particular(.byline, value: "Ann Lee", span: Span(3..<10), basis: .text),
          Particular(.byline, value: "Bo Ek", span: Span(15..<20), basis: .text),
          Particular(.title, value: "Guess", basis: .text, certainty: .inferred),
        ]
      )
    )
    let report = DocumentReport(
      on: document,
      identifier: "w",
      arrival: Arrival(Array(text.utf8), name: "x"),
      lineage: Lineage(unchanged: text.utf8.count),
      cleaned: Array(text.utf8),
      outcomes: [outcome],
      rules: Sample.rules
    )
    #expect(report.metadata.field(.byline)?.value == .list(names))
    #expect(report.metadata.field(.byline)?.rule == (kind == .text ? "byline" : nil))
    #expect(report.metadata.field(.title)?.value == .text("Meta"))
    #expect(report.metadata.field(.section)?.value == .text("World"))
    #expect(report.metadata.field(.licence) == nil)
  }

  static func report() throws -> Report {
    let received = Array(text.utf8)
    let reading = try Lineage<Received, Extracted>(
      [
        Edit(Span(0..<3), rule: "html-tag", .markup),
        Edit(Span(11..<24), rule: "tag-remnant", .markup),
        Edit(Span(38..<42), rule: "html-tag", .markup),
      ],
      over: received.count
    )
    let document = Document(
      mediaType: .html,
      encoding: Sample.document("").encoding,
      received: received,
      lineage: reading,
      blocks: []
    )
    let prompt = Edit(Span<Extracted>(9..<22), rule: "subscribe-prompt", .boilerplate)
    let outcomes = [
      Outcome(
        Finding(
          rule: "tag-remnant",
          kind: .markup,
          severity: .minor,
          spans: [Span(8..<8)],
          message: "A tag."
        )
      ),
      Outcome(
        Finding(
          rule: "subscribe-prompt",
          kind: .boilerplate,
          severity: .neutral,
          spans: [Span(9..<22)],
          message: "A prompt.",
          edit: prompt
        ),
        applied: prompt
      ),
    ]
    let cleaning = try Lineage<Extracted, Cleaned>([prompt], over: document.text.count)
    let lineage = reading.followed(by: cleaning)
    return Sample.report(on: [
      DocumentReport(
        on: document,
        identifier: "w1",
        arrival: Arrival(received, name: "p.html", uri: "https://example.org/p"),
        lineage: lineage,
        cleaned: lineage.applied(to: received),
        outputName: "p.txt",
        outcomes: outcomes,
        rules: Sample.rules
      )
    ])
  }
}
