/// The text of the article as JSON-LD gives it (https://schema.org/articleBody).
///
/// It is on 15, 26 and 2 % of the pages of three data sets. It shows where the body is; it is no
/// replacement: lists, tables and headings are often missing from it.
struct LinkedBody {
  private let text: LooseText

  /// Where the text stands, without its quotation marks, and the script that holds it.
  let place: Range<Int>
  let script: Int

  /// Which runs of four bytes stand in the text, by a hash of 16 bits; most words elsewhere on the
  /// page have one that does not.
  private var runs = [Bool](repeating: false, count: 1 << 16)

  /// Where the words of the body stand on a page.
  struct Anchor {
    let root: Int

    /// The first and last piece of blocks that stand in the text; `nil` where it is only a part.
    let extent: ClosedRange<Int32>?

    /// The blocks of the page whose words were looked for and not found.
    let missing: Set<Int>
  }

  /// Looks for the longest body in the scripts of a page; `nil` if there is none.
  init?(_ markup: Markup, in source: Source) {
    var longest: String?
    var place = 0..<0
    var script = 0
    for i in markup.nodes.indices where markup.nodes[i].name == .script {
      guard let type = markup.value(of: .type, on: i), type.count >= 19,
        type.prefix(19).isWord("application/ld+json")
      else { continue }
      let content = markup.nodes[i].content
      var from = content.lowerBound
      while let key = source.first("\"articlebody\"", from: from, to: content.upperBound) {
        from = key + 13
        while from < content.upperBound, source[from].isMarkupSpace || source[from] == 0x3A {
          from += 1
        }
        guard from < content.upperBound, source[from] == 0x22,
          let value = JSONValue(source, at: from..<content.upperBound)?.text
        else { continue }
        guard value.utf8.count > longest?.utf8.count ?? 300 else { continue }
        longest = value
        place = from + 1..<source.endOfString(at: from, to: content.upperBound)
        script = i
      }
    }
    guard let longest else { return nil }
    self.place = place
    self.script = script
    text = LooseText(markup: longest.utf8)
    for i in 0..<max(0, text.bytes.count - 3) { runs[Self.run(at: i, of: text.bytes)] = true }
  }

  private static func run(at i: Int, of bytes: some RandomAccessCollection<UInt8>) -> Int {
    var run: UInt32 = 0
    for byte in bytes.dropFirst(i).prefix(4) { run = run << 8 | UInt32(byte) }
    return Int((run &* 0x9E37_79B1) >> 16)
  }

  /// Whether the text may hold some bytes, and if so, whether it does.
  private func contains(_ bytes: ArraySlice<UInt8>) -> Bool {
    for i in stride(from: 0, to: bytes.count - 3, by: 4) {
      guard runs[Self.run(at: i, of: bytes)] else { return false }
    }
    return text.contains(bytes)
  }

  /// Whether the words of a block stand in the text; `nil` for what is too short to tell.
  private func holds(_ words: [UInt8]) -> Bool? {
    let loose = LooseText(words).bytes
    guard loose.count >= 20 else { return nil }
    return contains(loose.prefix(24)) || contains(loose.suffix(24))
  }

  /// Finds the text's words on the page; `nil` if most of them are not there.
  func anchor(on page: PageOutline, within root: Int) -> Anchor? {
    var found: [Int] = []
    var missing: Set<Int> = []
    var weights = (found: 0, inRoot: 0)
    for (i, block) in page.blocks.enumerated() {
      switch holds(page.words(of: block)) {
      case true?:
        guard block.weight >= 40 else { continue }
        found.append(i)
        weights.found += Int(block.weight)
        if page.node(root, holds: block.first) { weights.inRoot += Int(block.weight) }
      case false?: missing.insert(i)
      case nil: break
      }
    }
    guard let first = found.first, let last = found.last,
      weights.found * 10 >= text.bytes.count * 6
    else { return nil }
    var root = root
    if weights.inRoot * 10 < weights.found * 7 {
      root = page.smallest(holding: Int(page.blocks[first].node), and: Int(page.blocks[last].node))
    }
    // It tells what is foreign only where it is the whole text, not its beginning.
    let prose = page.blocks.lazy.filter { page.isParagraph($0) && page.node(root, holds: $0.first) }
      .reduce(0) { $0 + Int($1.prose) }
    let isWhole = weights.found * 10 >= prose * 7
    return Anchor(
      root: root,
      extent: isWhole ? page.blocks[first].first...page.blocks[last].first : nil,
      missing: isWhole ? missing : []
    )
  }
}

extension LinkedBody {
  /// Whether it is so much more than what was found on the page that it stands for it.
  ///
  /// A page may show the beginning of its text to all, or none of it to those who run no scripts.
  /// 400: two or three paragraphs; what is shorter may be a summary.
  func isMissed(beside prose: Int) -> Bool {
    text.bytes.count >= 400 && prose * 3 < text.bytes.count
  }

  /// Whether the words of a block stand in it.
  func repeats(_ block: TextBlock, on page: PageOutline) -> Bool {
    holds(page.words(of: block)) == true
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the closing quotation mark of a JSON string stands that opens at an offset.
  fileprivate func endOfString(at quote: Int, to upper: Int) -> Int {
    var i = quote + 1
    while i < upper, self[i] != 0x22 { i += self[i] == UInt8(ascii: "\\") ? 2 : 1 }
    return Swift.min(i, upper)
  }
}

extension PageOutline {
  /// Whether a block is a paragraph, and not in a list, table or quotation.
  func isParagraph(_ block: TextBlock) -> Bool {
    let node = Int(block.node)
    switch name(of: node) {
    case .p, .div, .section: break
    default: return false
    }
    switch name(of: parent(of: node)) {
    case .blockquote, .li, .td: return false
    default: return true
    }
  }
}
