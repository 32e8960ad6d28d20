import StemmaText

/// What happened to a word on its way through fingers or a program.
struct Slip: Hashable {
  /// Kinds of slip, the plainest first.
  enum Kind: Int, Hashable {
    /// Two neighbouring letters changed places.
    case swapped
    /// A double letter became single, or a single one double.
    case doubled
    /// A letter was lost.
    case lost
    /// A letter came in.
    case added
    /// One letter took another's place.
    case exchanged
    /// The letters after the first were jumbled.
    case jumbled
    /// Two slips of the ear: vowels, double letters, c for s, neighbours swapped.
    case misheard
  }

  /// The word that was meant.
  let word: [UInt8]

  /// What happened to it.
  let kind: Kind

  /// How likely it is, in half points: how plain the slip, how frequent and how long the word.
  ///
  /// Weights were set on human English (1.8 million words of news and web pages) so that what is
  /// found is nearly always wrong, and on lists of common misspellings.
  let weight: Int
}

/// The likeliest word that an unknown one stands for.
///
/// A word of eight letters has some thousand neighbours; they are written one after the other into
/// the same place, and all but a few are turned away by a filter.
struct SlipSearch {
  private let letters: [UInt8]
  private let lexicon: Lexicon
  private let isName: ([UInt8]) -> Bool
  private(set) var best: Slip?

  /// The candidate that is looked at.
  private var word: [UInt8] = []

  private static let alphabet = UInt8(ascii: "a")...UInt8(ascii: "z")

  /// Bytes of the longest word that is looked for.
  static let longest = 24

  /// Looks for a frequent word, or one that `isName` accepts, near a word in small ASCII letters.
  init(near word: [UInt8], in lexicon: Lexicon, orName isName: @escaping ([UInt8]) -> Bool) {
    letters = word
    self.lexicon = lexicon
    self.isName = isName
    guard word.count >= 2, word.count <= Self.longest else { return }
    swap()
    take()
    put()
    exchange()
    if 4...5 ~= word.count { jumble() }
    if word.count >= 7 { mishear() }
  }

  /// Weighs the candidate, of which `strength` says how plain the slip is, in half points.
  @inline(__always)
  private mutating func propose(_ kind: Slip.Kind, _ strength: Int) {
    if word.withUnsafeBufferPointer({ lexicon.mayBeAim($0) }) { weigh(kind, strength) }
  }

  private mutating func weigh(_ kind: Slip.Kind, _ strength: Int) {
    guard word != letters else { return }
    var frequency = lexicon.frequency(of: word)
    if frequency < 2, isName(word) { frequency = 2 }
    guard frequency > 0, kind != .misheard || frequency > 1 else { return }
    if letters.count <= 4, kind == .exchanged, frequency < 3 { return }
    if letters.count <= 3 {
      guard frequency == 3, kind == .swapped || kind == .lost || kind == .doubled else { return }
      if letters.count == 2, kind != .lost {
        guard lexicon.isFunctionWord(String(decoding: word, as: UTF8.self)) else { return }
      }
    }
    let weight = strength + 2 * frequency + Self.weight(ofLength: letters.count)
    if let best {
      guard weight >= best.weight else { return }
      if weight == best.weight {
        let isPlainer = kind.rawValue < best.kind.rawValue
        let isFirst = kind == best.kind && word.lexicographicallyPrecedes(best.word)
        guard isPlainer || isFirst else { return }
      }
    }
    best = Slip(word: word, kind: kind, weight: weight)
  }

  private static func weight(ofLength count: Int) -> Int { min(max(count - 5, -2), 4) }

  private mutating func swap() {
    word = letters
    for i in letters.indices.dropLast() where letters[i] != letters[i + 1] {
      word.swapAt(i, i + 1)
      propose(.swapped, letters.count > 3 ? 6 : 5)
      word.swapAt(i, i + 1)
    }
    // Consonants that open syllables change places too: “munbers”.
    guard letters.count >= 7 else { return }
    for i in letters.indices.dropLast(2) where letters[i] != letters[i + 2] {
      word.swapAt(i, i + 2)
      propose(.swapped, 3)
      word.swapAt(i, i + 2)
    }
  }

  private mutating func take() {
    let last = letters.count - 1
    word = Array(letters.dropFirst())
    for i in letters.indices {
      if i > 0 { word[i - 1] = letters[i - 1] }
      let isDouble =
        i > 0 && letters[i] == letters[i - 1] || i < last && letters[i] == letters[i + 1]
      if isDouble {
        propose(.doubled, 6)
      } else if i == 0 {
        propose(.added, Key.areNear(letters[0], letters[1]) ? 2 : -1)
      } else if i == last {
        // Often an ending that no list has.
        propose(.added, "saeiouydnrt".utf8.contains(letters[i]) ? -2 : 1)
      } else if i == last - 1, letters[last] == UInt8(ascii: "s") || letters[last] == Key.y {
        propose(.added, 2)
      } else {
        propose(.added, 4)
      }
    }
  }

  private mutating func put() {
    let end = letters.count
    word = [0] + letters
    for i in 0...end {
      if i > 0 { word[i - 1] = letters[i - 1] }
      for letter in Self.alphabet {
        word[i] = letter
        let isDouble = i > 0 && letters[i - 1] == letter || i < end && letters[i] == letter
        if isDouble {
          propose(.doubled, i == end ? 4 : 6)
        } else if i == end, "sye".utf8.contains(letter) {
          propose(.lost, 1)
        } else {
          propose(.lost, i == 0 || i == end ? 3 : 4)
        }
      }
    }
  }

  private mutating func exchange() {
    word = letters
    for i in letters.indices {
      for letter in Self.alphabet where letter != letters[i] {
        word[i] = letter
        var strength = Key.likeness(of: letters[i], and: letter)
        if i == 0 { strength -= strength >= 3 ? 3 : 5 }
        if i == letters.count - 1 { strength -= 3 }
        propose(.exchanged, strength)
      }
      word[i] = letters[i]
    }
  }

  /// All orders of the letters after the first: at most 24.
  private mutating func jumble() {
    var orders: [[UInt8]] = [[]]
    for letter in letters.dropFirst() {
      orders = orders.flatMap { order in
        (0...order.count).map { i in
          var longer = order
          longer.insert(letter, at: i)
          return longer
        }
      }
    }
    for order in orders {
      word = [letters[0]] + order
      propose(.jumbled, 4)
    }
  }

  private mutating func mishear() {
    let strength = letters.count >= 8 ? 3 : 1
    if let best, best.weight > strength + 6 + Self.weight(ofLength: letters.count) { return }
    let lexicon = lexicon
    var (first, second): ([UInt8], [UInt8]) = ([], [])
    Key.visitMishearings(of: letters, in: &first) { once in
      Key.visitMishearings(of: once, in: &second) { twice in
        guard twice.withUnsafeBufferPointer({ lexicon.mayBeAim($0) }) else { return }
        word = twice
        weigh(.misheard, strength)
      }
    }
  }
}

/// Letters as fingers and ears confuse them.
private enum Key {
  static let y = UInt8(ascii: "y")

  /// Row and, in half keys, column of each letter on a keyboard with the rows qwerty, asdf, zxcv.
  private static let places: [(row: Int, column: Int)] = {
    var places = [(row: Int, column: Int)](repeating: (0, 0), count: 256)
    for (row, keys) in ["qwertyuiop", "asdfghjkl", "zxcvbnm"].enumerated() {
      for (i, key) in keys.utf8.enumerated() { places[Int(key)] = (row, 2 * i + row) }
    }
    return places
  }()

  private static let alike: Set<[UInt8]> = Set(
    ["sc", "sz", "ck", "td", "bp", "iy", "vw", "fp", "nm", "gj", "gq"].flatMap {
      [Array($0.utf8), Array($0.utf8.reversed())]
    }
  )

  static func isVowel(_ letter: UInt8) -> Bool { "aeiou".utf8.contains(letter) }

  static func areNear(_ a: UInt8, _ b: UInt8) -> Bool {
    let (first, second) = (places[Int(a)], places[Int(b)])
    return abs(first.row - second.row) <= 1 && abs(first.column - second.column) <= 2
  }

  /// How easily one letter is written for another, in half points.
  static func likeness(of a: UInt8, and b: UInt8) -> Int {
    if isVowel(a), isVowel(b) { return 4 }
    return areNear(a, b) || alike.contains([a, b]) ? 3 : 1
  }

  /// A word as an ear may have it: another vowel, a double letter made single or a single one
  /// double, c for s, a mute e lost, neighbours swapped.
  ///
  /// Each is written into `other` and shown to `body`.
  static func visitMishearings(
    of word: [UInt8],
    in other: inout [UInt8],
    _ body: ([UInt8]) -> Void
  ) {
    func edited(_ edit: (inout [UInt8]) -> Void) {
      other.removeAll(keepingCapacity: true)
      other += word
      edit(&other)
      body(other)
    }
    for i in word.indices.dropFirst() {
      if isVowel(word[i]) {
        for vowel in "aeiou".utf8 where vowel != word[i] { edited { $0[i] = vowel } }
        if word[i] == UInt8(ascii: "e") { edited { $0.remove(at: i) } }
      }
      if word[i] == word[i - 1] {
        edited { $0.remove(at: i) }
      } else if !"hwxyjq".utf8.contains(word[i]) {
        edited { $0.insert(word[i], at: i) }
        edited { $0.swapAt(i - 1, i) }
      }
      if word[i] == UInt8(ascii: "s") { edited { $0[i] = UInt8(ascii: "c") } }
      if word[i] == UInt8(ascii: "c") { edited { $0[i] = UInt8(ascii: "s") } }
    }
  }
}
