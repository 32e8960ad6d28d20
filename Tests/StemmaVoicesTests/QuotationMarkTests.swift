import StemmaText
import StemmaVoices
import Testing

@Suite struct `Quotation marks` {
  @Test(arguments: [
    #"The mayor said: "We will open the port.""#,
    "The mayor said: “We will open the port.”",
    "The mayor said: ''We will open the port.''",
    "The mayor said: „We will open the port.“",
    "The mayor said: «We will open the port.»",
    "The mayor said: »We will open the port.«",
    "The mayor said: “We will open the port.\"",
    "The mayor said: ”We will open the port.”",
  ])
  func `are paired in every style`(text: String) {
    let reading = Reading(text)
    #expect(reading.contents == ["We will open the port."])
    #expect(reading.sources == ["The mayor"])
  }

  @Test func `are paired in scripts without spaces`() {
    let reading = Reading("市長は「港を開く」と述べた。")
    #expect(reading.contents == ["港を開く"])
    #expect(reading.speakers == [nil])
  }

  @Test func `may lack the opening one, which is supplied where the sentence begins`() {
    let reading = Reading("He left. The port will open on Monday,” said Maria Lund.")
    #expect(reading.quote("The port will open on Monday,")?.repair == .openingSupplied)
    #expect(reading.quote("The port will open on Monday,")?.speaker.name == "Maria Lund")
  }

  @Test func `may lack the closing one, which is supplied where the paragraph ends`() {
    let reading = Reading("The mayor said: “We will open the port.\nIt was late on Monday evening.")
    #expect(reading.contents == ["We will open the port."])
    #expect(reading.quotes.first?.repair == .closingSupplied)
  }

  @Test(arguments: [
    ("“We will open the port, the mayor said.", "We will open the port,", "the mayor"),
    ("“We will open it, said Maria Lund on Monday. Ships wait.", "We will open it,", "Maria Lund"),
    ("“It is late. We will open it, Lund told us. “Wait.”", "It is late. We will open it,", "Lund"),
  ])
  func `may lack the closing one, which is supplied before whoever is named as the speaker`(
    text: String,
    content: String,
    source: String
  ) {
    let reading = Reading(text)
    #expect(reading.contents.first == content)
    #expect(reading.sources.first == source)
    #expect(reading.quotes.first?.repair == .closingSupplied)
  }

  @Test(arguments: [
    "“We went home, and my mother said that we should wait.",
    "“She told us that the port would open, and then she left.",
  ])
  func `that lack the closing one keep what the speaker tells of others`(text: String) {
    #expect(Reading(text).contents.first == String(text.dropFirst()))
  }

  @Test func `of two styles are told`() {
    #expect(Reading("“We won,\" Maria Lund said.").quotes.first?.repair == .mismatched)
  }

  @Test func `that open again in the next paragraph leave the speaker as it was`() {
    let reading = Reading(
      "“We will open the port,” said Maria Lund. “It takes time.\n“The ships will wait for us there.”"
    )
    #expect(reading.speakers == ["Maria Lund", "Maria Lund", "Maria Lund"])
  }

  @Test func `that are not closed before the next paragraph opens wait for its speaker`() {
    let reading = Reading(
      "Erik Dahl spoke first.\n“We will open the port. It takes time.\n“Wait,” Maria Lund said."
    )
    #expect(reading.speakers == ["Maria Lund", "Maria Lund"])
  }

  @Test func `are not seen in apostrophes, inches and attributes`() {
    let texts = [
      "The voters' choice and the rock 'n' roll of the '90s went on.", "A 20\" screen stood there.",
      "Look at <b id=\"x1\"> here.",
    ]
    for text in texts { #expect(Reading(text).quotes.isEmpty, "\(text)") }
  }

  @Test func `inside others belong to the outer quotation`() {
    let reading = Reading("“He told me, ‘Go home,’ and I went,” Maria Lund said.")
    #expect(reading.contents == ["He told me, ‘Go home,’ and I went,"])
  }

  @Test func `without a vocabulary still show what is quoted, by nobody`() {
    let reading = Reading("Der Minister sagte: „Wir öffnen den Hafen.“", by: VoiceReader())
    #expect(reading.contents == ["Wir öffnen den Hafen."])
    #expect(reading.speakers == [nil])
  }
}
