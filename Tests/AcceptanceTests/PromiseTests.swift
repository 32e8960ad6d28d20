import Foundation
import Testing

@Suite struct `What the command promises` {
  private let page = """
    <!DOCTYPE html><html lang="en"><head><meta charset="iso-8859-1"><title>Port reopens</title></head>
    <body><h1>Port reopens</h1><p>The port of Valmora reopened on Monday – after a storm.</p>
    <p>Ships at sea is observe to wait.</p><p>Subscribe to our newsletter</p></body></html>

    """

  @Test func `gives the same bytes whatever the seeds of hashing, and in any order of options`()
    throws
  {
    let folder = try Folder()
    try folder.file("page.html", page)
    let arguments = ["clean", "--format", "json", "page.html", "--drop-datelines"]
    let program = builtProduct("stemma").path
    let first = try run(named: program, arguments: arguments, in: folder.url)
    #expect(first.status == 0, "\(first.complaints)")
    for _ in 0..<3 {
      #expect(try run(named: program, arguments: arguments, in: folder.url).output == first.output)
    }
    let fixed = try run(
      named: program,
      arguments: arguments,
      in: folder.url,
      environment: ["SWIFT_DETERMINISTIC_HASHING": "1"]
    )
    #expect(fixed.output == first.output)
    let turned = try run(
      named: program,
      arguments: ["clean", "--drop-datelines", "page.html", "--format=json"],
      in: folder.url
    )
    #expect(turned.output == first.output)
  }

  @Test
  func `makes a report that verifies and can be made afresh, though the page lies about itself`()
    throws
  {
    let folder = try Folder()
    try folder.file("page.html", page)
    try folder.file("cut.html", "<p>One.</p><!-- <p>Two.</p>")
    try folder.file("control.txt", "One\u{1B}[31m two\0.\u{92}\n")
    try folder.file("deep.html", String(repeating: "<div>", count: 600) + "in<p>after")
    let clean = try stemma("clean", ".", "--output", "out", in: folder.url)
    #expect(clean.status == 0, "\(clean.complaints)")
    #expect(try folder.contents(of: "out/control.txt") == "One two.’\n")
    let verify = try stemma("verify", "--rerun", "out/report.json", in: folder.url)
    #expect(verify.status == 0, "\(verify.text)")
  }

  @Test func `says what a limit left out, and makes the same of it again`() throws {
    let folder = try Folder()
    try folder.file("many.txt", String(repeating: "It was the the end.\n\n", count: 30))
    let check = try stemma("check", "--max-findings", "4", "many.txt", in: folder.url)
    #expect(check.text.contains("more than 4 findings"))
    let clean = try stemma(
      "clean",
      "--max-findings",
      "4",
      "--output",
      "out",
      "many.txt",
      in: folder.url
    )
    #expect(clean.status == 0, "\(clean.complaints)")
    #expect(try folder.contents(of: "out/report.json").contains(#""max-findings": 4"#))
    let verify = try stemma("verify", "--rerun", "out/report.json", in: folder.url)
    #expect(verify.status == 0, "\(verify.text)")
    #expect(try stemma("check", "--max-depth", "0", "many.txt", in: folder.url).status == 2)
  }

  @Test(arguments: [
    ("input", "many.txt", "Monday", "Sunday"),
    ("output", "out/many.txt", "Monday", "Sunday"),
    ("edit", "out/report.json", "Leave a Reply", "Leave a Raply"),
    ("digest", "out/report.json", #""content": ""#, #""content": "0"#),
    ("rules", "out/report.json", #""ruleset": {"#, #""ruleset": { "#),
  ])
  func `does not verify once something was tampered with`(
    what: String,
    file: String,
    old: String,
    new: String
  ) throws {
    let folder = try Folder()
    try folder.file("many.txt", "Port reopens\n\nThe port reopened on Monday.\n\nLeave a Reply\n")
    #expect(try stemma("clean", "--output", "out", "many.txt", in: folder.url).status == 0)
    #expect(try stemma("verify", "out/report.json", in: folder.url).status == 0)
    if what == "rules" {
      // Other rules than those of the report, and not a byte of it changed.
      let verify = try stemma(
        "verify",
        "--disable",
        "doubled-word",
        "out/report.json",
        in: folder.url
      )
      #expect(verify.status == 2)
      #expect(verify.text.contains("The rules in force are not those of the report"))
      return
    }
    let text = try folder.contents(of: file)
    let changed = text.replacing(old, with: new)
    #expect(changed != text, "\(what) has \(old)")
    try folder.file(file, changed)
    #expect(try stemma("verify", "out/report.json", in: folder.url).status == 2)
  }

  @Test func `reads a report of an older program, and refuses one of a newer form`() throws {
    let folder = try Folder()
    try folder.file("one.txt", "The port reopened on Monday.\n")
    #expect(try stemma("clean", "--output", "out", "one.txt", in: folder.url).status == 0)
    let report = try folder.contents(of: "out/report.json")
    try folder.file(
      "out/report.json",
      report.replacing("stemma-report/1.0", with: "stemma-report/2.0")
    )
    let verify = try stemma("verify", "out/report.json", in: folder.url)
    #expect(verify.status == 2)
    #expect(verify.complaints.contains("only stemma-report/1.0 is known"))
  }
}
