public import Stemma
public import StemmaText

/// Replays a report on its inputs and says what does not hold.
///
/// What it proves: the inputs are the ones reported, the edits make the cleaned texts, every place
/// is where the report says, every rule is one in force, and the report is as it was written. What
/// it cannot see, a finding left out or a field changed by someone who computed the digest anew,
/// `differences(between:and:)` finds against a report made afresh.
public struct Verification {
  private let file: ReportFile
  private let rules: RulesInForce?
  private let decoding: ([UInt8], TextEncoding) -> [UInt8]?
  private let input: (DocumentReport.Input) throws(InputError) -> [UInt8]
  private let output: (String) throws(InputError) -> [UInt8]

  /// Prepares the replay of a report.
  ///
  /// - Parameters:
  ///   - file: The report.
  ///   - rules: The rules in force now; `nil` leaves them unchecked.
  ///   - decoding: Decodes an input that is not UTF-8 as the report says; `nil` where it cannot.
  ///   - input: The bytes of an input; `InputFolder` gives those of a file.
  ///   - output: The bytes of a written cleaned text by its name; one that is missing is no fault.
  public init(
    of file: ReportFile,
    rules: RulesInForce?,
    decoding: @escaping ([UInt8], TextEncoding) -> [UInt8]?,
    input: @escaping (DocumentReport.Input) throws(InputError) -> [UInt8],
    output: @escaping (String) throws(InputError) -> [UInt8]
  ) {
    self.file = file
    self.rules = rules
    self.decoding = decoding
    self.input = input
    self.output = output
  }

  /// What does not hold, in sentences, in the order of the report; empty where all does.
  public func problems() -> [String] {
    var problems = reportProblems()
    var texts: [String: [UInt8]] = [:]
    let listed = Set(file.report.tool.ruleset.rules.map(\.identifier))
    for (i, document) in file.report.documents.enumerated() {
      if texts[document.identifier] != nil {
        problems.append("Two documents are called \(document.identifier).")
      }
      let (received, trouble) = received(of: document)
      problems += trouble
      guard let received else { continue }
      texts[document.identifier] = received
      var replay = Replay(of: document, on: received, rules: listed)
      problems += replay.problems(output: output)
      problems += quoteProblems(
        file.json["documents"]?.elements?[i]["quotes"],
        document.identifier,
        received
      )
    }
    return problems + comparisonProblems(texts)
  }

  private func reportProblems() -> [String] {
    var problems: [String] = []
    if file.digest != file.statedDigest {
      problems.append(
        "The report was changed after it was written: its content has digest \(file.digest),"
          + " and integrity says \(file.statedDigest)."
      )
    }
    problems += summaryProblems()
    guard let rules else { return problems }
    let ruleset = file.report.tool.ruleset
    if !isSame(ruleset.version, rules.version) {
      problems.append(
        "The rules are version \(visible(rules.version)); the report was made with"
          + " \(visible(ruleset.version))."
      )
    }
    if ruleset.digest != rules.digest {
      problems.append("The rules in force are not those of the report: their digest differs.")
    }
    for rule in ruleset.rules where !isInForce(rule, among: rules) {
      problems.append(
        "The report lists rule \(rule.identifier), version \(visible(rule.version)), which is not"
          + " in force in that form."
      )
    }
    return problems
  }

  private func isInForce(_ rule: RuleRecord, among rules: RulesInForce) -> Bool {
    guard let own = rules.record(of: rule.identifier) else { return false }
    return isSame(own.version, rule.version) && own.kind == rule.kind
      && isSame(own.title ?? "", rule.title ?? "")
  }

  private func summaryProblems() -> [String] {
    let summary = file.report.summary
    let documents = file.json["documents"]?.elements ?? []
    let counts = [
      ("documents", summary.documents), ("bytesIn", summary.bytesIn),
      ("bytesOut", summary.bytesOut), ("edits", summary.edits), ("findings", summary.findings),
      ("issuePenalty", summary.score.penalty),
      ("quotes", documents.reduce(0) { $0 + ($1["quotes"]?.elements?.count ?? 0) }),
      ("divergences", file.json["comparison"]?["divergences"]?.elements?.count ?? 0),
    ]
    let scores = zip(file.report.documents, documents).flatMap { scoreProblems(of: $0, $1) }
    return scores
      + (counts + self.counts(summary.score)).compactMap { name, count in
        guard let stated = file.json["summary"]?[name]?.integer, stated != count else { return nil }
        return "The summary counts \(stated) for \(name); the report has \(count)."
      }
  }

  /// The numbers of a score that its findings and its words give.
  private func counts(_ score: IssueScore) -> [(String, Int)] {
    [("words", score.words), ("issueScore", score.perThousandWords)].compactMap { name, count in
      count.map { (name, $0) }
    }
  }

  /// What is wrong with the score of a document.
  private func scoreProblems(of document: DocumentReport, _ json: JSON) -> [String] {
    let score = document.score
    let numbers = [("penalty", score.penalty), ("perThousandWords", score.perThousandWords ?? 0)]
    return numbers.compactMap { name, count in
      guard let stated = json["score"]?[name]?.integer, stated != count else { return nil }
      return
        "\(document.identifier): The score has \(stated) for \(name); the findings give \(count)."
    }
  }

  /// The text that offsets refer to, and what is wrong with the input.
  private func received(of document: DocumentReport) -> ([UInt8]?, [String]) {
    let name = document.identifier
    let file = visible(document.input.arrival.name)
    let bytes: [UInt8]
    do {
      bytes = try input(document.input)
    } catch {
      return (nil, ["\(name): the input ‘\(file)’ cannot be read: \(error)."])
    }
    guard Content(of: bytes) == document.input.content else {
      return (
        nil,
        [
          "\(name): the input ‘\(file)’ is not the one reported: it has \(bytes.count) bytes and"
            + " another digest than \(document.input.content.digest);"
            + " --inputs names the folder of the inputs."
        ]
      )
    }
    guard let decoded = document.input.decoded else { return (bytes, []) }
    guard let text = decoding(bytes, document.input.encoding) else {
      return (
        nil,
        ["\(name): the input cannot be decoded as \(visible(document.input.encoding.used))."]
      )
    }
    guard Content(of: text) == decoded else {
      return (
        nil,
        [
          "\(name): decoded as \(visible(document.input.encoding.used)), the input gives another"
            + " text than the one reported."
        ]
      )
    }
    return (text, [])
  }
}

extension Verification {
  /// Places that quotes name; they have no types of ours yet.
  private func quoteProblems(
    _ quotes: JSON?,
    _ name: String,
    _ received: [UInt8]
  ) -> [String] {
    var problems: [String] = []
    for quote in quotes?.elements ?? [] {
      let identifier = visible(quote["id"]?.string ?? "a quote")
      let content = quote["content"]?.elements ?? []
      let spans = content.compactMap { range($0, in: received) }
      let words = spans.map { received[$0] }.joined(separator: " … ".utf8)
      if spans.count != content.count {
        problems.append("\(name): \(identifier) has a place outside the text.")
      } else if let exact = quote["exact"]?.string, !words.elementsEqual(exact.utf8) {
        problems.append("\(name): the words of \(identifier) are not those at its place.")
      }
      for part in ["source", "cue"] {
        guard let span = quote[part], span.elements != nil else { continue }
        if range(span, in: received)?.isEmpty ?? true {
          problems.append("\(name): the \(part) of \(identifier) is not a place in the text.")
        }
      }
    }
    return problems
  }

  /// Places that comparisons name in several documents.
  private func comparisonProblems(_ texts: [String: [UInt8]]) -> [String] {
    let quotes = (file.json["documents"]?.elements ?? []).flatMap { $0["quotes"]?.elements ?? [] }
    let known = Set(quotes.compactMap { $0["id"]?.string })
    var problems: [String] = []
    visit(file.json["comparison"] ?? .null) { member in
      guard let name = member["doc"]?.string, let span = member["span"] else { return }
      guard let text = texts[name] else {
        if !file.report.documents.contains(where: { isSame($0.identifier, name) }) {
          problems.append("The comparison names the document \(visible(name)), which is not here.")
        }
        return
      }
      let words = range(span, in: text).map { text[$0] } ?? []
      if !words.elementsEqual((member["exact"]?.string ?? "").utf8) {
        problems.append(
          "The comparison quotes words of \(visible(name)) that are not at the place."
        )
      }
      if let quote = member["quote"]?.string, !known.contains(quote) {
        problems.append("The comparison names the quote \(visible(quote)), which is not here.")
      }
    }
    return problems
  }

  private func visit(_ json: JSON, _ body: (JSON) -> Void) {
    switch json {
    case .object(let members):
      body(json)
      for member in members { visit(member.value, body) }
    case .array(let elements):
      for element in elements { visit(element, body) }
    case .null, .boolean, .integer, .number, .string: break
    }
  }

  private func range(_ json: JSON, in text: [UInt8]) -> Range<Int>? {
    guard let offsets = json.elements, offsets.count == 2, let lower = offsets[0].integer,
      let upper = offsets[1].integer, 0 <= lower, lower <= upper, upper <= text.count
    else { return nil }
    return lower..<upper
  }
}
