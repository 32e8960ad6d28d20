import StemmaText

/// The words of the texts that are compared, each known once and by number.
struct Vocabulary {
  /// One word in one case.
  struct Word {
    /// Lower case, without marks over its letters.
    let folded: [UInt8]

    /// What the lexicon says of it.
    let traits: Traits

    /// Its lemmas in lower case, itself where none is known.
    let lemmas: [String]

    /// Number of its first lemma among all lemmas: forms of one word share it.
    let stem: Int

    /// Number of its first six letters among all such: Germany and German share it, which is enough
    /// to tell what a text is about.
    let root: Int

    /// What it counts, where it is a number in letters or an ordinal.
    let value: Double?

    /// What it means; filled when it is first asked for.
    fileprivate var meaning: Relations.Meaning?
  }

  /// Classes of a word that comparing asks for.
  struct Traits: OptionSet {
    let rawValue: UInt32
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
  }

  private let lexicon: Lexicon
  private let relations: Relations
  private var numbers: [[UInt8]: Int] = [:]
  private var stems: [[UInt8]: Int] = [:]
  private var roots: [[UInt8]: Int] = [:]
  private(set) var words: [Word] = []

  /// For each root, the share of texts it is expected in before any was counted: common words in
  /// many, names and numbers in few.
  private(set) var rootShares: [Double] = []

  init(_ lexicon: Lexicon, _ relations: Relations) {
    self.lexicon = lexicon
    self.relations = relations
  }

  /// Number of a word as it is written; `isName` keeps “May” and “may” apart.
  mutating func number(of written: ArraySlice<UInt8>, isName: Bool) -> Int {
    let key = Array(written) + [isName ? 1 : 0]
    if let known = numbers[key] { return known }
    let folded = foldedLetters(written)
    let plain = String(decoding: written, as: UTF8.self)
    let lower = plain.lowercased()
    var classes = Set(lexicon.classes(of: lower))
    if plain != lower { classes.formUnion(lexicon.classes(of: plain)) }
    let lemmas = lexicon.lemmas(of: lower).map { $0.lowercased() }
    let stem = lemmas.first.map { Array($0.utf8) } ?? folded
    let root = Array(folded.prefix(6))
    words.append(
      Word(
        folded: folded,
        traits: Traits(classes, of: folded, isKnown: lexicon.knows(lower)),
        lemmas: (lemmas + [lower]).reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
        stem: stems[stem, default: stems.count],
        root: roots[root, default: roots.count],
        value: numberWords[folded]
      )
    )
    stems[stem] = words[words.count - 1].stem
    if roots[root] == nil {
      roots[root] = rootShares.count
      let traits = words[words.count - 1].traits
      rootShares.append(
        traits.contains(.function) ? 0.9 : traits.contains(.known) && !isName ? 0.12 : 0.02
      )
    }
    numbers[key] = words.count - 1
    return words.count - 1
  }

  /// What a word means.
  mutating func meaning(of number: Int) -> Relations.Meaning {
    if let known = words[number].meaning { return known }
    let meaning = relations.meaning(of: words[number].lemmas)
    words[number].meaning = meaning
    return meaning
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
  ]

  fileprivate init(_ classes: Set<String>, of folded: [UInt8], isKnown: Bool) {
    self = Self.byClass.reduce(into: isKnown ? .known : []) {
      if classes.contains($1.0) { $0.insert($1.1) }
    }
    if masculineWords.contains(folded) { insert(.masculine) }
    if feminineWords.contains(folded) { insert(.feminine) }
    if hedgeWords.contains(folded) { insert(.hedge) }
    if folded.elementsEqual("without".utf8) { insert(.negation) }
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

private func set(_ words: String) -> Set<[UInt8]> {
  Set(words.split(separator: " ").map { Array($0.utf8) })
}

private let masculineWords = set("he him his himself")
private let feminineWords = set("she her hers herself")

/// Words that take back part of a claim.
private let hedgeWords = set(
  "allegedly reportedly apparently supposedly purportedly possibly perhaps maybe probably likely could might may would"
)

/// Numbers in letters and ordinals; “second” is left out, being a time unit too.
private let numberWords: [[UInt8]: Double] = {
  let units =
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
  let ordinals =
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
  let tens = "twenty thirty forty fifty sixty seventy eighty ninety"
  var values: [[UInt8]: Double] = [:]
  for (i, word) in units.split(separator: " ").enumerated() where word != "one" {
    values[Array(word.utf8)] = Double(i)
  }
  for (i, word) in tens.split(separator: " ").enumerated() {
    values[Array(word.utf8)] = Double(10 * (i + 2))
  }
  for (i, word) in ordinals.split(separator: " ").enumerated() {
    values[Array(word.utf8)] = Double(i + 1)
  }
  values[Array("dozen".utf8)] = 12
  return values
}()
