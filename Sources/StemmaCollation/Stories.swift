/// Documents that tell one event, or one storyline on several days.
public struct Story: Hashable, Sendable {
  /// How its documents belong together.
  public enum Relation: String, Hashable, Sendable {
    case sameEvent = "same-event"
    case sameStoryline = "same-storyline"
  }

  /// Indexes of its witnesses, in order; two or more.
  public let witnesses: [Int]

  /// How they belong together.
  public let relation: Relation

  /// Mean likeness of the pairs that were joined, from 0 to 1000.
  public let score: Int
}

/// What a text is about: its weightiest stems, as a vector of length one.
struct Topic {
  /// How many stems describe a text; more bring in what all news shares.
  static let size = 60

  /// Stems with their weights, by stem.
  let weights: [(stem: Int, weight: Double)]
}

/// Groups texts into stories through an index of stems: only texts that share a weighty stem are
/// ever compared.
///
/// Weights are tf-idf with logarithmic counts (Salton and Buckley, 1988); groups are joined while
/// the average likeness between their members stays above a bound (average linkage).
struct StoryIndex {
  /// Average likeness from which two groups tell one event, where many texts were counted.
  static let sameEvent = 0.12

  /// Average likeness from which they belong to one storyline.
  static let sameStoryline = 0.05

  private let topics: [Topic]
  private let likeness: [Pair: Double]

  /// What is added to a bound where nothing was counted: among few texts the names that all news of
  /// a week shares weigh as much as those of one event.
  static let caution = 0.1

  /// Two texts, the smaller index first.
  private struct Pair: Hashable {
    let first: Int
    let second: Int

    init(_ a: Int, _ b: Int) {
      first = min(a, b)
      second = max(a, b)
    }
  }

  /// Indexes texts by their stems' counts; `weight` says what a stem is worth before any text was
  /// counted, as the share of texts it is expected in.
  init(_ counts: [[Int: Int]], prior: (Int) -> Double) {
    var documents: [Int: Int] = [:]
    for text in counts { for stem in text.keys { documents[stem, default: 0] += 1 } }
    let total = Double(counts.count)
    topics = counts.map { Topic(of: $0, documents: documents, total: total, prior: prior) }
    var postings: [Int: [(text: Int, weight: Double)]] = [:]
    var likeness: [Pair: Double] = [:]
    for (text, topic) in topics.enumerated() {
      for (stem, weight) in topic.weights {
        for other in postings[stem, default: []].suffix(Self.longestPosting) {
          likeness[Pair(other.text, text), default: 0] += weight * other.weight
        }
        postings[stem, default: []].append((text, weight))
      }
    }
    self.likeness = likeness
  }

  /// A stem that stands in more texts than this is looked up in the latest of them only, which
  /// bounds the work for a text; news is grouped with news of its days.
  static let longestPosting = 2000

  /// The groups at a bound, each with its mean likeness; texts that stand alone are left out.
  func groups(at share: Double) -> [(texts: [Int], score: Double)] {
    let bound = share + Self.caution * Topic.belief / (Topic.belief + Double(topics.count))
    var group = Array(topics.indices)
    var members = topics.indices.map { [$0] }
    let pairs = likeness.filter { $0.value >= bound }
      .sorted { ($1.value, $0.key.first, $0.key.second) < ($0.value, $1.key.first, $1.key.second) }
    for (pair, _) in pairs {
      let a = group[pair.first]
      let b = group[pair.second]
      if a == b || average(members[a], members[b]) < bound { continue }
      let (kept, gone) = members[a].count >= members[b].count ? (a, b) : (b, a)
      for text in members[gone] { group[text] = kept }
      members[kept] += members[gone]
      members[gone] = []
    }
    return members.filter { $0.count > 1 }
      .map { (texts: $0.sorted(), score: cohesion($0)) }
      .sorted { $0.texts[0] < $1.texts[0] }
  }

  /// Largest group whose every pair is looked at; of larger ones a fixed sample stands for all.
  private static let sample = 48

  private func average(_ a: [Int], _ b: [Int]) -> Double {
    let a = a.prefix(Self.sample)
    let b = b.prefix(Self.sample)
    var sum = 0.0
    for x in a { for y in b { sum += likeness[Pair(x, y)] ?? 0 } }
    return sum / Double(a.count * b.count)
  }

  private func cohesion(_ group: [Int]) -> Double {
    let texts = group.prefix(Self.sample)
    var sum = 0.0
    var pairs = 0
    for (i, x) in texts.enumerated() {
      for y in texts.prefix(i) {
        sum += likeness[Pair(x, y)] ?? 0
        pairs += 1
      }
    }
    return pairs == 0 ? 0 : sum / Double(pairs)
  }
}

extension Topic {
  /// Texts that stand for what is known of a stem before any was counted.
  static let belief = 20.0

  init(of counts: [Int: Int], documents: [Int: Int], total: Double, prior: (Int) -> Double) {
    var weighed: [(stem: Int, weight: Double)] = []
    for (stem, count) in counts {
      let seen = Double(documents[stem, default: 0]) + Self.belief * prior(stem)
      let share = seen / (total + Self.belief)
      if share >= 0.5 { continue }
      weighed.append((stem, (1 + logarithm(Double(count))) * -logarithm(share)))
    }
    weighed.sort { ($1.weight, $0.stem) < ($0.weight, $1.stem) }
    weighed.removeLast(max(0, weighed.count - Self.size))
    let length = weighed.reduce(0.0) { $0 + $1.weight * $1.weight }.squareRoot()
    weights = weighed.map { ($0.stem, $0.weight / length) }.sorted { $0.stem < $1.stem }
  }
}

/// The natural logarithm of a number above 0, by a series that gives the same bits on every machine.
func logarithm(_ x: Double) -> Double {
  let exponent = Double(x.exponent)
  let m = x.significand
  let y = (m - 1) / (m + 1)
  var term = y
  var sum = 0.0
  var n = 1.0
  while n < 60 {
    sum += term / n
    term *= y * y
    n += 2
  }
  return 2 * sum + exponent * 0.693147180559945309417
}
