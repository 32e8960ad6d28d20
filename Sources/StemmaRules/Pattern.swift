/// A regular expression that is matched in time linear in the text.
///
/// The syntax stands at `PatternParser`. Of several matches the leftmost counts, and of those that
/// start there the one that the alternatives and quantifiers prefer, as in Perl. `^`, `$` and `\b`
/// take the ends of the searched range for ends of the text.
public struct Pattern: Sendable {
  /// The shortest text that may be required, in bytes.
  static let shortestLiteral = 3

  /// Bytes of a pattern's source.
  static let longestSource = 10_000

  /// What the pattern was read from.
  public let source: String

  /// Groups that capture.
  public let groupCount: Int

  /// Named groups with their numbers, in order.
  public let groupNames: [(name: String, number: Int)]

  /// Texts, folded as `FoldedText` does, one of which every match contains; may be empty.
  ///
  /// Worked out anew each time: a compiled ruleset knows them, and who matches needs them not.
  public var requiredLiterals: [[UInt8]] {
    var parser = PatternParser(source)
    guard let tree = try? parser.parsed() else { return [] }
    return PatternLiterals.required(by: tree, atLeast: Self.shortestLiteral)
  }

  /// The most bytes a match can have; `nil` without a bound.
  let longestMatch: Int?

  let program: PatternProgram

  /// Reads a pattern.
  public init(_ source: String) throws(PatternError) {
    guard source.utf8.count <= Self.longestSource else {
      throw PatternError(
        fault: "The pattern is longer than \(Self.longestSource) bytes.",
        advice: "Split the rule."
      )
    }
    var parser = PatternParser(source)
    let tree = try parser.parsed()
    self.source = source
    groupCount = parser.groupCount
    groupNames = parser.groupNames
    program = try PatternProgram(tree, groupCount: parser.groupCount)
    longestMatch = tree.extent.most.map { 4 * $0 }
  }

  /// The matches in a text, leftmost first, none overlapping another; for tests and small texts.
  public func matches(in text: String) -> [PatternMatch] {
    var automaton = PatternAutomaton(self)
    var matches: [PatternMatch] = []
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var start = 0
      while let match = automaton.firstMatch(in: bytes, 0..<bytes.count, from: start) {
        matches.append(match)
        start = match.range.upperBound
        guard match.range.isEmpty else { continue }
        guard start < bytes.count else { break }
        start += scalar(in: bytes, at: start).length
      }
    }
    return matches
  }
}

/// Where a pattern matched.
public struct PatternMatch: Hashable, Sendable {
  /// The places of the groups in UTF-8 bytes; that of group 0 is the whole match.
  public let groups: [Range<Int>?]

  /// The whole match.
  public var range: Range<Int> { groups[0] ?? 0..<0 }
}
