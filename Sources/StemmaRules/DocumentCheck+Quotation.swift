import StemmaText

/// The quotation marks of a document, paired.
///
/// Double marks only: a single mark may be an apostrophe, and precision comes first. A quotation
/// may go on in the next paragraph, which repeats the opening mark, or closes it. Inches after a
/// number, and marks in code and tables, are no quotation marks.
struct QuotationReading {
  private(set) var unopened: [DocumentCheck.Sighting] = []
  private(set) var unclosed: [DocumentCheck.Sighting] = []
  private(set) var quotedSpeakers: [DocumentCheck.Sighting] = []
  private(set) var mismatched: [DocumentCheck.Sighting] = []
  private(set) var insertions: [DocumentCheck.Sighting] = []
  private var pairs: [Pair] = []
  let subject: CheckedDocument
  let swapsCurly: Bool

  /// Marks open at this point, outermost first; left over from the paragraph before at its start.
  private(set) var open: [Mark] = []

  /// Most paragraphs without marks inside one quotation; some outlets set each sentence as a
  /// paragraph.
  private static let longestSilence = 8

  /// Paragraphs without marks since the open one.
  private var silent = 0

  private struct Pair {
    let lower: Mark
    let upper: Mark
    var style: Style { lower.style }
  }

  /// What marks belong together.
  enum Style: Hashable { case straight, curly, low, angle, corner }

  /// A mark, and what it can do where it stands.
  struct Mark {
    let token: Int
    let span: Span<Extracted>
    let style: Style
    var role: Role
    /// What the character itself says, whatever its place.
    let nature: Role
  }

  enum Role { case opens, closes, either }

  init(_ subject: CheckedDocument) {
    self.subject = subject
    let text = subject.text
    // „…“ closes with the mark that opens in English; ”…” and »…« use one mark for both.
    swapsCurly = subject.segmentation.tokens.contains {
      $0.span.count == 3 && text[$0.lower] == 0xE2 && text[$0.lower + 2] == 0x9E
        && $0.shape.contains(.quote)
    }
    for i in subject.profiles.indices where Self.isRead(subject.segmentation.blocks[i].kind) {
      read(i)
    }
    closeDocument()
  }

  private static func isRead(_ kind: Block.Kind) -> Bool {
    switch kind {
    case .paragraph, .quotation, .listItem: true
    case .heading, .title, .caption, .preformatted, .table, .code: false
    }
  }

  // MARK: - Reading

  private mutating func read(_ block: Int) {
    let marks = marks(in: block)
    let carried = open
    if !carried.isEmpty { takeOver(carried, marks, block) }
    for mark in marks where !isMeasure(mark) { take(mark, in: block) }
    while let last = open.last, last.token >= subject.profiles[block].tokens.lowerBound,
      report(speakerBehind: last, in: block)
    {
      open.removeLast()
    }
    if !marks.isEmpty, let first = carried.first, open.first?.token == first.token { dropOpen() }
    findInsertions(in: block, marks)
    // Of nested marks left open, the first is the quotation's.
    if open.count > 1 { open = [open[0]] }
  }

  /// Decides what becomes of a quotation that the paragraph before left open.
  private mutating func takeOver(_ carried: [Mark], _ marks: [Mark], _ block: Int) {
    guard let first = marks.first else {
      silent += 1
      if silent > Self.longestSilence { dropOpen() }
      return
    }
    let isRepeated =
      first.token == subject.profiles[block].tokens.lowerBound && first.role != .closes
    if isRepeated {
      open = []
    } else if first.role == .opens, first.style != .straight {
      dropOpen()
    }
    silent = 0
  }

  private mutating func dropOpen() {
    for mark in open { report(unclosed: mark) }
    open = []
    silent = 0
  }

  private mutating func closeDocument() {
    dropOpen()
  }

  private mutating func take(_ mark: Mark, in block: Int) {
    switch mark.role {
    case .opens: opening(mark, in: block)
    case .closes: closing(mark, in: block)
    case .either:
      if open.contains(where: { $0.style == mark.style }) {
        closing(mark, in: block)
      } else {
        opening(mark, in: block)
      }
    }
  }

  private mutating func opening(_ mark: Mark, in block: Int) {
    // Straight marks are nested in straight marks by many writers; curly ones by nobody.
    if let last = open.last, last.style == mark.style, mark.style != .straight {
      open.removeLast()
      if !report(speakerBehind: last, in: block) { report(unclosed: last) }
    }
    open.append(mark)
  }

  private mutating func closing(_ mark: Mark, in block: Int) {
    guard let last = open.last else {
      report(unopened: mark, in: block)
      return
    }
    if let i = open.lastIndex(where: { $0.style == mark.style }) {
      for unclosed in open[(i + 1)...] { report(unclosed: unclosed) }
      let pair = Pair(lower: open[i], upper: mark)
      open.removeSubrange(i...)
      pairs.append(pair)
      if mark.nature == .opens, mark.style == .curly {
        report(mismatched: pair, closer: "”")
      } else if pair.lower.nature == .closes, mark.style == .curly {
        report(mismatched: pair, opener: "“")
      }
      return
    }
    open.removeLast()
    report(mismatched: Pair(lower: last, upper: mark), closer: Self.closer(of: last.style))
  }

  private static func closer(of style: Style) -> String? {
    switch style {
    case .straight: "\""
    case .curly: "”"
    case .low, .angle, .corner: nil
    }
  }

  // MARK: - Reports

  // A straight mark does not say whether it opens or closes. Of six lone ones on 19,000 words of
  // native news most stood for apostrophes or were doubled, so none is told of unless it is clear
  // where the other belongs.
  private mutating func report(unclosed mark: Mark) {
    if mark.style == .straight { return }
    unclosed.append(DocumentCheck.Sighting(mark.span))
  }

  /// Tells of a quotation whose speaker is named before it is closed, if it is one.
  private mutating func report(speakerBehind mark: Mark, in block: Int) -> Bool {
    guard let place = placeOfClosing(for: mark, in: block) else { return false }
    let closer = Self.closer(of: mark.style)
    quotedSpeakers.append(
      // No suggestion: it would be put where the mark stands that opens.
      DocumentCheck.Sighting(
        mark.span,
        suggestion: nil,
        closer.map { DocumentCheck.Amendment(span: Span(place..<place), inserted: $0) }
      )
    )
    return true
  }

  // A mark with a space before it is a slip of spacing, and a text of one or two paragraphs does
  // not show which marks are its own.
  private mutating func report(mismatched pair: Pair, closer: String?) {
    guard subject.profiles.count > 2,
      !subject.segmentation.tokens[pair.upper.token].shape.contains(.afterSpace)
    else { return }
    mismatched.append(
      DocumentCheck.Sighting(
        pair.upper.span,
        suggestion: closer,
        closer.map { DocumentCheck.Amendment(span: pair.upper.span, inserted: $0) }
      )
    )
  }

  private mutating func report(mismatched pair: Pair, opener: String) {
    guard subject.profiles.count > 2 else { return }
    mismatched.append(
      DocumentCheck.Sighting(
        pair.lower.span,
        suggestion: opener,
        DocumentCheck.Amendment(span: pair.lower.span, inserted: opener)
      )
    )
  }

  private mutating func report(unopened mark: Mark, in block: Int) {
    guard let place = placeOfOpening(for: mark, in: block) else {
      if mark.style != .straight { unopened.append(DocumentCheck.Sighting(mark.span)) }
      return
    }
    let opener: String =
      switch mark.style {
      case .straight: "\""
      case .curly: "“"
      case .low: "„"
      case .angle: "«"
      case .corner: "「"
      }
    unopened.append(
      // No suggestion: it would be put where the mark stands that closes.
      DocumentCheck.Sighting(
        mark.span,
        suggestion: nil,
        DocumentCheck.Amendment(span: Span(place..<place), inserted: opener)
      )
    )
  }

  /// Where the opening mark is missing: the start of the paragraph, if its first sentence is the
  /// one that closes, no other mark stands before, and nothing in it says who speaks before that.
  private func placeOfOpening(for mark: Mark, in block: Int) -> Int? {
    let profile = subject.profiles[block]
    guard let first = profile.sentences.first,
      subject.segmentation.sentences[first].tokens.contains(mark.token)
    else { return nil }
    let before = subject.segmentation.tokens[profile.tokens.lowerBound..<mark.token]
    let isPlain = !before.contains { token in
      token.shape.contains(.quote) || text(of: token) == ":" || reports(token)
    }
    // A quotation ends with a stop or comma, inside or outside; an apostrophe gone wrong does not.
    let around = [before.last?.upper].compactMap { $0 }.map { $0 - 1 } + [mark.span.upper]
    let isEnding = around.contains {
      $0 < subject.text.count && ".,!?".utf8.contains(subject.text[$0])
    }
    guard isPlain, isEnding, before.count > 2 else { return nil }
    return before.first?.lower
  }

  /// Whether a token is a reporting verb that says it of someone: “said”, “says”.
  func reports(_ token: Token) -> Bool {
    let word = subject.folded(token)
    let lexicon = subject.lexicon
    return lexicon.isWord(word, of: "reporting-verb") && !lexicon.isWord(word, of: "verb-base")
      && !lexicon.isWord(word, of: "noun-plural")
  }

  func text(of token: Token) -> String { subject.document.words(at: token.span) }

  /// Quotations in a style that the document otherwise does not use.
  var mixed: [DocumentCheck.Sighting] {
    let styles = Dictionary(grouping: pairs, by: \.style).mapValues(\.count)
    guard let curly = styles[.curly], let straight = styles[.straight], curly != straight else {
      return []
    }
    let (main, other): (Style, Style) =
      curly > straight ? (.curly, .straight) : (.straight, .curly)
    // A document half in one style, half in the other is two texts joined; which is wrong?
    guard max(curly, straight) >= 3 * min(curly, straight) else { return [] }
    let marks = main == .curly ? ("“", "”") : ("\"", "\"")
    return pairs.filter { $0.style == other }.map { pair in
      let span = pair.lower.span.union(pair.upper.span)
      let inner = Span<Extracted>(pair.lower.span.upper..<pair.upper.span.lower)
      let right = marks.0 + subject.document.words(at: inner) + marks.1
      return DocumentCheck.Sighting(
        span,
        suggestion: right,
        DocumentCheck.Amendment(span: span, inserted: right)
      )
    }
  }

  // MARK: - Insertions

  /// Square brackets inside the quotations of a paragraph.
  private mutating func findInsertions(in block: Int, _ marks: [Mark]) {
    let range = subject.profiles[block].tokens
    let tokens = subject.segmentation.tokens
    let text = subject.text
    for i in range where text[tokens[i].lower] == UInt8(ascii: "[") {
      let end = min(range.upperBound, i + 14)  // tokens; insertions are short
      guard
        let close = (i + 1..<max(end, i + 1)).first(where: {
          subject.text[tokens[$0].lower] == UInt8(ascii: "]")
        })
      else { continue }
      let holdsWord = tokens[i + 1..<close].contains { $0.kind == .word }
      let isQuoted =
        pairs.contains { $0.lower.token < i && close < $0.upper.token }
        || open.contains { $0.token < i }
      if holdsWord, isQuoted {
        insertions.append(
          DocumentCheck.Sighting(Span(tokens[i].lower..<tokens[close].upper))
        )
      }
    }
  }
}
