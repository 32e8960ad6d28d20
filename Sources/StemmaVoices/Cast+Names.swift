internal import StemmaText

extension Cast {
  /// Whether the words of the sentence from a token on have capitals, and where it ends.
  func line(from start: Int) -> (isTitled: Bool, end: Int) {
    var end = start
    var (words, capitals) = (0, 0)
    while end < nouns.tokens.count,
      end == start || !nouns.tokens[end].shape.contains(.sentenceStart)
    {
      if nouns.tokens[end].kind == .word, nouns.tokens[end].span.count > 3 {
        words += 1
        if nouns.tags[end].contains(.capitalised) { capitals += 1 }
      }
      end += 1
    }
    return (words >= 3 && capitals * 5 >= words * 4, end)
  }

  func joins(_ end: Int, _ start: Int) -> Bool {
    start == end + 1
      && (nouns.tags[end].contains(.and) || nouns.tags[end].contains(.comma) && end < 24)
  }

  /// A run of capitalised words, with the small words of an office before them.
  func run(from start: Int) -> Range<Int>? {
    var end = start
    while end < nouns.tokens.count, end < start + 14, end == start || isBeside(end) {
      if isNamePart(end) || isRolePart(end) {
        end += 1
        if nouns.tags[end - 1].contains(.possessive) { break }
      } else if end > start, isRolePart(end - 1), let given = givenName(behindOf: end) {
        end = given
      } else {
        break
      }
    }
    return end > start ? start..<end : nil
  }

  /// “Secretary of State John Roe”: the given name behind “of” and what the office is for.
  func givenName(behindOf of: Int) -> Int? {
    guard nouns.isOf(of) else { return nil }
    var i = of + 1
    while i < min(of + 5, nouns.tokens.count), isNamePart(i), isBeside(i), !isGivenName(i) {
      i += 1
    }
    guard i > of + 1, isGivenName(i), isBeside(i), i + 1 < nouns.tokens.count, isNamePart(i + 1)
    else { return nil }
    return i
  }

  func isBeside(_ i: Int) -> Bool {
    nouns.tokens[i].lower - nouns.tokens[i - 1].upper == 1
      && nouns.text[nouns.tokens[i - 1].upper] == 0x20
  }

  /// A capitalised word that may be part of a name.
  func isNamePart(_ i: Int) -> Bool {
    guard nouns.tokens[i].kind == .word else { return false }
    let tag = nouns.tags[i]
    return nouns.isName(i) && tag.isDisjoint(with: [.time, .pronoun, .determiner])
      && (tag.isDisjoint(with: [.be, .preposition, .conjunction]) || isGivenName(i))
      && (!isTitled || tag.contains(.name) || tag.isDisjoint(with: Self.common))
  }

  /// What a word of a headline with a capital on each word is when it is no name.
  private static let common = Tag.verb.union([.noun, .plural, .adjective, .adverb, .preposition])

  func isRolePart(_ i: Int) -> Bool {
    nouns.tags[i].contains(.office) || nouns.uses[i].contains(.office)
  }

  /// What the office, the word before the name (“his wife Jane Roe”) or the given name tells.
  func sex(of name: Range<Int>, before start: Int, _ role: Range<Int>?) -> Sex? {
    if let told = sex(toldIn: max(0, start - 1)..<name.lowerBound) { return told }
    return name.count > 1 ? names.sex(of: folded(name.lowerBound)) : nil
  }

  func isGivenName(_ i: Int) -> Bool {
    i < nouns.tokens.count && nouns.tags[i].contains(.capitalised) && names.hold(folded(i))
  }

  func folded(_ i: Int) -> [UInt8] {
    let token = nouns.tokens[i]
    return Vocabulary.folded(String(decoding: nouns.text[token.lower..<token.upper], as: UTF8.self))
  }

  /// What the first word such as “Mrs.”, “spokeswoman” or “king” tells of whom it is said.
  func sex(toldIn tokens: Range<Int>) -> Sex? {
    for i in tokens where nouns.tags[i].isDisjoint(with: [.pronoun, .determiner]) {
      if nouns.uses[i].contains(.female) { return .female }
      if nouns.uses[i].contains(.male) { return .male }
    }
    return nil
  }

  /// “National Nurses United”: words that are no one’s given name, and all found in small letters too.
  func isCommon(_ name: Range<Int>) -> Bool {
    name.allSatisfy { !nouns.tags[$0].isDisjoint(with: Self.common) && !isGivenName($0) }
  }

  /// “South Korea”: a country or capital is nobody of the cast.
  func isPlace(_ name: Range<Int>) -> Bool {
    name.count <= 2 && nouns.uses[name.lowerBound].contains(.government)
      || name.count == 2 && nouns.tags[name.upperBound - 1].contains(.country)
  }

  func isOffice(_ i: Int) -> Bool {
    isRolePart(i) && !nouns.tags[i].contains(.possessive)
  }

  /// A nationality before a name, or what someone is: “Democrat”, “Pastor”.
  func isDescription(_ i: Int) -> Bool {
    nouns.tags[i].contains(.nationality) || nouns.tags[i].contains(.country)
      || nouns.tags[i].contains(.person) && !isGivenName(i) && isGivenName(i + 1)
  }

  /// “in”, “near”, “outside”.
  func isLocal(_ i: Int) -> Bool {
    guard nouns.tags[i].contains(.preposition) else { return false }
    let token = nouns.tokens[i]
    let word = nouns.text[token.lower..<token.upper]
    return ["in", "near", "outside"].contains {
      word.elementsEqual($0.utf8, by: { $0.folded == $1 })
    }
  }

  /// A number for each word of a name; without initials, which come and go.
  func words(of name: some Sequence<Int>) -> [Int] {
    name.filter {
      nouns.tokens[$0].span.count > 2 || !nouns.tokens[$0].shape.contains(.abbreviation)
    }
    .map { word($0) }
  }

  /// A number for all words of a name.
  func number(of name: Range<Int>) -> Int {
    name.reduce(0) { $0 &* 31 &+ word($1) }
  }

  /// A number for a word: its letters folded, without a possessive ending.
  func word(_ i: Int) -> Int {
    let token = nouns.tokens[i]
    var upper = token.upper
    if token.shape.contains(.possessive) {
      upper -= nouns.text[upper - 2] == 0x99 ? 4 : 2
    }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for n in token.lower..<max(token.lower, upper) where nouns.text[n] != UInt8(ascii: "-") {
      hash = (hash ^ UInt64(nouns.text[n].folded)) &* 0x100_0000_01B3
    }
    return Int(truncatingIfNeeded: hash)
  }
}
