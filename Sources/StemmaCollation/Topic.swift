/// What a text is about: its weightiest words, as a vector of length `one`.
///
/// Weights are tf-idf with logarithmic counts (Salton and Buckley, 1988), kept as integers, so that
/// sums are the same in any order and on every machine.
struct Topic: Hashable, Sendable {
  /// How many words describe a text; more bring in what all news shares.
  static let size = 60

  /// Of these, how many it is found by.
  static let posted = 32

  /// The length of a vector, and so the weight of an only word.
  static let one: Double = 65_535

  /// The words, by key.
  let keys: [UInt64]

  /// The weight of each.
  let weights: [UInt16]

  /// Takes a topic as it was written down; `nil` unless it has a weight for each key, by key.
  init?(keys: [UInt64], weights: [UInt16]) {
    guard keys.count == weights.count, zip(keys, keys.dropFirst()).allSatisfy(<) else { return nil }
    self.keys = keys
    self.weights = weights
  }

  /// Weighs the words of a text.
  ///
  /// - Parameters:
  ///   - counts: How often each stands in it, and whether few texts are expected to have it.
  ///   - statistics: How many texts have each.
  init(of counts: [UInt64: WordCount], _ statistics: TermStatistics) {
    var weighed: [(key: UInt64, weight: Double)] = []
    for (key, count) in counts {
      guard let rarity = statistics.rarity(of: key, isRare: count.isRare) else { continue }
      weighed.append((key, (1 + logarithm(Double(count.total))) * rarity))
    }
    weighed.sort { ($1.weight, $0.key) < ($0.weight, $1.key) }
    weighed.removeLast(max(0, weighed.count - Self.size))
    let length = weighed.reduce(0.0) { $0 + $1.weight * $1.weight }.squareRoot()
    weighed.sort { $0.key < $1.key }
    keys = weighed.map(\.key)
    weights = weighed.map { UInt16((Self.one * $0.weight / length).rounded()) }
  }

  /// The words it is found by: the weightiest.
  var postedWords: [(key: UInt64, weight: UInt16)] {
    zip(keys, weights).map { (key: $0, weight: $1) }
      .sorted { ($1.weight, $0.key) < ($0.weight, $1.key) }
      .prefix(Self.posted).map { $0 }
  }

  /// How alike two topics are, from 0 to 1: the cosine of the angle between them.
  func likeness(to other: Topic) -> Double {
    var i = 0
    var j = 0
    var sum = 0
    while i < keys.count, j < other.keys.count {
      if keys[i] == other.keys[j] {
        sum += Int(weights[i]) * Int(other.weights[j])
        i += 1
        j += 1
      } else if keys[i] < other.keys[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return Double(sum) / (Self.one * Self.one)
  }
}

/// How often a word stands in a text, and whether few texts are expected to have it.
struct WordCount {
  var total = 0
  var isRare = false
}

/// How many texts have each word.
struct TermStatistics {
  /// How many texts were counted.
  var texts = 0

  /// How many of them have a word.
  var having: [UInt64: Int] = [:]

  /// Texts that stand for what is known of a word before any was counted.
  static let belief = 50.0

  /// What a word is worth: the logarithm of how few texts have it; `nil` where half of them do.
  ///
  /// Before any was counted, three texts in ten are expected to have a word of the language, and
  /// one in twenty a name.
  func rarity(of key: UInt64, isRare: Bool) -> Double? {
    let seen = Double(having[key, default: 0]) + Self.belief * (isRare ? 0.05 : 0.3)
    let share = seen / (Double(texts) + Self.belief)
    return share >= 0.5 ? nil : -logarithm(share)
  }
}

extension Sketch {
  /// How often each word stands in the text; in its first passage, the headline, three times.
  ///
  /// - Parameter isFurniture: Whether a passage with this wording is left out.
  /// - Returns: The counts by the key of the word.
  func counts(without isFurniture: (UInt64) -> Bool) -> [UInt64: WordCount] {
    var counts: [UInt64: WordCount] = [:]
    var start = 0
    for (i, passage) in passages.enumerated() {
      defer { start = passage.end }
      if i > 0, isFurniture(passage.wording) { continue }
      for word in words[start..<passage.end] {
        counts[word.key, default: WordCount()].total += i == 0 ? 3 : 1
        if word.isRare { counts[word.key, default: WordCount()].isRare = true }
      }
    }
    return counts
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
