import StemmaText

/// What words may be, by their spelling, kept from one text to the next.
struct TaggingBench: Sendable {
  private var spellings = Spellings()
  private var numbers: [UInt32] = []
  private var readings = SpellingTable<Tagger.Reading>()

  /// Calls `body` with the reading of each token; `make` finds those that are not known yet.
  mutating func read(
    _ tokens: UnsafeBufferPointer<Token>,
    in text: UnsafeBufferPointer<UInt8>,
    _ make: (Token) -> Tagger.Reading,
    _ body: (Tagger.Reading) -> Void
  ) {
    spellings.makeRoom()
    spellings.read(tokens, in: text, into: &numbers)
    readings.follow(spellings)
    readings.values.withUnsafeMutableBufferPointer { readings in
      for (token, number) in zip(tokens, numbers) {
        let own = readings[Int(number)] ?? make(token)
        readings[Int(number)] = own
        body(own)
      }
    }
  }
}
