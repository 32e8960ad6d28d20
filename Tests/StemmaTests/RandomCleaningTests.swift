import Stemma
import StemmaText
import Testing

/// Cleaning is total: whatever findings ask for, its account is whole.
@Suite struct `Cleaning with random findings` {
  @Test func `keeps every byte accounted for`() {
    for seed in 0..<3000 {
      var dice = CleaningDice(seed)
      let text = dice.text()
      let document = document(of: text)
      let findings = dice.findings(over: text.count)
      let cleaning = Cleaning(document, settling: findings)
      let edits = cleaning.lineage.edits
      var position = 0
      var replayed: [UInt8] = []
      for edit in edits {
        #expect(position <= edit.span.lower && edit.span.upper <= text.count, "seed \(seed)")
        guard position <= edit.span.lower, edit.span.upper <= text.count else { return }
        replayed += text[position..<edit.span.lower] + Array(edit.inserted.utf8)
        position = edit.span.upper
      }
      replayed += text[position...]
      #expect(replayed == cleaning.lineage.applied(to: text), "seed \(seed)")
      let composed: Lineage<Received, Cleaned> = document.lineage.followed(by: cleaning.lineage)
      #expect(composed.applied(to: document.received) == replayed, "seed \(seed)")
    }
  }

  @Test func `gives each edit to one finding, which asked for it`() {
    for seed in 0..<3000 {
      var dice = CleaningDice(seed)
      let text = dice.text()
      let findings = dice.findings(over: text.count)
      let cleaning = Cleaning(document(of: text), settling: findings)
      #expect(cleaning.outcomes.count == findings.count)
      let made = cleaning.outcomes.compactMap(\.edit)
      #expect(made.count == cleaning.lineage.edits.count, "seed \(seed)")
      for outcome in cleaning.outcomes {
        if let edit = outcome.edit { #expect(edit.rule == outcome.finding.rule, "seed \(seed)") }
      }
    }
  }

  @Test func `does not depend on the order of the findings`() {
    for seed in 0..<1000 {
      var dice = CleaningDice(seed)
      let text = dice.text()
      let findings = dice.findings(over: text.count)
      let document = document(of: text)
      let once = Cleaning(document, settling: findings)
      let again = Cleaning(document, settling: findings.shuffled(using: &dice))
      #expect(
        once.lineage.applied(to: text) == again.lineage.applied(to: text),
        "seed \(seed)"
      )
    }
  }

  private func document(of bytes: [UInt8]) -> Document {
    Document(
      mediaType: .text,
      encoding: TextEncoding(
        declared: nil,
        used: "UTF-8",
        hasByteOrderMark: false,
        isVerbatim: true
      ),
      received: bytes,
      lineage: Lineage(unchanged: bytes.count),
      blocks: [Block(.paragraph, Span(0..<bytes.count))]
    )
  }
}

/// Reproducible dice: SplitMix64 (Steele, Lea, Flood, “Fast splittable pseudorandom number
/// generators”, OOPSLA 2014).
private struct CleaningDice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Few letters and many line breaks, so that whole lines are hit often.
  mutating func text() -> [UInt8] {
    let alphabet = Array("ab \t\n\n\r".utf8)
    return (0..<Int.random(in: 0...40, using: &self)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &self)]
    }
  }

  /// Findings that overlap, nest, touch, coincide and insert.
  ///
  /// Each has a rule of its own, so that the order of the alphabet settles every tie.
  mutating func findings(over count: Int) -> [Finding] {
    (0..<Int.random(in: 0...12, using: &self)).map { i in
      let lower = Int.random(in: 0...count, using: &self)
      let upper = min(count, lower + Int.random(in: 0...8, using: &self))
      let span = Span<Extracted>(lower..<upper)
      let isDeletion = Bool.random(using: &self) && !span.isEmpty
      let classes: [EditClass] = [.boilerplate, .whitespace, .typography]
      let rule = "r\(i)"
      let edit = Edit(
        span,
        inserted: isDeletion ? "" : String(repeating: "“", count: 1 + i % 2),
        rule: rule,
        classes[Int.random(in: 0..<3, using: &self)]
      )
      return Finding(
        rule: rule,
        kind: .boilerplate,
        severity: Severity.allCases[Int.random(in: 0..<4, using: &self)],
        spans: [span],
        message: "Found.",
        edit: Int.random(in: 0..<8, using: &self) == 0 ? nil : edit
      )
    }
  }
}
