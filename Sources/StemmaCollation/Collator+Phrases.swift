import StemmaText

extension Collator {
  /// A phrase of a passage, and what must agree before two of them speak of one thing.
  private struct Phrase {
    let witness: Int
    let passage: Int
    let terms: Range<Int>
    let reading: Int
  }

  /// Things that are said to be of two kinds: an official visit and a state visit.
  mutating func classifierDrafts(among story: [Int]) -> [DivergenceDraft] {
    var phrases: [[Int]: [Phrase]] = [:]
    for index in story {
      for (number, passage) in passages[index].enumerated() {
        for i in passage.terms.indices.dropLast() {
          let word = vocabulary.words[passage.terms[i].word]
          let head = passage.terms[i + 1]
          guard let row = vocabulary.wording.classifiers[word.folded], head.kind == .word,
            head.traits.contains(.noun)
          else { continue }
          phrases[[row, head.stem], default: []].append(
            Phrase(witness: index, passage: number, terms: i..<i + 2, reading: word.stem)
          )
        }
      }
    }
    return drafts(of: phrases, .term, .classifier)
  }

  /// Things that a name precedes and that are one here, several there: the UN Security Council
  /// resolution and UN Security Council resolutions, behind the same word.
  mutating func pluralityDrafts(among story: [Int]) -> [DivergenceDraft] {
    var phrases: [[Int]: [Phrase]] = [:]
    for index in story {
      for (number, passage) in passages[index].enumerated() {
        let terms = passage.terms
        for i in terms.indices where terms[i].kind == .word && i > 1 && terms[i - 2].kind == .name {
          let word = vocabulary.words[terms[i].word]
          guard word.traits.contains(.noun), terms[i - 1].kind == .name else { continue }
          let start = terms[..<i].lastIndex { $0.kind != .name }.map { $0 + 1 } ?? 0
          let isPlural = word.traits.contains(.plural)
          let isDefinite =
            start > 0 && vocabulary.words[terms[start - 1].word].folded.elementsEqual("the".utf8)
          guard isPlural || isDefinite,
            let governor = terms[..<start].last(where: \.isContent)
          else { continue }
          let root = vocabulary.words[governor.word].root
          let key = [root, word.stem] + terms[start..<i].map { $0.stem }
          phrases[key, default: []].append(
            Phrase(
              witness: index,
              passage: number,
              terms: start..<i + 1,
              reading: isPlural ? 1 : 0
            )
          )
        }
      }
    }
    return drafts(of: phrases, .number, .plurality)
  }

  /// A divergence for each phrase that two witnesses read in two ways, where a name in both passages
  /// says that they speak of one thing.
  private mutating func drafts(
    of phrases: [[Int]: [Phrase]],
    _ kind: Divergence.Kind,
    _ rule: Divergence.Rule
  ) -> [DivergenceDraft] {
    let keys = phrases.keys.sorted { $0.lexicographicallyPrecedes($1) }
    return keys.flatMap { key -> [DivergenceDraft] in
      var drafts: [DivergenceDraft] = []
      let all = phrases[key, default: []]
      for (i, second) in all.enumerated() {
        for first in all.prefix(i)
        where first.reading != second.reading && first.witness != second.witness
          && sharesName(first, second)
        {
          drafts.append(
            DivergenceDraft(kind: kind, rule: rule, members: [first, second].map(member))
          )
        }
      }
      return drafts
    }
  }

  private func member(_ phrase: Phrase) -> Member {
    Member(phrase.witness, passages[phrase.witness][phrase.passage].terms.span(phrase.terms))
  }

  private mutating func sharesName(_ a: Phrase, _ b: Phrase) -> Bool {
    let mine = passages[a.witness][a.passage].terms.filter { $0.kind == .name }
    let theirs = passages[b.witness][b.passage].terms.filter { $0.kind == .name }
    return mine.contains { name in
      theirs.contains { $0.stem == name.stem }
    }
  }

  /// Places and bodies that witnesses call by several of their names.
  func designationDrafts(among story: [Int]) -> [DivergenceDraft] {
    var forms: [Int: [[[UInt8]]: [Int: Span<Extracted>]]] = [:]
    for index in story {
      for passage in passages[index] {
        var i = 0
        while i < passage.terms.count {
          guard let (thing, words) = designation(at: i, in: passage.terms, index) else {
            i += 1
            continue
          }
          let span = passage.terms.span(i..<i + words.count)
          if forms[thing]?[words]?[index] == nil {
            forms[thing, default: [:]][words, default: [:]][index] = span
          }
          i += words.count
        }
      }
    }
    return forms.keys.sorted().compactMap { thing in
      let used = forms[thing, default: [:]]
      let sets = story.map { index in Set(used.filter { $0.value[index] != nil }.keys) }
      guard used.count > 1, Set(sets.filter { !$0.isEmpty }).count > 1 else { return nil }
      let members = used.values.flatMap { $0.map { Member($0.key, $0.value) } }.sorted()
      return DivergenceDraft(kind: .name, rule: .designation, members: members)
    }
  }

  /// The longest name of the table that begins at a term.
  private func designation(
    at i: Int,
    in terms: [Term],
    _ index: Int
  ) -> (thing: Int, words: [[UInt8]])? {
    let first = vocabulary.words[terms[i].word].folded
    guard witnesses[index].text[terms[i].span.lower].isCapital || terms[i].kind == .name else {
      return nil
    }
    return vocabulary.wording.designations[first, default: []].filter { form in
      i + form.words.count <= terms.count
        && zip(form.words, terms[i...]).allSatisfy { $0 == vocabulary.words[$1.word].folded }
    }.max { $0.words.count < $1.words.count }.map { ($0.thing, $0.words) }
  }
}
