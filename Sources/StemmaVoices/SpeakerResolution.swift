internal import StemmaText

/// Finds out who is meant by the words that name a speaker.
struct SpeakerResolution {
  let cast: Cast
  let nouns: NounPhraseFinder
  let vocabulary: Vocabulary

  /// Whether the text is in the language of the cue grammar.
  let isRead: Bool

  /// What is said, in order and apart: who is named there is not whom the text itself goes on about.
  private(set) var said: [Range<Int>] = []

  /// Who spoke last, for pronouns.
  var lastVoice: Voice?
  private(set) var lastSource: Speaker?

  /// Someone who may be meant by “he” or “she”.
  struct Voice {
    let speaker: Speaker

    /// The members of the cast that it may be.
    let members: [Int]

    let sex: Sex?

    /// The last token that names it.
    let token: Int
  }

  /// Whose statement was named last: “a statement by the ministry”, later “the statement”.
  var lastIssuer: Speaker?

  init(_ cast: Cast, _ nouns: NounPhraseFinder, _ vocabulary: Vocabulary, isRead: Bool) {
    self.cast = cast
    self.nouns = nouns
    self.vocabulary = vocabulary
    self.isRead = isRead
  }

  /// Takes what is said in a text, before it is asked who does.
  mutating func hear(_ contents: [Range<Int>]) {
    said = []
    for range in contents.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = said.last, last.upperBound > range.lowerBound {
        said[said.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        said.append(range)
      }
    }
  }

  /// The speaker that some tokens name.
  mutating func speaker(_ source: Range<Int>?) -> Speaker {
    guard let source, !source.isEmpty else { return .unknown }
    guard isRead else {
      return Speaker(
        name: words(source),
        role: nil,
        kind: nil,
        resolvedBy: .named,
        mention: span(source)
      )
    }
    let speaker = resolved(source)
    if speaker.kind != .document { lastSource = speaker }
    return speaker
  }

  mutating func resolved(_ source: Range<Int>) -> Speaker {
    let first = source.lowerBound
    if source.count == 1, nouns.tags[first].contains(.wh) { return relative(first) }
    if source.count == 1, let pronoun = pronoun(first) { return pronoun }
    if let issuer = issuer(in: source) { return issuer }
    let joints = source.filter { nouns.tags[$0].contains(.and) || nouns.tags[$0].contains(.comma) }
    if let and = joints.last, let both = joint(source, at: and) { return both }
    if let both = leaders(source, head(of: source)) { return both }
    if let named = apposed(behind: source) { return named }
    if let member = cast.member(named: nameTail(of: source), cast.sex(toldIn: source)),
      !isPlace(source)
    {
      return speaking(member, at: source, by: .named)
    }
    if joints.isEmpty, let member = member(closing: source) ?? member(from: source) {
      return speaking(member, at: source, by: .named)
    }
    if let body = government(source) { return body }
    if let holder = title(source) { return holder }
    let speaker = described(source)
    if speaker.kind == nil && nouns.tags[head(of: source)].isDisjoint(with: [.plural, .country])
      || speaker.kind == .person && isIntroduced(source)
    {
      lastVoice = Voice(
        speaker: speaker,
        members: cast.members(named: nameTail(of: source)).filter { cast.members[$0].isPerson },
        sex: cast.sex(toldIn: source),
        token: source.upperBound - 1
      )
    }
    return speaker
  }

  /// “a spokeswoman”, “one resident”: someone of whom nothing was said before, unlike “the minister”.
  private func isIntroduced(_ source: Range<Int>) -> Bool {
    ["a", "an", "one", "another"].contains(letters(source.lowerBound))
  }

  // MARK: - Names

  /// The capitalised words at the end of a phrase.
  func nameTail(of source: Range<Int>) -> Range<Int> {
    var end = source.upperBound
    while end > source.lowerBound, !cast.isNamePart(end - 1) { end -= 1 }
    var start = end
    while start > source.lowerBound, cast.isNamePart(start - 1),
      !isOffice(start - 1), !nouns.tags[start - 1].contains(.nationality)
    {
      start -= 1
    }
    // The name must close the phrase: “Obama’s aides” are not Obama.
    guard end == source.upperBound, !nouns.tags[end - 1].contains(.possessive) || source.count == 1
    else { return end..<end }
    if start > source.lowerBound, nouns.tags[start - 1].contains(.preposition) { return end..<end }
    return start..<end
  }

  /// “Democrat Maria Lund”: who is introduced in the last words of a phrase that is about no one else.
  private func member(closing source: Range<Int>) -> Int? {
    let n = cast.mentions.partitioningIndex { $0.tokens.upperBound >= source.upperBound }
    guard n < cast.mentions.count, cast.mentions[n].tokens.upperBound == source.upperBound,
      cast.mentions[n].tokens.lowerBound >= source.lowerBound,
      cast.members[cast.mentions[n].member].isPerson,
      (source.lowerBound..<cast.mentions[n].tokens.lowerBound).allSatisfy({
        nouns.tags[$0].isDisjoint(with: [.preposition, .possessive])
      })
    else { return nil }
    return cast.mentions[n].member
  }

  /// “Senator Maria Lund of Harrisburg”: who is named before “of”, “from” or “at” and a name.
  private func member(from source: Range<Int>) -> Int? {
    guard
      let from = source.dropFirst().first(where: { nouns.tags[$0].contains(.preposition) }),
      ["of", "from", "at"].contains(letters(from)), from + 1 < source.upperBound,
      cast.isNamePart(from + 1),
      let member = cast.member(named: nameTail(of: source.lowerBound..<from)),
      cast.members[member].isPerson
    else { return nil }
    return member
  }

  func isPlace(_ source: Range<Int>) -> Bool {
    source.count == 1 && nouns.uses[source.lowerBound].contains(.government)
      && nouns.tags[source.lowerBound].contains(.country)
  }

  func person(_ i: Int, by resolution: Speaker.Resolution) -> Speaker {
    let member = cast.members[i]
    return Speaker(
      name: name(member.name),
      role: member.role.map { words($0) },
      kind: member.isPerson ? .person : .organisation,
      resolvedBy: resolution,
      mention: span(member.name)
    )
  }

  /// “the spokesperson, Yoshimasa Hayashi,”: a name behind an office and a comma.
  mutating func apposed(behind source: Range<Int>) -> Speaker? {
    let comma = source.upperBound
    guard comma + 1 < nouns.tokens.count, nouns.tags[comma].contains(.comma),
      source.contains(where: { isOffice($0) }), !cast.isNamePart(source.upperBound - 1)
    else { return nil }
    var end = comma + 1
    while end < nouns.tokens.count, end < comma + 6, cast.isNamePart(end) { end += 1 }
    guard end - comma >= 3, let member = cast.member(named: comma + 1..<end) else { return nil }
    let named = speaking(member, at: comma + 1..<end, by: .named)
    return Speaker(
      name: named.name,
      role: named.role ?? words(source),
      kind: .person,
      resolvedBy: .named,
      mention: named.mention
    )
  }

  func pairSpeaker(_ pair: Cast.Pair, by resolution: Speaker.Resolution) -> Speaker {
    let names = pair.members.map { name(cast.members[$0].name) }
    let roles = pair.members.compactMap { cast.members[$0].role.map { words($0) } }
    return Speaker(
      name: names.joined(separator: " and "),
      role: roles.isEmpty ? nil : roles.joined(separator: "; "),
      kind: .persons,
      resolvedBy: resolution,
      mention: span(pair.tokens)
    )
  }

  /// “Yoon and Kishida”, both known.
  mutating func joint(_ source: Range<Int>, at and: Int) -> Speaker? {
    guard and > source.lowerBound, and + 1 < source.upperBound,
      let a = cast.member(named: nameTail(of: source.lowerBound..<and)),
      let b = cast.member(named: nameTail(of: and + 1..<source.upperBound)), a != b
    else { return nil }
    return pairSpeaker(Cast.Pair(members: [a, b], tokens: source), by: .named)
  }

  /// A phrase without its article.
  func trimmed(_ source: Range<Int>) -> String {
    var start = source.lowerBound
    if source.count > 1, ["the", "a", "an"].contains(letters(start)) { start += 1 }
    return name(start..<source.upperBound)
  }

  /// A name without the possessive ending.
  func name(_ tokens: Range<Int>) -> String {
    var text = words(tokens)
    if nouns.tags[tokens.upperBound - 1].contains(.possessive) { text.removeLast(2) }
    return text
  }

  func letters(_ i: Int) -> String {
    String(decoding: Vocabulary.folded(words(i..<i + 1)), as: UTF8.self)
  }

  func words(_ tokens: Range<Int>) -> String {
    let range = nouns.tokens[tokens.lowerBound].lower..<nouns.tokens[tokens.upperBound - 1].upper
    let text = String(decoding: nouns.text[range], as: UTF8.self)
    // A line break is a control character, or one that begins with C2 or E2.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0xC2 || $0 == 0xE2 }),
      text.contains(where: \.isNewline)
    else { return text }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  func span(_ tokens: Range<Int>) -> Span<Extracted> {
    Span(nouns.tokens[tokens.lowerBound].lower..<nouns.tokens[tokens.upperBound - 1].upper)
  }
}

extension Speaker {
  /// The same speaker, found another way.
  func resolved(by resolution: Resolution) -> Speaker {
    Speaker(
      name: name,
      role: role,
      kind: kind,
      resolvedBy: name == nil ? .nothing : resolution,
      mention: mention
    )
  }
}
