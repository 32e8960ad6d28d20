internal import GRDB

/// A store within one transaction.
struct StoryShelf {
  private typealias Place = (document: Int, story: Int)

  let db: Database

  init(_ db: Database) { self.db = db }

  /// A count from which a store is not one of ours.
  private static let limit = 1 << 48

  /// The day after 31 December 9999, the last that a sketch has, in days since 1 March of the year 0.
  private static let lastDay = 3_652_365

  func add(_ texts: [StoryStore.Text]) throws -> [Story] {
    let last = try Int.fetchOne(db, sql: "SELECT max(id) FROM document") ?? 0
    guard last < Self.limit else { throw StoryStoreError.damaged }
    let start = last + 1
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

  private func place(of text: StoryStore.Text) throws -> Place? {
    let statement = try db.cachedStatement(
      sql: "SELECT id, story FROM document WHERE digest = ? AND name = ?"
    )
    return try Row.fetchOne(statement, arguments: [text.digest, text.name])
      .map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1)) }
  }

  /// The stored text that a text copies.
  private func original(of sketch: Sketch) throws -> Place? {
    guard !sketch.words.isEmpty else { return nil }
    let same = try db.cachedStatement(
      sql: "SELECT id, story FROM document WHERE wording = ? AND topic IS NOT NULL ORDER BY id"
    )
    let wording = Int64(bitPattern: sketch.signature.wording)
    if let row = try Row.fetchOne(same, arguments: [wording]) {
      return (try row.decode(atIndex: 0), try row.decode(atIndex: 1))
    }
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
    return try Row.fetchOne(statement, arguments: [nearest]).map {
      (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1))
    }
  }

  private func statistics(of keys: Set<UInt64>) throws -> TermStatistics {
    var statistics = TermStatistics()
    statistics.texts = try Int.fetchOne(db, sql: "SELECT texts FROM tally") ?? 0
    guard (0..<Self.limit).contains(statistics.texts) else { throw StoryStoreError.damaged }
    if statistics.texts == 0 { return statistics }
    let statement = try db.cachedStatement(sql: "SELECT texts FROM term WHERE key = ?")
    for key in keys {
      if let texts = try Int.fetchOne(statement, arguments: [Int64(bitPattern: key)]) {
        guard (0..<Self.limit).contains(texts) else { throw StoryStoreError.damaged }
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
    var postings = try StoredPostings(db)
    var places: [Int: Int] = [:]
    var known: [StorySearch.Known] = []
    var kindred: [Kindred] = []
    for (i, topic) in search.topics.enumerated() {
      guard let topic else { continue }
      for document in try postings.nearest(to: topic) {
        guard let row = try Row.fetchOne(statement, arguments: [document]),
          let other = Topic(bytes: try row.decode(atIndex: 2))
        else { throw StoryStoreError.damaged }
        let likeness = topic.likeness(to: other)
        if likeness < StoryIndex.leastLikeness { continue }
        let number: Int = try row.decode(atIndex: 0)
        let day: Int? = try row.decode(atIndex: 1)
        guard day.map((0..<Self.lastDay).contains) ?? true else { throw StoryStoreError.damaged }
        if places[number] == nil {
          places[number] = known.count
          known.append(try story(number))
        }
        kindred.append(
          Kindred(
            places[number, default: 0],
            i,
            likeness: likeness,
            days: (day, search.sketches[i].day)
          )
        )
      }
    }
    return (known, kindred)
  }
}

extension StoryShelf {
  /// A story as it was written down; its figures are looked at, since another program may have
  /// changed them.
  func story(_ number: Int) throws -> StorySearch.Known {
    let statement = try db.cachedStatement(sql: "SELECT size, within FROM story WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [number]) else {
      throw StoryStoreError.damaged
    }
    let size: Int = try row.decode(atIndex: 0)
    let within: Double = try row.decode(atIndex: 1)
    guard (1..<Self.limit).contains(size), within >= 0, within <= Double(size) * Double(size) else {
      throw StoryStoreError.damaged
    }
    return StorySearch.Known(story: number, size: size, within: within)
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
    while let row = try rows.next() {
      let weight: Int = try row.decode(atIndex: 1)
      guard (0...Int(UInt16.max)).contains(weight) else { throw StoryStoreError.damaged }
      posting.append((try row.decode(atIndex: 0), weight))
    }
    read[key] = posting
    return posting
  }
}
