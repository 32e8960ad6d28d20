internal import StemmaText

extension ArticleSelection.Fate {
  /// What a block with this fate is to the article.
  var role: Block.Role? {
    switch self {
    case .body: .body
    case .headline: .headline
    case .standfirst: .standfirst
    case .credit: .credit
    case .caption: .caption
    case .left: nil
    }
  }
}

extension ArticleSelection {
  /// What a message says of an element that is left out: the reason, the tag, and how much is links.
  func detail(on node: Int, _ reason: PageReason) -> String {
    var detail = reason.summary
    let name = page.markup.nodes[node].name.rawValue
    if !name.isEmpty { detail += ", in <\(name)>" }
    for attribute in [AttributeName.class, .id, .role] {
      guard let value = page.markup.value(of: attribute, on: node), !value.isEmpty else { continue }
      let words = value.prefix(60).split(whereSeparator: \.isMarkupSpace).prefix(3)
      let text = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
      detail += ", \(attribute.rawValue) “\(text)”"
      break
    }
    var (linked, weight) = (0, 0)
    var i = page.firstBlock(in: node) ?? page.blocks.count
    while i < page.blocks.count, page.node(node, holds: page.blocks[i].first) {
      linked += Int(page.blocks[i].linked)
      weight += Int(page.blocks[i].weight)
      i += 1
    }
    if weight > 0, linked > 0 { detail += ", \(linked * 100 / weight) % links" }
    return detail
  }
}
