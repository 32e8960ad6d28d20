import StemmaText
import StemmaVoices
import Testing

@Suite struct `What is said, negated and doubted` {
  @Test(arguments: [
    ("Kari Lund said the port was shut.", Quote.Polarity.positive),
    ("Kari Lund said the port was not shut.", .negative),
    ("Kari Lund said the port isn’t shut.", .negative),
    ("Kari Lund said the port will never open again.", .negative),
    ("Kari Lund said no ship had left the port.", .negative),
    ("Kari Lund said the crew has no plans for May.", .negative),
    ("Kari Lund said not only the port was shut but the town was dark.", .positive),
    ("Kari Lund said that if the port is not shut, the crew will stay.", .positive),
    ("“The port is not shut,” Kari Lund said.", .negative),
    ("Kari Lund vowed not to leave the port.", .negative),
    ("Kari Lund vowed to leave the port.", .positive),
  ])
  func `has the polarity of its clause`(text: String, polarity: Quote.Polarity) {
    #expect(Reading(text).quotes.map(\.polarity) == [polarity])
  }

  @Test(arguments: [
    ("Kari Lund said the port was shut.", Quote.Modality.asserted),
    ("Kari Lund said the port might be shut.", .possible),
    ("Kari Lund said the port would perhaps be shut.", .possible),
    ("Kari Lund believes that the port was shut.", .hedged),
    ("Kari Lund denied that the port was shut.", .denied),
    ("It was reported that the port was shut.", .hedged),
  ])
  func `has the modality of its clause and cue`(text: String, modality: Quote.Modality) {
    #expect(Reading(text).quotes.map(\.modality) == [modality])
  }

  @Test(arguments: [
    "“The port is not shut. The crew is well,” Kari Lund said.",
    "Kari Lund warned of higher prices.",
    "Der Hafen ist nicht offen und die Schiffe warten. „Wir warten nicht“, sagte Erik Dahl.",
  ])
  func `is left open where one clause cannot speak for it`(text: String) {
    #expect(Reading(text).quotes.map(\.polarity) == [nil])
    #expect(Reading(text).quotes.map(\.modality) == [nil])
  }
}
