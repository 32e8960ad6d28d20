internal import Yams

// The only file that sees Yams. It composes nodes and never loads values: `no` stays text, and
// nothing is expanded.

/// Bounds on one rule file; far above any rule, far below what takes time.
private enum RuleFileLimits {
  static let bytes = 1 << 20
  static let nodes = 20_000
  static let depth = 16
}

extension RuleNode {
  /// Reads the YAML of one rule file.
  init(yaml file: RulePack.File) throws(RulePackError) {
    guard file.bytes.count <= RuleFileLimits.bytes else {
      throw RulePackError(
        file: file.path,
        line: 1,
        fault: "The file is larger than 1 MiB.",
        advice: "Put long lists into a ‘phrases-in’ file."
      )
    }
    guard let node = try Self.value(in: file) else {
      throw RulePackError(
        file: file.path,
        line: 1,
        fault: "The file is empty.",
        advice: "Write a rule, or delete it."
      )
    }
    self = node
  }

  /// The value in a YAML file of at most 1 MiB; `nil` where it holds nothing but comments.
  package static func value(in file: RulePack.File) throws(RulePackError) -> RuleNode? {
    func refused(
      _ line: Int,
      _ fault: String,
      _ advice: String,
      column: Int = 1
    ) -> RulePackError {
      RulePackError(file: file.path, line: line, column: column, fault: fault, advice: advice)
    }
    guard file.bytes.count <= RuleFileLimits.bytes else {
      throw refused(1, "The file is larger than 1 MiB.", "Make it simpler.")
    }
    guard let text = String(validating: file.bytes, as: UTF8.self) else {
      throw refused(1, "The file is not UTF-8.", "Save it as UTF-8.")
    }
    // Before Yams sees it: Yams hashes keys, and a key made of nested aliases never ends.
    if let line = lineOfAlias(in: file.bytes) {
      throw refused(
        line,
        "Anchors and aliases (‘&’, ‘*’) are not read.",
        "Write the value out, or put it in quotation marks."
      )
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .default, .default, .utf8)
    } catch {
      let (line, column, problem) = position(of: error)
      throw refused(
        line,
        "This is not YAML: \(problem).",
        "Check indentation and quotation marks.",
        column: column
      )
    }
    guard let root else { return nil }
    var budget = RuleFileLimits.nodes
    return try RuleNode(root, in: file.path, depth: 0, budget: &budget)
  }

  private init(
    _ node: Node,
    in file: String,
    depth: Int,
    budget: inout Int
  ) throws(RulePackError) {
    line = node.mark?.line ?? 1
    column = node.mark?.column ?? 1
    budget -= 1
    guard depth <= RuleFileLimits.depth, budget > 0 else {
      throw RulePackError(
        file: file,
        line: line,
        column: column,
        fault: depth > RuleFileLimits.depth
          ? "Values nest deeper than \(RuleFileLimits.depth) levels."
          : "The file has more than \(RuleFileLimits.nodes) values.",
        advice: "Make it simpler."
      )
    }
    switch node {
    case .scalar(let scalar):
      content = .text(scalar.string)
    case .sequence(let items):
      var nodes: [RuleNode] = []
      for item in items {
        nodes.append(try RuleNode(item, in: file, depth: depth + 1, budget: &budget))
      }
      content = .list(nodes)
    case .mapping(let pairs):
      var entries: [Entry] = []
      for (key, value) in pairs {
        let keyNode = try RuleNode(key, in: file, depth: depth + 1, budget: &budget)
        guard case .text(let name) = keyNode.content else {
          throw RulePackError(
            file: file,
            line: keyNode.line,
            column: keyNode.column,
            fault: "A key is a word.",
            advice: "Write ‘key: value’."
          )
        }
        let node = try RuleNode(value, in: file, depth: depth + 1, budget: &budget)
        entries.append(
          Entry(key: name, line: keyNode.line, column: keyNode.column, value: node)
        )
      }
      content = .map(entries)
    case .alias:
      throw RulePackError(
        file: file,
        line: line,
        fault: "Anchors and aliases (‘&’, ‘*’) are not read.",
        advice: "Write the value out."
      )
    }
  }
}

/// Where Yams stopped, and why.
private func position(of error: any Error) -> (line: Int, column: Int, problem: String) {
  guard let error = error as? YamlError else { return (1, 1, "it cannot be read") }
  switch error {
  case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
    .composer(_, let problem, let mark, _):
    return (mark.line, mark.column, problem)
  case .duplicatedKeysInMapping(let keys, let context):
    return (
      context.mark.line, context.mark.column,
      "the key ‘\(keys.joined(separator: ", "))’ stands twice"
    )
  case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem),
    .representer(let problem):
    return (1, 1, problem)
  case .no, .memory, .dataCouldNotBeDecoded:
    return (1, 1, "it cannot be read")
  }
}

/// The line of the first `&` or `*` that starts a value outside quotation marks and block text.
///
/// A plain value cannot start with either, so what is found is an anchor or an alias; a wrapped
/// plain value with one at the start of a line is refused with it.
private func lineOfAlias(in bytes: [UInt8]) -> Int? {
  var line = 1
  var quote: UInt8?
  var startsValue = true
  var flowDepth = 0
  var indent = 0
  var blockIndent: Int?
  var i = 0
  while i < bytes.count {
    defer { i += 1 }
    let byte = bytes[i]
    let next = i + 1 < bytes.count ? bytes[i + 1] : 0x0a
    if byte == 0x0a {
      line += 1
      startsValue = quote == nil
      var start = i + 1
      while start < bytes.count, bytes[start] == 0x20 { start += 1 }
      indent = start - i - 1
      let isBlank = start == bytes.count || bytes[start] == 0x0a || bytes[start] == 0x0d
      if let limit = blockIndent, !isBlank, indent <= limit { blockIndent = nil }
      continue
    }
    if blockIndent != nil { continue }
    if let open = quote {
      if byte == UInt8(ascii: "\\"), open == UInt8(ascii: "\"") {
        i += 1
      } else if byte == open {
        if open == UInt8(ascii: "'"), next == open { i += 1 } else { quote = nil }
      }
      continue
    }
    let nextIsSpace = next == 0x20 || next == 0x0a || next == 0x0d || next == 0x09
    switch byte {
    case 0x20, 0x09, 0x0d: continue
    case UInt8(ascii: "&") where startsValue, UInt8(ascii: "*") where startsValue: return line
    case UInt8(ascii: "'") where startsValue, UInt8(ascii: "\"") where startsValue:
      quote = byte
      startsValue = false
    case UInt8(ascii: "|") where startsValue && flowDepth == 0,
      UInt8(ascii: ">") where startsValue && flowDepth == 0:
      blockIndent = indent
    case UInt8(ascii: "[") where startsValue, UInt8(ascii: "{") where startsValue:
      flowDepth += 1
    case UInt8(ascii: "]") where flowDepth > 0, UInt8(ascii: "}") where flowDepth > 0:
      flowDepth -= 1
      startsValue = false
    case UInt8(ascii: ",") where flowDepth > 0: startsValue = true
    case UInt8(ascii: ":") where nextIsSpace || flowDepth > 0: startsValue = true
    case UInt8(ascii: "-") where startsValue && nextIsSpace,
      UInt8(ascii: "?") where startsValue && nextIsSpace:
      continue
    case UInt8(ascii: "!") where startsValue:
      while i + 1 < bytes.count, bytes[i + 1] > 0x20 { i += 1 }
    case UInt8(ascii: "#") where i == 0 || bytes[i - 1] <= 0x20:
      while i + 1 < bytes.count, bytes[i + 1] != 0x0a { i += 1 }
    default: startsValue = false
    }
  }
  return nil
}
