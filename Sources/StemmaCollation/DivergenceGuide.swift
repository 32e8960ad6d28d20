internal import CVocabulary

/// What a rule of comparison sees, for the handbook.
public struct DivergenceGuide: Hashable, Sendable {
  /// Two sentences that the rule is shown on.
  public struct Example: Hashable, Sendable {
    /// What one text has.
    public let first: String

    /// What the other has.
    public let second: String

    /// Whether the rule parts them; otherwise it leaves them alone.
    public let isParting: Bool
  }

  /// The rule.
  public let rule: Divergence.Rule

  /// What the texts part in, as the report names it.
  public let kind: String

  /// What it sees, in a sentence.
  public let summary: String

  /// Why that matters, and what is left alone.
  public let why: String

  /// Pairs that part, and pairs that agree.
  public let examples: [Example]

  /// The guides to all rules, in the order of the table `divergences.txt`.
  public static let all: [DivergenceGuide] = {
    let file = stemma_divergences()
    let bytes = UnsafeBufferPointer(start: file.bytes, count: file.count)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter {
      !$0.hasPrefix("#")
    }
    var guides: [DivergenceGuide] = []
    var section: ArraySlice<Substring> = []
    for line in lines.reversed() {
      section.append(line)
      guard let rule = Divergence.Rule(rawValue: String(line)) else { continue }
      guides.append(DivergenceGuide(on: rule, section.dropLast().reversed()))
      section = []
    }
    return guides.reversed()
  }()

  private init(on rule: Divergence.Rule, _ lines: [Substring]) {
    func values(_ key: String) -> [Substring] {
      lines.filter { $0.hasPrefix("\(key): ") }.map { $0.dropFirst(key.count + 2) }
    }
    self.rule = rule
    kind = values("kind").joined()
    summary = values("summary").joined(separator: " ")
    why = values("why").joined(separator: " ")
    examples = [("parts", true), ("agrees", false)].flatMap { key, isParting in
      values(key).compactMap { value in
        let sides = value.split(separator: " | ")
        guard sides.count == 2 else { return nil }
        return Example(first: String(sides[0]), second: String(sides[1]), isParting: isParting)
      }
    }
  }
}
