public import StemmaText

/// Words between quotation marks.
///
/// Marks are paired a paragraph at a time. What is missing is supplied in a stated way: an opening
/// mark at the start of the sentence in which the closing one stands, a closing mark where the
/// speaker is named, else at the end of the paragraph; a mark of another style counts where it alone
/// can close what is open.
public struct Passage: Hashable, Sendable {
  /// What was supplied or overlooked to make a pair.
  public enum Repair: UInt8, Hashable, Sendable, CaseIterable {
    /// Both marks are there.
    case none
    /// The opening mark is missing.
    case openingSupplied
    /// The closing mark is missing.
    case closingSupplied
    /// The marks are of different styles.
    case mismatched
  }

  /// How the marks look.
  public enum Style: UInt8, Hashable, Sendable, CaseIterable {
    case double, single, guillemet, corner
  }

  /// The words with their marks.
  public let outer: Span<Extracted>

  /// The words without marks.
  public let inner: Span<Extracted>

  /// The tokens of `outer`.
  let tokens: Range<Int>

  /// How the marks look.
  public let style: Style

  /// How many passages it stands in.
  public let depth: Int

  /// How the pair was made.
  public let repair: Repair
}

/// Pairs the quotation marks of a text, one block after the other.
struct PassageFinder {
  private let text: UnsafeBufferPointer<UInt8>
  private let tokens: [Token]
  private let sentences: [Sentence]
  private(set) var passages: [Passage] = []

  /// An opening mark that waits for its closing one.
  private struct Open {
    let token: Int
    let last: Int  // its last token: two single marks may stand for a double one
    let style: Passage.Style
    let isLow: Bool  // opened by „ or ‚ or », which close with what else opens
    let slot: Int  // where its passage goes, so that passages stand in the order of their starts
  }

  private var open: [Open] = []
  private var drafts: [Passage?] = []
  private var openCounts = [Int](repeating: 0, count: Passage.Style.allCases.count)

  init(_ text: UnsafeBufferPointer<UInt8>, _ tokens: [Token], _ sentences: [Sentence]) {
    self.text = text
    self.tokens = tokens
    self.sentences = sentences
  }

  /// Pairs the marks of a block.
  mutating func pair(_ range: Range<Int>, sentences own: Range<Int>) {
    var i = range.lowerBound
    var sentence = own.lowerBound
    var attributeEnds = false
    while i < range.upperBound {
      while sentence + 1 < own.upperBound, sentences[sentence].tokens.upperBound <= i {
        sentence += 1
      }
      guard tokens[i].shape.contains(.quote), tokens[i].kind == .punctuation else {
        i += 1
        continue
      }
      let mark = Mark(at: i, text, tokens, range)
      if attributeEnds || mark.isAttribute {
        attributeEnds.toggle()
      } else {
        take(mark, range, sentence: sentences[sentence].tokens)
      }
      i = mark.last + 1
    }
    closeBlock(range)
  }

  /// Takes one mark: opens, closes, or passes over it.
  private mutating func take(_ mark: Mark, _ range: Range<Int>, sentence: Range<Int>) {
    switch mark.direction(isOpen: isOpen(mark.style), lowOpen: openIsLow(mark.style)) {
    case .opens:
      if mark.style == .double, mark.beginsSentence, let last = open.last, last.style == .double {
        finish(open.count - 1, upper: tokens[mark.first - 1].upper, .closingSupplied)
      }
      push(mark)
    case .closes:
      close(mark, sentence: sentence)
    case .neither: break
    }
  }

  private func isOpen(_ style: Passage.Style) -> Bool {
    openCounts[Int(style.rawValue)] > 0
  }

  private func openIsLow(_ style: Passage.Style) -> Bool {
    isOpen(style) && open.last { $0.style == style }?.isLow ?? false
  }

  private mutating func push(_ mark: Mark) {
    drafts.append(nil)
    openCounts[Int(mark.style.rawValue)] += 1
    open.append(
      Open(
        token: mark.first,
        last: mark.last,
        style: mark.style,
        isLow: mark.isLow,
        slot: drafts.count - 1
      )
    )
  }

  /// Closes the innermost open mark of the style; marks inside it that wait were apostrophes.
  private mutating func close(_ mark: Mark, sentence: Range<Int>) {
    guard isOpen(mark.style), let i = open.lastIndex(where: { $0.style == mark.style }) else {
      guard mark.style == .double else { return }
      supplyOpening(for: mark, sentence)
      return
    }
    while open.count > i + 1 { drop() }
    let opened = open[i]
    // Nothing is said between marks that stand side by side.
    if opened.last + 1 < mark.first {
      drafts[opened.slot] = Passage(
        outer: Span(tokens[opened.token].lower..<tokens[mark.last].upper),
        inner: Span(tokens[opened.last + 1].lower..<tokens[mark.first - 1].upper),
        tokens: opened.token..<mark.last + 1,
        style: opened.style,
        depth: i,
        repair: mark.isMismatched(with: tokens[opened.token], text) ? .mismatched : .none
      )
    }
    drop()
  }

  private mutating func drop() {
    openCounts[Int(open.removeLast().style.rawValue)] -= 1
  }

  private mutating func supplyOpening(for mark: Mark, _ sentence: Range<Int>) {
    let previous = drafts.last(where: { $0 != nil }) ?? nil
    let around = open.last { $0.style != .single }
    let start = max(
      sentence.lowerBound,
      previous.map(\.tokens.upperBound) ?? 0,
      around.map { $0.last + 1 } ?? 0
    )
    guard start < mark.first else { return }
    // What waits inside was an apostrophe.
    while let last = open.last, last.style == .single, last.token >= start { drop() }
    drafts.append(
      Passage(
        outer: Span(tokens[start].lower..<tokens[mark.last].upper),
        inner: Span(tokens[start].lower..<tokens[mark.first].lower),
        tokens: start..<mark.last + 1,
        style: mark.style,
        depth: open.count,
        repair: .openingSupplied
      )
    )
  }

  /// Ends an open passage where its closing mark should be.
  private mutating func finish(_ i: Int, upper: Int, _ repair: Passage.Repair) {
    while open.count > i + 1 { drop() }
    let opened = open[i]
    let start = tokens[opened.last].upper
    let end = tokens.partitioningIndex { $0.lower >= upper }
    if upper > start {
      drafts[opened.slot] = Passage(
        outer: Span(tokens[opened.token].lower..<upper),
        inner: Span(start..<upper),
        tokens: opened.token..<end,
        style: opened.style,
        depth: i,
        repair: repair
      )
    }
    drop()
  }

  /// What is open at the end of a block lacks its closing mark, or was an apostrophe.
  private mutating func closeBlock(_ range: Range<Int>) {
    guard let upper = range.last.map({ tokens[$0].upper }) else { return }
    while let last = open.last {
      if last.style == .single {
        drop()
      } else {
        finish(open.count - 1, upper: upper, .closingSupplied)
      }
    }
    passages += drafts.compactMap(\.self)
    drafts.removeAll(keepingCapacity: true)
  }
}
