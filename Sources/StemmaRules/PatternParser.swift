/// Reads the syntax of patterns.
///
///     a . \. \t \n \x{2026}         a scalar; any but a line break; escaped scalars
///     [a-z“”] [^…] \d \w \s \p{Lu}  sets; \D \W \S \P{…} are what is not in them
///     (…) (?<name>…) (?:…)          groups: numbered, numbered and named, neither
///     ab a|b                        one after the other; the first of them that matches
///     * + ? {n} {n,} {n,m}          as often as possible; with ? behind, as seldom as possible
///     ^ $ \b \B                     start and end of a line; at, or not at, the edge of a word
///     (?i) (?i:…)                   case disregarded from here on; within the group
///
/// Back-references and look-around cannot be matched in linear time and are refused.
struct PatternParser {
  /// Copies of a node that a bounded repetition may ask for.
  static let mostRepetitions = 1000

  /// Groups inside groups.
  static let deepest = 50

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var foldsCase = false

  /// Groups that capture, so far.
  private(set) var groupCount = 0

  /// Named groups with their numbers, in order.
  private(set) var groupNames: [(name: String, number: Int)] = []

  init(_ source: String) {
    scalars = Array(source.unicodeScalars)
  }

  /// Reads the whole pattern.
  mutating func parsed() throws(PatternError) -> PatternNode {
    let node = try alternatives()
    guard position == scalars.count else { throw fault("‘)’ closes nothing", "Write ‘\\)’.") }
    return node
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private func fault(_ problem: String, _ advice: String) -> PatternError {
    PatternError(
      fault: "The pattern cannot be read at character \(position + 1): \(problem).",
      advice: advice
    )
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private mutating func alternatives() throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw fault("groups nest deeper than \(Self.deepest)", "Make it simpler.")
    }
    var nodes = [try sequence()]
    while take("|") { nodes.append(try sequence()) }
    return nodes.count == 1 ? nodes[0] : .alternatives(nodes)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      if isCaseSwitch {
        position += 4
        foldsCase = true
        continue
      }
      let atom = try atom()
      let node = try quantified(atom)
      if case .set(let last)? = nodes.last, case .set(let set) = node, last.isFoldedS, set.isFoldedS
      {
        nodes[nodes.count - 1] = .group(doubleS(last), number: nil)
      } else {
        nodes.append(node)
      }
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  private var isCaseSwitch: Bool {
    position + 4 <= scalars.count
      && Array(scalars[position..<position + 4]) == ["(", "?", "i", ")"]
  }

  /// `ss` without regard to case: also ß and ẞ.
  private func doubleS(_ s: ScalarSet) -> PatternNode {
    var sharp = ScalarSet()
    sharp.ranges = [0xdf...0xdf, 0x1e9e...0x1e9e]
    return .alternatives([.sequence([.set(s), .set(s)]), .set(sharp)])
  }

  private mutating func quantified(_ atom: PatternNode) throws(PatternError) -> PatternNode {
    guard let scalar = next else { return atom }
    let least: Int
    let most: Int?
    switch scalar {
    case "*": (least, most) = (0, nil)
    case "+": (least, most) = (1, nil)
    case "?": (least, most) = (0, 1)
    case "{":
      guard let counts = try counts() else { return atom }
      (least, most) = counts
      position -= 1
    default: return atom
    }
    if case .assertion = atom { throw fault("‘\(scalar)’ repeats a condition", "Take it out.") }
    position += 1
    let isLazy = take("?")
    if let scalar = next, scalar == "*" || scalar == "+" {
      throw fault("‘\(scalar)’ follows another quantifier", "Use a group, or escape it.")
    }
    return .repetition(atom, least: least, most: most, isLazy: isLazy)
  }

  /// `{n}`, `{n,}` or `{n,m}`; `nil` where the brace stands for itself.
  private mutating func counts() throws(PatternError) -> (Int, Int?)? {
    guard let close = scalars[position...].firstIndex(of: "}") else { return nil }
    let text = String(String.UnicodeScalarView(scalars[(position + 1)..<close]))
    let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let least = Int(first) else { return nil }
    let most = parts.count == 1 ? least : Int(parts[1])
    guard parts.count == 1 || parts[1].isEmpty || most != nil else { return nil }
    guard least <= Self.mostRepetitions, most ?? 0 <= Self.mostRepetitions else {
      throw fault("more than \(Self.mostRepetitions) repetitions", "Write fewer, or ‘*’.")
    }
    guard most ?? least >= least else {
      throw fault("‘{\(text)}’ counts down", "Swap the numbers.")
    }
    position = close + 1
    return (least, most)
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    guard let scalar = next else { return .empty }
    switch scalar {
    case "(": return try group()
    case "[": return .set(try bracketed())
    case "\\": return try escape()
    case "*", "+", "?": throw fault("‘\(scalar)’ repeats nothing", "Write ‘\\\(scalar)’.")
    default: break
    }
    position += 1
    switch scalar {
    case ".":
      var set = ScalarSet()
      set.ranges = [0x0a...0x0a, 0x0d...0x0d]
      set.isNegated = true
      return .set(set)
    case "^": return .assertion(.lineStart)
    case "$": return .assertion(.lineEnd)
    default: return literal(scalar)
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> PatternNode {
    var set = ScalarSet()
    set.ranges = [scalar.value...scalar.value]
    set.foldsCase = foldsCase
    guard foldsCase, scalar == "ß" || scalar == "ẞ" else { return .set(set) }
    var s = ScalarSet()
    s.ranges = [0x73...0x73]
    s.foldsCase = true
    return .group(doubleS(s), number: nil)
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    let outerCase = foldsCase
    defer { foldsCase = outerCase }
    position += 1
    var number: Int?
    if take("?") {
      if take(":") {
        number = nil
      } else if take("i") {
        guard take(":") else { throw fault("a flag that is not read", "Write ‘(?i)’ or ‘(?i:…)’.") }
        foldsCase = true
      } else if next == "<", position + 1 < scalars.count,
        !["=", "!"].contains(scalars[position + 1])
      {
        position += 1
        number = try named()
      } else {
        throw fault("look-around and flags other than i are not read", "Match what stands there.")
      }
    } else {
      groupCount += 1
      number = groupCount
    }
    let node = try alternatives()
    guard take(")") else { throw fault("a group is not closed", "Write ‘)’.") }
    return .group(node, number: number)
  }

  private mutating func named() throws(PatternError) -> Int {
    var name = ""
    while let scalar = next, scalar != ">" {
      guard scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      else { throw fault("a name has letters and digits", "Write ‘(?<name>…)’.") }
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard take(">"), !name.isEmpty, !groupNames.contains(where: { $0.name == name }) else {
      throw fault("the group's name is missing, open or used twice", "Write ‘(?<name>…)’.")
    }
    groupCount += 1
    groupNames.append((name, groupCount))
    return groupCount
  }

  private mutating func escape() throws(PatternError) -> PatternNode {
    position += 1
    guard let scalar = next else { throw fault("‘\\’ stands last", "Write ‘\\\\’.") }
    switch scalar {
    case "b", "B":
      position += 1
      return .assertion(scalar == "b" ? .wordBoundary : .insideOrOutsideWord)
    case "1"..."9", "k":
      throw fault("back-references are not read", "Use a ‘repetition’ rule.")
    default: break
    }
    if let term = try term() {
      var set = ScalarSet()
      set.terms = [term]
      // \p{Lu} without regard to case would be \p{L}: nobody means that.
      return .set(set)
    }
    return literal(try escapedScalar())
  }

  /// A named set behind the backslash, if one stands there.
  private mutating func term() throws(PatternError) -> ScalarSet.Term? {
    guard let scalar = next else { return nil }
    let property: ScalarSet.Property
    switch scalar {
    case "d", "D": property = .digit
    case "w", "W": property = .word
    case "s", "S": property = .space
    case "p", "P":
      position += 1
      guard take("{"), let close = scalars[position...].firstIndex(of: "}") else {
        throw fault("a property stands in braces", "Write ‘\\p{Lu}’.")
      }
      let name = String(String.UnicodeScalarView(scalars[position..<close]))
      guard let named = ScalarSet.Property(named: name) else {
        throw fault(
          "‘\(name)’ is not a property",
          nearest(to: name, among: ScalarSet.Property.names).map { "Did you mean ‘\($0)’?" }
            ?? "Properties are \(ScalarSet.Property.names.joined(separator: ", "))."
        )
      }
      position = close
      property = named
    default: return nil
    }
    position += 1
    return ScalarSet.Term(property: property, isNegated: ["D", "W", "S", "P"].contains(scalar))
  }

  /// The scalar that stands behind a backslash.
  private mutating func escapedScalar() throws(PatternError) -> Unicode.Scalar {
    guard let scalar = next else { throw fault("‘\\’ stands last", "Write ‘\\\\’.") }
    position += 1
    switch scalar {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "x", "u":
      guard take("{"), let close = scalars[position...].firstIndex(of: "}"),
        let value = UInt32(String(String.UnicodeScalarView(scalars[position..<close])), radix: 16),
        let escaped = Unicode.Scalar(value)
      else { throw fault("a code point stands in braces", "Write ‘\\x{2026}’.") }
      position = close + 1
      return escaped
    case "a"..."z", "A"..."Z", "0"..."9":
      position -= 1
      throw fault("‘\\\(scalar)’ means nothing", "Write ‘\(scalar)’.")
    default: return scalar
    }
  }

  private mutating func bracketed() throws(PatternError) -> ScalarSet {
    position += 1
    var set = ScalarSet()
    set.foldsCase = foldsCase
    set.isNegated = take("^")
    while let scalar = next, scalar != "]" {
      if scalar == "[" { throw fault("‘[’ inside a set", "Write ‘\\[’.") }
      if scalar == "\\" {
        position += 1
        if let term = try term() {
          set.terms.append(term)
          continue
        }
        position -= 1
      }
      let lower = try setScalar()
      var upper = lower
      if next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
        position += 1
        upper = try setScalar()
      }
      guard lower.value <= upper.value else { throw fault("a range counts down", "Swap its ends.") }
      set.ranges.append(lower.value...upper.value)
    }
    guard take("]") else { throw fault("a set is not closed", "Write ‘]’.") }
    guard !set.ranges.isEmpty || !set.terms.isEmpty else {
      throw fault("a set is empty", "Fill it.")
    }
    return set
  }

  private mutating func setScalar() throws(PatternError) -> Unicode.Scalar {
    guard let scalar = next else { throw fault("a set is not closed", "Write ‘]’.") }
    position += 1
    return scalar == "\\" ? try escapedScalar() : scalar
  }
}

extension ScalarSet {
  /// Whether the set is the letter s without regard to case.
  fileprivate var isFoldedS: Bool {
    foldsCase && !isNegated && terms.isEmpty && (ranges == [0x73...0x73] || ranges == [0x53...0x53])
  }
}
