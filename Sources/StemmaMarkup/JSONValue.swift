/// A value of JSON (RFC 8259), read leniently: pages embed line breaks in strings and leave commas.
enum JSONValue {
  case null
  case bool(Bool)
  /// A number, as written.
  case number(String)
  /// A string, and where it stands in the source.
  case string(String, at: Range<Int>)
  case array([JSONValue])
  /// Members in their order; of two with one name the first is found.
  case object([(name: String, value: JSONValue)])

  /// Reads one value and ignores what stands behind it; `nil` where none can be read.
  init?(_ source: Source, at range: Range<Int>) {
    var reader = JSONReader(source, at: range)
    guard let value = reader.value(depth: 0) else { return nil }
    self = value
  }

  /// The member of that name; `nil` for other values.
  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text of a string; `nil` for other values and for empty strings.
  var text: String? {
    guard case .string(let text, _) = self, !text.isEmpty else { return nil }
    return text
  }

  /// Where a string stands in the source; `nil` for other values.
  var place: Range<Int>? {
    guard case .string(_, let place) = self else { return nil }
    return place
  }

  /// The elements of an array; any other value is an array of itself.
  var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [self] }
    return elements
  }
}

/// What an escape in a JSON string says, in UTF-8, and where it ends; `i` is its backslash.
func jsonEscape(at i: Int, in source: Source, to upper: Int) -> (text: [UInt8], end: Int) {
  guard i + 1 < upper else { return ([], upper) }
  var reader = JSONReader(source, at: i..<upper)
  var text: [UInt8] = []
  reader.escape(into: &text)
  return (text, min(upper, reader.i))
}

private struct JSONReader {
  private let source: Source
  private let upper: Int
  private(set) var i: Int

  private static let deepest = 64  // levels; JSON-LD of 1,849 pages has at most a dozen

  init(_ source: Source, at range: Range<Int>) {
    self.source = source
    i = range.lowerBound
    upper = range.upperBound
  }

  mutating func value(depth: Int) -> JSONValue? {
    skipSpace()
    guard i < upper, depth < Self.deepest else { return nil }
    switch source[i] {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case 0x22:
      let start = i
      return string().map { .string($0, at: start..<i) }
    default: return word()
    }
  }

  private mutating func object(depth: Int) -> JSONValue? {
    i += 1
    var members: [(name: String, value: JSONValue)] = []
    while let byte = next(), byte != UInt8(ascii: "}") {
      guard byte == 0x22, let name = string(), next() == UInt8(ascii: ":") else { return nil }
      i += 1
      guard let value = value(depth: depth + 1) else { return nil }
      members.append((name, value))
      if next() == UInt8(ascii: ",") { i += 1 }
    }
    i += 1
    return i <= upper ? .object(members) : nil
  }

  private mutating func array(depth: Int) -> JSONValue? {
    i += 1
    var elements: [JSONValue] = []
    while let byte = next(), byte != UInt8(ascii: "]") {
      guard let value = value(depth: depth + 1) else { return nil }
      elements.append(value)
      if next() == UInt8(ascii: ",") { i += 1 }
    }
    i += 1
    return i <= upper ? .array(elements) : nil
  }

  private mutating func word() -> JSONValue? {
    let start = i
    while i < upper, source[i].isLetter || source[i].isDigit || "+-.".utf8.contains(source[i]) {
      i += 1
    }
    guard i > start else { return nil }
    switch source.words(at: start..<i) {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case let number: return source[start].isLetter ? nil : .number(number)
    }
  }

  private mutating func string() -> String? {
    i += 1
    var bytes: [UInt8] = []
    while i < upper, source[i] != 0x22 {
      if source[i] == UInt8(ascii: "\\"), i + 1 < upper {
        escape(into: &bytes)
      } else {
        bytes.append(source[i])
        i += 1
      }
    }
    guard i < upper else { return nil }
    i += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func escape(into bytes: inout [UInt8]) {
    let mark = source[i + 1]
    i += 2
    switch mark {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "f"), UInt8(ascii: "b"):
      bytes.append(0x0A)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "u"): scalar().append(to: &bytes)
    default: bytes.append(mark)
    }
  }

  private mutating func scalar() -> Unicode.Scalar {
    guard let unit = unit() else { return "\u{FFFD}" }
    guard unit & 0xFC00 == 0xD800 else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    guard source.matches("\\u", at: i), i + 1 < upper else { return "\u{FFFD}" }
    i += 2
    guard let low = self.unit(), low & 0xFC00 == 0xDC00 else { return "\u{FFFD}" }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func unit() -> UInt32? {
    guard i + 4 <= upper else { return nil }
    var value: UInt32 = 0
    for k in i..<i + 4 {
      guard let digit = source[k].hexDigit else { return nil }
      value = value << 4 | digit
    }
    i += 4
    return value
  }

  private mutating func next() -> UInt8? {
    skipSpace()
    return i < upper ? source[i] : nil
  }

  private mutating func skipSpace() {
    while i < upper, source[i].isMarkupSpace { i += 1 }
  }
}
