import StemmaText

/// That something happens or is done, as a statement puts it: a verb, or a noun made from one, with
/// what it is said of.
struct Predication {
  /// How sure the statement is of it.
  enum Mood: Hashable {
    case asserted, planned, possible, conditional, hedged
  }

  /// The verb or noun.
  let head: Int

  /// Whether it is a noun.
  let isNoun: Bool

  /// From the word that takes from its certainty to the verb or noun.
  let place: Range<Int>

  /// How sure the statement is of it.
  let mood: Mood

  /// Stems of the names shortly before it.
  let subjects: Set<Int>

  /// Stems of what says something behind it, the nearest first.
  let objects: [Int]
}

extension Vocabulary {
  /// Terms behind a verb that may belong to its object.
  private static let objectReach = 7

  /// Terms before a verb in which its subject and its mood are looked for; five for a noun, whose
  /// verb stands between.
  private static let verbReach = 4
  private static let nounReach = 5

  /// What a statement says that happens or is done.
  func predications(in terms: [Term]) -> [Predication] {
    terms.indices.compactMap { i in
      guard terms[i].kind == .word else { return nil }
      let traits = terms[i].traits
      // “the eventual release”
      let isQualified =
        i > 0 && !terms[i - 1].traits.isDisjoint(with: [.article, .adjective])
        && terms[i - 1].traits.isDisjoint(with: [.verb, .auxiliary, .adverb])
      let isNoun = traits.contains(.act) && (!traits.contains(.verb) || isQualified)
      let isVerb = traits.contains(.verb) && !traits.contains(.reporting) && !isQualified
      guard isVerb || isNoun else { return nil }
      let reach = max(0, i - (isNoun ? Self.nounReach : Self.verbReach))..<i
      guard let (mood, lower) = mood(of: i, isNoun: isNoun, in: terms, within: reach) else {
        return nil
      }
      let behind = terms[(i + 1)...].prefix(Self.objectReach).filter(\.isContent)
      let before = terms[reach].filter { $0.kind == .name }
      return Predication(
        head: i,
        isNoun: isNoun,
        place: lower..<i + 1,
        mood: mood,
        subjects: Set(before.map { $0.stem }),
        objects: behind.map { $0.stem }
      )
    }
  }

  /// How sure a statement is of a verb or noun, and the first word that says so; `nil` where it is
  /// denied, or where no verb says that it happens.
  private func mood(
    of head: Int,
    isNoun: Bool,
    in terms: [Term],
    within reach: Range<Int>
  ) -> (Predication.Mood, Int)? {
    var isFinite = !isNoun && !isInfinite(head, in: terms)
    for k in reach.reversed() {
      let traits = terms[k].traits
      if terms[k].kind == .negation { return nil }
      if traits.contains(.hedge) { return (.hedged, k) }
      if traits.contains(.possible) { return (.possible, k) }
      if traits.contains(.conditional) { return (.conditional, k) }
      if isPlan(k, in: terms, before: head) { return (.planned, k) }
      if traits.contains(.verb) || traits.contains(.auxiliary) {
        if isNoun && !isFinite { isFinite = !isInfinite(k, in: terms) }
      }
    }
    return isFinite ? (.asserted, head) : nil
  }

  /// Whether “will”, or a “be” that no other verb makes a statement, stands before a verb: what “he said
  /// it would rain” puts in the past.
  private func isPlan(_ k: Int, in terms: [Term], before head: Int) -> Bool {
    let word = words[terms[k].word].folded
    return word.elementsEqual("will".utf8) || word.elementsEqual("'ll".utf8)
      || k + 1 == head && word.elementsEqual("be".utf8)
        && !(k > 0 && !terms[k - 1].traits.isDisjoint(with: [.modal, .possible, .conditional]))
  }

  /// Whether a verb is an infinitive, or a form in -ing without “be”.
  private func isInfinite(_ i: Int, in terms: [Term]) -> Bool {
    guard i > 0 else { return false }
    let before = words[terms[i - 1].word]
    if before.folded.elementsEqual("to".utf8) { return true }
    return words[terms[i].word].folded.suffix(3).elementsEqual("ing".utf8)
      && !before.traits.contains(.auxiliary)
  }
}

extension StatementPair {
  /// What one of two statements of a speaker asserts and the other does not.
  ///
  /// - Parameters:
  ///   - mine: What the first says that happens or is done.
  ///   - theirs: What the second says.
  ///   - vocabulary: The words of both.
  /// - Returns: The places, in the order of the first.
  func moodVariances(
    _ mine: [Predication],
    _ theirs: [Predication],
    in vocabulary: inout Vocabulary
  ) -> [Variance] {
    mine.flatMap { mine in
      theirs.compactMap { other -> Variance? in
        let moods: Set = [mine.mood, other.mood]
        guard moods.count == 2, !moods.isDisjoint(with: [.asserted, .planned]),
          moods != [.asserted, .planned], moods != [.planned, .conditional],
          isOneDeed(mine, other, in: &vocabulary)
        else { return nil }
        let isHedge = mine.mood == .hedged || other.mood == .hedged
        return Variance(
          kind: .modality,
          rule: isHedge ? .hedge : .modality,
          first: mine.place,
          second: other.place
        )
      }
    }
  }

  /// Whether two predications are of one deed: forms of one verb with an object in common, or verbs
  /// of one class with subject and object in common.
  private func isOneDeed(
    _ mine: Predication,
    _ other: Predication,
    in vocabulary: inout Vocabulary
  ) -> Bool {
    guard mine.objects.contains(where: other.objects.contains), mine.isNoun == other.isNoun
    else { return false }
    if a[mine.head].stem == b[other.head].stem { return true }
    let one = vocabulary.meaning(of: a[mine.head].word)
    let two = vocabulary.meaning(of: b[other.head].word)
    if one.isDerived(from: two) { return true }
    let objects = other.objects.prefix(2)
    return !mine.subjects.isDisjoint(with: other.subjects)
      && mine.objects.prefix(2).contains(where: objects.contains)
      && one.wider.meets(two.wider)
  }
}

extension Relations.Meaning {
  /// Whether one word is made from the other.
  func isDerived(from other: Relations.Meaning) -> Bool {
    other.entries.contains(where: derived.contains)
      || entries.contains(where: other.derived.contains)
  }
}
