import StemmaVoices
import Testing

@Suite struct `What is reported` {
  @Test(arguments: [
    ("Kari Lund blasted the plan, a move that pleased few.", "the plan"),
    (
      "Kari Lund criticized the plan, the crew and the harbour.",
      "the plan, the crew and the harbour"
    ),
    ("Kari Lund opposed the plan; the vote is on Monday.", "the plan"),
    ("Kari Lund praised the crew after the storm had passed.", "the crew"),
    ("Half said she was honest, while other voters said no.", "she was honest"),
    ("Kari Lund said that the port would close, although the crew is new.", "the port would close"),
    ("The ministry said the port was shut; the crew has left.", "the port was shut"),
    (
      "Kari Lund left, saying the plan had failed but warning that prices would rise.",
      "the plan had failed"
    ),
    ("Kari Lund praised the crew — a sign of hope in the town.", "the crew"),
    (
      "She called for a ban on loans, including those of the port.",
      "a ban on loans, including those of the port"
    ),
  ])
  func `ends where the writer's own words begin`(text: String, content: String) {
    #expect(Reading(text).contents.first == content)
  }

  @Test(arguments: [
    ("In addition, according to the ministry, the port was shut.", ["the port was shut"]),
    (
      "The tax, according to the ministry, was a burden for the town.",
      ["The tax … was a burden for the town"]
    ),
    (
      "She lost the vote in May, according to complete but unofficial returns.",
      ["She lost the vote in May"]
    ),
  ])
  func `stands on both sides of “according to”`(text: String, contents: [String]) {
    #expect(Reading(text).contents == contents)
  }

  @Test(arguments: [
    (
      "Such efforts, they believe, will close the port.", "they",
      "Such efforts … will close the port"
    ),
    ("The plan could fail, her allies believe.", "her allies", "The plan could fail"),
    ("Kari Lund isn't saying what the plan is.", "Kari Lund", "what the plan is"),
    ("He's suggesting that the plan should fail.", "He's", "the plan should fail"),
    ("Those close to him say that the plan failed.", "him", "the plan failed"),
    ("Kari Lund has promised to quickly close the port.", "Kari Lund", "to quickly close the port"),
    ("Kari Lund admitted that the plan had failed.", "Kari Lund", "the plan had failed"),
    (
      "Kari Lund spoke in Oslo on Tuesday about the rights of crews.", "Kari Lund",
      "the rights of crews"
    ),
    ("Asked in May, 22 percent said so.", "22 percent", "so"),
  ])
  func `is found behind every form of its verb`(text: String, source: String, content: String) {
    let reading = Reading(text)
    #expect(reading.sources.last == source)
    #expect(reading.contents.last == content)
  }

  @Test(
    arguments: [
      ("She was told that the house was sold.", nil, "the house was sold"),
      ("Officials have been warned of floods.", nil, "floods"),
      ("The move was first reported by the Tribune.", "the Tribune", "The move"),
      ("There are fears that prices will rise.", nil, "prices will rise"),
    ] as [(String, String?, String)]
  )
  func `is nobody's where nobody is named`(text: String, source: String?, content: String) {
    let reading = Reading(text)
    #expect(reading.sources == [source])
    #expect(reading.contents == [content])
  }

  @Test func `is no title that stands between marks`() {
    #expect(Reading("The host kept his \"Bridge of Hope\" in May.").quotes.isEmpty)
    #expect(Reading("The host kept a \"bridge of hope\" speech in May.").quotes.count == 1)
  }

  @Test func `is not a day that a report is of`() {
    #expect(Reading("The bank issued a report on Monday.").quotes.isEmpty)
  }

  @Test func `names who is meant by “he's”`() {
    let reading = Reading("Erik Dahl said the port was shut. He's saying that the crew left.")
    #expect(reading.speakers == ["Erik Dahl", "Erik Dahl"])
  }
}
