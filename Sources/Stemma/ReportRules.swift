public import StemmaRules
public import StemmaText

/// What a report says of a rule.
public struct RuleRecord: Hashable, Sendable {
  /// Identifier of the rule.
  public let identifier: String

  /// Version of the rule, as written.
  public let version: String

  /// What the rule is about.
  public let kind: RuleKind

  /// The defect, in a sentence.
  public let title: String?

  /// Creates a record.
  public init(identifier: String, version: String, kind: RuleKind, title: String? = nil) {
    self.identifier = identifier
    self.version = version
    self.kind = kind
    self.title = title
  }
}

/// The rules in force, as far as a report needs them.
public struct RulesInForce: Sendable {
  /// Version of the rule packs.
  public let version: String

  /// The rules, by identifier.
  public let records: [RuleRecord]

  private let mqm: [String: String]
  private let compiled: [UInt8]

  /// Takes the rules in force.
  ///
  /// - Parameters:
  ///   - version: Version of the rule packs.
  ///   - rules: All rules in force, of any order.
  ///   - compiled: The compiled ruleset and tables: everything that decides what is found.
  public init(version: String, rules: [RuleHeading], compiled: [UInt8]) {
    self.version = version
    self.compiled = compiled
    records = rules.sorted { $0.identifier < $1.identifier }.map {
      RuleRecord(
        identifier: $0.identifier,
        version: String($0.version),
        kind: $0.kind,
        title: $0.summary
      )
    }
    mqm = Dictionary(rules.map { ($0.identifier, $0.mqm) }, uniquingKeysWith: { first, _ in first })
  }

  /// The rules in force as JSON: what `digest` is computed from, in canonical form.
  package func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("definition")
    json.value(Digest(of: compiled).hexadecimal)
    json.key("rules")
    json.beginArray()
    for record in records { record.write(to: &json) }
    json.endArray()
    json.key("version")
    json.value(version)
    json.endObject()
  }

  /// Digest of the rules in force: of the canonical form (RFC 8785) of their list.
  ///
  /// The list names every rule as a report does, and the digest of the compiled ruleset and of the
  /// tables of `rules/voices`, so that a change inside shows even where a version was left as it was.
  public var digest: Digest {
    var json = JSONWriter(.canonical, capacity: 200 * records.count + 200)
    write(to: &json)
    return Digest(of: json.bytes)
  }

  /// The record of a rule; `nil` where no such rule is in force.
  public func record(of identifier: String) -> RuleRecord? {
    let i = records.partitioningIndex { $0.identifier >= identifier }
    return i < records.count && records[i].identifier == identifier ? records[i] : nil
  }

  /// MQM type of a rule.
  func mqm(of identifier: String) -> String? { mqm[identifier] }

  /// The records of all rules that some documents name, by identifier.
  func records(named documents: [DocumentReport]) -> [RuleRecord] {
    var named = NamedRules()
    for document in documents { named.add(document) }
    return named.records(in: self)
  }
}

/// The rules that documents name, gathered as they come.
package struct NamedRules: Sendable {
  private var kinds: [String: RuleKind] = [:]

  /// Starts with none.
  package init() {}

  /// Takes in the rules that a document names.
  package mutating func add(_ document: DocumentReport) {
    document.edits.visitRules { kinds[$0] = RuleKind(of: $1) }
    for finding in document.findings {
      kinds[finding.rule] = RuleKind(ofCategory: finding.category)
    }
    for rule in document.metadata.rules { kinds[rule] = .metadata }
  }

  /// The records of the rules, by identifier.
  ///
  /// One that is not in force is listed as version 0, so that a report always resolves.
  package func records(in rules: RulesInForce) -> [RuleRecord] {
    kinds.sorted { $0.key < $1.key }.map { identifier, kind in
      rules.record(of: identifier) ?? RuleRecord(identifier: identifier, version: "0", kind: kind)
    }
  }
}

extension RuleRecord {
  package func write(to json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.key("id")
    json.value(identifier)
    json.key("version")
    json.value(version)
    json.key("kind")
    json.value(kind.rawValue)
    if let title {
      json.key("title")
      json.value(title)
    }
    json.endObject()
  }
}

extension RuleKind {
  /// The kind of rule that asks for edits of a class.
  fileprivate init(of editClass: EditClass) {
    self =
      switch editClass {
      case .boilerplate: .boilerplate
      case .markup: .markup
      case .whitespace: .whitespace
      case .typography: .typography
      case .encoding: .encoding
      case .translation: .translation
      }
  }

  /// The kind of rule that most findings of a category come from.
  fileprivate init(ofCategory category: String) {
    self = category == RuleKind.quote.category ? .quote : .typography
    for kind in RuleKind.allCases where kind.rawValue == category { self = kind }
    if category == RuleKind.translation.category { self = .translation }
  }
}
