import StemmaText

/// What the checks ask of one word, the same for every token of that spelling and shape.
struct WordSigns: OptionSet, Sendable {
  let rawValue: UInt16

  /// A function word of English.
  static let functionWord = WordSigns(rawValue: 1)
  /// A word in small letters that the lexicon does not have.
  static let unknown = WordSigns(rawValue: 1 << 1)
  /// One that a slip may have made: in no list, or short and not usual.
  static let strange = WordSigns(rawValue: 1 << 2)
  /// The name of a country, people, month or day with a small first letter.
  static let smallName = WordSigns(rawValue: 1 << 3)
  /// In small letters and in no English list.
  static let foreign = WordSigns(rawValue: 1 << 4)
  /// Frequent in another language, and hardly in English.
  static let foreignFunction = WordSigns(rawValue: 1 << 5)
  /// May stand in a run of foreign words: a rare word, one that English has too, a name.
  static let neutral = WordSigns(rawValue: 1 << 6)
  /// Could be a word of another language, where its neighbours do not speak against it.
  static let mayBeForeign = WordSigns(rawValue: 1 << 7)
  /// A capitalised word, long enough to be compared, that the lexicon has in no case.
  static let comparedName = WordSigns(rawValue: 1 << 8)
  /// In letters of another script than Latin.
  static let otherScript = WordSigns(rawValue: 1 << 9)
  /// Begins the name of an office.
  static let office = WordSigns(rawValue: 1 << 10)
  /// A name that may be written in two words elsewhere.
  static let oneWordOfTwo = WordSigns(rawValue: 1 << 11)
}

/// The signs of spellings and the slips of words that were met, kept from one document to the next.
struct WordBench: Sendable {
  private var signs = SpellingTable<WordSigns>()

  /// For each word that was looked for, behind a byte that says whether as a name too, what it was
  /// likeliest meant to be.
  private var slips: [[UInt8]: Slip?] = [:]

  /// Words at which all slips are forgotten.
  private static let mostSlips = 1 << 13

  /// The likeliest word that an unknown one stands for; `mayBeName` says that a name will do.
  mutating func slip(_ word: [UInt8], mayBeName: Bool, in lexicon: Lexicon) -> Slip? {
    // No longer word has a slip, and none is kept: what is kept is bounded by count alone.
    guard word.count <= SlipSearch.longest else { return nil }
    let key = [mayBeName ? 1 : 0] + word
    if let known = slips[key] { return known }
    let slip = SlipSearch(near: word, in: lexicon) { mayBeName && lexicon.isListedName($0) }.best
    if slips.count >= Self.mostSlips { slips.removeAll() }
    slips[key] = .some(slip)
    return slip
  }

  /// Adds the signs of some tokens, by the numbers of their spellings, to those of a document.
  mutating func read(
    _ tokens: Range<Int>,
    _ numbers: [UInt32],
    of spellings: Spellings,
    in subject: CheckedDocument,
    into read: inout [WordSigns]
  ) {
    signs.follow(spellings)
    signs.values.withUnsafeMutableBufferPointer { signs in
      for (n, number) in zip(tokens, numbers) {
        let own = signs[Int(number)] ?? subject.signs(of: subject.segmentation.tokens[n])
        signs[Int(number)] = own
        read.append(own)
      }
    }
  }
}

extension CheckedDocument {
  /// What can be said of a token by its spelling and shape alone.
  func signs(of token: Token) -> WordSigns {
    guard token.kind == .word else { return [] }
    var signs = kindInRun(token)
    if lexicon.isFunctionWord(folded(token)) { signs.insert(.functionWord) }
    if isUnknown(token) { signs.insert(.unknown) }
    if isStrange(token) { signs.insert(.strange) }
    if isSmallName(token) { signs.insert(.smallName) }
    if mayBeForeign(token, signs) { signs.insert(.mayBeForeign) }
    if isComparedName(token) { signs.insert(.comparedName) }
    if isInOtherScript(token) { signs.insert(.otherScript) }
    if beginsOffice(token) { signs.insert(.office) }
    if isOneWordOfTwo(token) { signs.insert(.oneWordOfTwo) }
    return signs
  }
}
