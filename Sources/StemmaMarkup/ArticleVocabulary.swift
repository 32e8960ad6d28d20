/// What a word in a class or identifier says an element is.
///
/// The meanings are the files of `rules/extraction/words`, with the reason for each; the build
/// compiles them.
struct ArticleWord: OptionSet, Sendable {
  let rawValue: UInt32

  // Said by `itemprop`, not by a class.
  static let microdataBody = ArticleWord(rawValue: 1 << 31)
  static let microdataAuthor = ArticleWord(rawValue: 1 << 30)
  static let microdataDate = ArticleWord(rawValue: 1 << 29)

  /// Names something else than the article, wherever it stands in a token.
  static let foreign: ArticleWord = [
    .navigation, .promotion, .sharing, .furniture, .notice, .advertisement,
  ]

  /// Counts only where it is the whole token.
  static let wholeToken: ArticleWord = [.concealed, .body]
}

/// The words of classes and identifiers by which page systems name the parts of a page.
///
/// Whole words are compared, never parts of them: `widget` and `banner` as substrings eat articles.
/// Collected on half of the publishers of four data sets, and checked on the other half; single
/// words whose elements held article text on more than one publisher in ten are left out.
enum ArticleVocabulary {
  /// What a word means; nothing for most words.
  static func meaning(ofHash hash: UInt64) -> ArticleWord {
    elementWordHashes.withUnsafeBufferPointer { hashes in
      let mask = hashes.count - 1
      var i = Int(truncatingIfNeeded: hash) & mask
      while hashes[i] != 0 {
        if hashes[i] == hash { return ArticleWord(rawValue: elementWordMeanings[i]) }
        i = (i + 1) & mask
      }
      return []
    }
  }

  /// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), of lower-case letters.
  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  static func hashed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
}
