public import StemmaText

/// Rules of one or several packs, which of them are in force, and how severe each is.
///
/// Holds the compiled form and reads a rule out of it when it is asked for, so that a start costs
/// next to nothing however many rules there are. Rules read from a ruleset have no examples;
/// those stand in the packs' sources.
public struct Ruleset: Sendable {
  /// What the packs say of themselves, by name.
  public let packs: [RulePack.Manifest]

  /// Identifiers of all rules, in force or not, in order.
  public let identifiers: [String]

  /// The words whose classes and lemmas token rules name.
  public let lexicon: Lexicon

  /// Phrases and required literals of all rules, by the rule's index.
  let index: PhraseIndex

  /// Indexes of rules whose patterns are tried on every short line.
  let lineRules: [Int]

  private let bytes: [UInt8]
  private let starts: [UInt32]
  private let tags: [Int]
  private var isInForce: [Bool]
  private var severities: [Severity]

  /// First bytes of the compiled form; the last counts up when the form changes.
  private static let signature: [UInt8] = [0x53, 0x74, 0x65, 0x01]

  /// Bit of an index target that says that case folding hides whether an i has its dot.
  static let dottedTarget = 1 << 31

  /// Bit of an index target that says that the text is part of a phrase with `{n}`.
  static let numberedTarget = 1 << 30

  /// Puts packs together; refuses two rules of one identifier.
  public init(packs: [RulePack], lexicon: Lexicon = .empty) throws(RulePackError) {
    self.init(
      compiled: try compiledRules(packs.flatMap(\.rules), packs.map(\.manifest)),
      lexicon: lexicon
    )
  }

  /// Reads a compiled form, which `compiled()` of the same version wrote.
  public init(compiled bytes: [UInt8], lexicon: Lexicon = .empty) {
    self.lexicon = lexicon
    precondition(bytes.starts(with: Self.signature), "The rules were compiled by another version.")
    var reader = CompiledReader(bytes, at: Self.signature.count)
    let packCount = reader.number()
    packs = (0..<packCount).map { _ in RulePack.Manifest(from: &reader) }
    starts = reader.numbers()
    let texts = reader.raw()
    let textStarts = reader.numbers()
    let targets = reader.numbers()
    let anchors = reader.raw()
    lineRules = reader.numbers().map { Int($0) }
    index = PhraseIndex(texts: texts, starts: textStarts, targets: targets, anchors: anchors)
    var identifiers: [String] = []
    var isInForce: [Bool] = []
    var severities: [Severity] = []
    var tags: [Int] = []
    for start in starts {
      var record = CompiledReader(bytes, at: Int(start))
      identifiers.append(record.text())
      isInForce.append(record.flag())
      severities.append(record.choice(of: Severity.self))
      tags.append(record.byte())
    }
    self.bytes = bytes
    self.identifiers = identifiers
    self.isInForce = isInForce
    self.severities = severities
    self.tags = tags
  }

  /// The compiled form of all rules, in force or not.
  public func compiled() -> [UInt8] { bytes }

  /// This ruleset with the rules of more packs.
  public func adding(_ more: [RulePack]) throws(RulePackError) -> Ruleset {
    let rules = identifiers.indices.map { rule(at: $0) } + more.flatMap(\.rules)
    return Ruleset(
      compiled: try compiledRules(rules, packs + more.map(\.manifest)),
      lexicon: lexicon
    )
  }

  /// The rules in force, by identifier.
  public var rules: [Rule] { identifiers.indices.filter { isInForce[$0] }.map { rule(at: $0) } }

  /// A rule, in force or not, by its identifier or one it had before.
  public func rule(named name: String) -> Rule? { indexOfRule(named: name).map { rule(at: $0) } }

  /// Whether the rule of this identifier is in force.
  public func isInForce(_ identifier: String) -> Bool {
    indexOfRule(named: identifier).map { isInForce[$0] } ?? false
  }

  /// The severity that findings of a rule have here.
  public func severity(of identifier: String) -> Severity? {
    indexOfRule(named: identifier).map { severities[$0] }
  }

  /// This ruleset with rules switched on or off, and other severities.
  public func selecting(_ selection: RuleSelection) throws(RuleSelection.Unknown) -> Ruleset {
    var ruleset = self
    if !selection.only.isEmpty { ruleset.isInForce = identifiers.map { _ in false } }
    for name in selection.only + selection.on {
      for i in try members(of: name) { ruleset.isInForce[i] = true }
    }
    for name in selection.off {
      for i in try members(of: name) { ruleset.isInForce[i] = false }
    }
    for (name, severity) in selection.severities {
      for i in try members(of: name) { ruleset.severities[i] = severity }
    }
    return ruleset
  }

  /// The classes of words that the packs bring, with their words.
  var classes: [(name: String, words: [String])] {
    packs.flatMap(\.classes).map { ($0.name, $0.words) }
  }

  /// The lists of names that a pack brings.
  func lists(of pack: String) -> [RulePack.NameList] {
    packs.first { $0.name == pack }?.lists ?? []
  }

  /// Whether the rule at an index is in force.
  func isInForce(at i: Int) -> Bool { isInForce[i] }

  /// The severity of the rule at an index.
  func severity(at i: Int) -> Severity { severities[i] }

  /// The rule at an index, read anew.
  func rule(at i: Int) -> Rule {
    var reader = CompiledReader(bytes, at: Int(starts[i]))
    return Rule(from: &reader)
  }

  /// Indexes of the rules in force whose matcher has a tag, without reading them.
  func indexes(tagged tag: Int) -> [Int] {
    tags.indices.filter { tags[$0] == tag && isInForce[$0] }
  }

  /// Index of a rule by its identifier or one it had before.
  func indexOfRule(named name: String) -> Int? {
    let i = identifiers.partitioningIndex { $0 >= name }
    if i < identifiers.count, identifiers[i] == name { return i }
    return identifiers.indices.first { rule(at: $0).formerly.contains(name) }
  }

  /// Indexes of the rule or the pack's rules that a name stands for.
  private func members(of name: String) throws(RuleSelection.Unknown) -> [Int] {
    if let i = indexOfRule(named: name) { return [i] }
    if packs.contains(where: { $0.name == name }) {
      return identifiers.indices.filter { rule(at: $0).pack == name }
    }
    let names = packs.map(\.name) + identifiers
    throw RuleSelection.Unknown(name: name, nearest: nearest(to: name, among: names))
  }
}

/// Which rules are to run, by identifier or pack, and how severe their findings are.
public struct RuleSelection: Hashable, Sendable {
  /// Rules and packs that run besides the default ones.
  public let on: [String]

  /// Rules and packs that do not run; stronger than `on` and `only`.
  public let off: [String]

  /// Rules and packs that alone run; empty for the default ones.
  public let only: [String]

  /// Severities of rules and packs; of two for one rule the later holds.
  public let severities: [(name: String, severity: Severity)]

  /// Creates a selection.
  public init(
    on: [String] = [],
    off: [String] = [],
    only: [String] = [],
    severities: [(name: String, severity: Severity)] = []
  ) {
    self.on = on
    self.off = off
    self.only = only
    self.severities = severities
  }

  /// A name that is neither a rule's nor a pack's.
  public struct Unknown: Error, Hashable, Sendable {
    /// The name as given.
    public let name: String

    /// The name that was probably meant.
    public let nearest: String?
  }

  /// Whether two selections are the same.
  public static func == (a: RuleSelection, b: RuleSelection) -> Bool {
    a.on == b.on && a.off == b.off && a.only == b.only
      && a.severities.elementsEqual(b.severities, by: ==)
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(on)
    hasher.combine(off)
    hasher.combine(only)
    for (name, severity) in severities {
      hasher.combine(name)
      hasher.combine(severity)
    }
  }
}

/// Writes rules with their index.
private func compiledRules(
  _ rules: [Rule],
  _ packs: [RulePack.Manifest]
) throws(RulePackError) -> [UInt8] {
  let rules = rules.sorted { ($0.identifier, $0.file) < ($1.identifier, $1.file) }
  for (a, b) in zip(rules, rules.dropFirst()) where a.identifier == b.identifier {
    throw RulePackError(
      file: b.file,
      line: 1,
      fault: "A rule ‘\(b.identifier)’ stands in \(a.file) already.",
      advice: "Give one of them another name."
    )
  }
  var records = CompiledWriter()
  var starts: [UInt32] = []
  var texts: [UInt8] = []
  var textStarts: [UInt32] = []
  var targets: [UInt32] = []
  var anchors: [UInt8] = []
  var lineRules: [UInt32] = []
  for (i, rule) in rules.enumerated() {
    starts.append(UInt32(records.bytes.count))
    rule.write(to: &records)
    let indexedTexts = indexedTexts(of: rule)
    if case .pattern = rule.matcher, indexedTexts.isEmpty { lineRules.append(UInt32(i)) }
    for indexed in indexedTexts {
      let text = indexed.text
      textStarts.append(UInt32(texts.count))
      texts += text
      let bits =
        (indexed.isDotted ? Ruleset.dottedTarget : 0)
        | (indexed.isNumbered ? Ruleset.numberedTarget : 0)
      targets.append(UInt32(i | bits))
      anchors.append(UInt8(PhraseIndex.anchor(of: text)))
    }
  }
  textStarts.append(UInt32(texts.count))
  var writer = CompiledWriter()
  for byte in [0x53, 0x74, 0x65, 0x01] { writer.write(byte: byte) }
  writer.write(packs.count)
  for pack in packs.sorted(by: { $0.name < $1.name }) { pack.write(to: &writer) }
  let startsAt = writer.bytes.count
  writer.write(starts)
  writer.write(raw: texts)
  writer.write(textStarts)
  writer.write(targets)
  writer.write(raw: anchors)
  writer.write(lineRules)
  let offset = writer.bytes.count
  for (i, start) in starts.enumerated() {
    writer.replace(at: startsAt + 4 + 4 * i, with: offset + Int(start))
  }
  return writer.bytes + records.bytes
}

/// A text that the index must find for a rule, folded.
private struct IndexedText {
  let text: [UInt8]
  /// Whether it has an i with or without its dot against the habit of English.
  var isDotted = false
  /// Whether it is the longest part of a phrase with `{n}`.
  var isNumbered = false
}

/// What the index must find for a rule.
private func indexedTexts(of rule: Rule) -> [IndexedText] {
  switch rule.matcher {
  case .phrases(let phrases):
    var texts: [IndexedText] = []
    var places: [[UInt8]: Int] = [:]
    for phrase in phrases {
      if let numbered = NumberedPhrase(phrase) {
        texts.append(IndexedText(text: numbered.longest, isNumbered: true))
        continue
      }
      let text = FoldedText(Array(phrase.utf8)).bytes
      let isDotted = phrase.unicodeScalars.contains { $0 == "\u{130}" || $0 == "\u{131}" }
      if let known = places[text] {
        texts[known].isDotted = texts[known].isDotted || isDotted
      } else {
        places[text] = texts.count
        texts.append(IndexedText(text: text, isDotted: isDotted))
      }
    }
    return texts
  case .pattern(let source):
    let literals = (try? Pattern(source))?.requiredLiterals ?? []
    return literals.map { IndexedText(text: $0) }
  case .tokens, .repetition, .document, .reader: return []
  }
}

extension RulePack.Manifest {
  fileprivate func write(to writer: inout CompiledWriter) {
    for text in [name, version, licence, maintainer, summary] { writer.write(text) }
    writer.write(kind)
    writer.write(classes.count)
    for wordClass in classes {
      writer.write(wordClass.name)
      writer.write(wordClass.words)
    }
    writer.write(lists.count)
    for list in lists {
      writer.write(list.name)
      writer.write(list.items.count)
      for item in list.items {
        writer.write(item.value)
        writer.write(item.name)
        writer.write(item.aliases)
      }
    }
  }

  fileprivate init(from reader: inout CompiledReader) {
    name = reader.text()
    version = reader.text()
    licence = reader.text()
    maintainer = reader.text()
    summary = reader.text()
    kind = reader.choice(of: RuleKind.self)
    let count = reader.number()
    classes = (0..<count).map { _ in
      RulePack.WordClass(name: reader.text(), words: reader.texts())
    }
    let listCount = reader.number()
    lists = (0..<listCount).map { _ in
      let name = reader.text()
      let itemCount = reader.number()
      let items = (0..<itemCount).map { _ in
        RulePack.NameList.Item(value: reader.text(), name: reader.text(), aliases: reader.texts())
      }
      return RulePack.NameList(name: name, items: items)
    }
  }
}
