/// A text as its letters and digits alone, for finding the same words in another place.
struct LooseText {
  /// Bytes of the letters and digits; ASCII in lower case.
  private(set) var bytes: [UInt8] = []

  /// Reads plain words.
  init(_ words: some Sequence<UInt8>) {
    bytes.reserveCapacity(words.underestimatedCount)
    for byte in words { read(byte) }
  }

  /// Reads words with tags and character references in them, which are passed over.
  init(markup words: some Collection<UInt8>) {
    var i = words.startIndex
    while i != words.endIndex {
      let byte = words[i]
      if byte == 0x3C || byte == 0x26 {
        let end: UInt8 = byte == 0x3C ? 0x3E : 0x3B
        let rest = words[i...].prefix(byte == 0x3C ? 400 : 10)
        if let close = rest.firstIndex(of: end) {
          i = words.index(after: close)
          continue
        }
      }
      read(byte)
      i = words.index(after: i)
    }
  }

  private mutating func read(_ byte: UInt8) {
    if byte.isLetter || byte.isDigit {
      bytes.append(byte.lowercased)
    } else if byte >= 0x80 {
      bytes.append(byte)
      dropMark()
    }
  }

  /// Takes off a punctuation mark beyond ASCII: U+00A0–BF, U+2000–206F, U+3000–301F.
  private mutating func dropMark() {
    let n = bytes.count
    if n >= 2, bytes[n - 2] == 0xC2 {
      bytes.removeLast(2)
    } else if n >= 3, bytes[n - 3] == 0xE2, bytes[n - 2] == 0x80 || bytes[n - 2] == 0x81 {
      bytes.removeLast(3)
    } else if n >= 3, bytes[n - 3] == 0xE3, bytes[n - 2] == 0x80, bytes[n - 1] < 0xA0 {
      bytes.removeLast(3)
    }
  }

  /// Whether the bytes of another stand in it.
  func contains(_ other: some Collection<UInt8>) -> Bool {
    let needle = ContiguousArray(other)
    guard !needle.isEmpty, needle.count <= bytes.count else { return needle.isEmpty }
    return bytes.withUnsafeBufferPointer { hay in
      needle.withUnsafeBufferPointer { hay.first($0) != nil }
    }
  }

  /// Whether it starts with the bytes of another.
  func starts(with other: some Sequence<UInt8>) -> Bool { bytes.starts(with: other) }
}
