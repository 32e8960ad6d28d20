internal import StemmaText

/// The persons and bodies that a text introduces.
struct Cast {
  /// Someone introduced by name.
  struct Member: Hashable {
    /// The tokens of the name.
    let name: Range<Int>

    /// The tokens of the office or description before or behind the name.
    let role: Range<Int>?

    /// Folded hash of each word of the name.
    let words: [Int]

    /// Whether it is known to be a person: it has an office, or a given name.
    let isPerson: Bool
  }

  /// Two or more persons named together (“Yoon and Kishida”).
  struct Pair: Hashable {
    /// Indexes of its members.
    let members: [Int]

    /// Where it is named.
    let tokens: Range<Int>

    /// Whether it begins its sentence.
    var isSubject = false
  }

  private(set) var members: [Member] = []
  private(set) var pairs: [Pair] = []

  /// For each mention of a member its last token, in the order of the text.
  private(set) var mentions: [(token: Int, member: Int)] = []

  private let nouns: NounPhraseFinder
  private var byWord: [Int: [Int]] = [:]

  /// Most members that are kept; longer lists are no articles.
  private static let limit = 400

  init(_ nouns: NounPhraseFinder) {
    self.nouns = nouns
    gather()
  }

  /// The only member with all these words in its name, or the one mentioned last before a place.
  func member(named tokens: Range<Int>) -> Int? {
    let words = tokens.filter { isNamePart($0) }.map { word($0) }
    guard let first = words.first, let candidates = byWord[first] else { return nil }
    let fitting = candidates.filter { candidate in
      words.allSatisfy { members[candidate].words.contains($0) }
    }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// The pair named last before a token.
  func pair(before token: Int) -> Pair? {
    let i = pairs.partitioningIndex { $0.tokens.lowerBound >= token }
    guard i > 0 else { return nil }
    // What begins a sentence is what the text goes on about.
    return pairs[..<i].suffix(4).last { $0.isSubject } ?? pairs[i - 1]
  }

  // MARK: - Gathering

  private mutating func gather() {
    var i = 0
    var last: (member: Int, end: Int, start: Int)?
    while i < nouns.tokens.count {
      guard isNamePart(i) || isRolePart(i), let run = run(from: i) else {
        i += 1
        continue
      }
      if let member = add(run) {
        mentions.append((run.upperBound - 1, member))
        if let previous = last, previous.member != member, joins(previous.end, run.lowerBound),
          members[previous.member].isPerson || members[member].isPerson
        {
          pairs.append(
            Pair(
              members: [previous.member, member],
              tokens: previous.start..<run.upperBound,
              isSubject: nouns.tokens[previous.start].shape.contains(.sentenceStart)
            )
          )
        }
        last = (member, run.upperBound, run.lowerBound)
      }
      i = run.upperBound
    }
  }

  private func joins(_ end: Int, _ start: Int) -> Bool {
    start == end + 1
      && (nouns.tags[end].contains(.and) || nouns.tags[end].contains(.comma) && end < 24)
  }

  /// A run of capitalised words, with the small words of an office before them.
  private func run(from start: Int) -> Range<Int>? {
    var end = start
    while end < nouns.tokens.count, end < start + 14, isNamePart(end) || isRolePart(end),
      end == start || isBeside(end)
    {
      end += 1
      if nouns.tags[end - 1].contains(.possessive) { break }
    }
    return end > start ? start..<end : nil
  }

  private func isBeside(_ i: Int) -> Bool {
    nouns.tokens[i].lower - nouns.tokens[i - 1].upper == 1
      && nouns.text[nouns.tokens[i - 1].upper] == 0x20
  }

  /// A capitalised word that may be part of a name.
  func isNamePart(_ i: Int) -> Bool {
    guard nouns.tokens[i].kind == .word else { return false }
    return nouns.isName(i) && nouns.tags[i].isDisjoint(with: [.time, .pronoun, .determiner])
  }

  private func isRolePart(_ i: Int) -> Bool {
    nouns.tags[i].contains(.office) || nouns.uses[i].contains(.office)
  }

  /// Adds the member that a run names, or finds the one it names again.
  private mutating func add(_ run: Range<Int>) -> Int? {
    var nameStart = run.lowerBound
    for i in run where isOffice(i) { nameStart = i + 1 }
    while nameStart < run.upperBound, isDescription(nameStart) { nameStart += 1 }
    let name = nameStart..<run.upperBound
    guard !name.isEmpty, name.allSatisfy({ isNamePart($0) }), !isPlace(name) else { return nil }
    let role = nameStart > run.lowerBound ? run.lowerBound..<nameStart : nil
    if let known = member(named: name) {
      let old = members[known]
      guard let role, role.count > old.role?.count ?? 0 else { return known }
      members[known] = Member(name: old.name, role: role, words: old.words, isPerson: true)
      return known
    }
    guard name.count >= 2 || role != nil, members.count < Self.limit else { return nil }
    let words = name.map { word($0) }
    let hasOffice = role.map { $0.contains { isOffice($0) } } ?? false
    let isBody = name.contains { nouns.uses[$0].contains(.body) }
    members.append(
      Member(
        name: name,
        role: role,
        words: words,
        isPerson: !isBody && (hasOffice || name.count > 1)
      )
    )
    for word in Set(words).sorted() { byWord[word, default: []].append(members.count - 1) }
    return members.count - 1
  }

  /// “South Korea”: a country or capital is nobody of the cast.
  private func isPlace(_ name: Range<Int>) -> Bool {
    name.count <= 2 && nouns.uses[name.lowerBound].contains(.government)
      || name.count == 2 && nouns.tags[name.upperBound - 1].contains(.country)
  }

  private func isOffice(_ i: Int) -> Bool {
    isRolePart(i) && !nouns.tags[i].contains(.possessive)
  }

  /// A nationality or a common word before a name.
  private func isDescription(_ i: Int) -> Bool {
    nouns.tags[i].contains(.nationality) || nouns.tags[i].contains(.country)
  }

  /// A number for a word: its letters folded, without a possessive ending.
  func word(_ i: Int) -> Int {
    let token = nouns.tokens[i]
    var upper = token.upper
    if token.shape.contains(.possessive) {
      upper -= nouns.text[upper - 2] == 0x99 ? 4 : 2
    }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for n in token.lower..<max(token.lower, upper) where nouns.text[n] != UInt8(ascii: "-") {
      hash = (hash ^ UInt64(nouns.text[n].folded)) &* 0x100_0000_01B3
    }
    return Int(truncatingIfNeeded: hash)
  }
}
