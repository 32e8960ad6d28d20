internal import StemmaText

/// Builds the text of a page and the edits that lead to it, from left to right.
///
/// White space is folded as CSS does for `white-space: normal`
/// (https://drafts.csswg.org/css-text/#white-space-rules): a run of it is one space, and none at
/// either end of a block. Whether a run is shown is known only when text follows, so it is taken
/// out at first and put back then.
struct TextBuilder {
  /// How the next text is set apart from the text before it; the stronger wins.
  enum Break: Int, Comparable {
    case none, cell, line, item, block

    static func < (a: Break, b: Break) -> Bool { a.rawValue < b.rawValue }

    var text: String {
      switch self {
      case .none: ""
      case .cell: "\t"
      case .line, .item: "\n"
      case .block: "\n\n"
      }
    }
  }

  private let source: Source
  private(set) var edits: [Edit<Received>] = []
  private(set) var blocks: [Block] = []
  private(set) var remarks: [(event: ReaderEvent, span: Range<Int>)] = []

  /// Length of the text so far.
  private(set) var written = 0
  private var block: (kind: Block.Kind, lower: Int, role: Block.Role?)?

  /// What the next block is to the article.
  var role: Block.Role?
  private var pending = Break.block

  /// The edits that took out white space behind the last text, oldest first.
  private var spaces: [Int] = []
  private var spacesAreKept = false

  init(_ source: Source) {
    self.source = source
    edits.reserveCapacity(source.count / 40)
  }

  /// Takes out part of the source.
  mutating func cut(_ range: Range<Int>, as event: ReaderEvent) {
    guard !range.isEmpty else { return }
    if event != .foldedSpace, let last = edits.last, last.span.upper == range.lowerBound,
      last.inserted.isEmpty, last.rule == event.rawValue
    {
      edits[edits.count - 1] = edit(last.span.lower..<range.upperBound, event)
    } else {
      edits.append(edit(range, event))
    }
  }

  /// Sets the next text apart from what is there.
  mutating func separate(_ separation: Break) {
    if separation == .line, pending == .line {
      pending = .block  // two <br> in a row are how a paragraph was made
    } else {
      pending = max(pending, separation)
    }
    if pending >= .item { endBlock() }
  }

  /// Shows part of the source, with its white space folded.
  mutating func show(_ range: Range<Int>, as kind: Block.Kind) {
    var i = range.lowerBound
    while i < range.upperBound {
      let start = i
      if textClasses[Int(source[i])] == space {
        i = endOfSpace(from: i, to: range.upperBound)
        fold(start..<i)
      } else if source[i] == 0 {
        while i < range.upperBound, source[i] == 0 { i += 1 }
        remarks.append((.nul, start..<i))
        edits.append(edit(start..<i, .nul))
      } else {
        i = endOfWords(from: i, to: range.upperBound)
        settle(at: start, as: kind)
        written += i - start
      }
    }
  }

  /// Shows part of the source as it stands, white space included.
  mutating func showVerbatim(_ range: Range<Int>, as kind: Block.Kind) {
    var i = range.lowerBound
    while i < range.upperBound {
      let start = i
      while i < range.upperBound, source[i].isMarkupSpace { i += 1 }
      if i > start {
        spacesAreKept = true
        edits.append(edit(start..<i, .foldedSpace))
        spaces.append(edits.count - 1)
      }
      let word = i
      while i < range.upperBound, !source[i].isMarkupSpace, source[i] != 0 { i += 1 }
      if i > word {
        settle(at: word, as: kind)
        written += i - word
      }
      if i < range.upperBound, source[i] == 0 {
        remarks.append((.nul, i..<i + 1))
        edits.append(edit(i..<i + 1, .nul))
        i += 1
      }
    }
  }

  /// Shows `text` in place of part of the source.
  mutating func show(_ text: ArraySlice<UInt8>, for range: Range<Int>, as kind: Block.Kind) {
    let isSpace = text.allSatisfy(\.isMarkupSpace)
    if isSpace {
      edits.append(edit(range, .characterReference))
      spaces.append(edits.count - 1)
      return
    }
    settle(at: range.lowerBound, as: kind)
    edits.append(edit(range, .characterReference, String(decoding: text, as: UTF8.self)))
    written += text.count
  }

  /// Ends the text; what white space is left stays out.
  mutating func finish() { endBlock() }

  private mutating func endBlock() {
    spaces.removeAll(keepingCapacity: true)
    spacesAreKept = false
    guard let ended = block else { return }
    blocks.append(Block(ended.kind, Span(ended.lower..<written), as: ended.role))
    block = nil
  }

  private func endOfSpace(from lower: Int, to upper: Int) -> Int {
    var i = lower + 1
    while i < upper, textClasses[Int(source[i])] == space { i += 1 }
    return i
  }

  /// Goes over words and the single spaces between them.
  private func endOfWords(from lower: Int, to upper: Int) -> Int {
    var i = lower + 1
    while i < upper {
      let byteClass = textClasses[Int(source[i])]
      if byteClass == 0 {
        i += 1
      } else if source[i] == 0x20, i + 1 < upper, textClasses[Int(source[i + 1])] == 0 {
        i += 2
      } else {
        break
      }
    }
    return i
  }

  private mutating func fold(_ range: Range<Int>) {
    edits.append(edit(range, .foldedSpace))
    // Only the first run behind a text can be shown.
    if spaces.isEmpty, block != nil, pending < .line { spaces.append(edits.count - 1) }
  }

  /// Writes what stands between the last text and the next, which starts at `offset`.
  private mutating func settle(at offset: Int, as kind: Block.Kind) {
    if pending >= .item || block == nil {
      if written > 0 { put(max(pending, .item), at: offset) }
      spaces.removeAll(keepingCapacity: true)
      block = (kind, written, role)
    } else if pending != .none {
      put(pending, at: offset)
    } else if !spaces.isEmpty {
      spacesAreKept ? restoreAll() : restoreOne()
    }
    spaces.removeAll(keepingCapacity: true)
    spacesAreKept = false
    pending = .none
  }

  private mutating func put(_ separation: Break, at offset: Int) {
    edits.append(
      Edit(
        Span(offset..<offset),
        inserted: separation.text,
        rule: ReaderEvent.blockBreak.rawValue,
        .whitespace
      )
    )
    written += separation.text.utf8.count
  }

  private mutating func restoreOne() {
    guard let i = spaces.first else { return }
    let span = edits[i].span
    written += 1
    if edits[i].rule == ReaderEvent.characterReference.rawValue {
      edits[i] = edit(span.range, .characterReference, " ")
    } else if source[span.lower] != 0x20 {
      edits[i] = edit(span.range, .foldedSpace, " ")
    } else if span.count > 1 {
      edits[i] = edit(span.lower + 1..<span.upper, .foldedSpace)
    } else {
      edits.remove(at: i)
    }
  }

  private mutating func restoreAll() {
    guard let first = spaces.first else { return }
    var next = spaces[...]
    var kept = first
    for i in first..<edits.count {
      if next.first == i {
        next.removeFirst()
        let span = edits[i].span
        if edits[i].rule != ReaderEvent.characterReference.rawValue {
          written += span.count
          continue
        }
        written += 1
        edits[kept] = edit(span.range, .characterReference, " ")
      } else {
        edits[kept] = edits[i]
      }
      kept += 1
    }
    edits.removeSubrange(kept...)
  }

  private func edit(
    _ range: Range<Int>,
    _ event: ReaderEvent,
    _ text: String = ""
  ) -> Edit<Received> {
    Edit(Span(range), inserted: text, rule: event.rawValue, event.editClass)
  }
}

extension ReaderEvent {
  /// What kind of change the event's edits are.
  var editClass: EditClass {
    switch self {
    case .foldedSpace, .blockBreak: .whitespace
    case .pageNavigation, .pagePromotion, .pageFurniture, .concealedText, .readerComments,
      .noArticle:
      .boilerplate
    case .byteOrderMark, .undecodableBytes, .nul, .undeclaredEncoding, .conflictingEncoding:
      .encoding
    default: .markup
    }
  }
}

private let space: UInt8 = 1

/// 0 for bytes of words, 1 for white space, 2 for NUL.
private let textClasses: [UInt8] = {
  var classes = [UInt8](repeating: 0, count: 256)
  for byte in [0x20, 0x09, 0x0A, 0x0C, 0x0D] { classes[byte] = space }
  classes[0] = 2
  return classes
}()
