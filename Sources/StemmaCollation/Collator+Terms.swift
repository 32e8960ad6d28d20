import StemmaText

extension Collator {
  /// Three words and more that name one thing.
  private struct Phrase {
    let witness: Int
    let terms: ArraySlice<Term>
    let stems: [Int]
  }

  /// What one witness calls otherwise than another: all words of the name but one are the same, or
  /// all of them in another order or form.
  mutating func termDrafts(among story: [Int]) -> [DivergenceDraft] {
    var drafts: [DivergenceDraft] = []
    var byWord: [Int: [Phrase]] = [:]
    for index in story {
      var own: Set<[Int]> = []
      for phrase in phrases(in: index) where own.insert(phrase.stems).inserted {
        var others: [Phrase] = []
        var seen: Set<[Int]> = []
        for stem in phrase.stems {
          for other in byWord[stem, default: []]
          where other.witness != index && other.stems != phrase.stems
            && seen.insert(other.stems + [other.witness]).inserted
          {
            others.append(other)
          }
        }
        for other in others where isOneThing(phrase, other) {
          drafts.append(
            DivergenceDraft(
              kind: .term,
              rule: .term,
              members: [other, phrase].map {
                Member($0.witness, Array($0.terms).span(0..<$0.terms.count))
              }
            )
          )
        }
        for stem in phrase.stems { byWord[stem, default: []].append(phrase) }
      }
    }
    return drafts
  }

  /// Runs of words that name something: at least three that say something, the last a noun.
  private func phrases(in index: Int) -> [Phrase] {
    passages[index].flatMap { passage -> [Phrase] in
      let terms = passage.terms
      var phrases: [Phrase] = []
      var start = 0
      for i in terms.indices.map({ $0 + 1 }) where i == terms.count || !continues(terms, at: i) {
        let run = start..<i
        start = i
        var lower = run.lowerBound
        var upper = run.upperBound
        while lower < upper, !isModifier(terms[lower]) { lower += 1 }
        while lower < upper, !terms[upper - 1].isContent { upper -= 1 }
        let content = terms[lower..<upper].filter(\.isContent)
        guard content.count >= 3, content.count <= 5,
          content.count(where: { $0.kind == .name }) < 2,
          content[content.count - 1].traits.contains(.noun)
        else { continue }
        phrases.append(
          Phrase(
            witness: index,
            terms: terms[lower..<upper],
            stems: content.map { $0.stem }
          )
        )
      }
      return phrases
    }
  }

  /// Whether a word can open the name of a thing: no adverb, and no form of a verb alone.
  private func isModifier(_ term: Term) -> Bool {
    let traits = term.traits
    return term.kind == .word && (traits.contains(.adjective) || traits.contains(.noun))
      && !(traits.contains(.verb) && !traits.contains(.noun))
      && !(traits.contains(.adverb) && !traits.contains(.adjective))
  }

  /// Whether a term continues the phrase before it.
  private func continues(_ terms: [Term], at i: Int) -> Bool {
    guard terms[i].span.lower <= terms[i - 1].span.upper + 1 else { return false }
    let word = vocabulary.words[terms[i].word]
    switch terms[i].kind {
    case .word:
      return !word.traits.contains(.reporting)
        && (!word.traits.contains(.verb) || word.traits.contains(.noun)
          || word.traits.contains(.adjective))
    case .function: return word.folded.elementsEqual("and".utf8)
    case .name, .number, .date, .negation: return false
    }
  }

  private mutating func isOneThing(_ a: Phrase, _ b: Phrase) -> Bool {
    let (long, short) = a.stems.count >= b.stems.count ? (a, b) : (b, a)
    // A word more may only say more: “tech companies” and “big tech companies” are no two names.
    guard long.stems.count == short.stems.count else { return false }
    let mine = long.terms.filter(\.isContent)
    let theirs = short.terms.filter(\.isContent)
    var free = Array(theirs.indices)
    var kept = 0
    for term in mine {
      let match = free.first { j in
        let one = vocabulary.words[term.word]
        let other = vocabulary.words[theirs[j].word]
        return one.stem == other.stem
          || vocabulary.meaning(of: term.word).kinship(to: vocabulary.meaning(of: theirs[j].word))
            <= .derived
      }
      if let match {
        kept += 1
        free.removeAll { $0 == match }
      }
    }
    return kept >= 3 && kept >= mine.count - 1
  }
}
