/// The tokens of a text with their tags.
///
/// A text of 20 MB has four million tokens but a few thousand ways to read one: each way is held
/// once, and a token says which is its.
struct TaggedTokens: Sendable {
  private struct Reading: Hashable, Sendable {
    var tag: Tag
    let use: Vocabulary.Use
    let prepositions: UInt32

    /// Where it is looked for first.
    var slot: Int {
      let mixed = (tag.rawValue ^ use.rawValue << 7 ^ UInt64(prepositions)) &* 0x9E37_79B9_7F4A_7C15
      return Int(mixed >> 54)
    }
  }

  private var readings: [Reading] = []
  private var places: [UInt32] = []
  private var numbers: [Reading: UInt32] = [:]
  /// The number of the reading last seen at each slot, from 1, or 0.
  private var latest = [UInt32](repeating: 0, count: 1024)

  init(count: Int) {
    places.reserveCapacity(count)
  }

  /// What each token may be.
  var tags: TokenColumn<Tag> { TokenColumn(values: readings.map(\.tag), places: places) }

  /// What each word does in a report of speech.
  var uses: TokenColumn<Vocabulary.Use> { TokenColumn(values: readings.map(\.use), places: places) }

  /// The prepositions that may stand behind each word.
  var prepositions: TokenColumn<UInt32> {
    TokenColumn(values: readings.map(\.prepositions), places: places)
  }

  /// Adds the next token.
  mutating func append(_ tag: Tag, _ use: Vocabulary.Use, _ prepositions: UInt32) {
    places.append(number(of: Reading(tag: tag, use: use, prepositions: prepositions)))
  }

  /// A verb follows: a “there” before it stands for its subject.
  mutating func subjectThere() {
    guard let last = places.last, readings[Int(last)].tag.contains(.existential) else { return }
    var reading = readings[Int(last)]
    reading.tag = reading.tag.intersection([.existential, .capitalised])
      .union([.subjectPronoun, .pronoun])
    places[places.count - 1] = number(of: reading)
  }

  private mutating func number(of reading: Reading) -> UInt32 {
    let slot = reading.slot
    if latest[slot] > 0, readings[Int(latest[slot]) - 1] == reading { return latest[slot] - 1 }
    let number = numbers[reading] ?? UInt32(readings.count)
    if number == readings.count {
      readings.append(reading)
      numbers[reading] = number
    }
    latest[slot] = number + 1
    return number
  }
}

/// One value for each token, of which each different one is held once.
struct TokenColumn<Value: Sendable>: RandomAccessCollection, Sendable {
  fileprivate let values: [Value]
  fileprivate let places: [UInt32]

  var startIndex: Int { 0 }
  var endIndex: Int { places.count }

  @inline(__always)
  subscript(i: Int) -> Value { values[Int(places[i])] }
}

/// For each token the number of the passage it stands in, or -1.
///
/// Held for runs of 32 tokens, and only for those in which a passage stands.
struct TokenPassages: Sendable {
  private var places: [Int32]
  private var passages: [Int32] = []

  init(count: Int) {
    places = [Int32](repeating: -1, count: count / 32 + 1)
  }

  @inline(__always)
  subscript(i: Int) -> Int32 {
    get {
      let place = places[i >> 5]
      return place < 0 ? -1 : passages[Int(place) + i & 31]
    }
    set {
      if places[i >> 5] < 0 {
        places[i >> 5] = Int32(passages.count)
        passages.append(contentsOf: repeatElement(-1, count: 32))
      }
      passages[Int(places[i >> 5]) + i & 31] = newValue
    }
  }
}
