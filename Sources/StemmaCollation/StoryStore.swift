// The only file that imports GRDB, and so long because of that; Foundation is there because GRDB
// takes blobs as `Data`.
internal import Foundation
internal import GRDB

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

  /// What marks the file as ours: “Stma”.
  static let mark = 0x5374_6D61

  /// Seconds to wait for another run.
  private static let patience = 300.0

  private let queue: DatabaseQueue

  /// Opens a store, or makes one where no file or an empty one is.
  public init(at path: String) throws(StoryStoreError) {
    queue = try storing {
      var configuration = Configuration()
      configuration.busyMode = .timeout(Self.patience)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.inDatabase { db in
        // Looked at before anything is changed, the journal mode too: the file may be another's.
        try expectStore(db)
        try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
        try db.inTransaction(.immediate) {
          if try expectStore(db) { try db.execute(sql: tables) }
          return .commit
        }
      }
      return queue
    }
  }

  /// Finds the stories of some texts among each other and among those before, and remembers them.
  ///
  /// A text that is there already, by name and content, is not added again.
  public func add(_ texts: [Text]) throws(StoryStoreError) -> [Story] {
    try storing {
      try queue.inDatabase { db in
        var stories: [Story] = []
        try db.inTransaction(.immediate) {
          stories = try Shelf(db).add(texts)
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
  PRAGMA application_id = \(StoryStore.mark);
  PRAGMA user_version = \(StoryStore.version);
  """

/// Whether a file is yet empty; throws where it holds something else.
@discardableResult
private func expectStore(_ db: Database) throws -> Bool {
  let mark = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
  let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
  if mark == 0, count == 0 { return true }
  guard mark == StoryStore.mark else { throw StoryStoreError.notAStore }
  let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
  guard version == StoryStore.version else { throw StoryStoreError.otherVersion(version) }
  return false
}

/// Says in our words what went wrong.
private func storing<Value>(_ body: () throws -> Value) throws(StoryStoreError) -> Value {
  do {
    return try body()
  } catch let error as StoryStoreError {
    throw error
  } catch let error as DatabaseError {
    switch error.resultCode {
    case .SQLITE_NOTADB: throw .notAStore
    case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH: throw .damaged
    case .SQLITE_BUSY, .SQLITE_LOCKED: throw .busy
    default: throw .unusable(error.message ?? "SQLite error \(error.resultCode.rawValue)")
    }
  } catch {
    throw .damaged  // a value of another type than was written
  }
}

/// A store within one transaction.
private struct Shelf {
  private typealias Place = (document: Int, story: Int)

  private let db: Database

  init(_ db: Database) { self.db = db }

  func add(_ texts: [StoryStore.Text]) throws -> [Story] {
    let start = (try Int.fetchOne(db, sql: "SELECT max(id) FROM document") ?? 0) + 1
    let known = try texts.map(place)
    let copied = try texts.indices.map { i in
      known[i] == nil ? try original(of: texts[i].sketch) : nil
    }
    let search = try StorySearch(
      texts.map(\.sketch),
      isKnown: { known[$0] != nil || copied[$0] != nil },
      remembering: statistics
    )
    let (stories, earlier) = try kindred(of: search, texts)
    let found = search.groups(search.kindred(), known: stories, earlier: earlier)
    var story = texts.indices.map { known[$0]?.story ?? copied[$0]?.story }
    for event in found.events {
      let number = try write(event)
      for text in event.texts { story[text] = number }
    }
    for (copy, original) in search.originals.enumerated() where story[copy] == nil {
      story[copy] = original.flatMap { story[$0] }
    }
    var next = start
    for (i, text) in texts.enumerated() where known[i] == nil {
      guard let number = story[i] else { throw StoryStoreError.damaged }
      if try insert(text, as: next, in: number, search.topics[i]) { next += 1 }
    }
    try count(search.added)
    try db.execute(
      sql: "UPDATE tally SET texts = texts + ?",
      arguments: [search.topics.count { $0 != nil }]
    )
    return try told(story, found, before: start, known: known.compactMap { $0?.document })
  }

  // MARK: Reading

  private func place(of text: StoryStore.Text) throws -> Place? {
    let statement = try db.cachedStatement(
      sql: "SELECT id, story FROM document WHERE digest = ? AND name = ?"
    )
    return try Row.fetchOne(statement, arguments: [text.digest, text.name])
      .map { ($0[0] as Int, $0[1] as Int) }
  }

  /// The stored text that a text copies.
  private func original(of sketch: Sketch) throws -> Place? {
    guard !sketch.words.isEmpty else { return nil }
    let same = try db.cachedStatement(
      sql: "SELECT id, story FROM document WHERE wording = ? AND topic IS NOT NULL ORDER BY id"
    )
    let wording = Int64(bitPattern: sketch.signature.wording)
    if let row = try Row.fetchOne(same, arguments: [wording]) { return (row[0], row[1]) }
    guard sketch.words.count >= CopyFinder.fewestWords else { return nil }
    let sharing = try db.cachedStatement(
      sql: "SELECT document FROM band WHERE hash = ? ORDER BY document LIMIT \(CopyFinder.looked)"
    )
    var shared: [Int: Int] = [:]
    for band in sketch.signature.bands {
      for document in try Int.fetchAll(sharing, arguments: [Int64(bitPattern: band)]) {
        shared[document, default: 0] += 1
      }
    }
    let nearest = shared.filter { $0.value >= Signature.copyBands }.keys.min()
    guard let nearest else { return nil }
    let statement = try db.cachedStatement(sql: "SELECT id, story FROM document WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [nearest]).map { ($0[0] as Int, $0[1] as Int) }
  }

  private func statistics(of keys: Set<UInt64>) throws -> TermStatistics {
    var statistics = TermStatistics()
    statistics.texts = try Int.fetchOne(db, sql: "SELECT texts FROM tally") ?? 0
    if statistics.texts == 0 { return statistics }
    let statement = try db.cachedStatement(sql: "SELECT texts FROM term WHERE key = ?")
    for key in keys {
      if let texts = try Int.fetchOne(statement, arguments: [Int64(bitPattern: key)]) {
        statistics.having[key] = texts
      }
    }
    return statistics
  }

  /// Stories that stored texts like the new ones belong to, and how alike they are.
  private func kindred(
    of search: StorySearch,
    _ texts: [StoryStore.Text]
  ) throws -> ([StorySearch.Known], [Kindred]) {
    let statement = try db.cachedStatement(
      sql: "SELECT story, day, topic FROM document WHERE id = ?"
    )
    let story = try db.cachedStatement(sql: "SELECT size, within FROM story WHERE id = ?")
    var postings = try StoredPostings(db)
    var places: [Int: Int] = [:]
    var known: [StorySearch.Known] = []
    var kindred: [Kindred] = []
    for (i, topic) in search.topics.enumerated() {
      guard let topic else { continue }
      for document in try postings.nearest(to: topic) {
        guard let row = try Row.fetchOne(statement, arguments: [document]),
          let other = Topic(bytes: row[2])
        else { throw StoryStoreError.damaged }
        let likeness = topic.likeness(to: other)
        if likeness < StoryIndex.leastLikeness { continue }
        let number: Int = row[0]
        if places[number] == nil {
          guard let row = try Row.fetchOne(story, arguments: [number]) else {
            throw StoryStoreError.damaged
          }
          places[number] = known.count
          known.append(StorySearch.Known(story: number, size: row[0], within: row[1]))
        }
        kindred.append(
          Kindred(
            places[number, default: 0],
            i,
            likeness: likeness,
            days: (row[1], search.sketches[i].day)
          )
        )
      }
    }
    return (known, kindred)
  }

  // MARK: Writing

  private func write(_ event: StorySearch.Found) throws -> Int {
    if let story = event.story {
      let statement = try db.cachedStatement(sql: "UPDATE story SET size=?, within=? WHERE id=?")
      try statement.execute(arguments: [event.size, event.within, story])
      return story
    }
    let statement = try db.cachedStatement(sql: "INSERT INTO story (size, within) VALUES (?, ?)")
    try statement.execute(arguments: [event.size, event.within])
    return Int(db.lastInsertedRowID)
  }

  /// Adds a text; says whether it was not there yet.
  private func insert(
    _ text: StoryStore.Text,
    as number: Int,
    in story: Int,
    _ topic: Topic?
  ) throws -> Bool {
    let sketch = text.sketch
    let document = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO document (id, digest, name, date, day, story, wording, topic)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    try document.execute(arguments: [
      number, text.digest, text.name, sketch.date, sketch.day, story,
      Int64(bitPattern: sketch.signature.wording), topic.map(\.bytes),
    ])
    if db.changesCount == 0 { return false }
    guard let topic else { return true }
    let posting = try db.cachedStatement(sql: "INSERT INTO posting VALUES (?, ?, ?)")
    for (key, weight) in topic.postedWords {
      try posting.execute(arguments: [Int64(bitPattern: key), number, Int(weight)])
    }
    let band = try db.cachedStatement(sql: "INSERT INTO band VALUES (?, ?)")
    if sketch.words.count >= CopyFinder.fewestWords {
      for hash in sketch.signature.bands {
        try band.execute(arguments: [Int64(bitPattern: hash), number])
      }
    }
    return true
  }

  private func count(_ added: [UInt64: Int]) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO term VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET texts = texts + excluded.texts
        """
    )
    for key in added.keys.sorted() {
      try statement.execute(arguments: [Int64(bitPattern: key), added[key, default: 0]])
    }
  }

  // MARK: Telling

  /// The stories of the texts, with what they were before.
  private func told(
    _ story: [Int?],
    _ found: (events: [StorySearch.Found], storylines: [StorySearch.Found]),
    before start: Int,
    known: [Int]
  ) throws -> [Story] {
    var scores: [Int: Int] = [:]
    for event in found.events {
      if let text = event.texts.first, let number = story[text] { scores[number] = event.score }
    }
    var members: [Int: [Int]] = [:]
    for (text, number) in story.enumerated() {
      if let number { members[number, default: []].append(text) }
    }
    let own = Set(known)
    var stories: [Story] = []
    for (number, texts) in members.sorted(by: { $0.value[0] < $1.value[0] }) {
      let past = try past(of: number, before: start, without: own)
      if texts.count < 2 && past.count == 0 { continue }
      let score = try scores[number] ?? storedScore(of: number)
      stories.append(
        Story(
          witnesses: texts,
          relation: .sameEvent,
          score: score,
          past: past.count == 0 ? nil : past
        )
      )
    }
    let events = Set(stories.map(\.witnesses))
    for line in found.storylines where !events.contains(line.texts) {
      let past = try line.story.map { try self.past(of: $0, before: start, without: own) }
      if line.texts.count < 2 && (past?.count ?? 0) == 0 { continue }
      stories.append(
        Story(witnesses: line.texts, relation: .sameStoryline, score: line.score, past: past)
      )
    }
    return stories
  }

  private func storedScore(of number: Int) throws -> Int {
    let statement = try db.cachedStatement(sql: "SELECT size, within FROM story WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [number]) else {
      throw StoryStoreError.damaged
    }
    return StorySearch.Found(texts: [], story: number, size: row[0], within: row[1]).score
  }

  private func past(of number: Int, before start: Int, without own: Set<Int>) throws -> Story.Past {
    let statement = try db.cachedStatement(
      sql: """
        SELECT id, name, digest, date FROM document WHERE story = ? AND id < ? ORDER BY id DESC
        """
    )
    var count = 0
    var texts: [Story.Past.Text] = []
    let rows = try Row.fetchCursor(statement, arguments: [number, start])
    while let row = try rows.next() {
      if own.contains(row[0]) { continue }
      count += 1
      if count <= Story.Past.listed {
        texts.append(Story.Past.Text(name: row[1], digest: row[2], date: row[3]))
      }
    }
    return Story.Past(story: number, count: count, texts: texts)
  }
}

/// The postings of a store, each read once in a run.
private struct StoredPostings {
  private let statement: Statement
  private var read: [UInt64: [(document: Int, weight: Int)]] = [:]

  init(_ db: Database) throws {
    statement = try db.cachedStatement(
      sql: """
        SELECT document, weight FROM posting WHERE key = ? ORDER BY document DESC
        LIMIT \(StoryIndex.longestPosting)
        """
    )
  }

  /// The stored texts that share most with a topic.
  mutating func nearest(to topic: Topic) throws -> [Int] {
    var shared: [Int: Int] = [:]
    for (key, weight) in zip(topic.keys, topic.weights) {
      for other in try posting(key) {
        shared[other.document, default: 0] += Int(weight) * other.weight
      }
    }
    let least = Int(StoryIndex.leastLikeness * Topic.one * Topic.one / 2)
    return StoryIndex.nearest(shared.filter { $0.value >= least })
  }

  private mutating func posting(_ key: UInt64) throws -> [(document: Int, weight: Int)] {
    if let known = read[key] { return known }
    var posting: [(document: Int, weight: Int)] = []
    let rows = try Row.fetchCursor(statement, arguments: [Int64(bitPattern: key)])
    while let row = try rows.next() { posting.append((row[0], row[1])) }
    read[key] = posting
    return posting
  }
}

extension Topic {
  /// Eight bytes a key and two a weight, little endian.
  fileprivate var bytes: Data {
    var data = Data(capacity: 10 * keys.count)
    for key in keys { withUnsafeBytes(of: key.littleEndian) { data.append(contentsOf: $0) } }
    for weight in weights {
      withUnsafeBytes(of: weight.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  fileprivate init?(bytes: Data?) {
    guard let bytes, bytes.count % 10 == 0 else { return nil }
    let count = bytes.count / 10
    let numbers = bytes.withUnsafeBytes { buffer in
      (
        (0..<count).map {
          UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self))
        },
        (0..<count).map {
          UInt16(
            littleEndian: buffer.loadUnaligned(fromByteOffset: 8 * count + 2 * $0, as: UInt16.self)
          )
        }
      )
    }
    self.init(keys: numbers.0, weights: numbers.1)
  }
}
