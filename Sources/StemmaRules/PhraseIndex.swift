/// Phrases and required literals, all found in one pass over folded bytes.
///
/// A filter of one bit for each hashed run of 6 bytes (3 or 2 for shorter texts) says where a text may
/// stand; only there are texts compared. On news in many languages about one place in a hundred
/// passes the filter.
struct PhraseIndex {
  /// Bytes of the shortest and longest text that can be indexed.
  static let shortest = 2
  static let longest = 255

  /// A place where a text stands, in folded bytes.
  struct Hit: Hashable {
    /// What the caller knows the text by.
    let target: Int

    let range: Range<Int>
  }

  /// The run of bytes that is looked for, by the length of the text.
  private enum Run: CaseIterable {
    case long, short, pair

    init(of count: Int) { self = count >= 6 ? .long : count >= 3 ? .short : .pair }

    var length: Int {
      switch self {
      case .long: 6
      case .short: 3
      case .pair: 2
      }
    }
  }

  // 16 and 4 KiB, so that both stay in a core's fastest cache beside the text: 6,000 texts set one
  // bit in twenty.
  private static let longBits = 17
  private static let shortBits = 15

  private let texts: [UInt8]
  private let starts: [UInt32]
  private let targets: [UInt32]
  private let anchors: [UInt8]

  /// One bit for each hash that runs of six bytes, and of three, are looked for by.
  private let longFilter: [UInt64]
  private let shortFilter: [UInt64]

  /// One bit for each pair of bytes that is looked for.
  private let pairs: [UInt64]
  private let buckets: [UInt32]
  private let bucketed: [UInt32]
  private let bucketedHashes: [UInt64]
  private let bucketBits: Int

  /// Indexes texts that were prepared before, one after the other in `texts`.
  init(texts: [UInt8], starts: [UInt32], targets: [UInt32], anchors: [UInt8]) {
    self.texts = texts
    self.starts = starts
    self.targets = targets
    self.anchors = anchors
    var bits = 4
    while 1 << bits < 2 * targets.count { bits += 1 }
    bucketBits = bits
    var longFilter = [UInt64](repeating: 0, count: 1 << (Self.longBits - 6))
    var shortFilter = [UInt64](repeating: 0, count: 1 << (Self.shortBits - 6))
    var buckets = [UInt32](repeating: 0, count: 1 << bits + 1)
    var bucketed = [UInt32](repeating: 0, count: targets.count)
    var pairs = [UInt64](repeating: 0, count: 1 << 10)
    var hashes: [UInt64] = []
    hashes.reserveCapacity(targets.count)
    texts.withUnsafeBufferPointer { texts in
      for i in targets.indices {
        let start = Int(starts[i])
        let count = Int(starts[i + 1]) - start
        let run = Run(of: count)
        let hash = Self.hash(texts, at: start + Int(anchors[i]), run)
        hashes.append(hash)
        switch run {
        case .long: Self.set(hash, in: &longFilter, Self.longBits)
        case .short: Self.set(hash, in: &shortFilter, Self.shortBits)
        case .pair:
          let first = start + Int(anchors[i])
          let pair = Int(texts[first]) | Int(texts[first + 1]) << 8
          pairs[pair >> 6] |= 1 << UInt64(pair & 63)
        }
        buckets[Int(hash >> UInt64(64 - bits)) + 1] += 1
      }
    }
    for i in 1..<buckets.count { buckets[i] += buckets[i - 1] }
    var bucketedHashes = [UInt64](repeating: 0, count: targets.count)
    var next = buckets
    for (i, hash) in hashes.enumerated() {
      let bucket = Int(hash >> UInt64(64 - bits))
      bucketed[Int(next[bucket])] = UInt32(i)
      bucketedHashes[Int(next[bucket])] = hash
      next[bucket] += 1
    }
    self.longFilter = longFilter
    self.shortFilter = shortFilter
    self.pairs = pairs
    self.buckets = buckets
    self.bucketed = bucketed
    self.bucketedHashes = bucketedHashes
  }

  /// Hashes as many bytes at an offset as the run of a text is long; the text must have them.
  @inline(__always)
  private static func hash(
    _ bytes: UnsafeBufferPointer<UInt8>,
    at offset: Int,
    _ run: Run
  ) -> UInt64 {
    var value: UInt64 = 0
    for i in 0..<run.length { value |= UInt64(bytes[offset + i]) << UInt64(8 * i) }
    return mixed(value, run)
  }

  @inline(__always)
  private static func mixed(_ value: UInt64, _ run: Run) -> UInt64 {
    // Odd multipliers with well mixed high bits: SplitMix64's two, and the golden ratio.
    switch run {
    case .long: value &* 0xbf58_476d_1ce4_e5b9
    case .short: value &* 0x9e37_79b9_7f4a_7c15
    case .pair: (value &+ 0x1_0000) &* 0x94d0_49bb_1331_11eb
    }
  }

  private static func set(_ hash: UInt64, in filter: inout [UInt64], _ bits: Int) {
    let bit = Int(hash >> UInt64(64 - bits))
    filter[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  /// Calls `found` with every place where a text stands, from left to right of its anchor.
  func scan(_ bytes: [UInt8], _ found: (Hit) -> Void) {
    guard !targets.isEmpty else { return }
    bytes.withUnsafeBufferPointer { text in
      withFilters { filters in
        var i = filters.candidate(from: 0, in: text)
        while i < text.count {
          for run in Run.allCases where i + run.length <= text.count {
            verify(Self.hash(text, at: i, run), at: i, in: text, run, found)
          }
          i = filters.candidate(from: i + 1, in: text)
        }
      }
    }
  }

  private func withFilters(_ body: (Filters) -> Void) {
    longFilter.withUnsafeBufferPointer { long in
      shortFilter.withUnsafeBufferPointer { short in
        pairs.withUnsafeBufferPointer { body(Filters(long: long, short: short, pairs: $0)) }
      }
    }
  }

  /// The filters, held in place.
  private struct Filters {
    let long: UnsafeBufferPointer<UInt64>
    let short: UnsafeBufferPointer<UInt64>
    let pairs: UnsafeBufferPointer<UInt64>

    /// The first place from an offset on where a run may stand that is looked for; any of the last
    /// bytes may be one.
    @inline(__always)
    func candidate(from start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
      guard let base = UnsafeRawPointer(text.baseAddress) else { return start }
      var i = start
      while i + 8 <= text.count {
        let word = base.loadUnaligned(fromByteOffset: i, as: UInt64.self).littleEndian
        // One branch for all three: it is seldom taken.
        let mayStand =
          Self.bit(
            of: PhraseIndex.mixed(word & 0xffff_ffff_ffff, .long),
            in: long,
            PhraseIndex.longBits
          )
          | Self.bit(
            of: PhraseIndex.mixed(word & 0xff_ffff, .short),
            in: short,
            PhraseIndex.shortBits
          )
          | pairs[Int(truncatingIfNeeded: word & 0xffff) >> 6] &>> word
        if mayStand & 1 != 0 { return i }
        i += 1
      }
      return i
    }

    /// A filter's word with the bit of a hash lowest.
    @inline(__always)
    private static func bit(
      of hash: UInt64,
      in filter: UnsafeBufferPointer<UInt64>,
      _ bits: Int
    ) -> UInt64 {
      filter[Int(hash &>> UInt64(70 - bits))] &>> (hash &>> UInt64(64 - bits))
    }
  }

  /// Compares the texts of a bucket with what stands around an anchor.
  private func verify(
    _ hash: UInt64,
    at position: Int,
    in text: UnsafeBufferPointer<UInt8>,
    _ run: Run,
    _ found: (Hit) -> Void
  ) {
    let bucket = Int(hash >> UInt64(64 - bucketBits))
    for slot in buckets[bucket]..<buckets[bucket + 1] where bucketedHashes[Int(slot)] == hash {
      let entry = Int(bucketed[Int(slot)])
      let start = Int(starts[entry])
      let count = Int(starts[entry + 1]) - start
      let first = position - Int(anchors[entry])
      guard Run(of: count) == run, first >= 0, first + count <= text.count else { continue }
      var i = 0
      while i < count, texts[start + i] == text[first + i] { i += 1 }
      if i == count { found(Hit(target: Int(targets[entry]), range: first..<(first + count))) }
    }
  }

  /// The offset of the rarest run of a text, by the letters of English news.
  static func anchor(of text: [UInt8]) -> Int {
    let length = Run(of: text.count).length
    guard text.count > length else { return 0 }
    var best = (cost: Int.max, offset: 0)
    for offset in 0...(text.count - length) {
      let cost = text[offset..<(offset + length)].reduce(0) { $0 + commonness(of: $1) }
      if cost < best.cost { best = (cost, offset) }
    }
    return best.offset
  }

  /// How common a folded byte is: ranks of letter frequency in English, tens of them.
  private static func commonness(of byte: UInt8) -> Int {
    switch byte {
    case 0x20: 12
    case UInt8(ascii: "e"), UInt8(ascii: "t"), UInt8(ascii: "a"): 10
    case UInt8(ascii: "o"), UInt8(ascii: "i"), UInt8(ascii: "n"), UInt8(ascii: "s"): 8
    case UInt8(ascii: "r"), UInt8(ascii: "h"), UInt8(ascii: "l"), UInt8(ascii: "d"): 7
    case UInt8(ascii: "c"), UInt8(ascii: "u"), UInt8(ascii: "m"), UInt8(ascii: "f"): 5
    case UInt8(ascii: "p"), UInt8(ascii: "g"), UInt8(ascii: "w"), UInt8(ascii: "y"): 4
    case UInt8(ascii: "b"), UInt8(ascii: "v"): 3
    case 0x80...0xbf: 5
    case 0xc0...0xff: 6
    default: 1
    }
  }
}
