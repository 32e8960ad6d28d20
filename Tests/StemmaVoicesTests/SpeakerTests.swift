import StemmaText
import StemmaVoices
import Testing

@Suite struct `Speakers` {
  private let story = """
    Norwegian Foreign Minister Maria Lund met Swedish Prime Minister Erik Dahl in Oslo on Monday.

    """

  @Test(arguments: [
    ("Lund said the port was shut.", "Maria Lund", Speaker.Resolution.named),
    ("The foreign minister said the port was shut.", "Maria Lund", .title),
    ("The Norwegian minister said the port was shut.", "Maria Lund", .title),
    ("Oslo said the port was shut.", "Government of Norway", .metonym),
    ("The Norwegian government said the port was shut.", "Government of Norway", .named),
    ("The Kremlin said the port was shut.", "Government of Russia", .metonym),
    ("Dahl said it was late. He said the port was shut.", "Erik Dahl", .pronoun),
  ])
  func `are found among those the text introduces`(
    text: String,
    name: String,
    resolution: Speaker.Resolution
  ) {
    let speaker = Reading(story + text).quotes.last?.speaker
    #expect(speaker?.name == name)
    #expect(speaker?.resolvedBy == resolution)
  }

  @Test(arguments: ["In", "As", "At"])
  func `are not named by the small word before their names`(word: String) {
    let text =
      "\(word) Harrow the crowd had to wait. Bob Harrow spoke late. Harrow said he was sorry."
    #expect(Reading(text).speakers == ["Bob Harrow"])
  }

  @Test func `are not the places that headlines begin with`() {
    let body = "Dockers in Harrisburg have to wait for their pay until spring."
    #expect(Reading("Harrisburg: strike enters third week\n" + body).quotes.isEmpty)
    let said = "\nHarrisburg said on Monday that it would not pay."
    #expect(Reading("Harrisburg: we will not pay\n" + body + said).speakers.count == 2)
    #expect(
      Reading("Oslo: we will not pay\nDockers in Oslo have to wait.").speakers
        == ["Government of Norway"]
    )
  }

  @Test func `keep the office that the text gives them`() {
    let speaker = Reading(story + "Lund said the port was shut.").quotes.last?.speaker
    #expect(speaker?.role == "Norwegian Foreign Minister")
    #expect(speaker?.kind == .person)
  }

  @Test func `may be two persons named together`() {
    let reading = Reading(
      story + "Lund and Dahl shook hands there.\nThe two leaders said the port was shut."
    )
    #expect(reading.speakers.last == "Maria Lund and Erik Dahl")
    #expect(reading.quotes.last?.speaker.kind == .persons)
  }

  @Test func `that nobody names stay without a name`() {
    let reading = Reading("One government source said the port was shut.")
    #expect(reading.quotes.first?.speaker.name == nil)
    #expect(reading.quotes.first?.speaker.kind == .anonymous)
    #expect(reading.quotes.first?.speaker.role == "One government source")
  }

  @Test func `stay unknown where a pronoun has nobody to stand for`() {
    let reading = Reading("He said the port was shut.")
    #expect(reading.speakers == [nil])
    #expect(reading.quotes.first?.speaker.resolvedBy == Speaker.Resolution.nothing)
  }

  @Test func `may be documents`() {
    let reading = Reading("The treaty states that both sides will help.")
    #expect(reading.quotes.first?.kind == .document)
    #expect(reading.speakers == ["treaty"])
  }

  @Test func `are followed by agencies and the outlet`() throws {
    let text = "OSLO (NTB) - “We won,” Maria Lund said."
    let agency = Particular(
      .agency,
      value: "NTB",
      span: Span(5..<10),
      basis: .text,
      role: .author,
      name: "NTB"
    )
    let chain = try #require(Reading(text, agencies: [agency]).quotes.first?.chain)
    #expect(chain.map(\.name) == ["Maria Lund", "NTB", "unknown outlet"])
    #expect(chain.map(\.kind) == [.person, .agency, .outlet])
    #expect(chain.map(\.isStated) == [true, true, false])
  }

  @Test func `is the body whose statement is quoted`() {
    let reading = Reading(
      "According to a statement by Norway’s Foreign Ministry, the port was shut on Monday.\n“The crew of the ship is well,” the statement said."
    )
    #expect(
      reading.speakers == ["Foreign Ministry of Norway", "Foreign Ministry of Norway"]
    )
  }

  @Test func `is the person before “who”`() {
    let reading = Reading(
      "They met at a briefing by the minister Kari Lund, who said that the port was shut."
    )
    #expect(reading.speakers == ["Kari Lund"])
  }
}
