internal import StemmaText

/// What a word can be in its sentence, joined from the lexicon, its shape and its place.
struct Tag: OptionSet, Hashable, Sendable {
  let rawValue: UInt64

  static let determiner = Tag(rawValue: 1)
  static let possessiveDeterminer = Tag(rawValue: 1 << 1)
  static let preposition = Tag(rawValue: 1 << 2)
  static let subjectPronoun = Tag(rawValue: 1 << 3)
  static let pronoun = Tag(rawValue: 1 << 4)
  static let modal = Tag(rawValue: 1 << 5)
  static let be = Tag(rawValue: 1 << 6)
  static let have = Tag(rawValue: 1 << 7)
  static let doing = Tag(rawValue: 1 << 8)
  static let conjunction = Tag(rawValue: 1 << 9)
  static let noun = Tag(rawValue: 1 << 10)
  static let plural = Tag(rawValue: 1 << 11)
  static let adjective = Tag(rawValue: 1 << 12)
  static let adverb = Tag(rawValue: 1 << 13)
  static let verbBase = Tag(rawValue: 1 << 14)
  static let verbThird = Tag(rawValue: 1 << 15)
  static let verbPast = Tag(rawValue: 1 << 16)
  static let verbIng = Tag(rawValue: 1 << 17)
  static let participle = Tag(rawValue: 1 << 18)
  static let name = Tag(rawValue: 1 << 19)
  static let office = Tag(rawValue: 1 << 20)
  static let negation = Tag(rawValue: 1 << 21)
  static let wh = Tag(rawValue: 1 << 22)
  static let time = Tag(rawValue: 1 << 23)
  static let person = Tag(rawValue: 1 << 24)
  static let nationality = Tag(rawValue: 1 << 25)
  static let number = Tag(rawValue: 1 << 26)
  static let comma = Tag(rawValue: 1 << 27)
  static let stop = Tag(rawValue: 1 << 28)
  static let dash = Tag(rawValue: 1 << 29)
  static let colon = Tag(rawValue: 1 << 30)
  static let bracket = Tag(rawValue: 1 << 31)
  static let quote = Tag(rawValue: 1 << 32)
  static let to = Tag(rawValue: 1 << 33)
  static let that = Tag(rawValue: 1 << 34)
  static let and = Tag(rawValue: 1 << 35)
  static let possessive = Tag(rawValue: 1 << 36)
  static let capitalised = Tag(rawValue: 1 << 37)
  static let closing = Tag(rawValue: 1 << 38)
  static let person3 = Tag(rawValue: 1 << 39)
  static let reflexive = Tag(rawValue: 1 << 40)
  static let country = Tag(rawValue: 1 << 41)
  static let clitic = Tag(rawValue: 1 << 42)  // subject and finite verb in one word: he’s, they’d
  static let existential = Tag(rawValue: 1 << 43)  // “there” before a verb of being

  static let auxiliary: Tag = [.modal, .be, .have, .doing]
  static let finite: Tag = [.verbThird, .verbPast, .modal, .be, .have, .doing]
  static let subjectLast: Tag = [
    .noun, .plural, .name, .office, .person, .number, .subjectPronoun, .and, .comma, .closing,
    .conjunction, .nationality, .wh, .capitalised, .modal, .doing,
  ]
  static let verb: Tag = [.verbBase, .verbThird, .verbPast, .verbIng, .participle]
  static let mark: Tag = [.comma, .stop, .dash, .colon, .bracket, .quote]
}

/// Turns the classes of a lexicon into tags.
struct Tagger: Sendable {
  private let low: [Tag]
  private let lexicon: Lexicon
  let vocabulary: Vocabulary

  /// What is known of words, kept from one text to the next.
  private let benches = BenchPool<TaggingBench>()

  init(_ lexicon: Lexicon, _ vocabulary: Vocabulary) {
    self.lexicon = lexicon
    self.vocabulary = vocabulary
    var tags = [Tag](repeating: [], count: WordClasses.limit)
    for (number, name) in lexicon.classNames.enumerated() {
      if let tag = Self.names[name] { tags[number] = tag }
    }
    low = tags
  }

  /// Whether it knows any word.
  var isFilled: Bool { !lexicon.classNames.isEmpty }

  private static let names: [String: Tag] = [
    "article": .determiner, "determiner": .determiner, "demonstrative": .determiner,
    "possessive-determiner": [.determiner, .possessiveDeterminer], "quantifier": .determiner,
    "preposition": .preposition, "subject-pronoun": [.subjectPronoun, .pronoun],
    "pronoun": .pronoun, "object-pronoun": .pronoun, "modal": .modal, "be": .be, "have": .have,
    "do": .doing, "conjunction": .conjunction, "coordinator": .conjunction, "noun": .noun,
    "noun-plural": .plural, "adjective": .adjective, "adverb": .adverb, "verb-base": .verbBase,
    "verb-third": .verbThird, "verb-past": .verbPast, "verb-ing": .verbIng,
    "verb-participle": .participle, "name": .name, "office": .office, "negation": .negation,
    "wh-word": .wh, "weekday": .time, "month": .time, "time-unit": .time,
    "noun-person": .person, "person-noun": .person, "spokesperson": .office,
    "nationality": .nationality, "number-word": .number, "reflexive": .reflexive,
    "country": .country, "contraction": .modal,
  ]

  /// What a token may be, wherever it stands.
  struct Reading {
    var tag: Tag
    var use: Vocabulary.Use = []
    var prepositions: UInt32 = 0

    /// Whether a “there” before it stands for its subject.
    var isBehindSubject = false
  }

  /// Tags and uses of all tokens of a text.
  func tagged(_ tokens: [Token], in text: UnsafeBufferPointer<UInt8>) -> TaggedTokens {
    var tagged = TaggedTokens(count: tokens.count)
    var bench = benches.take() ?? TaggingBench()
    defer { benches.put(bench) }
    tokens.withUnsafeBufferPointer { tokens in
      for start in stride(from: 0, to: tokens.count, by: Spellings.tokensAtOnce) {
        let end = min(start + Spellings.tokensAtOnce, tokens.count)
        let part = UnsafeBufferPointer(rebasing: tokens[start..<end])
        bench.read(part, in: text, { reading(of: $0, in: text) }) { reading in
          if reading.isBehindSubject { tagged.subjectThere() }
          tagged.append(reading.tag, reading.use, reading.prepositions)
        }
      }
    }
    return tagged
  }

  private func reading(of token: Token, in text: UnsafeBufferPointer<UInt8>) -> Reading {
    guard token.kind == .word else { return Reading(tag: mark(token, text)) }
    var tag = shape(of: token)
    lexicon.reading(of: token, in: text).classes.visit { tag.formUnion(low[$0]) }
    let (use, prepositions, special) = withUnsafeTemporaryAllocation(
      of: UInt8.self,
      capacity: 64
    ) { look(up: token, in: text, $0) }
    if special.contains(.clitic) { tag.formIntersection(.capitalised) }
    return Reading(
      tag: tag.union(special),
      use: use,
      prepositions: prepositions,
      isBehindSubject: !tag.isDisjoint(with: .auxiliary)
    )
  }

  private func shape(of token: Token) -> Tag {
    var tag: Tag = []
    if token.shape.contains(.capitalised) { tag.insert(.capitalised) }
    if token.shape.contains(.possessive) { tag.insert(.possessive) }
    if token.shape.contains(.digit) { tag.insert(.number) }
    return tag
  }

  private func mark(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Tag {
    if token.kind == .number || token.kind == .date { return .number }
    if token.kind == .address { return [.noun, .capitalised] }
    if token.shape.contains(.quote) { return .quote }
    if token.shape.contains(.stop) { return .stop }
    switch text[token.lower] {
    case UInt8(ascii: ","), UInt8(ascii: ";"): return .comma
    case UInt8(ascii: ":"): return .colon
    case UInt8(ascii: "-"): return .dash
    case UInt8(ascii: "("), UInt8(ascii: "["): return .bracket
    case UInt8(ascii: ")"), UInt8(ascii: "]"): return [.bracket, .closing]
    case 0xE2 where token.upper - token.lower == 3 && text[token.lower + 1] == 0x80: return .dash
    case 0xE3 where token.upper - token.lower == 3 && text[token.lower + 2] == 0x81: return .comma
    case 0xD8 where token.upper - token.lower == 2: return .comma
    default: return token.kind == .symbol ? .noun : .dash
    }
  }

  /// Looks the folded word up in the vocabulary, and knows the words the grammar asks for by name.
  private func look(
    up token: Token,
    in text: UnsafeBufferPointer<UInt8>,
    _ buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> (Vocabulary.Use, UInt32, Tag) {
    guard token.upper - token.lower <= 60 else { return ([], 0, []) }
    let count = text.copyFolded(token.span.range, straightApostrophes: true, to: buffer)
    let key = UnsafeBufferPointer(rebasing: buffer[..<count])
    let (use, prepositions) = vocabulary.uses(of: key)
    return (use, prepositions, Self.special(key))
  }

  private static func special(_ key: UnsafeBufferPointer<UInt8>) -> Tag {
    if let apostrophe = key.lastIndex(of: UInt8(ascii: "'")), apostrophe > 0 {
      return clitic(key[..<apostrophe], key[(apostrophe + 1)...])
    }
    return switch key.count {
    case 2 where key[0] == UInt8(ascii: "t") && key[1] == UInt8(ascii: "o"): [.to, .preposition]
    case 2 where key[0] == UInt8(ascii: "h") && key[1] == UInt8(ascii: "e"): .person3
    case 3 where key.elementsEqual("and".utf8): .and
    case 3 where key.elementsEqual("she".utf8): .person3
    case 3 where key.elementsEqual("who".utf8): .wh
    case 4 where key.elementsEqual("that".utf8): .that
    case 4 where key.elementsEqual("they".utf8): .person3
    case 5 where key.elementsEqual("there".utf8): .existential
    default: []
    }
  }

  /// “He’s”, “they’d”, “it’ll”: a pronoun with its verb.
  private static func clitic(
    _ stem: Slice<UnsafeBufferPointer<UInt8>>,
    _ verb: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Tag {
    guard ["s", "d", "ll", "re", "ve", "m"].contains(where: { verb.elementsEqual($0.utf8) }),
      ["he", "she", "it", "they", "we", "i", "you", "that", "there"]
        .contains(where: { stem.elementsEqual($0.utf8) })
    else { return [] }
    return [.clitic, .subjectPronoun, .pronoun]
  }
}
