internal import GRDB
internal import StemmaStore

/// What is known of all texts that were collated so far, in one SQLite file.
///
/// It holds signatures, weighty words, days and names, never a text. Everything that a run adds is
/// one transaction, which holds the lock from the first look to the last change: a run that dies
/// leaves the file as it was, and two runs at once take turns.
public struct StoryStore: Sendable {
  /// A text to be placed.
  public struct Text: Sendable {
    /// What it is called.
    public let name: String

    /// SHA-256 of what arrived, in hexadecimal digits.
    public let digest: String

    /// What is kept of it.
    public let sketch: Sketch

    /// Names a text.
    public init(_ name: String, digest: String, sketch: Sketch) {
      self.name = name
      self.digest = digest
      self.sketch = sketch
    }
  }

  /// Version of the tables; a store of another version is not touched.
  public static let version = 1

  private static let kind = MarkedFile.Kind(
    mark: 0x5374_6D61,  // “Stma”
    version: version,
    tables: tables,
    patience: 300,
    isDurable: false
  )

  private let file: MarkedFile

  /// Opens a store, or makes one where no file or an empty one is.
  public init(at path: String) throws(StoryStoreError) {
    file = try storing { try MarkedFile(at: path, Self.kind) }
  }

  /// Finds the stories of some texts among each other and among those before, and remembers them.
  ///
  /// A text that is there already, by name and content, is not added again.
  public func add(_ texts: [Text]) throws(StoryStoreError) -> [Story] {
    try storing {
      try file.queue.inDatabase { db in
        var stories: [Story] = []
        try db.inTransaction(.immediate) {
          stories = try StoryShelf(db).add(texts)
          return .commit
        }
        return stories
      }
    }
  }
}

/// Why a store cannot be used.
public enum StoryStoreError: Error, Equatable {
  /// The file is something else.
  case notAStore

  /// It was written by a program with other tables.
  case otherVersion(Int)

  /// What it holds contradicts itself, or the file is cut off.
  case damaged

  /// Another run did not finish in time.
  case busy

  /// The system refuses: why, in its words.
  case unusable(String)
}

private let tables = """
  CREATE TABLE document (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL, name TEXT NOT NULL, date TEXT, day INTEGER,
    story INTEGER NOT NULL, wording INTEGER NOT NULL, topic BLOB,
    UNIQUE (digest, name)
  );
  CREATE INDEX document_story ON document (story, id);
  CREATE INDEX document_wording ON document (wording) WHERE topic IS NOT NULL;
  CREATE TABLE story (id INTEGER PRIMARY KEY, size INTEGER NOT NULL, within REAL NOT NULL);
  CREATE TABLE tally (texts INTEGER NOT NULL);
  INSERT INTO tally VALUES (0);
  CREATE TABLE term (key INTEGER PRIMARY KEY, texts INTEGER NOT NULL);
  CREATE TABLE posting (
    key INTEGER NOT NULL, document INTEGER NOT NULL, weight INTEGER NOT NULL,
    PRIMARY KEY (key, document)
  ) WITHOUT ROWID;
  CREATE TABLE band (
    hash INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (hash, document)
  ) WITHOUT ROWID;
  """

/// Says in our words what went wrong.
private func storing<Value>(_ body: () throws -> Value) throws(StoryStoreError) -> Value {
  do {
    return try body()
  } catch let error as StoryStoreError {
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
