// The stores of the project open their files here, so that all do it in one way.
internal import Foundation
package import GRDB

/// One SQLite file that is marked as a store of one kind and version, and touched only if it is.
package struct MarkedFile: Sendable {
  /// What a kind of store is told by, and what is in a new one.
  package struct Kind: Sendable {
    /// What marks the file as ours: four letters.
    let mark: Int

    /// Version of the tables; a store of another version is not touched.
    let version: Int

    /// The SQL that makes the tables.
    let tables: String

    /// Seconds to wait for another program that holds the file.
    let patience: Double

    /// Whether each change is on the disk before anybody is told of it, even if the power fails.
    let isDurable: Bool

    /// Describes a kind of store.
    package init(mark: Int, version: Int, tables: String, patience: Double, isDurable: Bool) {
      self.mark = mark
      self.version = version
      self.tables = tables
      self.patience = patience
      self.isDurable = isDurable
    }
  }

  /// The open file.
  package let queue: DatabaseQueue

  /// Opens a store, or makes one where no file or an empty one is.
  package init(at path: String, _ kind: Kind) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(kind.patience)
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.inDatabase { db in
      // Looked at before anything is changed, the journal mode too: the file may be another's.
      // In a transaction, so that another run does not make its tables between two looks.
      try db.inTransaction(.deferred) {
        try Self.expectStore(db, kind)
        return .commit
      }
      try Self.keepLog(db, upTo: kind.patience)
      try db.execute(sql: "PRAGMA synchronous = \(kind.isDurable ? "FULL" : "NORMAL")")
      try db.inTransaction(.immediate) {
        if try Self.expectStore(db, kind) {
          try db.execute(sql: kind.tables)
          try db.execute(
            sql: "PRAGMA application_id = \(kind.mark); PRAGMA user_version = \(kind.version)"
          )
        }
        return .commit
      }
    }
  }

  /// Has a file written by way of a log; for this SQLite itself does not wait until another run lets
  /// go of the file.
  private static func keepLog(_ db: Database, upTo patience: Double) throws {
    let end = ContinuousClock.now.advanced(by: .seconds(patience))
    while true {
      do {
        return try db.execute(sql: "PRAGMA journal_mode = WAL")
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        guard ContinuousClock.now < end else { throw error }
        Thread.sleep(forTimeInterval: 0.01)
      }
    }
  }

  /// Whether a file is yet empty; throws where it holds something else.
  @discardableResult
  private static func expectStore(_ db: Database, _ kind: Kind) throws -> Bool {
    let mark = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    if mark == 0, count == 0 { return true }
    guard mark == kind.mark else { throw MarkedFileError.notAStore }
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard version == kind.version else { throw MarkedFileError.otherVersion(version) }
    return false
  }
}

/// Why a marked file cannot be used.
package enum MarkedFileError: Error, Equatable {
  /// The file is something else.
  case notAStore

  /// It was written by a program with other tables.
  case otherVersion(Int)

  /// What it holds contradicts itself, or the file is cut off.
  case damaged

  /// Another program did not let go of it in time.
  case busy

  /// The system refuses: why, in its words.
  case unusable(String)

  /// Says in our words what went wrong in a file.
  package init(_ error: any Error) {
    switch error {
    case let error as MarkedFileError: self = error
    case let error as DatabaseError:
      switch error.resultCode {
      case .SQLITE_NOTADB: self = .notAStore
      case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH: self = .damaged
      case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
      default: self = .unusable(error.message ?? "SQLite error \(error.resultCode.rawValue)")
      }
    default: self = .damaged  // a value of another type than was written
    }
  }
}
