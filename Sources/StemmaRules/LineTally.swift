internal import StemmaText

/// What is counted in a line, token by token.
struct LineTally {
  let isLong: Bool
  var marks: LineSketch.Marks = []
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  var units = 0
  var numerals = 0
  var longWords = 0
  var capitals = 0
  var commas = 0
  var separators = 0
  var interfaceWords = 0
  var contentWords = 0
  var kinds: UInt32 = 0
  var shape: UInt64 = 0xCBF2_9CE4_8422_2325
  var firstPerson = 0
  var secondPerson = 0
  private var endsInName = false
  private var seen = 0
  private var alphabetic = 0
  private var upper = 0
  private var firstShape: Token.Shape?
  private var firstIsNumber = false
  private(set) var isEnumerated = false

  init(isLong: Bool) { self.isLong = isLong }

  mutating func add(
    _ token: Token,
    _ word: LineWord,
    _ text: UnsafeBufferPointer<UInt8>,
    readsWords: Bool
  ) {
    let first = seen == 0
    seen += 1
    if seen <= LineSketch.mostTokens { addShape(of: token, text) }
    switch token.kind {
    case .word: addWord(token, word, readsWords)
    case .number, .date:
      units += 1
      numerals += 1
      if first { marks.insert(.digitFirst) }
      if first, token.kind == .number { firstIsNumber = true }
      addNumber(token, text)
    case .address:
      units += 1
      marks.insert(.address)
    case .punctuation, .symbol: addMark(token, text, isFirst: first)
    }
    if token.kind != .punctuation {
      hash = text.hash(token.lower..<token.upper, folded: true, after: hash)
      hash = (hash ^ 0x20) &* 0x100_0000_01B3
    }
  }

  private mutating func addWord(_ token: Token, _ word: LineWord, _ readsWords: Bool) {
    units += 1
    let shape = token.shape
    if shape.contains(.digit) { numerals += 1 }
    alphabetic += 1
    if firstShape == nil { firstShape = shape }
    if shape.contains(.upper) { upper += 1 }
    if token.upper - token.lower > 3 {
      longWords += 1
      if shape.contains(.capitalised) { capitals += 1 }
      if word.isJoined, !shape.contains(.upper) { marks.insert(.joined) }
    }
    guard readsWords else { return }
    if word.isContent { contentWords += 1 }
    if word.isFirstPerson { firstPerson += 1 }
    if word.isSecondPerson { secondPerson += 1 }
    if let kind = word.kind {
      interfaceWords += 1
      kinds |= 1 << kind
    }
  }

  /// Counts words of the first person in a line that is too long to be read.
  mutating func addPersons(
    _ tokens: UnsafeBufferPointer<Token>,
    _ words: UnsafeBufferPointer<LineWord>
  ) {
    for i in tokens.indices
    where words[i].isFirstPerson && tokens[i].upper - tokens[i].lower <= LineSketch.shortest {
      firstPerson += 1
    }
  }

  private mutating func addShape(of token: Token, _ text: UnsafeBufferPointer<UInt8>) {
    switch token.kind {
    case .number, .date: shape = (shape ^ 0x39) &* 0x100_0000_01B3
    case .word where token.shape.contains(.capitalised) || token.shape.contains(.upper):
      if endsInName { return }
      endsInName = true
      shape = (shape ^ 0x43) &* 0x100_0000_01B3
      return
    case .word, .address, .punctuation, .symbol:
      shape = text.hash(token.lower..<token.upper, folded: false, after: shape)
      shape = (shape ^ 0x20) &* 0x100_0000_01B3
    }
    endsInName = false
  }

  private mutating func addNumber(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) {
    if token.kind == .date { marks.insert(.date) }
    guard token.kind == .number else { return }
    let length = token.upper - token.lower
    if length == 4, text[token.lower] == 0x31 || text[token.lower] == 0x32,
      text[token.lower + 1] == 0x39 || text[token.lower + 1] == 0x30
    {
      marks.insert(.date)
    }
    for i in token.lower..<token.upper where text[i] == UInt8(ascii: ":") { marks.insert(.time) }
  }

  private mutating func addMark(
    _ token: Token,
    _ text: UnsafeBufferPointer<UInt8>,
    isFirst: Bool
  ) {
    let mark = scalar(in: text, at: token.lower).value
    if token.shape.contains(.quote) {
      marks.insert(isFirst ? .quoteFirst : .quoteInside)
      return
    }
    if isFirst { marks.insert(.markFirst) }
    switch mark {
    case 0x2c, 0xff0c, 0x3001, 0x60c: commas += 1
    case 0x3f, 0xff1f, 0x61f: marks.insert(.question)
    case 0x21, 0xff01: marks.insert(.exclamation)
    case 0x28, 0xff08: marks.insert(.bracket)
    case 0x3a, 0xff1a: marks.insert(.colonInside)
    case 0xa9: marks.insert(.copyright)
    case 0x2e, 0x29:
      if seen == 2, firstIsNumber { isEnumerated = true }
    case 0x7c, 0x2f, 0xb7, 0xbb, 0x203a, 0x3e, 0x2192, 0x2190, 0x25b6, 0x25ba, 0x2022, 0x2013,
      0x2014, 0x2d, 0x2a:
      if isFirst {
        if mark != 0x7c, mark != 0x2f { marks.insert(.bullet) }
      } else if token.shape.contains(.afterSpace) || mark == 0x7c || mark == 0x2f {
        separators += 1
      }
    default: break
    }
  }

  /// No words, capitals, title, sentence, small letters, without case.
  var letterCase: UInt8 {
    guard let shape = firstShape else { return 0 }
    if upper == alphabetic { return 1 }
    if longWords >= 2, capitals == longWords { return 2 }
    if shape.contains(.capitalised) || shape.contains(.upper) { return 3 }
    return shape.contains(.lower) ? 4 : 5
  }

  static func end(_ token: Token?, _ text: UnsafeBufferPointer<UInt8>) -> UInt8 {
    guard let token else { return 4 }
    switch token.kind {
    case .word, .address: return 2
    case .number, .date: return 3
    case .punctuation, .symbol:
      let mark = scalar(in: text, at: token.lower).value
      return mark == 0x3a || mark == 0xff1a ? 1 : 4
    }
  }

  /// None, up to a third, up to two thirds, not all, all.
  static func share(_ part: Int, _ whole: Int) -> UInt8 {
    if part == 0 { return 0 }
    if part == whole { return 4 }
    return part * 3 <= whole ? 1 : part * 3 <= 2 * whole ? 2 : 3
  }

  /// None, up to a fifth, up to a half, not all, all.
  static func fifths(_ part: Int, _ whole: Int) -> UInt8 {
    if part == 0 { return 0 }
    if part == whole { return 4 }
    return part * 5 <= whole ? 1 : part * 2 <= whole ? 2 : 3
  }
}
