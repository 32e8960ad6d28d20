internal import StemmaText

/// A text with case folded and runs of white space as one space, and the way back.
///
/// Nearly all scalars keep their length when folded, so that offsets are kept, and only where they
/// shift is noted.
struct FoldedText {
  /// The folded text, in UTF-8.
  private(set) var bytes: [UInt8] = []

  /// Where offsets shift: from this folded offset on, counting starts at this original one.
  private var shifts: [(folded: Int, original: Int)] = []

  /// Folds nothing yet.
  init() {}

  /// Folds a text, which is valid UTF-8.
  init(_ text: [UInt8]) {
    fold(text)
  }

  /// Folds another text into the same storage.
  mutating func fold(_ text: [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    shifts.removeAll(keepingCapacity: true)
    bytes.reserveCapacity(text.count + 16)
    text.withUnsafeBufferPointer { fold($0) }
  }

  /// Gives back the storage of a large text.
  mutating func makeRoom() {
    if bytes.capacity > Self.mostKept { self = FoldedText() }
  }

  /// Bytes of storage that wait for the next text, at most: articles are smaller.
  private static let mostKept = 1 << 20

  private mutating func fold(_ text: UnsafeBufferPointer<UInt8>) {
    var i = 0
    while i < text.count {
      i = foldPlain(text, from: i)
      guard i < text.count else { return }
      let (value, length) = scalar(in: text, at: i)
      i += length
      switch CaseFolding.fold(value) {
      case .space:
        if bytes.last != 0x20 { bytes.append(0x20) }
      case .nothing: break
      case .twice(let byte):
        bytes.append(byte)
        bytes.append(byte)
      case .scalar(let folded): append(folded)
      }
      if i - bytes.count != shift { shifts.append((bytes.count, i)) }
    }
  }

  private var shift: Int {
    guard let last = shifts.last else { return 0 }
    return last.original - last.folded
  }

  /// Folds ASCII up to the first byte that needs thought: not ASCII, or white space but one space.
  private mutating func foldPlain(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let end = Self.endOfPlain(text, from: start, isAfterSpace: bytes.last == 0x20)
    let count = end - start
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
    bytes.withUnsafeMutableBufferPointer { bytes in
      guard let own = UnsafeMutableRawPointer(bytes.baseAddress) else { return }
      let first = bytes.count - count
      var i = first
      while i + 8 <= bytes.count {
        let word = own.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        own.storeBytes(of: word.foldedBytes, toByteOffset: i, as: UInt64.self)
        i += 8
      }
      while i < bytes.count {
        bytes[i] = bytes[i].folded
        i += 1
      }
    }
    return end
  }

  /// The first byte from an offset on that is not ASCII, or white space but one space.
  private static func endOfPlain(
    _ text: UnsafeBufferPointer<UInt8>,
    from start: Int,
    isAfterSpace: Bool
  ) -> Int {
    var end = start
    var isAfterSpace = isAfterSpace
    while end < text.count {
      // Eight bytes at once where all are letters, marks and single spaces, as nearly everywhere.
      if end + 8 <= text.count,
        let endsInSpace = endsInSpace(text.word(at: end, count: 8), isAfterSpace: isAfterSpace)
      {
        end += 8
        isAfterSpace = endsInSpace
        continue
      }
      let byte = text[end]
      if byte >= 0x80 { break }
      if byte <= 0x20 {
        if isAfterSpace || byte != 0x20 {
          if (0x09...0x0d).contains(byte) || byte == 0x20 { break }
          isAfterSpace = false
        } else {
          isAfterSpace = true
        }
      } else {
        isAfterSpace = false
      }
      end += 1
    }
    return end
  }

  /// Whether the last of eight plain bytes is a space; `nil` where one of them needs thought.
  @inline(__always)
  private static func endsInSpace(_ word: UInt64, isAfterSpace: Bool) -> Bool? {
    // The top bit of each byte says whether it is a space, and whether it is 0x20 or more.
    let tops: UInt64 = 0x8080_8080_8080_8080
    let spaces = ~((word ^ 0x2020_2020_2020_2020) &+ 0x7F7F_7F7F_7F7F_7F7F) & tops
    let visible = (word &+ 0x6060_6060_6060_6060) & tops
    guard word & tops == 0, visible == tops, spaces & spaces << 8 == 0,
      !isAfterSpace || spaces & 0x80 == 0
    else { return nil }
    return spaces >> 63 == 1
  }

  private mutating func append(_ value: UInt32) {
    switch value {
    case 0..<0x80:
      bytes.append(UInt8(value))
    case 0x80..<0x800:
      bytes.append(UInt8(0xc0 | value >> 6))
      bytes.append(UInt8(0x80 | value & 0x3f))
    case 0x800..<0x10000:
      bytes.append(UInt8(0xe0 | value >> 12))
      bytes.append(UInt8(0x80 | value >> 6 & 0x3f))
      bytes.append(UInt8(0x80 | value & 0x3f))
    default:
      bytes.append(UInt8(0xf0 | value >> 18))
      bytes.append(UInt8(0x80 | value >> 12 & 0x3f))
      bytes.append(UInt8(0x80 | value >> 6 & 0x3f))
      bytes.append(UInt8(0x80 | value & 0x3f))
    }
  }

  /// The original offset of what starts at a folded one.
  func start(of offset: Int) -> Int { original(offset, shiftsBelow: offset + 1) }

  /// The original offset after what ends at a folded one, which may lie inside a scalar.
  func end(of offset: Int) -> Int { original(offset, shiftsBelow: offset) }

  /// Counts from the last shift whose folded offset is below a bound.
  private func original(_ offset: Int, shiftsBelow bound: Int) -> Int {
    var low = 0
    var high = shifts.count
    while low < high {
      let middle = (low + high) / 2
      if shifts[middle].folded < bound { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return offset }
    return shifts[low - 1].original + offset - shifts[low - 1].folded
  }
}
