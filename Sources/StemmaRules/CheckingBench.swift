internal import StemmaText

/// Rules as they are prepared for checking, and storage that is used again for each document.
struct CheckingBench: Sendable {
  /// What every place that is tried for a rule asks for.
  struct Outline {
    let pattern: (longestMatch: Int?, names: [(name: String, number: Int)])?
    let words: ClosedRange<Int>?
    let extent: Place.Extent?
    let repetition: Repetition?
    let check: DocumentCheck?
    let isHabit: Bool

    init(_ rule: PreparedRule) {
      pattern = rule.pattern.map { ($0.longestMatch, $0.groupNames) }
      words = rule.rule.place.words
      extent = rule.rule.place.extent
      isHabit = rule.rule.isHabit
      if case .repetition(let repetition) = rule.rule.matcher {
        self.repetition = repetition
      } else {
        repetition = nil
      }
      if case .document(let check) = rule.rule.matcher {
        self.check = check
      } else {
        check = nil
      }
    }
  }

  let ruleset: Ruleset
  private let lineRules: [Int]
  private let tokenRules: [Int]
  private let tokenMatcher: TokenMatcher?
  private let repetitions: [Int]
  let documentRules: [Int]
  private let readerRules: [Int]
  var prepared: [PreparedRule?]

  /// For each prepared rule what is asked of it often, apart so that the rest is not copied.
  private(set) var outlines: [Outline?]
  /// The text of the document, folded, while phrases and patterns are looked for.
  var folded = FoldedText()

  private var tokenBench = TokenBench()
  /// What is known of words that were met.
  var words = WordBench()
  private var lineWords = SpellingTable<LineWord>()

  /// What the packs know of lines of furniture, once a document has asked.
  var lineReading: LineReading?

  /// For each event of reading that was met, the rule in force that explains it.
  private var rulesOfEvents: [ReaderEvent: Int?] = [:]

  /// Counts the documents that were checked here.
  private(set) var pass = 0

  init(_ ruleset: Ruleset) {
    self.ruleset = ruleset
    prepared = Array(repeating: nil, count: ruleset.identifiers.count)
    outlines = Array(repeating: nil, count: ruleset.identifiers.count)
    lineRules = ruleset.lineRules.filter { ruleset.isInForce(at: $0) }
    (tokenRules, tokenMatcher) = tokenMatching(ruleset)
    repetitions = ruleset.indexes(tagged: 3)
    documentRules = ruleset.indexes(tagged: 4)
    readerRules = ruleset.indexes(tagged: 5)
  }

  /// All findings, sorted; of more than `limit` the first ones, and one that says so.
  mutating func findings(
    in document: Document,
    _ segmentation: Segmentation,
    upTo limit: Int
  ) -> [Finding] {
    pass += 1
    let sight = Sight(document: document, segmentation: segmentation, pass: pass)
    var sheet = FindingSheet(ofRules: ruleset.identifiers.count, upTo: limit)
    checkIndexed(sight, &sheet)
    for i in lineRules { checkLines(i, sight, &sheet) }
    var subject = CheckedDocument(document, segmentation, ruleset.lexicon)
    let read = readTokens(subject) { $0.checkTokens($1, sight, &sheet) }
    checkRepetitions(sight, &sheet)
    checkDocument(sight, &subject, read, &sheet)
    checkRemarks(sight, &sheet)
    let (findings, end) = sheet.sorted { outlines[$0]?.isHabit ?? false }
    guard let end else { return findings }
    let detail = "more than \(limit) findings; those from here on are neither told nor put right"
    return findings
      + [Remark(.limitReached, at: Span(end.lower..<end.lower), detail: detail)]
      .compactMap { finding(for: $0, sight) }
  }

  // MARK: - Tokens

  /// What each token of a document is to the checks of the whole document.
  struct ReadTokens {
    var signs: [WordSigns] = []

    /// Empty where no line can be told from furniture.
    var lineWords: [LineWord] = []
  }

  /// Reads the words of a document, some thousands at a time, and calls `body` with the sentences.
  mutating func readTokens(
    _ subject: CheckedDocument,
    _ body: (inout CheckingBench, _ sentences: Range<Int>) -> Void
  ) -> ReadTokens {
    let segmentation = subject.segmentation
    let lines = hasFurniture(subject) ? readLineReading() : nil
    var read = ReadTokens()
    guard tokenMatcher != nil || !documentRules.isEmpty else { return read }
    read.signs.reserveCapacity(segmentation.tokens.count)
    if lines != nil { read.lineWords.reserveCapacity(segmentation.tokens.count) }
    let sentences = segmentation.sentences
    var start = 0
    while read.signs.count < segmentation.tokens.count {
      let from = read.signs.count
      var end = start
      while end < sentences.count,
        end == start || sentences[end].tokens.upperBound <= from + Spellings.tokensAtOnce
      {
        end += 1
      }
      let upper =
        end < sentences.count ? sentences[end].tokens.lowerBound : segmentation.tokens.count
      readTokens(from..<upper, subject, lines, &read)
      body(&self, start..<end)
      start = end
    }
    return read
  }

  private mutating func readTokens(
    _ range: Range<Int>,
    _ subject: CheckedDocument,
    _ reading: LineReading?,
    _ read: inout ReadTokens
  ) {
    tokenBench.read(range, of: subject.segmentation, in: subject.document)
    words.read(range, tokenBench.numbers, of: tokenBench.spellings, in: subject, into: &read.signs)
    guard let reading else { return }
    lineWords.follow(tokenBench.spellings)
    subject.document.text.withUnsafeBufferPointer { text in
      lineWords.values.withUnsafeMutableBufferPointer { words in
        for (n, number) in zip(range, tokenBench.numbers) {
          let own =
            words[Int(number)] ?? LineWord(subject.segmentation.tokens[n], in: text, reading)
          words[Int(number)] = own
          read.lineWords.append(own)
        }
      }
    }
  }

  private mutating func checkTokens(
    _ sentences: Range<Int>,
    _ sight: Sight,
    _ sheet: inout FindingSheet
  ) {
    guard let tokenMatcher, !sentences.isEmpty else { return }
    let matches = tokenMatcher.matchesAsRead(
      in: sight.document,
      sight.segmentation,
      sentences,
      on: &tokenBench
    )
    for match in matches {
      let index = tokenRules[match.pattern]
      prepare(index)
      add(Match(match), of: index, sight, &sheet)
    }
  }

  private mutating func checkRepetitions(_ sight: Sight, _ sheet: inout FindingSheet) {
    guard !repetitions.isEmpty else { return }
    let signatures = Repetition.signatures(of: sight)
    for index in repetitions {
      prepare(index)
      guard let repetition = outlines[index]?.repetition else { continue }
      repetition.forEachPlace(in: sight, signatures, ruleset.lexicon) { range, run in
        add(Match(range, first: run), of: index, sight, &sheet)
        return !sheet.isFull(index)
      }
    }
  }

  // MARK: - What reading met

  private mutating func checkRemarks(_ sight: Sight, _ sheet: inout FindingSheet) {
    for remark in sight.document.remarks {
      guard let index = index(of: remark), !sheet.isFull(index),
        let finding = finding(for: remark, sight)
      else { continue }
      sheet.add(finding, of: index)
    }
  }

  /// The rule in force that explains a remark.
  private mutating func index(of remark: Remark) -> Int? {
    if let known = rulesOfEvents[remark.event] { return known }
    let index = ruleset.indexOfRule(named: remark.event.rawValue)
      .flatMap { readerRules.contains($0) ? $0 : nil }
    rulesOfEvents[remark.event] = .some(index)
    return index
  }

  private mutating func finding(for remark: Remark, _ sight: Sight) -> Finding? {
    guard let index = index(of: remark) else { return nil }
    prepare(index)
    return prepared[index]?.finding(for: remark, sight)
  }

  /// Adds the finding for a match.
  ///
  /// Rules are asked in their place, so that none of their automata is copied when it grows.
  mutating func add(
    _ match: Match,
    of index: Int,
    _ sight: Sight,
    _ sheet: inout FindingSheet
  ) {
    guard !sheet.isFull(index), let finding = prepared[index]?.finding(for: match, sight) else {
      return
    }
    sheet.add(finding, of: index)
  }

  /// Compiles a rule when it is first asked.
  mutating func prepare(_ index: Int) {
    guard outlines[index] == nil else { return }
    let rule = PreparedRule(ruleset.rule(at: index), ruleset.severity(at: index), ruleset)
    outlines[index] = Outline(rule)
    prepared[index] = rule
  }
}

/// The matcher of all token rules in force, with the index of each pattern's rule.
///
/// A rule that names a class which neither the lexicon nor a pack has sees nothing; decoding a
/// pack refuses it where the lexicon is at hand.
private func tokenMatching(_ ruleset: Ruleset) -> ([Int], TokenMatcher?) {
  var rules: [Int] = []
  var patterns: [TokenPattern] = []
  for i in ruleset.indexes(tagged: 2) {
    guard case .tokens(let source) = ruleset.rule(at: i).matcher,
      let pattern = try? TokenPattern(source)
    else { continue }
    rules.append(i)
    patterns.append(pattern)
  }
  while !patterns.isEmpty {
    do {
      let classes = ruleset.classes
      return (rules, try TokenMatcher(patterns, lexicon: ruleset.lexicon, classes: classes))
    } catch {
      rules.remove(at: error.pattern)
      patterns.remove(at: error.pattern)
    }
  }
  return ([], nil)
}
