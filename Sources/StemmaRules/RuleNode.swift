/// A part of a rule file, or of a file of settings, with its place; every scalar is text.
package struct RuleNode {
  /// A key with its value.
  package struct Entry {
    package let key: String
    package let line: Int
    package let column: Int
    package let value: RuleNode
  }

  package enum Content {
    case text(String)
    case list([RuleNode])
    case map([Entry])
  }

  package let content: Content

  /// Line in the file, from 1.
  package let line: Int

  /// Column in the line, from 1, in Unicode scalars.
  package let column: Int
}

/// The keys of one mapping, taken out one by one, so that what is left over is known.
package struct RuleFields {
  package let file: String
  let line: Int
  private let column: Int

  /// What the mapping is, for messages: “a rule”.
  let subject: String

  private let entries: [RuleNode.Entry]

  /// Reads a mapping that may have these keys and no others.
  package init(
    _ node: RuleNode,
    of subject: String,
    in file: String,
    keys: [String]
  ) throws(RulePackError) {
    guard case .map(let entries) = node.content else {
      throw RulePackError(
        file: file,
        line: node.line,
        column: node.column,
        fault: "Here \(subject) is expected, as lines of ‘key: value’.",
        advice: "Its keys are \(keys.joined(separator: ", "))."
      )
    }
    for entry in entries where !keys.contains(entry.key) {
      let advice =
        nearest(to: entry.key, among: keys).map { "Did you mean ‘\($0)’?" }
        ?? "Its keys are \(keys.joined(separator: ", "))."
      throw RulePackError(
        file: file,
        line: entry.line,
        column: entry.column,
        fault: "‘\(entry.key)’ is not a key of \(subject).",
        advice: advice
      )
    }
    self.file = file
    self.subject = subject
    self.entries = entries
    line = node.line
    column = node.column
  }

  /// The value of a key, if the mapping has it.
  package func node(_ key: String) -> RuleNode? { entries.first { $0.key == key }?.value }

  /// The keys of the mapping, in order.
  var keys: [String] { entries.map(\.key) }

  /// The line of a key, or of the mapping.
  func line(of key: String) -> Int { entries.first { $0.key == key }?.line ?? line }

  /// An error at the place of a key.
  package func error(at key: String, _ fault: String, _ advice: String) -> RulePackError {
    let column = entries.first { $0.key == key }?.column ?? column
    return RulePackError(
      file: file,
      line: line(of: key),
      column: column,
      fault: fault,
      advice: advice
    )
  }

  /// The texts of a key that takes one or several, each with its place.
  package func textNodes(
    _ key: String
  ) throws(RulePackError) -> [(text: String, node: RuleNode)] {
    guard let node = node(key) else { return [] }
    var nodes = [node]
    if case .list(let items) = node.content { nodes = items }
    var texts: [(text: String, node: RuleNode)] = []
    for node in nodes { texts.append((try text(of: node, key), node)) }
    return texts
  }

  /// The text of a key; refuses lists and mappings.
  package func text(_ key: String) throws(RulePackError) -> String? {
    guard let node = node(key) else { return nil }
    return try text(of: node, key)
  }

  /// The text of a key that must be there; `advice` says what to write.
  package func required(_ key: String, _ advice: String) throws(RulePackError) -> String {
    guard let text = try text(key) else {
      throw RulePackError(
        file: file,
        line: line,
        column: column,
        fault: "\(capitalised(subject)) needs ‘\(key)’.",
        advice: advice
      )
    }
    guard !text.allSatisfy(\.isWhitespace) else {
      throw error(at: key, "‘\(key)’ is empty.", advice)
    }
    return text
  }

  /// The texts of a key that takes one or several.
  func texts(_ key: String) throws(RulePackError) -> [String] {
    guard let node = node(key) else { return [] }
    guard case .list(let items) = node.content else { return [try text(of: node, key)] }
    var texts: [String] = []
    for item in items { texts.append(try text(of: item, key)) }
    return texts
  }

  /// A whole number of at least `least`.
  func number(_ key: String, atLeast least: Int) throws(RulePackError) -> Int? {
    guard let text = try text(key) else { return nil }
    guard let number = Int(text), number >= least else {
      throw error(
        at: key,
        "‘\(text)’ is not a whole number of at least \(least).",
        "Write one, such as ‘\(key): \(least)’."
      )
    }
    return number
  }

  /// `true` or `false`.
  package func flag(_ key: String) throws(RulePackError) -> Bool? {
    guard let text = try text(key) else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      throw error(at: key, "‘\(text)’ is neither true nor false.", "Write ‘\(key): false’.")
    }
  }

  /// Two numbers as in `1-8`, or one.
  func range(_ key: String) throws(RulePackError) -> ClosedRange<Int>? {
    guard let text = try text(key) else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count <= 2, let lower = parts[0], let upper = parts[parts.count - 1],
      lower >= 1, upper >= lower
    else {
      throw error(
        at: key,
        "‘\(text)’ is not a range of numbers.",
        "Write one such as ‘\(key): 1-8’."
      )
    }
    return lower...upper
  }

  /// A word of a closed set.
  package func choice<Choice: CaseIterable & RawRepresentable>(
    _ key: String,
    of type: Choice.Type
  ) throws(RulePackError) -> Choice? where Choice.RawValue == String {
    guard let text = try text(key) else { return nil }
    return try choice(text, key, of: type)
  }

  /// Words of a closed set.
  func choices<Choice: CaseIterable & RawRepresentable>(
    _ key: String,
    of type: Choice.Type
  ) throws(RulePackError) -> [Choice] where Choice.RawValue == String {
    var choices: [Choice] = []
    for text in try texts(key) { choices.append(try choice(text, key, of: type)) }
    return choices
  }

  /// A text, if it is one of a closed set.
  func member(_ text: String, _ key: String, of words: [String]) throws(RulePackError) {
    guard !words.contains(text) else { return }
    throw error(
      at: key,
      "‘\(text)’ is not a value of ‘\(key)’.",
      nearest(to: text, among: words).map { "Did you mean ‘\($0)’?" }
        ?? "Its values are \(words.joined(separator: ", "))."
    )
  }

  private func choice<Choice: CaseIterable & RawRepresentable>(
    _ text: String,
    _ key: String,
    of type: Choice.Type
  ) throws(RulePackError) -> Choice where Choice.RawValue == String {
    try member(text, key, of: Choice.allCases.map(\.rawValue))
    guard let choice = Choice(rawValue: text) else {
      preconditionFailure("A raw value of a case makes that case.")
    }
    return choice
  }

  private func text(of node: RuleNode, _ key: String) throws(RulePackError) -> String {
    guard case .text(let text) = node.content else {
      throw RulePackError(
        file: file,
        line: node.line,
        column: node.column,
        fault: "‘\(key)’ takes a text.",
        advice: "Write ‘\(key): …’ on one line."
      )
    }
    return text
  }
}

/// A phrase with its first letter in upper case.
private func capitalised(_ phrase: String) -> String {
  phrase.prefix(1).uppercased() + phrase.dropFirst()
}
