internal import StemmaText

/// Findings that somebody looked at and accepts in one text.
///
/// What is accepted is neither told nor cleaned; particulars that were read off it stay.
public struct Suppression: Hashable, Sendable {
  /// One description of findings.
  public struct Entry: Hashable, Sendable {
    /// A number to count its uses by.
    public let number: Int

    /// The rules it is about; empty for all.
    public let rules: Set<String>

    /// Words which the finding must be about, one of them; empty for any.
    public let quotes: [String]

    /// Creates an entry.
    public init(number: Int, rules: Set<String> = [], quotes: [String] = []) {
      self.number = number
      self.rules = rules
      self.quotes = quotes
    }
  }

  /// The descriptions, in order; the first that fits a finding is the one that is used.
  public let entries: [Entry]

  private let quotes: [[[UInt8]]]

  /// Accepts what some descriptions fit.
  public init(_ entries: [Entry] = []) {
    self.entries = entries
    quotes = entries.map { $0.quotes.map { folded($0.utf8) } }
  }

  /// The findings that are not accepted, and how often each entry was used, by its number.
  func sifting(
    _ findings: [Finding],
    of document: Document
  ) -> (kept: [Finding], uses: [Int: Int]) {
    if entries.isEmpty { return (findings, [:]) }
    var uses: [Int: Int] = [:]
    let kept = findings.compactMap { finding -> Finding? in
      guard Outcome(finding, applied: finding.edit).isTold,
        let entry = firstEntry(for: finding, in: document)
      else { return finding }
      uses[entry.number, default: 0] += 1
      return finding.lifted.isEmpty ? nil : finding.untold
    }
    return (kept, uses)
  }

  private func firstEntry(for finding: Finding, in document: Document) -> Entry? {
    var words: [UInt8]?
    for (entry, quotes) in zip(entries, quotes)
    where entry.rules.isEmpty || entry.rules.contains(finding.rule) {
      if quotes.isEmpty { return entry }
      let exact = words ?? folded(document.words(at: finding.spans[0]).utf8)
      words = exact
      if quotes.contains(where: { holds(exact, $0) }) { return entry }
    }
    return nil
  }
}

extension Finding {
  /// What is left of a finding that is accepted: what was read off it.
  fileprivate var untold: Finding {
    Finding(
      rule: rule,
      kind: .metadata,
      severity: severity,
      certainty: certainty,
      spans: spans,
      message: message,
      lifted: lifted
    )
  }
}

/// Text with each run of white space as one space, and none at its ends.
private func folded(_ text: String.UTF8View) -> [UInt8] {
  var bytes: [UInt8] = []
  for byte in text {
    let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
    if !isSpace {
      bytes.append(byte)
    } else if let last = bytes.last, last != 0x20 {
      bytes.append(0x20)
    }
  }
  if bytes.last == 0x20 { bytes.removeLast() }
  return bytes
}

/// Whether a text holds a quote, not from inside a word nor to inside one.
private func holds(_ text: [UInt8], _ quote: [UInt8]) -> Bool {
  guard let first = quote.first, let last = quote.last, quote.count <= text.count else {
    return false
  }
  var i = 0
  while i + quote.count <= text.count {
    let end = i + quote.count
    if text[i] == first, text[i..<end].elementsEqual(quote),
      i == 0 || !isWord(text[i - 1]) || !isWord(first),
      end == text.count || !isWord(text[end]) || !isWord(last)
    {
      return true
    }
    i += 1
  }
  return false
}

/// Whether a byte is of a letter or digit; all beyond ASCII count as letters.
private func isWord(_ byte: UInt8) -> Bool {
  byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
}
