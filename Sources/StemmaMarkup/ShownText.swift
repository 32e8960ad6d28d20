internal import StemmaText

/// What a page shows beside and around its article, for reading particulars off.
struct ShownText {
  let article: ArticleSelection
  var page: PageOutline { article.page }

  /// The pieces from the headline to the first words of the text; empty where these are not known.
  let opening: Range<Int32>

  /// The pieces of the page from a little above the headline to a little behind the text; all of
  /// them where no article was found.
  let surroundings: Range<Int32>

  /// Short lines from the headline to a few behind the first paragraph, and behind the last.
  private(set) var nearbyLines: [Line] = []

  init(_ article: ArticleSelection) {
    self.article = article
    let (page, blocks) = (article.page, article.page.blocks)
    guard !article.isWholePage, let first = article.fates.firstIndex(of: .body),
      let last = article.fates.lastIndex(of: .body)
    else {
      opening = 0..<0
      surroundings = 0..<Int32(page.markup.pieces.count)
      return
    }
    let start = blocks[first].first
    let heading = page.markup.nodes.last {
      $0.name == .h1 && $0.pieces.lowerBound < start && $0.pieces.count > 2
    }
    let headline = article.fates.firstIndex(of: .headline).map { blocks[$0].first }
    let top = min(headline ?? start, heading?.pieces.lowerBound ?? start, start)
    // A hundred and fifty pieces are some forty elements with their text.
    opening = max(top, start - 150)..<start
    // Sixty pieces are some fifteen elements: a byline above a headline.
    let lower = max(0, opening.lowerBound - 60)
    surroundings = lower..<max(lower + 1, blocks[last].last + 120)
    nearbyLines = linesNearby()
  }

  /// Where the opening stands in the source.
  var placeOfOpening: Range<Int> {
    guard !opening.isEmpty else { return 0..<0 }
    let pieces = page.markup.pieces
    return Int(pieces[Int(opening.lowerBound)].lower)..<Int(pieces[Int(opening.upperBound)].lower)
  }

  /// A line of the page, and where it stands in the source.
  struct Line {
    let text: String
    let place: Range<Int>
  }

  /// Whether an element is not in comments or other stories.
  func isOfArticle(_ i: Int) -> Bool {
    if isInOpening(i) { return true }
    guard !isElsewhere(i) else { return false }
    var node = i
    for _ in 0..<6 {
      node = page.parent(of: node)
      if node == page.page { break }
      if isElsewhere(node) { return false }
    }
    return true
  }

  /// Whether an element stands between the headline and the text, where links lead to the author
  /// and the section.
  func isInOpening(_ i: Int) -> Bool {
    guard i < page.page else { return false }
    let pieces = page.markup.nodes[i].pieces
    guard opening.lowerBound <= pieces.lowerBound, pieces.upperBound <= opening.upperBound else {
      return false
    }
    switch article.reasons[i] {
    case .comments?, .advertisement?, .concealed?: return false
    default: return true
    }
  }

  private func isElsewhere(_ i: Int) -> Bool {
    switch article.reasons[i] {
    case .comments?, .promotion?, .navigation?, .advertisement?, .concealed?, .links?: true
    default: false
    }
  }

  /// What is put where a tag stood.
  enum TagMark { case nothing, space, mark }

  /// The text an element shows, in one line; `nil` where it shows none, or more than the limit.
  func text(in i: Int, limit: Int, tags: TagMark = .space) -> String? {
    var bytes: [UInt8] = []
    let pieces = page.markup.nodes[i].pieces
    var hidden: Int32 = 0
    for k in Int(pieces.lowerBound)..<Int(pieces.upperBound) {
      let piece = page.markup.pieces[k]
      if piece.kind == .open, page.marks[Int(piece.payload)].kind == .hidden {
        hidden = max(hidden, page.markup.nodes[Int(piece.payload)].pieces.upperBound)
      }
      guard k >= hidden else { continue }
      switch piece.kind {
      case .text: bytes += page.source[piece.range].prefix(limit * 4)
      case .reference:
        let lower = Int(piece.payload)
        bytes += page.markup.bytes[lower..<lower + Int(piece.payloadCount)]
      case .open, .close:
        let name = page.markup.nodes[Int(piece.payload)].name
        let isApart = name.display != nil || name == .br
        switch tags {
        case .nothing: if isApart { bytes.append(0x20) }
        case .space: bytes.append(0x20)
        case .mark: bytes += [0x20, 0x1F, 0x20]
        }
      default: break
      }
      guard bytes.count <= limit * 12 else { return nil }
    }
    let text = tidied(String(decoding: bytes, as: UTF8.self))
    let size = tags == .mark ? text.utf8.count { $0 > 0x20 } : text.utf8.count
    return size == 0 || size > limit ? nil : text
  }

  /// Where an element stands in the source.
  func place(of i: Int) -> Range<Int> {
    let node = page.markup.nodes[i]
    let pieces = node.pieces
    return Int(
      page.markup.pieces[Int(pieces.lowerBound)].lower
    )..<Int(page.markup.pieces[Int(pieces.upperBound) - 1].upper)
  }

  private func linesNearby() -> [Line] {
    let blocks = page.blocks
    guard !article.isWholePage, let first = article.fates.firstIndex(of: .body),
      let last = article.fates.lastIndex(of: .body)
    else { return [] }
    let headline = article.fates.firstIndex(of: .headline) ?? first
    let known = blocks.firstIndex { $0.first >= self.opening.lowerBound } ?? first
    let opening =
      max(0, min(headline, first - 12, max(known, first - 40)))..<min(blocks.count, first + 4)
    let ending = max(first + 4, last - 1)..<max(first + 4, min(blocks.count, last + 6))
    return (Array(opening) + Array(ending)).filter { i in
      guard blocks[i].weight < 120, isOfArticle(Int(blocks[i].node)) else { return false }
      return article.fates[i] != .left(.links) || self.opening.contains(blocks[i].first)
    }
    .map { line(of: blocks[$0], limit: 400) }
  }

  /// The block that holds the first words of an element, or that the element stands in.
  func block(around i: Int) -> TextBlock? {
    let piece = page.markup.nodes[i].pieces.lowerBound
    var (lower, upper) = (0, page.blocks.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if page.blocks[middle].last < piece { lower = middle + 1 } else { upper = middle }
    }
    return lower < page.blocks.count ? page.blocks[lower] : nil
  }

  /// The blocks that are something to the article, as lines.
  func lines(as fate: ArticleSelection.Fate) -> [Line] {
    page.blocks.indices.filter { article.fates[$0] == fate }.map {
      line(of: page.blocks[$0], limit: 2_000)
    }
  }

  /// A block of the page in one line.
  func line(of block: TextBlock, limit: Int) -> Line {
    let text = tidied(String(decoding: page.words(of: block, limit: limit), as: UTF8.self))
    let pieces = page.markup.pieces
    return Line(
      text: text,
      place: Int(pieces[Int(block.first)].lower)..<Int(pieces[Int(block.last)].upper)
    )
  }
}
