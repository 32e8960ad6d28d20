internal import Stemma
internal import StemmaText

/// A place in a text as editors count: line and columns from 1.
struct TextPosition: Hashable {
  /// The line; it ends with LF, CR LF or CR.
  var line = 1

  /// The column in bytes of UTF-8.
  var byteColumn = 1

  /// The column in Unicode scalars.
  var scalarColumn = 1

  /// The column in code units of UTF-16.
  var utf16Column = 1

  /// Unicode scalars from the start of the text.
  var scalarOffset = 0
}

/// Where some offsets stand, found in one pass over the text.
///
/// A byte-order mark at the start of the text has no column, as SARIF (2.1.0, 3.30.2) wants it.
struct PlaceTable {
  private var positions: [Int: TextPosition] = [:]

  /// Looks for offsets of `bytes`, which are UTF-8.
  ///
  /// - Parameters:
  ///   - offsets: The offsets, in any order; those behind the text stand at its end.
  ///   - bytes: The text.
  ///   - endsInLastLine: Whether the end of a text that ends with a line break stands behind the
  ///     break in the last line, as SARIF has it, instead of in a line of its own.
  init(_ offsets: some Sequence<Int>, in bytes: [UInt8], endsInLastLine: Bool = false) {
    let wanted = Set(offsets).sorted()
    guard var next = wanted.first else { return }
    var index = 0
    var position = TextPosition()
    var offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while true {
      while next <= offset || offset == bytes.count {
        positions[next] = position
        index += 1
        guard index < wanted.count else { return }
        next = wanted[index]
      }
      let isBreak = Self.isBreak(at: offset, in: bytes)
      let staysInLine = endsInLastLine && offset + 1 == bytes.count
      position.step(over: bytes[offset], breaking: isBreak && !staysInLine)
      offset += 1
    }
  }

  /// Where an offset stands that was looked for.
  subscript(offset: Int) -> TextPosition { positions[offset] ?? TextPosition() }

  /// Whether a line ends with a byte: LF, or CR unless LF follows.
  private static func isBreak(at offset: Int, in bytes: [UInt8]) -> Bool {
    if bytes[offset] == UInt8(ascii: "\n") { return true }
    guard bytes[offset] == UInt8(ascii: "\r") else { return false }
    return offset + 1 == bytes.count || bytes[offset + 1] != UInt8(ascii: "\n")
  }
}

extension TextPosition {
  /// Goes on behind a byte.
  fileprivate mutating func step(over byte: UInt8, breaking isBreak: Bool) {
    let isStart = byte & 0xC0 != 0x80
    if isStart { scalarOffset += 1 }
    if isBreak {
      self = TextPosition(line: line + 1, scalarOffset: scalarOffset)
      return
    }
    byteColumn += 1
    if isStart {
      scalarColumn += 1
      utf16Column += byte >= 0xF0 ? 2 : 1
    }
  }
}
