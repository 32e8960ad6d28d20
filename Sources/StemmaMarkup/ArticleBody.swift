/// Where on a page the article's text stands.
struct ArticleBody {
  /// The element that holds it.
  var root: Int

  /// By what it was found: 0 microdata, 1 class or identifier, 2 `<article>`, 3 `<main>`,
  /// 9 nothing but where the prose is.
  let rank: Int

  /// Looks for the element that holds the text.
  ///
  /// The surest name comes first. A name is believed only where it holds a fair share of the prose;
  /// without one, the smallest element with most of it is taken. Shares moved by half either way
  /// change no data set by more than a thousandth. `prose` and `weights` are those of each element.
  init(on page: PageOutline, prose: [Int32], weights: [Int32]) {
    var candidates: [[Int]] = [[], [], [], []]
    for i in page.markup.nodes.indices where prose[i] > 0 {
      let name = page.markup.nodes[i].name
      if name == .html || name == .body { continue }
      let words = page.marks[i].words
      if words.contains(.microdataBody) { candidates[0].append(i) }
      if words.contains(.body) { candidates[1].append(i) }
      if name == .article { candidates[2].append(i) }
      if name == .main || page.markup.value(of: .role, on: i)?.isWord("main") == true {
        candidates[3].append(i)
      }
    }
    let all = max(1, prose[page.page])
    for rank in candidates.indices {
      guard
        let found = Self.best(of: candidates[rank], by: rank, on: page, prose, weights, all)
      else { continue }
      root = found
      self.rank = rank
      return
    }
    root = Self.densest(on: page, prose)
    rank = 9
  }

  private static func best(
    of candidates: [Int],
    by rank: Int,
    on page: PageOutline,
    _ prose: [Int32],
    _ weights: [Int32],
    _ all: Int32
  ) -> Int? {
    guard var best = candidates.max(by: { (prose[$0], $0) < (prose[$1], $1) }) else { return nil }
    guard rank < 2 else {
      return Int(prose[best]) * 10 >= Int(all) * 4 ? best : nil
    }
    // The innermost of those that hold nearly all of it.
    best = candidates.last { Int(prose[$0]) * 100 >= Int(prose[best]) * 85 } ?? best
    let others = outermost(of: candidates, beside: best, on: page)
    let beside = others.reduce(0) { $0 + Int(prose[$1]) }
    guard (Int(prose[best]) + beside) * 10 >= Int(all) * 3 else { return nil }
    guard beside * 100 > Int(prose[best]) * 15 else { return best }
    // One text in several elements of the same name.
    var (lower, upper) = (best, best)
    for other in others where Int(prose[other]) * 100 >= Int(prose[best]) * 8 {
      lower = min(lower, other)
      upper = max(upper, other)
    }
    let whole = page.smallest(holding: lower, and: upper)
    let named = others.reduce(Int(weights[best])) { $0 + Int(weights[$1]) }
    return Int(weights[whole]) * 10 <= named * 16 ? whole : best
  }

  /// The candidates that neither hold `best`, nor stand in it or in one another.
  private static func outermost(
    of candidates: [Int],
    beside best: Int,
    on page: PageOutline
  ) -> [Int] {
    var others: [Int] = []
    var end: Int32 = 0
    for i in candidates where Int32(i) >= end {
      if i <= best, page.ends[i] > best { continue }
      if i > best, Int32(i) < page.ends[best] { continue }
      others.append(i)
      end = page.ends[i]
    }
    return others
  }

  /// The smallest element on the way down along which three quarters of the prose lie.
  private static func densest(on page: PageOutline, _ prose: [Int32]) -> Int {
    var root = page.page
    while true {
      var child = page.firstChild(of: root)
      var next: Int?
      while child < page.ends[root] {
        if page.name(of: child).holdsParagraphs, Int(prose[child]) * 4 >= Int(prose[root]) * 3 {
          next = child
          break
        }
        child = Int(page.ends[child])
      }
      // A paragraph is a text, not the place of one: its short neighbours belong to it.
      guard let next, prose[root] > 0, !isParagraph(page.markup.nodes[next].name) else {
        return root
      }
      root = next
    }
  }

  private static func isParagraph(_ name: ElementName) -> Bool {
    switch name {
    case .p, .pre, .blockquote, .li, .h1, .h2, .h3, .h4, .h5, .h6: true
    default: false
    }
  }
}

extension ElementName {
  /// Whether it can hold the paragraphs of an article, and is none of them.
  fileprivate var holdsParagraphs: Bool {
    switch self {
    case .p, .h1, .h2, .h3, .h4, .h5, .h6, .li, .dt, .dd, .blockquote, .pre, .figcaption, .caption,
      .a, .span, .em, .strong, .b, .i, .small, .u, .cite, .q, .code:
      false
    default: true
    }
  }
}
