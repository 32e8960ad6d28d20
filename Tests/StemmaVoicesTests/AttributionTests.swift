import StemmaText
import StemmaVoices
import Testing

@Suite struct `Attribution` {
  @Test(arguments: [
    ("“We won,” Maria Lund said.", "Maria Lund", "We won,"),
    ("“We won,” said Maria Lund.", "Maria Lund", "We won,"),
    ("Maria Lund said, “We won.”", "Maria Lund", "We won."),
    ("“Why?” Maria Lund asked.", "Maria Lund", "Why?"),
    ("“We won,” Maria Lund, a teacher from Oslo, said.", "Maria Lund", "We won,"),
    ("“We won,” the tall man surmised on Monday.", "the tall man", "We won,"),
    ("She told reporters that the port was shut.", "She", "the port was shut"),
    ("Maria Lund says the port will open in May.", "Maria Lund", "the port will open in May"),
    ("The port will open in May, Maria Lund said.", "Maria Lund", "The port will open in May"),
    (
      "According to Maria Lund, the port will open in May.", "Maria Lund",
      "the port will open in May"
    ),
    (
      "The port will open in May, according to the ministry.", "the ministry",
      "The port will open in May"
    ),
    ("The bank warned of higher prices.", "The bank", "higher prices"),
    ("The union urged members to stay at home.", "The union", "members to stay at home"),
    ("Maria Lund refused to comment on the report.", "Maria Lund", "to comment on the report"),
    ("Maria Lund: Port will open in May", "Maria Lund", "Port will open in May"),
    ("Port will open in May: minister", "minister", "Port will open in May"),
    (
      "Norway's reaction to strike: We are seriously worried", "Norway's",
      "We are seriously worried"
    ),
  ])
  func `finds source and content around a cue`(text: String, source: String, content: String) {
    let reading = Reading(text)
    #expect(reading.sources == [source])
    #expect(reading.contents == [content])
  }

  @Test func `keeps both parts of a statement around its cue`() {
    let reading = Reading("The port, Maria Lund said, will open in May.")
    #expect(reading.contents == ["The port … will open in May"])
  }

  @Test func `ends what is said where another cue begins`() {
    let reading = Reading("Maria Lund said the port was shut, adding that it would open in May.")
    #expect(reading.contents == ["the port was shut", "it would open in May"])
    #expect(reading.sources == ["Maria Lund", "Maria Lund"])
  }

  @Test func `gives words inside a statement to whom they belong`() {
    let reading = Reading(
      "Maria Lund said that she was sorry about Erik Dahl's statement that “no ship will sail” from Oslo."
    )
    #expect(reading.quotes.count == 2)
    #expect(reading.quotes.last?.speaker.name == "Erik Dahl")
    #expect(reading.quotes.last?.nestedIn == 0)
    #expect(
      reading.quotes.last?.chain.map(\.name) == ["Erik Dahl", "Maria Lund", "unknown outlet"]
    )
  }

  @Test func `carries a speaker through the paragraph`() {
    let reading = Reading("“We won,” Maria Lund said. “It was a long and hard night for us.”")
    #expect(reading.sources == ["Maria Lund", "Maria Lund"])
    #expect(reading.quotes.map(\.certainty) == [.certain, .inferred])
  }

  @Test func `takes the name in a line below`() {
    let reading = Reading("“It was a long and hard night for us all.”\n— Maria Lund")
    #expect(reading.sources == ["Maria Lund"])
  }

  @Test(arguments: [
    ("Others say this is a rough patch.", "Others", "this is a rough patch"),
    ("Six in ten say he’s honest.", "Six in ten", "he’s honest"),
    ("The envoy said there’d be talks.", "The envoy", "there’d be talks"),
    ("The envoy said there were talks in Oslo.", "The envoy", "there were talks in Oslo"),
    ("Kari Lund told the AP her group was not paid.", "Kari Lund", "her group was not paid"),
    (
      "Noting that the port was shut, Kari Lund left for home.", "Kari Lund",
      "the port was shut"
    ),
    ("As Kari Lund said the port was shut, the crew was gone.", "Kari Lund", "the port was shut"),
    ("Polls show Lund is ahead in the north.", "Polls", "Lund is ahead in the north"),
    ("In a poll, half of the voters chose Lund.", "a poll", "half of the voters chose Lund"),
    ("Lund Says He Will Not Go To Oslo", "Lund", "He Will Not Go To Oslo"),
    ("Lund sees the offer as a trap.", "Lund", "the offer as a trap"),
  ])
  func `takes what polls, headlines and many say`(text: String, source: String, content: String) {
    let reading = Reading(text)
    #expect(reading.sources == [source])
    #expect(reading.contents == [content])
  }

  @Test(arguments: [
    ("The port is expected to open in May.", "The port … to open in May"),
    ("Kari Lund was accused of taking money.", "Kari Lund … taking money"),
    ("The crew reportedly left the ship.", "The crew … left the ship"),
    ("Asked whether the port was shut, Kari Lund left.", "whether the port was shut"),
  ])
  func `takes what nobody is named for`(text: String, content: String) {
    let reading = Reading(text)
    #expect(reading.contents == [content])
    #expect(reading.sources == [nil])
    #expect(reading.speakers == [nil])
  }

  @Test(arguments: [
    (
      "Kari Lund, Erik Dahl ‘agree’ on talks in Oslo", "Kari Lund, Erik Dahl",
      "‘agree’ on talks in Oslo"
    ),
    ("‘Seriously worried’", nil, "Seriously worried"),
  ])
  func `takes what headlines set in single marks`(text: String, source: String?, content: String) {
    let reading = Reading("\(text)\nThe port was shut on Monday, and the crew of the ship left.")
    #expect(reading.sources.first == source)
    #expect(reading.contents.first == content)
  }

  @Test func `names who reports where a passive does`() {
    let reading = Reading("Kari Lund was accused by the mayor of taking money.")
    #expect(reading.sources == ["the mayor"])
  }

  @Test(arguments: [
    "The race moves to states that vote in March.", "He has 271 pledged delegates.",
    "Insurance claims rose in May.", "The aid reports are late.", "Rice and Hunt met in Oslo.",
    "The states of the north are cold.",
  ])
  func `does not take nouns and names for cues`(text: String) {
    #expect(Reading(text).quotes.isEmpty)
  }
}

@Suite struct `Attribution in other languages` {
  @Test(arguments: [
    (
      "Das Wetter war am Montag nicht gut für die Schiffe. „Wir warten auf sie“, sagte Erik Dahl.",
      "Erik Dahl"
    ),
    (
      "Le ministre a visité le port avec les élus. « Nous attendons le nord », a déclaré Maria Lund.",
      "Maria Lund"
    ),
    (
      "El ministro visitó el puerto con la ciudad. «Esperamos los barcos», dijo Maria Lund.",
      "Maria Lund"
    ),
    (
      "Bakan limanı ziyaret etti ve şehirle görüştü. Ayşe Kaya, \"Gemileri bekliyoruz\" dedi.",
      "Ayşe Kaya"
    ),
    ("قال سامح شكري: «ننتظر السفن القادمة من الشمال».", "سامح شكري"),
    ("Министр посетил порт и город. «Мы ждём корабли», — заявил Сергей Лунд.", "Сергей Лунд"),
  ])
  func `goes by the verb beside the marks`(text: String, source: String) {
    #expect(Reading(text).sources == [source])
  }

  @Test func `leaves the speaker unknown where no verb is known`() {
    let reading = Reading(
      "Der Hafen ist nicht offen und die Schiffe warten auf „Wind von Norden“ hier."
    )
    #expect(reading.speakers == [nil])
  }
}
