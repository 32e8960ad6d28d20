import StemmaText
import Testing

@testable import StemmaRules

@Suite struct `Folding text` {
  @Test(arguments: [
    ("Read  MORE\n\there", "read more here"),
    ("НОВОСТИ ДНЯ", "новости дня"),
    ("İSTANBUL ılık", "istanbul ilik"),
    ("STRASSE Straße", "strasse strasse"),
    ("don’t e‑mail", "don't e-mail"),
    ("sub\u{ad}scribe", "subscribe"),
    ("ΛΌΓΟΣ λόγος", "λόγοσ λόγοσ"),
  ])
  func `makes what readers take for the same the same`(text: String, expected: String) {
    #expect(String(decoding: FoldedText(Array(text.utf8)).bytes, as: UTF8.self) == expected)
  }

  @Test func `lowers case as the standard library does`() {
    let folded: Set<UInt32> = [0x130, 0x3c2, 0x1e9e, 0x3f4, 0x2126, 0x212a, 0x212b]
    for value in UInt32(0)...0x1ffff where !folded.contains(value) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let mapping = scalar.properties.lowercaseMapping.unicodeScalars
      guard mapping.count == 1, let lower = mapping.first else { continue }
      #expect(CaseFolding.lowercased(value) == lower.value, "U+\(String(value, radix: 16))")
    }
  }

  @Test func `folds a small text behind a large one`() {
    var folded = FoldedText(Array("İI ".utf8) + [UInt8](repeating: 0x41, count: 3 << 20))
    folded.makeRoom()
    #expect(folded.bytes.isEmpty)
    folded.fold(Array("Ab İstanbul".utf8))
    #expect(String(decoding: folded.bytes, as: UTF8.self) == "ab istanbul")
    #expect(folded.end(of: folded.bytes.count) == "Ab İstanbul".utf8.count)
  }

  @Test func `finds the way back to every word`() {
    let text = "A  don’t İstanbul\u{ad}lı\n\n STRAẞE — end"
    let bytes = Array(text.utf8)
    let folded = FoldedText(bytes)
    for word in text.split(separator: " ").map(String.init) where word.count > 2 {
      let key = FoldedText(Array(word.utf8)).bytes.filter { $0 != 0x20 }
      let places = folded.bytes.indices.filter { folded.bytes[$0...].starts(with: key) }
      let isThere = places.contains { start in
        var upper = folded.end(of: start + key.count)
        while upper < bytes.count, bytes[upper] & 0xc0 == 0x80 { upper += 1 }
        let found = String(decoding: bytes[folded.start(of: start)..<upper], as: UTF8.self)
        return FoldedText(Array(found.utf8)).bytes.filter { $0 != 0x20 } == key
      }
      #expect(isThere, "\(word)")
    }
  }
}

@Suite struct `The index of phrases` {
  @Test func `finds exactly what a search for each phrase finds`() {
    var state: UInt64 = 3
    func number(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    func word(_ lengths: ClosedRange<Int>) -> [UInt8] {
      (0..<(lengths.lowerBound + number(below: lengths.count))).map { _ in
        Array("abc ".utf8)[number(below: 4)]
      }
    }
    for _ in 0..<100 {
      var phrases: [[UInt8]] = []
      for _ in 0..<30 { phrases.append(word(2...9)) }
      let text = word(0...300)
      var starts: [UInt32] = [0]
      for phrase in phrases { starts.append(starts[starts.count - 1] + UInt32(phrase.count)) }
      let index = PhraseIndex(
        texts: phrases.flatMap { $0 },
        starts: starts,
        targets: phrases.indices.map { UInt32($0) },
        anchors: phrases.map { UInt8(PhraseIndex.anchor(of: $0)) }
      )
      var found: Set<PhraseIndex.Hit> = []
      index.scan(text) { found.insert($0) }
      var expected: Set<PhraseIndex.Hit> = []
      for (i, phrase) in phrases.enumerated() where phrase.count <= text.count {
        for start in 0...(text.count - phrase.count) where text[start...].starts(with: phrase) {
          expected.insert(PhraseIndex.Hit(target: i, range: start..<(start + phrase.count)))
        }
      }
      #expect(found == expected)
    }
  }
}
