internal import StemmaText

/// What a line shows by itself.
struct LineSketch {
  /// What may stand in a line, each with the words of the line as a sign.
  struct Marks: OptionSet {
    let rawValue: UInt32

    static let date = Marks(rawValue: 1)
    static let time = Marks(rawValue: 1 << 1)
    static let address = Marks(rawValue: 1 << 2)
    static let copyright = Marks(rawValue: 1 << 3)
    static let quoteFirst = Marks(rawValue: 1 << 4)
    static let quoteInside = Marks(rawValue: 1 << 5)
    static let question = Marks(rawValue: 1 << 6)
    static let exclamation = Marks(rawValue: 1 << 7)
    static let bracket = Marks(rawValue: 1 << 8)
    static let colonInside = Marks(rawValue: 1 << 9)
    static let joined = Marks(rawValue: 1 << 10)
    static let bullet = Marks(rawValue: 1 << 11)
    static let enumerated = Marks(rawValue: 1 << 12)
    static let digitFirst = Marks(rawValue: 1 << 13)
    static let markFirst = Marks(rawValue: 1 << 14)
    static let repeated = Marks(rawValue: 1 << 15)
    static let headline = Marks(rawValue: 1 << 16)
    static let separator = Marks(rawValue: 1 << 17)
    static let separators = Marks(rawValue: 1 << 18)
    static let count = 19
  }

  /// Words and numbers.
  let words: Int
  /// Whether it ends like a sentence.
  let hasStop: Bool
  /// Whether it is a line of running text: at least 12 words and a stop, or 25 words.
  let isProse: Bool
  /// Stop, colon, letter, digit or another mark.
  let end: Int
  /// No words, capitals, title, sentence, small letters, or a script without case.
  let letterCase: Int
  let capitalShare: Int
  let numeralShare: Int
  let commas: Int
  /// Of its words but function words, how many an interface has: none, under a third, under two
  /// thirds, not all, all.
  let interfaceShare: Int
  /// The kinds of its interface words, as bits.
  let interfaceKinds: UInt32
  /// Tells lines of other words apart; 0 for long lines.
  let hash: UInt64
  var marks: Marks
  /// What rules saw in it: kinds that fill half of it or more, and others, as bits.
  var evidence: UInt32 = 0
  var partialEvidence: UInt32 = 0

  /// Lines of more words are looked at for their size and end alone; no furniture but a form's
  /// notes and comments are longer.
  static let mostWords = 60

  /// Lines of more words are not compared with the words of interfaces.
  static let mostInterfaceWords = 40

  /// Five classes of sizes.
  var narrow: Int { words <= 1 ? 0 : words <= 3 ? 1 : words <= 9 ? 2 : words <= 24 ? 3 : 4 }

  /// Eleven classes of sizes.
  var wide: Int {
    switch words {
    case ...4: words
    case ...6: 5
    case ...9: 6
    case ...14: 7
    case ...24: 8
    case ...49: 9
    default: 10
    }
  }

  /// Four classes of sizes of lines that are compared with the words of interfaces.
  var interfaceSize: Int { words <= 4 ? 0 : words <= 10 ? 1 : words <= 25 ? 2 : 3 }

  /// Whether it is made of interface words for a third or more.
  var isInterface: Bool { words <= 10 && interfaceShare >= 2 }
}

/// Ascending bounds of classes of numbers, up to eight of them.
struct StaticBounds {
  private let bounds: SIMD8<Int32>

  init(_ values: Int32...) {
    var bounds = SIMD8<Int32>(repeating: .max)
    for (i, value) in values.enumerated() { bounds[i] = value }
    self.bounds = bounds
  }

  /// How many bounds lie below a number.
  @inline(__always)
  func bucket(of n: Int) -> Int {
    let below = bounds .< SIMD8<Int32>(repeating: Int32(truncatingIfNeeded: n))
    var count = 0
    for i in 0..<8 where below[i] { count += 1 }
    return count
  }
}

extension LineSketch {
  /// Sketches a line.
  init(
    _ line: Line,
    _ tokens: ArraySlice<Token>,
    _ text: UnsafeBufferPointer<UInt8>,
    _ reading: LineReading
  ) {
    words = line.words
    hasStop = line.endsWithStop
    isProse = words >= 25 || words >= 12 && hasStop
    var tally = LineTally(isLong: words > Self.mostWords)
    if !tally.isLong {
      for token in tokens {
        tally.add(token, text, reading, readsWords: words <= Self.mostInterfaceWords)
      }
    }
    end = hasStop ? 0 : LineTally.end(tokens.last, text)
    letterCase = tally.letterCase
    capitalShare = LineTally.share(tally.capitals, tally.longWords)
    numeralShare = LineTally.fifths(tally.numerals, tally.units)
    commas = tally.commas <= 1 ? tally.commas : tally.commas <= 3 ? 2 : tally.commas <= 6 ? 3 : 4
    interfaceShare = LineTally.share(tally.interfaceWords, tally.contentWords)
    interfaceKinds = tally.kinds
    hash = tally.isLong ? 0 : tally.hash
    marks = tally.marks
    if tally.separators == 1 { marks.insert(.separator) }
    if tally.separators > 1 { marks.insert(.separators) }
    if tally.isEnumerated { marks.insert(.enumerated) }
  }
}

/// What is counted in a line, token by token.
private struct LineTally {
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
    switch reading.kind(of: LineReading.hash(of: text, token.lower..<token.upper)) {
    case LineReading.small: break
    case .some(let kind):
      contentWords += 1
      interfaceWords += 1
      kinds |= 1 << UInt32(kind)
    case nil: contentWords += 1
    }
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
