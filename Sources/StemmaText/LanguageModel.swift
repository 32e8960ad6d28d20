/// Names the language of a few words in Latin letters.
///
/// Made by `rules/lexicon/languages.py`; the layout stands there. Runs of 2, 3, 4 and 5 words of
/// human text in 16 languages it names right, out of 25, in 70, 79, 82 and 88 of 100 (2026-11, 781 to
/// 906 runs each), and takes 3 or 4 of 100 for English. What it names wrong are mostly neighbours:
/// Norwegian and Danish, Slovak and Czech; Finnish and Icelandic, of which it has no dictionary, it
/// names right in less than half. Without the model's file it names nothing.
public struct LanguageModel: Sendable {
  /// A language, and how much likelier it is than English.
  public struct Guess: Hashable, Sendable {
    /// BCP 47 primary language subtag.
    public let language: String

    /// How far it is ahead of English, in sixteenths of a bit; below 0 where English is likelier.
    public let lead: Int
  }

  /// BCP 47 primary language subtags, English among them.
  public let languages: [String]

  private let handicaps: [Int]
  private let english: Int
  // Read only, and there as long as the process.
  nonisolated(unsafe) private let table: UnsafeRawBufferPointer
  private let rowCount: Int
  private let wordCount: Int
  private let keysStart: Int

  /// What a letter costs that no row tells of, in sixteenths of a bit.
  private static let unknown = 192

  /// What a letter costs beside its row, where only a row of two letters is there.
  private static let shorter = 16

  /// A model without a language.
  public static let empty = LanguageModel()

  /// Reads the header of a compiled model that is used where it lies.
  ///
  /// The bytes must neither change nor go away while the process lives.
  public init(lastingBytes bytes: UnsafeRawBufferPointer) throws(LexiconError) {
    guard bytes.count >= 20, bytes.starts(with: "STEMLAN1".utf8) else { throw .notALexicon }
    func number(_ at: Int) -> Int {
      Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self).littleEndian)
    }
    let count = number(8)
    (rowCount, wordCount) = (number(12), number(16))
    keysStart = (20 + 3 * count + 7) & ~7
    guard keysStart + rowCount * (8 + count) + 8 * wordCount == bytes.count else { throw .damaged }
    languages = (0..<count).map { i in
      String(decoding: bytes[20 + 3 * i..<22 + 3 * i], as: UTF8.self)
    }
    handicaps = (0..<count).map { Int(bytes[22 + 3 * $0]) }
    guard let english = languages.firstIndex(of: "en") else { throw .damaged }
    self.english = english
    table = bytes
  }

  private init() {
    languages = []
    handicaps = []
    english = 0
    table = UnsafeRawBufferPointer(start: nil, count: 0)
    (rowCount, wordCount, keysStart) = (0, 0, 0)
  }

  /// The likeliest language but English of words in small letters; `nil` without a model or words.
  ///
  /// `among` keeps to some languages.
  public func guess(of words: [String], among choice: Set<String>? = nil) -> Guess? {
    guard !languages.isEmpty, !words.isEmpty else { return nil }
    var costs = [Int](repeating: 0, count: languages.count)
    for word in words { add(word, to: &costs) }
    let candidates = languages.indices.filter { i in
      i != english && (choice.map { $0.contains(languages[i]) } ?? true)
    }
    let best = candidates.min { costs[$0] + handicaps[$0] < costs[$1] + handicaps[$1] }
    return best.map {
      Guess(language: languages[$0], lead: costs[english] - costs[$0] - handicaps[$0])
    }
  }

  /// Whether a word in small letters is among the most frequent of a language other than English.
  public func hasFrequent(_ word: String) -> Bool {
    var found = false
    visitFrequent(word) { language, _ in found = found || language != english }
    return found
  }

  // MARK: - Costs

  /// Adds what a word costs in each language: −16 log2 of its probability.
  private func add(_ word: String, to costs: inout [Int]) {
    var own = [Int](repeating: 0, count: languages.count)
    var key: UInt64 = 0x5e
    for (i, scalar) in (Array(word.unicodeScalars.map(\.value)) + [0x24]).enumerated() {
      key = (key << 21 | UInt64(scalar)) & (1 << 63 - 1)
      let row = i == 0 ? nil : self.row(of: key)
      let pair = row == nil ? self.row(of: key & (1 << 42 - 1)) : nil
      guard let start = row ?? pair ?? self.row(of: UInt64(scalar)) else {
        for n in own.indices { own[n] += Self.unknown }
        continue
      }
      let penalty = i > 0 && row == nil ? Self.shorter : 0
      for n in own.indices { own[n] += Int(table[start + n]) + penalty }
    }
    visitFrequent(word) { language, cost in own[language] = min(own[language], cost) }
    for n in own.indices { costs[n] += own[n] }
  }

  /// Where the costs for a key stand.
  private func row(of key: UInt64) -> Int? {
    var (low, high) = (0, rowCount)
    while low < high {
      let middle = (low + high) / 2
      let found = table.loadUnaligned(fromByteOffset: keysStart + 8 * middle, as: UInt64.self)
        .littleEndian
      if found == key { return keysStart + 8 * rowCount + languages.count * middle }
      if found < key { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  private func visitFrequent(_ word: String, _ body: (_ language: Int, _ cost: Int) -> Void) {
    var hash: UInt32 = 0x811C_9DC5
    for byte in word.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let start = keysStart + rowCount * (8 + languages.count)
    func listed(_ i: Int) -> UInt32 {
      table.loadUnaligned(fromByteOffset: start + 8 * i, as: UInt32.self).littleEndian
    }
    var (low, high) = (0, wordCount)
    while low < high {
      let middle = (low + high) / 2
      if listed(middle) < hash { low = middle + 1 } else { high = middle }
    }
    while low < wordCount, listed(low) == hash {
      body(Int(table[start + 8 * low + 4]), Int(table[start + 8 * low + 5]))
      low += 1
    }
  }
}

extension LanguageModel {
  /// English name of a language, by its BCP 47 primary subtag; the subtag where it has none here.
  public static func name(of language: String) -> String { names[language] ?? language }

  private static let names: [String: String] = [
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovene", "sr": "Serbian", "sv": "Swedish", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
  ]
}
