public import StemmaText

/// What is kept of a text to find its story and its copies.
public struct Sketch: Hashable, Sendable {
  /// A word by its first letters, and whether it is a name, a number or unknown.
  struct Word: Hashable, Sendable {
    /// The letters, or a hash of them where they are not ASCII; the same in every run.
    let key: UInt64

    /// Whether few texts are expected to have it.
    let isRare: Bool
  }

  /// Words that say something, passage after passage.
  let words: [Word]

  /// For each passage, where its words end, and a number that equal passages share.
  let passages: [(end: Int, wording: UInt64)]

  /// By which copies find each other.
  public let signature: Signature

  /// When it was published, as YYYY-MM-DD; `nil` where that is unknown.
  public let date: String?

  /// The same in days since 1 March of the year 0.
  let day: Int?

  /// Whether two sketches are of one wording, published on one day.
  public static func == (a: Sketch, b: Sketch) -> Bool {
    a.signature == b.signature && a.words == b.words && a.date == b.date
  }

  /// Hashes the wording.
  public func hash(into hasher: inout Hasher) { hasher.combine(signature) }

  /// Letters of a word that tell what it is about: Germany and German share six.
  private static let letters = 6

  /// Sketches a witness: what belongs to the article, in the order it stands there.
  public init(of witness: Witness, lexicon: Lexicon) {
    let empty = ["function-word", "modal", "be", "have", "do", "negation"]
      .compactMap(lexicon.number(ofClass:))
    var words: [Word] = []
    var passages: [(end: Int, wording: UInt64)] = []
    var all: [UInt64] = []
    for sentence in witness.segmentation.sentences where !witness.ignores(sentence.span) {
      var wording: UInt64 = 0
      for token in witness.segmentation.tokens[sentence.tokens]
      where token.kind == .word || token.kind == .number || token.kind == .date {
        for part in parts(of: token, in: witness.text) {
          let folded = foldedLetters(witness.text[part])
          let whole = folded.reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
          }
          all.append(whole)
          wording = mixed(wording ^ whole)
          let entry = token.kind == .word ? lexicon.entry(folded) : nil
          if let entry, empty.contains(where: lexicon.classes(of: entry).contains) { continue }
          let isName =
            token.shape.contains(.capitalised) && !token.shape.contains(.sentenceStart)
          words.append(Word(key: Self.key(of: folded), isRare: entry == nil || isName))
        }
      }
      passages.append((words.count, wording))
    }
    self.words = words
    self.passages = passages
    signature = Signature(ofWords: all)
    day = witness.date.flatMap(Self.day)
    date = day == nil ? nil : witness.date
  }

  /// The first letters as a number.
  private static func key(of folded: [UInt8]) -> UInt64 {
    if folded.allSatisfy({ $0 < 0x80 }) {
      return folded.prefix(letters).reduce(0) { $0 << 8 | UInt64($1) }
    }
    let start = String(decoding: folded, as: UTF8.self).unicodeScalars.prefix(letters)
    return start.reduce(0) { mixed($0 ^ UInt64($1.value)) } >> 2 | 1 << 61
  }

  /// The number of a day written YYYY-MM-DD; `nil` where it is written otherwise.
  ///
  /// After Howard Hinnant, “chrono-compatible low-level date algorithms”, 2013.
  static func day(_ date: String) -> Int? {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, 1...9999 ~= parts[0], 1...12 ~= parts[1], 1...31 ~= parts[2] else {
      return nil
    }
    let year = parts[1] > 2 ? parts[0] : parts[0] - 1
    let month = (parts[1] + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2] - 1
  }
}

extension Witness {
  /// Whether most of a stretch is no part of the article.
  func ignores(_ span: Span<Extracted>) -> Bool {
    ignored.contains { $0.overlaps(span) && $0.count * 2 > span.count }
  }
}

/// The parts of a word that are looked up one by one: without a possessive ending, cut at hyphens.
func parts(of token: Token, in text: [UInt8]) -> [Range<Int>] {
  let range = token.lower..<endWithoutPossessive(of: token, in: text)
  return token.shape.contains(.hyphenated) ? partsBetweenHyphens(of: range, in: text) : [range]
}

/// Where a word ends without an apostrophe and s.
func endWithoutPossessive(of token: Token, in text: [UInt8]) -> Int {
  var upper = token.upper
  guard token.shape.contains(.possessive) else { return upper }
  upper -= 1
  while upper > token.lower, text[upper - 1] == 0x27 || text[upper - 1] >= 0x80 { upper -= 1 }
  return upper
}

/// What stands between the hyphens of a word.
func partsBetweenHyphens(of range: Range<Int>, in text: [UInt8]) -> [Range<Int>] {
  var parts: [Range<Int>] = []
  var start = range.lowerBound
  for i in range where text[i] == 0x2D {
    if i > start { parts.append(start..<i) }
    start = i + 1
  }
  if start < range.upperBound { parts.append(start..<range.upperBound) }
  return parts
}
