import StemmaText

/// What rules can ask of one token, the same for every token of that spelling and shape.
///
/// What most tokens are asked comes first: whether it is the row sought, and who waits for it.
struct TokenRow: Sendable {
  /// What decides a row: the first 16 bytes of a word, its length, kind and shape.
  struct Key: Equatable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var form: UInt64 = 0

    @inline(__always)
    var hash: UInt64 {
      let mixed = (low ^ (high << 29 | high >> 35) ^ form << 17) &* 0x9E37_79B9_7F4A_7C15
      return mixed ^ mixed >> 32
    }
  }

  /// Set when the row is kept; words over 16 bytes have none.
  var key = Key()

  /// The patterns that wait for it, in `TokenRows.candidates`.
  var firstCandidate: UInt32 = 0
  var endOfCandidates: UInt32 = 0

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

  /// Whether it is a form of a lemma.
  func isForm(of lemma: Lexicon.Entry, in lexicon: Lexicon) -> Bool {
    for offset in [folded, exact] where offset != Self.none {
      if lexicon.isForm(Lexicon.Entry(offset: offset), of: lemma) { return true }
    }
    return false
  }

  /// Whether a token of the row passes a test.
  func passes(_ test: TokenProgram.Test, _ lexicon: Lexicon) -> Bool {
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

/// The rows of the words that were met, kept from one document to the next.
///
/// News says few words often: with what was met before at hand, a token costs one comparison of 16
/// bytes, and most are known at once to interest no rule.
struct TokenRows: Sendable {
  private(set) var rows: [TokenRow] = []

  /// Numbers of patterns, for each row those that wait for such a token.
  private(set) var candidates: [UInt16] = []

  private var slots: [UInt32] = []

  /// Rows at which all are forgotten before the next sentence is read: some six megabytes with
  /// their keys.
  private static let limit = 1 << 16

  /// Forgets everything where there is too much of it.
  mutating func makeRoom() {
    guard rows.count > Self.limit else { return }
    rows.removeAll(keepingCapacity: true)
    candidates.removeAll(keepingCapacity: true)
    for i in slots.indices { slots[i] = 0 }
  }

  /// Index of the row of a token, which `make` makes where it is new.
  @inline(__always)
  mutating func row(
    of token: Token,
    in text: UnsafeBufferPointer<UInt8>,
    _ make: (inout [UInt16]) -> TokenRow
  ) -> UInt32 {
    let length = token.upper - token.lower
    guard length <= 16 else { return append(TokenRow.Key(), make) }
    let key = TokenRow.Key(of: token, in: text)
    if (rows.count + 1) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while true {
      let number = slots[slot]
      if number == 0 { break }
      if rows[Int(number) - 1].key == key { return number - 1 }
      slot = (slot + 1) & mask
    }
    slots[slot] = UInt32(rows.count + 1)
    return append(key, make)
  }

  private mutating func append(
    _ key: TokenRow.Key,
    _ make: (inout [UInt16]) -> TokenRow
  ) -> UInt32 {
    let first = UInt32(candidates.count)
    var row = make(&candidates)
    row.key = key
    row.firstCandidate = first
    row.endOfCandidates = UInt32(candidates.count)
    rows.append(row)
    return UInt32(rows.count - 1)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: max(256, slots.count * 2))
    let mask = slots.count - 1
    // Words over 16 bytes have a key of no length, and no slot.
    for (i, row) in rows.enumerated() where row.key.form != 0 {
      var slot = Int(truncatingIfNeeded: row.key.hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(i + 1)
    }
  }
}

extension TokenRow.Key {
  /// The key of a token of at most 16 bytes.
  @inline(__always)
  init(of token: Token, in text: UnsafeBufferPointer<UInt8>) {
    let length = token.upper - token.lower
    var low: UInt64 = 0
    var high: UInt64 = 0
    if token.lower + 16 <= text.count, let base = text.baseAddress {
      let raw = UnsafeRawPointer(base + token.lower)
      low = raw.loadUnaligned(as: UInt64.self)
      if length > 8 {
        high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        if length < 16 { high &= 1 << UInt64(8 * (length - 8)) &- 1 }
      } else if length < 8 {
        low &= 1 << UInt64(8 * length) &- 1
      }
    } else {
      for i in 0..<min(length, 8) { low |= UInt64(text[token.lower + i]) << UInt64(8 * i) }
      for i in 8..<max(length, 8) { high |= UInt64(text[token.lower + i]) << UInt64(8 * (i - 8)) }
    }
    let form = UInt64(token.shape.rawValue) | UInt64(token.kind.rawValue) << 16
    self.init(low: low, high: high, form: form | UInt64(length) << 24)
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

  private func isYear(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    token.upper - token.lower == 4
      && (token.lower..<token.upper).allSatisfy { text[$0].isDigit }
      && (text[token.lower] == UInt8(ascii: "1")
        || text[token.lower] == UInt8(ascii: "2") && text[token.lower + 1] == UInt8(ascii: "0"))
  }
}
