internal import Stemma

/// A JSON value, as read from a file or a stream.
///
/// Numbers that are not integers keep the digits they were written with: nothing of ours has a
/// fraction, and what others wrote is handed back unchanged.
public enum JSON: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  /// A named value of an object.
  public struct Member: Sendable {
    /// Its name.
    public let name: String

    /// Its value.
    public let value: JSON

    /// Names a value.
    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a member; `nil` where this is no object or has none of that name.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { isSame($0.name, name) }?.value
  }

  /// The string, where this is one.
  public var string: String? {
    if case .string(let string) = self { string } else { nil }
  }

  /// The integer, where this is one.
  public var integer: Int? {
    if case .integer(let integer) = self { integer } else { nil }
  }

  /// The elements, where this is an array.
  public var elements: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// What kind of value this is, with its article.
  public var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .number: "a number with a fraction or exponent"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The value in the canonical form of RFC 8785, as far as its numbers are integers.
  public func canonical() -> [UInt8] {
    var json = JSONWriter(.canonical)
    write(to: &json)
    return json.bytes
  }

  func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .boolean(let boolean): json.value(boolean)
    case .integer(let integer): json.value(integer)
    case .number(let digits): json.verbatim(digits.utf8)
    case .string(let string): json.value(string)
    case .array(let elements):
      json.beginArray()
      for element in elements { element.write(to: &json) }
      json.endArray()
    case .object(let members):
      json.beginObject()
      for member in inOrder(members) {
        json.key(sorted: member.name)
        member.value.write(to: &json)
      }
      json.endObject()
    }
  }
}

/// Whether two strings are the same bytes.
///
/// Swift's `==` holds ‘é’ written as one scalar and as two for the same string; a proof does not.
func isSame(_ a: String, _ b: String) -> Bool {
  a.utf8.count == b.utf8.count && a.utf8.elementsEqual(b.utf8)
}

/// Members in RFC 8785's order, that of the UTF-16 code units of their names.
///
/// The order of bytes is the same below U+E000, where UTF-16 has no surrogates yet to come first.
private func inOrder(_ members: [JSON.Member]) -> [JSON.Member] {
  let isPlain = members.allSatisfy { $0.name.utf8.allSatisfy { $0 < 0xEE } }
  return members.sorted {
    isPlain
      ? $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
      : $0.name.utf16.lexicographicallyPrecedes($1.name.utf16)
  }
}
