import StemmaText

extension CheckedDocument {
  /// Fewest letters of a name that is compared; shorter names are too often alike by chance.
  private static let shortestName = 6

  /// Fewest letters of a name that tells by how often it is spelt otherwise, not by its neighbours.
  private static let longName = 7

  /// Names that differ by one letter, or by a hyphen, from a name used more often.
  ///
  /// Two names that are alike are two persons or places as often as not; they are taken for one
  /// where another name stands beside both, or a long one is spelt so once and otherwise three times.
  var spellingVariants: [DocumentCheck.Sighting] {
    let names = names
    var result: [DocumentCheck.Sighting] = []
    for (i, a) in names.enumerated() {
      for b in names[..<i] where Self.isVariant(a.letters, b.letters) {
        let (rare, common) = a.spans.count <= b.spans.count ? (a, b) : (b, a)
        let isSlip =
          rare.spans.count == 1 && common.spans.count >= 3
          && min(a.letters.count, b.letters.count) >= Self.longName
        guard isSlip || !rare.neighbours.isDisjoint(with: common.neighbours) else { continue }
        result.append(
          DocumentCheck.Sighting(
            spans: [rare.spans[0], common.spans[0]],
            suggestion: rare.spans.count < common.spans.count ? common.word : nil,
            detail: nil,
            amendment: nil
          )
        )
      }
    }
    return result + hyphenVariants
  }

  private struct Name {
    let word: String
    let letters: [Unicode.Scalar]
    var spans: [Span<Extracted>]

    /// Names right before and right behind it, with “<” and “>” in front.
    var neighbours: Set<String>
  }

  /// Capitalised words inside sentences that no lexicon has, by first appearance.
  private var names: [Name] {
    var places: [String: Int] = [:]
    var names: [Name] = []
    for n in signs.indices where signs[n].contains(.comparedName) {
      let token = segmentation.tokens[n]
      var word = document.words(at: token.span)
      if token.shape.contains(.possessive) { word = String(word.dropLast(2)) }
      let span = Span<Extracted>(token.lower..<token.lower + word.utf8.count)
      guard word.utf8.count >= Self.shortestName, !lexicon.knows(word),
        !lexicon.knows(word.lowercased())
      else { continue }
      if let i = places[word] {
        names[i].spans.append(span)
        names[i].neighbours.formUnion(neighbours(of: n))
      } else {
        // Beyond this many names the text is a list.
        guard names.count < 300 else { return [] }
        places[word] = names.count
        names.append(
          Name(
            word: word,
            letters: Array(word.unicodeScalars),
            spans: [span],
            neighbours: neighbours(of: n)
          )
        )
      }
    }
    return names
  }

  /// Whether a token is a word with a capital that the lexicon has in no case.
  func isComparedName(_ token: Token) -> Bool {
    isName(token) && token.span.count >= Self.shortestName && !isKnownAsWritten(token)
  }

  /// Names beside a token: capitalised words that do not say what kind of place it is.
  private func neighbours(of n: Int) -> Set<String> {
    var result: Set<String> = []
    for (i, mark) in [(n - 1, "<"), (n + 1, ">")] where segmentation.tokens.indices.contains(i) {
      let token = segmentation.tokens[i]
      guard token.kind == .word, token.shape.contains(.capitalised), token.span.count > 1,
        !token.shape.contains(.possessive)
      else { continue }
      let word = folded(token)
      if !Self.kindsOfPlace.contains(word), !lexicon.isFunctionWord(word) {
        result.insert(mark + word)
      }
    }
    return result
  }

  /// Words that stand beside the names of different places.
  private static let kindsOfPlace: Set<String> = [
    "river", "county", "lake", "town", "village", "city", "street", "district", "province",
    "mountain", "mount", "road", "island", "region", "state", "university", "airport", "hotel",
    "school", "mr", "mrs", "ms", "dr", "president", "minister", "north", "south", "east", "west",
  ]

  /// Whether the lexicon has a word that is no possessive, as written or in small letters.
  private func isKnownAsWritten(_ token: Token) -> Bool {
    guard !token.shape.contains(.apostrophe), !token.shape.contains(.wide),
      token.span.count < 64
    else { return false }
    return text.withUnsafeBufferPointer { text in
      let word = UnsafeBufferPointer(rebasing: text[token.lower..<token.upper])
      if lexicon.entry(word) != nil { return true }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
        for i in word.indices { buffer[i] = word[i].folded }
        return lexicon.entry(UnsafeBufferPointer(rebasing: buffer[..<word.count])) != nil
      }
    }
  }

  private func isName(_ token: Token) -> Bool {
    token.kind == .word && token.shape.contains(.capitalised) && !token.shape.contains(.upper)
      && token.shape.isDisjoint(with: [.digit, .hyphenated])
      && (!token.shape.contains(.apostrophe) || token.shape.contains(.possessive))
  }

  /// Whether two words differ by one letter that is no ending.
  static func isVariant(_ a: String, _ b: String) -> Bool {
    isVariant(Array(a.unicodeScalars), Array(b.unicodeScalars))
  }

  private static func isVariant(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Bool {
    guard a.first == b.first, abs(a.count - b.count) <= 1 else { return false }
    let (short, long) = a.count <= b.count ? (a, b) : (b, a)
    guard long.count - short.count <= 1, short.first == long.first else { return false }
    var same = 0
    while same < short.count, short[same] == long[same] { same += 1 }
    if long.count == short.count {
      guard same < short.count else { return false }
      // A brand's inner capital is no other spelling: HubSpot, Hubspot.
      if short[same].properties.lowercaseMapping == long[same].properties.lowercaseMapping {
        return false
      }
      // A last letter that differs may be a case ending: Kowalski, Kowalska.
      return same < short.count - 1 && short[(same + 1)...].elementsEqual(long[(same + 1)...])
    }
    guard short[same...].elementsEqual(long[(same + 1)...]) else { return false }
    // Plurals, demonyms and feminine forms add a last letter; a doubled one is a variant.
    return same < short.count || long.last == short.last
  }

  /// Whether no part of a hyphened word is a usual one, or names a country or people.
  private func isStrangeThroughout(_ token: Token) -> Bool {
    folded(token).split(separator: "-").allSatisfy { part in
      !lexicon.isUsual(part.utf8) && !lexicon.isListedName(Array(part.utf8))
    }
  }

  /// Whether a name may be two names in one: it holds a hyphen, or is long and in no lexicon.
  func isOneWordOfTwo(_ token: Token) -> Bool {
    guard token.kind == .word, token.shape.contains(.capitalised) else { return false }
    if token.shape.contains(.hyphenated) { return isStrangeThroughout(token) }
    return isName(token) && token.span.count >= Self.longName + 1
      && !token.shape.contains(.possessive) && !isKnownAsWritten(token)
      // A handle's inner capital is no other spelling: @AnnaRoe.
      && !text[token.lower + 1..<token.upper].contains { (0x41...0x5A).contains($0) }
  }

  /// “Jong-un” and “Jongun” beside “Jong Un”: the same letters once in one word, once in two.
  private var hyphenVariants: [DocumentCheck.Sighting] {
    let tokens = segmentation.tokens
    var hyphened: [String: [Span<Extracted>]] = [:]
    var order: [String] = []
    for n in signs.indices where signs[n].contains(.oneWordOfTwo) {
      let token = tokens[n]
      let key = folded(token).filter { $0 != "-" }
      if hyphened[key] == nil { order.append(key) }
      hyphened[key, default: []].append(token.span)
    }
    guard !order.isEmpty else { return [] }
    let spaced = spacedPairs(among: Set(order))
    return order.compactMap { key in
      guard let one = hyphened[key], let two = spaced[key] else { return nil }
      let (rare, common) = one.count <= two.count ? (one, two) : (two, one)
      return DocumentCheck.Sighting(
        spans: [rare[0], common[0]],
        suggestion: one.count == two.count ? nil : document.words(at: common[0]),
        detail: nil,
        amendment: nil
      )
    }
  }

  /// Two strange capitalised words with one character between them, by their letters, where those are
  /// among some.
  private func spacedPairs(among keys: Set<String>) -> [String: [Span<Extracted>]] {
    // Most pairs are turned away by their length and first letter.
    let marks = Set(keys.map { $0.utf8.count << 8 | Int($0.utf8.first ?? 0) })
    let tokens = segmentation.tokens
    var spaced: [String: [Span<Extracted>]] = [:]
    for n in tokens.indices.dropLast() where tokens[n].shape.contains(.capitalised) {
      let (a, b) = (tokens[n], tokens[n + 1])
      guard b.shape.contains(.capitalised), a.kind == .word, b.kind == .word,
        b.lower == a.upper + 1
      else { continue }
      let mark = (a.span.count + b.span.count) << 8 | Int(text[a.lower].folded)
      let isPlain = a.shape.union(b.shape).isDisjoint(with: .apostrophe)
      guard !isPlain || marks.contains(mark) else { continue }
      let key = folded(a) + folded(b)
      guard keys.contains(key), isStrangeThroughout(a), isStrangeThroughout(b) else { continue }
      spaced[key, default: []].append(a.span.union(b.span))
    }
    return spaced
  }
}
