/// The elements and texts of a page as flat arrays, in the order of the page.
///
/// Index `markup.nodes.count` stands for the page itself, whose children are the elements that
/// stand in no other.
struct PageOutline {
  let source: Source
  let markup: Markup

  /// What each element is by its name, role, class and identifier.
  private(set) var marks: [ElementMark]

  /// For each element, the index behind its last descendant.
  private(set) var ends: [Int32]

  /// The texts between the boundaries of blocks, by position.
  private(set) var blocks: [TextBlock] = []

  /// Weight of the prose on the page.
  var prose: Int { blocks.reduce(0) { $0 + Int($1.prose) } }

  /// The index of the page itself.
  var page: Int { markup.nodes.count }

  init(_ markup: Markup, in source: Source, showsNoscript: Bool = false) {
    self.markup = markup
    self.source = source
    marks = elementMarks(of: markup, showsNoscript: showsNoscript)
    ends = [Int32](repeating: 0, count: markup.nodes.count + 1)
    ends[markup.nodes.count] = Int32(markup.nodes.count)
    for i in markup.nodes.indices.reversed() {
      ends[i] = max(ends[i], Int32(i) + 1)
      let parent = markup.nodes[i].parent
      if parent >= 0 { ends[Int(parent)] = max(ends[Int(parent)], ends[i]) }
    }
    var cutter = BlockCutter(source, markup, marks)
    cutter.read()
    blocks = cutter.blocks
  }

  /// Elements of which nothing else will be asked.
  init(unread markup: Markup, in source: Source) {
    self.markup = markup
    self.source = source
    marks = []
    ends = []
  }

  /// The element that an element stands in; the page itself for one that stands in none, and for itself.
  func parent(of node: Int) -> Int {
    guard node < page else { return page }
    let parent = Int(markup.nodes[node].parent)
    return parent < 0 ? page : parent
  }

  /// Whether an element holds the piece.
  func node(_ node: Int, holds piece: Int32) -> Bool {
    node == page || markup.nodes[node].pieces.contains(piece)
  }

  /// The first element inside one; the first of all for the page.
  func firstChild(of node: Int) -> Int { node == page ? 0 : node + 1 }

  /// The tag name of an element.
  func name(of node: Int) -> ElementName { node == page ? .body : markup.nodes[node].name }

  /// Sums something of the blocks over the elements that hold them.
  func sums(of blocks: some Sequence<TextBlock>, _ measure: (TextBlock) -> Int32) -> [Int32] {
    var sums = [Int32](repeating: 0, count: page + 1)
    for block in blocks { sums[Int(block.node)] &+= measure(block) }
    accumulate(&sums)
    return sums
  }

  /// Adds what each element has to the element it stands in.
  func accumulate(_ sums: inout [Int32]) {
    for i in markup.nodes.indices.reversed() where sums[i] != 0 {
      let parent = markup.nodes[i].parent
      sums[parent < 0 ? page : Int(parent)] &+= sums[i]
    }
  }

  /// The smallest element that holds both.
  func smallest(holding a: Int, and b: Int) -> Int {
    let (lower, upper) = (min(a, b), max(a, b))
    var node = lower
    while node != page, node < 0 || ends[node] <= upper { node = parent(of: node) }
    return node
  }

  /// The first block that an element holds.
  func firstBlock(in node: Int) -> Int? {
    let pieces = markup.nodes[node].pieces
    var (lower, upper) = (0, blocks.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if blocks[middle].first < pieces.lowerBound { lower = middle + 1 } else { upper = middle }
    }
    return lower < blocks.count && pieces.contains(blocks[lower].first) ? lower : nil
  }

  /// The words of a block, as bytes, up to a length.
  func words(of block: TextBlock, limit: Int = .max) -> [UInt8] {
    var words: [UInt8] = []
    for piece in markup.pieces[Int(block.first)...Int(block.last)] where words.count < limit {
      switch piece.kind {
      case .text: words += source[piece.range]
      case .reference:
        words += markup.bytes[Int(piece.payload)..<Int(piece.payload + piece.payloadCount)]
      default: break
      }
    }
    return words
  }
}

/// A stretch of text that stands in one block of the page.
struct TextBlock {
  /// The innermost element that makes a block of its own.
  let node: Int32

  /// The innermost element around its first piece of text.
  let holder: Int32

  /// Its first and last piece of text.
  let first: Int32
  let last: Int32

  /// Letters, digits and marks; a character of Chinese, Japanese or Korean counts as two.
  let weight: Int32

  /// How much of that is in links.
  let linked: Int32

  /// Its last eight bytes that are no space; the last of them lowest.
  let tail: UInt64

  /// Weight, if it is a paragraph of some length with little of it linked; zero otherwise.
  ///
  /// 40 did best of 40 to 100 on all four data sets; the rest differ by a thousandth.
  var prose: Int32 { weight >= 40 && linked * 3 < weight ? weight : 0 }

  /// Whether it ends like a sentence, quotation marks behind the stop included.
  var endsLikeSentence: Bool {
    var tail = tail
    for _ in 0..<2 {
      switch tail & 0xFF {
      case 0x22, 0x27, 0x29, 0x5D, 0x2A: tail >>= 8
      default:
        if tail & 0xFFFF == 0xC2BB {
          tail >>= 16
        } else if tail & 0xFF_FFFF == 0xE2_809D || tail & 0xFF_FFFF == 0xE2_8099 {
          tail >>= 24
        }
      }
    }
    switch tail & 0xFF {
    case 0x2E, 0x21, 0x3F, 0x3A: return true
    default: break
    }
    switch tail & 0xFFFF {
    case 0xD89F, 0xD689, 0xDB94: return true  // ؟ ։ ۔
    default: break
    }
    switch tail & 0xFF_FFFF {
    case 0xE2_80A6, 0xE3_8082, 0xEF_BC81, 0xEF_BC9F, 0xE0_A5A4, 0xE0_A5A5, 0xE1_8DA2: return true
    default: return false
    }
  }

  /// Whether it ends with a colon.
  var endsWithColon: Bool { tail & 0xFF == 0x3A || tail & 0xFF_FFFF == 0xEF_BC9A }
}
