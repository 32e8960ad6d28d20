import StemmaText

/// The words of the texts that are compared, each known once and by number.
struct Vocabulary {
  /// One word in one case.
  struct Word {
    /// Lower case, without marks over its letters.
    let folded: [UInt8]

    /// Number of `folded` among all such.
    let spelling: Int

    /// What the lexicon says of it.
    let traits: Traits

    /// Its lemmas in lower case, itself where none is known.
    let lemmas: [String]

    /// Numbers of these among all lemmas.
    let lemmaNumbers: [Int]

    /// Number of its first lemma among all lemmas: forms of one word share it.
    let stem: Int

    /// Number of its first six letters among all such: Germany and German share it, which is enough
    /// to tell what a text is about.
    let root: Int

    /// What it counts, where it is a number in letters or an ordinal.
    let value: Double?

    /// Number of the name it is a form of, where one name has several.
    let name: Int?

    /// How it sounds, where it is written with a capital and may be a name.
    let sound: [UInt8]

    /// Spellings of the words that it denies: with a prefix, or by its ending.
    let denied: [Int]

    /// Spellings of the nouns and titles that name the other sex.
    let counterparts: [Int]

    /// What it means; filled when it is first asked for.
    fileprivate var meaning: Relations.Meaning?
  }

  /// Classes of a word that comparing asks for.
  struct Traits: OptionSet, Hashable {
    let rawValue: UInt64
    static let function = Traits(rawValue: 1)
    static let negation = Traits(rawValue: 1 << 1)
    static let modal = Traits(rawValue: 1 << 2)
    static let month = Traits(rawValue: 1 << 3)
    static let weekday = Traits(rawValue: 1 << 4)
    static let masculine = Traits(rawValue: 1 << 5)
    static let feminine = Traits(rawValue: 1 << 6)
    static let known = Traits(rawValue: 1 << 7)
    static let noun = Traits(rawValue: 1 << 8)
    static let verb = Traits(rawValue: 1 << 9)
    static let adjective = Traits(rawValue: 1 << 10)
    static let adverb = Traits(rawValue: 1 << 11)
    static let concrete = Traits(rawValue: 1 << 12)
    static let office = Traits(rawValue: 1 << 13)
    static let hedge = Traits(rawValue: 1 << 14)
    static let reporting = Traits(rawValue: 1 << 15)
    static let timeUnit = Traits(rawValue: 1 << 16)
    static let place = Traits(rawValue: 1 << 17)
    static let auxiliary = Traits(rawValue: 1 << 18)
    static let title = Traits(rawValue: 1 << 19)
    static let possible = Traits(rawValue: 1 << 20)
    static let conditional = Traits(rawValue: 1 << 21)
    static let remark = Traits(rawValue: 1 << 22)
    static let withholding = Traits(rawValue: 1 << 23)
    static let ordinal = Traits(rawValue: 1 << 24)
    static let atLeast = Traits(rawValue: 1 << 25)
    static let atMost = Traits(rawValue: 1 << 26)
    static let age = Traits(rawValue: 1 << 27)
    static let act = Traits(rawValue: 1 << 28)
    static let plural = Traits(rawValue: 1 << 29)
    static let preposition = Traits(rawValue: 1 << 30)
    static let article = Traits(rawValue: 1 << 31)
    static let conjunction = Traits(rawValue: 1 << 32)
    static let almost = Traits(rawValue: 1 << 33)
    static let finite = Traits(rawValue: 1 << 34)
    static let sexed = Traits(rawValue: 1 << 35)
  }

  private let lexicon: Lexicon
  private let relations: Relations
  let wording = Wording.english
  var sameNames = PairTable()
  private var numbers: [[UInt8]: Int] = [:]
  private var spellings: [[UInt8]: Int] = [:]
  private var stems: [[UInt8]: Int] = [:]
  private var roots: [[UInt8]: Int] = [:]
  private(set) var words: [Word] = []
  var likenesses = LikenessTable()

  init(_ lexicon: Lexicon, _ relations: Relations) {
    self.lexicon = lexicon
    self.relations = relations
  }

  /// Number of a word as it is written; `isName` keeps “May” and “may” apart.
  mutating func number(of written: ArraySlice<UInt8>, isName: Bool) -> Int {
    let key = Array(written) + [isName ? 1 : 0]
    if let known = numbers[key] { return known }
    let folded = foldedLetters(written)
    // The lexicon writes “didn't” with a plain apostrophe.
    let plain = String(decoding: written, as: UTF8.self).replacing("’", with: "'")
    let lower = plain.lowercased()
    var classes = Set(lexicon.classes(of: lower))
    if plain != lower { classes.formUnion(lexicon.classes(of: plain)) }
    let lemmas = lexicon.lemmas(of: lower).map { $0.lowercased() }
    let all = (lemmas + [lower]).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let counterparts = wording.counterparts[folded, default: []]
    words.append(
      Word(
        folded: folded,
        spelling: Self.number(of: folded, in: &spellings),
        traits: Traits(classes, wording.uses[folded, default: []], isKnown: lexicon.knows(lower))
          .union(counterparts.isEmpty ? [] : .sexed),
        lemmas: all,
        lemmaNumbers: all.map { Self.number(of: Array($0.utf8), in: &stems) },
        stem: Self.number(of: lemmas.first.map { Array($0.utf8) } ?? folded, in: &stems),
        root: Self.number(of: Array(folded.prefix(6)), in: &roots),
        value: isName ? nil : value(of: folded),
        name: wording.names[folded],
        sound: plain == lower ? [] : soundOfName(folded),
        denied: denied(by: folded).map { Self.number(of: $0, in: &spellings) },
        counterparts: counterparts.map { Self.number(of: $0, in: &spellings) }
      )
    )
    numbers[key] = words.count - 1
    return words.count - 1
  }

  /// Number of a form among all such, a new one where it is new.
  private static func number(of form: [UInt8], in forms: inout [[UInt8]: Int]) -> Int {
    if let known = forms[form] { return known }
    forms[form] = forms.count
    return forms.count - 1
  }

  /// What a number in letters counts; a unit of scale counts by itself too: a hundred.
  private func value(of folded: [UInt8]) -> Double? {
    let uses = wording.uses[folded, default: []]
    guard uses.contains(where: { $0 == .number || $0 == .ordinal || $0 == .scale }),
      folded.count > 3 || !uses.contains(.scale)
    else { return nil }
    return wording.values[folded]
  }

  /// What a unit of scale multiplies by.
  func scale(of folded: [UInt8]) -> Double? {
    wording.uses[folded, default: []].contains(.scale) ? wording.values[folded] : nil
  }

  /// What a word means.
  mutating func meaning(of number: Int) -> Relations.Meaning {
    if let known = words[number].meaning { return known }
    let meaning = relations.meaning(of: words[number].lemmas)
    words[number].meaning = meaning
    return meaning
  }

  /// What a verb means with the word behind it; `nil` where that makes no other verb of it, as “out”
  /// does of “rule”.
  func phrasalMeaning(of number: Int, before particle: Int) -> Relations.Meaning? {
    let end = String(decoding: words[particle].folded, as: UTF8.self)
    let meaning = relations.meaning(of: words[number].lemmas.map { "\($0)_\(end)" })
    return meaning.entries.isEmpty ? nil : meaning
  }

  /// Whether one is made from an opposite of the other, or from a word that is one: widely and
  /// narrowly, to increase and a decrease.
  func isOppositeByDerivation(_ one: Relations.Meaning, _ other: Relations.Meaning) -> Bool {
    one.contraries.contains { other.derived.contains($0) || other.entries.contains($0) }
      || other.contraries.contains { one.derived.contains($0) || one.entries.contains($0) }
  }
}

extension Vocabulary.Traits {
  private static let byClass: [(String, Self)] = [
    ("function-word", .function), ("negation", .negation), ("modal", .modal), ("month", .month),
    ("weekday", .weekday), ("noun", .noun), ("noun-plural", .noun), ("verb", .verb),
    ("adjective", .adjective), ("adverb", .adverb), ("office", .office),
    ("reporting-verb", .reporting), ("time-unit", .timeUnit), ("be", .auxiliary),
    ("have", .auxiliary), ("do", .auxiliary), ("title-word", .title),
    ("country", .place), ("nationality", .place),
    ("animal", .concrete), ("artefact", .concrete), ("food", .concrete), ("group", .concrete),
    ("location", .concrete), ("person", .concrete), ("substance", .concrete),
    ("noun-act", .act), ("noun-event", .act), ("noun-communication", .act),
    ("noun-plural", .plural), ("preposition", .preposition), ("article", .article),
    ("conjunction", .conjunction), ("verb-past", .finite), ("verb-third", .finite),
    ("modal", .finite), ("be", .finite), ("have", .finite), ("do", .finite),
  ]

  private static let byUse: [Wording.Use: Self] = [
    .masculine: .masculine, .feminine: .feminine, .possible: .possible,
    .conditional: .conditional, .hedge: .hedge, .negation: .negation, .remark: .remark,
    .withholding: .withholding, .atLeast: .atLeast, .atMost: .atMost, .age: .age,
    .almost: .almost, .ordinal: .ordinal,
  ]

  fileprivate init(_ classes: Set<String>, _ uses: [Wording.Use], isKnown: Bool) {
    self = Self.byClass.reduce(into: isKnown ? .known : []) {
      if classes.contains($1.0) { $0.insert($1.1) }
    }
    for use in uses { if let trait = Self.byUse[use] { insert(trait) } }
    if contains(.auxiliary) || contains(.modal) { insert(.function) }
  }
}

/// Lower case without marks over or under the letters: Erdoğan and Erdogan are one name.
///
/// Unicode's own names of letters say what a marked letter is made of.
func foldedLetters(_ written: ArraySlice<UInt8>) -> [UInt8] {
  if written.allSatisfy({ $0 < 0x80 }) { return written.map(\.folded) }
  var folded: [UInt8] = []
  for scalar in String(decoding: written, as: UTF8.self).lowercased().unicodeScalars {
    if scalar.isASCII {
      folded.append(UInt8(scalar.value))
    } else if scalar.properties.generalCategory == .nonspacingMark {
      continue
    } else if scalar == "’" {
      folded.append(UInt8(ascii: "'"))
    } else if let name = scalar.properties.name, name.hasPrefix("LATIN SMALL LETTER ") {
      let letter = name.dropFirst("LATIN SMALL LETTER ".count).prefix { $0 != " " }
      folded += letter.count <= 2 ? Array(letter.lowercased().utf8) : Array(String(scalar).utf8)
    } else {
      folded += Array(String(scalar).utf8)
    }
  }
  return folded
}
