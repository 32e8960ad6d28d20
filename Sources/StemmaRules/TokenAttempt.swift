import StemmaText

/// What tries of patterns write down, used again for each.
struct TokenScratch: Sendable {
  /// A part that is kept: its first token and the one after its last; -1 while it is open.
  struct Part: Sendable {
    var lower: Int32 = -1
    var upper: Int32 = -1
  }

  /// Steps and places where a try failed.
  struct Failure: Hashable {
    let step: Int32
    let token: Int32
    // Where a word must come again, what was kept decides too.
    let kept: Int
  }

  fileprivate var parts: [Part] = []

  /// What parts were before they were opened or closed, to go back to.
  fileprivate var trail: [(part: Int32, before: Part)] = []

  fileprivate var failed: [UInt64] = []
  fileprivate var failedBackwards: Set<Failure> = []
}

/// Tries patterns at places of one sentence after the other.
///
/// A try that fails often writes down where, so that its time stays bounded by the steps of the
/// pattern times the tokens it can span.
///
/// It holds pointers alone, so that no reference is counted where one is made or passed on.
struct TokenAttempt {
  let code: TokenInstructions.Pointers
  let rows: UnsafeBufferPointer<TokenRow>

  /// Numbers of rows, of the tokens from the first on.
  let numbers: UnsafeBufferPointer<UInt32>
  let firstToken: Int

  let tokens: UnsafeBufferPointer<Token>
  let text: UnsafeBufferPointer<UInt8>
  let lexicon: LexiconTable

  /// The tokens of the sentence; no match crosses its ends.
  var sentence = 0..<0

  /// Failures before they are written down: most tries fail at once.
  private static let patience = 24

  /// Whether the token that tells most about a match from `start` is as the pattern wants it.
  @inline(__always)
  func mayMatch(_ entry: TokenInstructions.Entry, from start: Int) -> Bool {
    guard entry.guardDistance >= 0 else { return true }
    let token = start + Int(entry.guardDistance)
    guard token < sentence.upperBound else { return false }
    return passes(code.steps[Int(entry.guardTest)], token)
  }

  /// Whether a token passes one of several tests that stand behind each other, as far as one look
  /// decides.
  func mayPass(oneOf tests: Range<Int>, _ token: Int) -> Bool {
    row(token).mayPass(oneOf: tests, code)
  }

  /// Index after the last token of the match that starts at a token; `nil` if there is none.
  @inline(__always)
  func end(_ entry: TokenInstructions.Entry, from start: Int, _ scratch: inout TokenScratch) -> Int?
  {
    scratch.trail.removeAll(keepingCapacity: true)
    while scratch.parts.count < entry.parts { scratch.parts.append(TokenScratch.Part()) }
    for i in 0..<Int(entry.parts) { scratch.parts[i] = TokenScratch.Part() }
    var run = Run(
      start: Int(entry.start),
      origin: start,
      width: min(sentence.upperBound - start, Int(entry.longestMatch)) + 1,
      entry: entry
    )
    let end = self.run(&run, 0, start, &scratch)
    return end < 0 ? nil : end
  }

  /// The match that was found.
  func match(
    _ index: Int,
    _ names: [String],
    _ range: Range<Int>,
    _ scratch: TokenScratch
  ) -> TokenMatcher.Match? {
    func span(_ lower: Int, _ upper: Int) -> Span<Extracted>? {
      guard lower >= 0, upper > lower else { return nil }
      return Span(tokens[lower].lower..<tokens[upper - 1].upper)
    }
    guard let whole = span(range.lowerBound, range.upperBound) else { return nil }
    var parts: [(name: String, span: Span<Extracted>)] = []
    for i in names.indices.dropFirst() {
      let part = scratch.parts[i]
      if let span = span(Int(part.lower), Int(part.upper)) { parts.append((names[i], span)) }
    }
    let marked = scratch.parts[0]
    return TokenMatcher.Match(
      pattern: index,
      span: span(Int(marked.lower), Int(marked.upper)) ?? whole,
      whole: whole,
      parts: parts
    )
  }

  private struct Run {
    let start: Int
    let origin: Int
    let width: Int
    let entry: TokenInstructions.Entry
    var failures = 0
  }

  private func run(
    _ run: inout Run,
    _ first: Int,
    _ place: Int,
    _ scratch: inout TokenScratch
  )
    -> Int
  {
    var step = first
    var token = place
    while true {
      let instruction = code.steps[run.start + step]
      switch instruction.code {
      case .match: return token
      case .jump: step = Int(instruction.first)
      case .open:
        scratch.set(instruction.first, TokenScratch.Part(lower: Int32(token), upper: -1))
        step += 1
      case .close:
        let lower = scratch.parts[Int(instruction.first)].lower
        scratch.set(instruction.first, TokenScratch.Part(lower: lower, upper: Int32(token)))
        step += 1
      case .sentenceStart:
        guard token == sentence.lowerBound else { return -1 }
        step += 1
      case .sentenceEnd:
        guard token == sentence.upperBound else { return -1 }
        step += 1
      case .split:
        let next = Int(instruction.first)
        // Most branches fail at their first token.
        let opening = code.steps[run.start + next]
        if opening.isQuick, token >= sentence.upperBound || !passes(opening, token) {
          step = Int(truncatingIfNeeded: instruction.second)
          continue
        }
        if !hasFailed(run, next, token, scratch) {
          let mark = scratch.trail.count
          let end = self.run(&run, next, token, &scratch)
          if end >= 0 { return end }
          scratch.unwind(to: mark)
          noteFailure(&run, next, token, &scratch)
        }
        step = Int(truncatingIfNeeded: instruction.second)
      default:
        guard token < sentence.upperBound, passes(instruction, token, scratch) else { return -1 }
        if !instruction.stays { token += 1 }
        step += 1
      }
    }
  }

  // MARK: - Failures

  @inline(__always)
  private func hasFailed(_ run: Run, _ step: Int, _ token: Int, _ scratch: TokenScratch) -> Bool {
    guard run.failures > Self.patience else { return false }
    if run.entry.looksBack {
      return scratch.failedBackwards.contains(failure(run, step, token, scratch))
    }
    let bit = step * run.width + token - run.origin
    return scratch.failed[bit >> 6] >> UInt64(bit & 63) & 1 == 1
  }

  @inline(__always)
  private func noteFailure(
    _ run: inout Run,
    _ step: Int,
    _ token: Int,
    _ scratch: inout TokenScratch
  ) {
    run.failures += 1
    guard run.failures > Self.patience else { return }
    if run.failures == Self.patience + 1 { forget(run, &scratch) }
    if run.entry.looksBack {
      scratch.failedBackwards.insert(failure(run, step, token, scratch))
    } else {
      let bit = step * run.width + token - run.origin
      scratch.failed[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  private func forget(_ run: Run, _ scratch: inout TokenScratch) {
    if run.entry.looksBack {
      scratch.failedBackwards.removeAll(keepingCapacity: true)
      return
    }
    let words = (Int(run.entry.count) * run.width) >> 6 + 1
    for i in 0..<min(words, scratch.failed.count) { scratch.failed[i] = 0 }
    while scratch.failed.count < words { scratch.failed.append(0) }
  }

  /// The kept parts are one number, exact for sentences below 512 tokens and three parts.
  private func failure(
    _ run: Run,
    _ step: Int,
    _ token: Int,
    _ scratch: TokenScratch
  )
    -> TokenScratch.Failure
  {
    let kept = scratch.parts[1..<Int(run.entry.parts)].reduce(0) { key, part in
      (key << 20) ^ ((Int(part.lower) - sentence.lowerBound) << 10)
        ^ (Int(part.upper) - sentence.lowerBound)
    }
    return TokenScratch.Failure(step: Int32(step), token: Int32(token), kept: kept)
  }

  // MARK: - Tests

  @inline(__always)
  private func row(_ token: Int) -> TokenRow {
    rows[Int(numbers[token - firstToken])]
  }

  @inline(__always)
  private func passes(_ test: TokenInstruction, _ token: Int, _ scratch: TokenScratch) -> Bool {
    test.isQuick
      ? passes(test, token) : passesSlowly(test, token, scratch) != test.isNegated
  }

  /// Passes a test whose `isQuick` is set.
  @inline(__always)
  private func passes(_ test: TokenInstruction, _ token: Int) -> Bool {
    rows[Int(numbers[token - firstToken])].passes(test, code)
  }

  private func passesSlowly(
    _ test: TokenInstruction,
    _ token: Int,
    _ scratch: TokenScratch
  )
    -> Bool
  {
    switch test.code {
    case .lemma:
      row(token).isForm(of: Lexicon.Entry(offset: UInt32(test.second)), in: lexicon)
    case .again: isAgain(scratch.parts[Int(test.first)], false, token)
    case .againByLemma: isAgain(scratch.parts[Int(test.first)], true, token)
    case .other: row(token).passes(code.others[Int(test.first)], lexicon)
    default: false
    }
  }

  private func isAgain(_ part: TokenScratch.Part, _ byLemma: Bool, _ i: Int) -> Bool {
    guard part.lower >= 0, part.upper == part.lower + 1 else { return false }
    let token = tokens[i]
    let before = tokens[Int(part.lower)]
    let isSame =
      token.span.count == before.span.count
      && (0..<token.span.count).allSatisfy {
        text[token.lower + $0].folded == text[before.lower + $0].folded
      }
    guard byLemma, !isSame else { return isSame }
    let a = row(i).folded
    let b = row(Int(part.lower)).folded
    guard a != TokenRow.none, b != TokenRow.none else { return false }
    return lexicon.shareLemma(Lexicon.Entry(offset: a), Lexicon.Entry(offset: b))
  }
}

extension TokenScratch {
  @inline(__always)
  fileprivate mutating func set(_ part: Int32, _ value: Part) {
    trail.append((part, parts[Int(part)]))
    parts[Int(part)] = value
  }

  @inline(__always)
  fileprivate mutating func unwind(to mark: Int) {
    while trail.count > mark {
      let last = trail.removeLast()
      parts[Int(last.part)] = last.before
    }
  }
}

extension LexiconTable {
  /// Whether two words have a lemma in common.
  func shareLemma(_ a: Lexicon.Entry, _ b: Lexicon.Entry) -> Bool {
    if a == b { return true }
    let own = [a] + lemmas(of: a)
    return ([b] + lemmas(of: b)).contains { own.contains($0) }
  }
}
