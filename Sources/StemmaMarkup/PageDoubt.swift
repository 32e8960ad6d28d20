/// Why a page seems to hold no article.
enum PageDoubt {
  /// It says that it is not there, or that a visitor has to prove something first.
  case message(String)
  /// It leads to other pages, each with a headline that is a link.
  case list(Int)
  /// No sentence stands on it.
  case noSentence
  /// No text stands on it; scripts would write it.
  case scripted

  /// Looks for a reason to doubt; `nil` for an article, and for a fragment of a page.
  init?(_ article: ArticleSelection) {
    let page = article.page
    guard page.markup.nodes.contains(where: { $0.name == .html || $0.name == .body }) else {
      return nil
    }
    guard !page.blocks.isEmpty || article.linked != nil else {
      guard page.markup.nodes.contains(where: { $0.name == .script }) else { return nil }
      self = .scripted
      return
    }
    let kept = zip(page.blocks, article.fates).filter { $0.1 == .body }.map(\.0)
    let prose = kept.reduce(0) { $0 + Int($1.prose) }
    let shown = zip(page.blocks, article.fates).filter(\.1.isKept).map(\.0)
    if prose < 600, let phrase = Self.message(on: page, among: shown) {
      self = .message(phrase)
    } else if prose == 0, article.isWholePage {
      self = .noSentence
    } else if let stories = Self.stories(on: page, among: kept, prose: prose) {
      self = .list(stories)
    } else {
      return nil
    }
  }

  /// What a message says of it.
  var summary: String {
    switch self {
    case .message(let phrase): "it says “\(phrase)”"
    case .list(let count): "a list of \(count) other stories"
    case .noSentence: "no sentence stands on it"
    case .scripted: "it has no text but what scripts would write"
    }
  }

  /// The phrase of an error page or of a wall, in the title or in what is kept.
  private static func message(on page: PageOutline, among kept: [TextBlock]) -> String? {
    var words: [UInt8] = []
    if let title = page.markup.nodes.first(where: { $0.name == .title })?.content {
      words += page.source[title].prefix(400)
    }
    for block in kept.prefix(40) { words += page.words(of: block, limit: 400) }
    let text = LooseText(markup: words)
    return noArticlePhrases.first { text.contains(LooseText($0.utf8).bytes) }
  }

  /// How many headings that are links stand among what is kept, with little else between them.
  ///
  /// An article has 200 letters for each such heading, or fewer than eight; of 1,221 articles two
  /// have not.
  private static func stories(
    on page: PageOutline,
    among kept: [TextBlock],
    prose: Int
  ) -> Int? {
    guard let first = kept.first?.first, let last = kept.last?.first else { return nil }
    var count = 0
    for block in page.blocks
    where (first...last).contains(block.first) && block.weight >= 15
      && block.linked * 5 > block.weight * 4
    {
      if page.holders(of: block, upTo: 3).contains(where: { page.name(of: $0).isHeading }) {
        count += 1
      }
    }
    return count >= 8 && prose < count * 200 ? count : nil
  }
}
