/// What is known of English words: lemmas and classes, in a compiled table that is used as it is.
///
/// Made by `rules/lexicon/build.py` from WordNet, SCOWL and lists written by hand; the layout
/// stands there. Nothing is decoded at start but the names of the classes: a lookup hashes the word
/// and walks one short bucket.
public struct Lexicon: Sendable {
  /// Where its words lie.
  package let table: LexiconTable

  private let contents: LexiconContents

  /// Place of a word in the table; `nil` stands for an unknown word elsewhere.
  package struct Entry: Hashable, Sendable {
    /// Offset of its record.
    package let offset: UInt32

    /// Names the record at an offset.
    @inlinable package init(offset: UInt32) { self.offset = offset }
  }

  /// This lexicon with a table of words of other languages.
  public func knowing(_ foreignWords: ForeignWords) -> Lexicon {
    Lexicon(table, contents.with(languages, foreignWords))
  }

  /// This lexicon with a model for the languages of other words.
  public func naming(_ languages: LanguageModel) -> Lexicon {
    Lexicon(table, contents.with(languages, foreignWords))
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
    for i in 0..<11 { header.append(LexiconTable.number(at: 8 + 4 * i, in: bytes)) }
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
      sizes.append(LexiconTable.number(at: i, in: bytes))
      names.append(String(decoding: bytes[i + 5..<i + 5 + Int(bytes[i + 4])], as: UTF8.self))
      i += 5 + Int(bytes[i + 4])
    }
    table = LexiconTable(bytes, header: header)
    contents = LexiconContents(names, sizes, owner, .empty, .empty)
  }

  private init() { self.init(LexiconTable(), LexiconContents([], [], nil, .empty, .empty)) }

  private init(_ table: LexiconTable, _ contents: LexiconContents) {
    self.table = table
    self.contents = contents
  }

  /// Names of the classes, by number.
  public var classNames: [String] { contents.classNames }

  /// For each class, how many words it has; a matcher looks for the rarest first.
  package var classSizes: [Int] { contents.classSizes }

  /// Numbers of the classes that reading a token asks for.
  var readingClasses: ClassNumbers { contents.readingClasses }

  /// Number of the class of function words.
  package var functionWords: Int? { contents.functionWords }

  /// Numbers of the classes that say how frequent a word is, the most frequent first.
  package var frequencyClasses: [Int] { contents.frequencyClasses }

  /// What names the language of words that are not in the lexicon.
  public var languages: LanguageModel { contents.languages }

  /// Words of other languages, each by itself.
  public var foreignWords: ForeignWords { contents.foreignWords }

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
    word.withUnsafeBufferPointer { table.entry($0) }
  }

  /// The record of a word.
  package func entry(_ word: UnsafeBufferPointer<UInt8>) -> Entry? { table.entry(word) }

  /// Whether a word in small letters is one of those that only the largest word lists have.
  ///
  /// One word in a hundred that is in none is taken for one.
  package func isRare(_ word: some Collection<UInt8>) -> Bool {
    Array(word).withUnsafeBufferPointer { table.contains($0, table.rareWords) }
  }

  /// Whether a word in small letters may be one that a slip stands for: a frequent one, or the name
  /// of a country, people, month or day.
  ///
  /// Never false for one of them; true for one in a hundred others, and much quicker than asking.
  package func mayBeAim(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    table.contains(word, table.aims)
  }

  /// The classes of a word.
  package func classes(of entry: Entry) -> WordClasses { table.classes(of: entry) }

  /// The lemmas of a word that differ from it.
  package func lemmas(of entry: Entry) -> [Entry] { table.lemmas(of: entry) }

  /// A word as it is written in the table.
  package func word(_ entry: Entry) -> String { table.word(entry) }
}

/// What a lexicon knows besides its table.
///
/// A class, so that a copy of a lexicon counts one reference; nothing of it changes.
private final class LexiconContents: Sendable {
  let classNames: [String]
  let classSizes: [Int]
  let readingClasses: ClassNumbers
  let functionWords: Int?
  let frequencyClasses: [Int]
  let languages: LanguageModel
  let foreignWords: ForeignWords
  private let owner: LexiconBytes?

  init(
    _ classNames: [String],
    _ classSizes: [Int],
    _ owner: LexiconBytes?,
    _ languages: LanguageModel,
    _ foreignWords: ForeignWords
  ) {
    self.classNames = classNames
    self.classSizes = classSizes
    readingClasses = ClassNumbers(classNames, possessive: WordClasses.possessive)
    functionWords = classNames.firstIndex(of: "function-word")
    frequencyClasses = ["frequency-10", "frequency-20", "frequency-35", "frequency-50"]
      .compactMap { classNames.firstIndex(of: $0) }
    self.owner = owner
    self.languages = languages
    self.foreignWords = foreignWords
  }

  /// The same with other tables of other languages.
  func with(_ languages: LanguageModel, _ foreignWords: ForeignWords) -> LexiconContents {
    LexiconContents(classNames, classSizes, owner, languages, foreignWords)
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
