import StemmaText

extension Collator {
  /// Affinity from which two sentences make one claim; tuned on the seeds.
  private static let sameClaim = 330

  /// What several witnesses say, in quotes or in their own words, and how many origins may stand
  /// behind it.
  ///
  /// Sentences that are alike make one claim, and so do the sentences in which several witnesses
  /// render one utterance.
  func claims(reusing reuse: [Collation.Reuse]) -> [Collation.Claim] {
    let spoken = spoken.compactMap { group -> [Place]? in
      let places = Set(group.compactMap { sentence(around: $0) }).sorted()
      return Set(places.map(\.witness)).count > 1 ? places : nil
    }
    let kin = copies(reuse)
    let told = clusters(of: links.map { ($0.first, $0.second, $0.affinity) }, from: Self.sameClaim)
    return joined(told + spoken).map { group in
      let origins = origins(behind: group, kin)
      return Collation.Claim(
        members: group.map { Member($0.witness, passages[$0.witness][$0.index].span) },
        speakers: Set(group.flatMap { speakers(of: $0) }).sorted(),
        fewestOrigins: origins.fewest,
        mostOrigins: origins.most
      )
    }
  }

  /// The sentence that a statement stands in.
  private func sentence(around statement: Place) -> Place? {
    let span = statements[statement.witness][statement.index].span
    return passages[statement.witness].firstIndex { $0.span.overlaps(span) }.map {
      Place(witness: statement.witness, index: $0)
    }
  }

  /// Groups that share at least half of the smaller one, joined.
  private func joined(_ groups: [[Place]]) -> [[Place]] {
    var joined: [Set<Place>] = []
    var holders: [Place: [Int]] = [:]
    for group in groups {
      var group = Set(group)
      while let i = Set(group.flatMap { holders[$0, default: []] }).sorted().first(where: { i in
        2 * joined[i].count(where: group.contains) >= min(joined[i].count, group.count)
      }) {
        for place in joined[i] { holders[place]?.removeAll { $0 == i } }
        group.formUnion(joined[i])
        joined[i] = []
      }
      for place in group { holders[place, default: []].append(joined.count) }
      joined.append(group)
    }
    return joined.filter { !$0.isEmpty }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  /// Who says a sentence, as far as its witness names him.
  private func speakers(of place: Place) -> [String] {
    let span = passages[place.witness][place.index].span
    return witnesses[place.witness].statements.filter { $0.span.overlaps(span) }
      .compactMap(\.speaker)
  }

  /// Witnesses that one has from the other, or both from a third: they share text word for word, or
  /// an error.
  ///
  /// Shared errors are the best evidence of descent (Maas, Textkritik, 1927): two who translate for
  /// themselves do not go wrong in the same words.
  private func copies(_ reuse: [Collation.Reuse]) -> [(Int, Int)] {
    reuse.map { ($0.first.witness, $0.second.witness) }
      + sharedErrors().map { ($0.first.witness, $0.second.witness) }
  }

  /// Marks of translation that two witnesses have in the same words at the same place.
  func sharedErrors() -> [(first: Member, second: Member)] {
    links.flatMap { link -> [(first: Member, second: Member)] in
      let mine = marks(in: passages[link.first.witness][link.first.index])
      let theirs = marks(in: passages[link.second.witness][link.second.index])
      return mine.compactMap { mark in
        let words = witnesses[mark.witness].words(mark.span)
        return theirs.first { witnesses[$0.witness].words($0.span) == words }.map { (mark, $0) }
      }
    }
  }

  private func marks(in passage: Passage) -> [Member] {
    witnesses[passage.witness].artefacts.filter(passage.span.contains).map {
      Member(passage.witness, $0)
    }
  }

  /// How many origins stand behind some sentences: those that the sentences or their texts name, and
  /// the texts that name none.
  ///
  /// At least one for each that is named and no copy; texts that name none may rest on one of them.
  /// At most one for each witness that is no copy and names no origin that another names.
  private func origins(behind group: [Place], _ kin: [(Int, Int)]) -> (fewest: Int, most: Int) {
    let involved = Set(group.map(\.witness)).sorted()
    var root: [Int: Int] = [:]
    for witness in involved { root[witness] = witness }
    func find(_ witness: Int) -> Int {
      var witness = witness
      while let next = root[witness], next != witness { witness = next }
      return witness
    }
    for (a, b) in kin where root[a] != nil && root[b] != nil {
      root[max(find(a), find(b))] = min(find(a), find(b))
    }
    var named: [String: Int] = [:]
    for witness in involved {
      guard let origin = origin(of: witness, in: group) else { continue }
      if let other = named[origin] {
        root[max(find(witness), find(other))] = min(find(witness), find(other))
      }
      named[origin] = witness
    }
    let all = Set(involved.map(find))
    let stated = Set(named.values.map(find))
    return (max(1, stated.count), all.count)
  }

  /// The agency that a witness has a sentence from: the one its statement names, else the one the
  /// text names.
  private func origin(of witness: Int, in group: [Place]) -> String? {
    let spans = group.filter { $0.witness == witness }.map {
      passages[witness][$0.index].span
    }
    let stated = witnesses[witness].statements.filter { statement in
      spans.contains { $0.overlaps(statement.span) }
    }.compactMap(\.origin)
    return stated.first ?? witnesses[witness].agencies.first
  }
}
