internal import StemmaText

extension SpeakerResolution {
  /// “Japan”, “Tokyo”, “the Kremlin”, “the Japanese government”.
  func government(_ source: Range<Int>) -> Speaker? {
    var tokens = source
    while let first = tokens.first, nouns.tags[first].contains(.determiner),
      !nouns.tags[first].contains(.capitalised)
        || nouns.tokens[first].shape.contains(.sentenceStart),
      !nouns.tags[first].contains(.possessive)
    {
      tokens = first + 1..<tokens.upperBound
    }
    guard let first = tokens.first, let last = tokens.last else { return nil }
    if tokens.count >= 2, letters(last) == "government" || letters(last) == "authorities",
      let entry = entry(first..<last), let country = entry.value
    {
      let name = entry.uses.contains(.demonym) ? "Government of \(country)" : country
      return Speaker(
        name: name,
        role: nil,
        kind: .government,
        resolvedBy: .named,
        mention: span(source)
      )
    }
    guard let entry = entry(tokens), let value = entry.value else { return nil }
    if entry.uses.contains(.government) {
      return Speaker(
        name: value,
        role: nil,
        kind: .government,
        resolvedBy: .metonym,
        mention: span(source)
      )
    }
    guard entry.uses.contains(.metonym) else { return nil }
    return Speaker(
      name: value,
      role: nil,
      kind: .organisation,
      resolvedBy: .metonym,
      mention: span(source)
    )
  }

  func entry(_ tokens: Range<Int>) -> Vocabulary.Entry? {
    guard !tokens.isEmpty, tokens.count <= vocabulary.longestPhrase else { return nil }
    var key = Vocabulary.folded(words(tokens))
    if nouns.tags[tokens.upperBound - 1].contains(.possessive) {
      while let last = key.last, last != UInt8(ascii: "'") { key.removeLast() }
      if !key.isEmpty { key.removeLast() }
    }
    return key.withUnsafeBufferPointer { vocabulary.entry($0) }
  }

  /// “the minister”, “the Japanese official”, “Cabinet secretary”: the one person of that office.
  mutating func title(_ source: Range<Int>) -> Speaker? {
    guard let head = source.last(where: { isOffice($0) }) else { return nil }
    if nouns.tags[head].contains(.plural) { return nil }
    let wanted = source.filter {
      !nouns.tags[$0].contains(.determiner) && nouns.tags[$0].isDisjoint(with: [.preposition])
    }
    let isVague = ["official", "leader", "chief"].contains(letters(head))
    let fitting = cast.members.indices.filter { i in
      guard cast.members[i].isPerson, let role = cast.members[i].role else { return false }
      let own = role.map { cast.word($0) }
      return wanted.allSatisfy { word in
        word == head && isVague || own.contains(cast.word(word)) || fits(word, role)
      }
    }
    guard fitting.count == 1, source.count <= 6 else { return nil }
    return speaking(fitting[0], at: source, by: .title)
  }

  /// Whether a country or nationality of a title is that of a role.
  func fits(_ word: Int, _ role: Range<Int>) -> Bool {
    guard let country = entry(word..<word + 1)?.value else { return false }
    return role.contains { entry($0..<$0 + 1)?.value.map { $0.hasSuffix(country) } ?? false }
  }

  /// “the two leaders”, “the leaders of Japan and South Korea”: the pair named last, or the only one.
  func leaders(_ source: Range<Int>, _ head: Int) -> Speaker? {
    guard ["leaders", "presidents", "ministers"].contains(letters(head)),
      let pair = cast.pair(before: source.lowerBound) ?? cast.pairs.first,
      pair.members.allSatisfy({ cast.members[$0].isPerson })
    else { return nil }
    return pairSpeaker(pair, by: .title)
  }

  func isOffice(_ i: Int) -> Bool {
    nouns.tags[i].contains(.office) || nouns.uses[i].contains(.office)
  }

  /// Whoever the words themselves describe.
  mutating func described(_ source: Range<Int>) -> Speaker {
    let head = self.head(of: source)
    let use = nouns.uses[head]
    if use.contains(.anonymous) {
      return Speaker(
        name: nil,
        role: words(source),
        kind: .anonymous,
        resolvedBy: .nothing,
        mention: span(source)
      )
    }
    if use.contains(.document) { return document(source, head) }
    if let owner = possessor(of: source) {
      return Speaker(
        name: owner,
        role: nil,
        kind: .organisation,
        resolvedBy: .named,
        mention: span(source)
      )
    }
    let isPlural = nouns.tags[head].contains(.plural) || use.contains(.group)
    let isNamed = cast.isNamePart(head)
    if !isNamed, !isPlural, isOffice(head) || nouns.tags[head].contains(.person) {
      return Speaker(
        name: nil,
        role: words(source),
        kind: .person,
        resolvedBy: .nothing,
        mention: span(source)
      )
    }
    let isBody = use.contains(.body) || letters(source.lowerBound) == "the"
    return Speaker(
      name: trimmed(source),
      role: nil,
      kind: isPlural && !isNamed ? .collective : isNamed && !isBody ? nil : .organisation,
      resolvedBy: .named,
      mention: span(source)
    )
  }

  /// “the excerpt of the treaty”: the treaty; a statement by a body: the body.
  mutating func document(_ source: Range<Int>, _ head: Int) -> Speaker {
    if source.count == 2, let lastIssuer, letters(source.lowerBound) == "the" {
      return Speaker(
        name: lastIssuer.name,
        role: lastIssuer.role,
        kind: lastIssuer.kind,
        resolvedBy: .title,
        mention: lastIssuer.mention
      )
    }
    var start = source.lowerBound
    if let of = source.dropLast().last(where: { nouns.isOf($0) }), of > head { start = of + 1 }
    return Speaker(
      name: trimmed(start..<source.upperBound),
      role: nil,
      kind: .document,
      resolvedBy: .named,
      mention: span(source)
    )
  }

  /// “a statement by the ministry”: the ministry, whose “the statement” is further on.
  mutating func issuer(in source: Range<Int>) -> Speaker? {
    guard
      let by = source.dropFirst().first(where: {
        nouns.tokens[$0].span.count == 2 && letters($0) == "by"
      }),
      nouns.uses[by - 1].contains(.document), by + 1 < source.upperBound
    else { return nil }
    let rest = by + 1..<source.upperBound
    let body = possessor(of: rest).map {
      Speaker(
        name: $0,
        role: nil,
        kind: .organisation,
        resolvedBy: .named,
        mention: span(rest)
      )
    }
    let issuer = body ?? resolved(rest)
    guard issuer.name != nil else { return nil }
    lastIssuer = issuer
    return issuer
  }

  /// “Japan’s Foreign Ministry” as “Foreign Ministry of Japan”.
  func possessor(of source: Range<Int>) -> String? {
    let first = source.lowerBound
    guard source.count >= 2, nouns.tags[first].contains(.possessive), cast.isNamePart(first),
      source.dropFirst().allSatisfy({ cast.isNamePart($0) })
    else { return nil }
    return "\(words(first + 1..<source.upperBound)) of \(name(first..<first + 1))"
  }

  /// The noun that a phrase is about: the last before “of”, “for” or “in”.
  func head(of source: Range<Int>) -> Int {
    var head = source.lowerBound
    for i in source {
      if nouns.tags[i].contains(.preposition), i > source.lowerBound { break }
      head = i
    }
    return head
  }
}
