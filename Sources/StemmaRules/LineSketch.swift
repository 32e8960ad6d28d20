internal import StemmaText

/// What a line shows by itself, small: a document may have a line for every few of its bytes.
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
  let end: UInt8
  /// No words, capitals, title, sentence, small letters, or a script without case.
  let letterCase: UInt8
  let numeralShare: UInt8
  let commas: UInt8
  /// Of its words but function words, how many an interface has: none, under a third, under two
  /// thirds, not all, all.
  let interfaceShare: UInt8
  /// The kinds of its interface words, as bits.
  let interfaceKinds: UInt32
  /// Tells lines of other words apart; 0 for long lines.
  let hash: UInt64
  /// Tells lines of another build apart: small words and marks as they are, a run of capitalised
  /// words as one, any number as any other; 0 for lines of more than `mostTokens`.
  let shape: UInt64
  /// Words that speak in the first person, and to the second.
  let firstPerson: Int32
  let secondPerson: Int32
  var marks: Marks
  /// What rules saw in it: kinds that fill half of it or more, and others, as bits.
  var evidence: UInt32 = 0
  var partialEvidence: UInt32 = 0

  /// Lines of more words are looked at for their size and end alone; no furniture but a form's
  /// notes and comments are longer.
  static let mostWords = 60

  /// Lines of more words are not compared with the words of interfaces.
  static let mostInterfaceWords = 40

  /// The bit of words that say when.
  private static let ofTime: UInt32 =
    1 << UInt32(FurnitureKind.allCases.firstIndex(of: .time) ?? 31)

  /// Stamps and labels have fewer tokens.
  static let mostTokens = 14

  /// The longest word of the first person that is looked for in long lines, in bytes: “ich”.
  static let shortest = 3

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

  /// Whether it says when something was, in numbers: a date, a time, “3 hours ago”.
  var isDated: Bool {
    if !marks.isDisjoint(with: [.date, .time]) { return true }
    return numeralShare > 0 && interfaceKinds & Self.ofTime != 0
  }

  /// Whether rules saw a comment form or the head of a comment in it.
  var isOfComments: Bool { (evidence | partialEvidence) & (1 << 3 | 1 << 4) != 0 }

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
  /// Sketches a line by its tokens, and what each is to a line.
  init(
    _ line: Line,
    _ tokens: UnsafeBufferPointer<Token>,
    _ lineWords: UnsafeBufferPointer<LineWord>,
    _ text: UnsafeBufferPointer<UInt8>
  ) {
    words = line.words
    hasStop = line.endsWithStop
    isProse = words >= 25 || words >= 12 && hasStop
    var tally = LineTally(isLong: words > Self.mostWords)
    if !tally.isLong {
      for i in tokens.indices {
        tally.add(tokens[i], lineWords[i], text, readsWords: words <= Self.mostInterfaceWords)
      }
    }
    if words > Self.mostInterfaceWords { tally.addPersons(tokens, lineWords) }
    end = hasStop ? 0 : LineTally.end(tokens.last, text)
    letterCase = tally.letterCase
    numeralShare = LineTally.fifths(tally.numerals, tally.units)
    commas =
      tally.commas <= 1 ? UInt8(tally.commas) : tally.commas <= 3 ? 2 : tally.commas <= 6 ? 3 : 4
    interfaceShare = LineTally.share(tally.interfaceWords, tally.contentWords)
    interfaceKinds = tally.kinds
    hash = tally.isLong ? 0 : tally.hash
    shape = tokens.count > Self.mostTokens ? 0 : tally.shape
    firstPerson = Int32(clamping: tally.firstPerson)
    secondPerson = Int32(clamping: tally.secondPerson)
    marks = tally.marks
    if tally.separators == 1 { marks.insert(.separator) }
    if tally.separators > 1 { marks.insert(.separators) }
    if tally.isEnumerated { marks.insert(.enumerated) }
  }
}
