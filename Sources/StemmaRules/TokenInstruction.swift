import StemmaText

/// One step of a pattern in 16 bytes, so that a whole ruleset's lie one after the other.
struct TokenInstruction: Sendable {
  enum Code: UInt8, Sendable {
    case bits, literal, exactly, anyOf, any, lemma, other, again, againByLemma
    case split, jump, open, close, sentenceStart, sentenceEnd, match
  }

  let code: Code

  /// Whether a token must not pass the test.
  var isNegated = false

  /// Whether another test of the same token follows.
  var stays = false

  /// What `code` needs: a word of the row's bits, a number, a part, or the next instruction.
  var first: Int32 = 0

  /// The bits, or the instruction to try second.
  var second: UInt64 = 0

  /// Whether it is a test that one look at the row of a token decides.
  @inline(__always)
  var isQuick: Bool { code.rawValue <= Code.any.rawValue }
}

/// Several words, spellings, classes and shapes, one of which a token is to be.
struct TokenChoice: Sendable {
  /// The classes, 64 to a word, and behind them the shapes, as in the bits of a row.
  var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// The last six bits of the numbers of its words and spellings.
  var signs: UInt64 = 0

  /// Where the numbers of its words stand among those of all choices; in order.
  var words: Range<Int32> = 0..<0
}

/// All patterns of a matcher as instructions.
struct TokenInstructions: Sendable {
  /// Where one pattern's instructions begin and what a try of it needs to know.
  struct Entry: Sendable {
    let start: Int32
    let count: Int32

    /// Fewest and most tokens from the start of a match to the token that the pattern waits for.
    let nearest: Int32
    let farthest: Int32
    let longestMatch: Int32
    let parts: Int32
    let looksBack: Bool

    /// A test that a token at a fixed distance behind the opening passes in every match, other than
    /// that which the pattern waits for; a distance of -1 without one.
    let guardTest: Int32
    let guardDistance: Int32
  }

  var code: [TokenInstruction] = []
  private(set) var entries: [Entry] = []

  /// What tests for one of several look for, and the numbers of their words.
  private(set) var choices: [TokenChoice] = []
  private(set) var choiceWords: [Int32] = []

  /// Tests that one instruction cannot say.
  private(set) var others: [TokenProgram.Test] = []

  /// Tests of the tokens right before and right behind the one that a pattern waits for, where it
  /// has some in every match.
  private(set) var before: [(pattern: Int, test: Int)] = []
  private(set) var behind: [(pattern: Int, test: Int)] = []

  /// For each pattern and place from the start of its matches, the tests one of which the token there
  /// passes, one behind the other among the instructions; none where any token may stand.
  var openings: [Range<Int>] = []

  /// Most kept parts of a pattern.
  private(set) var mostParts = 1

  init(_ programs: [TokenProgram]) {
    for program in programs { add(program) }
    for pattern in programs.indices { addOpenings(of: pattern) }
  }

  /// The instructions and what they refer to, while they are held in place.
  struct Pointers: BitwiseCopyable {
    let steps: UnsafeBufferPointer<TokenInstruction>
    let choices: UnsafeBufferPointer<TokenChoice>
    let choiceWords: UnsafeBufferPointer<Int32>
    let others: UnsafeBufferPointer<TokenProgram.Test>
    let entries: UnsafeBufferPointer<Entry>
    let openings: UnsafeBufferPointer<Range<Int>>
  }

  /// Calls `body` with the instructions, held in place.
  func withPointers(_ body: (Pointers) -> Void) {
    code.withUnsafeBufferPointer { steps in
      choices.withUnsafeBufferPointer { choices in
        choiceWords.withUnsafeBufferPointer { words in
          others.withUnsafeBufferPointer { others in
            entries.withUnsafeBufferPointer { entries in
              openings.withUnsafeBufferPointer { openings in
                body(
                  Pointers(
                    steps: steps,
                    choices: choices,
                    choiceWords: words,
                    others: others,
                    entries: entries,
                    openings: openings
                  )
                )
              }
            }
          }
        }
      }
    }
  }

  private mutating func add(_ program: TokenProgram) {
    let start = code.count
    var tests: [[TokenInstruction]?] = []
    var places: [Int] = []
    var place = 0
    for step in program.steps {
      places.append(place)
      if case .token(let test) = step {
        let own = instructions(for: test)
        tests.append(own)
        place += own.count
      } else {
        tests.append(nil)
        place += 1
      }
    }
    for (step, own) in zip(program.steps, tests) {
      if let own { code += own } else { code.append(instruction(for: step, places)) }
    }
    let distance = program.anchor.distance
    let fixed = fixedTests(from: start)
    let guardian = guardian(fixed, anchor: distance)
    if distance.lowerBound == distance.upperBound {
      for (test, place) in fixed {
        if place == distance.lowerBound - 1 { before.append((entries.count, test)) }
        if place == distance.lowerBound + 1 { behind.append((entries.count, test)) }
      }
    }
    entries.append(
      Entry(
        start: Int32(start),
        count: Int32(place),
        nearest: Int32(clamping: distance.lowerBound),
        farthest: Int32(clamping: distance.upperBound),
        longestMatch: Int32(clamping: program.longestMatch),
        parts: Int32(program.names.count),
        looksBack: program.looksBack,
        guardTest: Int32(guardian?.test ?? 0),
        guardDistance: Int32(guardian?.distance ?? -1)
      )
    )
    mostParts = max(mostParts, program.names.count)
  }

  /// The tests of a match's first tokens that one look decides, with their distance from its start,
  /// as far as all matches begin alike.
  private func fixedTests(from start: Int) -> [(test: Int, distance: Int)] {
    var tests: [(test: Int, distance: Int)] = []
    var distance = 0
    for i in start..<code.count {
      switch code[i].code {
      case .open, .close, .sentenceStart, .sentenceEnd: continue
      case .split, .jump, .match: return tests
      default: break
      }
      if code[i].isQuick, code[i].code != .any { tests.append((i, distance)) }
      if !code[i].stays { distance += 1 }
    }
    return tests
  }

  /// The test among those that is most often failed.
  private func guardian(
    _ tests: [(test: Int, distance: Int)],
    anchor: ClosedRange<Int>
  ) -> (test: Int, distance: Int)? {
    let others = tests.filter { test, distance in
      distance >= Self.openingPlaces && (anchor != distance...distance || code[test].isNegated)
    }
    return others.first { isOfWords(code[$0.test]) } ?? others.first
  }

  /// Whether a token must be one of some words: few are.
  private func isOfWords(_ test: TokenInstruction) -> Bool {
    guard !test.isNegated else { return false }
    return test.code == .literal || test.code == .exactly
      || test.code == .anyOf && choices[Int(test.first)].bits == (0, 0, 0, 0)
  }

  /// The instruction for a step that is no test; `places` are those of all steps.
  private func instruction(for step: TokenProgram.Step, _ places: [Int]) -> TokenInstruction {
    switch step {
    case .again(let name, let byLemma):
      TokenInstruction(code: byLemma ? .againByLemma : .again, first: Int32(name))
    case .split(let first, let second):
      TokenInstruction(code: .split, first: Int32(places[first]), second: UInt64(places[second]))
    case .jump(let next): TokenInstruction(code: .jump, first: Int32(places[next]))
    case .open(let part): TokenInstruction(code: .open, first: Int32(part))
    case .close(let part): TokenInstruction(code: .close, first: Int32(part))
    case .sentenceStart: TokenInstruction(code: .sentenceStart)
    case .sentenceEnd: TokenInstruction(code: .sentenceEnd)
    case .match, .token: TokenInstruction(code: .match)
    }
  }

  private mutating func instructions(for test: TokenProgram.Test) -> [TokenInstruction] {
    guard case .all(let tests) = test, !tests.isEmpty else { return [instruction(for: test)] }
    var all = tests.flatMap { instructions(for: $0) }
    for i in all.indices.dropLast() { all[i].stays = true }
    return all
  }

  private mutating func instruction(for test: TokenProgram.Test) -> TokenInstruction {
    switch test {
    case .any: return TokenInstruction(code: .any)
    case .literal(let number): return TokenInstruction(code: .literal, first: Int32(number))
    case .exactly(_, let spelling):
      return TokenInstruction(code: .exactly, first: Int32(spelling))
    case .lemma(let entry, _): return TokenInstruction(code: .lemma, second: UInt64(entry.offset))
    case .wordClass(let number):
      return TokenInstruction(code: .bits, first: Int32(number >> 6), second: 1 << (number & 63))
    case .shape(let shape):
      return TokenInstruction(code: .bits, first: 3, second: 1 << UInt64(shape.bit))
    case .not(let test):
      var inner = instruction(for: test)
      inner.isNegated.toggle()
      return inner
    case .anyOf(let tests):
      choices.append(choice(of: tests))
      return TokenInstruction(code: .anyOf, first: Int32(choices.count - 1))
    case .all:
      others.append(test)
      return TokenInstruction(code: .other, first: Int32(others.count - 1))
    }
  }

  private mutating func choice(of tests: [TokenProgram.Test]) -> TokenChoice {
    var choice = TokenChoice()
    var words: Set<Int32> = []
    for test in tests {
      switch test {
      case .literal(let number), .exactly(_, let number):
        words.insert(Int32(number))
        choice.signs |= 1 << UInt64(number & 63)
      case .wordClass(let number) where number < 64: choice.bits.0 |= 1 << UInt64(number)
      case .wordClass(let number) where number < 128: choice.bits.1 |= 1 << UInt64(number - 64)
      case .wordClass(let number): choice.bits.2 |= 1 << UInt64(number - 128)
      case .shape(let shape): choice.bits.3 |= 1 << UInt64(shape.bit)
      case .lemma, .any, .not, .all, .anyOf:
        preconditionFailure("Choices are of words, spellings, classes and shapes.")
      }
    }
    choice.words = Int32(choiceWords.count)..<Int32(choiceWords.count + words.count)
    choiceWords += words.sorted()
    return choice
  }
}
