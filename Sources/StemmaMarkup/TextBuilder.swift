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
      } else if let control = control(at: i, to: range.upperBound) {
        i = control.end
        while control.text.isEmpty, i < range.upperBound, source[i] != 0,
          let next = self.control(at: i, to: range.upperBound), next.text.isEmpty
        {
          i = next.end
        }
        replace(start..<i, control, as: kind)
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
      while i < range.upperBound, textClasses[Int(source[i])] != space,
        control(at: i, to: range.upperBound) == nil
      {
        i += 1
      }
      if i > word {
        settle(at: word, as: kind)
        written += i - word
      }
      guard i < range.upperBound, let control = control(at: i, to: range.upperBound) else {
        continue
      }
      if source[i] == 0 {
        remarks.append((.nul, i..<control.end))
        edits.append(edit(i..<control.end, .nul))
      } else {
        replace(i..<control.end, control, as: kind)
      }
      i = control.end
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
    let shown = text.withoutControls
    if shown.isEmpty { return edits.append(edit(range, .characterReference)) }
    settle(at: range.lowerBound, as: kind)
    edits.append(edit(range, .characterReference, String(decoding: shown, as: UTF8.self)))
    written += shown.count
  }

  /// Shows the rest of the source as it stands; what is markup in it is no longer known.
  mutating func keep(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    separate(.block)
    settle(at: range.lowerBound, as: .paragraph)
    written += range.count
  }

  /// The control character at an offset; most bytes are known at once to be none.
  private func control(at i: Int, to upper: Int) -> ControlCharacter? {
    textClasses[Int(source[i])] < 2 ? nil : source.control(at: i, to: upper)
  }

  private mutating func replace(
    _ range: Range<Int>,
    _ control: ControlCharacter,
    as kind: Block.Kind
  ) {
    remarks.append((.controlCharacter, range))
    // Of what moves the paper a space is left: lines are the markup's.
    let text = control.text == "\n" ? " " : control.text
    if !text.isEmpty { settle(at: range.lowerBound, as: kind) }
    edits.append(edit(range, .controlCharacter, text))
    written += text.utf8.count
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
    let classes = textClasses
    var i = endOfPlainWords(from: lower + 1, to: upper)
    while i < upper {
      let byteClass = classes[Int(source[i])]
      if byteClass == 0 {
        i += 1
      } else if source[i] == 0x20, i + 1 < upper, classes[Int(source[i + 1])] == 0 {
        i = endOfPlainWords(from: i + 2, to: upper)
      } else if byteClass == 2, control(at: i, to: upper) == nil {
        i = endOfPlainWords(from: i + 1, to: upper)
      } else {
        break
      }
    }
    return i
  }

  /// Goes over words and the single spaces between them eight bytes at once, as far as that goes.
  private func endOfPlainWords(from lower: Int, to upper: Int) -> Int {
    var i = lower
    while i + 8 <= upper {
      let bytes = source.word(at: i, count: 8)
      let spaces = bytes.marks(of: 0x20)
      let others = bytes.controlMarks | bytes.marks(of: 0x7F) | bytes.marks(of: 0xC2)
      guard others | (spaces & spaces >> 8) == 0 else { break }
      // What follows a space at the end is not known yet.
      i += spaces >> 63 == 0 ? 8 : 7
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
    case .byteOrderMark, .undecodableBytes, .nul, .controlCharacter, .undeclaredEncoding,
      .conflictingEncoding:
      .encoding
    default: .markup
    }
  }
}

private let space: UInt8 = 1

/// 0 for bytes of words, 1 for white space, 2 for what is or may begin a control character.
private let textClasses: [UInt8] = (0..<256).map { byte in
  switch byte {
  case 0x20, 0x09, 0x0A, 0x0C, 0x0D: space
  case 0..<0x20, 0x7F, 0xC2: 2
  default: 0
  }
}

extension ArraySlice<UInt8> {
  /// The text without control characters, but for a tab or a line break.
  fileprivate var withoutControls: ArraySlice<UInt8> {
    guard count < 3, contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return self }
    return withUnsafeBufferPointer { $0.control(at: 0, to: $0.count) == nil ? self : [] }
  }
}
