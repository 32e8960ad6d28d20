internal import StemmaText

/// What a pack knows of lines of furniture: weights of signs, and words of interfaces.
///
/// The weights are logistic: those of a line's signs are summed, and the sum is a logarithm of
/// odds in hundredths. They are integers, so that every machine adds them up alike.
struct LineReading: Hashable, Sendable {
  /// Weights of all signs, family by family, in hundredths.
  let weights: [Int32]

  /// Hashes of folded interface words, ascending.
  private let words: [UInt32]

  /// For each word its kind, or `small` for a function word, with the person it speaks in or to.
  private let kinds: [UInt8]

  /// Places of words by their hashes, from 1, or 0; open addressing, at most half full.
  private let slots: [UInt16]

  /// For each rule that tells a kind, the kind.
  let rules: [(rule: String, kind: UInt8)]

  /// Sums from which on a line is certain, and probable.
  let certain: Int
  let probable: Int

  /// Marks a function word, and any other word that is listed for its person alone.
  static let small: UInt8 = 0x3f
  static let plain: UInt8 = 0x3e

  /// The bits of a kind that tell the kind; the others tell the grammatical person.
  static let kindBits: UInt8 = 0x3f
  static let firstPerson: UInt8 = 0x40
  static let secondPerson: UInt8 = 0x80

  static func == (a: LineReading, b: LineReading) -> Bool { a.compiled == b.compiled }
  func hash(into hasher: inout Hasher) { hasher.combine(compiled) }

  /// Reads what `compiled` wrote.
  init(compiled bytes: [UInt8]) {
    var reader = CompiledReader(bytes)
    weights = reader.numbers().map { Int32(bitPattern: $0) }
    words = reader.numbers()
    kinds = reader.raw()
    slots = Self.slots(for: words)
    let count = reader.number()
    rules = (0..<count).map { _ in (reader.text(), UInt8(reader.byte())) }
    certain = reader.number()
    probable = reader.number()
  }

  /// The compiled form.
  var compiled: [UInt8] {
    var writer = CompiledWriter()
    writer.write(weights.map { UInt32(bitPattern: $0) })
    writer.write(words)
    writer.write(raw: kinds)
    writer.write(rules.count)
    for (rule, kind) in rules {
      writer.write(rule)
      writer.write(byte: Int(kind))
    }
    writer.write(certain)
    writer.write(probable)
    return writer.bytes
  }

  init(
    weights: [Int32],
    words: [(hash: UInt32, kind: UInt8)],
    rules: [(rule: String, kind: UInt8)],
    certain: Int,
    probable: Int
  ) {
    self.weights = weights
    let sorted = words.sorted { $0.hash < $1.hash }
    self.words = sorted.map(\.hash)
    kinds = sorted.map(\.kind)
    slots = Self.slots(for: self.words)
    self.rules = rules.sorted { $0.rule < $1.rule }
    self.certain = certain
    self.probable = probable
  }

  /// The kind and person of a word, `small` for a function word, `nil` for any other.
  func kind(of hash: UInt32) -> UInt8? {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let i = Int(slots[slot]) - 1
      if words[i] == hash { return kinds[i] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private static func slots(for words: [UInt32]) -> [UInt16] {
    precondition(words.count < 1 << 15, "A vocabulary has at most 32,767 words.")
    var size = 16
    while size < 2 * words.count { size *= 2 }
    var slots = [UInt16](repeating: 0, count: size)
    for (i, hash) in words.enumerated() {
      var slot = Int(hash) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt16(i + 1)
    }
    return slots
  }

  /// The kind of line that a rule tells.
  func kind(ofRule rule: String) -> UInt8? {
    let i = rules.partitioningIndex { $0.rule >= rule }
    return i < rules.count && rules[i].rule == rule ? rules[i].kind : nil
  }

  /// Hash of a word with its case folded: FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over
  /// its scalars.
  static func hash(of word: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    var i = range.lowerBound
    while i < range.upperBound {
      let (value, length) = scalar(in: word, at: i)
      i += length
      switch CaseFolding.fold(value) {
      case .scalar(let folded): hash = (hash ^ folded) &* 0x0100_0193
      case .twice(let byte):
        hash = (hash ^ UInt32(byte)) &* 0x0100_0193
        hash = (hash ^ UInt32(byte)) &* 0x0100_0193
      case .space, .nothing: break
      }
    }
    return hash
  }
}
