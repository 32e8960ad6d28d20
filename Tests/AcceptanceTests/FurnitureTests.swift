import RulePacks
import Stemma
import StemmaMarkup
import StemmaRules
import StemmaText
import Testing

/// What cleaning takes for furniture by weights alone, line by line.
private func furniture(in text: String) throws -> [String] {
  let examination = Examination(with: Checker(RulePacks.ruleset()))
  let examined = try examination.result(for: Source(Array(text.utf8), name: "text"))
  return examined.cleaning.outcomes.map(\.finding)
    .filter { $0.rule == "furniture-line" }
    .map { examined.document.words(at: $0.spans[0]) }
}

private let article = """
  Dockers in the north have rejected the latest offer of the port authority, their union said.

  Some 40 ships are waiting outside the port, according to the coast guard, and more are coming.

  The authority said that it would not raise its offer again before the end of the month.

  """

@Suite struct `Lines of furniture` {
  @Test(arguments: [
    // A poem.
    """
    The harbour lies in silver light
    The ships are gone to sea
    And no one calls across the night
    To bring them home to me
    """,
    // A list.
    """
    The union asks for:
    - 8 per cent more pay
    - a week of 36 hours
    - new cranes on both quays
    """,
    // An interview.
    """
    Q: When will the port open again?
    A: When both sides have signed.
    Q: And the ferries?
    A: They sail on Monday.
    """,
    // A recipe.
    """
    Ingredients
    200 g flour
    3 eggs
    1 pinch of salt
    Beat the eggs, add the flour and let the dough rest for an hour.
    """,
    // Scores.
    """
    Harbour Rovers 3, Coast United 1
    Northtown 0, Southtown 0
    Island City 2, Bridge Athletic 4
    """,
    // A transcript.
    """
    HOLM: We have waited long enough.
    LUND: So have we.
    HOLM: Then let us sign.
    """,
    // A letter's end.
    """
    Yours faithfully,
    Petra Holm
    Chair of the dockers' union
    """,
  ])
  func `leave what belongs to the article`(passage: String) throws {
    #expect(try furniture(in: "Harbour strike enters third week\n\n" + article + passage) == [])
    let inside = "Harbour strike enters third week\n\n" + article + passage + "\n\n" + article
    #expect(try furniture(in: inside) == [])
  }

  @Test func `leave a text without prose, or without anything around it`() throws {
    #expect(try furniture(in: "Home\nNews\nSport\nWeather") == [])
    #expect(try furniture(in: article) == [])
  }

  @Test func `are told by what stands around them`() throws {
    let page = """
      Related stories
      Ferry captain wins prize for rescue
      Read more
      Sign up for our newsletter
      Get the best of our journalism in your inbox
      Subscribe
      Leave a Reply
      Save my name in this browser
      Follow us
      Privacy Policy
      Terms of Use
      """
    let found = try furniture(in: "Harbour strike enters third week\n\n" + article + article + page)
    #expect(found.contains("Save my name in this browser"))
  }

  @Test(arguments: [
    [
      """
      Die Hafenarbeiter im Norden haben das jüngste Angebot der Hafenbehörde abgelehnt, wie ihre Gewerkschaft am Montag mitteilte.
      Rund 40 Schiffe warten nach Angaben der Küstenwache vor dem Hafen, und weitere sind auf dem Weg dorthin.
      Die Behörde erklärte, sie werde ihr Angebot vor dem Ende des Monats nicht noch einmal erhöhen.

      """,
      "Mehr zum Thema", "Fähre verliert Anker vor der Küste",
      "Bürgermeisterin eröffnet neue Brücke",
      "Mehr anzeigen\nNewsletter\nJetzt abonnieren\nKommentare\nAnmelden\nImpressum\nDatenschutz",
    ],
    [
      """
      Докеры на севере страны отклонили последнее предложение администрации порта, сообщил в понедельник их профсоюз.
      По данным береговой охраны, около 40 судов ждут у входа в порт, и ещё несколько находятся в пути к нему.
      Администрация заявила, что до конца месяца не будет ещё раз повышать своё предложение докерам и их семьям.

      """,
      "Читайте также", "Паром потерял якорь у берега", "Мэр открыла новый мост",
      "Ещё\nПодписаться\nКомментарии\nВойти\nКонтакты\nРеклама",
    ],
    [
      """
      Οι λιμενεργάτες στον βορρά απέρριψαν την τελευταία προσφορά της αρχής του λιμένα, ανακοίνωσε τη Δευτέρα το σωματείο τους.
      Περίπου 40 πλοία περιμένουν έξω από το λιμάνι, σύμφωνα με την ακτοφυλακή, και άλλα βρίσκονται στον δρόμο προς τα εκεί.
      Η αρχή δήλωσε ότι δεν θα αυξήσει ξανά την προσφορά της πριν από το τέλος του μήνα που διανύουμε.

      """,
      "Διαβάστε επίσης", "Πλοίο έχασε την άγκυρά του", "Νέα γέφυρα στην πόλη",
      "Περισσότερα\nNewsletter\nΣχόλια\nΣύνδεση\nΕπικοινωνία",
    ],
  ])
  func `are headlines under “read also” behind the article, but not alone inside it`(
    parts: [String]
  ) throws {
    let (article, heading, labels) = (parts[0] + parts[0], parts[1], parts[4])
    let headlines = Array(parts[2...3])
    let behind = [article, heading] + headlines + [labels]
    #expect(try furniture(in: behind.joined(separator: "\n")) == headlines)
    for headline in headlines {
      #expect(try furniture(in: parts[0] + headline + "\n\n" + parts[0]) == [])
    }
  }

  @Test func `are told in a thread of comments by the stamps that return`() throws {
    let thread = """
      12 Comments
      Petra Holm
      March 3, 2024 at 9:15 am
      I have waited for years, and I do not think that they will sign.
      Reply
      Jon Lund
      March 3, 2024 at 10:02 am
      You are right!
      Reply
      Ada Berg
      March 4, 2024 at 8:40 pm
      My father worked there, and he says the same.
      Reply
      Leave a Reply
      """
    let found = try furniture(
      in: "Harbour strike enters third week\n\n" + article + article + thread
    )
    #expect(found.contains("You are right!"))
    let alone = try furniture(
      in: "Harbour strike enters third week\n\n" + article + "You are right!\n" + article
    )
    #expect(alone == [])
  }

  @Test func `are not told in a list of things with texts between`() throws {
    let offers = (1...40).map { "Crane number \($0)\nReach: \(20 + $0) metres\nPros\nHeavy" }
    let text = ([article] + offers + [article]).joined(separator: "\n")
    #expect(try furniture(in: text) == [])
  }

  @Test func `are told alike whatever stands in other documents`() throws {
    let text = article + "Follow us\nDaily letters for members\nSubscribe\nPrivacy Policy"
    let first = try furniture(in: text)
    _ = try furniture(in: "Home\nNews\n" + article)
    #expect(try furniture(in: text) == first)
  }

  @Test func `are compared with the words of all lines, however many there are`() throws {
    let prose = (0..<300).map { i in
      (0..<12).map { "w\(i)x\($0)y" }.joined(separator: " ") + " stood still."
    }
    let text = Array((prose + ["W0x1y w299x7y", "Unheard strangers"]).joined(separator: "\n").utf8)
    let document = try StemmaMarkup.document(from: text, as: .text)
    let signs = Checker(RulePacks.ruleset()).lineSigns(in: document, Segmentation(document))
      .suffix(2).map(\.signs)
    #expect(signs.map { $0.contains("overlap:18") } == [true, false])
    #expect(signs.map { $0.contains("overlap:3") } == [false, true])
  }
}
