/// Everything known about some documents: what came in, what was done to it, what was seen in it.
///
/// The account is complete: a cleaned text is its input with the edits applied, and every edit
/// names its rule. There is no clock, host or absolute path in it unless `run` is given.
public struct Report: Hashable, Sendable {
  /// What made it.
  public let tool: Tool

  /// When and where it was made; only where that was asked for.
  public let run: Run?

  /// The choices made, by name.
  public let options: [Option]

  /// The documents, in the order they were given; never empty.
  public let documents: [DocumentReport]

  /// What the documents say side by side; `nil` where they were not compared.
  public let comparison: Comparison?

  /// Takes a report as it was written down.
  package init(
    tool: Tool,
    run: Run?,
    options: [Option],
    documents: [DocumentReport],
    comparison: Comparison? = nil
  ) {
    self.comparison = comparison
    self.tool = tool
    self.run = run
    self.options = options.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
    self.documents = documents
  }

  /// Creates the report over documents that were examined under `rules`.
  ///
  /// Of the rules only those are listed that an edit, a finding or a metadata field names.
  public init(
    on documents: [DocumentReport],
    under rules: RulesInForce,
    version: String,
    build: [Component] = [],
    options: [Option] = [],
    run: Run? = nil,
    comparison: Comparison? = nil
  ) {
    precondition(!documents.isEmpty, "A report is about a document.")
    let tool = Tool(
      version: version,
      build: build,
      ruleset: Tool.Ruleset(
        version: rules.version,
        digest: rules.digest,
        rules: rules.records(named: documents)
      )
    )
    self.init(
      tool: tool,
      run: run,
      options: options,
      documents: documents,
      comparison: comparison
    )
  }

  /// The counts that stand at the end of a report.
  public var summary: Summary {
    Summary(of: documents, divergences: comparison?.divergences.count ?? 0)
  }
}

extension Report {
  /// The program and the rules that made a report.
  public struct Tool: Hashable, Sendable {
    /// Version of the program.
    public let version: String

    /// What it was built with, by name.
    public let build: [Component]

    /// The rules in force.
    public let ruleset: Ruleset

    /// Creates an account of the program.
    public init(version: String, build: [Component], ruleset: Ruleset) {
      self.version = version
      self.build = build.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
      self.ruleset = ruleset
    }

    /// The rules in force, of which those that said something are listed.
    public struct Ruleset: Hashable, Sendable {
      /// Version of the rule packs.
      public let version: String

      /// Digest of all rules in force; see `RulesInForce.digest`.
      public let digest: Digest

      /// The rules that said something, by identifier.
      public let rules: [RuleRecord]

      /// Creates an account of a ruleset.
      public init(version: String, digest: Digest, rules: [RuleRecord]) {
        self.version = version
        self.digest = digest
        self.rules = rules
      }
    }
  }

  /// A library or compiler, with its version.
  public struct Component: Hashable, Sendable {
    /// Its name.
    public let name: String

    /// Its version.
    public let version: String

    /// Names a component.
    public init(_ name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The circumstances of one run; they differ from run to run, so they are left out by default.
  public struct Run: Hashable, Sendable {
    /// When it started (RFC 3339).
    public let startedAt: String?

    /// Where it ran.
    public let host: String?

    /// What was typed.
    public let commandLine: [String]?

    /// Creates an account of a run.
    public init(startedAt: String? = nil, host: String? = nil, commandLine: [String]? = nil) {
      self.startedAt = startedAt
      self.host = host
      self.commandLine = commandLine
    }
  }

  /// One choice that shaped the result.
  public struct Option: Hashable, Sendable {
    /// The values a choice can have.
    public enum Value: Hashable, Sendable {
      case boolean(Bool)
      case integer(Int)
      case text(String)
    }

    /// Its name, as on the command line without dashes.
    public let name: String

    /// What was chosen.
    public let value: Value

    /// Names a choice.
    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// How much there is of everything.
  public struct Summary: Hashable, Sendable {
    /// Number of documents.
    public private(set) var documents: Int

    /// Bytes that came in, as they arrived.
    public private(set) var bytesIn: Int

    /// Bytes of cleaned text.
    public private(set) var bytesOut: Int

    /// Number of edits.
    public private(set) var edits: Int

    /// Number of findings.
    public private(set) var findings: Int

    /// Number of quotes.
    public private(set) var quotes: Int

    /// The automatic issue score of all documents together.
    public private(set) var score: IssueScore

    /// Number of places where documents part.
    public let divergences: Int

    /// Counts what stands in some documents.
    public init(of documents: [DocumentReport], divergences: Int = 0) {
      self.divergences = divergences
      self.documents = documents.count
      bytesIn = documents.reduce(0) { $0 + $1.input.content.count }
      bytesOut = documents.reduce(0) { $0 + $1.output.content.count }
      edits = documents.reduce(0) { $0 + $1.edits.count }
      findings = documents.reduce(0) { $0 + $1.findings.count }
      quotes = documents.reduce(0) { $0 + $1.quotes.count }
      score = documents.reduce(IssueScore(penalty: 0, words: 0)) { $0 + $1.score }
    }

    /// Counts what stands in one more document.
    public mutating func add(_ document: DocumentReport) {
      documents += 1
      bytesIn += document.input.content.count
      bytesOut += document.output.content.count
      edits += document.edits.count
      findings += document.findings.count
      quotes += document.quotes.count
      score = score + document.score
    }
  }
}
