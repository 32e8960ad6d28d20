import StemmaText

/// Reads the syntax of `TokenPattern`, left to right.
struct TokenPatternParser {
  private let text: [UInt8]
  private var i = 0
  private var depth = 0

  /// Deepest nesting of groups; far beyond what anyone can read.
  private static let deepest = 32

  /// Most repetitions; a sentence is seldom longer.
  private static let mostRepetitions = 40

  init(_ source: String) {
    text = Array(source.utf8)
  }

  /// The whole pattern.
  mutating func pattern() throws(TokenPatternError) -> TokenPattern.Node {
    let node = try choice(until: nil)
    guard i == text.count else { throw error("‘\(rest)’ closes nothing.") }
    return node
  }

  private var rest: String { String(decoding: text[i...].prefix(2), as: UTF8.self) }

  private func error(_ problem: String, at offset: Int? = nil) -> TokenPatternError {
    TokenPatternError(offset: offset ?? i, problem: problem)
  }

  private func starts(with mark: String) -> Bool { text[i...].starts(with: mark.utf8) }

  private mutating func take(_ mark: String) -> Bool {
    guard starts(with: mark) else { return false }
    i += mark.utf8.count
    return true
  }

  private mutating func skipSpace() {
    while i < text.count, text[i].isSpace { i += 1 }
  }

  private func isAtEnd(_ closer: String?) -> Bool {
    if let closer { return starts(with: closer) }
    return starts(with: ")") || starts(with: "]]") || starts(with: "⟧")
  }

  private mutating func choice(until closer: String?) throws(TokenPatternError) -> TokenPattern.Node
  {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw error("Groups nest too deeply.") }
    var branches = [try sequence(until: closer)]
    while take("|") { branches.append(try sequence(until: closer)) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence(
    until closer: String?
  ) throws(TokenPatternError) -> TokenPattern.Node {
    let start = i
    var parts: [TokenPattern.Node] = []
    skipSpace()
    while i < text.count, !isAtEnd(closer), !starts(with: "|") {
      parts.append(try quantified())
      skipSpace()
    }
    guard !parts.isEmpty else { throw error("Nothing to match here; write a token.", at: start) }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func quantified() throws(TokenPatternError) -> TokenPattern.Node {
    let isGap =
      text[i] == UInt8(ascii: "_") && i + 1 < text.count && text[i + 1] == UInt8(ascii: "{")
    if isGap { i += 1 }
    let node = isGap ? .token(.any) : try element()
    if take("?") { return .repeated(node, 0...1, isLazy: false) }
    guard take("{") else { return node }
    return .repeated(node, try bounds(), isLazy: isGap)
  }

  private mutating func bounds() throws(TokenPatternError) -> ClosedRange<Int> {
    let start = i
    guard let low = number() else { throw error("Write {m,n} with whole numbers.", at: start) }
    var high = low
    if take(",") {
      guard let number = number() else {
        throw error("A repetition needs a largest number: {m,n}.", at: start)
      }
      high = number
    }
    guard take("}") else { throw error("‘}’ is missing.") }
    guard low <= high, high <= Self.mostRepetitions else {
      throw error("Write {m,n} with m ≤ n ≤ \(Self.mostRepetitions).", at: start)
    }
    return low...high
  }

  private mutating func number() -> Int? {
    var value: Int?
    while i < text.count, text[i].isDigit, (value ?? 0) < 1000 {
      value = (value ?? 0) * 10 + Int(text[i] - UInt8(ascii: "0"))
      i += 1
    }
    return value
  }

  private mutating func element() throws(TokenPatternError) -> TokenPattern.Node {
    if take("(") { return try closed(by: ")") }
    if take("[[") { return .marked(try closed(by: "]]")) }
    if take("⟦") { return .marked(try closed(by: "⟧")) }
    if take("^") { return .sentenceStart }
    if text[i] == UInt8(ascii: "$"), i + 1 == text.count || text[i + 1].isSpace {
      i += 1
      return .sentenceEnd
    }
    if starts(with: "<"), let name = name(after: 1, before: ":") {
      i += name.utf8.count + 2
      return .named(name, try closed(by: ">"))
    }
    for mark in ["=", "~"] where starts(with: mark) {
      guard let name = name(after: 1, before: ":") else { continue }
      i += name.utf8.count + 2
      return .again(name, byLemma: mark == "~")
    }
    return .token(try conjunction())
  }

  private mutating func closed(by closer: String) throws(TokenPatternError) -> TokenPattern.Node {
    let start = i
    let node = try choice(until: closer)
    guard take(closer) else { throw error("‘\(closer)’ is missing.", at: start) }
    return node
  }

  /// Letters, digits and hyphens between here and a mark that is followed by space or the end.
  private func name(after skipped: Int, before mark: String) -> String? {
    var end = i + skipped
    while end < text.count, text[end].isLetter || text[end].isDigit || text[end] == 0x2D {
      end += 1
    }
    guard end > i + skipped, text[end...].starts(with: mark.utf8) else { return nil }
    return String(decoding: text[(i + skipped)..<end], as: UTF8.self)
  }

  // MARK: - Tests of one token

  private mutating func conjunction() throws(TokenPatternError) -> TokenPattern.Test {
    var tests = [try test()]
    while i + 1 < text.count, text[i] == UInt8(ascii: "&"), !text[i + 1].isSpace {
      i += 1
      tests.append(try test())
    }
    return tests.count == 1 ? tests[0] : .all(tests)
  }

  private mutating func test() throws(TokenPatternError) -> TokenPattern.Test {
    if starts(with: "!"), i + 1 < text.count, !text[i + 1].isSpace {
      i += 1
      return .not(try test())
    }
    if take("*") { return .any }
    // Between spaces these two have no meaning here and stand for themselves.
    for mark in ["&", "!"] where starts(with: mark) && (i + 1 == text.count || text[i + 1].isSpace)
    {
      i += 1
      return .word(mark)
    }
    let start = i
    let isClass = take("@")
    let isExact = !isClass && i + 1 < text.count && !text[i + 1].isSpace && take("=")
    let word = try word()
    if isClass { return .wordClass(word) }
    if isExact { return .exactly(word) }
    if word.hasPrefix("lemma:") { return .lemma(String(word.dropFirst(6))) }
    guard word.hasPrefix("shape:") else { return .word(word) }
    guard let shape = TokenShape(rawValue: String(word.dropFirst(6))) else {
      let names = TokenShape.allCases.map(\.rawValue).joined(separator: ", ")
      throw error("‘\(word)’ is not a shape. The shapes are \(names).", at: start)
    }
    return .shape(shape)
  }

  /// Everything up to white space or a mark that has a meaning; `\` takes a mark's meaning away.
  private mutating func word() throws(TokenPatternError) -> String {
    var word: [UInt8] = []
    let start = i
    while i < text.count, !text[i].isSpace {
      if text[i] == UInt8(ascii: "\\"), i + 1 < text.count {
        i += 1
      } else if Self.marks.contains(text[i]) || starts(with: "]]") || starts(with: "⟧") {
        break
      }
      word.append(text[i])
      i += 1
    }
    guard !word.isEmpty else {
      throw error("‘\(rest)’ has a meaning of its own; write \\ before it to match it.", at: start)
    }
    return String(decoding: word, as: UTF8.self)
  }

  private static let marks = Set("(){}<>|?&*!".utf8)
}
