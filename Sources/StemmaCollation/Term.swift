import StemmaText

/// One word, number or name of a witness, made comparable.
struct Term: Hashable {
  /// What a term is.
  enum Kind: UInt8, Hashable {
    case word, function, negation, name, number, date
  }

  /// What it is.
  let kind: Kind

  /// Its number in the vocabulary.
  let word: Int

  /// What it counts, where it is a number.
  var value: Double?

  /// Where it stands, with a unit of scale (“million”) that was taken into the value.
  var span: Span<Extracted>

  /// Whether a capital at its start says nothing: it opens a sentence or stands in a title.
  let isOpening: Bool

  /// Whether it is a number that orders: third, 3rd.
  var isOrdinal = false

  /// Whether it is written in capitals alone.
  var isAcronym = false

  /// Whether something is missing behind it: a preposition or an article stands before a mark or
  /// before a word that it cannot govern.
  var isCutOff = false

  /// What its word is and does.
  let traits: Vocabulary.Traits

  /// Number of its word's first lemma; see `Vocabulary.Word.stem`.
  let stem: Int

  /// Whether it says something by itself.
  var isContent: Bool { kind != .function && kind != .negation }

  /// The same as far on, or back.
  func moved(by distance: Int) -> Term {
    var moved = self
    moved.span = Span(span.lower + distance..<span.upper + distance)
    return moved
  }
}

extension Vocabulary {
  /// The terms of part of a text, in order.
  mutating func terms(
    of tokens: ArraySlice<Token>,
    in text: [UInt8]
  ) -> [Term] {
    let words = tokens.filter { $0.kind == .word }
    let capitals = words.count { $0.shape.contains(.capitalised) }
    let isTitle = words.count > 3 && 5 * capitals > 3 * words.count
    var terms: [Term] = []
    var opens = true
    for token in tokens {
      let count = terms.count
      defer {
        if count > 0, needsMore(terms[count - 1]), cuts(token, terms, at: count) {
          terms[count - 1].isCutOff = true
        }
      }
      switch token.kind {
      case .number, .date: append(numberAt: token, in: text, to: &terms, opens: opens)
      case .word: append(wordAt: token, in: text, to: &terms, opens: opens || isTitle)
      case .address, .symbol, .punctuation:
        if token.kind == .address { append(wordAt: token, in: text, to: &terms, opens: true) }
        if token.shape.contains(.quote) || token.shape.contains(.stop) || text[token.lower] == 0x3A
        {
          opens = true
          continue
        }
      }
      opens = false
    }
    return terms
  }

  /// Splits a range or a score into its numbers: “150-250”, “2:0”.
  private mutating func append(
    numberAt token: Token,
    in text: [UInt8],
    to terms: inout [Term],
    opens: Bool
  ) {
    var start = token.lower
    for i in token.lower..<token.upper {
      let isScore = text[i] == 0x3A && token.upper == i + 2
      guard token.kind == .number, isScore || text[i] == 0x2D || text[i] == 0xE2 else { continue }
      append(numberIn: start..<i, in: text, to: &terms, opens: opens)
      start = text[i] == 0xE2 ? min(i + 3, token.upper) : i + 1
    }
    append(numberIn: start..<token.upper, in: text, to: &terms, opens: opens)
  }

  private mutating func append(
    numberIn part: Range<Int>,
    in text: [UInt8],
    to terms: inout [Term],
    opens: Bool
  ) {
    let written = text[part]
    guard written.contains(where: \.isDigit) else { return }
    let suffix = foldedLetters(
      written[(written.lastIndex(where: \.isDigit) ?? part.lowerBound)...].dropFirst()
    )
    let digits = written.prefix { !$0.isLetter }
    let isOrdinal = ["st", "nd", "rd", "th"].contains { suffix.elementsEqual($0.utf8) }
    let word = number(of: written, isName: false)
    terms.append(
      Term(
        kind: .number,
        word: word,
        value: decimalValue(of: digits).map { $0 * (scale(of: suffix) ?? 1) },
        span: Span(part),
        isOpening: opens,
        isOrdinal: isOrdinal,
        traits: words[word].traits,
        stem: words[word].stem
      )
    )
  }

  /// Splits what is written together: “didn’t”, “Putin’s”, “24-year-old”.
  private mutating func append(
    wordAt token: Token,
    in text: [UInt8],
    to terms: inout [Term],
    opens: Bool
  ) {
    let isHyphenatedName = isHyphenatedName(token, in: text, opens: opens)
    for part in parts(of: token, in: text) {
      let written = text[part]
      guard let first = written.first else { continue }
      if first.isDigit {
        append(numberIn: part, in: text, to: &terms, opens: opens)
        continue
      }
      let isCapital = first.isCapital || (first >= 0x80 && token.shape.contains(.capitalised))
      let opens = opens || part.lowerBound > token.lower
      let word = number(of: written, isName: isCapital && !opens)
      let traits = words[word].traits
      if let last = terms.indices.last, terms[last].kind == .number,
        let scale = scale(of: words[word].folded),
        let value = terms[last].value
      {
        terms[last].value = value * scale
        terms[last].span = terms[last].span.union(Span(part))
        continue
      }
      if let last = terms.indices.last, part.lowerBound > token.lower,
        terms[last].span.upper + 1 == part.lowerBound, text[part.lowerBound - 1] == 0x2D,
        let tens = terms[last].value, let ones = words[word].value,
        (20...90).contains(tens), (1...9).contains(ones)
      {
        // “Twenty-one”
        terms[last].value = tens + ones
        terms[last].span = terms[last].span.union(Span(part))
        terms[last].isOrdinal = traits.contains(.ordinal)
        continue
      }
      let kind: Term.Kind =
        if traits.contains(.negation) {
          .negation
        } else if traits.contains(.weekday) || (isCapital && traits.contains(.month)) {
          .date
        } else if words[word].value != nil {
          .number
        } else if traits.contains(.function) && !(isCapital && !opens) && !isHyphenatedName {
          .function
        } else if isHyphenatedName || (isCapital && (!opens || !traits.contains(.known))) {
          .name
        } else {
          .word
        }
      terms.append(
        Term(
          kind: kind,
          word: word,
          value: words[word].value,
          span: Span(part),
          isOpening: opens,
          isOrdinal: traits.contains(.ordinal),
          isAcronym: token.shape.contains(.upper),
          traits: traits,
          stem: words[word].stem
        )
      )
    }
  }

  /// Whether a word governs what follows it: an article, or a preposition that is no adverb too.
  private func needsMore(_ term: Term) -> Bool {
    let traits = term.traits
    return traits.contains(.article) || traits.contains(.preposition)
  }

  /// Whether a token, or the first of the terms that were made of it, leaves a word before it
  /// without what it governs.
  private func cuts(_ token: Token, _ terms: [Term], at index: Int) -> Bool {
    switch token.kind {
    case .punctuation, .symbol:
      return !token.shape.contains(.quote) && terms.count == index
    case .word:
      guard index < terms.count, terms[index].kind != .name else { return false }
      let traits = terms[index].traits
      return traits.contains(.auxiliary) || traits.contains(.conjunction)
    case .number, .date, .address: return false
    }
  }

  /// Whether a hyphenated word is a name in all its parts: Jong-un, but not Pre-war at the start of
  /// a sentence.
  private func isHyphenatedName(_ token: Token, in text: [UInt8], opens: Bool) -> Bool {
    guard token.shape.contains(.hyphenated), token.shape.contains(.capitalised) else {
      return false
    }
    return !opens
  }

  /// The parts of a word that are compared one by one.
  private func parts(of token: Token, in text: [UInt8]) -> [Range<Int>] {
    var upper = endWithoutPossessive(of: token, in: text)
    let isShortened = token.shape.contains(.abbreviation) && text[upper - 1] == 0x2E
    if isShortened, !text[token.lower..<upper - 1].contains(0x2E) { upper -= 1 }
    if token.shape.contains(.apostrophe), !token.shape.contains(.possessive),
      let mark = text[token.lower..<upper].firstIndex(where: { $0 == 0x27 || $0 == 0xE2 }),
      mark == token.lower + 1 && text[token.lower] == UInt8(ascii: "I")
    {
      upper = mark
    }
    let range = token.lower..<upper
    return token.shape.contains(.hyphenated) ? partsBetweenHyphens(of: range, in: text) : [range]
  }
}

/// What digits count; separators are read as English has them, a lone comma or stop before three
/// digits as thousands.
func decimalValue(of digits: some Sequence<UInt8>) -> Double? {
  var whole = 0.0
  var scale = 0.0
  var run = 0
  let digits = Array(digits)
  let marks = digits.filter { $0 == 0x2C || $0 == 0x2E }
  for (i, byte) in digits.enumerated() {
    if byte.isDigit {
      if scale > 0 {
        whole += Double(byte - 0x30) * scale
        scale /= 10
      } else {
        whole = whole * 10 + Double(byte - 0x30)
      }
      run += 1
    } else if byte == 0x2C || byte == 0x2E {
      let following = digits[(i + 1)...].prefix { $0.isDigit }.count
      let isThousands =
        following == 3 && digits[..<i].first != 0x30 && i <= 3 + 4 * (marks.count - 1)
      if !isThousands || (marks.last == byte && marks.first != byte) { scale = 0.1 }
    } else if byte == 0x3A {
      continue
    } else {
      break
    }
  }
  return run > 0 ? whole : nil
}
