public import StemmaText

/// Finds the matches of many token patterns in one pass.
///
/// Every pattern waits for the rarest token that all its matches contain; only where one stands is
/// the pattern tried, at the starts from which it could reach that token. A try remembers where it
/// failed, so its time is bounded by the steps of the pattern times the tokens it can span.
public struct TokenMatcher: Sendable {
  private let programs: [TokenProgram]
  private let lexicon: Lexicon
  private let vocabulary: TokenVocabulary
  private let names: ClassNumbers
  private let dispatch: Dispatch

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
    programs = compiled
    self.lexicon = lexicon
    vocabulary = compiler.vocabulary
    names = ClassNumbers(lexicon, possessive: TokenCompiler.possessive)
    dispatch = Dispatch(compiled, literals: compiler.vocabulary.count)
  }

  /// The matches in a document, by place, then by pattern; those of one pattern do not overlap.
  public func matches(in document: Document, _ segmentation: Segmentation) -> [Match] {
    guard !programs.isEmpty else { return [] }
    var pass = TokenPass(segmentation, count: programs.count)
    document.text.withUnsafeBufferPointer { text in
      for sentence in segmentation.sentences { search(sentence, text, &pass) }
    }
    return pass.matches.sorted {
      $0.span != $1.span ? $0.span < $1.span : $0.pattern < $1.pattern
    }
  }

  private func search(
    _ sentence: Sentence,
    _ text: UnsafeBufferPointer<UInt8>,
    _ pass: inout TokenPass
  ) {
    pass.read(sentence) { token in
      var reading = lexicon.reading(of: token, in: text, names)
      let entry = vocabulary.entry(of: token, in: text)
      if let entry { reading.classes = reading.classes.union(entry.classes) }
      return TokenPass.Reading(word: reading, literal: entry?.number ?? -1)
    }
    for i in sentence.tokens {
      dispatch.forEachCandidate(pass.tokens[i], pass.reading(i), lexicon) { program in
        attempt(program, anchoredAt: i, sentence, text, &pass)
      }
    }
  }

  private func attempt(
    _ index: Int,
    anchoredAt anchor: Int,
    _ sentence: Sentence,
    _ text: UnsafeBufferPointer<UInt8>,
    _ pass: inout TokenPass
  ) {
    let program = programs[index]
    let first = max(
      anchor - program.anchor.distance.upperBound,
      sentence.tokens.lowerBound,
      pass.nextStart[index]
    )
    let last = anchor - program.anchor.distance.lowerBound
    guard first <= last else { return }
    for start in first...last {
      var attempt = TokenAttempt(program, sentence.tokens, text, lexicon)
      pass.nextStart[index] = start + 1
      guard let end = attempt.end(from: start, pass) else { continue }
      pass.add(attempt.match(index, start..<end, pass))
      pass.nextStart[index] = max(end, start + 1)
      return
    }
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
  private var literals: [[Int]]
  private var classes: [[Int]]
  private var waiting = WordClasses()
  private var lemmas: [(Lexicon.Entry, Int)] = []
  private var shapes: [(TokenShape, Int)] = []

  init(_ programs: [TokenProgram], literals count: Int) {
    literals = [[Int]](repeating: [], count: count)
    classes = [[Int]](repeating: [], count: WordClasses.limit)
    for (i, program) in programs.enumerated() {
      for test in program.anchor.tests { add(test, i) }
    }
  }

  private mutating func add(_ test: TokenProgram.Test, _ program: Int) {
    switch test {
    case .literal(let number), .exactly(let number, _): literals[number].append(program)
    case .lemma(let entry, let literal):
      lemmas.append((entry, program))
      literals[literal].append(program)
    case .wordClass(let number):
      classes[number].append(program)
      waiting.insert(number)
    case .shape(let shape): shapes.append((shape, program))
    case .any, .not, .all: preconditionFailure("Anchors are single positive tests.")
    }
  }

  /// Calls `body` with each pattern that waits for such a token; a pattern may come twice.
  @inline(__always)
  func forEachCandidate(
    _ token: Token,
    _ reading: TokenPass.Reading,
    _ lexicon: Lexicon,
    _ body: (Int) -> Void
  ) {
    if reading.literal >= 0 { for program in literals[reading.literal] { body(program) } }
    let common = reading.word.classes.intersection(waiting)
    if !common.isEmpty { common.visit { for program in classes[$0] { body(program) } } }
    for (lemma, program) in lemmas where reading.isForm(of: lemma, lexicon) { body(program) }
    for (shape, program) in shapes where TokenAttempt.has(shape, token, reading) { body(program) }
  }
}
