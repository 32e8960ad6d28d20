/// What inside the article's element is not its running text.
struct ArticlePruning {
  let page: PageOutline
  let statements: PageStatements
  private let body: ArticleBody

  /// Indexes of the blocks inside.
  let inside: [Int]

  /// What becomes of each of them.
  var fates: [ArticleSelection.Fate]

  /// The elements that are left out as a whole.
  private(set) var dropped: [(Int, PageReason)] = []

  private var weights: [Int32] = []
  private var linked: [Int32] = []
  private var prose: [Int32] = []
  private var counts: [Int32] = []
  private var holdsPicture: [Bool] = []

  init(_ page: PageOutline, _ statements: PageStatements, _ body: ArticleBody, _ inside: [Int]) {
    self.page = page
    self.statements = statements
    self.body = body
    self.inside = inside
    fates = [ArticleSelection.Fate](repeating: .body, count: inside.count)
  }

  /// Decides on every block inside.
  mutating func prune(by anchor: LinkedBody.Anchor?) {
    if let anchor { keepListed(by: anchor) }
    measure()
    dropElements()
    dropPointers()
    dropTopics()
    dropOffers()
    dropHeadline()
    dropRepeats()
    dropLabels()
    dropTrail()
    dropHeadingsOfLinks()
  }

  /// Leaves out what stands around the text that JSON-LD gives, and paragraphs that are not in it.
  private mutating func keepListed(by anchor: LinkedBody.Anchor) {
    guard let extent = anchor.extent else { return }
    for (k, i) in inside.enumerated() {
      let block = page.blocks[i]
      let isMissing = anchor.missing.contains(i)
      if block.first < extent.lowerBound, isStandfirst(block) {
        fates[k] = .standfirst
        continue
      }
      if block.first > extent.upperBound || block.first < extent.lowerBound
        || isMissing && block.prose > 0 && page.isParagraph(block)
      {
        fates[k] = .left(.unlisted)
      }
    }
  }

  private func isStandfirst(_ block: TextBlock) -> Bool {
    guard block.prose > 0 else { return false }
    return statements.isDescribed(LooseText(page.words(of: block, limit: 400)))
      || page.holders(of: block, upTo: 3).contains { page.marks[$0].words.contains(.standfirst) }
  }

  private mutating func measure() {
    let blocks = zip(inside, fates).filter(\.1.isKept).map { page.blocks[$0.0] }
    weights = page.sums(of: blocks, \.weight)
    linked = page.sums(of: blocks, \.linked)
    prose = page.sums(of: blocks, \.prose)
    counts = page.sums(of: blocks) { _ in 1 }
    holdsPicture = [Bool](repeating: false, count: page.page + 1)
    for i in page.markup.nodes.indices.reversed() {
      let name = page.markup.nodes[i].name
      if name == .img || name == .picture { holdsPicture[i] = true }
      if holdsPicture[i] { holdsPicture[page.parent(of: i)] = true }
    }
  }

  private mutating func dropElements() {
    var fate = [ArticleSelection.Fate?](repeating: nil, count: page.page + 1)
    var i = page.firstChild(of: body.root)
    let end = Int(page.ends[body.root])
    while i < end {
      guard page.marks[i].kind != .hidden, weights[i] > 0, let found = self.fate(of: i) else {
        i = page.marks[i].kind == .hidden ? Int(page.ends[i]) : i + 1
        continue
      }
      let upper = Int(page.ends[i])
      for node in i..<upper { fate[node] = found }
      if case .left(let reason) = found { dropped.append((i, reason)) }
      i = upper
    }
    for (k, i) in inside.enumerated() where fates[k].isKept {
      if let found = fate[Int(page.blocks[i].node)] { fates[k] = found }
    }
    restoreHeadings()
  }

  /// What an element inside the article is, if it is not running text.
  private func fate(of i: Int) -> ArticleSelection.Fate? {
    let name = page.markup.nodes[i].name
    if let reason = linkReason(of: i, named: name) { return .left(reason) }
    if name == .figcaption { return .caption }
    if name == .time { return .credit }
    if name == .h1, i == statements.heading || isTitle(i) { return .headline }
    let all = max(1, Int(prose[body.root]))
    if page.marks[i].kind == .beside, Int(prose[i]) * 5 < all {
      let words = page.marks[i].words
      if words.contains(.caption) { return .caption }
      if words.contains(.gallery) { return .left(.gallery) }
      if words.contains(.author), !name.isHeading, Int(prose[i]) * 20 < all * 3 {
        return weights[i] < 200 ? .credit : .left(.author)
      }
      if words.contains(.credit), weights[i] < 200, !name.isHeading { return .credit }
      if words.contains(.box) { return .left(.box) }
    }
    return isPictureText(i, named: name, all) ? .caption : nil
  }

  /// A short text alone in an element with a picture is said about the picture.
  private func isPictureText(_ i: Int, named name: ElementName, _ all: Int) -> Bool {
    switch name {
    case .div, .section, .aside, .a, .span, .center, .dl: break
    default: return false
    }
    return counts[i] == 1 && holdsPicture[i] && weights[i] < 300 && Int(prose[i]) * 10 < all
  }

  /// Lists and sections of links: four fifths of the text, or half of a short one.
  private func linkReason(of i: Int, named name: ElementName) -> PageReason? {
    let (linked, all) = (Int(linked[i]), Int(weights[i]))
    guard linked * 2 > all else { return nil }
    switch name {
    case .div, .ul, .ol, .dl, .section:
      return linked * 5 > all * 4 || all < 400 ? .links : nil
    case .table, .header: return linked * 5 > all * 4 ? .links : nil
    case .p:
      switch page.name(of: page.parent(of: i)) {
      case .li, .td, .dd, .th: return nil
      default: return linked * 10 > all * 9 ? .links : nil
      }
    case .h1, .h2, .h3, .h4, .h5, .h6: return linked * 5 > all * 4 && name != .h1 ? .links : nil
    default: return nil
    }
  }

  private func isTitle(_ i: Int) -> Bool {
    guard let k = page.firstBlock(in: i) else { return false }
    return statements.isTitle(LooseText(page.words(of: page.blocks[k], limit: 400)), atLeast: 8)
  }

  /// A heading that is a link, and a paragraph behind it, are a section of the article.
  private mutating func restoreHeadings() {
    var restored: Set<Int> = []
    for k in inside.indices where fates[k] == .left(.links) {
      let node = Int(page.blocks[inside[k]].node)
      guard page.name(of: node).isHeading else { continue }
      let next = (k + 1..<min(k + 3, inside.count)).contains {
        fates[$0] == .body && page.blocks[inside[$0]].prose > 0
          && page.parent(of: Int(page.blocks[inside[$0]].node)) == page.parent(of: node)
      }
      if next {
        fates[k] = .body
        restored.insert(node)
      }
    }
    if !restored.isEmpty { dropped.removeAll { restored.contains($0.0) } }
  }
}

extension ElementName {
  /// Whether it is a heading of a section.
  var isHeading: Bool {
    switch self {
    case .h1, .h2, .h3, .h4, .h5, .h6: true
    default: false
    }
  }
}
