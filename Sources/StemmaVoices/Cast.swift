internal import StemmaText

/// The persons and bodies that a text introduces.
struct Cast {
  /// Someone introduced by name.
  struct Member: Hashable {
    /// The tokens of the name.
    let name: Range<Int>

    /// The tokens of the office or description before or behind the name.
    let role: Range<Int>?

    /// A number for each word of the name but its initials.
    let words: [Int]

    /// Whether it is known to be a person: it has an office, or a given name.
    let isPerson: Bool

    /// Whether “she” or “he” can stand for it; `nil` where nothing tells.
    var sex: Sex?
  }

  /// Where a member is named.
  struct Mention: Hashable {
    /// The tokens that name it, its office among them.
    let tokens: Range<Int>

    /// Index of the member.
    let member: Int
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

  /// Where members are named, in the order of the text.
  private(set) var mentions: [Mention] = []

  /// Names that something is said to be in, near or outside of, by a number for their words.
  private var places: Set<Int> = []

  let nouns: NounPhraseFinder
  let names: GivenNames
  private var byWord: [Int: [Int]] = [:]

  /// How often “she” and “he” stand in sentences that are about a member alone.
  private var pronouns: [Int: (she: Int, he: Int)] = [:]

  /// Whether the sentence that is read has a capital on each word, as headlines may.
  private(set) var isTitled = false

  /// Most members that are kept; longer lists are no articles.
  private static let limit = 400

  init(_ nouns: NounPhraseFinder, _ names: GivenNames) {
    self.nouns = nouns
    self.names = names
    gather()
  }

  /// The only member with all these words in its name that may be of a sex.
  func member(named tokens: Range<Int>, _ sex: Sex? = nil) -> Int? {
    var fitting = members(named: tokens)
    if let sex { fitting.removeAll { members[$0].sex ?? sex != sex } }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// The members with all these words in their names; of those, the persons whose last name it is.
  func members(named tokens: Range<Int>) -> [Int] {
    let words = words(of: tokens.filter { isNamePart($0) })
    guard let first = words.first, let candidates = byWord[first] else { return [] }
    let fitting = candidates.filter { candidate in
      words.allSatisfy { members[candidate].words.contains($0) }
    }
    guard fitting.count > 1, words.count == 1 else { return fitting }
    let family = fitting.filter { members[$0].isPerson && members[$0].words.last == first }
    return family.isEmpty ? fitting : family
  }

  /// The pair named last before a token.
  func pair(before token: Int) -> Pair? {
    let i = pairs.partitioningIndex { $0.tokens.lowerBound >= token }
    guard i > 0 else { return nil }
    // What begins a sentence is what the text goes on about.
    return pairs[..<i].suffix(4).last { $0.isSubject } ?? pairs[i - 1]
  }

  /// Whether the text has something happen in or near what these tokens name, and no one of the name.
  func isPlaceOnly(_ tokens: Range<Int>) -> Bool {
    places.contains(number(of: tokens)) && member(named: tokens) == nil
  }

  // MARK: - Gathering

  private mutating func gather() {
    var i = 0
    var end = 0
    var last: (member: Int, end: Int, start: Int)?
    var alone: Int?
    while i < nouns.tokens.count {
      if i >= end {
        (isTitled, end) = line(from: i)
        alone = nil
      }
      guard isNamePart(i) || isRolePart(i), let run = run(from: i) else {
        if let alone { hear(i, of: alone) }
        i += 1
        continue
      }
      if i > 0, isLocal(i - 1) { places.insert(number(of: run)) }
      if let member = add(run) {
        let isFirst = nouns.tokens[run.lowerBound].shape.contains(.sentenceStart)
        alone = isFirst || alone == member ? member : nil
        mentions.append(Mention(tokens: run, member: member))
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
    isTitled = false
    for (member, count) in pronouns where members[member].sex == nil {
      members[member].sex =
        count.she >= 2 && count.she > 3 * count.he
        ? .female : count.he >= 2 && count.he > 3 * count.she ? .male : nil
    }
  }

  /// Counts a “she” or “he” in a sentence that a member opens, and that names no one else.
  private mutating func hear(_ i: Int, of member: Int) {
    let use = nouns.uses[i]
    guard !use.isDisjoint(with: [.female, .male]), nouns.passageOf[i] < 0,
      !nouns.tags[i].isDisjoint(with: [.pronoun, .determiner])
    else { return }
    let count = pronouns[member, default: (0, 0)]
    pronouns[member] =
      use.contains(.female) ? (count.she + 1, count.he) : (count.she, count.he + 1)
  }

  /// Adds the member that a run names, or finds the one it names again.
  private mutating func add(_ run: Range<Int>) -> Int? {
    var nameStart = run.lowerBound
    for i in run {
      if isOffice(i) { nameStart = i + 1 }
      if let given = givenName(behindOf: i) { nameStart = given }
    }
    while nameStart < run.upperBound, isDescription(nameStart) { nameStart += 1 }
    let name = nameStart..<run.upperBound
    guard !name.isEmpty, name.allSatisfy({ isNamePart($0) }), !isPlace(name) else { return nil }
    let role = nameStart > run.lowerBound ? run.lowerBound..<nameStart : nil
    let told = role.flatMap(sex(toldIn:))
    let words = self.words(of: name)
    if let known = member(named: name, told) ?? member(spelt: words) {
      let old = members[known]
      guard let role, role.count > old.role?.count ?? 0 else { return known }
      members[known] = Member(
        name: old.name,
        role: role,
        words: old.words,
        isPerson: true,
        sex: old.sex ?? sex(of: name, before: run.lowerBound, role)
      )
      return known
    }
    guard name.count >= 2 || role != nil, members.count < Self.limit else { return nil }
    let hasOffice = role.map { $0.contains { isOffice($0) } } ?? false
    let isBody = name.contains { nouns.uses[$0].contains(.body) }
    members.append(
      Member(
        name: name,
        role: role,
        words: words,
        isPerson: !isBody && (hasOffice || name.count > 1 && !isCommon(name)),
        sex: sex(of: name, before: run.lowerBound, role)
      )
    )
    for word in Set(words).sorted() { byWord[word, default: []].append(members.count - 1) }
    return members.count - 1
  }

  /// “Maria Anna Lund”, who was Maria Lund before.
  private func member(spelt words: [Int]) -> Int? {
    guard words.count > 2, let last = words.last else { return nil }
    return byWord[last]?.first {
      members[$0].isPerson && members[$0].words == [words[0], last]
    }
  }
}
