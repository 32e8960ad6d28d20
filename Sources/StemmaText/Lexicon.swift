/// What is known of English words: lemmas and classes, in a compiled table that is used as it is.
///
/// Made by `rules/lexicon/build.py` from WordNet, SCOWL and lists written by hand; the layout
/// stands there. Nothing is decoded at start but the names of the classes: a lookup hashes the word
/// and walks one short bucket.
public struct Lexicon: Sendable {
  /// Names of the classes, by number.
  public let classNames: [String]

  /// For each class, how many words it has; a matcher looks for the rarest first.
  package let classSizes: [Int]

  /// Numbers of the classes that reading a token asks for.
  let readingClasses: ClassNumbers

  /// Number of the class of function words.
  package let functionWords: Int?

  // Read only, and there as long as `owner`, or the process where it has none.
  nonisolated(unsafe) private let table: UnsafeBufferPointer<UInt8>
  private let owner: LexiconBytes?
  private let setsStart: Int
  private let setCount: Int
  private let bucketsStart: Int
  private let recordsStart: Int
  private let mask: UInt32
  private let rareWords: Range<Int>
  private let aims: Range<Int>

  /// Numbers of the classes that say how frequent a word is, the most frequent first.
  package let frequencyClasses: [Int]

  /// Place of a word in the table; `nil` stands for an unknown word elsewhere.
  package struct Entry: Hashable, Sendable {
    /// Offset of its record.
    package let offset: UInt32

    /// Names the record at an offset.
    @inlinable package init(offset: UInt32) { self.offset = offset }
  }

  /// What names the language of words that are not in the lexicon.
  public private(set) var languages = LanguageModel.empty

  /// Words of other languages, each by itself.
  public private(set) var foreignWords = ForeignWords.empty

  /// This lexicon with a table of words of other languages.
  public func knowing(_ foreignWords: ForeignWords) -> Lexicon {
    var lexicon = self
    lexicon.foreignWords = foreignWords
    return lexicon
  }

  /// This lexicon with a model for the languages of other words.
  public func naming(_ languages: LanguageModel) -> Lexicon {
    var lexicon = self
    lexicon.languages = languages
    return lexicon
  }

  /// A lexicon without a word.
  public static let empty = Lexicon()

  /// Copies a compiled lexicon and reads its header.
  public init(compiled bytes: [UInt8]) throws(LexiconError) {
    let owner = LexiconBytes(bytes)
    try self.init(UnsafeBufferPointer(owner.bytes), owner)
  }

  /// Reads the header of a compiled lexicon that is used where it lies.
  ///
  /// The bytes must neither change nor go away while the process lives, as those of a C array that
  /// is `static const` do not: nothing is copied, and pages that no lookup touches are never read.
  public init(lastingBytes bytes: UnsafeRawBufferPointer) throws(LexiconError) {
    try self.init(bytes.assumingMemoryBound(to: UInt8.self), nil)
  }

  private init(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ owner: LexiconBytes?
  ) throws(LexiconError) {
    guard bytes.count >= 52, bytes.starts(with: "STEMLEX3".utf8) else { throw .notALexicon }
    var header: [Int] = []
    for i in 0..<11 { header.append(Self.number(at: 8 + 4 * i, in: bytes)) }
    let isWhole =
      header[6] <= bytes.count && header[4].nonzeroBitCount == 1
      && header[3] + 16 * header[2] <= bytes.count && header[5] + 4 * (header[4] + 1) <= bytes.count
      && header[7].nonzeroBitCount == 1 && header[8] + header[7] <= bytes.count
      && header[9].nonzeroBitCount == 1 && header[10] + header[9] <= bytes.count
    guard isWhole else { throw .damaged }
    var names: [String] = []
    var sizes: [Int] = []
    var i = header[1]
    for _ in 0..<header[0] {
      guard i + 5 <= bytes.count, i + 5 + Int(bytes[i + 4]) <= bytes.count else { throw .damaged }
      sizes.append(Self.number(at: i, in: bytes))
      names.append(String(decoding: bytes[i + 5..<i + 5 + Int(bytes[i + 4])], as: UTF8.self))
      i += 5 + Int(bytes[i + 4])
    }
    table = bytes
    classNames = names
    self.owner = owner
    classSizes = sizes
    readingClasses = ClassNumbers(names, possessive: WordClasses.possessive)
    functionWords = names.firstIndex(of: "function-word")
    frequencyClasses = ["frequency-10", "frequency-20", "frequency-35", "frequency-50"]
      .compactMap { names.firstIndex(of: $0) }
    setsStart = header[3]
    setCount = header[2]
    mask = UInt32(header[4] - 1)
    bucketsStart = header[5]
    recordsStart = header[6]
    rareWords = header[8]..<header[8] + header[7]
    aims = header[10]..<header[10] + header[9]
  }

  private init() {
    table = UnsafeBufferPointer(start: nil, count: 0)
    owner = nil
    classNames = []
    classSizes = []
    readingClasses = ClassNumbers([], possessive: WordClasses.possessive)
    functionWords = nil
    frequencyClasses = []
    setsStart = 0
    setCount = 0
    bucketsStart = 0
    recordsStart = 0
    mask = 0
    rareWords = 0..<0
    aims = 0..<0
  }

  /// Number of a class; `nil` for a name it does not know.
  public func number(ofClass name: String) -> Int? { classNames.firstIndex(of: name) }

  /// Whether a word is in the lexicon exactly as it is written.
  public func knows(_ word: String) -> Bool { entry(of: word) != nil }

  /// Names of the classes of a word exactly as it is written, by number.
  public func classes(of word: String) -> [String] {
    guard let entry = entry(Array(word.utf8)) else { return [] }
    let classes = classes(of: entry)
    return classNames.indices.filter { classes.contains($0) }.map { classNames[$0] }
  }

  /// Whether a word, exactly as it is written, is of a class.
  package func isWord(_ word: String, of name: String) -> Bool {
    guard let entry = entry(of: word), let number = number(ofClass: name) else { return false }
    return classes(of: entry).contains(number)
  }

  /// Whether a word is a function word.
  package func isFunctionWord(_ word: String) -> Bool {
    guard let functionWords, let entry = entry(of: word) else { return false }
    return classes(of: entry).contains(functionWords)
  }

  private func entry(of word: String) -> Entry? {
    word.utf8.withContiguousStorageIfAvailable { entry($0) } ?? entry(Array(word.utf8))
  }

  /// The lemmas of a word exactly as it is written; the word itself where it is its own.
  public func lemmas(of word: String) -> [String] {
    guard let entry = entry(Array(word.utf8)) else { return [] }
    let lemmas = lemmas(of: entry)
    return lemmas.isEmpty ? [word] : lemmas.map(self.word)
  }

  // MARK: - Entries

  /// The record of a word.
  package func entry(_ word: [UInt8]) -> Entry? {
    word.withUnsafeBufferPointer { entry($0) }
  }

  /// The record of a word.
  package func entry(_ word: UnsafeBufferPointer<UInt8>) -> Entry? {
    guard !table.isEmpty, word.count < 256 else { return nil }
    var hash: UInt32 = 0x811C_9DC5
    for byte in word { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let bucket = Int((hash ^ hash >> 15) & mask)
    var i = recordsStart + Self.number(at: bucketsStart + 4 * bucket, in: table)
    let end = min(
      recordsStart + Self.number(at: bucketsStart + 4 * bucket + 4, in: table),
      table.count
    )
    while i + 4 <= end {
      let start = i + 4 + 3 * Int(table[i + 1])
      let next = start + Int(table[i])
      guard next <= end else { return nil }
      if Int(table[i]) == word.count, Self.isSame(table, start, word) {
        return Entry(offset: UInt32(i - recordsStart))
      }
      i = next
    }
    return nil
  }

  /// Whether a word in small letters is one of those that only the largest word lists have.
  ///
  /// One word in a hundred that is in none is taken for one.
  package func isRare(_ word: some Collection<UInt8>) -> Bool {
    Array(word).withUnsafeBufferPointer { contains($0, rareWords) }
  }

  /// Whether a word in small letters may be one that a slip stands for: a frequent one, or the name
  /// of a country, people, month or day.
  ///
  /// Never false for one of them; true for one in a hundred others, and much quicker than asking.
  package func mayBeAim(_ word: UnsafeBufferPointer<UInt8>) -> Bool { contains(word, aims) }

  /// Whether the filter that lies there has a word.
  @inline(__always)
  private func contains(_ word: UnsafeBufferPointer<UInt8>, _ filter: Range<Int>) -> Bool {
    guard !filter.isEmpty else { return false }
    var place: UInt32 = 0x811C_9DC5
    for byte in word { place = (place ^ UInt32(byte)) &* 0x0100_0193 }
    var step = place &* 0x0100_0193  // the word and a zero byte behind it
    place ^= place >> 15
    step = (step ^ step >> 15) | 1
    let mask = UInt32(truncatingIfNeeded: filter.count &* 8 &- 1)
    for _ in 0..<5 {
      let bit = place & mask
      guard table[filter.lowerBound + Int(bit >> 3)] >> (bit & 7) & 1 == 1 else { return false }
      place = place &+ step
    }
    return true
  }

  @inline(__always)
  private static func isSame(
    _ table: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ word: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for i in 0..<word.count where table[start + i] != word[i] { return false }
    return true
  }

  /// The classes of a word.
  package func classes(of entry: Entry) -> WordClasses {
    let i = recordsStart + Int(entry.offset)
    let set = Int(table[i + 2]) | Int(table[i + 3]) << 8
    guard set < setCount else { return WordClasses() }
    let start = setsStart + 16 * set
    return WordClasses(
      low: Self.long(at: start, in: table),
      high: Self.long(at: start + 8, in: table)
    )
  }

  /// The lemmas of a word that differ from it.
  package func lemmas(of entry: Entry) -> [Entry] {
    let i = recordsStart + Int(entry.offset)
    return (0..<Int(table[i + 1])).map { Entry(offset: reference($0, at: i)) }
  }

  /// Whether a word is a form of a lemma, or the lemma itself.
  package func isForm(_ entry: Entry, of lemma: Entry) -> Bool {
    if entry == lemma { return true }
    let i = recordsStart + Int(entry.offset)
    for n in 0..<Int(table[i + 1]) where reference(n, at: i) == lemma.offset { return true }
    return false
  }

  /// A word as it is written in the table.
  package func word(_ entry: Entry) -> String {
    let i = recordsStart + Int(entry.offset)
    let start = i + 4 + 3 * Int(table[i + 1])
    return String(decoding: table[start..<start + Int(table[i])], as: UTF8.self)
  }

  private func reference(_ n: Int, at record: Int) -> UInt32 {
    let i = record + 4 + 3 * n
    return UInt32(table[i]) | UInt32(table[i + 1]) << 8 | UInt32(table[i + 2]) << 16
  }

  @inline(__always)
  private static func long(at i: Int, in bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: number(at: i, in: bytes)))
      | UInt64(UInt32(truncatingIfNeeded: number(at: i + 4, in: bytes))) << 32
  }

  @inline(__always)
  private static func number(at i: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    Int(bytes[i]) | Int(bytes[i + 1]) << 8 | Int(bytes[i + 2]) << 16 | Int(bytes[i + 3]) << 24
  }
}

/// A copy of a lexicon's bytes that does not move.
///
/// A class, because all copies of a lexicon share it and the last one frees it; `bytes` is written
/// once, before anyone else sees it.
private final class LexiconBytes: @unchecked Sendable {
  let bytes: UnsafeMutableBufferPointer<UInt8>

  init(_ copied: [UInt8]) {
    bytes = .allocate(capacity: copied.count)
    _ = bytes.initialize(from: copied)
  }

  deinit { bytes.deallocate() }
}

/// Why a lexicon cannot be used.
public enum LexiconError: Error, Equatable {
  /// The bytes do not begin like a compiled lexicon.
  case notALexicon
  /// A part of the table lies outside the file.
  case damaged
}
