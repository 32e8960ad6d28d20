import StemmaText

extension Collator {
  /// That a witness says of a person that he would not speak of something.
  private struct Silence {
    let member: Member
    let person: String
    let topic: [Term]
  }

  /// Terms of a topic that are compared at most.
  private static let topicLength = 12

  /// Words of the topic beside its noun that a statement must share.
  private static let sharedTopic = 3

  /// Where one witness says that a person would not comment, and another gives his comment.
  mutating func silenceDrafts(among story: [Int]) -> [DivergenceDraft] {
    var drafts: [DivergenceDraft] = []
    for index in story {
      for silence in silences(in: index) {
        for other in story where other != index {
          for i in witnesses[other].statements.indices {
            let statement = witnesses[other].statements[i]
            guard let speaker = statement.speaker, isOneName(speaker, silence.person),
              isAbout(statements[other][i].terms, silence.topic)
            else { continue }
            let answer = Member(other, statement.span, quote: statement.quote)
            drafts.append(
              DivergenceDraft(
                kind: .contradiction,
                rule: .silence,
                members: [silence.member, answer]
              )
            )
          }
        }
      }
    }
    return drafts
  }

  private mutating func silences(in index: Int) -> [Silence] {
    var silences: [Silence] = []
    for passage in passages[index] {
      let terms = passage.terms
      for i in terms.indices where isWithheld(at: i, in: terms) {
        guard let remark = terms.indices[i...].prefix(5).first(where: { isRemark(terms[$0]) })
        else {
          continue
        }
        let topic = self.topic(in: terms[(remark + 1)...])
        guard topic.count > 2, let subject = subject(before: i, in: terms, index) else { continue }
        let span = terms[subject.at].span.union(topic[topic.endIndex - 1].span)
        silences.append(
          Silence(member: Member(index, span), person: subject.name, topic: topic)
        )
      }
    }
    return silences
  }

  /// What follows “comment on”, up to a verb or a clause of its own.
  private func topic(in terms: ArraySlice<Term>) -> [Term] {
    terms.prefix(Self.topicLength).prefix { term in
      let traits = term.traits
      return term.isContent
        || !traits.isDisjoint(with: [.article, .conjunction, .preposition])
    }.filter(\.isContent)
  }

  /// Whether a word says that somebody keeps something back: a verb for it, or a negation.
  private func isWithheld(at i: Int, in terms: [Term]) -> Bool {
    let isVerb = terms[i].traits.contains(.withholding)
    return isVerb
      || terms[i].kind == .negation
        && terms[(i + 1)...].prefix(2).contains(where: isRemark)
  }

  private func isRemark(_ term: Term) -> Bool {
    term.traits.contains(.remark)
  }

  /// The person who keeps silent, and where he is named: by name right before the verb, or by a
  /// pronoun that stands for the last who spoke.
  private func subject(
    before i: Int,
    in terms: [Term],
    _ index: Int
  ) -> (name: String, at: Int)? {
    for k in terms.indices[..<i].reversed().prefix(5) {
      if terms[k].kind == .name {
        let start = terms[..<k].lastIndex { $0.kind != .name }.map { $0 + 1 } ?? 0
        let name = terms[start...k].map(\.span)
        return (witnesses[index].words(name[0].union(name[name.count - 1])), start)
      }
      if !terms[k].traits.isDisjoint(with: [.masculine, .feminine]) {
        let spoken = witnesses[index].statements.last {
          $0.span.upper <= terms[k].span.lower && $0.voice == .person
        }
        return spoken?.speaker.map { ($0, k) }
      }
    }
    return nil
  }

  /// Whether a statement speaks of a topic: of the thing its last word names, and of what else names
  /// it.
  private mutating func isAbout(_ terms: [Term], _ topic: [Term]) -> Bool {
    guard let head = topic.last(where: { $0.traits.contains(.noun) }),
      terms.contains(where: { $0.kind == .word && isKin($0, head, atMost: .wider) })
    else { return false }
    let shared = topic.count { term in
      term.word != head.word && terms.contains { $0.isContent && isKin($0, term, atMost: .derived) }
    }
    return shared >= Self.sharedTopic
  }

  private mutating func isKin(_ a: Term, _ b: Term, atMost kinship: Kinship) -> Bool {
    a.stem == b.stem
      || vocabulary.meaning(of: a.word).kinship(to: vocabulary.meaning(of: b.word)) <= kinship
  }
}
