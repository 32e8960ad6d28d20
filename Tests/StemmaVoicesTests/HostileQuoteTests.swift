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

  @Test func `are bounded in one long paragraph of cues`() {
    let text = String(repeating: "he said that she said, according to it, ", count: 5_000)
    #expect(Reading(text).quotes.count <= 20_000)
  }
}
