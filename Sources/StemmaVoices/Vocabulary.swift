/// What the tables of `rules/voices` say of words and phrases: who speaks, by which verbs, for whom.
///
/// Compiled when the product is built; at run time a lookup hashes the words and walks one short
/// run of slots. Words are compared with ASCII capitals folded, apostrophes straight.
public struct Vocabulary: Sendable {
  /// What a word can do in a report of speech.
  struct Use: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    // Frames of a verb.
    static let quotation = Use(rawValue: 1)
    static let thatClause = Use(rawValue: 1 << 1)
    static let bareClause = Use(rawValue: 1 << 2)
    static let object = Use(rawValue: 1 << 3)
    static let infinitive = Use(rawValue: 1 << 4)
    static let addressee = Use(rawValue: 1 << 5)
    static let whether = Use(rawValue: 1 << 6)
    static let weakObject = Use(rawValue: 1 << 7)
    // Forms of a verb.
    static let base = Use(rawValue: 1 << 8)
    static let third = Use(rawValue: 1 << 9)
    static let past = Use(rawValue: 1 << 10)
    static let participle = Use(rawValue: 1 << 11)
    static let ing = Use(rawValue: 1 << 12)
    // Nouns and particles.
    static let noun = Use(rawValue: 1 << 13)
    static let document = Use(rawValue: 1 << 14)
    static let group = Use(rawValue: 1 << 15)
    static let anonymous = Use(rawValue: 1 << 16)
    static let office = Use(rawValue: 1 << 17)
    static let female = Use(rawValue: 1 << 18)
    static let male = Use(rawValue: 1 << 19)
    static let according = Use(rawValue: 1 << 20)
    static let accordingBehind = Use(rawValue: 1 << 21)
    static let foreignVerb = Use(rawValue: 1 << 22)
    static let government = Use(rawValue: 1 << 23)
    static let demonym = Use(rawValue: 1 << 24)
    static let metonym = Use(rawValue: 1 << 25)
    static let hedge = Use(rawValue: 1 << 26)
    static let relativeDay = Use(rawValue: 1 << 27)
    static let broadcast = Use(rawValue: 1 << 28)
    static let agency = Use(rawValue: 1 << 29)
    static let adverb = Use(rawValue: 1 << 30)
    static let body = Use(rawValue: 1 << 31)
    static let utterance = Use(rawValue: 1 << 32)
    static let foreignAccording = Use(rawValue: 1 << 33)
    static let alwaysVerb = Use(rawValue: 1 << 34)
    static let hearsay = Use(rawValue: 1 << 35)
    static let evidence = Use(rawValue: 1 << 36)
    static let subordinator = Use(rawValue: 1 << 37)
    static let lone = Use(rawValue: 1 << 40)
    static let denial = Use(rawValue: 1 << 41)
    static let tentative = Use(rawValue: 1 << 42)
    static let possible = Use(rawValue: 1 << 43)
    static let onlyWord = Use(rawValue: 1 << 44)
    static let weekday = Use(rawValue: 1 << 45)
    static let shift = Use(rawValue: 1 << 46)
    static let period = Use(rawValue: 1 << 47)
    static let monthName = Use(rawValue: 1 << 48)
    static let naming = Use(rawValue: 1 << 49)
    static let stance = Use(rawValue: 1 << 50)
    static let personal = Use(rawValue: 1 << 51)
    static let contrast = Use(rawValue: 1 << 52)
    static let answer = Use(rawValue: 1 << 53)
    static let same = Use(rawValue: 1 << 54)
    static let alternative = Use(rawValue: 1 << 55)
    static let record = Use(rawValue: 1 << 38)
    static let poll = Use(rawValue: 1 << 39)

    static let frames: Use = [
      .quotation, .thatClause, .bareClause, .object, .infinitive, .addressee, .whether, .weakObject,
      .hearsay, .evidence, .naming, .personal,
    ]
    static let dayWords: Use = [.relativeDay, .weekday, .shift, .monthName]
    static let clause: Use = [.thatClause, .bareClause]
    static let forms: Use = [.base, .third, .past, .participle, .ing]
  }

  /// What is said of one word or phrase.
  struct Entry: Hashable, Sendable {
    /// What it can do.
    let uses: Use

    /// The prepositions that may stand between the word and what it reports, and the word itself.
    ///
    /// By bit, as in `Vocabulary.prepositions`: the low 16 bits for the one, the high 16 for the
    /// other.
    let prepositions: UInt32

    /// What it stands for, where the tables say so: “Government of Japan”.
    let value: String?

    fileprivate let key: Range<Int>
  }

  /// The prepositions that tables may name, by bit.
  static let prepositions = [
    "of", "about", "on", "over", "for", "against", "with", "to", "at", "by", "in", "from", "upon",
    "out", "that", "as",
  ]

  /// Bit of “that” among the prepositions.
  static let that: UInt32 = 1 << 14

  private let slots: [UInt32]
  private let entries: [Entry]
  private let keys: [UInt8]

  /// Words in the longest phrase.
  let longestPhrase: Int

  /// A vocabulary without a word.
  public static let empty = Vocabulary(records: [])

  /// Reads what `compiled(from:)` wrote.
  public init(compiled bytes: [UInt8]) {
    self.init(records: VocabularyRecord.all(in: bytes))
  }

  init(records: [VocabularyRecord]) {
    var slots = [UInt32](repeating: 0, count: 64)
    while slots.count < records.count * 2 { slots += slots }
    var keys: [UInt8] = []
    var entries: [Entry] = []
    entries.reserveCapacity(records.count)
    var longest = 1
    for record in records {
      let start = keys.count
      keys += record.key
      longest = max(longest, 1 + record.key.count { $0 == 32 })
      entries.append(
        Entry(
          uses: Use(rawValue: record.uses),
          prepositions: record.prepositions,
          value: record.value,
          key: start..<keys.count
        )
      )
      var slot = record.key.withUnsafeBufferPointer { Int(Self.hash($0)) } & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(entries.count)
    }
    (self.slots, self.entries, self.keys, longestPhrase) = (slots, entries, keys, longest)
  }

  /// What is said of some bytes, which are folded already; `nil` for nothing.
  func entry(_ key: UnsafeBufferPointer<UInt8>) -> Entry? {
    guard let i = index(of: key) else { return nil }
    return entries[i]
  }

  /// What the word can do and the prepositions behind it; nothing where it is unknown.
  func uses(of key: UnsafeBufferPointer<UInt8>) -> (Use, UInt32) {
    guard let i = index(of: key) else { return ([], 0) }
    return (entries[i].uses, entries[i].prepositions)
  }

  private func index(of key: UnsafeBufferPointer<UInt8>) -> Int? {
    var slot = Int(Self.hash(key)) & (slots.count - 1)
    while slots[slot] != 0 {
      let i = Int(slots[slot]) - 1
      let range = entries[i].key
      if range.count == key.count {
        var n = 0
        while n < key.count, keys[range.lowerBound + n] == key[n] { n += 1 }
        if n == key.count { return i }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in key { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return hash ^ hash >> 15
  }
}

/// One row of a compiled vocabulary.
struct VocabularyRecord: Hashable, Sendable {
  var key: [UInt8]
  var uses: UInt64
  var prepositions: UInt32
  var value: String?

  /// Writes records: for each the lengths of key and value, uses, prepositions, key, value.
  static func compiled(_ records: [VocabularyRecord]) -> [UInt8] {
    var bytes: [UInt8] = []
    for record in records {
      let value = Array((record.value ?? "").utf8)
      bytes.append(UInt8(record.key.count))
      bytes.append(UInt8(value.count))
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: record.uses >> UInt64(shift)))
      }
      for shift in stride(from: 0, to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: record.prepositions >> UInt32(shift)))
      }
      bytes += record.key
      bytes += value
    }
    return bytes
  }

  /// Reads records that `compiled` wrote.
  static func all(in bytes: [UInt8]) -> [VocabularyRecord] {
    var records: [VocabularyRecord] = []
    var i = 0
    while i + 14 <= bytes.count {
      let (key, value) = (Int(bytes[i]), Int(bytes[i + 1]))
      var uses: UInt64 = 0
      for n in 0..<8 { uses |= UInt64(bytes[i + 2 + n]) << UInt64(8 * n) }
      var prepositions: UInt32 = 0
      for n in 0..<4 { prepositions |= UInt32(bytes[i + 10 + n]) << UInt32(8 * n) }
      let start = i + 14
      precondition(start + key + value <= bytes.count, "A compiled vocabulary is whole.")
      records.append(
        VocabularyRecord(
          key: Array(bytes[start..<start + key]),
          uses: uses,
          prepositions: prepositions,
          value: value == 0
            ? nil : String(decoding: bytes[start + key..<start + key + value], as: UTF8.self)
        )
      )
      i = start + key + value
    }
    return records
  }
}
