/// A number for each way in which a token is written, kept from one document to the next.
///
/// What rules and checks ask of a word depends on its bytes, kind and shape alone. News says few
/// words often: a token costs one comparison of 24 bytes, and with its number whatever is known of
/// the word one look into a list.
package struct Spellings: Sendable {
  /// What makes a spelling: the first 16 bytes of a token, its length, kind and shape.
  private struct Key: Equatable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var form: UInt64 = 0

    /// The key of no spelling.
    init() {}

    /// The key of a token of at most 16 bytes.
    @inline(__always)
    init(of token: Token, in text: UnsafeBufferPointer<UInt8>) {
      let length = token.upper - token.lower
      low = text.word(at: token.lower, count: length)
      high = length > 8 ? text.word(at: token.lower + 8, count: length - 8) : 0
      let form = UInt64(token.shape.rawValue) | UInt64(token.kind.rawValue) << 16
      self.form = form | UInt64(length) << 24
    }
  }

  /// Keys by number.
  ///
  /// Tokens over 16 bytes have an empty one each, and no slot.
  private var keys: [Key] = []

  /// Numbers by the slots of keys, from 1, or 0; open addressing, at most half full.
  private var slots = [UInt32](repeating: 0, count: 1 << 8)
  private var bits = 8
  private let scattering = Scattering()

  /// How often all was forgotten: a number means nothing in another generation.
  package private(set) var generation = 0

  /// How many spellings have a number; one more than the highest.
  package var count: Int { keys.count }

  /// Knows none yet.
  package init() {}

  /// Spellings at which all are forgotten: with what rules know of them some 15 megabytes.
  private static let limit = 1 << 16

  /// Tokens whose spellings are found at once: no more are added between two looks at the limit.
  package static let tokensAtOnce = 1 << 14

  /// Forgets everything where there is too much of it.
  package mutating func makeRoom() {
    guard keys.count > Self.limit else { return }
    keys.removeAll(keepingCapacity: true)
    for i in slots.indices { slots[i] = 0 }
    generation += 1
  }

  /// Finds the number of each of some tokens.
  package mutating func read(
    _ tokens: UnsafeBufferPointer<Token>,
    in text: UnsafeBufferPointer<UInt8>,
    into numbers: inout [UInt32]
  ) {
    numbers.removeAll(keepingCapacity: true)
    numbers.append(contentsOf: repeatElement(0, count: tokens.count))
    var i = 0
    while true {
      i = readKnown(tokens, from: i, in: text, into: &numbers)
      guard i < tokens.count else { return }
      numbers[i] = add(tokens[i], in: text)
      i += 1
    }
  }

  /// Finds numbers up to the first token that has none yet, and says which that is.
  private func readKnown(
    _ tokens: UnsafeBufferPointer<Token>,
    from first: Int,
    in text: UnsafeBufferPointer<UInt8>,
    into numbers: inout [UInt32]
  ) -> Int {
    keys.withUnsafeBufferPointer { keys in
      slots.withUnsafeBufferPointer { slots in
        numbers.withUnsafeMutableBufferPointer { numbers in
          let mask = slots.count - 1
          let (scattering, bits) = (scattering, bits)
          for i in first..<tokens.count {
            guard tokens[i].upper - tokens[i].lower <= 16 else { return i }
            let key = Key(of: tokens[i], in: text)
            var slot = scattering.slot(of: (key.low, key.high, key.form), among: bits)
            while slots[slot] != 0, keys[Int(slots[slot]) - 1] != key { slot = (slot + 1) & mask }
            guard slots[slot] != 0 else { return i }
            numbers[i] = slots[slot] - 1
          }
          return tokens.count
        }
      }
    }
  }

  private mutating func add(_ token: Token, in text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let isKept = token.upper - token.lower <= 16
    keys.append(isKept ? Key(of: token, in: text) : Key())
    if keys.count * 2 > slots.count {
      bits += 1
      slots = [UInt32](repeating: 0, count: 1 << bits)
      // A key that was made of a token has a length.
      for (number, key) in keys.enumerated() where key.form != 0 { place(key, number) }
    } else if isKept {
      place(keys[keys.count - 1], keys.count - 1)
    }
    return UInt32(keys.count - 1)
  }

  private mutating func place(_ key: Key, _ number: Int) {
    let mask = slots.count - 1
    var slot = scattering.slot(of: (key.low, key.high, key.form), among: bits)
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(number + 1)
  }
}
