/// Where a compiled lexicon lies, and its parts in it: what a lookup needs, and nothing that counts
/// references.
package struct LexiconTable: Sendable {
  // Read only, and there as long as the lexicon that this is of.
  nonisolated(unsafe) let bytes: UnsafeBufferPointer<UInt8>
  private let setsStart: Int
  private let setCount: Int
  private let bucketsStart: Int
  private let recordsStart: Int
  private let mask: UInt32
  let rareWords: Range<Int>
  let aims: Range<Int>

  /// The table that lies in some bytes, by the numbers of their header.
  init(_ bytes: UnsafeBufferPointer<UInt8>, header: [Int]) {
    self.bytes = bytes
    setsStart = header[3]
    setCount = header[2]
    mask = UInt32(header[4] - 1)
    bucketsStart = header[5]
    recordsStart = header[6]
    rareWords = header[8]..<header[8] + header[7]
    aims = header[10]..<header[10] + header[9]
  }

  /// A table without a word.
  init() {
    bytes = UnsafeBufferPointer(start: nil, count: 0)
    setsStart = 0
    setCount = 0
    bucketsStart = 0
    recordsStart = 0
    mask = 0
    rareWords = 0..<0
    aims = 0..<0
  }

  /// The record of a word.
  package func entry(_ word: UnsafeBufferPointer<UInt8>) -> Lexicon.Entry? {
    guard !bytes.isEmpty, word.count < 256 else { return nil }
    var hash: UInt32 = 0x811C_9DC5
    for byte in word { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let bucket = Int((hash ^ hash >> 15) & mask)
    var i = recordsStart + Self.number(at: bucketsStart + 4 * bucket, in: bytes)
    let end = min(
      recordsStart + Self.number(at: bucketsStart + 4 * bucket + 4, in: bytes),
      bytes.count
    )
    while i + 4 <= end {
      let start = i + 4 + 3 * Int(bytes[i + 1])
      let next = start + Int(bytes[i])
      guard next <= end else { return nil }
      if Int(bytes[i]) == word.count, Self.isSame(bytes, start, word) {
        return Lexicon.Entry(offset: UInt32(i - recordsStart))
      }
      i = next
    }
    return nil
  }

  /// Whether the filter that lies there has a word.
  @inline(__always)
  func contains(_ word: UnsafeBufferPointer<UInt8>, _ filter: Range<Int>) -> Bool {
    guard !filter.isEmpty else { return false }
    var place: UInt32 = 0x811C_9DC5
    for byte in word { place = (place ^ UInt32(byte)) &* 0x0100_0193 }
    var step = place &* 0x0100_0193  // the word and a zero byte behind it
    place ^= place >> 15
    step = (step ^ step >> 15) | 1
    let mask = UInt32(truncatingIfNeeded: filter.count &* 8 &- 1)
    for _ in 0..<5 {
      let bit = place & mask
      guard bytes[filter.lowerBound + Int(bit >> 3)] >> (bit & 7) & 1 == 1 else { return false }
      place = place &+ step
    }
    return true
  }

  @inline(__always)
  private static func isSame(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ word: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for i in 0..<word.count where bytes[start + i] != word[i] { return false }
    return true
  }

  /// The classes of a word.
  package func classes(of entry: Lexicon.Entry) -> WordClasses {
    let i = recordsStart + Int(entry.offset)
    let set = Int(bytes[i + 2]) | Int(bytes[i + 3]) << 8
    guard set < setCount else { return WordClasses() }
    let start = setsStart + 16 * set
    return WordClasses(
      low: Self.long(at: start, in: bytes),
      high: Self.long(at: start + 8, in: bytes)
    )
  }

  /// The lemmas of a word that differ from it.
  package func lemmas(of entry: Lexicon.Entry) -> [Lexicon.Entry] {
    let i = recordsStart + Int(entry.offset)
    return (0..<Int(bytes[i + 1])).map { Lexicon.Entry(offset: reference($0, at: i)) }
  }

  /// Whether a word is a form of a lemma, or the lemma itself.
  package func isForm(_ entry: Lexicon.Entry, of lemma: Lexicon.Entry) -> Bool {
    if entry == lemma { return true }
    let i = recordsStart + Int(entry.offset)
    for n in 0..<Int(bytes[i + 1]) where reference(n, at: i) == lemma.offset { return true }
    return false
  }

  /// A word as it is written in the table.
  package func word(_ entry: Lexicon.Entry) -> String {
    let i = recordsStart + Int(entry.offset)
    let start = i + 4 + 3 * Int(bytes[i + 1])
    return String(decoding: bytes[start..<start + Int(bytes[i])], as: UTF8.self)
  }

  private func reference(_ n: Int, at record: Int) -> UInt32 {
    let i = record + 4 + 3 * n
    return UInt32(bytes[i]) | UInt32(bytes[i + 1]) << 8 | UInt32(bytes[i + 2]) << 16
  }

  @inline(__always)
  private static func long(at i: Int, in bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: number(at: i, in: bytes)))
      | UInt64(UInt32(truncatingIfNeeded: number(at: i + 4, in: bytes))) << 32
  }

  @inline(__always)
  static func number(at i: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    Int(bytes[i]) | Int(bytes[i + 1]) << 8 | Int(bytes[i + 2]) << 16 | Int(bytes[i + 3]) << 24
  }
}
