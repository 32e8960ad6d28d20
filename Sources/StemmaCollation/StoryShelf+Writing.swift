internal import Foundation
internal import GRDB

extension StoryShelf {
  func write(_ event: StorySearch.Found) throws -> Int {
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
  func insert(
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

  func count(_ added: [UInt64: Int]) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO term VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET texts = texts + excluded.texts
        """
    )
    for key in added.keys.sorted() {
      try statement.execute(arguments: [Int64(bitPattern: key), added[key, default: 0]])
    }
  }
}

extension Topic {
  /// Eight bytes a key and two a weight, little endian.
  var bytes: Data {
    var data = Data(capacity: 10 * keys.count)
    for key in keys { withUnsafeBytes(of: key.littleEndian) { data.append(contentsOf: $0) } }
    for weight in weights {
      withUnsafeBytes(of: weight.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  init?(bytes: Data?) {
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
