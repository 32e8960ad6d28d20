import StemmaText

extension Collator {
  /// A person as a witness names him: the name, and the office before it.
  private struct Mention {
    let witness: Int
    let name: [Term]
    let office: [Term]

    var last: Int { name[name.count - 1].word }
  }

  /// Names spelt in several ways, and offices that differ for one person.
  mutating func namingDrafts(among story: [Int]) -> [DivergenceDraft] {
    var drafts: [DivergenceDraft] = []
    var people: [[UInt8]: [Mention]] = [:]
    var spelt: [[[UInt8]]: [Mention]] = [:]
    for index in story {
      for mention in mentions(in: index) {
        people[vocabulary.words[mention.last].folded, default: []].append(mention)
        if mention.name.count > 1 { spelt[mention.name.map(key), default: []].append(mention) }
      }
    }
    for name in spelt.keys.sorted(by: precedes) { drafts += spellings(spelt[name, default: []]) }
    for name in people.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      drafts += offices(people[name, default: []].filter { !$0.office.isEmpty })
    }
    return drafts
  }

  /// What all right spellings of a name have in common: its number among names that have several
  /// forms, else how it sounds.
  private func key(_ term: Term) -> [UInt8] {
    let word = vocabulary.words[term.word]
    if let name = word.name { return Array("#\(name)".utf8) }
    return word.sound.count > 3 ? word.sound : word.folded
  }

  private func precedes(_ a: [[UInt8]], _ b: [[UInt8]]) -> Bool {
    a.joined(separator: [0]).lexicographicallyPrecedes(b.joined(separator: [0]))
  }

  private func mentions(in index: Int) -> [Mention] {
    var mentions: [Mention] = []
    for passage in passages[index] {
      let terms = passage.terms
      var i = 0
      while i < terms.count {
        guard isNameLike(terms[i]) || opensOffice(at: i, in: terms) else {
          i += 1
          continue
        }
        var end = i
        while end < terms.count, isNameLike(terms[end]) || end == i,
          end == i || terms[end].span.lower <= terms[end - 1].span.upper + 1
        { end += 1 }
        let office = terms[i..<end].lastIndex { isOffice($0) }
        let name = Array(terms[(office.map { $0 + 1 } ?? i)..<end])
        if let first = name.first, first.kind == .name {
          mentions.append(
            Mention(witness: index, name: name, office: office.map { Array(terms[i...$0]) } ?? [])
          )
        }
        i = end
      }
    }
    return mentions
  }

  private func isNameLike(_ term: Term) -> Bool { term.kind == .name || isOffice(term) }

  /// Whether a noun opens a sentence with an office: Cabinet Secretary.
  private func opensOffice(at i: Int, in terms: [Term]) -> Bool {
    terms[i].isOpening && terms[i].kind == .word && i + 1 < terms.count && isOffice(terms[i + 1])
      && terms[i].traits.contains(.noun)
      && !terms[i].traits.contains(.verb)
  }

  private func isOffice(_ term: Term) -> Bool {
    let traits = term.traits
    return traits.contains(.office) || traits.contains(.title)
  }

  /// The mentions of one name, where its spelling varies between witnesses.
  private func spellings(_ mentions: [Mention]) -> [DivergenceDraft] {
    var first: [String: Mention] = [:]
    var spellings: Set<String> = []
    for mention in mentions {
      let written = witnesses[mention.witness].words(mention.name.span(mention.name.indices))
      spellings.insert(written)
      if first["\(mention.witness) \(written)"] == nil {
        first["\(mention.witness) \(written)"] = mention
      }
    }
    guard spellings.count > 1, Set(mentions.map(\.witness)).count > 1 else { return [] }
    return [
      DivergenceDraft(
        kind: .name,
        rule: .spelling,
        members: first.keys.sorted().compactMap { first[$0] }.map {
          Member($0.witness, $0.name.span($0.name.indices))
        }
      )
    ]
  }

  /// The mentions of one person, where the office varies between witnesses.
  private func offices(_ mentions: [Mention]) -> [DivergenceDraft] {
    var first: [Int: Mention] = [:]
    for mention in mentions where first[mention.witness] == nil { first[mention.witness] = mention }
    // “North Korean leader” and “leader” are one office, and so are “Dr” and none.
    let titles = first.mapValues { mention in
      Set(
        mention.office.filter { $0.traits.contains(.office) }
          .map { $0.stem }
      )
    }
    let isVaried = Set(titles.values.filter { !$0.isEmpty }).count > 1
    guard first.count > 1, isVaried else { return [] }
    return [
      DivergenceDraft(
        kind: .office,
        rule: .office,
        members: first.keys.sorted().compactMap { first[$0] }.map {
          Member($0.witness, ($0.office + $0.name).span(0..<$0.office.count + $0.name.count))
        }
      )
    ]
  }
}
