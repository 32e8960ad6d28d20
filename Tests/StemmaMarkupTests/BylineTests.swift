import Testing

@testable import StemmaMarkup

@Suite struct `Names in a byline` {
  @Test(
    arguments: [
      ("By Ann Lee and Bo Ek", ["Ann Lee", "Bo Ek"]),
      ("Von Birgit Baumann, Jan Marchart", ["Birgit Baumann", "Jan Marchart"]),
      ("Por Ana Sousa, em Lisboa", ["Ana Sousa"]),
      ("Par Sébastien Farcis", ["Sébastien Farcis"]),
      ("Ann Lee | Coast Daily", ["Ann Lee"]),
      ("Ann Lee, Senior Editor", ["Ann Lee"]),
      ("Dylan Bailey, MS, RD", ["Dylan Bailey"]),
      ("Sam Stein Senior Politics Editor", ["Sam Stein"]),
      ("Paramita (Guha) Ghosh", ["Paramita (Guha) Ghosh"]),
      ("Ann Lee (Paris)", ["Ann Lee"]),
      ("신현주 기자", ["신현주"]),
      ("Julia Ruhs in Berlin", ["Julia Ruhs"]),
      ("Автор: Иван Петров", ["Иван Петров"]),
    ]
  )
  func `are those of people, without “By”, roles and places`(text: String, names: [String]) {
    #expect(Byline(in: text, .stated).people == names)
  }

  @Test(arguments: ["Redaktion", "Staff", "admin", "Super User", "", "By", "https://example.org"])
  func `are not those of desks and accounts`(text: String) {
    #expect(Byline(in: text, .shown).people.isEmpty)
  }

  @Test(arguments: [("Coast Daily News Desk", "Coast Daily News Desk"), ("mdr.de", "mdr.de")])
  func `of houses are organisations`(text: String, name: String) {
    let byline = Byline(in: text, .stated)
    #expect(byline.organisations == [name])
    #expect(byline.people.isEmpty)
  }

  @Test func `of news agencies are credits`() {
    let byline = Byline(in: "Ann Lee / dpa", .stated)
    #expect(byline.people == ["Ann Lee"])
    #expect(byline.agencies.map(\.value) == ["DPA"])
  }

  @Test(
    arguments: [
      "Best New Prince Covers", "Click Here", "About the Author", "Share this story",
      "monday morning",
    ]
  )
  func `are not made of headings and labels`(text: String) {
    #expect(Byline(in: text, .shown).people.isEmpty)
  }
}
