import StemmaText

/// One place where two statements part.
struct Variance: Hashable {
  /// What they part in; the kinds of `Divergence`.
  let kind: Divergence.Kind

  /// The rule that saw it.
  let rule: Divergence.Rule

  /// Terms of the first statement.
  let first: Range<Int>

  /// Terms of the second.
  let second: Range<Int>
}

/// Two statements set side by side, and what their differences mean.
///
/// Free renderings of one text differ in almost every word; what counts there are numbers, names,
/// dates, negation, gender and opposites. Where two texts are nearly the same, a single changed
/// word counts too.
struct StatementPair {
  let a: [Term]
  let b: [Term]
  let alignment: Alignment
  let coverage: Int

  /// Terms of the first without one in the second that agrees.
  let looseFirst: [Int]

  /// Terms of the second without one in the first that agrees.
  let looseSecond: [Int]

  /// Coverage from which two statements are held to speak of one thing; see `isComparable`.
  static let comparable = 400

  /// Coverage from which a name that only one of them has was left out by the other.
  static let full = 600

  /// Share of identical terms, of 1000, from which they are held to be one text with changes.
  static let close = 750

  /// Whether speaker and date say that both render one statement.
  let isGated: Bool

  /// Whether the two are sentences of longer texts, which may be alike and tell different things.
  let isExcerpt: Bool

  init(
    _ a: [Term],
    _ b: [Term],
    isGated: Bool = false,
    isExcerpt: Bool = false,
    in vocabulary: inout Vocabulary
  ) {
    self.isGated = isGated
    self.isExcerpt = isExcerpt
    self.a = a
    self.b = b
    let alignment = Alignment(a, b, in: &vocabulary)
    self.alignment = alignment
    coverage = alignment.coverage(a, b)
    looseFirst = a.indices.filter { !alignment.agrees($0) }
    looseSecond = b.indices.filter { j in
      alignment.reverse[j].map { !alignment.agrees($0) } ?? true
    }
  }

  /// Whether the two are parts of longer texts, and not all that is compared.
  var isPart: Bool { isExcerpt || isGated }

  /// Whether enough agrees for a difference to mean something.
  var isComparable: Bool { coverage >= Self.comparable }

  /// Share of the longer one's terms that are the same word in the same order, from 0 to 1000.
  var identity: Int {
    let same = a.indices.count { i in alignment.partners[i].map { a[i].word == b[$0].word } ?? false
    }
    return 1000 * same / max(1, a.count, b.count)
  }

  /// Terms that agree, in the order of the first statement.
  var agreements: [Collator.Agreement] {
    a.indices.compactMap { i in
      guard alignment.agrees(i), let j = alignment.partners[i] else { return nil }
      return Collator.Agreement(first: i, second: j)
    }
  }

  /// Everything the two part in, in the order of the first statement.
  func variances(in vocabulary: inout Vocabulary) -> [Variance] {
    guard isComparable else { return [] }
    var found = numberVariances(in: vocabulary)
    found += dateVariances(in: vocabulary)
    found += nameVariances(in: &vocabulary)
    found += genderVariances(in: vocabulary)
    found += oppositionVariances(in: &vocabulary)
    found += qualifierVariances(in: vocabulary)
    if identity >= Self.close { found += substitutions(beside: found, in: &vocabulary) }
    return found.sorted {
      ($0.first.lowerBound, $0.second.lowerBound) < ($1.first.lowerBound, $1.second.lowerBound)
    }
  }

  func variance(_ kind: Divergence.Kind, _ rule: Divergence.Rule, _ i: Int, _ j: Int) -> Variance {
    Variance(kind: kind, rule: rule, first: i..<i + 1, second: j..<j + 1)
  }

  /// Numbers that stand in one place and differ, neither of them said as often by the other.
  private func numberVariances(in vocabulary: Vocabulary) -> [Variance] {
    let mine = looseFirst.filter { isSurplus($0, of: a, over: b, vocabulary) }
    let theirs = looseSecond.filter { isSurplus($0, of: b, over: a, vocabulary) }
    var found = mine.compactMap { i in
      alignment.partners[i].flatMap {
        theirs.contains($0) ? variance(.number, .number, i, $0) : nil
      }
    }
    if found.isEmpty, mine.count == 1, theirs.count == 1 {
      found.append(variance(.number, .number, mine[0], theirs[0]))
    }
    guard isPart else { return found }
    return found.filter {
      let (i, j) = ($0.first.lowerBound, $0.second.lowerBound)
      return isAnchored(i, j) && isSameCount(i, j) && !allowsBoth(i, j, vocabulary)
        && isNearest(i, j)
    }
  }

  /// Whether two numbers count one thing: the nouns behind them agree, or, where neither has one, what
  /// stands on both sides.
  private func isSameCount(_ i: Int, _ j: Int) -> Bool {
    switch (counted(behind: i, in: a), counted(behind: j, in: b)) {
    case (let x?, let y?):
      alignment.agrees(x) && alignment.partners[x] == y || a[x].stem == b[y].stem
    case (nil, nil): isAnchored(i, j, onBothSides: true)
    default: false
    }
  }

  /// Whether no other number of one statement is nearer to that of the other: of seven dead and 50
  /// hurt, 51 are the hurt.
  private func isNearest(_ i: Int, _ j: Int) -> Bool {
    guard let x = a[i].value, let y = b[j].value else { return true }
    func isNearest(_ number: Double, to other: Double, among terms: [Term]) -> Bool {
      !terms.contains { term in
        term.kind == .number
          && term.value.map { abs($0 - other) < abs(number - other) } ?? false
      }
    }
    return isNearest(x, to: y, among: a) && isNearest(y, to: x, among: b)
  }

  /// The noun that a number counts: the last of the nouns, adjectives and names behind it.
  private func counted(behind i: Int, in terms: [Term]) -> Int? {
    var noun: Int?
    for k in terms.indices[(i + 1)...].prefix(4) {
      guard terms[k].kind == .word || terms[k].kind == .name else { break }
      if terms[k].traits.contains(.noun) || terms[k].kind == .name {
        noun = k
      } else if !terms[k].traits.contains(.adjective) {
        break
      }
    }
    return noun
  }

  /// Whether what stands beside two terms agrees: the words before them, or behind them, or both.
  func isAnchored(_ i: Int, _ j: Int, onBothSides: Bool = false) -> Bool {
    func agree(_ k: Int?, _ l: Int?) -> Bool {
      guard let k, let l else { return false }
      return alignment.agrees(k) && alignment.partners[k] == l
    }
    let behind = (
      a.indices[(i + 1)...].first { a[$0].isContent },
      b.indices[(j + 1)...].first { b[$0].isContent }
    )
    let before = (
      a.indices[..<i].last { a[$0].isContent }, b.indices[..<j].last { b[$0].isContent }
    )
    let sides = [agree(behind.0, behind.1), agree(before.0, before.1)]
    return onBothSides ? sides == [true, true] : sides.contains(true)
  }

  /// Whether a number stands oftener in its own statement than in the other.
  private func isSurplus(
    _ i: Int,
    of terms: [Term],
    over others: [Term],
    _ vocabulary: Vocabulary
  ) -> Bool {
    guard terms[i].kind == .number else { return false }
    func count(_ terms: [Term], _ isCounted: (Term) -> Bool) -> Int {
      terms.count { $0.kind == .number && isCounted($0) }
    }
    let theirs = count(others) { isSame(terms[i], $0, in: vocabulary) }
    return theirs == 0
      || count(terms) { isSame(terms[i], $0, in: vocabulary) } > theirs
        && terms.count { $0.kind == .number } == others.count { $0.kind == .number }
  }

  private func isSame(_ x: Term, _ y: Term, in vocabulary: Vocabulary) -> Bool {
    if vocabulary.isSameNumber(x, y) { return true }
    guard let first = x.value, let second = y.value else { return true }
    let (one, other) = (vocabulary.words[x.word].folded, vocabulary.words[y.word].folded)
    if let one = clock(one), let other = clock(other) { return one == other }
    return (one.contains(0x3A) || other.contains(0x3A)) && abs(first - second) == 1200
  }

  /// Hours up to twelve and minutes of “5:10” and “5.10am”.
  private func clock(_ number: [UInt8]) -> [Int]? {
    let parts = number.split { $0 == 0x3A || $0 == 0x2E }
    guard parts.count == 2, let hours = Int(String(decoding: parts[0], as: UTF8.self)), hours < 25,
      let minutes = Int(String(decoding: parts[1].prefix(2), as: UTF8.self)), minutes < 60,
      number.contains(0x3A) && parts[1].count == 2
        || ["am", "pm"].contains(where: {
          parts[1].dropFirst(2).elementsEqual($0.utf8)
        })
    else { return nil }
    return [hours % 12, minutes]
  }

  private func dateVariances(in vocabulary: Vocabulary) -> [Variance] {
    let mine = looseFirst.filter { i in
      a[i].kind == .date && !b.contains { $0.kind == .date && vocabulary.isSameDate(a[i], $0) }
    }
    return mine.compactMap { i in
      guard let j = alignment.partners[i], b[j].kind == .date,
        !a.contains(where: { $0.kind == .date && vocabulary.isSameDate($0, b[j]) }),
        !isPart || a[i].traits.contains(.weekday) == b[j].traits.contains(.weekday)
      else { return nil }
      return variance(.date, .date, i, j)
    }
  }
}
