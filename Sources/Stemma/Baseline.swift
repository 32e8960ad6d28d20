import StemmaText

/// Findings that are known and accepted, so that only new ones are told.
///
/// A finding is known by its content: its rule, its words, the words around it on the same line,
/// and its number among equals in the file. Lines that move do not make it new. Whoever accepts
/// one can say why.
public struct Baseline: Hashable, Sendable, Decodable {
  /// One known finding.
  public struct Entry: Hashable, Sendable, Comparable, Decodable {
    /// Path of the file below the folder that holds the baseline, as a relative URI reference.
    public let file: String

    /// The rule that saw it.
    public let rule: String

    /// The words it saw.
    public let exact: String

    /// Some words before them on the same line.
    public let before: String

    /// Some words behind them on the same line; of a divergence, what other texts have.
    public let after: String

    /// Its number among findings that are alike in all of the above, from 1.
    public let ordinal: Int

    /// Takes an entry as it was written down.
    public init(
      file: String,
      rule: String,
      exact: String,
      before: String,
      after: String,
      ordinal: Int
    ) {
      self.file = file
      self.rule = rule
      self.exact = exact
      self.before = before
      self.after = after
      self.ordinal = ordinal
    }

    /// Orders by file, then rule, then words.
    public static func < (a: Entry, b: Entry) -> Bool {
      (a.file, a.rule, a.exact, a.before, a.after, a.ordinal)
        < (b.file, b.rule, b.exact, b.before, b.after, b.ordinal)
    }

    /// Whether it is a divergence between texts, which a text alone does not show.
    public var isDivergence: Bool { rule.hasPrefix("cmp.") }
  }

  /// The known findings, sorted.
  public let entries: [Entry]

  /// Why some of them are accepted.
  public let reasons: [Entry: String]

  private let known: Set<Entry>

  /// Creates a baseline; reasons for what is not in it are left out.
  public init(_ entries: some Sequence<Entry>, because reasons: [Entry: String] = [:]) {
    // In the order given: a file of known findings is sorted already.
    var known: Set<Entry> = []
    self.entries = entries.filter { known.insert($0).inserted }.sorted()
    self.known = known
    self.reasons = reasons.filter { known.contains($0.key) }
  }

  private enum Key: String, CodingKey { case baseline, findings }

  private enum Version: String, Decodable { case one = "stemma-baseline/1" }

  private struct Line: Decodable {
    let entry: Entry
    let because: String?

    enum Key: String, CodingKey { case because }

    init(from decoder: any Decoder) throws {
      entry = try Entry(from: decoder)
      because = try decoder.container(keyedBy: Key.self)
        .decodeIfPresent(String.self, forKey: .because)
    }
  }

  /// Reads what `json()` wrote.
  public init(from decoder: any Decoder) throws {
    let file = try decoder.container(keyedBy: Key.self)
    _ = try file.decode(Version.self, forKey: .baseline)
    let lines = try file.decode([Line].self, forKey: .findings)
    var reasons: [Entry: String] = [:]
    for line in lines { reasons[line.entry] = line.because }
    self.init(lines.map(\.entry), because: reasons)
  }

  /// Whether a finding is known.
  public func contains(_ entry: Entry) -> Bool { known.contains(entry) }

  /// The entries that none of `found` matches, among those of the files that were looked at; not
  /// divergences, which go with the texts that a file is compared with.
  public func stale(after found: some Sequence<Entry>, in files: Set<String>) -> [Entry] {
    let found = Set(found)
    return entries.filter {
      files.contains($0.file) && !found.contains($0) && !$0.isDivergence
    }
  }

  /// The baseline after some files were looked at again.
  ///
  /// What was found in them takes the place of what was known of them; each finding that was known
  /// keeps its reason. What is known of other files stays as long as the file is there.
  ///
  /// - Parameters:
  ///   - found: The findings of the files that were looked at.
  ///   - files: Those files.
  ///   - areCompared: Whether they were compared; else the divergences that are known stay.
  ///   - reason: Why findings are accepted that were not known.
  ///   - isThere: Whether a file of that name is there.
  /// - Returns: The baseline to write.
  public func rewritten(
    with found: [Entry],
    in files: Set<String>,
    compared areCompared: Bool = true,
    because reason: String? = nil,
    keepingFiles isThere: (String) -> Bool = { _ in true }
  ) -> Baseline {
    var reasons = self.reasons
    if let reason { for entry in found where !contains(entry) { reasons[entry] = reason } }
    var remains: [String: Bool] = [:]
    let others = entries.filter { entry in
      if files.contains(entry.file) { return entry.isDivergence && !areCompared }
      if let known = remains[entry.file] { return known }
      let isKept = isThere(entry.file)
      remains[entry.file] = isKept
      return isKept
    }
    return Baseline(found + others, because: reasons)
  }

  /// The baseline as a JSON file: sorted, one finding a line.
  public func json() -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.beginObject()
    json.key("baseline")
    json.value("stemma-baseline/1")
    json.key("findings")
    json.beginArray()
    for entry in entries {
      json.beginObject(inline: true)
      json.key("file")
      json.value(entry.file)
      json.key("rule")
      json.value(entry.rule)
      json.key("exact")
      json.value(entry.exact)
      json.key("before")
      json.value(entry.before)
      json.key("after")
      json.value(entry.after)
      json.key("ordinal")
      json.value(entry.ordinal)
      if let reason = reasons[entry] {
        json.key("because")
        json.value(reason)
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes + [UInt8(ascii: "\n")]
  }
}

extension Examined {
  /// What a baseline knows each finding by, in the order of its report.
  public func baselineEntries(for file: String) -> [Baseline.Entry] {
    let lines = LineTable(document.text)
    var counts: [Baseline.Entry: Int] = [:]
    return cleaning.outcomes.filter(\.isTold).map { outcome in
      let span = outcome.finding.spans[0]
      let line = lines.line(at: span.lower)
      let first = Baseline.Entry(
        file: file,
        rule: outcome.finding.rule,
        exact: document.words(at: span),
        before: context(max(line.lowerBound, span.lower - contextLength)..<span.lower),
        after: context(
          span.upper..<max(span.upper, min(line.upperBound, span.upper + contextLength))
        ),
        ordinal: 1
      )
      counts[first, default: 0] += 1
      return Baseline.Entry(
        file: file,
        rule: first.rule,
        exact: first.exact,
        before: first.before,
        after: first.after,
        ordinal: counts[first, default: 1]
      )
    }
  }

  /// The words in a range that may cut a character at its outer end.
  private func context(_ range: Range<Int>) -> String {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, document.text[lower] & 0xC0 == 0x80 { lower += 1 }
    while upper > lower, upper < document.text.count, document.text[upper] & 0xC0 == 0x80 {
      upper -= 1
    }
    return String(decoding: document.text[lower..<upper], as: UTF8.self)
  }
}

/// Bytes of context: enough to tell neighbours apart, few enough to survive edits.
private let contextLength = 32
