/// What was found out about pairs of words, so that no pair is weighed twice.
///
/// Open addressing with linear probing (Knuth, The Art of Computer Programming 3, 6.4); a table
/// that is full starts anew, which bounds its size whatever the texts.
struct PairTable {
  /// Pairs from which the table is emptied; 24 MB.
  private static let limit = 1 << 21

  private var keys: [UInt64] = Array(repeating: .max, count: 1 << 10)
  private var values: [Int8] = Array(repeating: 0, count: 1 << 10)
  private var count = 0

  /// What is known of two words.
  func value(of a: Int, _ b: Int) -> Int8? {
    let at = place(of: key(a, b))
    return keys[at] == .max ? nil : values[at]
  }

  /// Keeps what was found out about two words that were not known.
  mutating func keep(_ value: Int8, for a: Int, _ b: Int) {
    if 2 * count >= keys.count { grow() }
    let key = key(a, b)
    let at = place(of: key)
    if keys[at] == .max { count += 1 }
    keys[at] = key
    values[at] = value
  }

  private func key(_ a: Int, _ b: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: a) << 32 | UInt64(truncatingIfNeeded: b) & 0xFFFF_FFFF
  }

  private func place(of key: UInt64) -> Int {
    let mask = keys.count - 1
    // The multiplier is 2⁶⁴ divided by the golden ratio (Knuth, 6.4).
    var at = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[at] != .max, keys[at] != key { at = (at + 1) & mask }
    return at
  }

  private mutating func grow() {
    let old = zip(keys, values).filter { $0.0 != .max }
    let size = keys.count >= Self.limit ? 1 << 10 : 2 * keys.count
    keys = Array(repeating: .max, count: size)
    values = Array(repeating: 0, count: size)
    count = 0
    if size == 1 << 10 { return }
    for (key, value) in old {
      let at = place(of: key)
      keys[at] = key
      values[at] = value
      count += 1
    }
  }
}
