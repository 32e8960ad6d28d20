public import StemmaRules
internal import StemmaText

/// The handbook: a Markdown page for each rule, and an index.
public struct RuleHandbook: Sendable {
  private let rules: [Rule]
  private let comparesTexts: Bool

  /// Takes the rules, of any order.
  ///
  /// - Parameters:
  ///   - rules: The rules that check one text.
  ///   - comparesTexts: Whether the rules that compare texts have pages too.
  public init(of rules: [Rule], comparingTexts comparesTexts: Bool = false) {
    self.comparesTexts = comparesTexts
    self.rules = rules.sorted { $0.identifier < $1.identifier }
  }

  /// A file of the handbook.
  public struct Page: Hashable, Sendable {
    /// Its name: `README.md` for the index, else the rule's identifier and `.md`.
    public let name: String

    /// Its Markdown (CommonMark 0.31), with a line break at the end.
    public let text: String
  }

  /// All pages, the index first.
  public func pages() -> [Page] {
    let index = index() + (comparesTexts ? comparisonIndex() + settingsIndex() : "")
    return [Page(name: "README.md", text: index)] + rules.map { page(on: $0) }
      + (comparesTexts ? comparisonPages() : [])
      + (comparesTexts ? [Self.settingsPage(on: UnusedIgnore.rule)].compactMap(\.self) : [])
  }

  /// The page on one rule.
  public func page(on rule: Rule) -> Page {
    let parts = [
      "# \(rule.identifier)", prose(rule.summary), prose(rule.why), table(of: rule),
      "## What it says\n\n\(prose(rule.message))", suggestion(of: rule),
      examples(.flags, of: rule, under: "What it flags"),
      examples(.allows, of: rule, under: "What it leaves alone"),
    ]
    return Page(
      name: "\(rule.identifier).md",
      text: parts.compactMap(\.self).joined(separator: "\n\n") + "\n"
    )
  }

  private func index() -> String {
    var text = "# Rules\n\n\(rules.count) rules, by what they are about.\n"
    for kind in RuleKind.allCases {
      let members = rules.filter { $0.kind == kind }
      if members.isEmpty { continue }
      text += "\n## \(kind.rawValue)\n\n| Rule | Severity | Remedy | |\n|---|---|---|---|\n"
      for rule in members {
        text += "| [\(rule.identifier)](\(rule.identifier).md) | \(rule.severity.rawValue) |"
        text += " \(cell(remedy(of: rule))) | \(cell(prose(rule.summary))) |\n"
      }
    }
    return text
  }

  private func table(of rule: Rule) -> String {
    var rows = [
      ("Kind", rule.kind.rawValue), ("Severity", rule.severity.rawValue),
      ("Certainty", rule.certainty.rawValue), ("Remedy", remedy(of: rule)),
      ("Languages", rule.languages.isEmpty ? "all" : rule.languages.joined(separator: ", ")),
      ("Where", place(of: rule.place)), ("Looks for", subject(of: rule.matcher)),
      ("MQM", rule.mqm), ("ITS 2.0", rule.its), ("Version", String(rule.version)),
    ]
    if rule.isHabit { rows.append(("Told", "once a document")) }
    if !rule.isDefault { rows.append(("On", "only when asked for")) }
    if let lifts = rule.lifts { rows.append(("Reads", lifts.rawValue)) }
    if let evidence = rule.evidence {
      rows.append(("Measured", measured(evidence)))
    }
    if !rule.formerly.isEmpty { rows.append(("Formerly", rule.formerly.joined(separator: ", "))) }
    if !rule.tags.isEmpty { rows.append(("Tags", prose(rule.tags.joined(separator: ", ")))) }
    if let url = rule.url { rows.append(("More", prose(url))) }
    return "| | |\n|---|---|\n"
      + rows.map { "| \($0.0) | \(cell($0.1)) |" }.joined(separator: "\n")
  }

  private func measured(_ evidence: Evidence) -> String {
    var parts: [String] = []
    if evidence.samples > 0 {
      parts.append(
        "\(evidence.right) of \(evidence.samples) findings read are right:"
          + " at least \(thousandths(evidence.bound)) at 95 %"
      )
    }
    if let rate = evidence.nativePerMillion {
      parts.append(
        "\(thousandths(rate)) findings per 1,000 words of news that people wrote"
          + " (\(evidence.nativeFindings) in \(evidence.nativeWords) words)"
      )
    }
    parts.append("version \(evidence.version)")
    return parts.joined(separator: "; ")
  }

  /// A number of thousandths as a decimal: 53 as “0.053”.
  private func thousandths(_ number: Int) -> String {
    let places = String(number % 1000)
    return "\(number / 1000)." + String(repeating: "0", count: 3 - places.count) + places
  }

  private func remedy(of rule: Rule) -> String {
    switch rule.remedy {
    case .none: "none"
    case .delete: "delete"
    case .deleteLine: "delete the line"
    case .replace(let text): "replace by \(code(text))"
    }
  }

  private func place(of place: Place) -> String {
    var parts: [String] = []
    if !place.blocks.isEmpty { parts.append(place.blocks.map(\.rawValue).joined(separator: ", ")) }
    if !place.zones.isEmpty { parts.append(place.zones.map(\.rawValue).joined(separator: ", ")) }
    if let extent = place.extent { parts.append("fills a \(extent.rawValue)") }
    if let words = place.words {
      parts.append("line of \(words.lowerBound) to \(words.upperBound) words")
    }
    return parts.isEmpty ? "anywhere" : parts.joined(separator: "; ")
  }

  private func subject(of matcher: Matcher) -> String {
    switch matcher {
    case .phrases(let phrases):
      phrases.count == 1 ? "a phrase, \(code(phrases[0]))" : "one of \(phrases.count) phrases"
    case .pattern(let pattern): "the pattern \(code(pattern))"
    case .tokens(let tokens): "the words \(code(tokens))"
    case .repetition: "words said again"
    case .document(let check): "the whole document: \(check.rawValue)"
    case .reader(let event): "what reading meets: \(event.rawValue)"
    }
  }

  private func suggestion(of rule: Rule) -> String? {
    rule.suggestion.map { "It suggests: \(code($0))" }
  }

  private func examples(
    _ expectation: Example.Expectation,
    of rule: Rule,
    under title: String
  ) -> String? {
    let examples = rule.examples.filter { $0.expectation == expectation }
    guard !examples.isEmpty else { return nil }
    let blocks = examples.map { example in
      var text = fenced(example.text)
      if let cleaned = example.cleaned { text += "\n\nCleaned:\n\n" + fenced(cleaned) }
      if let suggests = example.suggests { text += "\n\nSuggested: \(code(suggests))" }
      return text
    }
    return "## \(title)\n\n" + blocks.joined(separator: "\n\n")
  }
}

/// Text in which no character means markup to CommonMark; over bytes.
func prose(_ text: String) -> String {
  var result: [UInt8] = []
  for byte in visibleLines(text).utf8 {
    switch byte {
    case UInt8(ascii: "\n"): result.append(UInt8(ascii: " "))
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "*"),
      UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "`"),
      UInt8(ascii: "\\"), UInt8(ascii: "#"), UInt8(ascii: "~"):
      result += [UInt8(ascii: "\\"), byte]
    default: result.append(byte)
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// A code span, with a fence longer than any run of backquotes in it.
private func code(_ text: String) -> String {
  let bytes = visibleLines(text).utf8.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
  let line = String(decoding: bytes, as: UTF8.self)
  let fence = String(repeating: "`", count: longestRun(of: UInt8(ascii: "`"), in: line) + 1)
  let needsSpace = line.utf8.first == UInt8(ascii: "`") || line.utf8.last == UInt8(ascii: "`")
  guard !line.isEmpty else { return "nothing" }
  return needsSpace ? "\(fence) \(line) \(fence)" : "\(fence)\(line)\(fence)"
}

func fenced(_ text: String) -> String {
  let length = max(3, longestRun(of: UInt8(ascii: "`"), in: text) + 1)
  let fence = String(repeating: "`", count: length)
  return "\(fence)text\n\(visibleLines(text))\n\(fence)"
}

/// A cell of a table, in which a bar would end it (GitHub Flavored Markdown 0.29, section 4.10).
func cell(_ text: String) -> String {
  var result: [UInt8] = []
  for byte in text.utf8 {
    if byte == UInt8(ascii: "|") { result.append(UInt8(ascii: "\\")) }
    result.append(byte == UInt8(ascii: "\n") ? UInt8(ascii: " ") : byte)
  }
  return String(decoding: result, as: UTF8.self)
}

private func longestRun(of byte: UInt8, in text: String) -> Int {
  var longest = 0
  var run = 0
  for other in text.utf8 {
    run = other == byte ? run + 1 : 0
    longest = max(longest, run)
  }
  return longest
}

/// Like `visible`, but line breaks and tabs stay.
package func visibleLines(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    if scalar == "\n" || scalar == "\t" {
      result.unicodeScalars.append(scalar)
    } else {
      appendVisible(scalar, to: &result)
    }
  }
  return result
}
