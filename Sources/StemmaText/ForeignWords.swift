/// Words of 13 other languages, by which a single one of them in an English sentence is known.
///
/// Made by `rules/lexicon/foreign.py` from word lists of running text; the layout stands there. No
/// word of it is English, as far as SCOWL's largest lists know. One word in 5,000 that is in no
/// list is taken for one. Without the table's file it knows nothing.
public struct ForeignWords: Sendable {
  /// What the table says of a word.
  public struct Reading: Hashable, Sendable {
    /// BCP 47 primary language subtag: the likeliest language of those that have the word.
    public let language: String

    /// Whether German has it as a noun, which is written with a capital.
    public let isNoun: Bool

    /// Whether `language` writes it in small letters.
    public let isSmall: Bool

    /// Whether it is so frequent that lists have it in several spellings.
    public let isFrequent: Bool
  }

  private let languages: [String]
  // Read only, and there as long as the process.
  nonisolated(unsafe) private let table: UnsafeRawBufferPointer
  private let mask: UInt32
  private let bucketsStart: Int
  private let printsStart: Int
  private let kindsStart: Int

  /// A table without a word.
  public static let empty = ForeignWords()

  /// Reads the header of a compiled table that is used where it lies.
  ///
  /// The bytes must neither change nor go away while the process lives.
  public init(lastingBytes bytes: UnsafeRawBufferPointer) throws(LexiconError) {
    guard bytes.count >= 20, bytes.starts(with: "STEMFOR1".utf8) else { throw .notALexicon }
    func number(_ at: Int) -> Int {
      Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self).littleEndian)
    }
    let (count, buckets, entries) = (number(8), number(12), number(16))
    guard count < 32, buckets.nonzeroBitCount == 1 else { throw .damaged }
    bucketsStart = (20 + 2 * count + 3) & ~3
    printsStart = bucketsStart + 4 * (buckets + 1)
    kindsStart = printsStart + 2 * entries
    guard kindsStart + entries == bytes.count else { throw .damaged }
    languages = (0..<count).map { i in
      String(decoding: bytes[20 + 2 * i..<22 + 2 * i], as: UTF8.self)
    }
    mask = UInt32(buckets - 1)
    table = bytes
  }

  private init() {
    languages = []
    table = UnsafeRawBufferPointer(start: nil, count: 0)
    (mask, bucketsStart, printsStart, kindsStart) = (0, 0, 0, 0)
  }

  /// Whether the table has no word.
  public var isEmpty: Bool { languages.isEmpty }

  /// What the table says of a word in small letters, UTF-8; `nil` for a word that it has not.
  public func reading(of word: UnsafeBufferPointer<UInt8>) -> Reading? {
    guard !isEmpty else { return nil }
    var hash: UInt32 = 0x811C_9DC5
    for byte in word { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    hash ^= hash >> 15
    let bucket = bucketsStart + 4 * Int(hash & mask)
    let print = UInt16(truncatingIfNeeded: hash >> 16)
    let last = min(entry(at: bucket + 4), (kindsStart - printsStart) / 2)
    for i in min(entry(at: bucket), last)..<last {
      let found = table.loadUnaligned(fromByteOffset: printsStart + 2 * i, as: UInt16.self)
      guard found.littleEndian == print else { continue }
      let kind = table[kindsStart + i]
      guard Int(kind & 0x1f) < languages.count else { return nil }
      return Reading(
        language: languages[Int(kind & 0x1f)],
        isNoun: kind & 0x80 != 0,
        isSmall: kind & 0x20 != 0,
        isFrequent: kind & 0x40 != 0
      )
    }
    return nil
  }

  private func entry(at offset: Int) -> Int {
    Int(table.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian)
  }
}
