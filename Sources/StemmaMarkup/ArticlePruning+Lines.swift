/// What lines inside the article are not its running text.
extension ArticlePruning {
  /// “See also: …”, where what is behind the colon is a link, in whatever language.
  mutating func dropPointers() {
    for (k, i) in inside.enumerated() where fates[k] == .body {
      let block = page.blocks[i]
      let name = page.name(of: Int(block.node))
      guard block.weight < 220, block.linked * 2 > block.weight,
        name == .p || name == .div || name == .section || name == .blockquote || name.isHeading
      else { continue }
      let words = page.words(of: block, limit: 400)
      guard let colon = words.prefix(36).firstIndex(of: 0x3A), colon > 2 else { continue }
      let behind = words[colon...].count { $0 > 0x20 && ($0 < 0x80 || $0 >= 0xC0) }
      if Int(block.linked) * 5 >= behind * 4 { fates[k] = .left(.pointer) }
    }
  }

  /// A line that is links to what the story is filed under
  /// (https://microformats.org/wiki/rel-tag), its label included.
  mutating func dropTopics() {
    for (k, i) in inside.enumerated() where fates[k] == .body {
      let block = page.blocks[i]
      guard block.linked * 3 > block.weight * 2, page.isOfTopics(block) else { continue }
      fates[k] = .left(.navigation)
    }
  }

  /// Short paragraphs with a link to where one subscribes, and lists of links set in a paragraph.
  mutating func dropOffers() {
    for (k, i) in inside.enumerated() where fates[k] == .body {
      let block = page.blocks[i]
      guard block.linked > 0, block.weight < 260 else { continue }
      let name = page.name(of: Int(block.node))
      guard name == .p || name == .div || name.isHeading else { continue }
      let links = page.links(in: block)
      if links.contains(where: page.leadsToOffer) {
        fates[k] = .left(.promotion)
      } else if name == .p, links.count > 1, block.linked * 4 > block.weight * 3,
        !block.endsLikeSentence
      {
        fates[k] = .left(.pointer)
      }
    }
  }

  /// The headline again, in front of the first paragraph.
  mutating func dropHeadline() {
    for (k, i) in inside.enumerated() where fates[k].isKept {
      let block = page.blocks[i]
      let isHeading = page.name(of: Int(block.node)).isHeading
      if block.prose > 0, !isHeading { return }
      guard fates[k] == .body, isHeading || block.weight < 150 else { continue }
      let text = LooseText(page.words(of: block, limit: 400))
      if statements.title.contains(text.bytes), text.bytes.count > 9 { fates[k] = .headline }
    }
  }

  mutating func dropRepeats() {
    let kept = inside.indices.filter { fates[$0] == .body }
    let repeats = page.repeats(among: kept.map { inside[$0] })
    for (i, k) in kept.enumerated() where repeats.contains(i) { fates[k] = .left(.copy) }
  }

  /// Short texts that stand bare in a section and do not end like sentences.
  mutating func dropLabels() {
    var isInFront = true
    for (k, i) in inside.enumerated() where fates[k] == .body {
      let block = page.blocks[i]
      if block.weight >= 90 || block.prose > 0 && block.endsLikeSentence { isInFront = false }
      if isInFront, block.weight < 60 {
        switch page.name(of: Int(block.node)) {
        case .p where block.weight < 17 && !block.endsLikeSentence,
          .li where block.weight < 17 && !block.endsLikeSentence,
          .div, .section, .header, .aside:
          fates[k] = .left(.label)
          continue
        default: break
        }
      }
      guard block.weight < 40, !block.endsLikeSentence else { continue }
      switch page.name(of: Int(block.node)) {
      case .div, .section, .article, .main, .header, .aside, .body: fates[k] = .left(.label)
      default: break
      }
    }
  }

  /// Headings and labels behind the last sentence.
  mutating func dropTrail() {
    for k in inside.indices.reversed() where fates[k].isKept {
      let block = page.blocks[inside[k]]
      guard fates[k] == .body else { continue }
      let name = page.name(of: Int(block.node))
      guard
        name.isHeading || isLabel(block, in: name) || isCopyright(block) || isBare(block, in: name)
      else { return }
      fates[k] = .left(.trailing)
    }
  }

  private func isLabel(_ block: TextBlock, in name: ElementName) -> Bool {
    switch name {
    case .li, .td, .th, .dd, .dt: return false
    default: break
    }
    let outer = page.name(of: page.parent(of: Int(block.node)))
    if outer == .li || outer == .td { return false }
    return block.endsWithColon || block.weight < 60 && !block.endsLikeSentence
  }

  /// Whether it is a short text that stands in no paragraph, as buttons and offers do.
  private func isBare(_ block: TextBlock, in name: ElementName) -> Bool {
    switch name {
    case .div, .section, .article, .main, .footer, .aside:
      guard block.weight < 90 else { return false }
      let outer = page.name(of: page.parent(of: Int(block.node)))
      return outer != .li && outer != .td && outer != .dd
    default: return false
    }
  }

  private func isCopyright(_ block: TextBlock) -> Bool {
    let words = page.words(of: block, limit: 12)
    return words.starts(with: "©".utf8) || words.prefix(9).isWord("copyright")
  }

  /// A heading behind which only links stood.
  mutating func dropHeadingsOfLinks() {
    var next: Int?  // the nearest kept block behind
    for k in inside.indices.reversed() {
      defer { if fates[k].isKept { next = k } }
      guard fates[k] == .body, page.name(of: Int(page.blocks[inside[k]].node)).isHeading,
        k + 1 < inside.count, !fates[k + 1].isKept, fates[k + 1] != .left(.label)
      else { continue }
      let behind = page.blocks[inside[k + 1]]
      guard behind.linked * 2 > behind.weight else { continue }
      let nextIsHeading = next.map { page.name(of: Int(page.blocks[inside[$0]].node)).isHeading }
      if nextIsHeading ?? true { fates[k] = .left(.emptyHeading) }
    }
  }
}

extension PageOutline {
  /// The links that begin in a block.
  fileprivate func links(in block: TextBlock) -> [Int] {
    markup.pieces[max(0, Int(block.first) - 1)...Int(block.last)]
      .filter { $0.kind == .open }.map { Int($0.payload) }
      .filter { marks[$0].isLink }
  }

  /// Whether every link in a block is one to a topic.
  fileprivate func isOfTopics(_ block: TextBlock) -> Bool {
    let links = links(in: block)
    return !links.isEmpty
      && links.allSatisfy { node in
        markup.value(of: .rel, on: node)?.split(whereSeparator: \.isMarkupSpace)
          .contains { $0.isWord("tag") } ?? false
      }
  }

  /// Whether a link's address has a word for subscribing, in its host or in its path.
  fileprivate func leadsToOffer(_ link: Int) -> Bool {
    guard let address = markup.value(of: .href, on: link) else { return false }
    return address.prefix(200).prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
      .split { !$0.isLetter && $0 < 0x80 }
      .contains { word in offers.contains { word.isWord($0) } }
  }
}

/// Words for places where one subscribes, as they stand in addresses.
private let offers: [StaticString] = [
  "subscribe", "subscription", "subscriptions", "newsletter", "newsletters", "signup",
]
