import StemmaText

/// A token pattern compiled for a lexicon: numbers in place of words and classes.
struct TokenProgram: Sendable {
  /// A test of one token.
  indirect enum Test: Sendable {
    case literal(Int)
    case exactly(Int, [UInt8])
    case lemma(Lexicon.Entry, literal: Int)
    case wordClass(Int)
    case shape(TokenShape)
    case any
    case not(Test)
    case all([Test])
  }

  /// One step; `next` steps are tried in order.
  enum Step: Sendable {
    case token(Test)
    case again(name: Int, byLemma: Bool)
    case split(first: Int, second: Int)
    case jump(Int)
    case open(Int)
    case close(Int)
    case sentenceStart
    case sentenceEnd
    case match
  }

  /// The steps, from 0.
  let steps: [Step]

  /// Names of the kept parts; part 0 is what is reported.
  let names: [String]

  /// Whether a word has to come again, so that what was kept changes what matches.
  let looksBack: Bool

  /// What some token of every match must be, and how far it is from the start of the match.
  let anchor: Anchor

  /// Tests one of which a token of every match passes.
  struct Anchor: Sendable {
    var tests: [Test]
    var distance: ClosedRange<Int>
    var cost: Double
  }

  /// Most steps of a pattern, after repetitions are written out.
  static let longest = 1000
}

/// Compiles patterns for one lexicon and vocabulary.
struct TokenCompiler {
  let lexicon: Lexicon
  private(set) var vocabulary = TokenVocabulary()
  private let packClasses: [String]
  private let functionWords: Int?
  private var source = ""

  /// Takes up the class lists of rule packs: name of the class → its words.
  init(_ lexicon: Lexicon, classes: [(name: String, words: [String])]) throws(TokenPatternError) {
    self.lexicon = lexicon
    packClasses = classes.map(\.name)
    functionWords = lexicon.number(ofClass: "function-word")
    guard classes.count <= 62 else {
      throw TokenPatternError(offset: 0, problem: "Rule packs bring more than 62 classes.")
    }
    for (i, list) in classes.enumerated() {
      for word in list.words { vocabulary.insert(word, intoClass: 128 + i) }
    }
  }

  /// Number of the class for possessives, which no list holds.
  static let possessive = 190

  /// Compiles a pattern.
  mutating func program(_ pattern: TokenPattern) throws(TokenPatternError) -> TokenProgram {
    source = pattern.source
    var assembly = Assembly()
    assembly.hasMark = Self.hasMark(pattern.root)
    if !assembly.hasMark { assembly.steps.append(.open(0)) }
    try emit(pattern.root, &assembly)
    if !assembly.hasMark { assembly.steps.append(.close(0)) }
    assembly.steps.append(.match)
    guard assembly.steps.count <= TokenProgram.longest else {
      throw TokenPatternError(offset: 0, problem: "The pattern is too long when written out.")
    }
    guard let anchor = try anchor(pattern.root).anchor else {
      throw TokenPatternError(
        offset: 0,
        problem: "No token is required in every match; write a word, class or shape outside ‘?’."
      )
    }
    return TokenProgram(
      steps: assembly.steps,
      names: assembly.names,
      looksBack: assembly.looksBack,
      anchor: anchor
    )
  }

  private struct Assembly {
    var steps: [TokenProgram.Step] = []
    var names = ["match"]
    var looksBack = false
    var hasMark = false
  }

  private static func hasMark(_ node: TokenPattern.Node) -> Bool {
    switch node {
    case .marked: true
    case .sequence(let parts), .choice(let parts): parts.contains(where: hasMark)
    case .repeated(let part, _, _), .named(_, let part): hasMark(part)
    case .token, .again, .sentenceStart, .sentenceEnd: false
    }
  }

  private mutating func emit(
    _ node: TokenPattern.Node,
    _ assembly: inout Assembly
  )
    throws(TokenPatternError)
  {
    guard assembly.steps.count <= TokenProgram.longest else { return }
    switch node {
    case .token(let test): assembly.steps.append(.token(try compiled(test)))
    case .sequence(let parts): for part in parts { try emit(part, &assembly) }
    case .choice(let branches): try emitChoice(branches[...], &assembly)
    case .repeated(let part, let bounds, let isLazy):
      for _ in 0..<bounds.lowerBound { try emit(part, &assembly) }
      try emitOptional(part, bounds.count - 1, isLazy: isLazy, &assembly)
    case .named(let name, let part):
      if !assembly.names.contains(name) { assembly.names.append(name) }
      let i = assembly.names.firstIndex(of: name) ?? 0
      assembly.steps.append(.open(i))
      try emit(part, &assembly)
      assembly.steps.append(.close(i))
    case .again(let name, let byLemma):
      guard let i = assembly.names.firstIndex(of: name) else {
        throw TokenPatternError(offset: 0, problem: "‘\(name)’ is used before <\(name):…>.")
      }
      assembly.looksBack = true
      assembly.steps.append(.again(name: i, byLemma: byLemma))
    case .marked(let part):
      assembly.steps.append(.open(0))
      try emit(part, &assembly)
      assembly.steps.append(.close(0))
    case .sentenceStart: assembly.steps.append(.sentenceStart)
    case .sentenceEnd: assembly.steps.append(.sentenceEnd)
    }
  }

  private mutating func emitChoice(
    _ branches: ArraySlice<TokenPattern.Node>,
    _ assembly: inout Assembly
  ) throws(TokenPatternError) {
    guard let first = branches.first else { return }
    guard branches.count > 1 else { return try emit(first, &assembly) }
    let split = assembly.steps.count
    assembly.steps.append(.match)
    try emit(first, &assembly)
    let jump = assembly.steps.count
    assembly.steps.append(.match)
    assembly.steps[split] = .split(first: split + 1, second: jump + 1)
    try emitChoice(branches.dropFirst(), &assembly)
    assembly.steps[jump] = .jump(assembly.steps.count)
  }

  private mutating func emitOptional(
    _ part: TokenPattern.Node,
    _ count: Int,
    isLazy: Bool,
    _ assembly: inout Assembly
  ) throws(TokenPatternError) {
    var splits: [Int] = []
    for _ in 0..<count where assembly.steps.count <= TokenProgram.longest {
      splits.append(assembly.steps.count)
      assembly.steps.append(.match)
      try emit(part, &assembly)
    }
    let end = assembly.steps.count
    for split in splits {
      assembly.steps[split] =
        isLazy ? .split(first: end, second: split + 1) : .split(first: split + 1, second: end)
    }
  }

  // MARK: - Tests

  private mutating func compiled(
    _ test: TokenPattern.Test
  ) throws(TokenPatternError)
    -> TokenProgram.Test
  {
    switch test {
    case .word(let word): return .literal(vocabulary.number(of: word))
    case .exactly(let word): return .exactly(vocabulary.number(of: word), Array(word.utf8))
    case .lemma(let word):
      guard let entry = lexicon.entry(Array(word.utf8)) else {
        throw TokenPatternError(
          offset: offset(of: "lemma:\(word)"),
          problem: "‘\(word)’ is not in the lexicon; write its forms as ( a | b )."
        )
      }
      return .lemma(entry, literal: vocabulary.number(of: word))
    case .wordClass(let name): return .wordClass(try number(ofClass: name))
    case .shape(let shape): return .shape(shape)
    case .any: return .any
    case .not(let test): return .not(try compiled(test))
    case .all(let tests):
      var result: [TokenProgram.Test] = []
      for test in tests { result.append(try compiled(test)) }
      return .all(result)
    }
  }

  private func number(ofClass name: String) throws(TokenPatternError) -> Int {
    if let i = packClasses.firstIndex(of: name) { return 128 + i }
    if let number = lexicon.number(ofClass: name) { return number }
    if name == "possessive" { return Self.possessive }
    let near = (lexicon.classNames + packClasses).filter {
      $0.hasPrefix(name.prefix(4)) || $0.hasSuffix(name.suffix(4))
    }
    let hint = near.isEmpty ? "" : " Did you mean \(near.prefix(3).joined(separator: " or "))?"
    throw TokenPatternError(
      offset: offset(of: "@\(name)"),
      problem: "‘@\(name)’ is not a class of words.\(hint)"
    )
  }

  private func offset(of words: String) -> Int {
    let bytes = Array(source.utf8)
    return bytes.indices.first { bytes[$0...].starts(with: words.utf8) } ?? 0
  }

  // MARK: - Anchors

  private typealias Reach = (anchor: TokenProgram.Anchor?, length: ClosedRange<Int>)

  private mutating func anchor(_ node: TokenPattern.Node) throws(TokenPatternError) -> Reach {
    switch node {
    case .token(let test): return (try anchor(of: test), 1...1)
    case .again: return (nil, 1...1)
    case .sentenceStart, .sentenceEnd: return (nil, 0...0)
    case .named(_, let part), .marked(let part): return try anchor(part)
    case .sequence(let parts): return try anchor(inSequence: parts)
    case .choice(let branches): return try anchor(inChoice: branches)
    case .repeated(let part, let bounds, _):
      let reach = try anchor(part)
      let low = reach.length.lowerBound * bounds.lowerBound
      let length = low...max(low, reach.length.upperBound * bounds.upperBound)
      return (bounds.lowerBound > 0 ? reach.anchor : nil, length)
    }
  }

  private mutating func anchor(
    inSequence parts: [TokenPattern.Node]
  ) throws(TokenPatternError)
    -> Reach
  {
    var best: TokenProgram.Anchor?
    var low = 0
    var high = 0
    for part in parts {
      let (anchor, length) = try anchor(part)
      if var anchor, anchor.cost < best?.cost ?? .infinity {
        anchor.distance = anchor.distance.lowerBound + low...anchor.distance.upperBound + high
        best = anchor
      }
      low += length.lowerBound
      high += length.upperBound
    }
    return (best, low...high)
  }

  private mutating func anchor(
    inChoice branches: [TokenPattern.Node]
  ) throws(TokenPatternError)
    -> Reach
  {
    var merged: TokenProgram.Anchor?
    var lengths: [ClosedRange<Int>] = []
    var isComplete = true
    for branch in branches {
      let (anchor, length) = try anchor(branch)
      lengths.append(length)
      guard let anchor else {
        isComplete = false
        continue
      }
      guard let before = merged else {
        merged = anchor
        continue
      }
      merged = TokenProgram.Anchor(
        tests: before.tests + anchor.tests,
        distance: min(
          before.distance.lowerBound,
          anchor.distance.lowerBound
        )...max(
          before.distance.upperBound,
          anchor.distance.upperBound
        ),
        cost: before.cost + anchor.cost
      )
    }
    let low = lengths.map(\.lowerBound).min() ?? 0
    let high = lengths.map(\.upperBound).max() ?? 0
    return (isComplete ? merged : nil, low...high)
  }

  /// What a test costs as an anchor: about how many tokens in 10,000 of news pass it.
  ///
  /// Guesses, save for the order: a content word, a lemma, a short list, a part of speech, a shape.
  private mutating func anchor(
    of test: TokenPattern.Test
  ) throws(TokenPatternError)
    -> TokenProgram.Anchor?
  {
    func anchor(_ cost: Double, _ test: TokenProgram.Test) -> TokenProgram.Anchor {
      TokenProgram.Anchor(tests: [test], distance: 0...0, cost: cost)
    }
    let compiled = try compiled(test)
    switch test {
    case .any, .not: return nil
    case .word(let word), .exactly(let word): return anchor(cost(ofWord: word), compiled)
    case .lemma(let word): return anchor(2 * cost(ofWord: word), compiled)
    case .wordClass(let name): return anchor(cost(ofClass: name), compiled)
    case .shape(let shape): return anchor(cost(of: shape), compiled)
    case .all(let tests):
      var best: TokenProgram.Anchor?
      for test in tests {
        guard let own = try self.anchor(of: test), own.cost < best?.cost ?? .infinity else {
          continue
        }
        best = own
      }
      return best
    }
  }

  private func cost(ofWord word: String) -> Double {
    guard let first = word.utf8.first, first.isLetter || first >= 0x80 else { return 400 }
    guard let functionWords, let entry = lexicon.entry(TokenVocabulary.folded(word)) else {
      return 2
    }
    return lexicon.classes(of: entry).contains(functionWords) ? 80 : 4
  }

  private func cost(ofClass name: String) -> Double {
    switch name {
    case "determiner", "article", "preposition", "function-word": return 1500
    case "be", "have", "pronoun", "conjunction", "coordinator", "modal": return 300
    default: break
    }
    guard let number = lexicon.number(ofClass: name) else { return 20 }
    let size = lexicon.classSizes[number]
    return size > 1000 ? 1000 + Double(size) / 20 : 10 + Double(size) / 5
  }

  private func cost(of shape: TokenShape) -> Double {
    switch shape {
    case .number, .year, .digit, .upper, .hyphenated, .possessive: 200
    case .date, .address, .symbol: 10
    case .quote, .stop, .first: 500
    case .unknown: 300
    case .capitalised, .punctuation: 2000
    case .lower, .word, .joined, .vowel: 6000
    }
  }
}
