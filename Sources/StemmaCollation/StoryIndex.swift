/// Finds, for each text, the earlier ones that are about the same: only texts that share a weighty
/// word are ever compared.
struct StoryIndex {
  /// A word that stands in more texts than this is looked up in the latest of them only, which
  /// bounds the work for a text; news is grouped with news of its days.
  static let longestPosting = 300

  /// How many texts are compared with one, at most: those that share most with it.
  static let candidates = 256

  /// Two texts less alike than this have nothing to do with each other.
  static let leastLikeness = 0.02

  private var topics: [Topic] = []
  private var postings: [UInt64: [(text: Int, weight: Int)]] = [:]

  /// For each text, what it shares with the one that was added when `sharer` names that.
  private var shared: [Int] = []
  private var sharer: [Int] = []

  /// Adds a text, and gives those before it that it is like.
  mutating func add(_ topic: Topic) -> [(text: Int, likeness: Double)] {
    var near: [Int] = []
    for (key, weight) in zip(topic.keys, topic.weights) {
      guard let posting = postings[key] else { continue }
      for other in posting.suffix(Self.longestPosting) {
        if sharer[other.text] != topics.count {
          sharer[other.text] = topics.count
          shared[other.text] = 0
          near.append(other.text)
        }
        shared[other.text] += Int(weight) * other.weight
      }
    }
    let nearest = Self.nearest(near.lazy.map { [shared] in (key: $0, value: shared[$0]) })
    let found = nearest.compactMap { text -> (text: Int, likeness: Double)? in
      let likeness = topic.likeness(to: topics[text])
      return likeness >= Self.leastLikeness ? (text, likeness) : nil
    }
    for (key, weight) in topic.postedWords {
      postings[key, default: []].append((topics.count, Int(weight)))
    }
    topics.append(topic)
    shared.append(0)
    sharer.append(-1)
    return found
  }

  /// The texts that share most, in order; of those that share as much, the earliest.
  static func nearest(_ shared: some Sequence<(key: Int, value: Int)>) -> [Int] {
    var most = Heap<Sharing>()
    for (text, shared) in shared {
      let sharing = Sharing(shared: shared, text: text)
      if most.count < candidates {
        most.push(sharing)
      } else if let least = most.top, sharing < least {
        most.replaceTop(by: sharing)
      }
    }
    return most.all.map(\.text).sorted()
  }

  /// What a text shares with another; the greater is left out first.
  private struct Sharing: Comparable {
    let shared: Int
    let text: Int

    static func < (a: Sharing, b: Sharing) -> Bool { (b.shared, a.text) < (a.shared, b.text) }
  }
}

/// How alike two texts are, of which the second is the later.
struct Kindred: Hashable, Sendable {
  /// The earlier text, or the story it belongs to.
  let first: Int

  /// The later text.
  let second: Int

  /// How alike they are, from 0 to 1.
  let likeness: Double

  /// The same, less where long lies between their days.
  let nearness: Double

  /// Takes two texts with their days, where these are known.
  init(_ first: Int, _ second: Int, likeness: Double, days: (Int?, Int?)) {
    self.first = first
    self.second = second
    self.likeness = likeness
    guard let a = days.0, let b = days.1 else {
      nearness = likeness
      return
    }
    let beyond = Double(max(0, abs(a - b) - Self.oneEvent))
    nearness = likeness * Self.halving / (Self.halving + beyond)
  }

  /// Days in which an event is told without being another.
  private static let oneEvent = 14

  /// Days beyond these in which likeness is worth half.
  ///
  /// Both are guesses; less made the later reports of long affairs events of their own.
  private static let halving = 60.0
}
