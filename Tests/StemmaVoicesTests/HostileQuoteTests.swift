import StemmaText
import StemmaVoices
import Testing

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

  @Test(arguments: ["", "\"", "”", "said", "said said said", "\"\"\"", ": : :", "“” “”", "— “"])
  func `raise nothing in scraps`(text: String) {
    #expect(Reading(text).quotes.count <= 1)
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
}
