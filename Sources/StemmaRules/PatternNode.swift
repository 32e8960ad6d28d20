/// The tree of a pattern.
indirect enum PatternNode {
  /// A condition on the place between two scalars.
  enum Assertion: Hashable {
    case wordBoundary
    case insideOrOutsideWord
    case lineStart
    case lineEnd
  }

  case empty
  case set(ScalarSet)
  case assertion(Assertion)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  /// A group; numbered where it captures.
  case group(PatternNode, number: Int?)
  /// A node so many times; `most` is `nil` without a bound.
  case repetition(PatternNode, least: Int, most: Int?, isLazy: Bool)

  /// The fewest and most scalars that the node can match; `nil` where there is no bound.
  var extent: (least: Int, most: Int?) {
    switch self {
    case .empty, .assertion: return (0, 0)
    case .set: return (1, 1)
    case .group(let node, _): return node.extent
    case .sequence(let nodes):
      return nodes.reduce((0, 0)) { sum, node in
        let extent = node.extent
        return (sum.0 + extent.least, sum.1.flatMap { most in extent.most.map { most + $0 } })
      }
    case .alternatives(let nodes):
      let extents = nodes.map(\.extent)
      let most = extents.reduce(0 as Int?) { most, extent in
        most.flatMap { most in extent.most.map { max(most, $0) } }
      }
      return (extents.map(\.least).min() ?? 0, most)
    case .repetition(let node, let least, let most, _):
      let extent = node.extent
      let longest = extent.most.flatMap { longest in most.map { longest * $0 } }
      return (extent.least * least, extent.most == 0 ? 0 : longest)
    }
  }
}

/// Why a pattern cannot be used.
public struct PatternError: Error, Hashable, Sendable {
  /// What is wrong, in a sentence.
  public let fault: String

  /// What to write instead.
  public let advice: String

  static let withoutLiteral = PatternError(
    fault: "The pattern has no text of at least 3 bytes that every match contains.",
    advice:
      "Add one, write ‘where: {extent: line, words: 1-12}’ to try short lines, or use ‘tokens’."
  )
}
