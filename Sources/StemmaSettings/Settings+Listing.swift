public import StemmaRules
internal import StemmaText

extension Settings {
  /// What holds for a file and why, as YAML whose comments say where each value is stated.
  ///
  /// - Parameters:
  ///   - path: The file, as an absolute path without `.` and `..`.
  ///   - name: The file, as it is to be shown.
  ///   - ruleset: The rules that there are, as they usually are.
  ///   - baseline: The file of known findings, as it is to be shown, and who names it.
  ///   - rulePacks: Folders of rule packs, as they are to be shown.
  /// - Returns: Lines, each with its line break.
  /// - Throws: Which name is neither a rule's nor a pack's, and where it stands.
  public func listing(
    for path: [UInt8],
    shownAs name: String,
    in ruleset: Ruleset,
    baseline: Stated<String>?,
    rulePacks: [Stated<String>] = []
  ) throws(SettingsError) -> String {
    var lines = CommentedLines()
    lines.add("# \(oneLine(name))", nil)
    lines.add(
      files.isEmpty
        ? "# no file of settings"
        : "# settings: \(oneLine(files.joined(separator: ", which extends ")))",
      nil
    )
    let least = failOn ?? Stated(.minor, by: .usual)
    lines.add("fail-on: \(least.value.rawValue)", least.origin)
    if let baseline { lines.add("baseline: \(quoted(baseline.value))", baseline.origin) }
    lines.add(rulePacks, under: "rules")
    lines.add(texts.map { Stated($0.value.pattern.text, by: $0.origin) }, under: "files")
    lines.add("# checked before a commit: \(isText(path) ? "yes" : "no")", nil)
    try list(ruleset, &lines)
    let covering = ignores.filter { $0.covers(path) }
    _ = try IgnoreList(of: self, in: ruleset)
    if !covering.isEmpty { lines.add("ignore:", nil) }
    for ignore in covering { lines.add(ignore) }
    return lines.text
  }

  private func list(
    _ ruleset: Ruleset,
    _ lines: inout CommentedLines
  ) throws(SettingsError) {
    let selected = try selecting(from: ruleset)
    let count = selected.identifiers.count { selected.isInForce($0) }
    lines.add("# rules in force: \(count) of \(selected.identifiers.count)", nil)
    let switched = try changes(in: ruleset, of: { $0.isInForce($1) }, by: \.switchesRules)
    lines.add(switched.filter { selected.isInForce($0.value) }, under: "enable")
    lines.add(switched.filter { !selected.isInForce($0.value) }, under: "disable")
    let severities = try changes(
      in: ruleset,
      of: { $0.severity(of: $1) },
      by: { !$0.switchesRules }
    )
    if !severities.isEmpty { lines.add("severity:", nil) }
    for name in severities {
      let severity = selected.severity(of: name.value)?.rawValue ?? ""
      lines.add("  \(name.value): \(severity)", name.origin)
    }
  }

  /// The rules of which something is not as usual, each with who changed it last.
  ///
  /// - Parameters:
  ///   - ruleset: The rules, as usual.
  ///   - property: What is looked at.
  ///   - isCause: Whether a choice can change it.
  /// - Returns: The rules, by identifier.
  /// - Throws: Which name is neither a rule's nor a pack's, and where it stands.
  private func changes<Property: Equatable>(
    in ruleset: Ruleset,
    of property: (Ruleset, String) -> Property,
    by isCause: (Choice.Act) -> Bool
  ) throws(SettingsError) -> [Stated<String>] {
    var causes: [String: Origin] = [:]
    var before = ruleset
    for layer in choices {
      var single = Settings()
      single.choices = [layer]
      let after = try single.selecting(from: before)
      let causing = layer.filter { isCause($0.act) }
      for identifier in ruleset.identifiers
      where property(after, identifier) != property(before, identifier) {
        causes[identifier] = cause(of: identifier, in: causing, ruleset)
      }
      before = after
    }
    return causes.sorted { $0.key < $1.key }
      .filter { property(before, $0.key) != property(ruleset, $0.key) }
      .map { Stated($0.key, by: $0.value) }
  }

  /// The choice that decided on a rule: one that names it, else its pack, else one that leaves it
  /// out.
  private func cause(of identifier: String, in layer: [Choice], _ ruleset: Ruleset) -> Origin {
    let rule = ruleset.rule(named: identifier)
    let own = layer.last { $0.name == identifier || rule?.formerly.contains($0.name) == true }
    let ofPack = layer.last { $0.name == rule?.pack }
    return (own ?? ofPack ?? layer.first { $0.act == .only })?.origin ?? .usual
  }
}

extension Settings.Choice.Act {
  /// Whether it switches rules on or off, instead of giving them a severity.
  fileprivate var switchesRules: Bool {
    switch self {
    case .enable, .disable, .only: true
    case .severity: false
    }
  }
}

/// Lines with comments that stand below each other.
private struct CommentedLines {
  private var lines: [(text: String, comment: String?)] = []

  mutating func add(_ line: String, _ origin: Settings.Origin?) {
    lines.append((line, origin?.description))
  }

  mutating func add(_ values: [Settings.Stated<String>], under key: String) {
    if values.isEmpty { return }
    add("\(key):", nil)
    for value in values { add("  - \(quoted(value.value))", value.origin) }
  }

  mutating func add(_ ignore: Settings.Ignore) {
    var parts: [String] = []
    func part(_ key: String, _ values: [String]) {
      if !values.isEmpty {
        parts.append("\(key): [\(values.map(quoted).joined(separator: ", "))]")
      }
    }
    part("rule", ignore.rules.map(\.value))
    part("files", ignore.files.map(\.pattern.text))
    part("text", ignore.quotes)
    parts.append("because: \(quoted(ignore.reason))")
    for (i, part) in parts.enumerated() {
      add((i == 0 ? "  - " : "    ") + part, i == 0 ? .file(ignore.place) : nil)
    }
  }

  var text: String {
    let commented = lines.filter { $0.comment != nil }.map(\.text.unicodeScalars.count)
    let width = min(44, commented.max() ?? 0)
    return lines.map { line in
      guard let comment = line.comment else { return line.text + "\n" }
      let gap = max(0, width - line.text.unicodeScalars.count)
      return line.text + String(repeating: " ", count: gap) + "  # \(oneLine(comment))\n"
    }.joined()
  }
}

/// A name in one line, for a comment.
private func oneLine(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
    )
  )
}

/// A text as YAML reads it back: plain where it is a word, else in double quotation marks.
private func quoted(_ text: String) -> String {
  let isPlain =
    text.first?.isLetter == true
    && text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D || $0 == 0x2E
        || $0 == 0x2F || $0 == 0x5F
    }
  if isPlain { return text }
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": quoted += "\\\(scalar)"
    case "\n": quoted += "\\n"
    case "\t": quoted += "\\t"
    default:
      let isHidden =
        scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .format
      let digits = String(scalar.value, radix: 16, uppercase: true)
      quoted +=
        isHidden
        ? "\\U" + String(repeating: "0", count: 8 - digits.count) + digits : String(scalar)
    }
  }
  return quoted + "\""
}
