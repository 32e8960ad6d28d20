import StemmaText

/// How alike two terms are, from 0 to 100, and the score below which they are set side by side
/// only when nothing better is at hand.
extension Vocabulary {
  /// From here up two terms say the same.
  static let agreement = 60

  /// From here up they speak of the same thing, though they may contradict each other.
  static let rivalry = 50

  /// Measures two terms; `nil` where they cannot stand for each other.
  mutating func likeness(_ a: Term, _ b: Term) -> Int? {
    if a.word == b.word, a.kind == b.kind { return a.kind == .function ? 60 : 100 }
    switch (a.kind, b.kind) {
    case (.number, .number): return isSameNumber(a, b) ? 100 : 50
    case (.number, _), (_, .number): return nil
    case (.date, .date): return isSameDate(a, b) ? 100 : 50
    case (.negation, .negation): return 80
    case (.function, .name), (.name, .function), (.negation, _), (_, .negation), (.date, _),
      (_, .date):
      return words[a.word].spelling == words[b.word].spelling ? 60 : nil
    case (.function, _), (.name, _), (.word, _):
      return wordLikeness(a, b, mayBeWord: a.isOpening || b.isOpening)
    }
  }

  /// Measures two words, function words and names; no name and function word together.
  private mutating func wordLikeness(_ a: Term, _ b: Term, mayBeWord: Bool) -> Int? {
    if a.kind == .function || b.kind == .function {
      if words[a.word].spelling == words[b.word].spelling { return 60 }
      if kinshipScore(a.word, b.word) == Self.rivalry { return Self.rivalry }
      return a.kind == b.kind ? 20 : nil
    }
    if a.kind == .word, b.kind == .word { return kinshipScore(a.word, b.word) }
    if isSameName(a, b) { return 90 }
    if a.kind == b.kind { return 40 }
    return mayBeWord ? kinshipScore(a.word, b.word) : nil
  }

  private mutating func kinshipScore(_ a: Int, _ b: Int) -> Int {
    if words[a].spelling == words[b].spelling { return 100 }
    if words[a].lemmaNumbers.contains(where: words[b].lemmaNumbers.contains) { return 95 }
    let one = meaning(of: a)
    let other = meaning(of: b)
    if isDenial(a, b) || one.isOpposite(of: other) { return Self.rivalry }
    switch one.kinship(to: other) {
    case .same: return 80
    case .derived: return 70
    case .wider: return 60
    case .none: return isWrittenAlike(words[a].folded, words[b].folded) ? 60 : 15
    }
  }

  /// Whether two words are opposites, by their meaning or by a prefix that denies.
  mutating func isOppositePair(_ a: Int, _ b: Int) -> Bool {
    a != b && (isDenial(a, b) || meaning(of: a).isOpposite(of: meaning(of: b)))
  }

  private func isDenial(_ a: Int, _ b: Int) -> Bool {
    words[a].denied.contains(words[b].spelling) || words[b].denied.contains(words[a].spelling)
  }

  /// Whether two numbers count the same: “272.000” and “272,000” do, and so do equal digits.
  ///
  /// Three is not the third, but 3 may be.
  func isSameNumber(_ a: Term, _ b: Term) -> Bool {
    let x = words[a.word].folded
    let y = words[b.word].folded
    if let one = a.value, let other = b.value, one == other {
      return a.isOrdinal == b.isOrdinal || x[0].isDigit || y[0].isDigit
    }
    let digits = x.filter(\.isDigit)
    return digits.count > 3 && digits == y.filter(\.isDigit)
  }

  /// Whether two weekdays or months are the same one, abbreviated or not.
  func isSameDate(_ a: Term, _ b: Term) -> Bool {
    words[a.word].folded.prefix(3) == words[b.word].folded.prefix(3)
  }

  /// Whether two names may be one, spelt or inflected in two ways.
  mutating func isSameName(_ a: Term, _ b: Term) -> Bool {
    if a.word == b.word { return true }
    if let known = sameNames.value(of: a.word, b.word) { return known != 0 }
    let isSame = isSameName(a.word, b.word)
    sameNames.keep(isSame ? 1 : 0, for: a.word, b.word)
    return isSame
  }
}

/// What a word denies: itself without a prefix that does so, or, where it ends in “less”, with “ful”
/// or nothing in the place of that.
func denied(by word: [UInt8]) -> [[UInt8]] {
  var denied = denials.compactMap { prefix -> [UInt8]? in
    word.count > prefix.count + 3 && word.starts(with: prefix)
      ? Array(word.dropFirst(prefix.count)) : nil
  }
  if word.count > 7, word.suffix(4).elementsEqual("less".utf8) {
    let stem = Array(word.dropLast(4))
    denied += [stem, stem + "ful".utf8]
  }
  return denied
}

/// Whether two words share five letters at their start, or one stands within the other.
///
/// Bytes alone, without a copy: this is asked for most pairs of words that nothing else joins.
private func isWrittenAlike(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  let (short, long) = a.count < b.count ? (a, b) : (b, a)
  guard short.count >= 4 else { return false }
  return short.withUnsafeBufferPointer { short in
    long.withUnsafeBufferPointer { long in
      func agree(_ count: Int, at start: Int) -> Bool {
        for i in 0..<count where short[i] != long[start + i] { return false }
        return true
      }
      if short.count > 5, agree(5, at: 0) { return true }
      guard long.count < 40 else { return false }
      for start in 0...(long.count - short.count) where agree(short.count, at: start) {
        return true
      }
      return false
    }
  }
}

/// Prefixes that deny; without one the rest is the word denied.
private let denials = ["un", "in", "im", "ir", "il", "dis", "non", "mis"].map {
  Array($0.utf8)
}
