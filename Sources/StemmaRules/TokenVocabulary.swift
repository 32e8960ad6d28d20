import StemmaText

/// The words that rules and their class lists name, each with a number.
struct TokenVocabulary: Sendable {
  /// What the rules say about one word.
  struct Entry: Hashable, Sendable {
    /// Number of the word, from 0.
    let number: Int

    /// The pack's own classes that hold it.
    var classes = WordClasses()
  }

  private var entries: [Entry] = []
  private var slots: [UInt32] = [UInt32](repeating: 0, count: 64)
  private var words: [[UInt8]] = []

  /// For each word, the ways of writing it that rules ask for.
  private var spellings: [[(bytes: [UInt8], number: Int)]] = []
  private var spellingCount = 0

  /// How many words there are.
  var count: Int { words.count }

  /// Number of a word, which is added if it is new; compared with case folded.
  mutating func number(of word: String) -> Int {
    let key = Self.folded(word)
    if let entry = key.withUnsafeBufferPointer({ self.entry($0) }) { return entry.number }
    if (words.count + 1) * 2 > slots.count { grow() }
    let number = words.count
    words.append(key)
    entries.append(Entry(number: number))
    spellings.append([])
    place(number)
    return number
  }

  /// Number of a word written exactly so, which is added if it is new; behind those of all words.
  mutating func number(ofSpelling word: String) -> Int {
    let bytes = Array(word.utf8)
    let number = number(of: word)
    if let known = spellings[number].first(where: { $0.bytes == bytes }) { return known.number }
    let own = Self.firstSpelling + spellingCount
    spellings[number].append((bytes, own))
    spellingCount += 1
    return own
  }

  /// Number of the first spelling; there are never as many words.
  static let firstSpelling = 1 << 30

  /// Number of the way a token is written, where a rule asks for just that.
  func spelling(of entry: Entry, _ token: Token, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    let bytes = UnsafeBufferPointer(rebasing: text[token.lower..<token.upper])
    return spellings[entry.number].first { $0.bytes.elementsEqual(bytes) }?.number
  }

  /// Puts a word into a class of a pack.
  mutating func insert(_ word: String, intoClass classNumber: Int) {
    entries[number(of: word)].classes.insert(classNumber)
  }

  /// What is said about the word of a token.
  func entry(of token: Token, in text: UnsafeBufferPointer<UInt8>) -> Entry? {
    let count = token.upper - token.lower
    guard count < 64 else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
      let length = text.copyFolded(
        token.span.range,
        straightApostrophes: token.kind == .word,
        to: buffer
      )
      return entry(UnsafeBufferPointer(rebasing: buffer[..<length]))
    }
  }

  private func entry(_ key: UnsafeBufferPointer<UInt8>) -> Entry? {
    var slot = Int(Self.hash(key)) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if words[number].count == key.count, words[number].elementsEqual(key) {
        return entries[number]
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for number in words.indices { place(number) }
  }

  private mutating func place(_ number: Int) {
    var slot = words[number].withUnsafeBufferPointer { Int(Self.hash($0)) & (slots.count - 1) }
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(number + 1)
  }

  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in key { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return hash ^ hash >> 15
  }

  /// A word as tokens are compared: ASCII capitals folded, apostrophes straight.
  static func folded(_ word: String) -> [UInt8] {
    var word = word
    return word.withUTF8 { folded($0) }
  }

  /// The same of a word in UTF-8.
  static func folded(_ word: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    Array(unsafeUninitializedCapacity: word.count) { key, count in
      count = word.copyFolded(word.indices, straightApostrophes: word.count > 3, to: key)
    }
  }
}
