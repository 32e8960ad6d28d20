import StemmaText

// How frequent words are, and what they are made of.
extension Lexicon {
  /// How frequent a word in small letters is: 3 for the 4,000 most frequent words, 2 for the 7,000
  /// next, 1 for the 29,000 next, 0 for all others; by the size of SCOWL's smallest list with it.
  func frequency(of word: some Collection<UInt8>) -> Int {
    tier(of: word).map { max(0, 3 - $0) } ?? 0
  }

  /// Whether a word is one of the 64,000 that SCOWL has up to its size 50.
  func isUsual(_ word: some Collection<UInt8>) -> Bool { tier(of: word) != nil }

  private func tier(of word: some Collection<UInt8>) -> Int? {
    guard let entry = entry(Array(word)) else { return nil }
    let classes = classes(of: entry)
    return frequencyClasses.firstIndex(where: classes.contains)
  }

  /// Whether a word, exactly as it is written, is English: not merely in a list of foreign ones.
  func hasEnglish(_ word: String) -> Bool {
    guard let entry = entry(Array(word.utf8)) else { return false }
    guard let foreign = number(ofClass: "foreign") else { return true }
    return !classes(of: entry).contains(foreign)
  }

  /// Whether a word in small letters is in the lexicon with a capital, or in capitals.
  func hasCapitalised(_ word: [UInt8]) -> Bool {
    isListed(name: word) || word.count > 2 && has(word.map { $0 & 0xdf })
  }

  /// Whether a word in small letters is in the lexicon with a capital.
  func isListed(name word: [UInt8]) -> Bool {
    word.first.map { has([$0 & 0xdf] + word.dropFirst()) } ?? false
  }

  /// Whether a word in small letters names a country, people, month or day of the week.
  func isListedName(_ word: [UInt8]) -> Bool {
    guard let first = word.first, let entry = entry([first & 0xdf] + word.dropFirst()) else {
      return false
    }
    let classes = classes(of: entry)
    return ["country", "nationality", "month", "weekday"].contains { name in
      number(ofClass: name).map(classes.contains) ?? false
    }
  }

  private func has(_ word: some Collection<UInt8>) -> Bool { entry(Array(word)) != nil }

  /// Whether a word is two usual words written as one.
  func isCompound(_ word: [UInt8]) -> Bool {
    guard word.count >= 6 else { return false }
    return (3...word.count - 3).contains { i in
      let parts = [word[..<i], word[i...]]
      return parts.allSatisfy { isUsual($0) && ($0.count > 3 || frequency(of: $0) >= 2) }
    }
  }

  /// Whether a word is a usual verb and a particle written as one, as new nouns are: “shootdown”.
  func isPhrasalNoun(_ word: [UInt8]) -> Bool {
    Self.particles.contains { particle in
      word.count >= particle.count + 3 && word.suffix(particle.count).elementsEqual(particle)
        && isUsual(word.dropLast(particle.count))
    }
  }

  private static let particles: [[UInt8]] = ["down", "up", "off", "out", "over", "back", "away"]
    .map { Array($0.utf8) }

  /// Whether a word is a known one with a usual beginning or ending.
  func isDerived(_ word: [UInt8]) -> Bool {
    let isBegun = Self.beginnings.contains { beginning in
      word.count >= beginning.count + 4 && word.starts(with: beginning)
        && has(word[beginning.count...])
    }
    return isBegun
      || Self.endings.contains { ending in
        guard word.count >= ending.count + 3, word.suffix(ending.count).elementsEqual(ending) else {
          return false
        }
        return isStem(word.dropLast(ending.count))
      }
  }

  private func isStem(_ stem: ArraySlice<UInt8>) -> Bool {
    if has(stem) || has(stem + "e".utf8) || has(stem + "a".utf8) || has(stem + "us".utf8) {
      return true
    }
    if stem.last == UInt8(ascii: "i"), has(stem.dropLast() + "y".utf8) { return true }
    return stem.count > 3 && stem.last == stem.dropLast().last && has(stem.dropLast())
  }

  /// Endings that derive words which no list has.
  private static let endings: [[UInt8]] = """
    s es ed d ing er ers ly ness like able y ish al ization isation ize ise ized ised izing ising \
    ally ity ism ist ists ic less ful ship wise in ine um ies ier iest ify ified ification ability \
    ation ations izer isers izers hood dom esque ster sters ee ees eer cy ian ians ite ites nik o \
    os ie ings
    """.split(separator: " ").map { Array($0.utf8) }

  /// Beginnings that derive words which no list has.
  private static let beginnings: [[UInt8]] = """
    un re non anti multi super cyber tele bio micro neuro over under out pre post mid sub inter \
    intra counter hyper mini mega eco geo co de dis mis psycho immuno auto photo electro cardio \
    radio trans pan para poly mono semi ultra nano pseudo back thermo hydro cyto lipo chemo haemo \
    hemo extra meta endo peri epi hypo pro crypto agri agro aero astro e mal fore up down off on \
    in cross self all well half tri bi quad giga tera kilo milli macro socio techno turbo uni zoo \
    xeno vice quasi proto omni iso infra gastro histo ethno euro afro narco petro info edu fin med \
    vid web blog pod robo
    """.split(separator: " ").map { Array($0.utf8) }
}
