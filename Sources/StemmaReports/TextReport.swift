public import Stemma
internal import StemmaText

/// Findings as a terminal shows them: the place, the line with carets under the span, what is
/// wrong, what would be right, and what cleaning does.
public struct TextReport: Sendable {
  /// Columns that a quoted line may take where nobody knows how many there are.
  public static let pipeWidth = 100

  /// Columns by which what is said of a finding is set in.
  public static let indentation = 4

  /// Whether sentences are broken into lines of `width` columns.
  public var wrapsLines = false

  /// Why a rule is there, for those that want to read it with each finding.
  public var explanation: (@Sendable (String) -> String?)?

  /// The page on a rule, where the terminal follows links.
  public var address: (@Sendable (String) -> String?)?

  private let usesColour: Bool
  private let width: Int

  /// Chooses how findings are shown.
  ///
  /// - Parameters:
  ///   - colour: Whether to colour with ANSI escapes (ECMA-48, SGR).
  ///   - width: Columns a quoted line may take; at least 20. Longer ones are cut around the span.
  public init(colour: Bool, width: Int = TextReport.pipeWidth) {
    usesColour = colour
    self.width = max(20, width)
  }

  /// Shows the findings of a document.
  ///
  /// - Parameters:
  ///   - findings: What to show, in order.
  ///   - received: The text their offsets refer to.
  ///   - name: What to call the document: the path that was given.
  /// - Returns: Lines, each with its line break.
  public func lines(
    for findings: [ReportedFinding],
    in received: [UInt8],
    named name: String
  ) -> String {
    var text = ""
    var places = PlaceFinder(received)
    let name = visible(name)
    for finding in findings {
      let span = finding.spans[0]
      guard span.upper <= received.count else { continue }
      let place = places.position(of: span.lower)
      text += bold("\(name):\(place.line):\(place.column):")
      text += " \(tinted(finding.severity.rawValue, finding.severity)) \(linked(finding.rule))\n"
      let excerpt = Excerpt(of: span.range, in: received, line: places.line, width: width)
      text += "    \(excerpt.text)\n    \(tinted(excerpt.carets, finding.severity))\n"
      text += sentence(finding.message)
      if let suggestion = finding.suggestion, !suggestion.isEmpty {
        text += sentence("suggestion: \(suggestion)")
      }
      for other in finding.spans.dropFirst() where other.upper <= received.count {
        let place = places.table.position(of: other.lower)
        text += "    see also: \(name):\(place.line):\(place.column)\n"
      }
      text += sentence("remedy: \(remedy(finding.action))")
      if let reason = explanation?(finding.rule) { text += sentence("why: \(reason)") }
    }
    return text
  }

  /// A sentence on a finding: set in, and in several lines where one is too short for it.
  private func sentence(_ text: String) -> String {
    let lines = wrapsLines ? wrapped(visible(text), width: width) : [visible(text)]
    return lines.map { "    \($0)\n" }.joined()
  }

  /// A rule's name, which leads to its page where there is one (OSC 8, ended by ST).
  private func linked(_ rule: String) -> String {
    guard let address = address?(rule) else { return rule }
    return "\u{1B}]8;;\(visible(address))\u{1B}\\\(rule)\u{1B}]8;;\u{1B}\\"
  }

  /// The automatic issue score of a document, as a line; empty where there is nothing to score.
  public func line(for score: IssueScore, named name: String) -> String {
    guard score.penalty > 0, let rate = score.perThousandWords, let words = score.words else {
      return ""
    }
    let account =
      "automatic issue score \(rate) per 1,000 words"
      + " (\(score.penalty) points in \(words) words; unconfirmed)"
    let start = visible(name).unicodeScalars.count + 2
    return bold("\(visible(name)):") + " " + hanging(account, after: start)
  }

  /// A sentence in several lines where one is too short for it.
  ///
  /// - Parameters:
  ///   - text: The sentence.
  ///   - column: How many columns are taken before it.
  ///   - indentation: By how many columns all lines but the first are set in.
  /// - Returns: Lines, each with its line break.
  func hanging(_ text: String, after column: Int = 0, by indentation: Int = 2) -> String {
    guard let room = roomForLines else { return text + "\n" }
    let inner = max(20, room - indentation)
    let lines = wrapped(text, width: inner, from: max(0, column - indentation))
    return lines.joined(separator: "\n" + String(repeating: " ", count: indentation)) + "\n"
  }

  /// Columns of a line; `nil` where lines are not broken.
  var roomForLines: Int? { wrapsLines ? width + Self.indentation : nil }

  /// How the score is made, for the end of a list that has one.
  public static let scoreFormula =
    "Automatic issue score: (minor + 5 × major + 25 × critical) × 1,000 ÷ words."

  /// How much was found, counted as it comes.
  public struct Tally: Hashable, Sendable {
    private var documents = 0
    private var unread = 0
    private var mended = 0
    private var known = 0
    private var counts: [Severity: Int] = [:]

    /// Starts at nothing.
    public init() {}

    /// Counts the findings of one more document; `known` more are not told.
    public mutating func add(_ findings: [ReportedFinding], known: Int = 0) {
      documents += 1
      self.known += known
      mended += findings.count { $0.action != .flagged }
      for finding in findings { counts[finding.severity, default: 0] += 1 }
    }

    /// Counts something that could not be read.
    public mutating func addUnread() { unread += 1 }

    /// One line that says what was counted.
    public var summary: String {
      let place = documents == 1 ? "1 document" : "\(documents) documents"
      let total = counts.values.reduce(0, +)
      var rest = known == 0 ? "" : "; \(known) that the baseline knows left out"
      if unread > 0 { rest += "; \(unread) that could not be read" }
      guard total > 0 else {
        return "Nothing \(known == 0 ? "" : "new ")found in \(place)\(rest)."
      }
      let levels = Severity.allCases.reversed().compactMap { severity in
        counts[severity].map { "\($0) \(severity.rawValue)" }
      }
      let findings = total == 1 ? "1 finding" : "\(total) findings"
      return
        "\(findings) in \(place): \(levels.joined(separator: ", ")); cleaning mends \(mended)\(rest)."
    }
  }

  private func remedy(_ action: ReportedFinding.Action) -> String {
    switch action {
    case .removed: "cleaning takes it out"
    case .changed: "cleaning puts it right"
    case .flagged: "none; for an editor to decide"
    }
  }

  func bold(_ text: String) -> String { usesColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  func tinted(_ text: String, _ severity: Severity) -> String {
    guard usesColour else { return text }
    let colour =
      switch severity {
      case .critical, .major: 31  // red
      case .minor: 33  // yellow
      case .neutral: 36  // cyan
      }
    return "\u{1B}[\(colour)m\(text)\u{1B}[0m"
  }
}

/// Text in lines of at most `width` columns, broken at spaces; a longer word has a line of its own.
///
/// The first line starts behind `column` columns that are taken.
func wrapped(_ text: String, width: Int, from column: Int = 0) -> [String] {
  var lines: [[Substring]] = [[]]
  var used = column
  for word in text.split(separator: " ", omittingEmptySubsequences: false) {
    let size = word.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    let gap = lines[lines.count - 1].isEmpty ? 0 : 1
    if used > 0, used + gap + size > width {
      lines.append([word])
      used = size
    } else {
      lines[lines.count - 1].append(word)
      used += gap + size
    }
  }
  return lines.map { $0.joined(separator: " ") }
}

/// Lines and columns of offsets that mostly come in order.
private struct PlaceFinder {
  private let bytes: [UInt8]
  let table: LineTable

  /// The line of the last offset asked for, without its line break.
  private(set) var line = 0..<0
  private var offset = 0
  private var column = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    table = LineTable(bytes)
    line = table.line(at: 0)
  }

  /// Line and column, both from 1; counts on from the last one, so that many findings in one long
  /// line do not each count it from the start.
  mutating func position(of offset: Int) -> (line: Int, column: Int) {
    let line = table.line(at: offset)
    if line.lowerBound != self.line.lowerBound || offset < self.offset {
      self.offset = line.lowerBound
      column = 1
    }
    self.line = line
    column += bytes[self.offset..<offset].count { $0 & 0xC0 != 0x80 }
    self.offset = offset
    return (table.position(of: line.lowerBound).line, column)
  }
}
