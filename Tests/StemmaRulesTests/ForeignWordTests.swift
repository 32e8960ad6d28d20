import Foundation
import StemmaRules
import StemmaText
import Testing

/// A file in the repository that stays in memory as long as the tests run.
private func lasting(_ path: String) -> UnsafeRawBufferPointer {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  guard let data = try? Data(contentsOf: root.appending(path: path)) else {
    return UnsafeRawBufferPointer(start: nil, count: 0)
  }
  let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: data.count, alignment: 8)
  copy.copyBytes(from: data)
  return UnsafeRawBufferPointer(copy)
}

private let words =
  (try? ForeignWords(lastingBytes: lasting("rules/lexicon/languages/foreign.words"))) ?? .empty

private let lexicon: Lexicon = {
  let model = try? LanguageModel(lastingBytes: lasting("rules/lexicon/languages/languages.model"))
  return english.naming(model ?? .empty).knowing(words)
}()

private func reading(_ word: String) -> ForeignWords.Reading? {
  Array(word.utf8).withUnsafeBufferPointer { words.reading(of: $0) }
}

private func found(_ check: DocumentCheck, in text: String) -> [String] {
  let document = plain(text)
  return DocumentCheck.sightings(
    of: [check],
    in: document,
    Segmentation(document),
    lexicon: lexicon
  )[0]
  .map { sighting in
    let word = document.words(at: sighting.spans[0])
    return sighting.detail.map { "\(word): \($0)" } ?? word
  }
}

@Suite struct `Knowing foreign words` {
  @Test(arguments: [
    ("zabrać", "pl"), ("gesehen", "de"), ("gobierno", "es"), ("siècle", "fr"),
    ("cittadini", "it"), ("zdravotním", "cs"), ("gemeente", "nl"), ("açıklama", "tr"),
  ])
  func `names their language`(word: String, language: String) {
    #expect(reading(word)?.language == language)
  }

  @Test(arguments: ["government", "harbour", "gameplay", "podcast", "cyber", "debutant", "zxqvw"])
  func `does not know English ones, or those of all languages`(word: String) {
    #expect(reading(word) == nil)
  }

  @Test func `knows German nouns for what they are`() throws {
    let noun = try #require(reading("fleisch"))
    #expect(noun.isNoun)
    #expect(reading("zabrać")?.isNoun == false)
  }

  @Test func `knows nothing without a table`() {
    Array("zabrać".utf8).withUnsafeBufferPointer {
      #expect(ForeignWords.empty.reading(of: $0) == nil)
    }
    #expect(ForeignWords.empty.isEmpty)
  }

  @Test func `refuses what is no table, or a part of one`() {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 8)
    defer { bytes.deallocate() }
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    #expect(throws: LexiconError.notALexicon) {
      try ForeignWords(lastingBytes: UnsafeRawBufferPointer(bytes))
    }
    bytes.copyBytes(from: Array("STEMFOR1".utf8) + [2, 0, 0, 0, 8, 0, 0, 0, 9, 0, 0, 0])
    #expect(throws: LexiconError.damaged) {
      try ForeignWords(lastingBytes: UnsafeRawBufferPointer(bytes))
    }
  }
}

@Suite struct `Finding single foreign words` {
  @Test(arguments: [
    (
      "The ministry said that the house was détruit by the storm on Monday.", "détruit: French"
    ),
    ("The ministry said that the lalki of the children were found in the town.", "lalki: Polish"),
    ("The mayor said that the law for the Fleisch industry is in force.", "Fleisch: German"),
    ("Pokud you are in the town, the ministry said, you can see the old harbour.", "Pokud: Czech"),
    (
      "He said in the house that “it would be good to abandonar the plan for the town”.",
      "abandonar: Spanish"
    ),
  ])
  func `names what they are`(text: String, expected: String) {
    #expect(found(.foreignWords, in: text) == [expected])
  }

  @Test(arguments: [
    "President von der Leyen met the mayors of the towns in the house on Monday.",
    "The members of the Sdružení nezávislých kandidátů were in the house of the town.",
    "The ministry said that “cambiamento” is a word of the people in the south.",
    "The lalki were found in the town, and the lalki were given to the children.",
    "The façade of the café, a cliché of the time, was in the papers of the town.",
    "The mayor of Ahlen met the people of Lünen in the old house on Monday.",
  ])
  func `leaves names, loans and what is spoken of alone`(text: String) {
    #expect(found(.foreignWords, in: text).isEmpty)
  }

  @Test func `sees another script inside an English quotation, not a quotation in it`() {
    let inside = "“It would be good for the town to देखना if the harbour is open,” he said."
    #expect(found(.foreignScripts, in: inside) == ["देखना"])
    let quoted = "The people of the town said “слава героям” to the men in the street."
    #expect(found(.foreignScripts, in: quoted).isEmpty)
    let joined = "The soldiers of the town guard и the men of the navy were there."
    #expect(found(.foreignScripts, in: joined) == ["и"])
  }
}

@Suite struct `Seeing slips in small words` {
  @Test(arguments: [
    ("The ministry said that it aso had a report on the harbour of the town.", ["aso"]),
    ("The ministry nd the town said that they had a report on the harbour.", ["nd"]),
    ("The ministry gave large munbers of people a house in the town.", ["munbers"]),
    ("The ministry met on Saterday, and the town council on Monday.", ["Saterday"]),
    ("The shootdown of the plane was in the papers of the town.", []),
    ("The Kow River rose, and the sq ft of the house are in the papers.", []),
  ])
  func `by the words around them`(text: String, expected: [String]) {
    #expect(found(.misspeltWords, in: text) == expected)
  }
}
