import RulePacks
import StemmaText
import Testing

@testable import StemmaVoices

@Suite struct `“He” and “she”` {
  /// The name of who says the last quote of a text.
  private func last(_ text: String) -> String? { Reading(text).speakers.last ?? nil }

  @Test(arguments: [
    ("she", "Sandra Paradis"), ("he", "Jim Bennett"),
  ])
  func `do not stand for someone of the other sex`(pronoun: String, name: String) {
    let story = """
      Sandra Paradis came in the afternoon. Jim Bennett said the queue was long.
      “It was worth the wait,” \(pronoun) said.
      """
    #expect(last(story) == name)
  }

  @Test(arguments: [
    "Mrs. Vakaloa", "spokeswoman Robin Vakaloa", "his wife Robin Vakaloa",
    "Queen Robin Vakaloa",
  ])
  func `go by titles and nouns where a name tells nothing`(name: String) {
    let story = "\(name) came late. Peter Roe said it was cold. She said it was warm."
    #expect(last(story)?.hasSuffix("Vakaloa") == true)
  }

  @Test func `go by how a text speaks of someone whose name tells nothing`() {
    let story = """
      Robin Vakaloa took her seat. Vakaloa found her papers. Peter Roe said it was cold.
      She said it was warm.
      """
    #expect(last(story) == "Robin Vakaloa")
  }

  @Test func `stand for whom a sentence was about since the last words`() {
    let story = """
      Peter Roe said the port was shut. Paul Lund opened the gate in the evening.
      “Nobody came,” he said.
      """
    #expect(last(story) == "Paul Lund")
    #expect(
      last("Peter Roe said it was cold. Navy veteran Paul Lund, 57, fell. He said it was wet.")
        == "Paul Lund"
    )
    #expect(
      last("Peter Roe said it was cold, for Paul Lund, 57. He said it was wet.") == "Peter Roe"
    )
  }

  @Test func `do not stand for whom others speak of`() {
    let story = "Peter Roe said Paul Lund was late. “I waited,” he said."
    #expect(last(story) == "Peter Roe")
    let indirect = "“Paul Lund was late,” Peter Roe said. He said the port was shut."
    #expect(last(indirect) == "Peter Roe")
  }

  @Test func `stand for someone without a name who was just introduced`() throws {
    let story =
      "Peter Roe said it was cold. A spokeswoman said it was warm. She said it would stay so."
    let speaker = try #require(Reading(story).quotes.last?.speaker)
    #expect(speaker.name == nil)
    #expect(speaker.role == "A spokeswoman")
    #expect(
      last("Mary Roe said it was cold. The minister has left. She said it was warm.") == "Mary Roe"
    )
  }

  @Test func `stand for a last name that is no one’s in full`() {
    #expect(
      last("Peter Roe said it was cold. Vakaloa said it was warm. He said it again.") == "Vakaloa"
    )
  }

  @Test func `tell those of one last name apart`() {
    let story = "Mary Roe and Peter Roe came late. Roe said it was cold. She said it was warm."
    #expect(last(story) == "Mary Roe")
    #expect(last("Mary Roe and Peter Roe came late. Mr. Roe said it was cold.") == "Peter Roe")
  }
}

@Suite struct `Names of speakers` {
  @Test(arguments: [
    "Senator Maria Lund of Harrisburg said it was cold.",
    "Democrat Maria Lund said it was cold.",
    "Secretary of State Maria Lund said it was cold.",
    "Maria J. Lund came late. Mrs. Lund said it was cold.",
    "Maria Lund came late. Maria J. Lund met John Roe. Lund said it was cold.",
    "Maria Lund came late. Maria Anna Lund met John Roe. Lund said it was cold.",
  ])
  func `are the name alone`(text: String) {
    let name = Reading(text).speakers.first ?? nil
    #expect(
      name?.filter { $0 != "." }.split(separator: " ").filter { $0 != "J" } == ["Maria", "Lund"]
    )
  }

  @Test func `end where the words of a headline begin`() {
    let text =
      "Maria Lund Says Harbour Will Stay Shut\nLund said on Monday that the harbour was shut."
    #expect(Reading(text).speakers == ["Maria Lund", "Maria Lund"])
  }

  @Test func `keep all of the name of a body`() {
    let text = "National Nurses United for Patient Protection said it was cold."
    #expect(Reading(text).speakers == ["National Nurses United for Patient Protection"])
  }
}

@Suite struct `Given names` {
  private let names = GivenNames(
    lastingBytes: Self.lasting("# a comment\nanna\tf\nbob\tm\nkim\tb\n")
  )

  private static func lasting(_ text: String) -> UnsafeRawBufferPointer {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
    bytes.copyBytes(from: text.utf8)
    return UnsafeRawBufferPointer(bytes)
  }

  @Test(arguments: ["ann", "annab", "", "zoe", "an"])
  func `that are not listed are no one’s`(name: String) {
    #expect(!names.hold(Array(name.utf8)))
  }

  @Test func `are of one sex or of both`() {
    #expect(names.sex(of: Array("anna".utf8)) == .female)
    #expect(names.sex(of: Array("bob".utf8)) == .male)
    #expect(names.sex(of: Array("kim".utf8)) == nil)
    #expect(names.hold(Array("kim".utf8)))
  }

  @Test func `of the table are in the order of their bytes`() {
    let lines = RulePacks.givenNames()
    for name in ["maria", "vladimir", "Ángel", "zoë", "aaron"] {
      #expect(lines.hold(Array(name.utf8)), "\(name)")
    }
  }
}
