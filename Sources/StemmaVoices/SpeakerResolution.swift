internal import StemmaText

/// Finds out who is meant by the words that name a speaker.
struct SpeakerResolution {
  let cast: Cast
  let nouns: NounPhraseFinder
  let vocabulary: Vocabulary

  /// Whether the text is in the language of the cue grammar.
  let isRead: Bool

  /// Who spoke last, for pronouns.
  var lastPerson: Int?
  var lastSource: Speaker?

  /// Whose statement was named last: “a statement by the ministry”, later “the statement”.
  var lastIssuer: Speaker?

  init(_ cast: Cast, _ nouns: NounPhraseFinder, _ vocabulary: Vocabulary, isRead: Bool) {
    self.cast = cast
    self.nouns = nouns
    self.vocabulary = vocabulary
    self.isRead = isRead
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
    if let member = cast.member(named: nameTail(of: source)), !isPlace(source) {
      lastPerson = member
      return person(member, by: .named)
    }
    if let body = government(source) { return body }
    if let holder = title(source) { return holder }
    return described(source)
  }

  // MARK: - Pronouns

  mutating func pronoun(_ i: Int) -> Speaker? {
    let tag = nouns.tags[i]
    guard tag.contains(.pronoun) || tag.contains(.subjectPronoun) || tag.contains(.determiner)
    else { return nil }
    let letters = letters(i)
    let word = tag.contains(.clitic) ? letters.prefix { $0 != "'" } : letters[...]
    switch word {
    case "he", "she", "his", "her":
      guard let member = lastPerson ?? subject(before: i) else { return .unknown }
      lastPerson = member
      return person(member, by: .pronoun)
    case "they", "their":
      guard let pair = cast.pair(before: i), i - pair.tokens.upperBound < 120 else {
        guard let lastSource, lastSource.kind == .persons || lastSource.kind == .collective else {
          return .unknown
        }
        return lastSource.resolved(by: .pronoun)
      }
      return pairSpeaker(pair, by: .pronoun)
    case "it", "its":
      guard let lastSource, lastSource.kind != .person else { return .unknown }
      return lastSource.resolved(by: .pronoun)
    default:
      return tag.contains(.determiner) || tag.contains(.number) ? nil : .unknown
    }
  }

  /// The person named last before a token.
  func subject(before token: Int) -> Int? {
    let i = cast.mentions.partitioningIndex { $0.token >= token }
    var n = i - 1
    while n >= 0, token - cast.mentions[n].token < 160 {
      if cast.members[cast.mentions[n].member].isPerson { return cast.mentions[n].member }
      n -= 1
    }
    return nil
  }

  /// “who”: the phrase before it.
  mutating func relative(_ i: Int) -> Speaker {
    var p = i - 1
    if p >= 0, nouns.tags[p].contains(.comma) { p -= 1 }
    let n = cast.mentions.partitioningIndex { $0.token >= p }
    if n < cast.mentions.count, cast.mentions[n].token == p {
      lastPerson = cast.mentions[n].member
      return person(cast.mentions[n].member, by: .pronoun)
    }
    guard p >= 0, let phrase = nouns.phrase(endingAt: p, from: max(0, p - 24)) else {
      return .unknown
    }
    return resolved(phrase).resolved(by: .pronoun)
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
    lastPerson = member
    let named = person(member, by: .named)
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
  fileprivate func resolved(by resolution: Resolution) -> Speaker {
    Speaker(
      name: name,
      role: role,
      kind: kind,
      resolvedBy: name == nil ? .nothing : resolution,
      mention: mention
    )
  }
}
