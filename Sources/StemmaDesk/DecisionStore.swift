// The only file of the desk that imports GRDB.
internal import GRDB
public import Stemma
internal import StemmaStore

/// What reviewers decided about findings, in one SQLite file.
///
/// A decision is kept under the content of its finding, as a baseline knows it, so that it holds
/// when lines move. Each change is one transaction that is on the disk before anybody is told, and
/// has a number; who changes something says which number they saw, and is refused where another
/// change came in between.
public struct DecisionStore: Sendable {
  /// Version of the tables; a store of another version is not touched.
  public static let version = 1

  private static let kind = MarkedFile.Kind(
    mark: 0x5374_6D64,  // “Stmd”
    version: version,
    tables: tables,
    patience: 5,
    isDurable: true
  )

  private let queue: DatabaseQueue

  /// Opens a store, or makes one where no file or an empty one is.
  public init(at path: String) throws(DecisionStoreError) {
    queue = try storing { try MarkedFile(at: path, Self.kind).queue }
  }

  /// Closes the file; what is left of the journal is written into it.
  public func close() { try? queue.close() }

  /// Number of the last change; 0 before the first.
  public func revision() throws(DecisionStoreError) -> Int {
    try storing { try queue.read(lastRevision) }
  }

  /// What holds for a finding.
  public func decision(on entry: Baseline.Entry) throws(DecisionStoreError) -> Decision? {
    try storing { try queue.read { try held(on: entry, $0) } }
  }

  /// All that holds, by finding.
  public func decisions() throws(DecisionStoreError) -> [Baseline.Entry: Decision] {
    try storing {
      try queue.read { db in
        var decisions: [Baseline.Entry: Decision] = [:]
        // Not by cursor, which reads “abc” as the number 0.
        for row in try Row.fetchAll(db, sql: "SELECT * FROM decision") {
          decisions[try entry(of: row)] = try Decision(row)
        }
        return decisions
      }
    }
  }

  /// The findings that anything was ever decided about, whether it still holds or not.
  public func everDecided() throws(DecisionStoreError) -> Set<Baseline.Entry> {
    try storing {
      try queue.read { db in
        // Each once: the account of changes only ever grows.
        let sql = "SELECT DISTINCT \(names) FROM change"
        return Set(try Row.fetchAll(db, sql: sql).map { try entry(of: $0) })
      }
    }
  }

  /// Whether the baseline knew a finding before anybody decided about it here.
  public func wasKnown(_ entry: Baseline.Entry) throws(DecisionStoreError) -> Bool {
    try storing { try queue.read { try earlier(entry, $0) ?? false } }
  }

  /// Decides about a finding.
  ///
  /// - Parameters:
  ///   - entry: The finding.
  ///   - choice: What is decided; `nil` to leave it open again.
  ///   - seen: The revision of the decision that the reviewer saw; 0 where they saw none.
  ///   - wasKnown: Whether the baseline knew the finding before anybody decided here.
  /// - Returns: The number of the change.
  /// - Throws: `changed` where somebody else decided in between.
  public func decide(
    on entry: Baseline.Entry,
    _ choice: Choice?,
    seen: Int,
    wasKnown: Bool
  ) throws(DecisionStoreError) -> Int {
    try storing {
      try queue.write { db in
        let current = try held(on: entry, db)
        guard (current?.revision ?? 0) == seen else { throw DecisionStoreError.changed }
        return try apply(
          choice,
          on: entry,
          from: current,
          wasKnown: try current?.wasKnown ?? earlier(entry, db) ?? wasKnown,
          undoing: nil,
          db
        )
      }
    }
  }

  /// Takes the last change back that was not taken back yet.
  ///
  /// - Parameter seen: Number of the last change that the reviewer saw.
  /// - Returns: The finding it was about; `nil` where nothing is left to take back.
  /// - Throws: `changed` where somebody else changed something in between.
  public func undo(seen: Int) throws(DecisionStoreError) -> Baseline.Entry? {
    try storing {
      try queue.write { db in
        guard try lastRevision(db) == seen else { throw DecisionStoreError.changed }
        let sql = """
          SELECT * FROM change WHERE undoes IS NULL AND NOT undone ORDER BY revision DESC LIMIT 1
          """
        guard let row = try Row.fetchOne(db, sql: sql) else { return nil }
        let entry = try entry(of: row)
        let number: Int = try row.decode(forColumn: "revision")
        try db.execute(sql: "UPDATE change SET undone = 1 WHERE revision = ?", arguments: [number])
        let current = try held(on: entry, db)
        _ = try apply(
          try Choice(before: row),
          on: entry,
          from: current,
          wasKnown: try row.decode(forColumn: "was_known"),
          undoing: number,
          db
        )
        return entry
      }
    }
  }
}

private let names = "file, rule, exact, before, after, ordinal"
private let isEntry =
  "file = ? AND rule = ? AND exact = ? AND before = ? AND after = ? AND ordinal = ?"

private let tables = """
  CREATE TABLE decision (
    file TEXT NOT NULL, rule TEXT NOT NULL, exact TEXT NOT NULL, before TEXT NOT NULL,
    after TEXT NOT NULL, ordinal INTEGER NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'postponed')),
    reason TEXT NOT NULL, suggestion TEXT, was_known INTEGER NOT NULL, revision INTEGER NOT NULL,
    PRIMARY KEY (\(names))
  ) WITHOUT ROWID;
  CREATE TABLE change (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    file TEXT NOT NULL, rule TEXT NOT NULL, exact TEXT NOT NULL, before TEXT NOT NULL,
    after TEXT NOT NULL, ordinal INTEGER NOT NULL,
    verdict TEXT, reason TEXT, suggestion TEXT, was_known INTEGER NOT NULL,
    undoes INTEGER, undone INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX change_finding ON change (\(names));
  """

/// Writes a choice down, and in the account of changes what held before.
private func apply(
  _ choice: Choice?,
  on entry: Baseline.Entry,
  from current: Decision?,
  wasKnown: Bool,
  undoing undone: Int?,
  _ db: Database
) throws -> Int {
  try db.execute(
    sql: """
      INSERT INTO change (\(names), verdict, reason, suggestion, was_known, undoes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
    arguments: key(of: entry) + [
      current?.choice.verdict.rawValue, current?.choice.reason, current?.choice.suggestion,
      wasKnown, undone,
    ]
  )
  let revision = Int(db.lastInsertedRowID)
  guard let choice else {
    try db.execute(sql: "DELETE FROM decision WHERE \(isEntry)", arguments: key(of: entry))
    return revision
  }
  try db.execute(
    sql: """
      INSERT OR REPLACE INTO decision
        (\(names), verdict, reason, suggestion, was_known, revision)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
    arguments: key(of: entry) + [
      choice.verdict.rawValue, choice.reason, choice.suggestion, wasKnown, revision,
    ]
  )
  return revision
}

private func held(on entry: Baseline.Entry, _ db: Database) throws -> Decision? {
  try Row.fetchOne(db, sql: "SELECT * FROM decision WHERE \(isEntry)", arguments: key(of: entry))
    .flatMap { try Decision($0) }
}

/// What the first change about a finding says of the baseline before.
private func earlier(_ entry: Baseline.Entry, _ db: Database) throws -> Bool? {
  let sql = "SELECT was_known FROM change WHERE \(isEntry) ORDER BY revision LIMIT 1"
  return try Bool.fetchOne(db, sql: sql, arguments: key(of: entry))
}

private func lastRevision(_ db: Database) throws -> Int {
  try Int.fetchOne(db, sql: "SELECT max(revision) FROM change") ?? 0
}

private func key(of entry: Baseline.Entry) -> StatementArguments {
  [entry.file, entry.rule, entry.exact, entry.before, entry.after, entry.ordinal]
}

// Not by subscript: that ends the program where a value is of another type.
private func entry(of row: Row) throws -> Baseline.Entry {
  Baseline.Entry(
    file: try row.decode(forColumn: "file"),
    rule: try row.decode(forColumn: "rule"),
    exact: try row.decode(forColumn: "exact"),
    before: try row.decode(forColumn: "before"),
    after: try row.decode(forColumn: "after"),
    ordinal: try row.decode(forColumn: "ordinal")
  )
}

extension Choice {
  /// The choice that held before a change.
  fileprivate init?(before row: Row) throws {
    let name: String? = try row.decode(forColumn: "verdict")
    guard let verdict = name.flatMap(Verdict.init) else { return nil }
    let reason: String? = try row.decode(forColumn: "reason")
    self.init(verdict, because: reason ?? "", writing: try row.decode(forColumn: "suggestion"))
  }
}

extension Decision {
  fileprivate init?(_ row: Row) throws {
    guard let choice = try Choice(before: row) else { return nil }
    self.init(
      choice: choice,
      revision: try row.decode(forColumn: "revision"),
      wasKnown: try row.decode(forColumn: "was_known")
    )
  }
}

/// Says in our words what went wrong.
private func storing<Value>(_ body: () throws -> Value) throws(DecisionStoreError) -> Value {
  do {
    return try body()
  } catch let error as DecisionStoreError {
    throw error
  } catch {
    switch MarkedFileError(error) {
    case .notAStore: throw .notAStore
    case .otherVersion(let version): throw .otherVersion(version)
    case .damaged: throw .damaged
    case .busy: throw .busy
    case .unusable(let reason): throw .unusable(reason)
    }
  }
}
