// What the first tokens of a match may be, so that most tries need not begin.
extension TokenInstructions {
  /// How many tokens from the start of a match are looked at before a pattern is tried.
  static let openingPlaces = 3

  /// Adds what the first tokens of a pattern's matches may be, up to where the shortest ends.
  ///
  /// A place where any token may stand has no tests.
  mutating func addOpenings(of pattern: Int) {
    let entry = entries[pattern]
    var states = [Int(entry.start)]
    var isEnded = false
    for _ in 0..<Self.openingPlaces {
      let tests = isEnded ? [] : tests(from: states, of: entry)
      isEnded = isEnded || tests.contains { [.match, .sentenceEnd].contains(code[$0].code) }
      let chains = isEnded ? [] : tests.map(chain)
      let first = code.count
      if chains.allSatisfy({ chain in code[chain].contains { $0.isQuick && $0.code != .any } }) {
        for chain in chains { code += code[chain] }
      }
      openings.append(first..<code.count)
      states = chains.map(\.upperBound)
    }
  }

  /// The tests that come next, and the ends, from some instructions on.
  private func tests(from states: [Int], of entry: Entry) -> [Int] {
    var waiting = states
    var seen: Set<Int> = []
    var tests: [Int] = []
    let start = Int(entry.start)
    while let state = waiting.popLast() {
      guard seen.insert(state).inserted else { continue }
      let instruction = code[state]
      switch instruction.code {
      case .split: waiting += [start + Int(instruction.second), start + Int(instruction.first)]
      case .jump: waiting.append(start + Int(instruction.first))
      case .open, .close, .sentenceStart: waiting.append(state + 1)
      default: tests.append(state)
      }
    }
    return tests
  }

  /// The instructions that test one token, from the first on.
  private func chain(from first: Int) -> Range<Int> {
    var last = first
    while code[last].stays { last += 1 }
    return first..<last + 1
  }
}

extension TokenRow {
  /// Whether it passes one of several tests that stand behind each other, as far as one look decides.
  func mayPass(oneOf tests: Range<Int>, _ code: TokenInstructions.Pointers) -> Bool {
    var isPassed = true
    for i in tests {
      let test = code.steps[i]
      isPassed = isPassed && (!test.isQuick || passes(test, code))
      if !test.stays {
        if isPassed { return true }
        isPassed = true
      }
    }
    return false
  }
}
