import StemmaMarkup
import StemmaText
import Testing

private let text =
  "<p>The council met on Monday and voted for the new bridge over the river.</p>"
  + "<p>Work is to begin in spring, the mayor said, and to last for two years.</p>"

private func read(
  _ body: String,
  head: String = "",
  attributes: String = "",
  at address: String? = nil
) throws -> Document {
  let page =
    "<html \(attributes)><head>\(head)</head><body><article>\(body)</article></body></html>"
  return try document(from: Array(page.utf8), as: .html, charset: "utf-8", address: address)
}

extension Document {
  fileprivate func values(_ field: Particular.Field) -> [String] {
    particulars.filter { $0.field == field }.map(\.value)
  }

  fileprivate func first(_ field: Particular.Field) -> Particular? {
    particulars.first { $0.field == field }
  }

  fileprivate func words(of fact: Particular?) -> String? {
    fact?.origin.map { String(decoding: received[$0.range], as: UTF8.self) }
  }
}

private func linked(_ members: String) -> String {
  "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \(members)}</script>"
}

@Suite struct `What a page says of its article` {
  @Test func `has the place where it is said, and the basis`() throws {
    let meta = "<meta name=\"author\" content=\"Ann Lee\">"
    let page = try read(
      "<h1>Bridge opens</h1>\(text)",
      head: meta + linked("\"headline\": \"Bridge opens\", \"datePublished\": \"2021-06-03\"")
    )
    #expect(page.first(.byline)?.basis == .metaElement)
    #expect(page.words(of: page.first(.byline)) == meta)
    #expect(page.first(.datePublished)?.basis == .jsonLD)
    #expect(page.words(of: page.first(.datePublished)) == "\"2021-06-03\"")
    #expect(page.first(.title)?.basis == .text)
    #expect(page.words(of: page.first(.title)) == "<h1>Bridge opens</h1>")
  }

  @Test func `has a title without the name of the site`() throws {
    let page = try read(
      text,
      head: "<title>Bridge opens | Coast Daily</title>"
        + "<meta property=\"og:site_name\" content=\"Coast Daily\">"
    )
    #expect(page.values(.title) == ["Bridge opens"])
  }

  @Test func `has the heading for a title, and not that of the site`() throws {
    let page = try read(
      "<h1>Coast Daily</h1><h1>Bridge opens after years</h1>\(text)",
      head: "<title>Bridge opens after years – Coast Daily</title>",
      at: "https://coastdaily.example/a"
    )
    #expect(page.first(.title)?.value == "Bridge opens after years")
  }

  @Test func `leaves the kicker of a heading to the heading`() throws {
    let page = try read(
      "<h1><span>Traffic</span> Bridge opens after years</h1>\(text)",
      head: linked("\"headline\": \"Bridge opens after years\"")
    )
    #expect(page.first(.title)?.value == "Bridge opens after years")
  }

  @Test func `has people for authors before houses`() throws {
    let page = try read(
      "<h1>Bridge opens</h1><p class=\"byline\">By Ann Lee, Aarhus</p>\(text)",
      head: linked("\"author\": {\"@type\": \"Organization\", \"name\": \"Coast Daily\"}")
    )
    #expect(page.values(.byline) == ["Ann Lee"])
  }

  @Test func `has the house where no person is named`() throws {
    let page = try read(
      text,
      head: linked("\"author\": {\"@type\": \"Organization\", \"name\": \"Coast Daily\"}")
    )
    #expect(page.values(.byline) == ["Coast Daily"])
    #expect(page.first(.byline)?.note == "an organisation; no person is named")
  }

  @Test func `credits an agency that is named as the author`() throws {
    let page = try read(text, head: "<meta name=\"author\" content=\"Ann Lee, Reuters\">")
    #expect(page.values(.byline) == ["Ann Lee"])
    #expect(page.values(.agency) == ["Reuters"])
  }

  @Test func `keeps the time zone as written, and invents none`() throws {
    func published(_ value: String) throws -> String? {
      try read(text, head: "<meta property=\"article:published_time\" content=\"\(value)\">")
        .first(.datePublished)?.value
    }
    #expect(try published("2021-06-03T08:15:00+03:00") == "2021-06-03T08:15:00+03:00")
    #expect(try published("2021-06-03 08:15") == "2021-06-03T08:15")
    #expect(try published("Jun 3, 2021") == "2021-06-03")
  }

  @Test func `tells the date of a change from that of publication`() throws {
    let page = try read(
      "<h1>Bridge opens</h1><p>3 June 2021 – Updated 5 June 2021</p>\(text)"
    )
    #expect(page.first(.datePublished)?.value == "2021-06-03")
    #expect(page.first(.dateModified)?.value == "2021-06-05")
  }

  @Test(
    arguments: [
      "https://example.org/2021/06/03/bridge", "https://example.org/bridge-2021-06-03.html",
      "https://example.org/A2021060308150001",
    ]
  )
  func `has the date in its address where it says none`(address: String) throws {
    let page = try read(text, at: address)
    #expect(page.first(.datePublished)?.value == "2021-06-03")
    #expect(page.first(.datePublished)?.basis == .url)
  }

  @Test(arguments: ["https://example.org/20211503", "https://example.org/12345678/2021/6"])
  func `has no date by chance`(address: String) throws {
    #expect(try read(text, at: address).first(.datePublished) == nil)
  }

  @Test func `has its address resolved`() throws {
    let page = try read(
      text,
      head: "<base href=\"https://example.org/news/\"><link rel=\"canonical\" href=\"../a/b.html\">"
    )
    #expect(page.first(.canonicalURL)?.value == "https://example.org/a/b.html")
    #expect(page.first(.canonicalURL)?.basis == .linkElement)
  }

  @Test func `is a copy where it names an original elsewhere`() throws {
    let page = try read(
      text,
      head: "<link rel=\"canonical\" href=\"https://first.example/a\">"
        + "<meta property=\"og:url\" content=\"https://second.example/b\">",
      at: "https://second.example/b?from=feed"
    )
    #expect(page.first(.canonicalURL)?.value == "https://second.example/b")
    #expect(page.first(.canonicalURL)?.note?.contains("https://first.example/a") == true)
  }

  @Test func `has its licence`() throws {
    let page = try read(
      "\(text)<a rel=\"license\" href=\"https://creativecommons.org/licenses/by/4.0/\">CC</a>"
    )
    #expect(page.values(.licence) == ["https://creativecommons.org/licenses/by/4.0/"])
  }

  @Test(
    arguments: [
      ("Translated from the German by Ann Lee", "de", "Ann Lee"),
      ("Traduit de l’anglais par Ana Sousa", "en", "Ana Sousa"),
    ]
  )
  func `has its original language and translator`(
    line: String,
    language: String,
    name: String
  ) throws {
    let page = try read("<h1>Bridge opens</h1>\(text)<p>\(line)</p>")
    #expect(page.values(.originalLanguage) == [language])
    #expect(page.values(.translator) == [name])
  }

  @Test func `has them from JSON-LD too`() throws {
    let page = try read(
      text,
      head: linked(
        "\"inLanguage\": \"en\", \"translator\": {\"name\": \"Ann Lee\"},"
          + "\"translationOfWork\": {\"@type\": \"Article\", \"inLanguage\": \"tr-TR\"}"
      )
    )
    #expect(page.values(.originalLanguage) == ["tr-TR"])
    #expect(page.values(.translator) == ["Ann Lee"])
  }
}

@Suite struct `Conflicts between statements` {
  private func events(_ page: Document) -> [ReaderEvent] {
    page.remarks.map(\.event).filter {
      [.conflictingDate, .conflictingTitle, .conflictingByline].contains($0)
    }
  }

  @Test func `are seen in dates`() throws {
    let page = try read(
      text,
      head: linked("\"datePublished\": \"2019-01-30\"")
        + "<meta property=\"article:published_time\" content=\"2021-06-03T08:15:00Z\">"
    )
    #expect(events(page) == [.conflictingDate])
    #expect(page.remarks.first?.detail == "2019-01-30 (json-ld), 2021-06-03 (html-meta)")
  }

  @Test func `are none where two values are one after normalisation`() throws {
    let page = try read(
      "<h1>Bridge opens</h1><p class=\"byline\">By ANN LEE</p>\(text)",
      head: linked(
        "\"headline\": \"Bridge opens\", \"datePublished\": \"2021-06-04T01:15+02:00\","
          + "\"author\": \"Ann Lee\""
      ) + "<meta property=\"article:published_time\" content=\"Thu, 03 Jun 2021 23:15:00 GMT\">"
    )
    #expect(events(page) == [])
  }
}
