import Testing

@testable import StemmaText

@Suite struct `Slots of tables` {
  /// Words of eight letters as numbers, the first letter in the highest byte.
  private func word(_ start: Int, _ end: String) -> UInt64 {
    let letters = (0..<3).map { UInt8(0x61 + start / [1, 26, 676][$0] % 26) } + Array(end.utf8)
    return letters.reduce(0) { $0 << 8 | UInt64($1) }
  }

  @Test func `lie apart for words that begin or end alike`() {
    let scattering = Scattering()
    let words = (0..<17_576).map { word($0, "ation") }
    #expect(Set(words.map { scattering.slot(of: $0, among: 16) }).count > 10_000)
    #expect(Set(words.map { scattering.slot(of: $0.byteSwapped, among: 16) }).count > 10_000)
    for part in 0..<3 {
      let slots = words.map { word in
        scattering.slot(
          of: (part == 0 ? word : 7, part == 1 ? word : 7, part == 2 ? word : 7),
          among: 16
        )
      }
      #expect(Set(slots).count > 10_000)
    }
  }
}
