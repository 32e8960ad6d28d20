import Stemma
import StemmaCollation
import StemmaPage
import StemmaRules
import StemmaText

/// Reports made by hand.
enum Sample {
  static let rules = RulesInForce(version: "2026.11.1", rules: [], compiled: [1, 2, 3])

  /// A text with what was found in it: words of the text, and how grave they are.
  struct Article {
    var text: String
    var name = "story/000.txt"
    var mediaType = MediaType.text
    var found: [(words: String, severity: Severity, message: String)] = []
    var cut: [String] = []
    var particulars: [Particular] = []

    /// The report on it, and the bytes its offsets refer to.
    func report(as siglum: String) -> DocumentReport {
      let bytes = Array(text.utf8)
      let document = Document(
        mediaType: mediaType,
        encoding: TextEncoding(
          declared: nil,
          used: "UTF-8",
          hasByteOrderMark: false,
          isVerbatim: true
        ),
        received: bytes,
        lineage: Lineage(unchanged: bytes.count),
        blocks: [Block(.paragraph, Span(0..<bytes.count))],
        particulars: particulars
      )
      var outcomes = cut.compactMap { words in
        place(of: words).map { span -> Outcome in
          let edit = Edit(span, inserted: "", rule: "subscribe-prompt", .boilerplate)
          return Outcome(
            Finding(
              rule: "subscribe-prompt",
              kind: .boilerplate,
              severity: .minor,
              spans: [span],
              message: "‘\(words)’ is not the article.",
              edit: edit
            ),
            applied: edit
          )
        }
      }
      outcomes += found.compactMap { item in
        place(of: item.words).map {
          Outcome(
            Finding(
              rule: "bare-verb-after-be",
              kind: .translation,
              severity: item.severity,
              spans: [$0],
              message: item.message,
              suggestion: "is observing"
            )
          )
        }
      }
      outcomes.sort { $0.finding.spans[0] < $1.finding.spans[0] }
      let lineage = document.lineage.followed(by: cleaning(outcomes.compactMap(\.edit), document))
      return DocumentReport(
        on: document,
        identifier: siglum,
        arrival: Arrival(bytes, name: name),
        lineage: lineage,
        cleaned: lineage.applied(to: bytes),
        outcomes: outcomes,
        rules: rules
      )
    }

    private func place(of words: String) -> Span<Extracted>? {
      let all = Array(text.utf8)
      let part = Array(words.utf8)
      guard part.count <= all.count else { return nil }
      return (0...(all.count - part.count)).first {
        all[$0..<$0 + part.count].elementsEqual(part)
      }.map { Span($0..<$0 + part.count) }
    }

    private func cleaning(
      _ edits: [Edit<Extracted>],
      _ document: Document
    ) -> Lineage<Extracted, Cleaned> {
      do {
        return try Lineage(edits, over: document.text.count)
      } catch {
        preconditionFailure("\(error)")
      }
    }
  }

  /// The page on some texts.
  static func page(_ articles: Article..., comparison: Comparison? = nil) -> String {
    page(articles, comparison: comparison)
  }

  /// The page on some texts.
  static func page(_ articles: [Article], comparison: Comparison? = nil) -> String {
    let report = report(articles, comparison: comparison)
    return String(
      decoding: report.html(of: articles.map { Array($0.text.utf8) }),
      as: UTF8.self
    )
  }

  /// The report on some texts.
  static func report(_ articles: [Article], comparison: Comparison? = nil) -> Report {
    Report(
      on: articles.enumerated().map { $1.report(as: "w\($0)") },
      under: rules,
      version: "0.1.0",
      options: [.init("drop-datelines", .boolean(false))],
      comparison: comparison
    )
  }

  /// An article with a prompt that is cut out and an artefact that stands.
  static let article = Article(
    text: "Subscribe now\n\nJapan is observe the result, he said.\n",
    found: [("is observe", .major, "‘is observe’: a participle is missing its ending.")],
    cut: ["Subscribe now\n\n"]
  )
}
