package import Stemma
internal import StemmaCollation
internal import StemmaText

/// The stemma of some documents drawn as trees: what depends on something stands under it.
package struct StemmaDrawing {
  private let name: (String) -> String
  private var children: [String: [Comparison.Descent]] = [:]

  /// What depends on nothing: sigla, and agencies as `isAgency` knows them.
  package private(set) var roots: [String] = []

  /// Lays out a comparison's edges: each document under the edge that says most of it.
  ///
  /// - Parameters:
  ///   - comparison: The edges, and which documents there are.
  ///   - name: What to call a document.
  package init(of comparison: Comparison, name: @escaping (String) -> String) {
    self.name = name
    var above: [String: Comparison.Descent] = [:]
    for descent in comparison.descents.sorted(by: Self.saysMore) {
      if above[descent.dependent] == nil, !Self.isBelow(descent.dependent, descent.document, above)
      {
        above[descent.dependent] = descent
      } else if !descent.isDirected, let other = descent.document, above[other] == nil,
        !Self.isBelow(other, descent.dependent, above)
      {
        above[other] = descent
      }
    }
    var seen: Set<String> = []
    let related = comparison.descents.flatMap { [$0.document, $0.dependent].compactMap(\.self) }
    for siglum in related.sorted() where seen.insert(siglum).inserted {
      guard let descent = above[siglum] else {
        roots.append(siglum)
        continue
      }
      let parent = descent.agency.map(Self.agencyKey) ?? Self.other(of: descent, than: siglum)
      if descent.agency != nil, seen.insert(parent).inserted { roots.append(parent) }
      children[parent, default: []].append(
        descent.dependent == siglum ? descent : descent.reversed
      )
    }
    roots.sort()
  }

  /// The trees, a document a line.
  var lines: [String] { roots.flatMap { tree($0, prefix: "", isRoot: true) } }

  private func tree(_ key: String, prefix: String, isRoot: Bool) -> [String] {
    var lines = isRoot ? [title(of: key)] : []
    let below = children[key, default: []]
    for (i, descent) in below.enumerated() {
      let isLast = i == below.count - 1
      lines.append(
        prefix + (isLast ? "└─ " : "├─ ") + name(descent.dependent) + "  " + reason(of: descent)
      )
      lines += tree(descent.dependent, prefix: prefix + (isLast ? "   " : "│  "), isRoot: false)
    }
    return lines
  }

  /// What depends on a root or a text, each by its edge.
  package func below(_ key: String) -> [Comparison.Descent] { children[key, default: []] }

  /// Whether a root is an agency.
  package func isAgency(_ key: String) -> Bool { key.hasPrefix("agency ") }

  /// What a root is called.
  package func title(of key: String) -> String {
    isAgency(key) ? "\(key.dropFirst("agency ".count)) (agency)" : name(key)
  }

  /// What an edge says, in words.
  package func reason(of descent: Comparison.Descent) -> String {
    var words =
      switch descent.relation {
      case .copy: "copy"
      case .excerpt: "one contains the other"
      case .adaptation: "shares text"
      case .credit: "credits it"
      case .sharedError: "has the same errors"
      }
    for case .sharedText(let count, let longest, _, _) in descent.evidence {
      words += ", \(count) words the same, \(longest) in a row"
    }
    let errors = descent.evidence.count { if case .sharedError = $0 { true } else { false } }
    if errors > 0, descent.relation != .sharedError {
      words += errors == 1 ? ", an error in common" : ", \(errors) errors in common"
    }
    if !descent.isDirected { words += "; which came first is unknown" }
    return descent.certainty == .certain ? words : "\(words) (\(descent.certainty.rawValue))"
  }

  /// Edges between documents first, those that say most of them first of all.
  private static func saysMore(_ a: Comparison.Descent, _ b: Comparison.Descent) -> Bool {
    let (x, y) = (weight(of: a), weight(of: b))
    return x == y
      ? a.identifier.utf8.count < b.identifier.utf8.count
        || (a.identifier.utf8.count == b.identifier.utf8.count && a.identifier < b.identifier)
      : x > y
  }

  private static func weight(of descent: Comparison.Descent) -> Int {
    for case .sharedText(let words, _, let first, let second) in descent.evidence {
      return words + 1000 * max(first, second)
    }
    return descent.relation == .credit ? 1 : 0
  }

  /// Whether a document already stands above another that is to be put above it.
  private static func isBelow(
    _ siglum: String,
    _ other: String?,
    _ above: [String: Comparison.Descent]
  ) -> Bool {
    var next = other
    var steps = 0
    while let current = next, steps <= above.count {
      if current == siglum { return true }
      next = above[current].flatMap { $0.agency == nil ? Self.other(of: $0, than: current) : nil }
      steps += 1
    }
    return next != nil
  }

  private static func other(of descent: Comparison.Descent, than siglum: String) -> String {
    descent.dependent == siglum ? descent.document ?? "" : descent.dependent
  }

  private static func agencyKey(_ code: String) -> String { "agency \(code)" }
}
