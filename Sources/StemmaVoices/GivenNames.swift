/// Whether a “she” or a “he” can stand for someone.
enum Sex: UInt8, Hashable, Sendable {
  case female, male
}

/// Given names, and whether they are of one sex nearly wherever they are given
/// (`rules/lexicon/names`).
///
/// A line a name: the name, its ASCII letters small, a tab, and f, m, or b for both. Lines are in the
/// order of their bytes; a name is found by halving them where they lie.
public struct GivenNames: Sendable {
  // The bytes neither change nor go away.
  nonisolated(unsafe) private let bytes: UnsafeRawBufferPointer

  /// No name.
  public static let none = GivenNames(lastingBytes: UnsafeRawBufferPointer(start: nil, count: 0))

  /// Takes the lines of names, to be used where they lie.
  ///
  /// The bytes must neither change nor go away while the process lives.
  public init(lastingBytes bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// The sex of those who have a name; `nil` where it is of both, or unknown.
  func sex(of name: [UInt8]) -> Sex? {
    switch letter(of: name) {
    case UInt8(ascii: "f"): .female
    case UInt8(ascii: "m"): .male
    default: nil
    }
  }

  /// Whether anyone has a name.
  func hold(_ name: [UInt8]) -> Bool { letter(of: name) != nil }

  /// The letter behind a name, whose ASCII letters are small.
  private func letter(of name: [UInt8]) -> UInt8? {
    var lower = 0
    var upper = bytes.count
    while lower < upper {
      var start = (lower + upper) / 2
      while start > lower, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
      var end = start
      while end < upper, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      let line = bytes[start..<end]
      let own = line.prefix { $0 != UInt8(ascii: "\t") }
      if own.elementsEqual(name) { return line.last }
      if own.lexicographicallyPrecedes(name) { lower = end + 1 } else { upper = start }
    }
    return nil
  }
}
