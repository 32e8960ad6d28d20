/// What was measured about a rule on development data; `stemma rules evidence` writes it.
public struct Evidence: Hashable, Sendable {
  /// The version of the rule that was measured.
  public let version: Int

  /// How many findings a person read.
  public let samples: Int

  /// How many of them were right.
  public let right: Int

  /// Findings in news that people wrote in the language, of which nothing is known to be wrong.
  public let nativeFindings: Int

  /// Words of that news.
  public let nativeWords: Int

  /// Creates evidence; no more samples are right than were read.
  public init(version: Int, samples: Int, right: Int, nativeFindings: Int, nativeWords: Int) {
    precondition(right <= samples, "A sample that is right was read.")
    self.version = version
    self.samples = samples
    self.right = right
    self.nativeFindings = nativeFindings
    self.nativeWords = nativeWords
  }

  /// The lower end of what precision may be, in thousandths; 0 without samples.
  ///
  /// Wilson's score interval at 95 %; E. B. Wilson, “Probable inference, the law of succession, and
  /// statistical inference”, 1927. Rounded down.
  public var bound: Int {
    guard samples > 0 else { return 0 }
    let z = 1.96  // of the normal distribution, for 95 %
    let n = Double(samples)
    let share = Double(right) / n
    let middle = share + z * z / (2 * n)
    let spread = z * ((share * (1 - share) + z * z / (4 * n)) / n).squareRoot()
    return Int(max(0, (middle - spread) / (1 + z * z / n)) * 1000)
  }

  /// Findings per million words of news that people wrote; `nil` where none was read.
  public var nativePerMillion: Int? {
    nativeWords > 0 ? (nativeFindings * 1_000_000 + nativeWords / 2) / nativeWords : nil
  }

  /// The line of a rule file that says so, without its line break.
  public var line: String {
    "evidence: {version: \(version), samples: \(samples), right: \(right), bound: \(bound),"
      + " native-findings: \(nativeFindings), native-words: \(nativeWords)}"
  }
}

extension Evidence {
  /// Decodes the evidence of a rule; `nil` without any.
  init?(decoding rule: RuleFields, ofVersion current: Int) throws(RulePackError) {
    guard let node = rule.node("evidence") else { return nil }
    let keys = ["version", "samples", "right", "bound", "native-findings", "native-words"]
    let fields = try RuleFields(node, of: "evidence", in: rule.file, keys: keys)
    var numbers: [Int] = []
    for key in keys {
      _ = try fields.required(key, Self.advice)
      numbers.append(try fields.number(key, atLeast: 0) ?? 0)
    }
    guard numbers[2] <= numbers[1] else {
      throw fields.error(at: "right", "More samples are right than were read.", Self.advice)
    }
    guard numbers[0] <= current else {
      throw fields.error(at: "version", "The rule has no such version yet.", Self.advice)
    }
    self.init(
      version: numbers[0],
      samples: numbers[1],
      right: numbers[2],
      nativeFindings: numbers[4],
      nativeWords: numbers[5]
    )
    guard numbers[3] == bound else {
      throw fields.error(
        at: "bound",
        "\(right) right of \(samples) give a bound of \(bound), not \(numbers[3]).",
        Self.advice
      )
    }
  }

  private static let advice = "Let ‘stemma rules evidence’ write this line."

  func write(to writer: inout CompiledWriter) {
    for number in [version, samples, right, nativeFindings, nativeWords] { writer.write(number) }
  }

  init(from reader: inout CompiledReader) {
    version = reader.number()
    samples = reader.number()
    right = reader.number()
    nativeFindings = reader.number()
    nativeWords = reader.number()
  }
}

extension RulePack {
  /// The text of a rule file with evidence in the place of what it had, before its examples.
  ///
  /// The file is edited by lines, so that what its author wrote stays as it is.
  public static func text(_ text: String, withEvidence evidence: Evidence) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if let start = lines.firstIndex(where: { $0.hasPrefix("evidence:") }) {
      let rest = lines[(start + 1)...]
      let end = rest.firstIndex { !$0.hasPrefix(" ") || $0.isEmpty } ?? lines.endIndex
      lines.removeSubrange(start..<end)
    }
    let place = lines.firstIndex { $0.hasPrefix("examples:") }
    lines.insert(
      evidence.line,
      at: place ?? (lines.last == "" ? lines.endIndex - 1 : lines.endIndex)
    )
    return lines.joined(separator: "\n")
  }
}
