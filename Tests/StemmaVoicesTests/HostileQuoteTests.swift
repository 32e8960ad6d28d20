import Foundation
import RulePacks
import StemmaText
import Testing

@testable import StemmaVoices

@Suite struct `Quotes in hostile text` {
  @Test func `are found in ten thousand nested marks`() {
    let text = String(repeating: "«a ", count: 10_000) + String(repeating: "»", count: 10_000)
    #expect(!Reading(text).quotes.isEmpty)
  }

  @Test func `are found where no mark closes`() {
    #expect(Reading(String(repeating: "“word ", count: 10_000)).quotes.count > 0)
  }

  @Test func `are found where every mark closes`() {
    #expect(Reading(String(repeating: "some word” ", count: 10_000)).quotes.count > 0)
  }

  @Test func `are found in text from right to left`() {
    let reading = Reading("قال الوزير: «سنفتح الميناء يوم الاثنين».")
    #expect(reading.contents == ["سنفتح الميناء يوم الاثنين"])
  }

  @Test(arguments: [
    "", "\"", "”", "said", "said said said", "\"\"\"", ": : :", "“” “”", "— “",
    "Critics say the minister sees the vote as", "Trump took to Twitter: <tweet by",
  ])
  func `raise nothing in scraps`(text: String) {
    #expect(Reading(text).quotes.count <= 1)
  }

  @Test(arguments: [
    "He said: “”.", "“” he said.", "“ ”, said Ana Roe.", "«»", "He said it’s »»»».",
  ])
  func `say something, whatever marks stand side by side`(text: String) {
    for quote in Reading(text).quotes {
      #expect((quote.content + quote.quoted).allSatisfy { !$0.isEmpty })
      #expect(quote.kind == .indirect)
    }
  }

  @Test(arguments: [
    "«He will come” tomorrow», she said.", "‘He will come” tomorrow’, she said.",
    "„He «will come” tomorrow», she ‘said”, then’.",
  ])
  func `stand in each other or apart where their marks cross`(text: String) {
    let quotes = Reading(text).quotes
    #expect(!quotes.isEmpty)
    for quote in quotes {
      for (one, next) in zip(quote.quoted, quote.quoted.dropFirst()) {
        #expect(one.upper <= next.lower)
      }
    }
  }

  @Test(arguments: ["cues.txt", "nouns.txt", "stances.txt"])
  func `are read in sentences that break off behind any word`(table: String) throws {
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = package.appending(path: "rules/voices/\(table)")
    let examples = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.compactMap { $0.split(separator: "\t").last }
    #expect(examples.count > 5)
    let reader = RulePacks.voices()
    for example in examples {
      let words = example.split(separator: " ")
      for count in 1...words.count {
        let start = words.prefix(count).joined(separator: " ")
        for end in ["", " as", " that", " to", " by", ",", ":", " “", "—"] {
          #expect(Reading(start + end, by: reader).quotes.count < 8)
        }
      }
    }
  }

  @Test func `are read without a word before a verb of saying, whatever the words are`() {
    let words = [
      "Say", "said", "to", "that", "it", "the", "minister", "will", "“", "”", ",", ":", "told",
      "According", "not", "he", "Anna", "Berg", "Monday", "whether", "claims", ".", "—", "quickly",
    ]
    var state: UInt64 = 7
    for _ in 0..<3_000 {
      let text = (0..<8).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return words[Int(state >> 33) % words.count]
      }
      for quote in Reading(text.joined(separator: " ")).quotes {
        #expect(quote.content.allSatisfy { !$0.isEmpty })
      }
    }
  }

  @Test func `are bounded in one long paragraph of cues`() {
    let text = String(repeating: "he said that she said, according to it, ", count: 5_000)
    #expect(Reading(text).quotes.count <= 20_000)
  }

  @Test(arguments: [
    "“word and word ” he said. \"More of it ",
    "the minister said that the mayor said the port was not open and ",
    "“«‘ he said ", "قال الوزير: «سنفتح الميناء يوم الاثنين». ",
    "Satama ei ole auki ja laivat odottavat “tuulta pohjoisesta” nyt. ",
    "is expected to be said to be seen as, according to it, in a poll, ",
    "asked by asked by when asked whether, ", "as he said, ",
    "He said last month on Thursday June 3 that yesterday, next week, Monday ",
  ])
  func `cost work that grows with the text alone`(unit: String) {
    let small = work(on: String(repeating: unit, count: 300))
    let large = work(on: String(repeating: unit, count: 600))
    // A clause is followed for 400 tokens at most, which the shorter text has too few of at its end.
    #expect(large.steps <= 2 * small.steps + 60_000)
    #expect(large.steps <= 200 * large.tokens)
  }

  @Test(arguments: [
    "Satama ei ole auki ja laivat odottavat “tuulta pohjoisesta nyt” täällä.",
    "הנמל סגור והאניות ממתינות “לרוח מן הצפון היום” כאן.",
  ])
  func `are found without a cue grammar, and their speakers left unknown`(text: String) {
    let reading = Reading(text)
    #expect(reading.quotes.count == 1)
    #expect(reading.speakers == [nil])
  }

  /// Tokens looked at behind cues, and tokens there are.
  private func work(on text: String) -> (steps: Int, tokens: Int) {
    let document = Reading(text).document
    let segmentation = Segmentation(document)
    let counter = WorkCounter()
    _ = RulePacks.voices().quotes(
      in: document,
      segmentation,
      agencies: [],
      written: nil,
      outside: [],
      counting: counter
    )
    return (counter.tokens, segmentation.tokens.count)
  }
}
