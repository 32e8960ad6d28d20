internal import StemmaText

extension Rule {
  /// Decodes one rule from its file; `files` are those of its pack, for phrase lists.
  init(
    decoding file: RulePack.File,
    kind packKind: RuleKind,
    pack: String,
    beside files: [RulePack.File],
    _ words: WordSource
  ) throws(RulePackError) {
    let fields = try RuleFields(RuleNode(yaml: file), of: "a rule", in: file.path, keys: ruleKeys)
    identifier = try ruleIdentifier(fields, file)
    self.pack = pack
    self.file = file.path
    guard let version = try fields.number("version", atLeast: 1) else {
      _ = try fields.required(
        "version",
        "Write ‘version: 1’; count up when it sees something else."
      )
      preconditionFailure("A missing key was refused.")
    }
    self.version = version
    summary = folded(try fields.required("summary", "Say what the defect is, in a sentence."))
    why = folded(try fields.required("why", "Say how the defect comes about and whom it hurts."))
    kind = try fields.choice("kind", of: RuleKind.self) ?? packKind
    mqm = try fields.required("mqm", "Write an MQM-Core 2 type such as ‘accuracy/mistranslation’.")
    try fields.member(mqm, "mqm", of: IssueTypes.mqm)
    its = try fields.required("its", "Write an ITS 2.0 issue type such as ‘grammar’.")
    try fields.member(its, "its", of: IssueTypes.its)
    _ = try fields.required("severity", "Write neutral, minor, major or critical.")
    severity = try fields.choice("severity", of: Severity.self) ?? .minor
    certainty = try fields.choice("certainty", of: Certainty.self) ?? .certain
    isDefault = try fields.flag("default") ?? true
    isHabit = try fields.flag("habit") ?? false
    languages = try ruleLanguages(fields)
    place = try Place(decoding: fields)
    let (matcher, pattern) = try ruleMatcher(fields, file, files, words, place)
    self.matcher = matcher
    exceptions = try ruleExceptions(fields, words)
    remedy = try ruleRemedy(fields)
    if isHabit, remedy != .none {
      throw fields.error(
        at: "habit",
        "A habit is told once, and has no remedy at each place.",
        "Write ‘remedy: none’, or take ‘habit’ out."
      )
    }
    lifts = try fields.choice("lifts", of: Particular.Field.self)
    role = try fields.choice("role", of: Particular.Role.self)
    suggestion = try fields.text("suggestion")
    message = folded(
      try fields.required("message", "Say what is wrong; ‘{match}’ is what matched.")
    )
    try checkTemplates(fields, matcher, pattern)
    examples = try ruleExamples(fields, matcher, remedy)
    tags = try fields.texts("tags")
    url = try fields.text("url")
    if let url, !url.hasPrefix("https://"), !url.hasPrefix("http://") {
      throw fields.error(at: "url", "‘\(url)’ is no web address.", "Write one with https://.")
    }
    formerly = try fields.texts("formerly")
    evidence = try Evidence(decoding: fields, ofVersion: version)
  }
}

private let ruleKeys = [
  "id", "version", "summary", "why", "kind", "mqm", "its", "severity", "certainty", "default",
  "habit",
  "languages", "where", "match", "except", "remedy", "lifts", "role", "suggestion", "message",
  "examples",
  "tags", "url", "formerly", "evidence",
]

/// Text that YAML wrapped, with its line breaks as spaces.
private func folded(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

private func ruleIdentifier(
  _ fields: RuleFields,
  _ file: RulePack.File
) throws(RulePackError) -> String {
  let expected = String(fileName(file.path).dropLast(".yml".count))
  let identifier = try fields.required("id", "Write the name of its file: ‘id: \(expected)’.")
  guard identifier == expected else {
    throw fields.error(
      at: "id",
      "The rule is called ‘\(identifier)’, its file ‘\(fileName(file.path))’.",
      "Write ‘id: \(expected)’, or rename the file."
    )
  }
  let isPlain = identifier.utf8.allSatisfy { byte in
    (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
  }
  guard isPlain, identifier.utf8.count <= 64 else {
    throw fields.error(
      at: "id",
      "‘\(identifier)’ is not a name of a rule.",
      "Write lower-case letters, digits and hyphens, at most 64."
    )
  }
  return identifier
}

private func ruleLanguages(_ fields: RuleFields) throws(RulePackError) -> [String] {
  let languages = try fields.texts("languages")
  for language in languages {
    guard (2...3).contains(language.utf8.count),
      language.utf8.allSatisfy({ (0x61...0x7a).contains($0) })
    else {
      throw fields.error(
        at: "languages",
        "‘\(language)’ is not a primary language subtag.",
        "Write one of two or three letters, such as ‘en’."
      )
    }
  }
  return languages
}

extension Place {
  fileprivate init(decoding rule: RuleFields) throws(RulePackError) {
    guard let node = rule.node("where") else {
      self.init(blocks: [], zones: [], extent: nil, words: nil)
      return
    }
    let fields = try RuleFields(
      node,
      of: "a place",
      in: rule.file,
      keys: ["blocks", "zone", "extent", "words"]
    )
    self.init(
      blocks: try fields.choices("blocks", of: Block.Kind.self),
      zones: try fields.choices("zone", of: Zone.self),
      extent: try fields.choice("extent", of: Extent.self),
      words: try fields.range("words")
    )
  }
}

private func ruleRemedy(_ fields: RuleFields) throws(RulePackError) -> Remedy {
  let advice = "Write none, delete, delete-line or {replace: '…'}."
  if case .map = fields.node("remedy")?.content, let node = fields.node("remedy") {
    let remedy = try RuleFields(node, of: "a remedy", in: fields.file, keys: ["replace"])
    guard let text = try remedy.text("replace") else {
      throw fields.error(at: "remedy", "The remedy is empty.", advice)
    }
    return .replace(text)
  }
  let remedy = try fields.required("remedy", advice)
  switch remedy {
  case "none": return .none
  case "delete": return .delete
  case "delete-line": return .deleteLine
  default: throw fields.error(at: "remedy", "‘\(remedy)’ is not a remedy.", advice)
  }
}

private func checkTemplates(
  _ fields: RuleFields,
  _ matcher: Matcher,
  _ pattern: Pattern?
) throws(RulePackError) {
  var known = ["match"]
  switch matcher {
  case .tokens: return
  case .document, .reader: known.append("detail")
  case .repetition: known.append("1")
  case .phrases: break
  case .pattern:
    known += (1...max(1, pattern?.groupCount ?? 1)).map(String.init)
    known += (pattern?.groupNames ?? []).map(\.name)
  }
  var templates = [
    ("message", try fields.text("message")), ("suggestion", try fields.text("suggestion")),
  ]
  if case .map = fields.node("remedy")?.content, case .replace(let text) = try ruleRemedy(fields) {
    templates.append(("remedy", text))
  }
  for (key, template) in templates {
    for place in Template(template ?? "").places where !known.contains(place) {
      throw fields.error(
        at: key,
        "Nothing fills ‘{\(place)}’.",
        "What matched is \(known.map { "‘{\($0)}’" }.joined(separator: ", "))."
      )
    }
  }
}

private func ruleExamples(
  _ rule: RuleFields,
  _ matcher: Matcher,
  _ remedy: Remedy
) throws(RulePackError) -> [Example] {
  var examples: [Example] = []
  if let node = rule.node("examples") {
    guard case .list(let items) = node.content else {
      throw rule.error(at: "examples", "‘examples’ takes a list.", "Write ‘- flags: …’ below it.")
    }
    for item in items { examples.append(try Example(decoding: item, in: rule.file, remedy)) }
  }
  // What decoding and parsing saw cannot always be written down as text.
  if case .reader = matcher { return examples }
  for (expectation, word, sense) in [
    (Example.Expectation.flags, "flags", "Write a text with the defect between ⟦ and ⟧."),
    (Example.Expectation.allows, "allows", "Write a near miss that the rule must leave alone."),
  ] where !examples.contains(where: { $0.expectation == expectation }) {
    throw rule.error(at: "examples", "The rule has no ‘\(word)’ example.", sense)
  }
  return examples
}

extension Example {
  fileprivate init(
    decoding node: RuleNode,
    in file: String,
    _ remedy: Remedy
  ) throws(RulePackError) {
    let keys = ["flags", "allows", "cleaned", "suggests", "bytes"]
    let fields = try RuleFields(node, of: "an example", in: file, keys: keys)
    self.file = file
    line = node.line
    cleaned = try fields.text("cleaned")
    suggests = try fields.text("suggests")
    if let digits = try fields.text("bytes") {
      guard let bytes = arriving(hexadecimal: digits) else {
        throw fields.error(
          at: "bytes",
          "‘\(digits)’ is not a row of bytes.",
          "Write two hexadecimal digits for each byte that arrives, such as ‘63 61 66 e9’."
        )
      }
      self.bytes = bytes
    } else {
      bytes = nil
    }
    let flags = try fields.text("flags")
    let allows = try fields.text("allows")
    switch (flags, allows) {
    case (let text?, nil):
      expectation = .flags
      self.text = text
    case (nil, let text?):
      expectation = .allows
      self.text = text
    default:
      throw RulePackError(
        file: file,
        line: node.line,
        fault: "An example has either ‘flags’ or ‘allows’.",
        advice: "Split it into two."
      )
    }
    let key = expectation == .flags ? "flags" : "allows"
    guard let marked = MarkedText(text) else {
      throw fields.error(at: key, "⟦ and ⟧ do not pair.", "Mark each defect as ⟦this⟧.")
    }
    switch expectation {
    case .flags where marked.spans.isEmpty:
      throw fields.error(at: key, "No place is marked.", "Mark the defect as ⟦this⟧.")
    case .flags where remedy != .none && cleaned == nil:
      throw fields.error(
        at: key,
        "The rule has a remedy, and the example no ‘cleaned’.",
        "Write the text that cleaning makes of it."
      )
    case .allows where !marked.spans.isEmpty:
      throw fields.error(at: key, "A near miss has marks.", "Take ⟦ and ⟧ out.")
    case .flags, .allows: break
    }
  }
}

/// Bytes from pairs of hexadecimal digits with spaces between; `nil` for anything else.
private func arriving(hexadecimal digits: String) -> [UInt8]? {
  let pairs = digits.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0a })
  let bytes = pairs.map {
    $0.count == 2 ? UInt8(String(decoding: $0, as: UTF8.self), radix: 16) : nil
  }
  return bytes.contains(nil) || bytes.isEmpty ? nil : bytes.compactMap(\.self)
}
