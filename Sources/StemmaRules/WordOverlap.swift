internal import StemmaText

/// How many of a line's longer words the prose of the document has in other lines.
struct WordOverlap {
  /// For each line: 0 without longer words, 1 none, then up to a quarter, a half, three quarters,
  /// not all, and 6 for all of them.
  let classes: [UInt8]

  /// Words of fewer bytes are as often alike by chance.
  private static let fewestBytes = 4

  /// Of no line.
  init() { classes = [] }

  /// Reads the lines that `isAsked` wants to be known; the others are of class 0.
  ///
  /// Their words are looked for in the prose, which has many more.
  init(
    _ sketches: [LineSketch],
    _ lines: [Line],
    _ tokens: UnsafeBufferPointer<Token>,
    _ text: UnsafeBufferPointer<UInt8>,
    isAsked: (Int) -> Bool
  ) {
    let asked = lines.indices.filter { sketches[$0].words <= LineSketch.mostWords && isAsked($0) }
    var table = WordTable()
    for i in asked {
      for token in tokens[lines[i].tokens] where Self.isLong(token) {
        table.add(Self.key(of: token, text))
      }
    }
    if !asked.isEmpty {
      for i in lines.indices where sketches[i].isProse {
        for token in tokens[lines[i].tokens] where Self.isLong(token) {
          table.note(Self.key(of: token, text), line: UInt32(i))
        }
      }
    }
    var classes = [UInt8](repeating: 0, count: lines.count)
    for i in asked {
      var all = 0
      var shared = 0
      for token in tokens[lines[i].tokens] where Self.isLong(token) {
        all += 1
        if table.has(Self.key(of: token, text), besides: UInt32(i)) { shared += 1 }
      }
      classes[i] = Self.share(shared, of: all)
    }
    self.classes = classes
  }

  private static func share(_ shared: Int, of all: Int) -> UInt8 {
    if all == 0 { return 0 }
    if shared == 0 { return 1 }
    if shared == all { return 6 }
    return shared * 4 <= all ? 2 : shared * 2 <= all ? 3 : shared * 4 <= 3 * all ? 4 : 5
  }

  @inline(__always)
  private static func isLong(_ token: Token) -> Bool {
    token.kind == .word && token.upper - token.lower >= fewestBytes
      && !token.shape.contains(.ideograph)
  }

  /// The first eight bytes of a word with ASCII capitals folded; never 0.
  @inline(__always)
  private static func key(of token: Token, _ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let count = token.upper - token.lower
    let word = text.word(at: token.lower, count: count).foldedBytes.byteSwapped
    return word >> UInt64(8 * (8 - min(count, 8))) | 1 << 63
  }
}

/// Words with the line they stand in, or that they stand in several; open addressing, at most half
/// full.
private struct WordTable {
  private let scattering = Scattering()
  private var bits = 10
  private var keys = [UInt64](repeating: 0, count: 1 << 10)
  private var lines = [UInt32](repeating: WordTable.nowhere, count: 1 << 10)
  private var count = 0

  /// In place of a line: in none yet, and in several.
  private static let nowhere = UInt32.max - 1
  private static let several = UInt32.max

  mutating func add(_ key: UInt64) {
    let slot = slot(of: key)
    guard keys[slot] == 0 else { return }
    keys[slot] = key
    count += 1
    if count * 2 > keys.count { grow() }
  }

  /// Notes that a word stands in a line, where it is one of those added.
  mutating func note(_ key: UInt64, line: UInt32) {
    let slot = slot(of: key)
    guard keys[slot] != 0, lines[slot] != line else { return }
    lines[slot] = lines[slot] == Self.nowhere ? line : Self.several
  }

  func has(_ key: UInt64, besides line: UInt32) -> Bool {
    let place = lines[slot(of: key)]
    return place != Self.nowhere && place != line
  }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var slot = scattering.slot(of: key, among: bits)
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = keys
    bits += 1
    keys = [UInt64](repeating: 0, count: 1 << bits)
    lines = [UInt32](repeating: Self.nowhere, count: 1 << bits)
    for key in old where key != 0 { keys[slot(of: key)] = key }
  }
}
