import Stemma
import StemmaText
import Testing

@Suite struct `Cleaning a text` {
  @Test(arguments: [
    ("Intro.\n\n[Share]\n\nBody.", "Intro.\n\nBody."),
    ("[All news]\n\nTitle\n", "Title\n"),
    ("Body.\n\n\n[Leave a Reply]", "Body."),
    ("Body.\n\n[Leave a Reply]\n", "Body.\n"),
    ("Body.\n\n[One]\n[Two]\n\n[Three]\n", "Body.\n"),
    ("A.\r\n\r\n[Share]\r\n\r\nB.\r\n", "A.\r\n\r\nB.\r\n"),
    ("[One]\n[Two]\n", ""),
    ("A [word] stays on its line.\n", "A  stays on its line.\n"),
    ("A.\n  [Share]  \nB.", "A.\nB."),
  ])
  func `takes the line break of a line that is deleted whole`(marked: String, cleaned: String) {
    let (document, spans) = document(marked)
    let findings = spans.map { finding("share-bar", $0, delete: true) }
    #expect(result(of: document, settling: findings) == cleaned)
  }

  @Test func `lets the longer of two overlapping edits win and keeps the other's finding`() {
    let (document, spans) = document("Go to [our [newsletter] page] now.")
    let cleaning = Cleaning(
      document,
      settling: [
        finding("b-short", spans[1], delete: true), finding("a-long", spans[0], delete: true),
      ]
    )
    #expect(cleaning.outcomes.map { $0.edit == nil } == [true, false])
    #expect(cleaning.lineage.edits.map(\.rule) == ["a-long"])
  }

  @Test func `lets the severer of two equal edits win`() {
    let (document, spans) = document("Go to [our page] now.")
    let cleaning = Cleaning(
      document,
      settling: [
        finding("a", spans[0], delete: true),
        finding("b", spans[0], delete: true, severity: .major),
      ]
    )
    #expect(cleaning.lineage.edits.map(\.rule) == ["b"])
  }

  @Test func `keeps an insertion that stands where a deleted line ended`() {
    let (document, spans) = document("[Share]\n\nJapan is watching,” he said.")
    let insertion = Span<Extracted>(7..<7)
    let findings = [
      finding("share-bar", spans[0], delete: true),
      finding("unopened-quotation", insertion, inserting: "“"),
    ]
    #expect(result(of: document, settling: findings) == "“Japan is watching,” he said.")
  }

  @Test func `leaves suggestions and datelines alone unless the policy says otherwise`() {
    let (document, spans) = document("[PARIS (AFP) - ]He [is observe] it.")
    let findings = [
      Finding(
        rule: "dateline",
        kind: .metadata,
        severity: .neutral,
        spans: [spans[0]],
        message: "A dateline.",
        lifted: [Particular(.dateline, value: "PARIS (AFP) -", span: spans[0], basis: .text)]
      ),
      Finding(
        rule: "be-bare-verb",
        kind: .translation,
        severity: .major,
        spans: [spans[1]],
        message: "A bare verb.",
        suggestion: "is observing"
      ),
    ]
    #expect(result(of: document, settling: findings) == "PARIS (AFP) - He is observe it.")
    var policy = Cleaning.Policy()
    policy.appliesSuggestions = true
    policy.dropsDatelines = true
    let cleaning = Cleaning(document, settling: findings, by: policy)
    #expect(text(cleaning.lineage.applied(to: document.text)) == "He is observing it.")
  }

  @Test func `survives thousands of findings nested in one another`() {
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: 20_000)
    let findings = (0..<10_000).map { i in
      finding("r", Span(i..<(20_000 - i)), delete: true)
    }
    let document = document(of: text)
    #expect(Cleaning(document, settling: findings).lineage.edits.count == 1)
  }

  private func result(of document: Document, settling findings: [Finding]) -> String {
    text(Cleaning(document, settling: findings).lineage.applied(to: document.text))
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func finding(
    _ rule: String,
    _ span: Span<Extracted>,
    delete: Bool = false,
    inserting inserted: String = "",
    severity: Severity = .neutral
  ) -> Finding {
    Finding(
      rule: rule,
      kind: .boilerplate,
      severity: severity,
      spans: [span],
      message: "Found.",
      edit: Edit(span, inserted: inserted, rule: rule, .boilerplate)
    )
  }

  /// A document of the text without its brackets, and the spans that stood in them, by start.
  private func document(_ marked: String) -> (Document, [Span<Extracted>]) {
    var bytes: [UInt8] = []
    var open: [(Int, Int)] = []
    var spans: [Span<Extracted>?] = []
    for byte in marked.utf8 {
      if byte == UInt8(ascii: "[") {
        open.append((spans.count, bytes.count))
        spans.append(nil)
      } else if byte == UInt8(ascii: "]"), let (i, start) = open.popLast() {
        spans[i] = Span(start..<bytes.count)
      } else {
        bytes.append(byte)
      }
    }
    return (document(of: bytes), spans.compactMap { $0 })
  }

  private func document(of bytes: [UInt8]) -> Document {
    Document(
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
}
