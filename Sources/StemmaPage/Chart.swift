internal import StemmaReports
internal import StemmaText

/// Bars, the longest first, each cut up by severity.
struct Chart {
  /// One bar.
  struct Bar {
    /// What it stands for.
    let label: String

    /// What it leads to on the page.
    let target: String?

    /// How many of each severity, the gravest first.
    let parts: [(severity: Severity, count: Int)]

    var total: Int { parts.reduce(0) { $0 + $1.count } }
  }

  /// What is counted.
  let title: String

  /// The bars; those without length are left out.
  let bars: [Bar]

  /// What a bar stands for.
  let unit: String

  /// Bars that are drawn; the others are counted below.
  static let most = 12

  private static let width = 400
  private static let step = 38

  /// The drawing; `nil` where there is nothing to draw.
  var scope: Scope? {
    let sorted = bars.enumerated().filter { $0.element.total > 0 }
      .sorted { ($1.element.total, $0.offset) < ($0.element.total, $1.offset) }.map(\.element)
    guard let longest = sorted.first?.total else { return nil }
    let drawn = sorted.prefix(Self.most)
    let others = sorted.dropFirst(Self.most)
    let rest = others.reduce(0) { $0 + $1.total }
    return [
      "title": .text(title),
      "name": .attribute(title),
      "width": .place(Self.width),
      "height": .place(drawn.count * Self.step),
      "bars": .list(drawn.enumerated().map { scope(of: $1, at: $0 * Self.step, longest) }),
      "others": rest == 0
        ? nil : .text("and \(grouped(rest)) in \(counted(others.count, "other \(unit)"))"),
    ]
  }

  private func scope(of bar: Bar, at y: Int, _ longest: Int) -> Scope {
    var x = 0
    var parts: [Scope] = []
    for part in bar.parts where part.count > 0 {
      let width = max(2, part.count * Self.width / longest)
      parts.append([
        "severity": .attribute(part.severity.rawValue), "x": .place(x), "width": .place(width - 1),
      ])
      x += width
    }
    let counts = bar.parts.filter { $0.count > 0 }.map { "\($0.count) \($0.severity.rawValue)" }
    return [
      "label": .attribute(shortened(bar.label, to: 28)),
      "target": bar.target.map { .attribute($0) },
      "counts": .attribute(counts.joined(separator: " · ")),
      "textY": .place(y + 14),
      "barY": .place(y + 20),
      "parts": .list(parts),
    ]
  }
}

/// A text of so many columns at most; wide scalars are two.
func shortened(_ text: String, to limit: Int) -> String {
  var width = 0
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    width += columns(of: scalar)
    if width > limit { return String(result) + "…" }
    result.append(scalar)
  }
  return text
}
