/// Why some bytes are not JSON.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  /// Line of the place, from 1.
  public let line: Int

  /// Column of the place, from 1, in bytes.
  public let column: Int

  /// What is wrong there.
  public let problem: String

  /// The place and the problem, as in `3:17: a comma or a bracket is missing`.
  public var description: String { "\(line):\(column): \(problem)" }
}

extension JSON {
  /// Reads a JSON text (RFC 8259), and only that: no comments, no trailing commas, no name twice.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8.
  ///   - depth: How deep arrays and objects may nest; a report nests 11 deep.
  /// - Throws: `JSONError` at the first byte that is wrong.
  public init(parsing bytes: [UInt8], depth: Int = 64) throws(JSONError) {
    let result = bytes.withUnsafeBufferPointer { text -> Result<JSON, JSONError> in
      var parser = JSONParser(text: text, depth: depth)
      do throws(JSONParser.Fault) {
        return .success(try parser.parse())
      } catch {
        return .failure(parser.error(error))
      }
    }
    self = try result.get()
  }
}

private struct JSONParser {
  let text: UnsafeBufferPointer<UInt8>
  let depth: Int
  var position = 0
  var level = 0

  /// What is wrong at `position`.
  struct Fault: Error {
    let problem: String

    init(_ problem: String) { self.problem = problem }
  }

  init(text: UnsafeBufferPointer<UInt8>, depth: Int) {
    self.text = text
    self.depth = depth
  }

  func error(_ fault: Fault) -> JSONError {
    let before = text[..<min(position, text.count)]
    let line = before.count { $0 == UInt8(ascii: "\n") }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return JSONError(line: line + 1, column: position - start + 1, problem: fault.problem)
  }

  mutating func parse() throws(Fault) -> JSON {
    let value = try value()
    skipSpace()
    guard position == text.count else { throw Fault("something follows the end of the JSON value") }
    return value
  }

  private var next: UInt8? { position < text.count ? text[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(Fault) -> JSON {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try nested { parser throws(Fault) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(Fault) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): return try number()
    case nil: throw Fault("the text ends where a value is expected")
    case 0xEF: throw Fault("a byte-order mark or other character stands where a value is expected")
    default: throw Fault("a value is expected here")
    }
  }

  private mutating func nested(
    _ read: (inout JSONParser) throws(Fault) -> JSON
  ) throws(Fault) -> JSON {
    guard level < depth else { throw Fault("values nest deeper than \(depth) levels") }
    level += 1
    position += 1
    let value = try read(&self)
    level -= 1
    return value
  }

  private mutating func array() throws(Fault) -> JSON {
    var elements: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value())
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      guard take(UInt8(ascii: ",")) else { throw Fault("a comma or ‘]’ is missing") }
    }
  }

  private mutating func object() throws(Fault) -> JSON {
    var members: [JSON.Member] = []
    var names: Set<String> = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw Fault("a name in quotation marks is expected") }
      let start = position
      let name = try string()
      // Few members are compared one by one: cheaper than a set for each edit of a report.
      if members.count == 16 { names = Set(members.map(\.name)) }
      let isKnown =
        members.count < 16 ? members.contains { $0.name == name } : !names.insert(name).inserted
      if isKnown {
        position = start
        throw Fault("the name ‘\(visible(name))’ stands twice in one object")
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw Fault("a colon is missing") }
      members.append(JSON.Member(name, try value()))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw Fault("a comma or ‘}’ is missing") }
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(Fault) -> JSON {
    let end = position + word.utf8CodeUnitCount
    guard end <= text.count,
      text[position..<end].elementsEqual(
        UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
      )
    else { throw Fault("‘\(word)’ is expected here") }
    position = end
    return value
  }

  private mutating func number() throws(Fault) -> JSON {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if let byte = next, isDigit(byte) { throw Fault("a number starts with 0") }
    var isInteger = true
    if take(UInt8(ascii: ".")) {
      isInteger = false
      try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isInteger = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let written = String(decoding: text[start..<position], as: UTF8.self)
    if isInteger, written != "-0", let integer = Int(written) { return .integer(integer) }
    return .number(written)
  }

  private mutating func digits() throws(Fault) {
    guard let byte = next, isDigit(byte) else { throw Fault("a digit is expected") }
    while let byte = next, isDigit(byte) { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}

extension JSONParser {
  private mutating func string() throws(Fault) -> String {
    position += 1
    var run = position
    var unescaped: [UInt8]?
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        let string = try closed(unescaped, run..<position)
        position += 1
        return string
      case UInt8(ascii: "\\"):
        var bytes = unescaped ?? []
        bytes.append(contentsOf: text[run..<position])
        position += 1
        try appendEscape(to: &bytes)
        unescaped = bytes
        run = position
      case 0..<0x20: throw Fault("a control character stands unescaped in a string")
      default: position += 1
      }
    }
    throw Fault("a string is not closed")
  }

  private mutating func closed(_ head: [UInt8]?, _ tail: Range<Int>) throws(Fault) -> String {
    let end = position
    let slice = UnsafeBufferPointer(rebasing: text[tail])
    let string =
      if let head {
        String(validating: head + slice, as: UTF8.self)
      } else {
        String(validating: slice, as: UTF8.self)
      }
    guard let string else {
      position = end
      throw Fault("the string that ends here is not UTF-8")
    }
    return string
  }

  private mutating func appendEscape(to bytes: inout [UInt8]) throws(Fault) {
    guard let byte = next else { throw Fault("a string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try escapedScalar()
      bytes.append(contentsOf: String(scalar).utf8)
    default:
      position -= 1
      throw Fault("a backslash stands before something that cannot be escaped")
    }
  }

  private mutating func escapedScalar() throws(Fault) -> Unicode.Scalar {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(UInt16(first)), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u"))
    else { throw Fault("half of a surrogate pair stands alone") }
    let second = try codeUnit()
    guard UTF16.isTrailSurrogate(UInt16(second)),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw Fault("half of a surrogate pair stands alone") }
    return scalar
  }

  private mutating func codeUnit() throws(Fault) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw Fault("four hexadecimal digits are expected")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
