/// How words are related in meaning, in a compiled table that is used as it is.
///
/// Made by `rules/lexicon/relations.py` from WordNet and a list of opposites; the layout stands
/// there. Words are lemmas in lower case.
public struct Relations: Sendable {
  // Read only, and there as long as `owner`, or the process where it has none.
  nonisolated(unsafe) private let table: UnsafeBufferPointer<UInt8>
  private let owner: RelationsBytes?
  private let mask: UInt32
  private let bucketsStart: Int
  private let synsetsStart: Int
  private let synsetRecords: Int
  private let recordsStart: Int

  /// A table without a word: nothing is related to anything but itself.
  public static let empty = Relations()

  /// Copies a compiled table and reads its header.
  public init(compiled bytes: [UInt8]) throws(RelationsError) {
    let owner = RelationsBytes(bytes)
    try self.init(UnsafeBufferPointer(owner.bytes), owner)
  }

  /// Reads the header of a compiled table that is used where it lies.
  ///
  /// The bytes must neither change nor go away while the process lives.
  public init(lastingBytes bytes: UnsafeRawBufferPointer) throws(RelationsError) {
    try self.init(bytes.assumingMemoryBound(to: UInt8.self), nil)
  }

  private init(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ owner: RelationsBytes?
  ) throws(RelationsError) {
    guard bytes.count >= 32, bytes.starts(with: "STEMREL1".utf8) else { throw .notRelations }
    let header = (0..<6).map { Self.long(at: 8 + 4 * $0, in: bytes) }
    guard header[1].nonzeroBitCount == 1, header[2] + 4 * (header[1] + 1) <= header[4],
      header[4] + 4 * (header[3] + 1) <= header[5], header[5] <= bytes.count
    else { throw .damaged }
    table = bytes
    self.owner = owner
    mask = UInt32(header[1] - 1)
    bucketsStart = header[2]
    synsetsStart = header[4]
    synsetRecords = header[4] + 4 * (header[3] + 1)
    recordsStart = header[5]
  }

  private init() {
    table = UnsafeBufferPointer(start: nil, count: 0)
    owner = nil
    mask = 0
    bucketsStart = 0
    synsetsStart = 0
    synsetRecords = 0
    recordsStart = 0
  }

  /// Place of a word in the table.
  struct Entry: Hashable, Sendable {
    /// Offset of its record.
    fileprivate let offset: Int

    /// A number that tells it from the synsets.
    var hashed: Int { ~offset }
  }

  /// Finds a lemma, in lower case.
  func entry(of lemma: some Sequence<UInt8>) -> Entry? {
    guard !table.isEmpty else { return nil }
    let word = Array(lemma)
    var hash: UInt32 = 0x811C_9DC5
    for byte in word { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    hash ^= hash >> 15
    let bucket = bucketsStart + 4 * Int(hash & mask)
    var at = recordsStart + Self.long(at: bucket, in: table)
    let end = recordsStart + Self.long(at: bucket + 4, in: table)
    while at < end, at + 4 <= table.count {
      let text = at + 4 + 3 * (Int(table[at + 1]) + Int(table[at + 2]) + Int(table[at + 3]))
      let next = text + Int(table[at])
      guard next <= table.count else { return nil }
      if table[text..<next].elementsEqual(word) { return Entry(offset: at) }
      at = next
    }
    return nil
  }

  /// Numbers of the synsets of a word, in WordNet's order.
  func synsets(of entry: Entry) -> [Int] {
    let count = Int(table[entry.offset + 1])
    return (0..<count).map { short(at: entry.offset + 4 + 3 * $0) }
  }

  /// The word's opposites.
  func opposites(of entry: Entry) -> [Entry] {
    let first = Int(table[entry.offset + 1])
    return words(of: entry, from: first, count: Int(table[entry.offset + 2]))
  }

  /// Words that are made from it, or it from them.
  func derived(from entry: Entry) -> [Entry] {
    let first = Int(table[entry.offset + 1]) + Int(table[entry.offset + 2])
    return words(of: entry, from: first, count: Int(table[entry.offset + 3]))
  }

  private func words(of entry: Entry, from first: Int, count: Int) -> [Entry] {
    (first..<first + count).map {
      Entry(offset: recordsStart + short(at: entry.offset + 4 + 3 * $0))
    }
  }

  /// Numbers of the synsets that are one step wider, and of those that are similar.
  func neighbours(of synset: Int) -> (wider: [Int], similar: [Int]) {
    let at = synsetRecords + Self.long(at: synsetsStart + 4 * synset, in: table)
    guard at + 2 <= recordsStart else { return ([], []) }
    let wider = Int(table[at])
    let all = (0..<wider + Int(table[at + 1])).map { short(at: at + 2 + 3 * $0) }
    return (Array(all[..<wider]), Array(all[wider...]))
  }

  private func short(at i: Int) -> Int {
    guard i + 3 <= table.count else { return 0 }
    return Int(table[i]) | Int(table[i + 1]) << 8 | Int(table[i + 2]) << 16
  }

  private static func long(at i: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[i + $1]) << (8 * $1) }
  }
}

/// Keeps the bytes of a table that was read from a file.
private final class RelationsBytes: Sendable {
  nonisolated(unsafe) let bytes: UnsafeMutableBufferPointer<UInt8>

  init(_ table: [UInt8]) {
    bytes = UnsafeMutableBufferPointer.allocate(capacity: table.count)
    _ = bytes.initialize(from: table)
  }

  deinit { bytes.deallocate() }
}

/// Why a table of relations cannot be used.
public enum RelationsError: Error, Equatable {
  /// The bytes do not begin as such a table does.
  case notRelations

  /// Its header points outside of it.
  case damaged
}
