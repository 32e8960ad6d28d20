import Foundation
import Testing

@Suite struct `The command` {
  private let article = """
    Port reopens after storm, harbour master says

    The port of Valmora reopened on Monday after a storm kept ships at sea for two days.

    Harbour master Ines Duarte said that the last of the waiting ships would berth by evening.

    Leave a Reply

    """

  @Test func `flags boilerplate, and says where and why`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    let check = try stemma("check", "--fail-on", "neutral", "port.txt", in: folder.url)
    #expect(check.status == 1)
    #expect(check.text.contains("port.txt:7:1"))
    #expect(check.text.contains("Leave a Reply"))
    #expect(!check.text.contains("\u{1B}"))
  }

  @Test func `prints the cleaned text of one file`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    let clean = try stemma("clean", "port.txt", in: folder.url)
    #expect(clean.status == 0)
    #expect(clean.text == article.replacing("\n\nLeave a Reply\n", with: "\n"))
  }

  @Test func `reads standard input`() throws {
    let clean = try stemma("clean", "-", input: Array(article.utf8))
    #expect(clean.status == 0)
    #expect(!clean.text.contains("Leave a Reply"))
  }

  @Test func `writes cleaned texts and a report that verifies`() throws {
    let folder = try Folder()
    try folder.file("in/port.txt", article)
    try folder.file("in/more/port.txt", "Quiet day at the port.\n")
    let clean = try stemma("clean", "in", "--output", "out", in: folder.url)
    #expect(clean.status == 0, "\(clean.complaints)")
    #expect(try folder.contents(of: "out/port.txt").hasSuffix("by evening.\n"))
    #expect(try folder.contents(of: "out/port-2.txt") == "Quiet day at the port.\n")
    let verify = try stemma("verify", "out/report.json", "--rerun", in: folder.url)
    #expect(verify.status == 0, "\(verify.text) \(verify.complaints)")
  }

  @Test func `finds a changed input and a changed edit`() throws {
    let folder = try Folder()
    let input = try folder.file("port.txt", article)
    #expect(try stemma("clean", "port.txt", "--output", "out", in: folder.url).status == 0)
    let report = try folder.contents(of: "out/report.json")
    try folder.file("out/report.json", report.replacing("Leave a Reply", with: "Leave a Raply"))
    #expect(try stemma("verify", "out/report.json", in: folder.url).status == 2)
    try folder.file("out/report.json", report)
    #expect(try stemma("verify", "out/report.json", in: folder.url).status == 0)
    try Data(article.replacing("Monday", with: "Sunday").utf8).write(to: input)
    #expect(try stemma("verify", "out/report.json", in: folder.url).status == 2)
  }

  @Test func `rewrites a file in place once, keeping its mode`() throws {
    let folder = try Folder()
    let file = try folder.file("port.txt", article)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    #expect(try stemma("clean", "--in-place", "port.txt", in: folder.url).status == 0)
    #expect(try folder.contents(of: "port.txt").hasSuffix("by evening.\n"))
    let first = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(first[.posixPermissions] as? Int == 0o640)
    #expect(try stemma("clean", "--in-place", "port.txt", in: folder.url).status == 0)
    let second = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(first[.systemFileNumber] as? UInt64 == second[.systemFileNumber] as? UInt64)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["port.txt"])
  }

  @Test func `answers a usage error with 2 and the nearest right word`() throws {
    let wrong = try stemma("check", "--fial-on", "minor", "x.txt")
    #expect(wrong.status == 2)
    #expect(wrong.complaints.contains("--fail-on"))
    #expect(try stemma("check").status == 2)
    #expect(try stemma("--help").status == 0)
  }

  @Test func `refuses an encoding that nobody knows instead of guessing`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    let unknown = try stemma("check", "--charset", "utf-99", "port.txt", in: folder.url)
    #expect(unknown.status == 2)
    #expect(unknown.complaints.contains("utf-99"))
    let known = try stemma("clean", "--charset", "latin1", "port.txt", in: folder.url)
    #expect(known.status == 0)
    #expect(try stemma("stream", "--max-bytes", "0").status == 2)
  }

  @Test(
    arguments: [
      ("english", "looks like en, pt-BR or zh-Hant"), ("en_US", "Did you mean ‘en-US’?"),
      ("xx", "‘xx’ is the code of no language"), ("en-", "is no BCP 47 tag"),
      ("en-US-GB", "no script, region or variant"), ("qqx", "is the code of no language"),
      ("", "is no BCP 47 tag"), ("en-x", "no script, region or variant"),
    ]
  )
  func `refuses a language that is none`(language: String, complaint: String) throws {
    let check = try stemma("check", "--language", language, "-", input: Array(article.utf8))
    #expect(check.status == 2)
    #expect(check.complaints.contains(complaint), "\(check.complaints)")
  }

  @Test(
    arguments: [
      ("en", "en"), ("PT-br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("yue", "yue"),
      ("zh-yue-HK", "zh-yue-HK"), ("sl-rozaj-biske", "sl-rozaj-biske"), ("es-419", "es-419"),
      ("de-1996-x-Mine", "de-1996-x-mine"),
    ]
  )
  func `takes a language in any case`(language: String, tag: String) throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    let clean = try stemma(
      "clean",
      "--format",
      "json",
      "--language",
      language,
      "port.txt",
      in: folder.url
    )
    #expect(clean.text.contains("\"language\": \"\(tag)\""), "\(clean.complaints)")
  }

  @Test func `keeps the byte-order mark of a file that it rewrites in place`() throws {
    let folder = try Folder()
    try folder.file("port.txt", "\u{FEFF}" + article)
    for _ in 1...2 {
      #expect(try stemma("clean", "--in-place", "port.txt", in: folder.url).status == 0)
      let bytes = try Data(contentsOf: folder.url.appendingPathComponent("port.txt"))
      #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF, UInt8(ascii: "P")]))
      #expect(bytes.count == article.utf8.count + 3 - "\n\nLeave a Reply".utf8.count)
    }
  }

  @Test func `takes - for standard output`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    let clean = try stemma("clean", "port.txt", "--output", "-", in: folder.url)
    #expect(clean.status == 0)
    #expect(clean.text.hasSuffix("by evening.\n"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["port.txt"])
    let stream = try stemma(
      "stream",
      "--emit",
      "cleaned",
      "--output",
      "-",
      input: Array(#"{"id": 1, "text": "x"}"#.utf8)
    )
    #expect(stream.text == "{\"id\":1,\"cleaned\":\"x\"}\n")
  }

  @Test func `reports what cannot be read and does the rest`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    let check = try stemma("check", "none.txt", "port.txt", "--fail-on", "neutral", in: folder.url)
    #expect(check.status == 2)
    #expect(check.complaints.contains("none.txt: no such file or folder."))
    #expect(check.text.contains("port.txt:7:1"))
  }

  @Test func `reads an empty file as an empty text with a report`() throws {
    let folder = try Folder()
    try folder.file("empty.txt", "")
    #expect(try stemma("check", "empty.txt", in: folder.url).status == 0)
    let clean = try stemma("clean", "--format", "json", "empty.txt", in: folder.url)
    #expect(clean.status == 0)
    #expect(clean.text.contains("\"bytes\": 0"))
  }

  @Test func `is not led astray by links that loop`() throws {
    let folder = try Folder()
    try folder.file("a/port.txt", article)
    let loop = folder.url.appendingPathComponent("a/loop").path
    try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: "../a")
    let knot = folder.url.appendingPathComponent("knot").path
    try FileManager.default.createSymbolicLink(atPath: knot, withDestinationPath: "knot")
    #expect(try stemma("check", "--fail-on", "critical", "a", in: folder.url).status == 0)
    let check = try stemma("check", "knot", in: folder.url)
    #expect(check.status == 2)
    #expect(check.complaints.contains("loop"))
  }

  @Test func `refuses an input over the limit with the flag to raise it`() throws {
    let folder = try Folder()
    try folder.file("port.txt", article)
    let check = try stemma("check", "--max-bytes", "100", "port.txt", in: folder.url)
    #expect(check.status == 2)
    #expect(check.complaints.contains("--max-bytes"))
  }

  @Test func `says that a full device is an error, and ends quietly when the reader is gone`()
    throws
  {
    let folder = try Folder()
    try folder.file("port.txt", article)
    let program = builtProduct("stemma").path
    let full = try run(named: "sh", "-c", "'\(program)' clean port.txt > /dev/full", in: folder.url)
    #expect(full.status == 2)
    #expect(full.complaints.contains("no space is left"))
    let many = (0..<300).map { _ in "port.txt" }.joined(separator: " port.txt ./")
    let closed = try run(
      named: "bash",
      "-c",
      "set -o pipefail; '\(program)' check --fail-on critical \(many) | true; echo \"${PIPESTATUS[0]}\"",
      in: folder.url
    )
    #expect(closed.complaints.isEmpty)
  }

  @Test func `names a file whose name is not UTF-8, without raw control characters`() throws {
    let folder = try Folder()
    let check = try run(
      named: "bash",
      "-c",
      "printf 'x' > $'a\\xff\\e[31m.txt'; '\(builtProduct("stemma").path)' check $'a\\xff\\e[31m.txt' none$'\\e'.txt",
      in: folder.url
    )
    #expect(check.status == 2)
    #expect(!check.text.contains("\u{1B}") && !check.complaints.contains("\u{1B}"))
    #expect(check.complaints.split(separator: "\n").count == 1, "\(check.complaints)")
  }

  @Test func `answers a stream in order, one bad record one error`() throws {
    let lines = [
      #"{"id": "a", "text": "Body text.\n\nLeave a Reply\n"}"#,
      "no json",
      #"{"id": 7, "html": "<p>One</p><p>Two</p>"}"#,
      #"{"id": "c"}"#,
      #"{"id": "d", "base64": "Q2Fm6Q==", "mediaType": "text/plain", "charset": "latin1"}"#,
    ]
    let stream = try stemma(
      "stream",
      "--emit",
      "cleaned",
      input: Array(lines.joined(separator: "\n").utf8)
    )
    #expect(stream.status == 0, "\(stream.complaints)")
    let answers = stream.text.split(separator: "\n")
    #expect(answers.count == 5)
    guard answers.count == 5 else { return }
    #expect(answers[0].hasPrefix(#"{"id":"a","cleaned":"#))
    #expect(
      answers[1].contains(#""id":null,"error":{"code":"not-json""#) && answers[1].contains("Line 2")
    )
    #expect(answers[2] == #"{"id":7,"cleaned":"One\n\nTwo"}"#)
    #expect(answers[3].contains(#""id":"c","error""#))
    #expect(answers[4] == #"{"id":"d","cleaned":"Café"}"#)
  }

  @Test func `answers with what readers wrote, apart from the text`() throws {
    let text = "The council met on Monday and voted for the new bridge over the river."
    let html =
      "<main><p>\(text)</p><p>\(text) Again.</p><p>\(text) At last.</p>"
      + "<div id='comments'><p>I do not believe a word of it.</p></div></main>"
    let stream = try stemma(
      "stream",
      "--emit",
      "body,comments",
      input: Array("{\"id\": 1, \"html\": \"<html><body>\(html)</body></html>\"}".utf8)
    )
    #expect(stream.text.contains("\"text\":\"I do not believe a word of it.\"}]"))
    #expect(!stream.text.contains("believe a word of it.\",\"comments"))
  }

  @Test func `gives the same bytes in every locale, with any number of threads`() throws {
    let once = try stemma("clean", "--format", "json", "seeds", in: packageFolder)
    let again = try stemma(
      "clean",
      "--format",
      "json",
      "seeds",
      in: packageFolder,
      environment: ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"]
    )
    #expect(once.status == 0)
    #expect(once.output == again.output)
    let program = builtProduct("stemma").path
    let alone = try run(
      named: "taskset",
      "-c",
      "0",
      program,
      "clean",
      "--format",
      "json",
      "seeds",
      in: packageFolder
    )
    #expect(once.output == alone.output)
  }
}
