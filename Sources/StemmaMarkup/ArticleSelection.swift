/// Which texts of a page are the article's, and why the others are not.
struct ArticleSelection {
  /// What a block is to the article.
  enum Fate: Equatable, Sendable {
    case body, headline, standfirst, credit, caption
    case left(PageReason)

    /// Whether its text is kept.
    var isKept: Bool {
      if case .left = self { return false }
      return true
    }
  }

  let page: PageOutline

  /// Whether the page says its text only to those who run no scripts.
  let showsNoscript: Bool

  /// The text that JSON-LD gives, where it stands for the page's own.
  private(set) var linked: LinkedBody?

  /// What the page seems to be instead of an article; `nil` where one was found.
  private(set) var doubt: String?

  /// What becomes of each block of the page.
  private(set) var fates: [Fate]

  /// For each element, why it as a whole is something else; `nil` if it is not, or not as a whole.
  private(set) var reasons: [PageReason?]

  /// Whether no article was found, and the page is taken as it is.
  private(set) var isWholePage = false

  /// Reads the page.
  init(_ markup: Markup, in source: Source, isPage: Bool = true) {
    let shown = PageOutline(markup, in: source)
    let silent = isPage ? shown.withNoscript : nil
    page = silent ?? shown
    showsNoscript = silent != nil
    fates = [Fate](repeating: .left(.outside), count: page.blocks.count)
    reasons = [PageReason?](repeating: nil, count: page.page + 1)
    let linked = isPage ? LinkedBody(markup, in: source) : nil
    if isPage, page.isArticleLike { select(by: linked) }
    if let linked { takeUp(linked) }
    if fates.contains(.body) || self.linked != nil { decideOnElements() } else { keepEverything() }
    if isPage { doubt = PageDoubt(self)?.summary }
  }

  /// Takes all of a source for text: what a feed carries has been chosen by its publisher.
  init(whole markup: Markup, in source: Source) {
    page = PageOutline(unread: markup, in: source)
    showsNoscript = false
    fates = []
    reasons = [PageReason?](repeating: nil, count: markup.nodes.count + 1)
    isWholePage = true
  }

  /// For each element, why all of its text is left out; `nil` where some is kept, or none is there,
  /// or where it is better said of the parts.
  private mutating func decideOnElements() {
    var holdsComments = [Bool](repeating: false, count: page.page + 1)
    var lowest = [UInt8](repeating: .max, count: page.page + 1)
    var highest = [UInt8](repeating: 0, count: page.page + 1)
    for (block, fate) in zip(page.blocks, fates) {
      var code: UInt8 = 0
      if case .left(let reason) = fate { code = reason.rawValue + 1 }
      if fate == .left(.comments) { holdsComments[Int(block.node)] = true }
      lowest[Int(block.node)] = min(lowest[Int(block.node)], code)
      highest[Int(block.node)] = max(highest[Int(block.node)], code)
    }
    for i in page.markup.nodes.indices.reversed() {
      let parent = page.parent(of: i)
      lowest[parent] = min(lowest[parent], lowest[i])
      highest[parent] = max(highest[parent], highest[i])
      if holdsComments[i] { holdsComments[parent] = true }
      if page.marks[i].kind == .hidden {
        reasons[i] = .element
      } else if lowest[i] == 0 || lowest[i] == .max || !page.marks[i].isBoundary {
        // Text that stands in an inline element belongs to the block around that.
        reasons[i] = nil
      } else if lowest[i] == highest[i] {
        reasons[i] = PageReason(rawValue: lowest[i] - 1)
      } else if holdsComments[i] {
        // Comments in a foot or a side column are told apart from it.
        reasons[i] = nil
      }
    }
    var holder = linked?.script ?? page.page
    while holder != page.page {
      reasons[holder] = nil
      holder = page.parent(of: holder)
    }
  }

  /// Takes the text that JSON-LD gives where the page itself shows little or nothing of it.
  private mutating func takeUp(_ linked: LinkedBody) {
    let kept = page.blocks.indices.filter { fates[$0] == .body }
    guard linked.isMissed(beside: kept.reduce(0) { $0 + Int(page.blocks[$1].prose) }) else {
      return
    }
    self.linked = linked
    for i in kept {
      fates[i] = .left(linked.repeats(page.blocks[i], on: page) ? .repeated : .unlisted)
    }
  }

  private mutating func select(by linked: LinkedBody?) {
    let all = page.sums(of: page.blocks, \.prose)
    let named = Exclusion(from: page, prose: all)
    let believed = !named.leftTooLittle(for: named.body)
    if believed { select(within: named, by: linked) }
    // Names that leave no sentence are not believed.
    guard !believed || !fates.contains(.body) else { return }
    for i in fates.indices { fates[i] = .left(.outside) }
    select(within: named.withoutNames(), by: linked)
  }

  private mutating func select(within exclusion: Exclusion, by linked: LinkedBody?) {
    var body = exclusion.body
    let marks = PageStatements(page)
    var inside = page.blocks.indices.filter {
      exclusion.isVisible[$0] && page.node(body.root, holds: page.blocks[$0].first)
    }
    let opening = ArticleOpening(page, marks, exclusion, body, inside)
    let anchor = linked.flatMap { $0.anchor(on: page, within: body.root) }
    if let anchor, anchor.root != body.root {
      body.root = anchor.root
      inside = page.blocks.indices.filter {
        exclusion.isVisible[$0] && page.node(body.root, holds: page.blocks[$0].first)
      }
    }
    for i in page.blocks.indices {
      if let reason = exclusion.reason(for: page.blocks[i]) { fates[i] = .left(reason) }
    }
    reasons = exclusion.reasons
    var pruning = ArticlePruning(page, marks, body, inside)
    pruning.prune(by: anchor)
    for (i, fate) in zip(inside, pruning.fates) { fates[i] = fate }
    for (node, reason) in pruning.dropped { reasons[node] = reason }
    // A text that opens the page again in its body is no opening.
    let isMoved = anchor.map { $0.root != opening.root } ?? false
    for (i, fate) in opening.fates where !fates[i].isKept {
      if isMoved, fate == .standfirst { continue }
      fates[i] = fate
    }
  }

  /// A page in which no article is found is all text.
  private mutating func keepEverything() {
    isWholePage = true
    for i in fates.indices { fates[i] = .body }
    for i in reasons.indices { reasons[i] = nil }
  }
}

extension PageOutline {
  /// The page with what it says to those who run no scripts, where that is most of it.
  ///
  /// 400: two or three paragraphs, which are no note that scripts are needed.
  fileprivate var withNoscript: PageOutline? {
    guard prose < 1_000,
      markup.nodes.contains(where: { $0.name == .noscript && $0.range.count > 1_000 })
    else { return nil }
    let other = PageOutline(markup, in: source, showsNoscript: true)
    return other.prose - prose >= max(400, 2 * prose) ? other : nil
  }

  /// Whether there is something to choose from: prose, on a page or in a long fragment of one.
  fileprivate var isArticleLike: Bool {
    // 400: two or three paragraphs; a shorter fragment comes from a feed or a test, chosen already.
    prose >= 400
      || prose > 0 && markup.nodes.contains { [.html, .head, .body].contains($0.name) }
  }
}

/// What is something else than the article wherever it stands, by its names.
struct Exclusion {
  let page: PageOutline

  /// For each element, why it is left out as a whole.
  private(set) var reasons: [PageReason?]

  /// For each element, the reason of the outermost that is left out around it.
  private var inherited: [PageReason?] = []

  /// For each block, whether it is in none of them.
  private(set) var isVisible: [Bool]

  /// Weight of the prose that is not in comments.
  private var rest: Int32 = 0
  private(set) var prose: [Int32] = []
  private(set) var weights: [Int32] = []

  /// The element that holds the article's text, without what is left out.
  private(set) var body: ArticleBody

  init(from page: PageOutline, prose all: [Int32]) {
    self.page = page
    reasons = [PageReason?](repeating: nil, count: page.page + 1)
    isVisible = [Bool](repeating: true, count: page.blocks.count)
    body = ArticleBody(on: page, prose: all, weights: all)
    rest = all[page.page]
    excludeComments(all)
    excludeForeign(all)
    settle()
  }

  /// Comments are left out while something else is left.
  private mutating func excludeComments(_ all: [Int32]) {
    let total = all[page.page]
    var i = 0
    while i < page.page {
      if page.marks[i].kind == .comments {
        // 120: less than two paragraphs are no article.
        if total - all[i] >= max(120, total / 25) {
          reasons[i] = .comments
          rest -= all[i]
        }
        i = Int(page.ends[i])
      } else {
        i += 1
      }
    }
  }

  /// What is named something else, unless it holds half of what is left.
  private mutating func excludeForeign(_ all: [Int32]) {
    var i = 0
    while i < page.page {
      let mark = page.marks[i]
      if reasons[i] != nil || mark.kind == .hidden {
        i = Int(page.ends[i])
      } else if mark.kind == .foreign, Int(all[i]) * 2 < max(1, Int(rest)) {
        reasons[i] = mark.reason
        i = Int(page.ends[i])
      } else {
        i += 1
      }
    }
  }

  private mutating func settle() {
    inherited = reasons
    for i in 0..<page.page where reasons[i] == nil { inherited[i] = inherited[page.parent(of: i)] }
    for (i, block) in page.blocks.enumerated() { isVisible[i] = inherited[Int(block.node)] == nil }
    let visible = zip(page.blocks, isVisible).lazy.filter(\.1).map(\.0)
    prose = page.sums(of: visible, \.prose)
    weights = page.sums(of: visible, \.weight)
    body = ArticleBody(on: page, prose: prose, weights: weights)
  }

  /// Whether names took so much that they cannot all be true.
  ///
  /// A fifth of the page, in fewer than 800 letters, where no element says that it is the body.
  func leftTooLittle(for body: ArticleBody) -> Bool {
    guard Int(prose[page.page]) * 5 < Int(rest), prose[page.page] < 800 else { return false }
    return body.rank > 2 || weights[body.root] < 100
  }

  /// The exclusion of comments and of elements made for something else alone.
  func withoutNames() -> Exclusion {
    var other = self
    for i in reasons.indices {
      guard let reason = reasons[i], reason != .comments else { continue }
      let name = page.name(of: i)
      if name != .nav, name != .footer, name != .aside { other.reasons[i] = nil }
    }
    other.settle()
    return other
  }

  /// Why a block is left out; `nil` if its names say nothing.
  func reason(for block: TextBlock) -> PageReason? { inherited[Int(block.node)] }
}
