import StemmaText

/// What words may be, by their spelling, kept from one text to the next.
struct TaggingBench: Sendable {
  /// Tokens whose spellings are found at once.
  static let tokensAtOnce = 1 << 14

  private var spellings = Spellings()
  private var numbers: [UInt32] = []
  private var readings: [Tagger.Reading?] = []
  private var generation = 0

  /// Calls `body` with the reading of each token; `make` finds those that are not known yet.
  mutating func read(
    _ tokens: UnsafeBufferPointer<Token>,
    in text: UnsafeBufferPointer<UInt8>,
    _ make: (Token) -> Tagger.Reading,
    _ body: (Tagger.Reading) -> Void
  ) {
    spellings.makeRoom()
    spellings.read(tokens, in: text, into: &numbers)
    if generation != spellings.generation { readings.removeAll(keepingCapacity: true) }
    generation = spellings.generation
    readings.append(contentsOf: repeatElement(nil, count: spellings.count - readings.count))
    for (token, number) in zip(tokens, numbers) {
      if let known = readings[Int(number)] {
        body(known)
      } else {
        let new = make(token)
        readings[Int(number)] = new
        body(new)
      }
    }
  }
}
