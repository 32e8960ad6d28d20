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
  private static let signature: [UInt8] = [0x53, 0x74, 0x65, 0x02]

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

  /// What the packs know of lines of furniture; the first pack's by name, read anew.
  var lineReading: LineReading? {
    packs.first { !$0.lines.isEmpty }.map { LineReading(compiled: $0.lines) }
  }

  /// Whether the rule at an index is in force.
  func isInForce(at i: Int) -> Bool { isInForce[i] }

  /// The severity of the rule at an index.
  func severity(at i: Int) -> Severity { severities[i] }

  /// The headings of the rules in force, by identifier; read without their phrases and patterns.
  public var headings: [RuleHeading] {
    identifiers.indices.filter { isInForce[$0] }.map { i in
      var reader = CompiledReader(bytes, at: Int(starts[i]))
      return RuleHeading(from: &reader)
    }
  }

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

  /// Identifiers of the rule or the pack's rules that a name stands for, in force or not.
  public func identifiers(named name: String) throws(RuleSelection.Unknown) -> [String] {
    try members(of: name).map { identifiers[$0] }
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
