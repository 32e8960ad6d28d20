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
    for index in story {
      for mention in mentions(in: index) {
        people[vocabulary.words[mention.last].folded, default: []].append(mention)
      }
    }
    for name in people.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let mentions = people[name, default: []]
      drafts += spellings(mentions.filter { $0.name.count > 1 })
      drafts += offices(mentions.filter { !$0.office.isEmpty })
    }
    return drafts
  }

  private func mentions(in index: Int) -> [Mention] {
    var mentions: [Mention] = []
    for passage in passages[index] {
      let terms = passage.terms
      var i = 0
      while i < terms.count {
        guard isNameLike(terms[i]) else {
          i += 1
          continue
        }
        var end = i
        while end < terms.count, isNameLike(terms[end]),
          end == i || terms[end].span.lower <= terms[end - 1].span.upper + 2
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

  private func isOffice(_ term: Term) -> Bool {
    let traits = vocabulary.words[term.word].traits
    return traits.contains(.office) || traits.contains(.title)
  }

  /// The mentions of one name, where its spelling varies between witnesses.
  private func spellings(_ mentions: [Mention]) -> [DivergenceDraft] {
    var groups: [[UInt8]: [Mention]] = [:]
    for mention in mentions {
      let key = mention.name.flatMap { vocabulary.words[$0.word].folded }
      groups[key, default: []].append(mention)
    }
    return groups.keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { key in
      let mentions = groups[key, default: []]
      var first: [String: Mention] = [:]
      for mention in mentions {
        let written = witnesses[mention.witness].words(mention.name.span(mention.name.indices))
        if first["\(mention.witness) \(written)"] == nil {
          first["\(mention.witness) \(written)"] = mention
        }
      }
      let spellings = Set(
        mentions.map { witnesses[$0.witness].words($0.name.span($0.name.indices)) }
      )
      guard spellings.count > 1, Set(mentions.map(\.witness)).count > 1 else { return nil }
      return DivergenceDraft(
        kind: .name,
        rule: .spelling,
        members: first.keys.sorted().compactMap { first[$0] }.map {
          Member($0.witness, $0.name.span($0.name.indices))
        }
      )
    }
  }

  /// The mentions of one person, where the office varies between witnesses.
  private func offices(_ mentions: [Mention]) -> [DivergenceDraft] {
    var first: [Int: Mention] = [:]
    for mention in mentions where first[mention.witness] == nil { first[mention.witness] = mention }
    let titles = first.mapValues { mention in
      Set(
        mention.office.filter { !vocabulary.words[$0.word].traits.contains(.place) }
          .map { vocabulary.words[$0.word].stem }
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
