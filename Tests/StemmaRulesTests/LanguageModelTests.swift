import Foundation
import StemmaRules
import StemmaText
import Testing

/// The model in the repository; it stays in memory as long as the tests run.
private let model: LanguageModel = {
  let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "rules/lexicon/languages/languages.model")
  guard let data = try? Data(contentsOf: path) else { return .empty }
  let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: data.count, alignment: 8)
  copy.copyBytes(from: data)
  return (try? LanguageModel(lastingBytes: UnsafeRawBufferPointer(copy))) ?? .empty
}()

private func runs(in text: String) -> [String] {
  let document = plain(text)
  return DocumentCheck.sightings(
    of: [.foreignRuns],
    in: document,
    Segmentation(document),
    lexicon: english.naming(model)
  )[0].map { "\(document.words(at: $0.spans[0])): \($0.detail ?? "")" }
}

@Suite struct `Naming a language` {
  @Test(arguments: [
    ("el gobierno anunció ayer", "es"), ("wurde gestern verletzt", "de"),
    ("les habitants du quartier", "fr"), ("il consiglio ha deciso", "it"),
    ("przed wyborami w kraju", "pl"), ("não foram encontrados", "pt"),
    ("bugün açıklama yaptı", "tr"), ("het voorstel werd niet aangenomen", "nl"),
  ])
  func `of a few words`(words: String, language: String) throws {
    let guess = try #require(model.guess(of: words.split(separator: " ").map(String.init)))
    #expect(guess.language == language)
    #expect(guess.lead > 0)
  }

  @Test(arguments: ["the government said yesterday", "was wounded by gunfire", "in the old town"])
  func `leaves English words to English`(words: String) throws {
    let guess = try #require(model.guess(of: words.split(separator: " ").map(String.init)))
    #expect(guess.lead < 0)
  }

  @Test func `says nothing without a model or words`() {
    #expect(LanguageModel.empty.guess(of: ["gobierno"]) == nil)
    #expect(model.guess(of: []) == nil)
    #expect(LanguageModel.name(of: "es") == "Spanish")
  }

  @Test func `refuses what is no model`() {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 8)
    defer { bytes.deallocate() }
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    #expect(throws: LexiconError.notALexicon) {
      try LanguageModel(lastingBytes: UnsafeRawBufferPointer(bytes))
    }
    bytes.copyBytes(from: Array("STEMLAN1".utf8) + [2, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0])
    #expect(throws: LexiconError.damaged) {
      try LanguageModel(lastingBytes: UnsafeRawBufferPointer(bytes))
    }
  }
}

@Suite struct `Finding runs in another language` {
  @Test func `names the language of what was left over`() {
    let text = "The ministry said that it had not yet jelentést megkapta from the commission."
    #expect(runs(in: text) == ["jelentést megkapta: Hungarian"])
  }

  @Test(arguments: [
    "The members of the Sdružení nezávislých kandidátů said that they had not seen the report.",
    "The ministry said that “nie ma żadnych wątpliwości” were the words of the minister.",
    "The ministry (polskie ministerstwo zdrowia) said that it had not yet received the report.",
    "The ministry said that the de facto leader of the country had a coup d'état in mind.",
    """
    The ministry said that it had not yet received the report from the commission of the country.

    Uyarı: hakaret, rencide edici cümleler, inançlara saldırı içeren, imla kuralları ile yazılmamış
    """,
  ])
  func `leaves names, quotations and loan words alone`(text: String) {
    #expect(runs(in: text).isEmpty)
  }
}

@Suite struct `Finding names in small letters` {
  @Test func `suggests the capital`() {
    let document = plain("The ministry said that the ukrainian army had left the town in november.")
    let found = DocumentCheck.sightings(
      of: [.smallNames],
      in: document,
      Segmentation(document),
      lexicon: english
    )[0]
    #expect(found.map(\.suggestion) == ["Ukrainian", "November"])
  }
}
