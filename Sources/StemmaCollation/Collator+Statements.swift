import StemmaText

/// Who speaks in the witnesses of a story.
struct Speakers {
  /// Senses of the countries a person speaks for, by surname, gathered over all witnesses: where one
  /// says “Secretary”, another says whose.
  var countries: [[UInt8]: Set<Int32>] = [:]
}

extension Collator {
  /// Likeness from which two statements of one speaker may be compared word by word.
  static let comparable = 300

  /// Affinity from which two statements of one speaker are one utterance; tuned on the seeds.
  static let sameUtterance = 380

  /// Least words that two renderings of one utterance share.
  private static let leastShared = 3

  /// Share of a document's words that another text gives of it, from which both quote one place.
  private static let sameClause = 600

  /// Days between two texts from which what one person says is not said once.
  private static let daysApart = 2

  /// What is known of the speakers in some witnesses.
  mutating func speakers(of story: some Sequence<Int>) -> Speakers {
    var speakers = Speakers()
    for index in story {
      for statement in witnesses[index].statements {
        guard let name = statement.speaker else { continue }
        speakers.countries[surname(name), default: []]
          .formUnion(countries(in: "\(name) \(statement.role ?? "")"))
      }
    }
    return speakers
  }

  /// Links the statements of two witnesses that may be one speaker's.
  mutating func linkStatements(_ x: Int, _ y: Int, _ weights: StemWeights, _ speakers: Speakers) {
    for i in statements[x].indices {
      for j in statements[y].indices where mayShare(statements[x][i], statements[y][j], weights) {
        if mayBeOne((x, i), (y, j), speakers) { linkStatements((x, i), (y, j), weights) }
      }
    }
  }

  private mutating func linkStatements(
    _ x: (witness: Int, index: Int),
    _ y: (witness: Int, index: Int),
    _ weights: StemWeights
  ) {
    let mine = statements[x.witness][x.index]
    let other = statements[y.witness][y.index]
    let isDocument = witnesses[x.witness].statements[x.index].voice == .document
    let key = statementNumbers.key(x, y, isDocument ? 1 : 0)
    if let known = knownStatements.link(of: key) {
      statementLinks.append(known.between(x, y))
      return
    }
    let pair = StatementPair(mine.terms, other.terms, isGated: true, in: &vocabulary)
    let plain = pair.alignment.similarity(pair.a, pair.b)
    var affinity = pair.affinity(by: weights, weights.weight(of: mine), weights.weight(of: other))
    if isDocument, affinity.coverage >= Self.sameClause, affinity.agreeing > Self.leastShared {
      affinity = .init(likeness: 1000, coverage: 1000, agreeing: affinity.agreeing)
    }
    let isShort = affinity.agreeing < Self.leastShared && mine.stems != other.stems
    var variances = pair.moodVariances(mine.predications, other.predications, in: &vocabulary)
    if plain >= Self.comparable {
      variances += pair.variances(in: &vocabulary).filter { plain >= $0.rule.leastLikeness }
    }
    if isShort || affinity.likeness < Self.sameUtterance {
      variances += pair.scopeVariances(in: vocabulary)
    }
    let link = Link(
      first: x,
      second: y,
      score: isShort ? min(affinity.likeness, Self.sameUtterance - 1) : affinity.likeness,
      variances: variances
    )
    knownStatements.keep(link, of: key)
    statementLinks.append(link)
  }

  /// Whether two statements share enough to be looked at word by word.
  private func mayShare(_ a: Passage, _ b: Passage, _ weights: StemWeights) -> Bool {
    var count = 0
    var isRare = false
    a.forEachCommonStem(with: b) {
      count += 1
      isRare = isRare || weights.weight(of: $0) > 1000
    }
    return count > 2 || isRare
  }

  /// Whether two statements may be one speaker's.
  ///
  /// They may where the person is one, or one is a person's and the other of the government he
  /// speaks for; never where the texts are of days too far apart. Two persons of one government are
  /// never one speaker, and the press of a country is not its government.
  private mutating func mayBeOne(
    _ x: (witness: Int, index: Int),
    _ y: (witness: Int, index: Int),
    _ speakers: Speakers
  ) -> Bool {
    let a = witnesses[x.witness].statements[x.index]
    let b = witnesses[y.witness].statements[y.index]
    guard let first = a.speaker, let second = b.speaker else { return false }
    if a.voice == .document || b.voice == .document {
      return a.voice == b.voice && isOneDocument(first, second)
    }
    if let one = witnesses[x.witness].date, let other = witnesses[y.witness].date,
      let days = daysBetween(one, other), days > Self.daysApart
    {
      return false
    }
    if a.voice == b.voice { return isOneName(first, second) }
    guard a.voice == .government || b.voice == .government, a.voice != .other, b.voice != .other
    else { return isOneName(first, second) && a.voice != .other && b.voice != .other }
    let mine = speakers.countries[surname(first), default: []]
    return !mine.isDisjoint(with: speakers.countries[surname(second), default: []])
  }

  /// Whether two names are one speaker's: last names in two spellings at most, first names or their
  /// letters alike where both are given.
  mutating func isOneName(_ a: String, _ b: String) -> Bool {
    let mine = nameParts(a)
    let theirs = nameParts(b)
    guard let last = mine.last, let other = theirs.last, vocabulary.isVariant(last, other) else {
      return false
    }
    guard mine.count > 1, theirs.count > 1 else { return true }
    return vocabulary.isVariant(mine[0], theirs[0])
      || vocabulary.words[mine[0]].folded.first == vocabulary.words[theirs[0]].folded.first
  }

  private mutating func nameParts(_ name: String) -> [Int] {
    if let known = namesOfSpeakers[name] { return known }
    let parts = Array(name.utf8).split { $0 == 0x20 || $0 == 0x2D }.map {
      vocabulary.number(of: $0, isName: true)
    }
    namesOfSpeakers[name] = parts
    return parts
  }

  /// Whether two descriptions may be of one document: an agreement and a treaty.
  private mutating func isOneDocument(_ a: String, _ b: String) -> Bool {
    let heads = [a, b].map { Array($0.utf8).split(separator: 0x20).last ?? [] }
    let one = vocabulary.number(of: heads[0], isName: false)
    let other = vocabulary.number(of: heads[1], isName: false)
    return vocabulary.words[one].stem == vocabulary.words[other].stem
      || vocabulary.meaning(of: one).kinship(to: vocabulary.meaning(of: other)) <= .wider
  }

  /// What a speaker is known by: the last word of the name, folded.
  private func surname(_ speaker: String) -> [UInt8] {
    foldedLetters(Array(speaker.utf8).split { $0 == 0x20 || $0 == 0x2D }.last ?? [])
  }

  /// Senses of the words for countries, their people and capitals in a description.
  private mutating func countries(in description: String) -> Set<Int32> {
    var senses: Set<Int32> = []
    for word in Array(description.utf8).split(separator: 0x20) {
      guard let first = word.first, first.isCapital else { continue }
      let number = vocabulary.number(of: word, isName: true)
      let traits = vocabulary.words[number].traits
      if traits.contains(.place) || !traits.contains(.known) {
        senses.formUnion(vocabulary.meaning(of: number).synsets)
      }
    }
    return senses
  }
}

/// Days between two dates written as YYYY-MM-DD; `nil` where one is written otherwise.
///
/// Counts days from the year 0 as the Gregorian calendar has them (Hinnant, “chrono-Compatible
/// Low-Level Date Algorithms”, 2013).
func daysBetween(_ a: String, _ b: String) -> Int? {
  func day(_ date: String) -> Int? {
    let parts = date.split(separator: "-").map { Int($0) }
    guard parts.count == 3, let y = parts[0], let m = parts[1], let d = parts[2] else { return nil }
    let year = m <= 2 ? y - 1 : y
    let months = (m + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * months + 2) / 5 + d
  }
  guard let first = day(a), let second = day(b) else { return nil }
  return abs(first - second)
}
