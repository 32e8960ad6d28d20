/// A place in a document, as an editor counts it.
struct TextPosition: Hashable, Comparable {
  /// The line, from 0.
  let line: Int

  /// The place in the line, from 0, in the unit that was agreed on.
  let character: Int

  static func < (a: TextPosition, b: TextPosition) -> Bool {
    a.line != b.line ? a.line < b.line : a.character < b.character
  }
}

/// The unit in which an editor counts within a line.
enum PositionEncoding: String, CaseIterable {
  // In the order in which they are preferred: UTF-8 costs no counting.
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf32 = "utf-32"

  /// Units of the scalar that starts with a byte of UTF-8; 0 for a byte within a scalar.
  func width(ofScalarStarting byte: UInt8) -> Int {
    switch self {
    case .utf8: byte & 0xC0 == 0x80 ? 0 : byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    case .utf16: byte & 0xC0 == 0x80 ? 0 : byte < 0xF0 ? 1 : 2
    case .utf32: byte & 0xC0 == 0x80 ? 0 : 1
    }
  }
}
