/// What the lexicon says of one token where it stands.
package struct WordReading: Sendable {
  /// The word as written, and in small letters, where the lexicon has them.
  package var exact: Lexicon.Entry?
  package var folded: Lexicon.Entry?

  /// Its classes, taking into account whether its capital says anything.
  package var classes = WordClasses()
}

extension Lexicon {
  /// Reads a token where it stands.
  ///
  /// “May” inside a sentence is the month, at its start the month or the modal. A capitalised word
  /// that the lexicon knows in small letters only keeps its noun and list classes, but is no verb:
  /// it is part of a name. A possessive (“minister's”) keeps no class but `possessive`.
  package func reading(
    of token: Token,
    in text: UnsafeBufferPointer<UInt8>
  ) -> WordReading {
    let names = readingClasses
    var reading = WordReading()
    guard token.kind == .word, token.upper - token.lower < 64 else { return reading }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
      let count = copy(token, in: text, to: buffer)
      let word = UnsafeBufferPointer(rebasing: buffer[..<count])
      if token.shape.contains(.capitalised) {
        reading.exact = entry(word)
        if reading.exact == nil, token.shape.contains(.upper) {
          for i in 1..<count { buffer[i] = buffer[i].folded }
          reading.exact = entry(word)
        }
        for i in 0..<count { buffer[i] = buffer[i].folded }
      } else if !token.shape.contains(.lower) {
        for i in 0..<count { buffer[i] = buffer[i].folded }
      }
      reading.folded = entry(word)
    }
    reading.classes = classes(of: token, reading, names)
    return reading
  }

  private func classes(
    of token: Token,
    _ reading: WordReading,
    _ names: ClassNumbers
  )
    -> WordClasses
  {
    let exact = reading.exact.map { classes(of: $0) }
    let folded = reading.folded.map { classes(of: $0) }
    guard token.shape.contains(.capitalised) else { return folded ?? possessive(token, names) }
    if token.shape.contains(.sentenceStart) {
      guard exact != nil || folded != nil else { return possessive(token, names) }
      return (exact ?? WordClasses()).union(folded ?? WordClasses())
    }
    if let exact { return exact }
    guard let folded else { return possessive(token, names) }
    return token.shape.contains(.upper) ? folded : folded.subtracting(names.verbal)
  }

  private func possessive(_ token: Token, _ names: ClassNumbers) -> WordClasses {
    var classes = WordClasses()
    if token.shape.contains(.possessive), let number = names.possessive { classes.insert(number) }
    return classes
  }

  /// Copies a word with straight apostrophes and without an abbreviation's last stop.
  private func copy(
    _ token: Token,
    in text: UnsafeBufferPointer<UInt8>,
    to buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var count = 0
    var i = token.lower
    let isAcronym = token.shape.contains(.upper)
    let end = token.shape.contains(.abbreviation) && !isAcronym ? token.upper - 1 : token.upper
    while i < end {
      if text[i] == 0xE2, i + 2 < end, text[i + 1] == 0x80, text[i + 2] == 0x99 {
        buffer[count] = UInt8(ascii: "'")
        i += 3
      } else {
        buffer[count] = text[i]
        i += 1
      }
      count += 1
    }
    return count
  }
}

/// Numbers of the classes that reading a token asks for.
struct ClassNumbers: Sendable {
  let possessive: Int?
  let verbal: WordClasses

  init(_ classNames: [String], possessive: Int?) {
    self.possessive = possessive
    var verbal = WordClasses()
    for (i, name) in classNames.enumerated()
    where name.hasPrefix("verb") || name == "modal" || name.hasSuffix("-verb") {
      verbal.insert(i)
    }
    self.verbal = verbal
  }
}

extension Lexicon {
  /// A form of a word that a suggestion may ask for.
  public enum Inflection: String, Hashable, Sendable, CaseIterable {
    case base, third, past, participle, plural
    case present = "ing"
  }

  /// The form of a word's first lemma, as far as the lexicon has exactly that form.
  ///
  /// Regular forms are made and looked up; irregular pasts are found only for their own form.
  public func inflected(_ word: String, as inflection: Inflection) -> String? {
    guard let lemma = lemmas(of: word.lowercased()).first else { return nil }
    if inflection == .base { return lemma }
    let name =
      switch inflection {
      case .third: "verb-third"
      case .past: "verb-past"
      case .participle: "verb-participle"
      case .plural: "noun-plural"
      case .present, .base: "verb-ing"
      }
    guard let number = number(ofClass: name), let base = entry(Array(lemma.utf8)) else {
      return nil
    }
    return candidates(for: lemma, inflection).first {
      guard let entry = entry(Array($0.utf8)) else { return false }
      return classes(of: entry).contains(number) && table.isForm(entry, of: base)
    }
  }

  private func candidates(for lemma: String, _ inflection: Inflection) -> [String] {
    let cut = String(lemma.dropLast())
    let last = lemma.last.map(String.init) ?? ""
    return switch inflection {
    case .base: [lemma]
    case .present:
      [lemma + "ing", cut + "ing", lemma + last + "ing", String(cut.dropLast()) + "ying"]
    case .past, .participle:
      [lemma + "ed", lemma + "d", cut + "ied", lemma + last + "ed", lemma, lemma + "n"]
    case .third, .plural: [lemma + "s", lemma + "es", cut + "ies"]
    }
  }
}
