/// A pattern of file names below a folder, written as in `.gitignore` without negation.
///
/// `*` stands for any run of characters but `/`, `?` for one, `[a-z]` and `[!a-z]` for one of a set,
/// `**` between slashes for any folders, and `\` takes the next character as it is. A pattern
/// without a slash, or with one at its end only, matches a name in any folder; any other is read
/// from the folder on. What matches a folder matches all below it. Upper and lower case differ.
///
/// Matching takes time proportional to the length of the name times that of the pattern, which has
/// at most 1,024 characters: all ways to match are followed at once.
public struct PathPattern: Hashable, Sendable {
  /// The pattern as written.
  public let text: String

  private enum Step: Hashable {
    case character(UInt32)
    case any
    case set([ClosedRange<UInt32>], isNegated: Bool)
    /// Any run of characters but `/`.
    case run
    /// Any number of whole folders, each with its slash.
    case folders
    /// All that follows.
    case rest
  }

  private var steps: [Step] = []

  /// Whether the pattern ends in a slash, and so names folders alone.
  private var namesFolder = false

  /// Why a text is no pattern, in a sentence.
  public struct Fault: Error, Hashable, Sendable {
    /// What is wrong.
    public let fault: String
    /// What to write instead.
    public let advice: String
  }

  /// Reads a pattern.
  public init(_ text: String) throws(Fault) {
    self.text = text
    var rest = Array(text.unicodeScalars.map(\.value))[...]
    guard !rest.isEmpty else { throw Fault(fault: "The pattern is empty.", advice: Self.advice) }
    guard rest.count <= 1024 else {
      throw Fault(fault: "The pattern is longer than 1,024 characters.", advice: Self.advice)
    }
    if rest.first == bang {
      throw Fault(fault: "A pattern does not start with ‘!’.", advice: "Name what is meant.")
    }
    let startsHere = rest.starts(with: [dot, slash])
    if startsHere { rest = rest.dropFirst(2) }
    if rest.count > 1, rest.last == slash {
      namesFolder = true
      rest = rest.dropLast()
    }
    if !startsHere, !rest.contains(slash) { steps.append(.folders) }
    if rest.first == slash { rest = rest.dropFirst() }
    var startsPart = true
    while let character = rest.popFirst() {
      if startsPart, character == star, rest.first == star, rest.count == 1 {
        rest = []
        steps.append(.rest)
      } else if startsPart, character == star, rest.starts(with: [star, slash]) {
        rest = rest.dropFirst(2)
        steps.append(.folders)
      } else {
        steps.append(try Self.step(character, &rest))
        startsPart = character == slash
      }
    }
  }

  private static let advice = "Write one such as ‘archive/**’ or ‘*.txt’."

  private static func step(
    _ character: UInt32,
    _ rest: inout ArraySlice<UInt32>
  ) throws(Fault) -> Step {
    switch character {
    case star:
      while rest.first == star { rest = rest.dropFirst() }
      return .run
    case question: return .any
    case opening: return try set(&rest)
    case backslash:
      guard let next = rest.popFirst() else {
        throw Fault(fault: "The pattern ends in ‘\\’.", advice: "Write ‘\\\\’ for a backslash.")
      }
      return .character(next)
    default: return .character(character)
    }
  }

  private static func set(_ rest: inout ArraySlice<UInt32>) throws(Fault) -> Step {
    var ranges: [ClosedRange<UInt32>] = []
    let isNegated = rest.first == bang || rest.first == caret
    if isNegated { rest = rest.dropFirst() }
    while var lower = rest.popFirst() {
      if lower == closing, !ranges.isEmpty { return .set(ranges, isNegated: isNegated) }
      if lower == backslash { lower = rest.popFirst() ?? backslash }
      var upper = lower
      if rest.first == hyphen, let next = rest.dropFirst().first, next != closing {
        rest = rest.dropFirst(2)
        upper = next
      }
      guard lower <= upper else {
        throw Fault(fault: "A range in ‘[…]’ runs backwards.", advice: "Write [a-z].")
      }
      ranges.append(lower...upper)
    }
    throw Fault(fault: "‘[’ has no ‘]’.", advice: "Close the set, or write ‘\\[’.")
  }

  /// Whether a path matches, or a folder that it lies in.
  ///
  /// - Parameter path: The path below the folder that the pattern belongs to, parts divided by `/`.
  /// - Returns: Whether it does.
  public func matches(_ path: some Sequence<UInt8>) -> Bool {
    var current = [Bool](repeating: false, count: steps.count + 1)
    var next = current
    enter(0, &current)
    var startsPart = true
    for scalar in String(decoding: Array(path), as: UTF8.self).unicodeScalars {
      let character = scalar.value
      // A folder that matches holds the rest of the path.
      if character == slash, !startsPart, current[steps.count] { return true }
      for i in next.indices { next[i] = false }
      var isAlive = false
      for i in steps.indices where current[i] {
        isAlive = step(from: i, on: character, to: &next) || isAlive
      }
      guard isAlive else { return false }
      swap(&current, &next)
      startsPart = character == slash
    }
    return !namesFolder && current[steps.count]
  }

  /// Follows a step on a character; whether it leads anywhere.
  private func step(from i: Int, on character: UInt32, to next: inout [Bool]) -> Bool {
    switch steps[i] {
    case .folders:
      next[i] = true
      if character == slash { enter(i + 1, &next) }
    case .rest: enter(i, &next)
    case .run where character != slash: enter(i, &next)
    case .character(let own) where own == character: enter(i + 1, &next)
    case .any where character != slash: enter(i + 1, &next)
    case .set(let ranges, let isNegated)
    where character != slash && ranges.contains { $0.contains(character) } != isNegated:
      enter(i + 1, &next)
    default: return false
    }
    return true
  }

  /// Marks a step, and those behind it that are reached without a character.
  private func enter(_ step: Int, _ marked: inout [Bool]) {
    var i = step
    while !marked[i] {
      marked[i] = true
      guard i < steps.count else { return }
      switch steps[i] {
      case .run, .folders, .rest: i += 1
      case .character, .any, .set: return
      }
    }
  }

  /// The folders that every match lies in: the parts before the first that is not plain.
  public var plainFolder: [UInt8] {
    var scalars = String.UnicodeScalarView()
    var end = scalars.startIndex
    for step in steps {
      guard case .character(let value) = step, let scalar = Unicode.Scalar(value) else {
        return Array(String(scalars[..<end]).utf8)
      }
      scalars.append(scalar)
      if value == slash { end = scalars.endIndex }
    }
    return Array(String(scalars[..<end]).utf8)
  }

  /// The one file that the pattern can match, where it names one.
  public var plainPath: [UInt8]? {
    var scalars = String.UnicodeScalarView()
    for step in steps {
      guard case .character(let value) = step, let scalar = Unicode.Scalar(value) else {
        return nil
      }
      scalars.append(scalar)
    }
    return Array(String(scalars).utf8)
  }
}

private let slash = UInt32(0x2F)
private let star = UInt32(0x2A)
private let question = UInt32(0x3F)
private let opening = UInt32(0x5B)
private let closing = UInt32(0x5D)
private let backslash = UInt32(0x5C)
private let hyphen = UInt32(0x2D)
private let bang = UInt32(0x21)
private let caret = UInt32(0x5E)
private let dot = UInt32(0x2E)
