import StemmaRules
import StemmaText
import Testing

private let prose = "The ministry said that it had not yet received the report from the commission."
private let other = "Another paragraph of the article that is long enough to be running text here."
private let third =
  "The president met the leaders of the parties on Monday and spoke about the budget."

/// The text under the first place of each sighting, or around it where it is empty.
private func sightings(_ check: DocumentCheck, in text: String) -> [String] {
  let document = plain(text)
  return DocumentCheck.sightings(
    of: [check],
    in: document,
    Segmentation(document),
    lexicon: english
  )[0].map { document.words(at: $0.spans[0]) }
}

/// The text after all amendments of a check.
private func amended(_ check: DocumentCheck, _ text: String) throws -> String {
  let document = plain(text)
  let found = DocumentCheck.sightings(
    of: [check],
    in: document,
    Segmentation(document),
    lexicon: english
  )[0]
  let edits: [Edit<Extracted>] = found.compactMap(\.amendment).map {
    Edit($0.span, inserted: $0.inserted, rule: check.rawValue, .typography)
  }
  let lineage = try Lineage<Extracted, Cleaned>(
    edits.sorted { $0.span < $1.span },
    over: document.text.count
  )
  return String(decoding: lineage.applied(to: document.text), as: UTF8.self)
}

private func paragraphs(_ texts: String...) -> String { texts.joined(separator: "\n\n") }

@Suite struct `Checking quotation marks` {
  @Test(arguments: [
    "“We won,” he said. “We did.”",
    "\"We won,\" he said. \"We did.\"",
    "He is 6'2\" tall and the screen is 15\" wide.",
    "“He called it ‘a win’ for ’em in the ’90s,” she said.",
    "“We won.\n\n“We did it again,” he said.",
    "\"We won.\n\nWe did it again,\" he said.",
    "„Wir haben gewonnen“, sagte er.",
    "«On a gagné», dit-il.",
    "「勝った」と言った。",
    "\"He said \"yes\" to us,\" she said.",
    "(\"a win\") – \"b\"/\"c\"",
    "The box is 8.3” x 15” x 17.2” and holds the net.",
    "The sign said \\”Welcome,\\” in large letters.",
    "the \"comprehensive\" plan",
  ])
  func `is silent on whole quotations`(text: String) {
    for check in [
      DocumentCheck.unopenedQuotation, .unclosedQuotation, .quotedSpeaker, .mismatchedQuotation,
    ] {
      #expect(sightings(check, in: text).isEmpty, "\(check)")
    }
  }

  @Test func `puts a missing opening mark before its sentence`() throws {
    let text = "Japan is watching closely”, said the minister."
    #expect(sightings(.unopenedQuotation, in: text) == ["”"])
    #expect(try amended(.unopenedQuotation, text) == "“" + text)
  }

  @Test func `does not guess where a quotation behind a reporting verb opened`() throws {
    let text = "He said they won the vote.” She left."
    #expect(sightings(.unopenedQuotation, in: text) == ["”"])
    #expect(try amended(.unopenedQuotation, text) == text)
  }

  @Test func `sees a quotation that never closes`() {
    #expect(sightings(.unclosedQuotation, in: paragraphs("He said “we won.", prose)) == ["“"])
    #expect(sightings(.unclosedQuotation, in: paragraphs("“We won. “We did.”", prose)) == ["“"])
  }

  @Test func `puts a missing closing mark before whoever is named as the speaker`() throws {
    let text = paragraphs("“We won the cup again, Lund said.", "“We are glad.”")
    #expect(sightings(.quotedSpeaker, in: text) == ["“"])
    #expect(try amended(.quotedSpeaker, text).hasPrefix("“We won the cup again,” Lund said."))
  }

  @Test func `pairs marks of different styles`() throws {
    let mixed = paragraphs("He said “we won,\" and left.", prose, prose)
    #expect(try amended(.mismatchedQuotation, mixed).hasPrefix("He said “we won,” and left."))
    let turned = paragraphs("He said “we won“ then.", prose, prose)
    #expect(try amended(.mismatchedQuotation, turned).hasPrefix("He said “we won” then."))
  }

  @Test func `sees the style that the document does not use`() throws {
    let text = "“A b”, “c d”, “e f” and \"g h\"."
    #expect(sightings(.mixedQuotationStyle, in: text) == ["\"g h\""])
    #expect(try amended(.mixedQuotationStyle, text) == "“A b”, “c d”, “e f” and “g h”.")
    #expect(sightings(.mixedQuotationStyle, in: "“A b” and \"g h\".").isEmpty)
  }

  @Test func `sees what an editor put into a quotation`() {
    let text = "\"An impact [of such cooperation] is seen,\" he said [sic] here."
    #expect(sightings(.editorialInsertion, in: text) == ["[of such cooperation]"])
  }
}

@Suite struct `Checking the outlet behind a headline` {
  @Test(arguments: [
    ("Harbour strike enters its third week-Northnews.com", ["week-Northnews.com"]),
    ("Museum opens “night of the ships”-Northnews.com", ["”-Northnews.com"]),
    ("Museum opens \"night of the ships\" -Northnews.com", ["\" -Northnews.com"]),
    ("Ferry sails again after the storm -Northnews.com", ["storm -Northnews.com"]),
    ("Ferry sails again after the storm - Northnews.com", []),
    ("The council votes on members of non-NATO", []),
  ])
  func `finds it on the last word and on the mark that closes a quotation`(
    text: String,
    found: [String]
  ) {
    #expect(sightings(.gluedOutlets, in: text) == found)
  }
}

@Suite struct `Checking the last stop of a text` {
  private let open =
    "Besides the mayor, both schools were invited to the meeting that marks the end of the"

  @Test func `finds it lost before what is no running text`() {
    let text = paragraphs(prose, other, third, prose, open + " strike", "Be the first to comment")
    #expect(sightings(.missingFinalStop, in: text) == ["strike"])
  }

  @Test func `finds it lost before comments that are running text`() {
    let last = open + " long and bitter strike"
    let text = paragraphs(prose, other, third, prose, last, "First comment", prose)
    #expect(sightings(.missingFinalStop, in: text) == ["strike"])
  }

  @Test func `leaves out the sign-off of an agency`() {
    let signed = "The port stays closed until the end of the month, said the mayor on Monday. dpa"
    let text = paragraphs(prose, other, third, signed, prose)
    #expect(sightings(.missingFinalStop, in: text).isEmpty)
  }

  @Test func `leaves out what ends in a name or a number`() {
    for last in ["Northport", "4.5"] {
      let text = paragraphs(prose, other, third, prose, open + " " + last)
      #expect(sightings(.missingFinalStop, in: text).isEmpty, "\(last)")
    }
  }
}

@Suite struct `Checking headlines` {
  @Test func `sees the headline repeated above the text`() {
    let headline = "Japan reacts to Putin: We are concerned"
    let text = paragraphs(headline, prose, "Date: 1.1.2024", headline, "Share", other, third, prose)
    #expect(sightings(.repeatedHeadline, in: text) == [headline])
    #expect(sightings(.repeatedHeadline, in: paragraphs(headline, prose, other)).isEmpty)
  }

  @Test func `sees the headline behind the first paragraph`() {
    let headline = "Commission report reaches ministry in Berlin at last"
    let lede = "The ministry in Berlin has received the report of the commission at last, it said."
    let text = paragraphs("Follow our liveblog here", lede, headline, other, third)
    #expect(sightings(.displacedHeadline, in: text) == [headline])
    #expect(sightings(.displacedHeadline, in: paragraphs(headline, lede, other, third)).isEmpty)
  }

  @Test(arguments: [
    ("Putin offers Kim Jong-un a car, a dagger and a tea set", true),
    ("Why it matters", false),
    ("The minister was in Paris with his Japanese colleague for talks", false),
    ("Five Ways You Can Save Money In Paris This Long Summer", false),
    ("Ministers arrive in Paris for talks with the envoy (Photo: Reuters)", false),
    ("- First item of a list that names Paris and goes on", false),
    ("What do you think of the talks in Paris with Kim?", false),
    ("Parties in Paris discuss the budget with the leaders of Ukraine", false),
  ])
  func `tells another article's headline from the article's own lines`(
    line: String,
    isForeign: Bool
  ) {
    let text = paragraphs("A headline of the article", prose, other, line, third, prose, other)
    #expect(sightings(.foreignHeadline, in: text) == (isForeign ? [line] : []))
  }

  @Test func `takes the dash from a subheading`() throws {
    let text = paragraphs(prose, "- 'Seriously concerned'", other)
    #expect(try amended(.subheadMarker, text) == paragraphs(prose, "Seriously concerned", other))
    #expect(sightings(.subheadMarker, in: paragraphs(prose, "— Kyle Hughes", other)).isEmpty)
    #expect(sightings(.subheadMarker, in: paragraphs(prose, "- one", "- two", other)).isEmpty)
  }
}

@Suite struct `Checking the layout` {
  @Test func `adds a stop that only one paragraph lacks`() throws {
    let long = String(repeating: "the ministry said that the plan was a part of it and ", count: 3)
    let text = paragraphs(prose, other, "He said " + long + "program", third, prose)
    #expect(sightings(.missingFinalStop, in: text) == ["program"])
    #expect(try amended(.missingFinalStop, text).contains("program.\n"))
    #expect(sightings(.missingFinalStop, in: paragraphs(prose, other, third, prose)).isEmpty)
  }

  @Test func `keeps one blank line of several`() throws {
    #expect(try amended(.blankLines, "a\n\n\n\nb\n\nc\n \n \nd") == "a\n\nb\n\nc\n \nd")
  }

  @Test func `joins a sentence broken over two lines`() throws {
    let text = "The commission sent a long report to all of the parties,\nwhich they did not read."
    #expect(try amended(.brokenLine, text) == text.replacing("\n", with: " "))
    #expect(
      sightings(.brokenLine, in: "A headline of the article that has no stop\nThe text.").isEmpty
    )
  }

  @Test func `sees paragraphs set apart by single breaks once`() {
    #expect(
      sightings(.singleBreaks, in: ["Head", prose, other, third].joined(separator: "\n")) == ["\n"]
    )
    #expect(
      sightings(.singleBreaks, in: "Head\n\n" + [prose, other, third].joined(separator: "\n"))
        .isEmpty
    )
  }
}

@Suite struct `Checking names` {
  @Test(arguments: [
    (
      "In Zelenkov they met. In Zelenkov they ate. Zelenkov rose. Then Zelemkov slept.",
      ["Zelemkov"]
    ),
    ("They met Anton Zelenkov. Then Anton Zelemkov left.", ["Zelemkov"]),
    ("In Zelenkov they met. Then Zelemkov slept.", []),
    ("The Haihe River rose. The Huaihe River fell.", []),
    ("They met Kim Jong-un. Then Kim Jong Un left and Kim Jong Un ate.", ["Jong-un"]),
    ("He passed Sonam Dajie at noon, and Sonam Dajie at one. Sonamdajie is far.", ["Sonamdajie"]),
    ("Then Sonam Dajie wrote (@SonamDajie) in May.", []),
    ("Mr Kowalskov met Ms Kowalskova.", []),
    ("The Zelenskis met Zelenski.", []),
    ("They saw London and Londoners.", []),
  ])
  func `sees two spellings of one name`(text: String, expected: [String]) {
    #expect(sightings(.spellingVariants, in: text) == expected)
  }
}

@Suite struct `Checking characters that nobody sees` {
  @Test(arguments: [
    ("The vo\u{200B}te was close.", "The vote was close."),
    ("The vote\u{2060}\u{FEFF} was\u{200E} close.", "The vote was close."),
    ("The vote\u{E0068}\u{E0069} was close.", "The vote was close."),
    ("The v\u{FE01}\u{FE02}ote was close.", "The vote was close."),
    ("The vote\u{200D} was close.", "The vote was close."),
    ("A \u{2764}\u{FE0F}\u{FE01}\u{FE02} beats.", "A \u{2764}\u{FE0F} beats."),
  ])
  func `takes out what the text does not need`(text: String, right: String) throws {
    #expect(try amended(.invisibleCharacters, text) == right)
  }

  @Test(arguments: [
    "می\u{200C}خواهم بروم",
    "क\u{94D}\u{200D}ष और क\u{94D}\u{200C}ष",
    "The \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} and \u{2764}\u{FE0F}\u{200D}\u{1F525} came.",
    "Flags: \u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}.",
    "ภาษา\u{200B}ไทย",
    "קול\u{200F}, אחד\u{200E} 5",
    "葛\u{E0100}城市",
    "Key 5\u{FE0F}\u{20E3} is stuck.",
  ])
  func `leaves what a script or an emoji needs`(text: String) {
    #expect(sightings(.invisibleCharacters, in: text).isEmpty)
  }

  @Test func `takes out direction controls that turn nothing, and shows those that do`() throws {
    #expect(try amended(.directionControls, "The \u{2066}vote\u{2069} won.") == "The vote won.")
    let turned = "The file \u{202E}gpj.exe\u{202C} came."
    #expect(sightings(.directionControls, in: turned).count == 2)
    #expect(try amended(.directionControls, turned) == turned)
    #expect(sightings(.directionControls, in: "אמר \u{2066}vote\u{2069} היום").isEmpty)
    #expect(sightings(.directionControls, in: "אמר \u{202E}vote\u{202C} היום") == ["\u{202E}"])
  }
}

@Suite struct `Checking words` {
  @Test(arguments: [
    (
      paragraphs(
        "The ministry siad that it had not yet received the report from the commission.",
        "The minister said that the goverment had not yet read the report of the commission.",
        "The commission said that it had not yet recieved the answer of the ministry."
      ),
      ["siad", "goverment", "recieved"]
    ),
    ("The ministry said that the backcountry hut is unpatched.", []),
    ("The ministry said that \u{201C}goverment\u{201D} is a word of the people.", []),
    ("The goverment of the town and the goverment of the land are not here.", []),
    ("Jsut as the ministry said, nto all of the reports were there in the end.", ["Jsut", "nto"]),
    (
      "The ministry said that it was an unexpected ocurrence on the road to the town.",
      ["ocurrence"]
    ),
    ("The ministry said that Changde and Maddison are in the new reports of the town.", []),
  ])
  func `sees slips of the fingers`(text: String, expected: [String]) {
    #expect(sightings(.misspeltWords, in: text) == expected)
  }

  @Test func `sees a letter that stands alone`() {
    let text = "The ministry said that it had not yet received a report o the commission."
    #expect(sightings(.strayLetters, in: text) == ["o"])
    let named = "The ministry said that it had not yet found vitamin d in the reports."
    #expect(sightings(.strayLetters, in: named).isEmpty)
  }

  @Test func `sees what was left in another script`() {
    let text = "The ministry said that the 屋顶 of the house was hit by the storm on Monday."
    #expect(sightings(.foreignScripts, in: text) == ["屋顶"])
    let named = "The party Slava (Слава) met in Ústí nad Labem and said that it was a “fête”."
    #expect(sightings(.foreignScripts, in: named).isEmpty)
  }

  @Test func `sees a paragraph without a capital`() {
    let text = "the ministry said that it had not yet received the report."
    #expect(sightings(.missingCapitals, in: text) == ["the"])
    #expect(sightings(.missingCapitals, in: "the Ministry said that it had the report.").isEmpty)
  }
}
