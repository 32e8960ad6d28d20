/// Cuts the texts of a page into blocks.
struct BlockCutter {
  private let source: Source
  private let markup: Markup
  private let marks: [ElementMark]
  private(set) var blocks: [TextBlock] = []

  private var open: [Int32]
  private var links = 0
  private var innermost: Int32
  private var holder: Int32 = 0
  private var first: Int32 = -1
  private var last: Int32 = 0
  private var weight: Int32 = 0
  private var linked: Int32 = 0
  private var tail: UInt64 = 0

  /// Whether a line was broken and nothing has been written since.
  private var isBroken = false

  init(_ source: Source, _ markup: Markup, _ marks: [ElementMark]) {
    self.source = source
    self.markup = markup
    self.marks = marks
    open = [Int32(markup.nodes.count)]
    innermost = Int32(markup.nodes.count)
    blocks.reserveCapacity(markup.nodes.count / 2)
  }

  /// Reads all pieces of the page.
  mutating func read() {
    var i = 0
    while i < markup.pieces.count {
      let piece = markup.pieces[i]
      switch piece.kind {
      case .text: add(source[piece.range], at: i)
      case .reference:
        add(markup.bytes[Int(piece.payload)..<Int(piece.payload + piece.payloadCount)], at: i)
      case .open:
        let node = Int(piece.payload)
        if marks[node].kind == .hidden {
          if marks[node].isBoundary { endBlock() }
          i = Int(markup.nodes[node].pieces.upperBound)
          continue
        }
        innermost = Int32(node)
        open(node)
      case .close:
        let parent = markup.nodes[Int(piece.payload)].parent
        innermost = parent < 0 ? Int32(markup.nodes.count) : parent
        close(Int(piece.payload))
      case .strayTag, .comment, .declaration: break
      }
      i += 1
    }
    endBlock()
  }

  private mutating func open(_ node: Int) {
    if marks[node].isBoundary {
      endBlock()
      open.append(Int32(node))
    } else if marks[node].isLink {
      links += 1
    } else if markup.nodes[node].name == .br {
      // Two breaks in a row part paragraphs.
      if isBroken { endBlock() }
      isBroken = weight > 0
    }
  }

  private mutating func close(_ node: Int) {
    if marks[node].isBoundary {
      endBlock()
      if open.count > 1 { open.removeLast() }
    } else if marks[node].isLink {
      links -= 1
    }
  }

  private mutating func add(_ text: some RandomAccessCollection<UInt8>, at piece: Int) {
    let added = text.withContiguousStorageIfAvailable { bytes in
      weights.withUnsafeBufferPointer { weights in
        bytes.reduce(into: Int32(0)) { $0 &+= Int32(weights[Int($1)]) }
      }
    }
    guard let added, added > 0 else { return }
    if first < 0 {
      first = Int32(piece)
      holder = innermost
    }
    last = Int32(piece)
    weight &+= added
    if links > 0 { linked &+= added }
    isBroken = false
    for byte in text.suffix(16) where byte > 0x20 { tail = tail << 8 | UInt64(byte) }
  }

  private mutating func endBlock() {
    if weight > 0, let node = open.last {
      blocks.append(
        TextBlock(
          node: node,
          holder: holder,
          first: first,
          last: last,
          weight: weight,
          linked: linked,
          tail: tail
        )
      )
    }
    first = -1
    weight = 0
    linked = 0
    tail = 0
    isBroken = false
  }
}

/// What a byte adds to the weight of a text: one for the first byte of a character that is no
/// space, two where it starts a character of Chinese, Japanese or Korean; angle brackets nothing.
private let weights: [UInt8] = (0..<256).map { byte in
  switch byte {
  case 0x3C, 0x3E: 0
  case 0x21..<0x7F, 0xC3...0xE2, 0xEE...0xFF: 1
  case 0xE3...0xED: 2
  default: 0
  }
}
