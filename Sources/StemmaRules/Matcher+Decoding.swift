internal import StemmaText

/// The keys under `match`, of which a rule has one.
private let matcherKeys = [
  "phrases", "phrases-in", "pattern", "tokens", "repetition", "document", "reader",
]

/// Reads `match`; a pattern comes with its compiled form.
func ruleMatcher(
  _ rule: RuleFields,
  _ file: RulePack.File,
  _ files: [RulePack.File],
  _ words: WordSource,
  _ place: Place
) throws(RulePackError) -> (Matcher, Pattern?) {
  guard let node = rule.node("match") else {
    _ = try rule.required("match", "Write one of \(matcherKeys.joined(separator: ", ")) below it.")
    preconditionFailure("A missing key was refused.")
  }
  let fields = try RuleFields(node, of: "a matcher", in: rule.file, keys: matcherKeys)
  guard fields.keys.count == 1 else {
    throw rule.error(
      at: "match",
      "A rule matches in one way, not in \(fields.keys.count).",
      "Write one of \(matcherKeys.joined(separator: ", "))."
    )
  }
  switch fields.keys[0] {
  case "phrases": return (.phrases(try phrases(fields, "phrases")), nil)
  case "phrases-in": return (.phrases(try listedPhrases(fields, file, files)), nil)
  case "pattern":
    let source = words.expanding(try fields.text("pattern") ?? "")
    return (
      .pattern(source),
      try checkedPattern(source, fields, "pattern", needsLiteral: !place.isShortLine)
    )
  case "tokens":
    let source = try fields.text("tokens") ?? ""
    try checkTokens(source, fields, "tokens", words)
    return (.tokens(source), nil)
  case "repetition": return (.repetition(try Repetition(decoding: fields)), nil)
  case "document":
    let check = try fields.choice("document", of: DocumentCheck.self) ?? .unopenedQuotation
    return (.document(check), nil)
  default:
    return (.reader(try readerEvent(fields, rule)), nil)
  }
}

/// Reads `except`.
func ruleExceptions(
  _ rule: RuleFields,
  _ words: WordSource
) throws(RulePackError) -> [Matcher] {
  guard let node = rule.node("except") else { return [] }
  let keys = ["phrases", "pattern", "tokens"]
  let fields = try RuleFields(node, of: "an exception", in: rule.file, keys: keys)
  var exceptions: [Matcher] = []
  if fields.node("phrases") != nil { exceptions.append(.phrases(try phrases(fields, "phrases"))) }
  for text in try fields.texts("pattern") {
    let source = words.expanding(text)
    _ = try checkedPattern(source, fields, "pattern", needsLiteral: false)
    exceptions.append(.pattern(source))
  }
  for source in try fields.texts("tokens") {
    try checkTokens(source, fields, "tokens", words)
    exceptions.append(.tokens(source))
  }
  return exceptions
}

/// Phrases as one text, a list, or a map from languages to lists.
private func phrases(_ fields: RuleFields, _ key: String) throws(RulePackError) -> [String] {
  guard let node = fields.node(key), case .map(let entries) = node.content else {
    let phrases = try fields.texts(key)
    guard !phrases.isEmpty else {
      throw fields.error(at: key, "The list is empty.", "Write phrases.")
    }
    for phrase in phrases { try check(phrase, fields.file, fields.line(of: key)) }
    return phrases
  }
  let lists = try RuleFields(
    node,
    of: "phrases by language",
    in: fields.file,
    keys: entries.map(\.key)
  )
  var all: [String] = []
  for entry in entries {
    for phrase in try lists.texts(entry.key) {
      try check(phrase, fields.file, entry.line)
      all.append(phrase)
    }
  }
  return all
}

private func listedPhrases(
  _ fields: RuleFields,
  _ file: RulePack.File,
  _ files: [RulePack.File]
) throws(RulePackError) -> [String] {
  let name = try fields.required("phrases-in", "Write the name of a .txt file beside the rule.")
  guard let list = files.first(where: { fileName($0.path) == name && name != fileName(file.path) })
  else {
    throw fields.error(
      at: "phrases-in",
      "There is no file ‘\(name)’ beside the rule.",
      "Write one, with a phrase on each line."
    )
  }
  var phrases: [String] = []
  let lines = list.bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
  for (index, line) in lines.enumerated() {
    guard let text = String(validating: line, as: UTF8.self) else {
      throw RulePackError(
        file: list.path,
        line: index + 1,
        fault: "The line is not UTF-8.",
        advice: "Save the file as UTF-8."
      )
    }
    let phrase = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !phrase.isEmpty, !phrase.hasPrefix("#") else { continue }
    try check(phrase, list.path, index + 1)
    phrases.append(phrase)
  }
  return phrases
}

private func check(_ phrase: String, _ file: String, _ line: Int) throws(RulePackError) {
  let text = NumberedPhrase(phrase)?.longest ?? FoldedText(Array(phrase.utf8)).bytes
  let count = text.count
  guard count < PhraseIndex.shortest || count > PhraseIndex.longest else { return }
  throw RulePackError(
    file: file,
    line: line,
    fault: "The phrase ‘\(phrase)’ has \(count) bytes.",
    advice: "Write \(PhraseIndex.shortest) to \(PhraseIndex.longest), or use ‘tokens’."
  )
}

private func checkedPattern(
  _ source: String,
  _ fields: RuleFields,
  _ key: String,
  needsLiteral: Bool
) throws(RulePackError) -> Pattern {
  do throws(PatternError) {
    let pattern = try Pattern(source)
    if needsLiteral, pattern.requiredLiterals.isEmpty { throw PatternError.withoutLiteral }
    return pattern
  } catch {
    throw fields.error(at: key, error.fault, error.advice)
  }
}

/// Where the classes come from that token rules name.
struct WordSource {
  /// The lexicon; `nil` where it is not at hand, and classes are not checked.
  let lexicon: Lexicon?

  /// The pack's own classes.
  let classes: [RulePack.WordClass]

  /// The pack's own lists of names.
  let lists: [RulePack.NameList]

  /// A pattern with each `@{name}` as the alternatives of that list, the longest first.
  func expanding(_ pattern: String) -> String {
    var pattern = pattern
    for list in lists where pattern.contains("@{\(list.name)}") {
      let aliases = list.items.flatMap(\.aliases).sorted {
        ($0.utf8.count, $1) > ($1.utf8.count, $0)
      }
      let alternatives = aliases.map { escaped($0[...]) }.joined(separator: "|")
      pattern = pattern.split(separator: "@{\(list.name)}", omittingEmptySubsequences: false)
        .joined(separator: "(?:\(alternatives))")
    }
    return pattern
  }
}

/// Refuses what `TokenPattern` cannot read, and classes that nobody knows.
private func checkTokens(
  _ source: String,
  _ fields: RuleFields,
  _ key: String,
  _ words: WordSource
) throws(RulePackError) {
  let problem: TokenPatternError
  do throws(TokenPatternError) {
    let pattern = try TokenPattern(source)
    guard let lexicon = words.lexicon else { return }
    do throws(TokenMatcherError) {
      let classes = words.classes.map { (name: $0.name, words: $0.words) }
      _ = try TokenMatcher([pattern], lexicon: lexicon, classes: classes)
      return
    } catch {
      throw error.cause
    }
  } catch {
    problem = error
  }
  throw fields.error(at: key, "The token pattern cannot be read at \(problem)", "")
}

extension Repetition {
  fileprivate init(decoding matcher: RuleFields) throws(RulePackError) {
    guard let node = matcher.node("repetition") else {
      preconditionFailure("The key was chosen because it is there.")
    }
    let keys = ["words", "between", "after", "except"]
    let fields = try RuleFields(node, of: "a repetition", in: matcher.file, keys: keys)
    let words = try fields.range("words") ?? 1...1
    guard words.upperBound <= 16 else {
      throw fields.error(at: "words", "More than 16 words are not compared.", "Write 16 at most.")
    }
    self.init(
      words: words,
      between: try fields.text("between"),
      after: try fields.text("after"),
      except: try fields.texts("except")
    )
  }
}

private func readerEvent(
  _ fields: RuleFields,
  _ rule: RuleFields
) throws(RulePackError) -> ReaderEvent {
  let event = try fields.choice("reader", of: ReaderEvent.self) ?? .tag
  guard try rule.text("id") == event.rawValue else {
    throw rule.error(
      at: "id",
      "The rule of the event ‘\(event.rawValue)’ has another name.",
      "Write ‘id: \(event.rawValue)’."
    )
  }
  return event
}
