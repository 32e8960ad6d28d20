internal import Stemma
internal import StemmaReports
internal import StemmaText

/// Where the texts of a stemma stand in its drawing: what depends on something stands under it.
struct StemmaPlan {
  /// A text or an agency, with the line that leads to it.
  struct Node {
    let label: String
    let reason: String
    let target: String?
    let depth: Int
    let row: Int
    /// The row of what it depends on; `nil` for a root.
    let parent: Int?
    /// Whether it is known which depends on which.
    let isDirected: Bool
    let certainty: Certainty
  }

  /// The trees.
  let drawing: StemmaDrawing

  /// The texts and agencies, from top to bottom.
  let nodes: [Node]

  /// How high the drawing is.
  var height: Int { nodes.count * step + 8 }

  static let width = 640

  /// Lays out a comparison's edges.
  init(of comparison: Comparison, name: @escaping (String) -> String) {
    drawing = StemmaDrawing(of: comparison, name: name)
    var nodes: [Node] = []
    var waiting: [(key: String, descent: Comparison.Descent?, depth: Int, parent: Int?)] =
      drawing.roots.reversed().map { ($0, nil, 0, nil) }
    while let next = waiting.popLast() {
      let isAgency = next.descent == nil && drawing.isAgency(next.key)
      let row = nodes.count
      nodes.append(
        Node(
          label: next.descent == nil ? drawing.title(of: next.key) : name(next.key),
          reason: next.descent.map(drawing.reason) ?? "",
          target: isAgency ? nil : next.key,
          depth: next.depth,
          row: row,
          parent: next.parent,
          isDirected: next.descent?.isDirected ?? true,
          certainty: next.descent?.certainty ?? .certain
        )
      )
      for descent in drawing.below(next.key).reversed() {
        waiting.append((descent.dependent, descent, next.depth + 1, row))
      }
    }
    self.nodes = nodes
  }
}

private let step = 48
private let indent = 28

/// Levels that are drawn further in; deeper ones stand under each other.
private let deepest = 10

extension StemmaPlan.Node {
  private var x: Int { 12 + min(depth, deepest) * indent }

  private var y: Int { 20 + row * step }

  /// What the template shows.
  var scope: Scope {
    [
      "label": .attribute(shortened(label, to: 66 - 3 * min(depth, deepest))),
      "reason": .attribute(shortened(reason, to: 84 - 4 * min(depth, deepest))),
      "target": target.map { .attribute($0) },
      "isAgency": .flag(target == nil),
      "x": .place(x), "y": .place(y), "textX": .place(x + 14), "textY": .place(y + 5),
      "reasonY": .place(y + 21), "squareX": .place(x - 5), "squareY": .place(y - 5),
      "line": parent.map { parent in
        .scope([
          "x": .place(x - indent), "top": .place(20 + parent * step + 7), "y": .place(y),
          "right": .place(x - 7),
          "kind": .attribute(isDirected ? certainty.rawValue : "undirected"),
        ])
      },
    ]
  }
}
