import StemmaText

/// What rules can ask of one token, the same for every token of that spelling.
struct TokenRow: Sendable {
  /// Its classes in the lexicon and in rule packs, 64 to a word, and behind them its shapes.
  var bits: (UInt64, UInt64, UInt64, UInt64)

  /// Number of the word among those that patterns name; -1 for others.
  var literal: Int32

  /// Number of its spelling among those that patterns ask for; -1 for others.
  var spelling: Int32

  /// Its records in the lexicon as written and in small letters; `none` without.
  var exact: UInt32
  var folded: UInt32

  static let none = UInt32.max

  /// The row of no word.
  static let empty = TokenRow(
    bits: (0, 0, 0, 0),
    literal: -1,
    spelling: -1,
    exact: none,
    folded: none
  )

  /// Whether it is a form of a lemma.
  func isForm(of lemma: Lexicon.Entry, in lexicon: LexiconTable) -> Bool {
    for offset in [folded, exact] where offset != Self.none {
      if lexicon.isForm(Lexicon.Entry(offset: offset), of: lemma) { return true }
    }
    return false
  }

  /// Whether a token of the row passes a test.
  func passes(_ test: TokenProgram.Test, _ lexicon: LexiconTable) -> Bool {
    switch test {
    case .any: true
    case .literal(let number): literal == Int32(number)
    case .exactly(_, let number): spelling == Int32(number)
    case .lemma(let lemma, _): isForm(of: lemma, in: lexicon)
    case .wordClass(let number):
      WordClasses(low: bits.0, high: bits.1, extra: bits.2).contains(number)
    case .shape(let shape): bits.3 >> UInt64(shape.bit) & 1 == 1
    case .not(let test): !passes(test, lexicon)
    case .all(let tests): tests.allSatisfy { passes($0, lexicon) }
    case .anyOf(let tests): tests.contains { passes($0, lexicon) }
    }
  }
}

extension TokenRow {
  /// Whether it passes a test whose `isQuick` is set.
  @inline(__always)
  func passes(_ test: TokenInstruction, _ code: TokenInstructions.Pointers) -> Bool {
    let isPassed: Bool
    switch test.code {
    case .bits:
      let word =
        switch test.first {
        case 0: bits.0
        case 1: bits.1
        case 2: bits.2
        default: bits.3
        }
      isPassed = word & test.second != 0
    case .literal: isPassed = literal == test.first
    case .exactly: isPassed = spelling == test.first
    case .anyOf: isPassed = isOne(of: code.choices[Int(test.first)], code.choiceWords)
    default: isPassed = true
    }
    return isPassed != test.isNegated
  }

  @inline(__always)
  private func isOne(of choice: TokenChoice, _ choiceWords: UnsafeBufferPointer<Int32>) -> Bool {
    if bits.0 & choice.bits.0 | bits.1 & choice.bits.1 | bits.2 & choice.bits.2
      | bits.3 & choice.bits.3 != 0
    {
      return true
    }
    return Self.has(literal, choice, choiceWords) || Self.has(spelling, choice, choiceWords)
  }

  /// Whether a word or spelling is among those of a choice.
  @inline(__always)
  private static func has(
    _ number: Int32,
    _ choice: TokenChoice,
    _ choiceWords: UnsafeBufferPointer<Int32>
  ) -> Bool {
    guard number >= 0, choice.signs >> UInt64(number & 63) & 1 == 1 else { return false }
    for i in choice.words where choiceWords[Int(i)] >= number {
      return choiceWords[Int(i)] == number
    }
    return false
  }
}

/// The rows of the spellings that were met, kept from one document to the next, and which patterns
/// a token of each concerns.
///
/// Sets of patterns are bits, 64 to a word: those that wait for a token and can stand between its
/// neighbours are found without asking any of them.
struct TokenRows: Sendable {
  /// Words of a set of patterns.
  private(set) var width = 0

  private var rows: [TokenRow] = []

  /// For each row three sets: who waits for it, and who allows it right before and right behind the
  /// token that is waited for.
  private var sets: [UInt64] = []

  /// For each row and place of the opening of a match, who allows it there, and who does not, as far
  /// as they were asked.
  private var openings: [UInt64] = []

  /// Sets of a row for its places in openings.
  static let openingCount = 2 * TokenInstructions.openingPlaces

  /// Whether the sets of a row are known.
  private var isRead: [Bool] = []

  private var generation = 0

  init() {}

  /// Makes the rows of the spellings of some tokens that have none yet.
  mutating func read(
    _ tokens: UnsafeBufferPointer<Token>,
    _ numbers: [UInt32],
    of spellings: Spellings,
    forPatterns count: Int,
    _ make: (Token, _ sets: UnsafeMutableBufferPointer<UInt64>) -> TokenRow
  ) {
    if generation != spellings.generation {
      rows.removeAll(keepingCapacity: true)
      sets.removeAll(keepingCapacity: true)
      openings.removeAll(keepingCapacity: true)
      isRead.removeAll(keepingCapacity: true)
    }
    generation = spellings.generation
    width = (count + 63) / 64
    let more = spellings.count - rows.count
    guard more > 0 else { return }
    rows.append(contentsOf: repeatElement(.empty, count: more))
    isRead.append(contentsOf: repeatElement(false, count: more))
    sets.append(contentsOf: repeatElement(0, count: more * 3 * width))
    openings.append(contentsOf: repeatElement(0, count: more * Self.openingCount * width))
    sets.withUnsafeMutableBufferPointer { sets in
      for (token, number) in zip(tokens, numbers) where !isRead[Int(number)] {
        let own = 3 * width * Int(number)
        let made = make(token, UnsafeMutableBufferPointer(rebasing: sets[own..<own + 3 * width]))
        rows[Int(number)] = made
        isRead[Int(number)] = true
      }
    }
  }

  /// What a search reads, held in place, and what it notes of openings.
  struct Pointers {
    let rows: UnsafeBufferPointer<TokenRow>
    let sets: UnsafeBufferPointer<UInt64>
    let openings: UnsafeMutableBufferPointer<UInt64>
  }

  /// Calls `body` with the rows and their sets.
  mutating func withPointers(_ body: (Pointers) -> Void) {
    rows.withUnsafeBufferPointer { rows in
      sets.withUnsafeBufferPointer { sets in
        openings.withUnsafeMutableBufferPointer {
          body(Pointers(rows: rows, sets: sets, openings: $0))
        }
      }
    }
  }
}

extension TokenShape {
  /// Its bit in a row.
  var bit: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  private static let all = allCases

  /// The shapes of a token, by bit.
  static func bits(
    of token: Token,
    in text: UnsafeBufferPointer<UInt8>,
    isKnown: Bool
  ) -> UInt64 {
    var bits: UInt64 = 0
    for (i, shape) in all.enumerated()
    where shape.isShape(of: token, in: text, isKnown: isKnown) {
      bits |= 1 << UInt64(i)
    }
    return bits
  }

  private func isShape(
    of token: Token,
    in text: UnsafeBufferPointer<UInt8>,
    isKnown: Bool
  ) -> Bool {
    switch self {
    case .capitalised: token.shape.contains(.capitalised)
    case .upper: token.shape.contains(.upper)
    case .lower: token.shape.contains(.lower)
    case .number: token.kind == .number
    case .year: token.kind == .number && isYear(token, text)
    case .date: token.kind == .date
    case .address: token.kind == .address
    case .word: token.kind == .word
    case .vowel: "aeiou".utf8.contains(text[token.lower].folded)
    case .punctuation: token.kind == .punctuation
    case .symbol: token.kind == .symbol
    case .quote: token.shape.contains(.quote)
    case .stop: token.shape.contains(.stop)
    case .hyphenated: token.shape.contains(.hyphenated)
    case .possessive: token.shape.contains(.possessive)
    case .digit: token.shape.contains(.digit)
    case .first: token.shape.contains(.sentenceStart)
    case .joined: !token.shape.contains(.afterSpace)
    case .unknown: token.kind == .word && !isKnown
    case .decimalComma: token.kind == .number && hasDecimalComma(token, text)
    case .dottedThousands:
      (token.kind == .number || token.kind == .date) && hasDottedThousands(token, text)
    case .unmarkedThousands:
      token.kind == .number && (4...9).contains(token.upper - token.lower)
        && text[token.lower] != UInt8(ascii: "0") && !isYear(token, text)
        && (token.lower..<token.upper).allSatisfy { text[$0].isDigit }
    case .misgroupedThousands:
      token.kind == .number && hasMisgroupedThousands(token, text)
    }
  }

  /// Digits, one comma, and behind it digits that are not three, or three behind a nought.
  private func hasDecimalComma(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let digits = text[token.lower..<token.upper]
    guard let comma = digits.firstIndex(of: UInt8(ascii: ",")), comma > token.lower,
      digits[..<comma].allSatisfy(\.isDigit), digits[(comma + 1)...].allSatisfy(\.isDigit)
    else { return false }
    let isNought = comma == token.lower + 1 && text[token.lower] == UInt8(ascii: "0")
    let places = token.upper - comma - 1
    return places > 0 && (places != 3 || isNought)
  }

  /// One to three digits, then twice or more a stop and three digits.
  private func hasDottedThousands(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let groups = text[token.lower..<token.upper].split(
      separator: UInt8(ascii: "."),
      omittingEmptySubsequences: false
    )
    return groups.count > 2 && (1...3).contains(groups[0].count)
      && groups.dropFirst().allSatisfy { $0.count == 3 }
      && groups.allSatisfy { $0.allSatisfy(\.isDigit) }
  }

  /// Behind a comma four digits or more that are no year, or three behind decimals.
  private func hasMisgroupedThousands(
    _ token: Token,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let groups = text[token.lower..<token.upper].split(
      separator: UInt8(ascii: ","),
      omittingEmptySubsequences: false
    )
    guard groups.count > 1, groups.dropFirst().allSatisfy({ $0.allSatisfy(\.isDigit) }),
      !groups[0].elementsEqual("0".utf8)
    else { return false }
    let last = groups[groups.count - 1]
    let stops = groups[0].count { $0 == UInt8(ascii: ".") }
    guard stops == 0 else { return stops == 1 && groups.count == 2 && last.count == 3 }
    let isDay = groups.count == 2 && last.count == 4 && last.first.map { 0x31...0x32 ~= $0 } == true
    return groups[0].count <= 3 && !isDay && groups.dropFirst().contains { $0.count > 3 }
  }

  private func isYear(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    token.upper - token.lower == 4
      && (token.lower..<token.upper).allSatisfy { text[$0].isDigit }
      && (text[token.lower] == UInt8(ascii: "1")
        || text[token.lower] == UInt8(ascii: "2") && text[token.lower + 1] == UInt8(ascii: "0"))
  }
}
