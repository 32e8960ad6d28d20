import Stemma
import StemmaReports
import Synchronization
import Testing

@testable import StemmaDesk

private let article = """
  Port reopens after storm, harbour master says

  The port of Valmora reopened on Monday for the first time in more 12 days old.

  Leave a Reply

  """

@Suite struct `The reviewer's desk` {
  @Test func `lets in whoever has the token, then the cookie, and nobody else`() async throws {
    let asking = try await Asking(["port.txt": article])
    func answer(token: String?, cookies: String = "", path: String = "/") async -> DeskAnswer {
      await asking.routes.answer(
        to: DeskQuestion(
          method: "GET",
          path: path,
          token: token,
          name: nil,
          cookies: cookies,
          body: []
        )
      )
    }
    let keys = asking.routes.keys
    #expect(keys.token.utf8.count == 64)
    #expect(await answer(token: nil).status == 401)
    #expect(await answer(token: keys.session).status == 401)
    #expect(await answer(token: nil, cookies: "\(keys.cookieName)=\(keys.token)").status == 401)
    let entrance = await answer(token: keys.token)
    #expect(entrance.status == 303)
    #expect(entrance.fields.contains { $0.name == "Location" && $0.value == "/" })
    let cookie = entrance.fields.first { $0.name == "Set-Cookie" }?.value ?? ""
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
    #expect(!cookie.contains(keys.token))
    #expect(await asking.ask("GET", "/").status == 200)
    #expect(await asking.ask("GET", "/etc/passwd").status == 404)
  }

  @Test func `reads the folder once at a time`() async throws {
    let folder = SampleFolder(["port.txt": article])
    let file = ScratchFile()
    let desk = Desk(in: folder.surroundings, keeping: try DecisionStore(at: file.path))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<16 { group.addTask { try await desk.load() } }
      try await group.waitForAll()
    }
    #expect(folder.files.withLock(\.mostReadings) == 1)
    let edition = await desk.edition
    folder.files.withLock { $0.texts["tram.txt"] = article }
    try await desk.load()
    #expect(await desk.texts.count == 2)
    #expect(await desk.edition == edition + 1)
  }

  @Test func `compares the texts where there are two, as far as it says`() async throws {
    func page(of count: Int) async throws -> (text: String, notes: [String]) {
      let texts = (0..<count).map { ("\($0).txt", "Port.") }
      let asking = try await Asking(Dictionary(uniqueKeysWithValues: texts))
      let page = String(decoding: await asking.ask("GET", "/").body, as: UTF8.self)
      return (page, await asking.routes.desk.notes)
    }
    #expect(try await !page(of: 1).text.contains("compared"))
    #expect(try await page(of: 2).text.contains("compared"))
    let many = try await page(of: Desk.maximumCompared + 1)
    #expect(!many.text.contains("compared"))
    #expect(many.notes == ["The texts are not compared: the desk compares up to 500."])
  }

  @Test func `decides about where texts part as about findings`() async throws {
    func text(_ count: String) -> String {
      """
      Ferry strike closes the port of Lunden

      The harbour workers of Lunden walked out on Monday after talks with the port failed.
      The union said that \(count) ferries had been stopped at the northern pier.
      A spokesman of the port called the strike unlawful and announced a complaint.

      """
    }
    let asking = try await Asking(["a.txt": text("24"), "b.txt": text("25")])
    let entries = await asking.routes.desk.entries
    let divergence = try #require(entries.first { $0.entry.rule == "cmp.number" })
    let answer = await asking.decide(
      divergence.identifier,
      "rejected",
      #", "reason": "both count""#
    )
    #expect(answer.json?["decisions"]?.elements?.count == 1)
    #expect(answer.json?["findings"]?.integer == entries.count)
    #expect(asking.folder.files.withLock { $0.reasons } == [divergence.entry: "both count"])
    #expect(await asking.ask("POST", "/api/undo", #"{"seen": 1}"#).status == 200)
    #expect(asking.folder.files.withLock { $0.known.isEmpty })
    // A run that died between decision and baseline is put right by the next.
    #expect(await asking.decide(divergence.identifier, "postponed").status == 200)
    asking.folder.files.withLock { _ = $0.known.insert(divergence.entry) }
    try await asking.routes.desk.load()
    #expect(asking.folder.files.withLock { $0.known.isEmpty })
  }

  @Test func `writes what is rejected into the baseline, with the reason, and takes it back`()
    async throws
  {
    let asking = try await Asking(["port.txt": article])
    let finding = await asking.finding(of: "comment-form")
    #expect(await asking.decide(finding, "rejected").status == 422)
    #expect(await asking.decide(finding, "rejected", #", "reason": "  ""#).status == 422)
    let rejected = await asking.decide(finding, "rejected", #", "reason": "our own form""#)
    #expect(rejected.status == 200)
    #expect(asking.folder.files.withLock { Array($0.reasons.values) } == ["our own form"])
    let revision = rejected.json?["revision"]?.integer ?? 0
    #expect(await asking.ask("POST", "/api/undo", #"{"seen": \#(revision)}"#).status == 200)
    #expect(asking.folder.files.withLock { $0.known.isEmpty })
  }

  @Test func `decides about what the page shows, or says that the texts were read anew`()
    async throws
  {
    let asking = try await Asking(["port.txt": article])
    let finding = await asking.finding(of: "comment-form")
    let body = #"{"finding": "\#(finding)", "edition": 0, "seen": 0, "verdict": "accepted"}"#
    let late = await asking.ask("POST", "/api/decide", body)
    #expect(late.status == 409)
    #expect(late.json?["problem"]?.string == "The texts were read anew in between.")
    #expect(await asking.decide("none", "accepted").status == 422)
  }

  @Test func `says which dropped text it lets go`() async throws {
    let asking = try await Asking([:])
    for i in 0...Desk.maximumDropped {
      #expect(await asking.ask("POST", "/api/texts", "Port.\n", name: "\(i).txt").status == 201)
    }
    #expect(await asking.routes.desk.notes.map { $0.prefix(14) } == ["0.txt is let g"])
  }

  @Test func `leaves to the baseline what it knew before`() async throws {
    let asking = try await Asking(["port.txt": article])
    let finding = await asking.finding(of: "comment-form")
    let text = try #require(await asking.routes.desk.texts.first)
    let place = text.report.findings.firstIndex { $0.identifier == finding }
    let entry = text.entries[try #require(place)]
    asking.folder.files.withLock { _ = $0.known.insert(entry) }
    try await asking.routes.desk.load()
    #expect(await asking.ask("GET", "/api/state").json?["known"]?.elements?.count == 1)
    #expect(await asking.decide(finding, "accepted").status == 200)
    #expect(asking.folder.files.withLock { $0.known.isEmpty })
    #expect(await asking.ask("POST", "/api/undo", #"{"seen": 1}"#).status == 200)
    #expect(asking.folder.files.withLock { $0.known } == [entry])
  }

  @Test func `refuses what was decided without seeing what another tab did`() async throws {
    let asking = try await Asking(["port.txt": article])
    let finding = await asking.finding(of: "than-lost-after-more")
    #expect(await asking.decide(finding, "accepted").status == 200)
    let late = await asking.decide(finding, "postponed")
    #expect(late.status == 409)
    let held = late.json?["state"]?["decisions"]?.elements?.first
    #expect(held?["verdict"]?.string == "accepted")
    let seen = held?["revision"]?.integer ?? 0
    #expect(await asking.decide(finding, "postponed", seen: seen).status == 200)
    #expect(await asking.ask("POST", "/api/undo", #"{"seen": \#(seen)}"#).status == 409)
    try await asking.routes.desk.load()
    let old = #"{"finding": "\#(finding)", "edition": 1, "seen": 0, "verdict": "open"}"#
    #expect(await asking.ask("POST", "/api/decide", old).status == 409)
  }

  @Test func `writes cleaned text as was decided`() async throws {
    let asking = try await Asking(["port.txt": article])
    let undecided = await asking.ask("GET", "/api/text/port").json?["text"]?.string
    #expect(undecided == article.replacing("\n\nLeave a Reply\n", with: "\n"))
    _ = await asking.decide(
      await asking.finding(of: "comment-form"),
      "rejected",
      #", "reason": "x""#
    )
    let finding = await asking.finding(of: "than-lost-after-more")
    _ = await asking.decide(finding, "accepted")
    let suggested = await asking.ask("GET", "/api/text/port").json?["text"]?.string
    #expect(suggested?.contains("in more than 12 days old.\n\nLeave a Reply\n") == true)
    _ = await asking.decide(finding, "accepted", seen: 2, #", "suggestion": "over a dozen""#)
    #expect(await asking.ask("POST", "/api/write", #"{"text": "port"}"#).status == 201)
    let written = asking.folder.files.withLock { $0.cleaned["port.txt"] }
    #expect(written?.contains("in over a dozen days old.\n\nLeave a Reply\n") == true)
  }

  @Test func `keeps decisions when lines move`() async throws {
    let asking = try await Asking(["port.txt": article])
    _ = await asking.decide(await asking.finding(of: "than-lost-after-more"), "postponed")
    let added = String(repeating: "The sea was calm on the day of the festival.\n\n", count: 40)
    asking.folder.files.withLock { $0.texts["port.txt"] = added + article }
    #expect(await asking.ask("POST", "/api/reload", "{}").status == 200)
    let moved = await asking.finding(of: "than-lost-after-more")
    let decisions = await asking.ask("GET", "/api/state").json?["decisions"]?.elements
    #expect(decisions?.map { $0["finding"]?.string } == [moved])
  }

  @Test func `checks a text that is dropped in, and keeps it only when asked`() async throws {
    let asking = try await Asking(["port.txt": article])
    let text = "Talks with {{name}} resumed.\n"
    for name in ["", "../a.txt", "a/b", ".hidden", "a\u{0}b", "port.txt"] {
      #expect(await asking.ask("POST", "/api/texts", text, name: name).status == 422, "\(name)")
    }
    let dropped = await asking.ask("POST", "/api/texts", text, name: "talks")
    let siglum = try #require(dropped.json?["text"]?.string)
    #expect(asking.folder.files.withLock { $0.texts.count } == 1)
    let finding = await asking.finding(of: "unfilled-placeholder")
    #expect(await asking.decide(finding, "postponed").status == 200)
    #expect(await asking.ask("POST", "/api/keep", #"{"text": "\#(siglum)"}"#).status == 200)
    #expect(asking.folder.files.withLock { $0.texts["talks.txt"] } == text)
    #expect(await asking.ask("GET", "/api/state").json?["decisions"]?.elements?.count == 1)
    for i in 0...Desk.maximumDropped {
      #expect(await asking.ask("POST", "/api/texts", text, name: "t\(i)").status == 201)
    }
    #expect(await asking.routes.desk.texts.count == 2 + Desk.maximumDropped)
  }

  @Test func `shows the report's page with its own files beside`() {
    let page = """
      <head><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; \
      script-src 'sha256-x'; form-action 'none'"><title>a</title></head><body></body>
      """
    let live = LivePage(of: Array(page.utf8), edition: 7)
    let html = String(decoding: live.html, as: UTF8.self)
    #expect(!html.contains("Content-Security-Policy"))
    #expect(html.contains(#"content="7""#) && html.contains(#"src="/desk.js""#))
    #expect(
      live.policy == "default-src 'none'; script-src 'sha256-x' 'self'; form-action 'none'; "
        + "style-src 'self'; connect-src 'self'; frame-ancestors 'none'"
    )
  }
}
