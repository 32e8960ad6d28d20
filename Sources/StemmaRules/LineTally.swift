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
    _ text: UnsafeBufferPointer<UInt8>,
    _ reading: LineReading,
    readsWords: Bool
  ) {
    let first = seen == 0
    seen += 1
    if seen <= LineSketch.mostTokens { addShape(of: token, text) }
    switch token.kind {
    case .word: addWord(token, text, reading, readsWords)
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
      for i in token.lower..<token.upper {
        let byte = text[i]
        hash = (hash ^ UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)) &* 0x100_0000_01B3
      }
      hash = (hash ^ 0x20) &* 0x100_0000_01B3
    }
  }

  private mutating func addWord(
    _ token: Token,
    _ text: UnsafeBufferPointer<UInt8>,
    _ reading: LineReading,
    _ readsWords: Bool
  ) {
    units += 1
    let shape = token.shape
    if shape.contains(.digit) { numerals += 1 }
    alphabetic += 1
    if firstShape == nil { firstShape = shape }
    if shape.contains(.upper) { upper += 1 }
    let length = token.upper - token.lower
    if length > 3 {
      longWords += 1
      if shape.contains(.capitalised) { capitals += 1 }
      if !shape.contains(.upper), !marks.contains(.joined), isJoined(token, text) {
        marks.insert(.joined)
      }
    }
    guard readsWords else { return }
    let found = reading.kind(of: LineReading.hash(of: text, token.lower..<token.upper))
    guard let found else {
      contentWords += 1
      return
    }
    if found & LineReading.firstPerson != 0 { firstPerson += 1 }
    if found & LineReading.secondPerson != 0 { secondPerson += 1 }
    switch found & LineReading.kindBits {
    case LineReading.small: break
    case LineReading.plain: contentWords += 1
    case let kind:
      contentWords += 1
      interfaceWords += 1
      kinds |= 1 << UInt32(kind)
    }
  }

  /// Counts words of the first person in a line that is too long to be read.
  mutating func addPersons(
    _ tokens: ArraySlice<Token>,
    _ text: UnsafeBufferPointer<UInt8>,
    _ reading: LineReading
  ) {
    for token in tokens
    where token.kind == .word && token.upper - token.lower <= LineSketch.shortest {
      let found = reading.kind(of: LineReading.hash(of: text, token.lower..<token.upper))
      if let found, found & LineReading.firstPerson != 0 { firstPerson += 1 }
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
      for i in token.lower..<token.upper { shape = (shape ^ UInt64(text[i])) &* 0x100_0000_01B3 }
      shape = (shape ^ 0x20) &* 0x100_0000_01B3
    }
    endsInName = false
  }

  /// Whether a capital stands behind a small letter, as where two words lost their space.
  private func isJoined(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for i in (token.lower + 1)..<token.upper
    where text[i] &- 0x41 < 26 && text[i - 1] &- 0x61 < 26 { return true }
    return false
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
  var letterCase: Int {
    guard let shape = firstShape else { return 0 }
    if upper == alphabetic { return 1 }
    if longWords >= 2, capitals == longWords { return 2 }
    if shape.contains(.capitalised) || shape.contains(.upper) { return 3 }
    return shape.contains(.lower) ? 4 : 5
  }

  static func end(_ token: Token?, _ text: UnsafeBufferPointer<UInt8>) -> Int {
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
  static func share(_ part: Int, _ whole: Int) -> Int {
    if part == 0 { return 0 }
    if part == whole { return 4 }
    return part * 3 <= whole ? 1 : part * 3 <= 2 * whole ? 2 : 3
  }

  /// None, up to a fifth, up to a half, not all, all.
  static func fifths(_ part: Int, _ whole: Int) -> Int {
    if part == 0 { return 0 }
    if part == whole { return 4 }
    return part * 5 <= whole ? 1 : part * 2 <= whole ? 2 : 3
  }
}
