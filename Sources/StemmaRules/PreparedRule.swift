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
    range = groups.range
    whole = groups.range
    numbered = groups.groups
    named = names.compactMap { name, number in groups.groups[number].map { (name, $0) } }
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
    return named.first { $0.name == name }?.range
  }
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
  private var automaton: PatternAutomaton?
  private var exceptions: [PreparedException]
  private var numbered: [PatternAutomaton] = []

  init(_ rule: Rule, _ severity: Severity, _ ruleset: Ruleset) {
    self.rule = rule
    self.severity = severity
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
      numbered = phrases.compactMap { NumberedPhrase($0)?.pattern }.map { PatternAutomaton($0) }
    }
  }

  /// The next match of the rule's pattern.
  mutating func firstMatch(
    in text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    from: Int,
    latest: Int
  ) -> PatternMatch? {
    automaton?.firstMatch(in: text, range, from: from, latest: latest)
  }

  /// The place of a phrase with `{n}` that holds a range; `nil` where none does.
  mutating func numberedPhrase(around range: Range<Int>, _ sight: Sight) -> Range<Int>? {
    guard let block = sight.segmentation.block(at: range.lowerBound) else { return nil }
    let span = sight.segmentation.blocks[block].span.range
    return sight.document.text.withUnsafeBufferPointer { text in
      for i in numbered.indices {
        var from = span.lowerBound
        while from <= range.lowerBound,
          let match = numbered[i].firstMatch(in: text, span, from: from)?.range
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
  mutating func finding(for match: Match, _ sight: Sight) -> Finding? {
    guard sight.isInPlace(match.range, rule) else { return nil }
    for i in exceptions.indices where exceptions[i].overlaps(match.whole, sight) { return nil }
    let words: (String) -> String? = { name in
      match.place(name).map { sight.document.words(at: Span($0)) }
    }
    return Finding(
      rule: rule.identifier,
      kind: rule.kind,
      severity: severity,
      certainty: rule.certainty,
      spans: [Span(match.range)],
      message: message.filled(words),
      suggestion: suggestion?.filled(words),
      edit: edit(at: match, sight, words),
      lifted: lifted(from: match, sight)
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

  private func lifted(from match: Match, _ sight: Sight) -> [Particular] {
    guard let field = rule.lifts else { return [] }
    func particular(_ field: Particular.Field, _ range: Range<Int>, value: String?) -> Particular {
      let raw = sight.document.words(at: Span(range))
      let value = value ?? spaced(raw)
      return Particular(
        field,
        value: value,
        raw: raw == value ? nil : raw,
        span: Span(range),
        basis: .text,
        certainty: rule.certainty
      )
    }
    let words: (String) -> String? = { name in
      match.place(name).map { sight.document.words(at: Span($0)) }
    }
    let isDate = field == .datePublished || field == .dateModified || field == .date
    let whole = match.place("value") ?? match.range
    var lifted = [particular(field, whole, value: isDate ? isoDate(words) : nil)]
    for part in Particular.Field.allCases where part != field {
      guard let range = match.place(part.rawValue), !range.isEmpty else { continue }
      lifted.append(particular(part, range, value: nil))
    }
    return lifted
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

/// Words with white space as single spaces.
private func spaced(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// A date in ISO 8601 from the groups year, month, day, hour, minute; `nil` without a year.
private func isoDate(_ group: (String) -> String?) -> String? {
  func number(_ name: String) -> String? {
    group(name).flatMap { Int($0) }.map { $0 < 10 ? "0\($0)" : "\($0)" }
  }
  guard let year = group("year") else { return nil }
  let month = number("month") ?? group("month").flatMap { monthNumber($0) }
  guard let month else { return year }
  guard let day = number("day") else { return "\(year)-\(month)" }
  guard let hour = number("hour"), let minute = number("minute") else {
    return "\(year)-\(month)-\(day)"
  }
  return "\(year)-\(month)-\(day)T\(hour):\(minute)"
}

/// The number of a month by the start of its name in English or Turkish.
private func monthNumber(_ name: String) -> String? {
  let folded = String(decoding: FoldedText(Array(name.utf8)).bytes, as: UTF8.self)
  let months = [
    ["jan", "oca"], ["feb", "şub"], ["mar"], ["apr", "nis"], ["may"], ["jun", "haz"],
    ["jul", "tem"], ["aug", "ağu"], ["sep", "eyl"], ["oct", "eki"], ["nov", "kas"], ["dec", "ara"],
  ]
  guard let i = months.firstIndex(where: { $0.contains { folded.hasPrefix($0) } }) else {
    return nil
  }
  return i < 9 ? "0\(i + 1)" : "\(i + 1)"
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
