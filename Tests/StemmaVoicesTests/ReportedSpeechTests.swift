import StemmaVoices
import Testing

@Suite struct `Reported speech` {
  @Test(arguments: [
    (
      "As the Oslo Tribune noted, the port was shut in May.", "the Oslo Tribune",
      "the port was shut in May"
    ),
    ("As reported by the Tribune, the port was shut.", "the Tribune", "the port was shut"),
    (
      "The port was shut in May, as the Tribune has reported.", "the Tribune",
      "The port was shut in May"
    ),
    (
      "The port was shut in May, as first reported by the Tribune.", "the Tribune",
      "The port was shut in May"
    ),
  ])
  func `is found in asides that “as” opens`(text: String, source: String, content: String) {
    let reading = Reading(text)
    #expect(reading.sources == [source])
    #expect(reading.contents == [content])
  }

  @Test func `is not read into “as” that compares or gives a reason`() {
    #expect(Reading("The port is as wide as the river, and as deep.").quotes.isEmpty)
    #expect(Reading("As the crew left, the port was shut.").quotes.isEmpty)
  }

  @Test(arguments: [
    ("The list is long, people close to Lund say.", "people close to Lund"),
    ("The city is divided, other studies have shown.", "other studies"),
    ("The firm directed the money to the party, court records show.", "court records"),
    ("Students take 112 tests a year, a study by the council found.", "a study by the council"),
    ("The port was shut in May, said lobbyist Erik Dahl.", "lobbyist Erik Dahl"),
    ("Lund — who is a lawyer in Oslo — told the paper he's not planning an appeal.", "Lund"),
    (
      "Sen. Kari Lund (R-Ga.), one of the few authors, said she remembers the night.",
      "Sen. Kari Lund"
    ),
    ("Rep. Kari Lund, R-N.Y., noted in a guest column that anger is growing.", "Rep. Kari Lund"),
  ])
  func `has its source over what describes it`(text: String, source: String) {
    #expect(Reading(text).sources == [source])
  }

  @Test(arguments: [
    ("A poll published on Sunday showed him trailing by 12 points.", "A poll"),
    ("A survey from Utah showed Lund with a narrow lead.", "A survey"),
  ])
  func `is what a record shows`(text: String, source: String) {
    #expect(Reading(text).sources == [source])
  }

  @Test(arguments: [
    ("She was confident that the plan would work.", "She", "the plan would work"),
    ("The mayor is critical of the plan.", "The mayor", "the plan"),
    ("Kari Lund supports the bill.", "Kari Lund", "the bill"),
    ("Kari Lund left. She opposed Dahl in May.", "She", "Dahl"),
    ("She touted how far the firm had come.", "She", "how far the firm had come"),
    ("Lund talked about how the firm grew.", "Lund", "how the firm grew"),
  ])
  func `is what somebody thinks of something`(text: String, source: String, content: String) {
    let reading = Reading(text)
    #expect(reading.sources == [source])
    #expect(reading.contents == [content])
  }

  @Test func `is not what a thing does for another`() {
    #expect(Reading("The beams support the roof. Higher rates oppose the trend.").quotes.isEmpty)
    #expect(Reading("The tool is open to the air, and the roof is fond.").quotes.isEmpty)
  }

  @Test func `is said by who speaks behind it, not by those it tells of`() {
    let reading = Reading(
      "The ministry was signaling its support for the plan in May, according to Erik Dahl."
    )
    #expect(reading.sources == ["Erik Dahl"])
  }

  @Test(arguments: [
    (
      "Lund Could Address Clean Energy, Erik Dahl Says", "Erik Dahl",
      "Lund Could Address Clean Energy"
    ),
    ("Kari Lund Calls The Plan A Disgrace.", "Kari Lund", "The Plan A Disgrace"),
  ])
  func `stands in headlines`(text: String, source: String, content: String) {
    let reading = Reading("\(text)\nThe port was shut on Monday, and the crew left.")
    #expect(reading.sources.first == source)
    #expect(reading.contents.first == content)
  }
}
