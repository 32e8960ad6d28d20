import StemmaText

/// Findings that are known and accepted, so that only new ones are told.
///
/// A finding is known by its content: its rule, its words, the words around it on the same line,
/// and its number among equals in the file. Lines that move do not make it new.
public struct Baseline: Hashable, Sendable, Decodable {
  /// One known finding.
  public struct Entry: Hashable, Sendable, Comparable, Decodable {
    /// Name of the file, below the folder that holds the baseline.
    public let file: String

    /// The rule that saw it.
    public let rule: String

    /// The words it saw.
    public let exact: String

    /// Some words before them on the same line.
    public let before: String

    /// Some words behind them on the same line.
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
      if a.words != b.words { return a.words.lexicographicallyPrecedes(b.words) }
      return a.ordinal < b.ordinal
    }

    private var words: [String] { [file, rule, exact, before, after] }
  }

  /// The known findings, sorted.
  public let entries: [Entry]

  private let known: Set<Entry>

  /// Creates a baseline.
  public init(_ entries: some Sequence<Entry>) {
    known = Set(entries)
    self.entries = known.sorted()
  }

  private enum Key: String, CodingKey { case baseline, findings }

  private enum Version: String, Decodable { case one = "stemma-baseline/1" }

  /// Reads what `json()` wrote.
  public init(from decoder: any Decoder) throws {
    let file = try decoder.container(keyedBy: Key.self)
    _ = try file.decode(Version.self, forKey: .baseline)
    self.init(try file.decode([Entry].self, forKey: .findings))
  }

  /// Whether a finding is known.
  public func contains(_ entry: Entry) -> Bool { known.contains(entry) }

  /// The entries that none of `found` matches, among those of the files that were looked at.
  public func stale(after found: some Sequence<Entry>, in files: Set<String>) -> [Entry] {
    let found = Set(found)
    return entries.filter { files.contains($0.file) && !found.contains($0) }
  }

  /// The baseline as a JSON file: sorted, one finding a line.
  public func json() -> [UInt8] {
    var bytes = Array("{\"baseline\": \"stemma-baseline/1\", \"findings\": [\n".utf8)
    for (i, entry) in entries.enumerated() {
      var json = JSONWriter(.canonical)
      json.beginObject(inline: true)
      json.key("after")
      json.value(entry.after)
      json.key("before")
      json.value(entry.before)
      json.key("exact")
      json.value(entry.exact)
      json.key("file")
      json.value(entry.file)
      json.key("ordinal")
      json.value(entry.ordinal)
      json.key("rule")
      json.value(entry.rule)
      json.endObject()
      bytes += json.bytes
      bytes += Array(i + 1 < entries.count ? ",\n".utf8 : "\n".utf8)
    }
    return bytes + Array("]}\n".utf8)
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
