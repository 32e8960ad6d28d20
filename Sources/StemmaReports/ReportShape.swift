/// What keeps a JSON value from being part of a report.
struct ShapeError: Error {
  /// The steps to the value, innermost first.
  private var steps: [String] = []

  /// What is wrong there.
  let problem: String

  init(_ problem: String) { self.problem = problem }

  /// The JSON path of the value, from `$`.
  var path: String { "$" + steps.reversed().joined() }

  func inside(_ step: String) -> ShapeError {
    var error = self
    error.steps.append(step)
    return error
  }
}

/// Reads something one step down, and says so where it fails; costs nothing where it does not.
func inside<Value>(
  _ step: @autoclosure () -> String,
  _ read: () throws(ShapeError) -> Value
) throws(ShapeError) -> Value {
  do {
    return try read()
  } catch {
    throw error.inside(step())
  }
}

/// The members of an object of a report: all known, each asked for by name.
struct Members {
  private let members: [JSON.Member]

  /// Takes an object that has no members but those named; `nil` names allow any.
  init(of json: JSON, named names: [String]?) throws(ShapeError) {
    guard case .object(let members) = json else {
      throw ShapeError("an object is expected, not \(json.kind)")
    }
    self.members = members
    guard let names else { return }
    for member in members where !names.contains(member.name) {
      throw ShapeError("‘\(visible(member.name))’ is not a name a report has here")
    }
  }

  var all: [JSON.Member] { members }

  func read<Value>(
    _ name: String,
    _ read: (JSON) throws(ShapeError) -> Value
  ) throws(ShapeError) -> Value {
    guard let member = members.first(where: { $0.name == name }) else {
      throw ShapeError("‘\(name)’ is missing")
    }
    return try inside(".\(name)") { () throws(ShapeError) in try read(member.value) }
  }

  func optional<Value>(
    _ name: String,
    _ read: (JSON) throws(ShapeError) -> Value
  ) throws(ShapeError) -> Value? {
    guard members.contains(where: { $0.name == name }) else { return nil }
    return try self.read(name, read)
  }

  /// Like `optional`, but null counts as absent.
  func nullable<Value>(
    _ name: String,
    _ read: (JSON) throws(ShapeError) -> Value
  ) throws(ShapeError) -> Value? {
    try optional(name) { json throws(ShapeError) -> Value? in
      if case .null = json { nil } else { try read(json) }
    } ?? nil
  }
}

func string(_ json: JSON) throws(ShapeError) -> String {
  guard case .string(let string) = json else {
    throw ShapeError("a string is expected, not \(json.kind)")
  }
  return string
}

func boolean(_ json: JSON) throws(ShapeError) -> Bool {
  guard case .boolean(let boolean) = json else {
    throw ShapeError("true or false is expected, not \(json.kind)")
  }
  return boolean
}

/// A length or an offset: at most 2⁵³ − 1, which RFC 8785 can write.
func count(_ json: JSON) throws(ShapeError) -> Int {
  guard case .integer(let integer) = json else {
    throw ShapeError("an integer is expected, not \(json.kind)")
  }
  guard 0..<(1 << 53) ~= integer else { throw ShapeError("\(integer) is out of range") }
  return integer
}

func identifier(_ json: JSON) throws(ShapeError) -> String {
  let text = try string(json)
  guard 1...64 ~= text.utf8.count, text.utf8.allSatisfy(isIdentifierByte) else {
    throw ShapeError("an identifier has 1 to 64 of A–Z a–z 0–9 . _ : -")
  }
  return text
}

private func isIdentifierByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"),
    UInt8(ascii: ":"), UInt8(ascii: "-"):
    true
  default: false
  }
}

/// One of the words that a closed set has.
func word<Word: RawRepresentable<String> & CaseIterable>(
  _ json: JSON
) throws(ShapeError) -> Word {
  let text = try string(json)
  guard let word = Word(rawValue: text) else {
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    throw ShapeError("‘\(visible(text))’ is none of \(words)")
  }
  return word
}

func list<Element>(
  _ json: JSON,
  of read: (JSON) throws(ShapeError) -> Element
) throws(ShapeError) -> [Element] {
  guard case .array(let elements) = json else {
    throw ShapeError("an array is expected, not \(json.kind)")
  }
  var list: [Element] = []
  list.reserveCapacity(elements.count)
  for (i, element) in elements.enumerated() {
    list.append(try inside("[\(i)]") { () throws(ShapeError) in try read(element) })
  }
  return list
}
