extension Sketch {
  /// A passage, as it is written down.
  public struct Passage: Hashable, Sendable {
    /// A number that passages of equal wording share.
    public let wording: UInt64

    /// The words that say something, each as twice its key, and one more where few texts are
    /// expected to have it; below 2⁶³.
    public let words: [Int]

    /// Takes a passage as it was written down.
    public init(wording: UInt64, words: [Int]) {
      self.wording = wording
      self.words = words
    }
  }

  /// The passages, from which the sketch can be had again.
  public var writtenPassages: [Passage] {
    var start = 0
    return passages.map { passage in
      defer { start = passage.end }
      return Passage(
        wording: passage.wording,
        words: words[start..<passage.end].map { Int($0.key) << 1 | ($0.isRare ? 1 : 0) }
      )
    }
  }

  /// Takes a sketch as it was written down.
  ///
  /// - Parameters:
  ///   - written: The passages, the headline first.
  ///   - signature: By which copies find each other; its SimHash is not looked at.
  ///   - date: When the text was published, as YYYY-MM-DD.
  public init(_ written: [Passage], signature: Signature, date: String?) {
    var words: [Word] = []
    var passages: [(end: Int, wording: UInt64)] = []
    for passage in written {
      words += passage.words.map { Word(key: UInt64($0.magnitude >> 1), isRare: $0 & 1 == 1) }
      passages.append((words.count, passage.wording))
    }
    self.words = words
    self.passages = passages
    self.signature = signature
    day = date.flatMap(Self.day)
    self.date = day == nil ? nil : date
  }
}

/// What was counted in all texts, for a search that is given some of them.
public struct StoryStatistics: Hashable, Sendable {
  /// How many texts there are, copies left out.
  public let texts: Int

  /// How many of these have each word, by its key; words that stand in none of the texts that are
  /// searched may be left out.
  public let having: [UInt64: Int]

  /// Wordings of passages that stand in several of them.
  public let furniture: Set<UInt64>

  /// Takes what was counted.
  public init(texts: Int, having: [UInt64: Int], furniture: Set<UInt64>) {
    self.texts = texts
    self.having = having
    self.furniture = furniture
  }
}

/// Finds the stories among some of many texts.
///
/// Where no text is like one that is left out, the answer is what `stories(among:)` finds for these
/// among all.
///
/// - Parameters:
///   - sketches: The texts to search.
///   - counted: What was counted in all; `nil` where these are all.
/// - Returns: The stories, and for each text the one it copies.
public func stories(
  among sketches: [Sketch],
  counted: StoryStatistics?
) -> (stories: [Story], originals: [Int?]) {
  let search = StorySearch(sketches, counted: counted) { _ in TermStatistics() }
  let groups = search.groups(search.kindred())
  return (Story.told(events: groups.events, storylines: groups.storylines), search.originals)
}

/// For each text, the first that it copies; `nil` for originals.
public func originals(among sketches: [Sketch]) -> [Int?] {
  var finder = CopyFinder()
  return sketches.enumerated().map { finder.original(of: $1, as: $0) }
}
