/// What the head of a page says about its article, and its first heading.
struct PageStatements {
  /// The texts of `<title>` and of descriptions, as loose text.
  private(set) var title = LooseText([])
  private(set) var descriptions: [LooseText] = []

  /// The first `<h1>`; `nil` without one.
  private(set) var heading: Int?

  init(_ page: PageOutline) {
    let markup = page.markup
    for i in markup.nodes.indices {
      switch markup.nodes[i].name {
      case .meta:
        let key = markup.value(of: .name, on: i) ?? markup.value(of: .property, on: i)
        guard let key, keys.contains(where: { key.isWord($0) }),
          let content = markup.value(of: .content, on: i)
        else { continue }
        descriptions.append(LooseText(markup: content.prefix(2_000)))
      case .title where title.bytes.isEmpty:
        let content = markup.nodes[i].content
        if content.count < 4_000 { title = LooseText(markup: page.source[content]) }
      case .h1 where heading == nil: heading = i
      default: break
      }
    }
  }

  /// Whether a text says what the title says, or part of it.
  func isTitle(_ text: LooseText, atLeast length: Int) -> Bool {
    guard text.bytes.count > length, !title.bytes.isEmpty else { return false }
    return title.contains(text.bytes) || text.contains(title.bytes)
  }

  /// Whether a description starts with a text, or the text with a description.
  func isDescribed(_ text: LooseText) -> Bool {
    guard text.bytes.count > 30 else { return false }
    return descriptions.contains {
      $0.starts(with: text.bytes.prefix(40))
        || $0.bytes.count > 40 && text.starts(with: $0.bytes.prefix(60))
    }
  }
}

private let keys: [StaticString] = ["description", "og:description", "twitter:description"]

/// The headline, standfirst and credits in front of an article's text.
struct ArticleOpening {
  /// What becomes of blocks in front of the text, by block.
  private(set) var fates: [(Int, ArticleSelection.Fate)] = []

  /// The body it is the opening of.
  let root: Int

  /// Looks between the headline and the first block of the text.
  ///
  /// A standfirst is known by its class, or by being the page's description of itself. The golds of
  /// three sets in four count it to the text; without it recall drops by .01 to .03 on two.
  init(
    _ page: PageOutline,
    _ statements: PageStatements,
    _ exclusion: Exclusion,
    _ body: ArticleBody,
    _ inside: [Int]
  ) {
    root = body.root
    guard let first = inside.first else { return }
    let start = statements.heading.map { page.markup.nodes[$0].pieces.lowerBound } ?? 0
    var known = inside.prefix(8).map {
      LooseText(page.words(of: page.blocks[$0], limit: 400)).bytes.prefix(40)
    }
    // Standfirsts in a part of the body that names leave out count too.
    let end = inside.first { $0 >= first && page.blocks[$0].prose > 0 }
    for i in 0..<(end ?? 0) where page.blocks[i].first >= start {
      let block = page.blocks[i]
      let holders = page.holders(of: block, upTo: 3)
      if holders.contains(where: { page.name(of: $0) == .h1 }) {
        if let heading = statements.heading, holders.contains(heading) {
          fates.append((i, .headline))
        }
        continue
      }
      if holders.contains(where: { [.figcaption, .figure].contains(page.name(of: $0)) }) {
        continue
      }
      if block.weight >= 30, block.linked * 2 <= block.weight {
        let text = LooseText(page.words(of: block, limit: 400))
        let isNew = !known.contains(text.bytes.prefix(40))
        let isNamed = isNamedStandfirst(
          block,
          holders,
          page,
          exclusion,
          hasHeading: statements.heading != nil
        )
        if isNew, statements.isDescribed(text) || isNamed {
          fates.append((i, .standfirst))
          known.append(text.bytes.prefix(40))
          continue
        }
      }
      if exclusion.isVisible[i], block.weight < 200, page.isCredit(block) {
        fates.append((i, .credit))
      }
    }
  }

  private func isNamedStandfirst(
    _ block: TextBlock,
    _ holders: [Int],
    _ page: PageOutline,
    _ exclusion: Exclusion,
    hasHeading: Bool
  ) -> Bool {
    guard block.weight > 80 || block.endsLikeSentence else { return false }
    if let reason = exclusion.reason(for: block) {
      // In front of a text a “teaser” is its own; elsewhere it is another story's.
      guard reason == .promotion, block.linked == 0, hasHeading else { return false }
      return holders.prefix(2).contains {
        page.marks[$0].words.isSuperset(of: [.standfirst, .promotion])
          && page.weight(of: $0) < block.weight * 3 / 2
      }
    }
    for node in holders {
      if node == page.page || Int(exclusion.prose[node]) * 3 > Int(exclusion.prose[root]) { break }
      if page.marks[node].words.contains(.standfirst) { return true }
    }
    return false
  }
}

extension PageOutline {
  /// The innermost elements around a block's first piece, inside out.
  func holders(of block: TextBlock, upTo count: Int) -> [Int] {
    var holders: [Int] = []
    var node = Int(block.holder)
    while node >= 0, node != page, holders.count < count {
      holders.append(node)
      node = parent(of: node)
    }
    return holders
  }

  /// The weight of all blocks that an element holds.
  func weight(of node: Int) -> Int32 {
    let behind = firstBlock(in: node).map { blocks[$0...] } ?? []
    return behind.prefix { self.node(node, holds: $0.first) }.reduce(0) { $0 + $1.weight }
  }

  /// Whether a block says who wrote the article, or when.
  func isCredit(_ block: TextBlock) -> Bool {
    holders(of: block, upTo: 4).contains { node in
      name(of: node) == .time || !marks[node].words.isDisjoint(with: [.credit, .author])
    }
  }
}
