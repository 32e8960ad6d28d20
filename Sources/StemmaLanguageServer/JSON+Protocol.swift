internal import StemmaReports

/// A change of a text, as the protocol has it.
func textEdit(from start: TextPosition, to end: TextPosition, _ inserted: String) -> JSON {
  JSON.of(["range": range(from: start, to: end), "newText": .string(inserted)])
}

/// A range, as the protocol has it.
func range(from start: TextPosition, to end: TextPosition) -> JSON {
  JSON.of(["start": start.json, "end": end.json])
}

extension TextPosition {
  /// The position that a value gives; `nil` where it gives none.
  init?(_ json: JSON?) {
    guard let line = json?["line"]?.integer, let character = json?["character"]?.integer,
      line >= 0, character >= 0
    else { return nil }
    self.init(line: line, character: character)
  }

  var json: JSON { JSON.of(["line": .integer(line), "character": .integer(character)]) }
}

/// The two ends of a range that a value gives; `nil` where it gives none.
func range(_ json: JSON?) -> (start: TextPosition, end: TextPosition)? {
  guard let start = TextPosition(json?["start"]), let end = TextPosition(json?["end"]),
    start <= end
  else { return nil }
  return (start, end)
}

extension JSON {
  /// Whether this is `true`.
  var isTrue: Bool { if case .boolean(true) = self { true } else { false } }

  /// Reads a message.
  ///
  /// JavaScript writes half a surrogate pair as an escape; U+FFFD takes its place, which is as long
  /// in UTF-16, so that positions stay right.
  init(message bytes: [UInt8]) throws(JSONError) {
    do throws(JSONError) {
      try self.init(parsing: bytes)
    } catch {
      guard let repaired = withWholeSurrogates(bytes) else { throw error }
      try self.init(parsing: repaired)
    }
  }
}

/// JSON in which each escape of half a surrogate pair is one of U+FFFD; `nil` where none is.
private func withWholeSurrogates(_ bytes: [UInt8]) -> [UInt8]? {
  var result = bytes
  var isChanged = false
  var i = 0
  while i < bytes.count {
    guard bytes[i] == UInt8(ascii: "\\") else {
      i += 1
      continue
    }
    guard let unit = escapedUnit(in: bytes, at: i) else {
      i += 2
      continue
    }
    if UTF16.isLeadSurrogate(unit), let next = escapedUnit(in: bytes, at: i + 6),
      UTF16.isTrailSurrogate(next)
    {
      i += 12
      continue
    }
    if UTF16.isSurrogate(unit) {
      result.replaceSubrange(i + 2..<i + 6, with: Array("FFFD".utf8))
      isChanged = true
    }
    i += 6
  }
  return isChanged ? result : nil
}

/// The UTF-16 code unit of an escape `\uXXXX`.
private func escapedUnit(in bytes: [UInt8], at i: Int) -> UInt16? {
  guard i + 6 <= bytes.count, bytes[i] == UInt8(ascii: "\\"), bytes[i + 1] == UInt8(ascii: "u")
  else { return nil }
  return UInt16(String(decoding: bytes[i + 2..<i + 6], as: UTF8.self), radix: 16)
}
