import StemmaText

/// What the checks ask of one word, the same for every token of that spelling and shape.
struct WordSigns: OptionSet, Sendable {
  let rawValue: UInt8

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
}

/// The signs and slips of the words that were met, kept from one document to the next.
///
/// News says few words often: all but a few tokens of a document cost one comparison.
struct WordBench: Sendable {
  private var keys: [TokenRow.Key] = []
  private var signs: [WordSigns] = []
  private var slots: [UInt32] = []

  /// For each word that was looked for, behind a byte that says whether as a name too, what it was
  /// likeliest meant to be.
  private var slips: [[UInt8]: Slip?] = [:]

  /// Words at which all are forgotten: some two megabytes.
  private static let limit = 1 << 16

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

  /// The signs of a token, which `make` finds where it is new or longer than 16 bytes.
  @inline(__always)
  mutating func signs(
    of token: Token,
    in text: UnsafeBufferPointer<UInt8>,
    _ make: () -> WordSigns
  ) -> WordSigns {
    guard token.upper - token.lower <= 16 else { return make() }
    let key = TokenRow.Key(of: token, in: text)
    if (keys.count + 1) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if keys[number] == key { return signs[number] }
      slot = (slot + 1) & mask
    }
    let new = make()
    slots[slot] = UInt32(keys.count + 1)
    keys.append(key)
    signs.append(new)
    return new
  }

  private mutating func grow() {
    if keys.count >= Self.limit {
      keys.removeAll(keepingCapacity: true)
      signs.removeAll(keepingCapacity: true)
    }
    slots = [UInt32](repeating: 0, count: keys.isEmpty ? max(256, slots.count) : slots.count * 2)
    for (i, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(i + 1)
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
    return signs
  }
}
