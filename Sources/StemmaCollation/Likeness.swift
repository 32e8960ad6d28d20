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
    case (.function, .function): return 20
    case (.function, _), (_, .function), (.negation, _), (_, .negation), (.date, _), (_, .date):
      return words[a.word].folded == words[b.word].folded ? 60 : nil
    case (.name, .name): return isSameName(a, b) ? 90 : 40
    case (.name, .word), (.word, .name):
      if isSameName(a, b) { return 90 }
      return a.isOpening || b.isOpening ? kinshipScore(a, b) : nil
    case (.word, .word): return kinshipScore(a, b)
    }
  }

  private mutating func kinshipScore(_ a: Term, _ b: Term) -> Int {
    let x = words[a.word]
    let y = words[b.word]
    if x.folded == y.folded { return 100 }
    if x.lemmas.contains(where: y.lemmas.contains) { return 95 }
    let one = meaning(of: a.word)
    let other = meaning(of: b.word)
    if one.isOpposite(of: other) || isNegated(x.folded, y.folded) || isNegated(y.folded, x.folded) {
      return 50
    }
    switch one.kinship(to: other) {
    case .same: return 80
    case .derived: return 70
    case .wider: return 60
    case .none: return isWrittenAlike(x.folded, y.folded) ? 60 : 15
    }
  }

  /// Whether two numbers count the same; “272.000” and “272,000” do, and so do equal digits.
  func isSameNumber(_ a: Term, _ b: Term) -> Bool {
    if let x = a.value, let y = b.value, x == y { return true }
    let x = words[a.word].folded.filter(\.isDigit)
    return !x.isEmpty && x == words[b.word].folded.filter(\.isDigit) && x.count > 3
  }

  /// Whether two weekdays or months are the same one, abbreviated or not.
  func isSameDate(_ a: Term, _ b: Term) -> Bool {
    words[a.word].folded.prefix(3) == words[b.word].folded.prefix(3)
  }

  /// Whether two names may be one, spelt or inflected in two ways: Japan and Japanese, Erdoğan and
  /// Erdugan, OSCE and its letters apart.
  func isSameName(_ a: Term, _ b: Term) -> Bool {
    isSameName(words[a.word].folded, words[b.word].folded)
  }

  func isSameName(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    if a == b { return true }
    let x = a.filter { $0.isLetter || $0.isDigit || $0 >= 0x80 }
    let y = b.filter { $0.isLetter || $0.isDigit || $0 >= 0x80 }
    if x == y { return true }
    let common = zip(x, y).prefix { $0 == $1 }.count
    let short = min(x.count, y.count)
    let long = max(x.count, y.count)
    if common >= 4, common >= short - 1 || 10 * common >= 6 * long { return true }
    return short >= 4 && editDistance(x, y, atMost: 1 + long / 5) != nil
  }

  /// Whether one word is the other with a prefix that denies it.
  func isNegated(_ long: [UInt8], _ short: [UInt8]) -> Bool {
    short.count > 3
      && ["un", "in", "im", "ir", "il", "dis", "non"].contains {
        long.count == short.count + $0.utf8.count && long.starts(with: $0.utf8)
          && long.suffix(short.count) == short[...]
      }
  }

  private func isWrittenAlike(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    guard short.count >= 4 else { return false }
    if short.count > 5, short.prefix(5) == long.prefix(5) { return true }
    return long.count < 40
      && long.indices.dropLast(short.count - 1).contains {
        long[$0..<$0 + short.count].elementsEqual(short)
      }
  }
}

/// Levenshtein's distance of two words; `nil` above a bound, which keeps the work linear.
func editDistance(_ a: [UInt8], _ b: [UInt8], atMost bound: Int) -> Int? {
  if abs(a.count - b.count) > bound || a.count > 64 || b.count > 64 { return nil }
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let kept = a[i] == b[j] ? diagonal : diagonal + 1
      diagonal = row[j + 1]
      row[j + 1] = min(kept, row[j] + 1, row[j + 1] + 1)
    }
    if row.min() ?? 0 > bound { return nil }
  }
  return row[b.count] <= bound ? row[b.count] : nil
}
