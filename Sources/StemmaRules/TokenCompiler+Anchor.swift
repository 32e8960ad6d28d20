import StemmaText

// What token of a pattern to wait for: the rarest that every match contains.
extension TokenCompiler {
  typealias Reach = (anchor: TokenProgram.Anchor?, length: ClosedRange<Int>)

  mutating func anchor(_ node: TokenPattern.Node) throws(TokenPatternError) -> Reach {
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
        waits: before.waits + anchor.waits,
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
    func anchor(_ cost: Double, _ sign: TokenProgram.Test) -> TokenProgram.Anchor {
      let wait = TokenProgram.Wait(sign: sign, whole: sign)
      return TokenProgram.Anchor(waits: [wait], distance: 0...0, cost: cost)
    }
    let compiled = try compiled(test)
    switch test {
    case .any, .not: return nil
    case .word(let word): return anchor(cost(ofWord: word), compiled)
    case .exactly(let word):
      // Function words are seldom capitals.
      let isCapital = word.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
      return anchor(cost(ofWord: word) * (isCapital ? 0.2 : 1), compiled)
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
      for i in best?.waits.indices ?? 0..<0 { best?.waits[i].whole = compiled }
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
    case .date, .address, .symbol, .decimalComma, .dottedThousands, .unmarkedThousands,
      .misgroupedThousands:
      10
    case .quote, .stop, .first: 500
    case .unknown: 300
    case .capitalised, .punctuation: 2000
    case .lower, .word, .joined, .vowel: 6000
    }
  }
}
