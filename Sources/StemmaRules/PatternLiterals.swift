/// The texts one of which every match of a pattern contains, folded as `FoldedText` does.
struct PatternLiterals {
  /// Alternatives that are kept apart; beyond, only what is common counts.
  fileprivate static let mostAlternatives = 400

  /// All texts that the node matches, folded, where they are few.
  private let exact: [[UInt8]]?

  /// The best set of texts one of which every match contains.
  private let required: [[UInt8]]?

  /// The required texts of a pattern; empty where there are none of at least `least` bytes.
  static func required(by node: PatternNode, atLeast least: Int) -> [[UInt8]] {
    let literals = PatternLiterals(node)
    guard let best = literals.best, best.allSatisfy({ rareLength(of: $0) >= least }) else {
      return []
    }
    return minimal(best)
  }

  private var best: [[UInt8]]? { better(exact, required) }

  private init(exact: [[UInt8]]?, required: [[UInt8]]?) {
    self.exact = exact
    self.required = required
  }

  private init(_ node: PatternNode) {
    switch node {
    case .empty, .assertion: self.init(exact: [[]], required: nil)
    case .set(let set): self.init(exact: exactTexts(of: set), required: nil)
    case .group(let node, _): self.init(node)
    case .sequence(let nodes): self.init(sequence: nodes.map { PatternLiterals($0) })
    case .alternatives(let nodes): self.init(alternatives: nodes.map { PatternLiterals($0) })
    case .repetition(let node, let least, let most, _):
      let one = PatternLiterals(node)
      // Runs of white space are one space when folded.
      if one.exact == [[0x20]] {
        self.init(exact: least == 0 ? [[], [0x20]] : [[0x20]], required: nil)
      } else if least == 0 {
        self.init(exact: most == 1 ? one.exact.map { [[]] + $0 } : nil, required: nil)
      } else {
        let copies = Array(repeating: one, count: min(least, 4))
        let isExact = least == most && least <= 4
        let all = PatternLiterals(
          sequence: copies + (isExact ? [] : [PatternLiterals(exact: nil, required: nil)])
        )
        self.init(exact: all.exact, required: all.required)
      }
    }
  }

  private init(alternatives: [PatternLiterals]) {
    var exact: [[UInt8]]? = []
    var required: [[UInt8]]? = []
    for literals in alternatives {
      exact = exact.flatMap { all in literals.exact.map { all + $0 } }
      required = required.flatMap { all in literals.best.map { all + $0 } }
    }
    if let count = exact?.count, count > Self.mostAlternatives { exact = nil }
    if let count = required?.count, count > 2 * Self.mostAlternatives { required = nil }
    self.init(exact: exact, required: exact == nil ? required : nil)
  }

  private init(sequence: [PatternLiterals]) {
    var isExact = true
    var run: [[UInt8]] = [[]]
    var required: [[UInt8]]?
    for literals in sequence {
      if let exact = literals.exact, let joined = joined(run, exact, atMost: Self.mostAlternatives)
      {
        run = joined
        continue
      }
      isExact = false
      required = better(required, run)
      required = better(required, literals.best)
      run = literals.exact ?? [[]]
    }
    self.init(exact: isExact ? run : nil, required: isExact ? nil : better(required, run))
  }
}

/// Bytes of one literal that are kept.
private let longestLiteral = 48

/// Every text of one list followed by every one of the other; `nil` where they are too many.
private func joined(_ a: [[UInt8]], _ b: [[UInt8]], atMost limit: Int) -> [[UInt8]]? {
  guard a.count * b.count <= limit else { return nil }
  var all: [[UInt8]] = []
  for first in a {
    for second in b {
      let text =
        first.last == 0x20 && second.first == 0x20 ? first + second.dropFirst() : first + second
      guard text.count <= longestLiteral else { return nil }
      if !all.contains(text) { all.append(text) }
    }
  }
  return all
}

/// The set whose shortest text is longer, up to 8 bytes, or of two such the one with fewer texts.
private func better(_ a: [[UInt8]]?, _ b: [[UInt8]]?) -> [[UInt8]]? {
  guard let a, !a.isEmpty else { return b }
  guard let b, !b.isEmpty else { return a }
  func rank(_ texts: [[UInt8]]) -> (Int, Int) {
    (min(8, texts.map(rareLength).min() ?? 0), -texts.count)
  }
  return rank(b) > rank(a) ? b : a
}

/// The length of a text in bytes, one more where it has a sign that is rare in prose.
///
/// Two bytes with one, such as © and {{, are rarer than most texts of three letters.
private func rareLength(of text: [UInt8]) -> Int {
  text.contains { $0 == 0xc2 || rareSigns.contains($0) } ? text.count + 1 : text.count
}

private let rareSigns = Set("{}<>[]$%#@^~|\\_=+*".utf8)

/// The texts without those that contain another.
private func minimal(_ texts: [[UInt8]]) -> [[UInt8]] {
  var kept: [[UInt8]] = []
  for text in texts.sorted(by: { ($0.count, $0.lexicographicKey) < ($1.count, $1.lexicographicKey) }
  ) where !kept.contains(where: { holds(text, $0) }) {
    kept.append(text)
  }
  return kept
}

/// Whether a text has another in it.
private func holds(_ text: [UInt8], _ part: [UInt8]) -> Bool {
  guard part.count <= text.count else { return false }
  for start in 0...(text.count - part.count) where text[start] == part.first {
    if text[start..<(start + part.count)].elementsEqual(part) { return true }
  }
  return false
}

/// The folded texts of a set, where they are few.
private func exactTexts(of set: ScalarSet) -> [[UInt8]]? {
  if !set.isNegated, set.ranges.isEmpty, set.terms == [.init(property: .space, isNegated: false)] {
    return [[0x20]]
  }
  // Marks of other scripts are rare, so that sets of them may be large.
  let isWide = set.ranges.allSatisfy { $0.lowerBound > 0x7f }
  guard let members = set.members(atMost: isWide ? 64 : 16) else { return nil }
  var texts: [[UInt8]] = []
  for member in members {
    for variant in set.foldsCase ? CaseFolding.variants(of: member) : [member] {
      let text = FoldedText(Array(String(variant).utf8)).bytes
      if !texts.contains(text) { texts.append(text) }
    }
  }
  return texts.count <= (isWide ? 64 : 8) ? texts : nil
}

extension [UInt8] {
  fileprivate var lexicographicKey: String { String(decoding: self, as: UTF8.self) }
}
