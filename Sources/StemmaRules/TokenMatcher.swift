public import StemmaText

/// Finds the matches of many token patterns in one pass.
///
/// Every pattern waits for the rarest token that all its matches contain; only where one stands is
/// the pattern tried, at the starts from which it could reach that token. A try remembers where it
/// failed, so its time is bounded by the steps of the pattern times the tokens it can span.
public struct TokenMatcher: Sendable {
  private let names: [[String]]
  private let instructions: TokenInstructions
  private let lexicon: Lexicon
  private let vocabulary: TokenVocabulary
  private let dispatch: Dispatch

  /// The patterns that need no token before, or behind, the one they wait for, as bits.
  private let atStart: [UInt64]
  private let atEnd: [UInt64]

  /// A place where a pattern matches.
  public struct Match: Hashable, Sendable {
    /// Index of the pattern among those given.
    public let pattern: Int

    /// The part that is reported.
    public let span: Span<Extracted>

    /// All that was matched.
    public let whole: Span<Extracted>

    /// The parts kept under a name, as far as they were met.
    public let parts: [(name: String, span: Span<Extracted>)]

    /// Whether two matches are of one pattern and one place.
    public static func == (a: Match, b: Match) -> Bool {
      a.pattern == b.pattern && a.span == b.span && a.whole == b.whole
    }

    /// Hashes pattern and place.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(pattern)
      hasher.combine(span)
    }
  }

  /// Compiles patterns for a lexicon, with the class lists that rule packs bring.
  public init(
    _ patterns: [TokenPattern],
    lexicon: Lexicon,
    classes: [(name: String, words: [String])] = []
  ) throws(TokenMatcherError) {
    var compiled: [TokenProgram] = []
    let compiler: TokenCompiler
    do {
      var own = try TokenCompiler(lexicon, classes: classes)
      for (i, pattern) in patterns.enumerated() {
        do {
          compiled.append(try own.program(pattern))
        } catch {
          throw TokenMatcherError(pattern: i, cause: error)
        }
      }
      compiler = own
    } catch let error as TokenMatcherError {
      throw error
    } catch let error as TokenPatternError {
      throw TokenMatcherError(pattern: 0, cause: error)
    } catch {
      preconditionFailure("Only patterns can be wrong: \(error)")
    }
    names = compiled.map(\.names)
    let instructions = TokenInstructions(compiled)
    self.instructions = instructions
    atStart = Self.without(instructions.before, of: compiled.count)
    atEnd = Self.without(instructions.behind, of: compiled.count)
    self.lexicon = lexicon
    vocabulary = compiler.vocabulary
    dispatch = Dispatch(compiled, literals: compiler.vocabulary.count)
  }

  /// The patterns without a test among some, as bits.
  private static func without(_ tests: [(pattern: Int, test: Int)], of count: Int) -> [UInt64] {
    var bits = [UInt64](repeating: .max, count: (count + 63) / 64)
    for (pattern, _) in tests { bits[pattern >> 6] &= ~(1 << UInt64(pattern & 63)) }
    return bits
  }

  /// The matches in a document, by place, then by pattern; those of one pattern do not overlap.
  public func matches(in document: Document, _ segmentation: Segmentation) -> [Match] {
    var bench = TokenBench()
    return matches(in: document, segmentation, segmentation.sentences.indices, on: &bench)
  }

  /// The matches in some sentences of a document.
  ///
  /// A bench is for one matcher only: what it keeps of words depends on the patterns.
  func matches(
    in document: Document,
    _ segmentation: Segmentation,
    _ sentences: Range<Int>,
    on bench: inout TokenBench
  ) -> [Match] {
    guard let first = sentences.first, let last = sentences.last else { return [] }
    let from = segmentation.sentences[first].tokens.lowerBound
    bench.read(
      from..<segmentation.sentences[last].tokens.upperBound,
      of: segmentation,
      in: document
    )
    return matchesAsRead(in: document, segmentation, sentences, on: &bench)
  }

  /// The same, when the bench has read the tokens of the sentences.
  func matchesAsRead(
    in document: Document,
    _ segmentation: Segmentation,
    _ sentences: Range<Int>,
    on bench: inout TokenBench
  ) -> [Match] {
    guard !names.isEmpty else { return [] }
    var found: [Match] = []
    bench.prepare(forPatterns: names.count)
    document.text.withUnsafeBufferPointer { text in
      segmentation.tokens.withUnsafeBufferPointer { tokens in
        let read = UnsafeBufferPointer(rebasing: tokens[bench.tokens])
        bench.rows.read(read, bench.numbers, of: bench.spellings, forPatterns: names.count) {
          newRow(of: $0, in: text, $1)
        }
        search(segmentation.sentences[sentences], tokens, text, &bench, &found)
      }
    }
    return found.sorted {
      $0.span != $1.span ? $0.span < $1.span : $0.pattern < $1.pattern
    }
  }

  private func search(
    _ sentences: ArraySlice<Sentence>,
    _ tokens: UnsafeBufferPointer<Token>,
    _ text: UnsafeBufferPointer<UInt8>,
    _ bench: inout TokenBench,
    _ found: inout [Match]
  ) {
    let firstToken = bench.tokens.lowerBound
    var (nextStart, scratch) = bench.takeNotes()
    defer { bench.put(nextStart, scratch) }
    instructions.withPointers { code in
      bench.withPointers { numbers, read in
        var attempt = TokenAttempt(
          code: code,
          rows: read.rows,
          numbers: numbers,
          firstToken: firstToken,
          tokens: tokens,
          text: text,
          lexicon: lexicon.table
        )
        for sentence in sentences {
          attempt.sentence = sentence.tokens
          search(attempt, read, &nextStart, &scratch, &found)
        }
      }
    }
  }

  /// Tries the patterns that wait for a token of a sentence and can stand between its neighbours.
  private func search(
    _ attempt: TokenAttempt,
    _ read: TokenRows.Pointers,
    _ nextStart: inout [Int],
    _ scratch: inout TokenScratch,
    _ found: inout [Match]
  ) {
    let width = atStart.count
    let sets = read.sets
    let first = attempt.sentence.lowerBound
    let end = attempt.sentence.upperBound
    func place(of token: Int) -> Int {
      3 * width * Int(attempt.numbers[token - attempt.firstToken])
    }
    /// Whether a match may start at a token, by what stands there and behind it.
    @inline(__always)
    func mayStart(_ pattern: Int, at start: Int) -> Bool {
      let word = pattern >> 6
      let bit: UInt64 = 1 << UInt64(pattern & 63)
      for n in 0..<TokenInstructions.openingPlaces {
        let tests = attempt.code.openings[pattern * TokenInstructions.openingPlaces + n]
        if tests.isEmpty { continue }
        guard start + n < end else { return false }
        let number = Int(attempt.numbers[start + n - attempt.firstToken])
        let allowed = (TokenRows.openingCount * number + 2 * n) * width + word
        if read.openings[allowed] & bit != 0 { continue }
        if read.openings[allowed + width] & bit != 0 { return false }
        guard attempt.mayPass(oneOf: tests, start + n) else {
          read.openings[allowed + width] |= bit
          return false
        }
        read.openings[allowed] |= bit
      }
      return true
    }
    for i in first..<end {
      let own = place(of: i)
      for word in 0..<width where sets[own + word] != 0 {
        var waiting = sets[own + word]
        waiting &= i > first ? sets[place(of: i - 1) + width + word] : atStart[word]
        waiting &= i + 1 < end ? sets[place(of: i + 1) + 2 * width + word] : atEnd[word]
        while waiting != 0 {
          let pattern = word << 6 | waiting.trailingZeroBitCount
          waiting &= waiting - 1
          run(pattern, attempt, anchoredAt: i, mayStart, &nextStart, &scratch, &found)
        }
      }
    }
  }

  private func newRow(
    of token: Token,
    in text: UnsafeBufferPointer<UInt8>,
    _ sets: UnsafeMutableBufferPointer<UInt64>
  ) -> TokenRow {
    let reading = lexicon.reading(of: token, in: text)
    let entry = vocabulary.entry(of: token, in: text)
    let classes = entry.map { reading.classes.union($0.classes) } ?? reading.classes
    let isKnown = reading.exact != nil || reading.folded != nil
    let row = TokenRow(
      bits: (
        classes.low, classes.high, classes.extra,
        TokenShape.bits(of: token, in: text, isKnown: isKnown)
      ),
      literal: Int32(entry?.number ?? -1),
      spelling: Int32(entry.flatMap { vocabulary.spelling(of: $0, token, in: text) } ?? -1),
      exact: reading.exact?.offset ?? TokenRow.none,
      folded: reading.folded?.offset ?? TokenRow.none
    )
    dispatch.forEachCandidate(row, classes, lexicon.table) { sets[$0 >> 6] |= 1 << UInt64($0 & 63) }
    let width = sets.count / 3
    for i in width..<sets.count { sets[i] = .max }
    instructions.withPointers { code in
      func exclude(_ tests: [(pattern: Int, test: Int)], from first: Int) {
        for (pattern, test) in tests where !row.passes(code.steps[test], code) {
          sets[first + pattern >> 6] &= ~(1 << UInt64(pattern & 63))
        }
      }
      exclude(instructions.before, from: width)
      exclude(instructions.behind, from: 2 * width)
    }
    return row
  }

  @inline(__always)
  private func run(
    _ pattern: Int,
    _ attempt: TokenAttempt,
    anchoredAt anchor: Int,
    _ mayStart: (_ pattern: Int, _ start: Int) -> Bool,
    _ nextStart: inout [Int],
    _ scratch: inout TokenScratch,
    _ found: inout [Match]
  ) {
    let entry = attempt.code.entries[pattern]
    var start = max(
      anchor - Int(entry.farthest),
      attempt.sentence.lowerBound,
      nextStart[pattern]
    )
    let last = anchor - Int(entry.nearest)
    guard start <= last else { return }
    while start <= last {
      guard mayStart(pattern, start), attempt.mayMatch(entry, from: start),
        let end = attempt.end(entry, from: start, &scratch)
      else {
        start += 1
        continue
      }
      if let match = attempt.match(pattern, names[pattern], start..<end, scratch) {
        found.append(match)
      }
      start = max(end, start + 1)
    }
    nextStart[pattern] = max(start, last + 1)
  }
}

/// What a matcher keeps from one document to the next.
struct TokenBench: Sendable {
  private(set) var spellings = Spellings()

  /// The tokens that were read last, and the numbers of their spellings.
  private(set) var tokens = 0..<0
  private(set) var numbers: [UInt32] = []

  fileprivate var rows = TokenRows()
  fileprivate var scratch = TokenScratch()

  /// For each pattern, the first token where a further match may start.
  fileprivate var nextStart: [Int] = []

  init() {}

  /// Finds the numbers of the spellings of some tokens.
  mutating func read(_ range: Range<Int>, of segmentation: Segmentation, in document: Document) {
    spellings.makeRoom()
    tokens = range
    document.text.withUnsafeBufferPointer { text in
      segmentation.tokens[range].withUnsafeBufferPointer { tokens in
        spellings.read(tokens, in: text, into: &numbers)
      }
    }
  }

  /// Gives away what a search writes down, until it is put back.
  fileprivate mutating func takeNotes() -> (nextStart: [Int], scratch: TokenScratch) {
    defer { (nextStart, scratch) = ([], TokenScratch()) }
    return (nextStart, scratch)
  }

  fileprivate mutating func put(_ nextStart: [Int], _ scratch: TokenScratch) {
    (self.nextStart, self.scratch) = (nextStart, scratch)
  }

  /// Calls `body` with the numbers that were read last, and the rows and sets they stand for.
  fileprivate mutating func withPointers(
    _ body: (_ numbers: UnsafeBufferPointer<UInt32>, _ read: TokenRows.Pointers) -> Void
  ) {
    numbers.withUnsafeBufferPointer { numbers in
      rows.withPointers { body(numbers, $0) }
    }
  }

  fileprivate mutating func prepare(forPatterns count: Int) {
    nextStart.removeAll(keepingCapacity: true)
    nextStart.append(contentsOf: repeatElement(0, count: count))
  }
}

/// Which pattern of a matcher is wrong, and why.
public struct TokenMatcherError: Error, Hashable {
  /// Index of the pattern among those given.
  public let pattern: Int

  /// What is wrong with it.
  public let cause: TokenPatternError
}

/// From what a token is to the patterns that wait for it.
struct Dispatch: Sendable {
  /// A pattern, and what the token has to be besides.
  private struct Waiting {
    let program: Int
    let whole: TokenProgram.Test
  }

  private var literals: [[Waiting]]
  private var classes: [[Waiting]]
  private var awaited = WordClasses()
  private var lemmas: [(Lexicon.Entry, Waiting)] = []
  private var shapes: [(bit: UInt64, Waiting)] = []

  init(_ programs: [TokenProgram], literals count: Int) {
    literals = [[Waiting]](repeating: [], count: count)
    classes = [[Waiting]](repeating: [], count: WordClasses.limit)
    for (i, program) in programs.enumerated() {
      for wait in program.anchor.waits { add(wait.sign, Waiting(program: i, whole: wait.whole)) }
    }
  }

  private mutating func add(_ sign: TokenProgram.Test, _ waiting: Waiting) {
    switch sign {
    case .literal(let number), .exactly(let number, _): literals[number].append(waiting)
    case .lemma(let entry, let literal):
      lemmas.append((entry, waiting))
      literals[literal].append(waiting)
    case .wordClass(let number):
      classes[number].append(waiting)
      awaited.insert(number)
    case .shape(let shape): shapes.append((1 << UInt64(shape.bit), waiting))
    case .any, .not, .all, .anyOf: preconditionFailure("Anchors are single positive tests.")
    }
  }

  /// Calls `body` with each pattern that waits for such a token; one may come twice.
  func forEachCandidate(
    _ row: TokenRow,
    _ classes: WordClasses,
    _ lexicon: LexiconTable,
    _ body: (Int) -> Void
  ) {
    func tell(_ waiting: Waiting) {
      if row.passes(waiting.whole, lexicon) { body(waiting.program) }
    }
    if row.literal >= 0 { for waiting in literals[Int(row.literal)] { tell(waiting) } }
    let common = classes.intersection(awaited)
    if !common.isEmpty { common.visit { for waiting in self.classes[$0] { tell(waiting) } } }
    for (lemma, waiting) in lemmas where row.isForm(of: lemma, in: lexicon) { tell(waiting) }
    for (bit, waiting) in shapes where row.bits.3 & bit != 0 { tell(waiting) }
  }
}
