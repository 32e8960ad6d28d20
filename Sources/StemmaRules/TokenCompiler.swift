import StemmaText

/// Compiles patterns for one lexicon and vocabulary.
struct TokenCompiler {
  let lexicon: Lexicon
  private(set) var vocabulary = TokenVocabulary()
  private let packClasses: [String]
  let functionWords: Int?
  private var source = ""

  /// Takes up the class lists of rule packs: name of the class → its words.
  init(_ lexicon: Lexicon, classes: [(name: String, words: [String])]) throws(TokenPatternError) {
    self.lexicon = lexicon
    packClasses = classes.map(\.name)
    functionWords = lexicon.functionWords
    guard classes.count <= 62 else {
      throw TokenPatternError(offset: 0, problem: "Rule packs bring more than 62 classes.")
    }
    for (i, list) in classes.enumerated() {
      for word in list.words { vocabulary.insert(word, intoClass: 128 + i) }
    }
  }

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
    let reach = try anchor(pattern.root)
    guard let anchor = reach.anchor else {
      throw TokenPatternError(
        offset: 0,
        problem: "No token is required in every match; write a word, class or shape outside ‘?’."
      )
    }
    return TokenProgram(
      steps: assembly.steps,
      names: assembly.names,
      looksBack: assembly.looksBack,
      anchor: anchor,
      longestMatch: reach.length.upperBound
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
    case .choice(let branches): try emitChoice(try merged(branches)[...], &assembly)
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

  /// A branch of a choice, or several side by side that are one test of one token.
  private enum Branch {
    case node(TokenPattern.Node)
    case anyOf([TokenProgram.Test])
  }

  /// The branches in their order, those side by side that are one word, spelling, class or shape as
  /// one.
  private mutating func merged(
    _ branches: [TokenPattern.Node]
  ) throws(TokenPatternError) -> [Branch] {
    var result: [Branch] = []
    for branch in branches {
      guard case .token(let test) = branch, let own = try single(test) else {
        result.append(.node(branch))
        continue
      }
      if case .anyOf(let tests)? = result.last {
        result[result.count - 1] = .anyOf(tests + [own])
      } else {
        result.append(.anyOf([own]))
      }
    }
    return result
  }

  /// A test for one word, spelling, class or shape, compiled; `nil` for others.
  private mutating func single(
    _ test: TokenPattern.Test
  ) throws(TokenPatternError) -> TokenProgram.Test? {
    switch test {
    case .word, .exactly, .wordClass, .shape: try compiled(test)
    case .lemma, .any, .not, .all: nil
    }
  }

  private mutating func emit(
    _ branch: Branch,
    _ assembly: inout Assembly
  ) throws(TokenPatternError) {
    switch branch {
    case .node(let node): try emit(node, &assembly)
    case .anyOf(let tests):
      assembly.steps.append(.token(tests.count == 1 ? tests[0] : .anyOf(tests)))
    }
  }

  private mutating func emitChoice(
    _ branches: ArraySlice<Branch>,
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

  mutating func compiled(
    _ test: TokenPattern.Test
  ) throws(TokenPatternError)
    -> TokenProgram.Test
  {
    switch test {
    case .word(let word): return .literal(vocabulary.number(of: word))
    case .exactly(let word):
      return .exactly(
        vocabulary.number(of: word),
        spelling: vocabulary.number(ofSpelling: word)
      )
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
    if name == "possessive" { return WordClasses.possessive }
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
}
