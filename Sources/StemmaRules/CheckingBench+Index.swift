internal import StemmaText

// Phrases and patterns, which the index finds candidates for.
extension CheckingBench {
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

  /// Looks for the phrases of all rules at once, and tries patterns where their literals stand.
  mutating func checkIndexed(_ sight: Sight, _ sheet: inout FindingSheet) {
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
      // A match has one of the candidates in it. So one that ends behind what a search saw for the
      // candidate before starts in reach of this one, and the search can go on.
      var goesOn = false
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
          let groups = prepared[index]?.firstMatch(
            in: text,
            range,
            from: from,
            latest: latest,
            goesOn: goesOn
          )
        {
          add(Match(groups, names: names), of: index, sight, &sheet)
          from = max(groups.range.upperBound, from + 1)
          resume = from
        }
        goesOn = true
        // A search to the end of the block that found nothing would find nothing again.
        if from <= lower, longestMatch == nil { resume = range.upperBound }
      }
    }
  }

  /// Tries a pattern on every line of the right number of words.
  mutating func checkLines(
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
}
