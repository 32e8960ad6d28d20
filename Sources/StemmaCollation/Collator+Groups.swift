import StemmaText

extension Collator {
  /// A passage or statement by its witness and index.
  struct Place: Hashable {
    let witness: Int
    let index: Int
  }

  /// Statements of one speaker that several witnesses render.
  mutating func utterances() -> [Collation.Utterance] {
    utteranceGroups().map { group in
      let first = group[0]
      let base = statements[first.witness][first.index]
      var places: [Apparatus.Place] = []
      for other in group.dropFirst() where other.witness != first.witness {
        let reading = statements[other.witness][other.index]
        let pair = StatementPair(base.terms, reading.terms, isGated: true, in: &vocabulary)
        places += pair.places(first.witness, other.witness, in: &vocabulary)
      }
      let scores = statementLinks.filter { link in
        group.contains { $0.witness == link.first.witness && $0.index == link.first.index }
          && group.contains { $0.witness == link.second.witness && $0.index == link.second.index }
      }.map(\.score)
      return Collation.Utterance(
        speaker: witnesses[first.witness].statements[first.index].speaker,
        members: group.map { place in
          let statement = witnesses[place.witness].statements[place.index]
          return Member(place.witness, statement.span, quote: statement.quote)
        },
        score: scores.min() ?? 0,
        apparatus: places
      )
    }
  }

  /// Where the witnesses come from: agencies by code, then those that name none.
  func origins() -> [Collation.Origin] {
    let named = Set(witnesses.flatMap { $0.agencies.prefix(1) }).sorted()
    let origins = named.map { code in
      Collation.Origin(
        agency: code,
        witnesses: witnesses.indices.filter { witnesses[$0].agencies.first == code }
      )
    }
    let unnamed = witnesses.indices.filter { witnesses[$0].agencies.isEmpty }
    return unnamed.isEmpty ? origins : origins + [Collation.Origin(agency: nil, witnesses: unnamed)]
  }

  /// Words in a row from which shared text is told; eight is what plagiarism research takes as
  /// evidence of copying (Barrón-Cedeño and Rosso, 2009, n of 6 to 9).
  static let reusedWords = 8

  /// What two witnesses of a story share literally.
  func reuse(in stories: [Story]) -> [Collation.Reuse] {
    var found: [Collation.Reuse] = []
    let terms = passages.map { $0.flatMap(\.terms) }
    for story in stories where story.relation == .sameEvent {
      let compared = story.witnesses.prefix(Self.witnessesCompared)
      for (i, second) in compared.enumerated() {
        for first in compared.prefix(i) {
          found += reuse(first, terms[first], second, terms[second])
        }
      }
    }
    return found
  }

  private func reuse(_ x: Int, _ a: [Term], _ y: Int, _ b: [Term]) -> [Collation.Reuse] {
    let n = Self.reusedWords
    guard a.count >= n, b.count >= n else { return [] }
    var places: [ArraySlice<Int>: Int] = [:]
    let mine = a.map { vocabulary.words[$0.word].stem }
    let theirs = b.map { vocabulary.words[$0.word].stem }
    for i in 0...(a.count - n) where places[mine[i..<i + n]] == nil { places[mine[i..<i + n]] = i }
    var found: [Collation.Reuse] = []
    var j = 0
    while j + n <= b.count {
      guard let i = places[theirs[j..<j + n]] else {
        j += 1
        continue
      }
      var length = n
      while i + length < a.count, j + length < b.count, mine[i + length] == theirs[j + length] {
        length += 1
      }
      found.append(
        Collation.Reuse(
          first: Member(x, a.span(i..<i + length)),
          second: Member(y, b.span(j..<j + length)),
          words: length
        )
      )
      j += length
    }
    return found
  }
}
