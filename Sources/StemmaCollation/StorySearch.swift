/// The search for the stories of some texts, among each other and among those that are remembered.
struct StorySearch {
  /// A story of earlier texts.
  struct Known: Hashable, Sendable {
    /// Its number.
    let story: Int

    /// How many texts it has.
    let size: Int

    /// Sum of the likenesses of all pairs of them.
    let within: Double
  }

  /// Texts that belong together.
  struct Found: Hashable, Sendable {
    /// The texts, in order.
    let texts: [Int]

    /// The known story they belong to.
    let story: Int?

    /// How many texts the story has now, copies left out.
    let size: Int

    /// Sum of the likenesses of all pairs of these.
    let within: Double

    /// Mean of these, from 0 to 1000; 1000 for copies of one text.
    var score: Int {
      size < 2 ? 1000 : Int(1000 * within / (Double(size) * Double(size - 1) / 2))
    }
  }

  /// Texts that take three quarters of that away.
  private static let few = 20.0

  /// Most passages that may stand word for word in other texts and be no more than furniture, an
  /// appeal or a slogan; more are copied text.
  private static let mostFurniture = 3

  /// The texts.
  let sketches: [Sketch]

  /// For each text, the earlier one of these that it copies.
  let originals: [Int?]

  /// For texts that others copy, the copies.
  let copies: [Int: [Int]]

  /// For each text, what it is about; `nil` for copies.
  let topics: [Topic?]

  /// How many texts have each word, with those that are remembered.
  let statistics: TermStatistics

  /// How many of the texts have each word.
  let added: [UInt64: Int]

  /// Prepares texts for the search.
  ///
  /// - Parameters:
  ///   - sketches: The texts.
  ///   - isKnown: Whether a text is a copy of a remembered one, and so is searched no further.
  ///   - counted: What was counted in all texts, where these are only some of them.
  ///   - remembered: Gives how many earlier texts have each of some words.
  /// - Throws: What `remembered` throws.
  init<Failure>(
    _ sketches: [Sketch],
    isKnown: (Int) -> Bool = { _ in false },
    counted: StoryStatistics? = nil,
    remembering remembered: (Set<UInt64>) throws(Failure) -> TermStatistics
  ) throws(Failure) {
    self.sketches = sketches
    var finder = CopyFinder()
    let originals = sketches.enumerated().map { finder.original(of: $1, as: $0) }
    self.originals = originals
    var copies: [Int: [Int]] = [:]
    for (copy, original) in originals.enumerated() {
      if let original { copies[original, default: []].append(copy) }
    }
    self.copies = copies
    let searched = sketches.indices.filter { originals[$0] == nil && !isKnown($0) }
    let furniture = counted?.furniture ?? Self.furniture(of: searched.map { sketches[$0] })
    var counts: [Int: [UInt64: WordCount]] = [:]
    var added: [UInt64: Int] = [:]
    for i in searched {
      let furnished = sketches[i].passages.dropFirst().count { furniture.contains($0.wording) }
      counts[i] = sketches[i].counts {
        furnished <= Self.mostFurniture && furniture.contains($0)
      }
      for key in counts[i, default: [:]].keys { added[key, default: 0] += 1 }
    }
    var statistics: TermStatistics
    if let counted {
      statistics = TermStatistics(texts: counted.texts, having: counted.having)
    } else {
      statistics = try remembered(Set(added.keys))
      statistics.texts += searched.count
      for (key, count) in added { statistics.having[key, default: 0] += count }
    }
    self.added = added
    self.statistics = statistics
    topics = sketches.indices.map { i in counts[i].map { Topic(of: $0, statistics) } }
  }

  /// Wordings of passages that stand in several texts.
  private static func furniture(of sketches: [Sketch]) -> Set<UInt64> {
    var once: Set<UInt64> = []
    var more: Set<UInt64> = []
    for sketch in sketches {
      for wording in Set(sketch.passages.map(\.wording)) where !once.insert(wording).inserted {
        more.insert(wording)
      }
    }
    return more
  }

  /// The texts among these that are alike.
  func kindred() -> [Kindred] {
    var index = StoryIndex()
    var texts: [Int] = []
    var kindred: [Kindred] = []
    for (text, topic) in topics.enumerated() {
      guard let topic else { continue }
      for other in index.add(topic) {
        let first = texts[other.text]
        let days = (sketches[first].day, sketches[text].day)
        kindred.append(Kindred(first, text, likeness: other.likeness, days: days))
      }
      texts.append(text)
    }
    return kindred
  }

  /// What belongs together: texts in an event, or events in a storyline.
  struct Bounds {
    /// How alike two texts are.
    let measure: @Sendable (Kindred) -> Double

    /// Average likeness from which two groups are joined, where many texts were counted.
    let least: Double

    /// What is added to it where nothing was.
    ///
    /// Among few texts the names that all news of a week shares weigh as much as those of one
    /// event. Tuned on the five seeds.
    let caution: Double

    /// What of the likeness within them two groups must have between them.
    let closeness: Double

    static let event = Bounds(
      measure: { $0.nearness },
      least: 0.08,
      caution: 0.52,
      closeness: StoryGrouping.closeness
    )

    static let storyline = Bounds(
      measure: { $0.likeness },
      least: 0.05,
      caution: 0.2,
      closeness: 0
    )
  }

  /// The texts by event, or by storyline.
  ///
  /// - Parameters:
  ///   - kindred: Which texts are alike.
  ///   - known: Stories that are remembered.
  ///   - earlier: Which texts are like texts of these, the story's place in `known` coming first.
  ///   - bounds: What makes an event or a storyline.
  /// - Returns: Every text in one group.
  func groups(
    _ kindred: [Kindred],
    known: [Known] = [],
    earlier: [Kindred] = [],
    by bounds: Bounds
  ) -> [Found] {
    let searched = topics.indices.filter { topics[$0] != nil }
    var places: [Int: Int] = [:]
    for (place, text) in searched.enumerated() { places[text] = place }
    let start =
      searched.map { StoryGrouping.Group(texts: [$0], size: 1, within: 0, story: nil) }
      + known.map {
        StoryGrouping.Group(texts: [], size: $0.size, within: $0.within, story: $0.story)
      }
    var pairs = kindred.map {
      (
        first: places[$0.first, default: 0], second: places[$0.second, default: 0],
        likeness: bounds.measure($0)
      )
    }
    pairs += earlier.map {
      (searched.count + $0.first, places[$0.second, default: 0], bounds.measure($0))
    }
    let doubt = Self.few / (Self.few + Double(statistics.texts))
    return StoryGrouping(
      start,
      near: pairs,
      bound: bounds.least + bounds.caution * doubt * doubt,
      closeness: bounds.closeness
    ).joined.map(found)
  }

  /// The texts by event, and the events by storyline; see `groups(_:known:earlier:by:)`.
  func groups(
    _ kindred: [Kindred],
    known: [Known] = [],
    earlier: [Kindred] = []
  ) -> (events: [Found], storylines: [Found]) {
    (
      groups(kindred, known: known, earlier: earlier, by: .event),
      groups(kindred, known: known, earlier: earlier, by: .storyline)
    )
  }

  /// A group with the copies of its texts.
  private func found(_ group: StoryGrouping.Group) -> Found {
    Found(
      texts: (group.texts + group.texts.flatMap { copies[$0, default: []] }).sorted(),
      story: group.story,
      size: group.size,
      within: group.within
    )
  }
}

/// Finds the first text that another copies.
struct CopyFinder {
  /// Texts looked at for each band; a thousand copies have one original.
  static let looked = 4

  /// Words from which light edits still leave a copy; shorter texts must be the same.
  static let fewestWords = 20

  private var byBand: [UInt64: [Int]] = [:]
  private var byWording: [UInt64: Int] = [:]
  private var signatures: [Int: Signature] = [:]

  mutating func original(of sketch: Sketch, as number: Int) -> Int? {
    let signature = sketch.signature
    guard !sketch.words.isEmpty else { return nil }
    if let original = byWording[signature.wording] { return original }
    if sketch.words.count >= Self.fewestWords {
      for band in signature.bands {
        for other in byBand[band, default: []] {
          if let known = signatures[other], known.isCopy(of: signature) { return other }
        }
      }
      for band in signature.bands where byBand[band, default: []].count < Self.looked {
        byBand[band, default: []].append(number)
      }
      signatures[number] = signature
    }
    byWording[signature.wording] = number
    return nil
  }
}

/// Finds the stories among some texts.
///
/// - Parameter sketches: The texts.
/// - Returns: Events, then storylines that join several of them, each with two texts or more.
public func stories(among sketches: [Sketch]) -> [Story] {
  let search = StorySearch(sketches) { _ in TermStatistics() }
  let groups = search.groups(search.kindred())
  return Story.told(events: groups.events, storylines: groups.storylines)
}

/// Finds the stories among some texts, events and storylines at the same time.
///
/// - Parameter sketches: The texts.
/// - Returns: Events, then storylines that join several of them, each with two texts or more.
public func stories(among sketches: [Sketch]) async -> [Story] {
  let search = StorySearch(sketches) { _ in TermStatistics() }
  let kindred = search.kindred()
  async let storylines = search.groups(kindred, by: .storyline)
  let events = search.groups(kindred, by: .event)
  return Story.told(events: events, storylines: await storylines)
}

extension Story {
  /// Events of two texts or more, then the storylines that are no event.
  static func told(events: [StorySearch.Found], storylines: [StorySearch.Found]) -> [Story] {
    let known = Set(events.map(\.texts))
    return events.filter { $0.texts.count > 1 }
      .map { Story(witnesses: $0.texts, relation: .sameEvent, score: $0.score) }
      + storylines.filter { $0.texts.count > 1 && !known.contains($0.texts) }
      .map { Story(witnesses: $0.texts, relation: .sameStoryline, score: $0.score) }
  }
}
