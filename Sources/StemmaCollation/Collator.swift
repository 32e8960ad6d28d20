import StemmaText

/// The work of one comparison.
struct Collator {
  /// Most witnesses of a story that are compared pair by pair; the first ones by order.
  ///
  /// A story
  /// that a thousand outlets copied says no more in its thousandth copy.
  static let witnessesCompared = 48

  /// Most sentences, and most statements, of a witness that are compared: the first ones.
  ///
  /// The longest reports have some hundreds; in more, as in a file of all speeches of a year, pairs
  /// of sentences would take time that grows with the square.
  static let passagesCompared = 2000

  let witnesses: [Witness]

  /// For each witness, the first with the same text; `nil` for that one itself.
  let originals: [Int?]

  var vocabulary: Vocabulary

  /// The words of the speakers' names, by number.
  var namesOfSpeakers: [String: [Int]] = [:]

  let passages: [[Passage]]
  let statements: [[Passage]]
  var links: [Link] = []
  var statementLinks: [Link] = []

  /// Groups of statements that render one utterance, by first place; see `utteranceGroups`.
  private(set) var spoken: [[Place]] = []

  /// Which passages, and which statements, are the same words.
  let passageNumbers: WordingNumbers
  let statementNumbers: WordingNumbers

  /// What was found out about pairs of these that come again.
  var knownPassages = KnownPairs()
  var knownStatements = KnownPairs()

  /// A term of one passage with its partner in another.
  struct Agreement: Hashable {
    let first: Int
    let second: Int
  }

  /// Two passages, or statements, that say the same.
  struct Link {
    /// Witness and index of the first; its witness comes first.
    let first: (witness: Int, index: Int)

    /// Witness and index of the second.
    let second: (witness: Int, index: Int)

    /// How alike they are, from 0 to 1000; of statements, words that all the story shares count less.
    let score: Int

    /// Where they part.
    let variances: [Variance]

    /// How alike they are where words that all the story shares count less, from 0 to 1000.
    var affinity = 0

    /// Terms of the first with the terms of the second that agree with them.
    var agreeing: [Agreement] = []
  }

  init(_ witnesses: [Witness], knowing vocabulary: consuming Vocabulary) {
    let witnesses = witnesses.map { $0.splittingStatements() }
    self.witnesses = witnesses
    var passages: [[Passage]] = []
    var statements: [[Passage]] = []
    for (index, witness) in witnesses.enumerated() {
      passages.append(
        Array(witness.passages(as: index, in: &vocabulary).prefix(Self.passagesCompared))
      )
      statements.append(
        (passages[index].count > 1 ? witness.statements : []).prefix(Self.passagesCompared).map {
          statement in
          let tokens = witness.tokens(in: statement.span)
          let terms = vocabulary.terms(of: tokens, in: witness.text)
          let predications = vocabulary.predications(in: terms)
          return Passage(index, terms, statement.span, saying: predications)
        }
      )
    }
    self.vocabulary = vocabulary
    self.passages = passages
    self.statements = statements
    passageNumbers = WordingNumbers(of: passages, in: witnesses)
    statementNumbers = WordingNumbers(of: statements, in: witnesses)
    var first: [[UInt8]: Int] = [:]
    originals = witnesses.enumerated().map { index, witness in
      guard let original = first[witness.text] else {
        first[witness.text] = index
        return nil
      }
      // Of equal texts one may have parts that the other, read from a page, has ignored.
      let isCopy =
        passages[original].map(\.span) == passages[index].map(\.span)
        && statements[original].map(\.span) == statements[index].map(\.span)
      return isCopy ? original : nil
    }
  }

  /// All witnesses as one story.
  func allAsOne() -> [Story] {
    witnesses.count < 2
      ? [] : [Story(witnesses: Array(witnesses.indices), relation: .sameEvent, score: 1000)]
  }

  /// Links what says the same in the witnesses of each story that tells one event.
  mutating func compare(_ stories: [Story]) {
    for story in stories where story.relation == .sameEvent {
      let compared = compared(in: story)
      let weights = StemWeights(of: compared.flatMap { passages[$0] })
      let speakers = speakers(of: compared)
      for (i, second) in compared.enumerated() {
        for first in compared.prefix(i) {
          linkPassages(first, second, weights)
          linkStatements(first, second, weights, speakers)
        }
      }
      for copy in story.witnesses {
        if let original = originals[copy] { link(original, toCopy: copy) }
      }
    }
    spoken = utteranceGroups()
  }

  /// The witnesses of a story that are compared pair by pair: of equal texts the first.
  func compared(in story: Story) -> ArraySlice<Int> {
    story.witnesses.filter { originals[$0] == nil }.prefix(Self.witnessesCompared)
  }

  /// A copy says what its original says, sentence by sentence.
  private mutating func link(_ original: Int, toCopy copy: Int) {
    for i in passages[original].indices {
      links.append(
        Link(
          first: (original, i),
          second: (copy, i),
          score: 1000,
          variances: [],
          affinity: 1000
        )
      )
    }
    for i in statements[original].indices where i < statements[copy].count {
      statementLinks.append(
        Link(first: (original, i), second: (copy, i), score: 1000, variances: [])
      )
    }
  }

  /// Likeness from which a sentence's best partner is taken for the same content.
  static let sameContent = 350

  private mutating func linkPassages(_ x: Int, _ y: Int, _ weights: StemWeights) {
    let isPair = witnesses.count == 2 && passages[x].count == 1 && passages[y].count == 1
    var best: [(i: Int, j: Int, score: Int, pair: Int)] = []
    var pairs: [StatementPair] = []
    for (i, mine) in passages[x].enumerated() {
      let candidates = passages[y].indices
        .map { (j: $0, shared: mine.shared(with: passages[y][$0])) }
        .filter { isPromising($0.shared, mine, passages[y][$0.j]) }
        .sorted { ($1.shared, $0.j) < ($0.shared, $1.j) }
      let most = candidates.first?.shared ?? 0
      for candidate in candidates.prefix(3) where 2 * candidate.shared >= most {
        let other = passages[y][candidate.j]
        let key = passageNumbers.key((x, i), (y, candidate.j))
        if let score = knownPassages.score(of: key) {
          best.append((i, candidate.j, score, -1))
          continue
        }
        let pair = StatementPair(mine.terms, other.terms, isExcerpt: !isPair, in: &vocabulary)
        let score = pair.alignment.similarity(pair.a, pair.b)
        knownPassages.keep(score, of: key)
        best.append((i, candidate.j, score, pairs.count))
        pairs.append(pair)
      }
    }
    best.sort {
      $0.score != $1.score ? $0.score > $1.score : ($0.i, $0.j) < ($1.i, $1.j)
    }
    var taken: (Set<Int>, Set<Int>) = ([], [])
    for (i, j, score, number) in best {
      if !isPair && score < Self.sameContent { break }
      if taken.0.contains(i) || taken.1.contains(j) { continue }
      taken.0.insert(i)
      taken.1.insert(j)
      let key = passageNumbers.key((x, i), (y, j))
      if let known = knownPassages.link(of: key) {
        links.append(known.between((x, i), (y, j)))
        continue
      }
      let (mine, other) = (passages[x][i], passages[y][j])
      let pair =
        number < 0
        ? StatementPair(mine.terms, other.terms, isExcerpt: !isPair, in: &vocabulary)
        : pairs[number]
      let link = Link(
        first: (x, i),
        second: (y, j),
        score: score,
        variances: pair.variances(in: &vocabulary).filter {
          isPair || score >= $0.rule.leastLikenessOfSentences
        },
        affinity: pair.affinity(by: weights, weights.weight(of: mine), weights.weight(of: other))
          .likeness,
        agreeing: pair.agreements
      )
      knownPassages.keep(link, of: key)
      links.append(link)
    }
  }

  private func isPromising(_ shared: Int, _ a: Passage, _ b: Passage) -> Bool {
    if a.terms.count < 8 || b.terms.count < 8 { return shared > 0 || witnesses.count == 2 }
    return shared > 1 && 5 * shared >= min(a.stems.count, b.stems.count)
  }

  /// How alike the first two witnesses are as wholes.
  mutating func similarity() -> Int {
    guard witnesses.count > 1 else { return 0 }
    if let link = links.first, passages[0].count == 1, passages[1].count == 1 { return link.score }
    let sizes = [passages[0], passages[1]].map { $0.reduce(0) { $0 + $1.stems.count } }
    let matched = links.filter { $0.first.witness == 0 && $0.second.witness == 1 }.reduce(0) {
      let size = passages[0][$1.first.index].stems.count + passages[1][$1.second.index].stems.count
      return $0 + $1.score * size
    }
    return sizes[0] + sizes[1] == 0 ? 0 : min(1000, matched / (sizes[0] + sizes[1]))
  }
}

extension Witness {
  /// The tokens under a span.
  func tokens(in span: Span<Extracted>) -> ArraySlice<Token> {
    let lower = segmentation.token(after: span.lower)
    var upper = lower
    while upper < segmentation.tokens.count, segmentation.tokens[upper].upper <= span.upper {
      upper += 1
    }
    return segmentation.tokens[lower..<upper]
  }
}
