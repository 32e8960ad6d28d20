internal import StemmaText

/// Rules as they are prepared for checking, and storage that is used again for each document.
struct CheckingBench: Sendable {
  /// A place that the index found for a rule, in folded bytes.
  private struct Candidate {
    let rule: Int32
    private let lower: UInt32
    private let count: UInt8
    let isDotted: Bool
    let hasNumber: Bool

    var range: Range<Int> { Int(lower)..<Int(lower) + Int(count) }

    init(rule: Int, isDotted: Bool, hasNumber: Bool, range: Range<Int>) {
      self.rule = Int32(rule)
      self.isDotted = isDotted
      self.hasNumber = hasNumber
      lower = UInt32(range.lowerBound)
      count = UInt8(range.count)  // at most `PhraseIndex.longest`
    }
  }

  /// What every place that is tried for a rule asks for.
  private struct Outline {
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

  private let ruleset: Ruleset
  private let lineRules: [Int]
  private let tokenRules: [Int]
  private let tokenMatcher: TokenMatcher?
  private let repetitions: [Int]
  private let documentRules: [Int]
  private let readerRules: [Int]
  private var prepared: [PreparedRule?]

  /// For each prepared rule what is asked of it often, apart so that the rest is not copied.
  private var outlines: [Outline?]
  private var folded = FoldedText()
  private var tokenBench = TokenBench()
  private var words = WordBench()

  /// What the packs know of lines of furniture, once a document has asked.
  private var lineReading: LineReading?

  /// Counts the documents that were checked here.
  private var pass = 0

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
    checkTokens(sight, &sheet)
    for i in repetitions { checkRepetition(i, sight, &sheet) }
    checkDocument(sight, &sheet)
    checkRemarks(sight, &sheet)
    let (findings, end) = sheet.sorted { outlines[$0]?.isHabit ?? false }
    guard let end else { return findings }
    let detail = "more than \(limit) findings; those from here on are neither told nor put right"
    return findings
      + [Remark(.limitReached, at: Span(end.lower..<end.lower), detail: detail)]
      .compactMap { finding(for: $0, sight) }
  }

  // MARK: - Phrases and patterns

  private mutating func checkIndexed(_ sight: Sight, _ sheet: inout FindingSheet) {
    folded.fold(sight.document.text)
    var candidates: [Candidate] = []
    ruleset.index.scan(folded.bytes) { hit in
      let rule = hit.target & (Ruleset.numberedTarget - 1)
      guard ruleset.isInForce(at: rule) else { return }
      candidates.append(
        Candidate(
          rule: rule,
          isDotted: hit.target & Ruleset.dottedTarget != 0,
          hasNumber: hit.target & Ruleset.numberedTarget != 0,
          range: hit.range
        )
      )
    }
    candidates.sort { a, b in
      if a.rule != b.rule { return a.rule < b.rule }
      if a.range.lowerBound != b.range.lowerBound { return a.range.lowerBound < b.range.lowerBound }
      return a.range.upperBound > b.range.upperBound
    }
    var start = 0
    while start < candidates.count {
      let rule = candidates[start].rule
      var end = start
      while end < candidates.count, candidates[end].rule == rule { end += 1 }
      prepare(Int(rule))
      if isPattern(Int(rule)) {
        checkPattern(Int(rule), candidates[start..<end], sight, &sheet)
      } else {
        checkPhrases(Int(rule), candidates[start..<end], sight, &sheet)
      }
      start = end
    }
    folded.makeRoom()
  }

  private func isPattern(_ index: Int) -> Bool { outlines[index]?.pattern != nil }

  private mutating func checkPhrases(
    _ index: Int,
    _ candidates: ArraySlice<Candidate>,
    _ sight: Sight,
    _ sheet: inout FindingSheet
  ) {
    var ranges: [Range<Int>] = []
    for candidate in candidates {
      let lower = folded.start(of: candidate.range.lowerBound)
      let upper = sight.scalarBoundary(atOrAfter: folded.end(of: candidate.range.upperBound))
      guard sight.isScalarBoundary(lower), lower < upper else { continue }
      let range = lower..<upper
      if candidate.hasNumber {
        let key = folded.bytes[candidate.range]
        if let range = prepared[index]?.numberedPhrase(around: range, folded: key, sight) {
          ranges.append(range)
        }
        continue
      }
      guard sight.isBounded(range) else { continue }
      if candidate.isDotted || sight.hasDottedOrDotless(range) {
        let text = sight.document.text[range]
        guard prepared[index]?.hasPhrase(spelt: text) ?? false else { continue }
      }
      ranges.append(range)
    }
    guard !ranges.isEmpty else { return }
    let extent = outlines[index]?.extent
    for range in sight.joined(longest(of: ranges), filling: extent) {
      add(Match(range), of: index, sight, &sheet)
    }
  }

  /// The leftmost ranges, of those that start together the longest, none overlapping another.
  private func longest(of ranges: [Range<Int>]) -> [Range<Int>] {
    var chosen: [Range<Int>] = []
    for range in ranges.sorted(by: {
      ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound)
    })
    where range.lowerBound >= chosen.last?.upperBound ?? 0 {
      chosen.append(range)
    }
    return chosen
  }

  private mutating func checkPattern(
    _ index: Int,
    _ candidates: ArraySlice<Candidate>,
    _ sight: Sight,
    _ sheet: inout FindingSheet
  ) {
    guard let (longestMatch, names) = outlines[index]?.pattern else { return }
    var resume = 0
    sight.document.text.withUnsafeBufferPointer { text in
      for candidate in candidates {
        let lower = folded.start(of: candidate.range.lowerBound)
        let upper = sight.scalarBoundary(atOrAfter: folded.end(of: candidate.range.upperBound))
        guard upper > resume, let block = sight.segmentation.block(at: lower) else { continue }
        let range = sight.segmentation.blocks[block].span.range
        var from = max(resume, range.lowerBound)
        var latest = range.upperBound
        if let longest = longestMatch {
          from = max(from, sight.scalarBoundary(atOrAfter: lower - longest))
          latest = min(latest, upper + longest)
        }
        while from <= lower, !sheet.isFull(index),
          let groups = prepared[index]?.firstMatch(in: text, range, from: from, latest: latest)
        {
          add(Match(groups, names: names), of: index, sight, &sheet)
          from = max(groups.range.upperBound, from + 1)
          resume = from
        }
        // A search to the end of the block that found nothing would find nothing again.
        if from <= lower, longestMatch == nil { resume = range.upperBound }
      }
    }
  }

  /// Tries a pattern on every line of the right number of words.
  private mutating func checkLines(
    _ index: Int,
    _ sight: Sight,
    _ sheet: inout FindingSheet
  ) {
    prepare(index)
    guard let outline = outlines[index], let names = outline.pattern?.names,
      let words = outline.words
    else { return }
    sight.document.text.withUnsafeBufferPointer { text in
      for line in sight.segmentation.lines
      where words.contains(line.words) {
        let range = line.span.range
        var from = range.lowerBound
        while let groups = prepared[index]?.firstMatch(
          in: text,
          range,
          from: from,
          latest: .max
        ) {
          add(Match(groups, names: names), of: index, sight, &sheet)
          from = groups.range.upperBound
          if groups.range.isEmpty || from >= line.span.upper { break }
        }
      }
    }
  }

  // MARK: - Other matchers

  private mutating func checkTokens(_ sight: Sight, _ sheet: inout FindingSheet) {
    guard let tokenMatcher else { return }
    let sentences = sight.segmentation.sentences
    var start = 0
    while start < sentences.count {
      var end = start
      let last = sentences[start].tokens.lowerBound + tokensAtOnce
      while end < sentences.count, end == start || sentences[end].tokens.upperBound <= last {
        end += 1
      }
      let matches = tokenMatcher.matches(
        in: sight.document,
        sight.segmentation,
        start..<end,
        on: &tokenBench
      )
      for match in matches {
        let index = tokenRules[match.pattern]
        prepare(index)
        add(Match(match), of: index, sight, &sheet)
      }
      start = end
    }
  }

  private mutating func checkRepetition(
    _ index: Int,
    _ sight: Sight,
    _ sheet: inout FindingSheet
  ) {
    prepare(index)
    guard let repetition = outlines[index]?.repetition else { return }
    repetition.forEachPlace(in: sight, ruleset.lexicon) { range, run in
      add(Match(range, first: run), of: index, sight, &sheet)
      return !sheet.isFull(index)
    }
  }

  private mutating func checkDocument(
    _ sight: Sight,
    _ sheet: inout FindingSheet
  ) {
    guard !documentRules.isEmpty else { return }
    for index in documentRules { prepare(index) }
    let checks = documentRules.map { index -> DocumentCheck in
      guard let check = outlines[index]?.check else {
        preconditionFailure("The tag of a rule says how it matches.")
      }
      return check
    }
    let asksForFurniture = checks.contains { $0 == .furnitureLines || $0 == .probableFurniture }
    let furniture =
      asksForFurniture ? furniture(in: sight.document, sight.segmentation, sheet.found) : nil
    let sightings = DocumentCheck.sightings(
      of: checks,
      in: sight.document,
      sight.segmentation,
      lexicon: ruleset.lexicon,
      words: &words,
      furniture: furniture
    )
    for (index, sightings) in zip(documentRules, sightings) {
      for sighting in sightings {
        guard !sheet.isFull(index), let finding = prepared[index]?.finding(for: sighting, sight)
        else { continue }
        sheet.add(finding, of: index)
      }
    }
  }

  /// The lines of a plain text, read with what rules on boilerplate saw in it.
  ///
  /// No other check goes by findings: a line between two share bars is told by them.
  private mutating func furniture(
    in document: Document,
    _ segmentation: Segmentation,
    _ found: [(rule: Int, finding: Finding)]
  ) -> FurnitureReading? {
    guard document.mediaType == .text, segmentation.lines.count >= FurnitureReading.fewestLines
    else { return nil }
    if lineReading == nil { lineReading = ruleset.lineReading }
    guard let lineReading else { return nil }
    let evidence = found.filter { $0.finding.kind == .boilerplate }
      .map { (rule: $0.finding.rule, span: $0.finding.spans[0]) }
    return FurnitureReading(document, segmentation, evidence, lineReading)
  }

  /// The names of the signs of each line of a document.
  mutating func lineSigns(
    in document: Document,
    _ segmentation: Segmentation
  ) -> [(span: Span<Extracted>, signs: [String])] {
    let found = findings(in: document, segmentation, upTo: .max - 1).enumerated().map { ($0, $1) }
    let seen = found.filter { $0.1.rule != "furniture-line" && $0.1.rule != "probable-furniture" }
    guard let furniture = furniture(in: document, segmentation, seen) else { return [] }
    return furniture.lines.indices.map { i in
      var names: [String] = []
      furniture.signs(of: i) { family, value in names.append("\(family.name):\(value)") }
      return (furniture.lines[i].span, names)
    }
  }

  private mutating func checkRemarks(_ sight: Sight, _ sheet: inout FindingSheet) {
    for remark in sight.document.remarks {
      guard let index = index(of: remark), !sheet.isFull(index),
        let finding = finding(for: remark, sight)
      else { continue }
      sheet.add(finding, of: index)
    }
  }

  /// The rule in force that explains a remark.
  private func index(of remark: Remark) -> Int? {
    ruleset.indexOfRule(named: remark.event.rawValue).flatMap {
      readerRules.contains($0) ? $0 : nil
    }
  }

  private mutating func finding(for remark: Remark, _ sight: Sight) -> Finding? {
    guard let index = index(of: remark) else { return nil }
    prepare(index)
    return prepared[index]?.finding(for: remark, sight)
  }

  /// Adds the finding for a match.
  ///
  /// Rules are asked in their place, so that none of their automata is copied when it grows.
  private mutating func add(
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

  private mutating func prepare(_ index: Int) {
    guard outlines[index] == nil else { return }
    let rule = PreparedRule(ruleset.rule(at: index), ruleset.severity(at: index), ruleset)
    outlines[index] = Outline(rule)
    prepared[index] = rule
  }
}

/// Tokens whose matches are held at once; a text of 20 MB has millions.
private let tokensAtOnce = 1 << 16

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
