internal import GRDB

extension StoryShelf {
  /// The stories of the texts, with what they were before.
  func told(
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
    let known = try story(number)
    return StorySearch.Found(texts: [], story: number, size: known.size, within: known.within).score
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
      if own.contains(try row.decode(atIndex: 0)) { continue }
      count += 1
      if count <= Story.Past.listed {
        texts.append(
          Story.Past.Text(
            name: try row.decode(atIndex: 1),
            digest: try row.decode(atIndex: 2),
            date: try row.decode(atIndex: 3)
          )
        )
      }
    }
    return Story.Past(story: number, count: count, texts: texts)
  }
}
