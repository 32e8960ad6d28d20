import StemmaText

/// One pass over a document: the readings of the sentence at hand, and the matches so far.
struct TokenPass {
  /// What is known of one token.
  struct Reading {
    let word: WordReading

    /// Number of the word among those that patterns name; -1 for others.
    let literal: Int

    /// Whether it is a form of a lemma.
    func isForm(of lemma: Lexicon.Entry, _ lexicon: Lexicon) -> Bool {
      if let folded = word.folded, lexicon.isForm(folded, of: lemma) { return true }
      if let exact = word.exact, lexicon.isForm(exact, of: lemma) { return true }
      return false
    }
  }

  let tokens: [Token]
  private(set) var matches: [TokenMatcher.Match] = []
  private var readings: [Reading] = []
  private var first = 0

  /// For each pattern, the first token where a further match may start.
  var nextStart: [Int]

  init(_ segmentation: Segmentation, count: Int) {
    tokens = segmentation.tokens
    nextStart = [Int](repeating: 0, count: count)
  }

  mutating func read(_ sentence: Sentence, _ reading: (Token) -> Reading) {
    readings.removeAll(keepingCapacity: true)
    first = sentence.tokens.lowerBound
    for i in sentence.tokens { readings.append(reading(tokens[i])) }
  }

  func reading(_ token: Int) -> Reading { readings[token - first] }

  mutating func add(_ match: TokenMatcher.Match?) {
    if let match { matches.append(match) }
  }
}

/// One try of one pattern at one place.
struct TokenAttempt {
  private let program: TokenProgram
  private let sentence: Range<Int>
  private let text: UnsafeBufferPointer<UInt8>
  private let lexicon: Lexicon

  /// For each kept part, its first token and the one after its last; -1 while it is open.
  private var kept: [(lower: Int, upper: Int)]

  /// Steps and places where the try failed.
  private var failed: Set<Failure> = []

  private struct Failure: Hashable {
    let step: Int
    let token: Int
    // Where a word must come again, what was kept decides too.
    let kept: Int
  }

  init(
    _ program: TokenProgram,
    _ sentence: Range<Int>,
    _ text: UnsafeBufferPointer<UInt8>,
    _ lexicon: Lexicon
  ) {
    self.program = program
    self.sentence = sentence
    self.text = text
    self.lexicon = lexicon
    kept = [(Int, Int)](repeating: (-1, -1), count: program.names.count)
  }

  /// Index after the last token of the match that starts at a token; `nil` if there is none.
  mutating func end(from start: Int, _ pass: TokenPass) -> Int? {
    run(0, start, pass)
  }

  /// The match that was found.
  func match(_ index: Int, _ range: Range<Int>, _ pass: TokenPass) -> TokenMatcher.Match? {
    func span(_ part: (lower: Int, upper: Int)) -> Span<Extracted>? {
      guard part.lower >= 0, part.upper > part.lower else { return nil }
      return Span(pass.tokens[part.lower].lower..<pass.tokens[part.upper - 1].upper)
    }
    guard let whole = span((range.lowerBound, range.upperBound)) else { return nil }
    var parts: [(name: String, span: Span<Extracted>)] = []
    for i in kept.indices.dropFirst() {
      if let span = span(kept[i]) { parts.append((program.names[i], span)) }
    }
    return TokenMatcher.Match(
      pattern: index,
      span: span(kept[0]) ?? whole,
      whole: whole,
      parts: parts
    )
  }

  private mutating func run(_ start: Int, _ place: Int, _ pass: TokenPass) -> Int? {
    var step = start
    var token = place
    while true {
      switch program.steps[step] {
      case .match: return token
      case .jump(let next): step = next
      case .open(let part):
        kept[part] = (token, -1)
        step += 1
      case .close(let part):
        kept[part].upper = token
        step += 1
      case .sentenceStart:
        guard token == sentence.lowerBound else { return nil }
        step += 1
      case .sentenceEnd:
        guard token == sentence.upperBound else { return nil }
        step += 1
      case .token(let test):
        guard token < sentence.upperBound, passes(test, token, pass) else { return nil }
        token += 1
        step += 1
      case .again(let name, let byLemma):
        guard token < sentence.upperBound, isAgain(name, byLemma, token, pass) else { return nil }
        token += 1
        step += 1
      case .split(let first, let second):
        let failure = Failure(step: first, token: token, kept: program.looksBack ? keptKey : 0)
        if !failed.contains(failure) {
          let before = kept
          if let end = run(first, token, pass) { return end }
          kept = before
          failed.insert(failure)
        }
        step = second
      }
    }
  }

  /// The kept parts as one number, exact for sentences below 512 tokens and three parts.
  private var keptKey: Int {
    kept.dropFirst().reduce(0) { key, part in
      (key << 20) ^ ((part.lower - sentence.lowerBound) << 10) ^ (part.upper - sentence.lowerBound)
    }
  }

  private func passes(_ test: TokenProgram.Test, _ i: Int, _ pass: TokenPass) -> Bool {
    let reading = pass.reading(i)
    switch test {
    case .any: return true
    case .literal(let number): return reading.literal == number
    case .exactly(let number, let bytes):
      let token = pass.tokens[i]
      return reading.literal == number && token.upper - token.lower == bytes.count
        && bytes.indices.allSatisfy { text[token.lower + $0] == bytes[$0] }
    case .lemma(let lemma, _): return reading.isForm(of: lemma, lexicon)
    case .wordClass(let number): return reading.word.classes.contains(number)
    case .shape(let shape): return has(shape, i, pass)
    case .not(let test): return !passes(test, i, pass)
    case .all(let tests): return tests.allSatisfy { passes($0, i, pass) }
    }
  }

  private func isAgain(_ name: Int, _ byLemma: Bool, _ i: Int, _ pass: TokenPass) -> Bool {
    guard kept[name].lower >= 0, kept[name].upper == kept[name].lower + 1 else { return false }
    let token = pass.tokens[i]
    let before = pass.tokens[kept[name].lower]
    let isSame =
      token.span.count == before.span.count
      && (0..<token.span.count).allSatisfy {
        text[token.lower + $0].folded == text[before.lower + $0].folded
      }
    guard byLemma, !isSame else { return isSame }
    guard let a = pass.reading(i).word.folded, let b = pass.reading(kept[name].lower).word.folded
    else { return false }
    return lexicon.shareLemma(a, b)
  }

  private func has(_ shape: TokenShape, _ i: Int, _ pass: TokenPass) -> Bool {
    let token = pass.tokens[i]
    switch shape {
    case .year:
      return token.kind == .number && token.span.count == 4 && isYear(token)
    case .vowel:
      return "aeiou".utf8.contains(text[token.lower].folded)
    default: return Self.has(shape, token, pass.reading(i))
    }
  }

  private func isYear(_ token: Token) -> Bool {
    (token.lower..<token.upper).allSatisfy { text[$0].isDigit }
      && (text[token.lower] == UInt8(ascii: "1")
        || text[token.lower] == UInt8(ascii: "2") && text[token.lower + 1] == UInt8(ascii: "0"))
  }

  /// Whether a token has a shape, as far as the token alone shows it; a year counts as a number
  /// and a vowel as a word.
  static func has(_ shape: TokenShape, _ token: Token, _ reading: TokenPass.Reading) -> Bool {
    switch shape {
    case .capitalised: token.shape.contains(.capitalised)
    case .upper: token.shape.contains(.upper)
    case .lower: token.shape.contains(.lower)
    case .number, .year: token.kind == .number
    case .date: token.kind == .date
    case .address: token.kind == .address
    case .word, .vowel: token.kind == .word
    case .punctuation: token.kind == .punctuation
    case .symbol: token.kind == .symbol
    case .quote: token.shape.contains(.quote)
    case .stop: token.shape.contains(.stop)
    case .hyphenated: token.shape.contains(.hyphenated)
    case .possessive: token.shape.contains(.possessive)
    case .digit: token.shape.contains(.digit)
    case .first: token.shape.contains(.sentenceStart)
    case .joined: !token.shape.contains(.afterSpace)
    case .unknown: token.kind == .word && reading.word.exact == nil && reading.word.folded == nil
    }
  }
}

extension Lexicon {
  /// Whether two words have a lemma in common.
  func shareLemma(_ a: Entry, _ b: Entry) -> Bool {
    if a == b { return true }
    let own = [a] + lemmas(of: a)
    return ([b] + lemmas(of: b)).contains { own.contains($0) }
  }
}
