internal import StemmaText

/// What a rule matched, with its groups.
struct Match {
  /// The bytes that are reported.
  let range: Range<Int>

  /// All that was matched, of which `range` may be a part.
  let whole: Range<Int>

  private let numbered: [Range<Int>?]
  private let named: [(name: String, range: Range<Int>)]

  /// A match without groups, or with one.
  init(_ range: Range<Int>, first: Range<Int>? = nil) {
    self.range = range
    whole = range
    numbered = [range, first]
    named = []
  }

  /// A match of a pattern.
  init(_ groups: PatternMatch, names: [(name: String, number: Int)]) {
    whole = groups.range
    numbered = groups.groups
    named = names.compactMap { name, number in groups.groups[number].map { (name, $0) } }
    range = named.first { $0.name == "mark" }?.range ?? groups.range
  }

  /// A match of a token pattern.
  init(_ match: TokenMatcher.Match) {
    range = match.span.range
    whole = match.whole.range
    numbered = []
    named = match.parts.map { ($0.name, $0.span.range) }
  }

  /// The place that `{match}`, a group's number or its name stands for.
  func place(_ name: String) -> Range<Int>? {
    if name == "match" { return range }
    if let number = Int(name) { return numbered.indices.contains(number) ? numbered[number] : nil }
    return named.first { $0.name == name || isNumbered($0.name, name) }?.range
  }
}

/// Whether a group is a further one of a name: `agency2` of `agency`.
private func isNumbered(_ group: String, _ name: String) -> Bool {
  group.hasPrefix(name) && group.dropFirst(name.count).allSatisfy(\.isNumber)
}

/// A rule with everything compiled that its matches need.
struct PreparedRule {
  /// The rule.
  let rule: Rule

  /// Its pattern, where it matches by one.
  let pattern: Pattern?

  private let severity: Severity
  private let message: Template
  private let suggestion: Template?
  private let replacement: Template?
  private let lists: [RulePack.NameList]

  /// Read when the rule first finds a date.
  private lazy var dates = DateWords(lists)
  private var automaton: PatternAutomaton?
  private var exceptions: [PreparedException]
  private var numbered: [NumberedAutomaton] = []

  /// Indexes of `numbered` by the length and outer bytes of `longest`.
  private var numberedByMark: [UInt32: [Int]] = [:]

  /// A phrase with `{n}`, ready to match.
  private struct NumberedAutomaton {
    let phrase: NumberedPhrase
    let reach: Int
    var automaton: PatternAutomaton
  }

  init(_ rule: Rule, _ severity: Severity, _ ruleset: Ruleset) {
    self.rule = rule
    self.severity = severity
    lists = rule.lifts == nil ? [] : ruleset.lists(of: rule.pack)
    message = Template(rule.message)
    suggestion = rule.suggestion.map { Template($0) }
    if case .replace(let text) = rule.remedy {
      replacement = Template(text)
    } else {
      replacement = nil
    }
    if case .pattern(let source) = rule.matcher, let pattern = try? Pattern(source) {
      self.pattern = pattern
      automaton = PatternAutomaton(pattern)
    } else {
      pattern = nil
    }
    exceptions = rule.exceptions.compactMap { PreparedException($0, ruleset) }
    if case .phrases(let phrases) = rule.matcher {
      numbered = phrases.compactMap { NumberedPhrase($0) }.map { phrase in
        NumberedAutomaton(
          phrase: phrase,
          reach: phrase.pattern.longestMatch ?? 0,
          automaton: PatternAutomaton(phrase.pattern)
        )
      }
      numberedByMark = Dictionary(
        grouping: numbered.indices,
        by: { Self.mark(of: numbered[$0].phrase.longest[...]) }
      )
    }
  }

  private static func mark(of text: ArraySlice<UInt8>) -> UInt32 {
    UInt32(text.count) << 16 | UInt32(text.first ?? 0) << 8 | UInt32(text.last ?? 0)
  }

  /// The next match of the rule's pattern; with `goesOn` the search goes on where it stopped.
  mutating func firstMatch(
    in text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    from: Int,
    latest: Int,
    goesOn: Bool = false
  ) -> PatternMatch? {
    automaton?.firstMatch(in: text, range, from: from, latest: latest, goesOn: goesOn)
  }

  /// The place of a phrase with `{n}` that holds a range; `nil` where none does.
  mutating func numberedPhrase(
    around range: Range<Int>,
    folded: ArraySlice<UInt8>,
    _ sight: Sight
  ) -> Range<Int>? {
    guard let alike = numberedByMark[Self.mark(of: folded)],
      let block = sight.segmentation.block(at: range.lowerBound)
    else { return nil }
    let span = sight.segmentation.blocks[block].span.range
    return sight.document.text.withUnsafeBufferPointer { text in
      for i in alike
      where numbered[i].phrase.mayStand(around: range, in: text)
        && numbered[i].phrase.longest.elementsEqual(folded)
      {
        let reach = numbered[i].reach
        var from = sight.scalarBoundary(atOrAfter: max(span.lowerBound, range.lowerBound - reach))
        while from <= range.lowerBound,
          let match = numbered[i].automaton.firstMatch(
            in: text,
            span,
            from: from,
            latest: range.upperBound + reach
          )?.range
        {
          if match.lowerBound <= range.lowerBound, range.upperBound <= match.upperBound,
            sight.isBounded(match)
          {
            return match
          }
          from = sight.scalarBoundary(atOrAfter: match.lowerBound + 1)
        }
      }
      return nil
    }
  }

  /// Whether one of the rule's phrases has each i as the text does, or as its case allows.
  func hasPhrase(spelt text: ArraySlice<UInt8>) -> Bool {
    guard case .phrases(let phrases) = rule.matcher else { return false }
    let folded = FoldedText(Array(text)).bytes
    let letters = DottedLetters(String(decoding: text, as: UTF8.self))
    return phrases.contains { phrase in
      FoldedText(Array(phrase.utf8)).bytes == folded && DottedLetters(phrase).agree(with: letters)
    }
  }

  /// The finding for a match; `nil` where it stands in the wrong place or is excepted.
  ///
  /// `detail` fills the place of that name in the message.
  mutating func finding(for match: Match, _ sight: Sight, detail: String? = nil) -> Finding? {
    guard sight.isInPlace(match.range, rule) else { return nil }
    for i in exceptions.indices where exceptions[i].overlaps(match.whole, sight) { return nil }
    let words: (String) -> String? = { name in
      name == "detail" ? detail : match.place(name).map { sight.document.words(at: Span($0)) }
    }
    let dates = rule.lifts?.isDate == true ? self.dates : DateWords()
    return Finding(
      rule: rule.identifier,
      kind: rule.kind,
      severity: severity,
      certainty: rule.certainty,
      spans: [Span(match.range)],
      message: message.filled(words),
      suggestion: suggestion?.filled(words),
      edit: edit(at: match, sight, words),
      lifted: Lifting(rule: rule, match: match, sight: sight, lists: lists, dates: dates)
        .particulars
    )
  }

  /// The finding for what reading the document met; reading has already done what is to be done.
  func finding(for remark: Remark, _ sight: Sight) -> Finding {
    let words: (String) -> String? = { name in
      switch name {
      case "detail": remark.detail
      case "match": remark.span.isEmpty ? remark.detail : sight.document.words(at: remark.span)
      default: nil
      }
    }
    return Finding(
      rule: rule.identifier,
      kind: rule.kind,
      severity: severity,
      certainty: rule.certainty,
      spans: [remark.span],
      message: message.filled(words)
    )
  }

  private func edit(
    at match: Match,
    _ sight: Sight,
    _ words: (String) -> String?
  ) -> Edit<Extracted>? {
    let editClass = rule.kind.editClass
    switch rule.remedy {
    case .none: return nil
    case .delete: return Edit(Span(match.range), rule: rule.identifier, editClass)
    case .replace:
      let text = replacement?.filled(words) ?? ""
      return Edit(Span(match.range), inserted: text, rule: rule.identifier, editClass)
    case .deleteLine:
      return Edit(sight.lines(around: match.range), rule: rule.identifier, editClass)
    }
  }

  /// The findings for what a check of the whole document saw, where it is in its place.
  mutating func finding(for sighting: DocumentCheck.Sighting, _ sight: Sight) -> Finding? {
    let match = Match(sighting.spans[0].range)
    guard let finding = finding(for: match, sight, detail: sighting.detail) else { return nil }
    var edit = finding.edit
    if rule.remedy != .none, let amendment = sighting.amendment {
      edit = Edit(
        amendment.span,
        inserted: amendment.inserted,
        rule: rule.identifier,
        rule.kind.editClass
      )
    }
    return Finding(
      rule: finding.rule,
      kind: finding.kind,
      severity: finding.severity,
      certainty: finding.certainty,
      spans: sighting.spans,
      message: finding.message,
      suggestion: finding.suggestion ?? sighting.suggestion,
      edit: edit,
      lifted: finding.lifted
    )
  }
}

extension Sight {
  /// The lines that hold a range, as a whole.
  fileprivate func lines(around range: Range<Int>) -> Span<Extracted> {
    let first = segmentation.line(at: range.lowerBound)
    let last = segmentation.line(at: max(range.lowerBound, range.upperBound - 1))
    guard let first, let last else { return Span(range) }
    return segmentation.lines[first].span.union(segmentation.lines[last].span)
  }
}

/// The letters i of a text, in order, with or without dot and in either case.
struct DottedLetters {
  private let letters: [Unicode.Scalar]

  init(_ text: String) {
    letters = text.unicodeScalars.filter { ["i", "I", "\u{130}", "\u{131}"].contains($0) }
  }

  /// Whether each letter of the phrase may be that of the text: `I` stands for either.
  func agree(with text: DottedLetters) -> Bool {
    letters.count == text.letters.count
      && zip(letters, text.letters).allSatisfy { CaseFolding.variants(of: $1).contains($0) }
  }
}
