import StemmaText
import Testing

@Suite struct `The lineage of a text` {
  typealias First = Lineage<Received, Extracted>
  typealias Second = Lineage<Extracted, Cleaned>

  @Test func `replays its edits`() throws {
    let lineage = try First(
      [
        Edit(Span(0..<3), rule: "tag", .markup),
        Edit(Span(5..<10), inserted: "&", rule: "entity", .markup),
      ],
      over: 12
    )
    #expect(
      String(decoding: lineage.applied(to: Array("<b>a &amp; b".utf8)), as: UTF8.self) == "a & b"
    )
  }

  @Test func `refuses edits that overlap or leave the text`() {
    #expect(throws: EditError.unordered(index: 1)) {
      try First([edit(2..<5), edit(4..<6)], over: 9)
    }
    #expect(throws: EditError.outside(index: 0, count: 3)) { try First([edit(2..<5)], over: 3) }
  }

  @Test func `accounts for every byte, copied or edited`() {
    for seed in 0..<300 {
      var random = Dice(seed)
      let text = random.text(upTo: 60)
      let lineage: First = random.lineage(over: text)
      let accounted =
        lineage.copies.map(\.source.range) + lineage.edits.map(\.span.range).filter { !$0.isEmpty }
      let sorted = accounted.sorted { $0.lowerBound < $1.lowerBound }
      var position = 0
      for range in sorted {
        #expect(range.lowerBound == position)
        position = range.upperBound
      }
      #expect(position == text.count)
      let result = lineage.applied(to: text)
      for copy in lineage.copies {
        #expect(text[copy.source.range] == result[copy.result.range])
      }
    }
  }

  @Test func `composes to what applying one after the other gives`() {
    for seed in 0..<3000 {
      var random = Dice(seed)
      let text = random.text(upTo: 40)
      let first: First = random.lineage(over: text)
      let middle = first.applied(to: text)
      let second: Second = random.lineage(over: middle)
      let both: Lineage<Received, Cleaned> = first.followed(by: second)
      #expect(both.applied(to: text) == second.applied(to: middle), "seed \(seed)")
    }
  }

  @Test func `traces each copied byte to itself, there and back`() {
    for seed in 0..<500 {
      var random = Dice(seed)
      let text = random.text(upTo: 40)
      let lineage: First = random.lineage(over: text)
      let result = lineage.applied(to: text)
      for copy in lineage.copies {
        #expect(lineage.origin(of: copy.result) == copy.source, "seed \(seed)")
        #expect(lineage.image(of: copy.source) == copy.result, "seed \(seed)")
      }
      for lower in 0...result.count {
        for upper in lower...result.count {
          let origin = lineage.origin(of: Span(lower..<upper))
          #expect(origin.lower >= 0 && origin.upper <= text.count)
        }
      }
    }
  }

  private func edit(_ range: Range<Int>) -> Edit<Received> {
    Edit(Span(range), rule: "r", .markup)
  }
}

/// Reproducible dice: SplitMix64 (Steele, Lea, Flood, “Fast splittable pseudorandom number
/// generators”, OOPSLA 2014).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func text(upTo count: Int) -> [UInt8] {
    (0..<Int.random(in: 0...count, using: &self)).map { _ in
      UInt8.random(in: 97...122, using: &self)
    }
  }

  mutating func lineage<A, B>(over text: [UInt8]) -> Lineage<A, B> {
    var edits: [Edit<A>] = []
    var position = 0
    while position <= text.count, edits.count < 12 {
      let lower = position + Int.random(in: 0...6, using: &self)
      guard lower <= text.count else { break }
      let upper = min(text.count, lower + Int.random(in: 0...5, using: &self))
      let inserted = String(repeating: "X", count: Int.random(in: 0...3, using: &self))
      edits.append(Edit(Span(lower..<upper), inserted: inserted, rule: "r\(edits.count)", .markup))
      position = upper + (upper == lower ? 1 : 0)
    }
    do {
      return try Lineage(edits, over: text.count)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
