import Foundation
import Testing

/// A line that `story-pointer` flags and takes out, and words that `misspelt-word` flags.
private let article = """
  Port reopens after storm, harbour master says

  The port of Valmora reopened on Monday after a storm kept ships at sea for two days.

  Leave a Reply

  """

@Suite struct `Settings in a folder` {
  @Test func `hold for the files below, the nearest alone`() throws {
    let folder = try Folder()
    try folder.file(".stemma.yml", "disable: [boilerplate]\n")
    try folder.file("news/.stemma.yml", "fail-on: major\n")
    try folder.file("a.txt", article)
    try folder.file("news/b.txt", article)
    let check = try stemma("check", ".", in: folder.url)
    #expect(!check.text.contains("a.txt:"))
    #expect(check.text.contains("b.txt:5:1"))
    #expect(check.status == 0, "\(check.text) \(check.complaints)")
    let plain = try stemma("check", "--no-config", ".", in: folder.url)
    #expect(plain.text.contains("a.txt:5:1"))
    #expect(plain.status == 1)
    let given = try stemma("check", "--config", "news/.stemma.yml", ".", in: folder.url)
    #expect(given.text.contains("a.txt:5:1"))
    #expect(given.status == 0)
    let flagged = try stemma("check", "--fail-on", "minor", "news", in: folder.url)
    #expect(flagged.status == 1)
  }

  @Test func `hold for cleaning too, and for verifying what was cleaned`() throws {
    let folder = try Folder()
    try folder.file(
      ".stemma.yml",
      "ignore:\n  - {text: Leave a Reply, files: in/a.txt, because: it is a title}\n"
    )
    try folder.file("in/a.txt", article)
    try folder.file("in/b.txt", article)
    let clean = try stemma("clean", "in", "--output", "out", in: folder.url)
    #expect(clean.status == 0, "\(clean.complaints)")
    #expect(try folder.contents(of: "out/a.txt") == article)
    #expect(!(try folder.contents(of: "out/b.txt").contains("Leave")))
    #expect(try folder.contents(of: "out/report.json").contains(#""settings": ""#))
    let verify = try stemma("verify", "out/report.json", "--rerun", in: folder.url)
    #expect(verify.status == 0, "\(verify.text) \(verify.complaints)")
  }

  @Test func `are looked for up to the top of the repository`() throws {
    let folder = try Folder()
    try folder.file(".stemma.yml", "disable: boilerplate\n")
    try folder.file("repository/.git/HEAD", "")
    try folder.file("repository/a.txt", article)
    try folder.file("other/a.txt", article)
    #expect(try stemma("check", "repository", in: folder.url).status == 1)
    #expect(try stemma("check", "other", in: folder.url).status == 0)
    #expect(try stemma("check", "a.txt", in: folder.url.appending(path: "other")).status == 0)
  }

  @Test func `that extend others add to them, and tell circles`() throws {
    let folder = try Folder()
    try folder.file(".stemma.yml", "disable: boilerplate\n")
    try folder.file("news/.stemma.yml", "extends: ../.stemma.yml\nfail-on: major\n")
    try folder.file("news/a.txt", article)
    #expect(try stemma("check", "news", in: folder.url).text.hasPrefix("Nothing found"))
    try folder.file(".stemma.yml", "extends: news/.stemma.yml\n")
    let circle = try stemma("check", "news", in: folder.url)
    #expect(circle.status == 2)
    #expect(circle.complaints.contains(".stemma.yml:1:10: The files extend each other in a circle"))
    try folder.file(".stemma.yml", "\nextends: none.yml\n")
    let missing = try stemma("check", "news", in: folder.url)
    #expect(missing.complaints.contains(".stemma.yml:2:10: There is no file ‘none.yml’."))
  }

  @Test func `that are wrong end the command before it starts`() throws {
    let folder = try Folder()
    try folder.file("news/.stemma.yml", "fail-on: minor\nignroe: []\n")
    try folder.file("news/a.txt", article)
    let check = try stemma("check", "news", in: folder.url)
    #expect(check.status == 2)
    #expect(check.text.isEmpty)
    #expect(check.complaints.contains("news/.stemma.yml:2:1: ‘ignroe’ is not a key"))
    try folder.file("news/.stemma.yml", "disable: [boilerplte]\n")
    let unknown = try stemma("check", "news", in: folder.url)
    #expect(unknown.status == 2)
    #expect(
      unknown.complaints.contains("news/.stemma.yml:1:11: No rule or pack is called ‘boilerplte’.")
    )
    #expect(unknown.complaints.contains("Did you mean ‘boilerplate’?"))
  }

  @Test func `tell an ignore that nothing needs, once all it is about was read`() throws {
    let folder = try Folder()
    try folder.file(
      ".stemma.yml",
      """
      ignore:
        - {text: Leave a Reply, because: it is a title}
        - {files: news/*, text: Subscribe now, because: it is a name}
        - {files: old/gone.txt, because: it is old}
      """
    )
    try folder.file("news/a.txt", article)
    try folder.file("other.txt", "A quiet day at the port.\n")
    // Of files that were not read nothing is said.
    #expect(try stemma("check", "other.txt", in: folder.url).status == 0)
    let news = try stemma("check", "news", in: folder.url)
    #expect(news.text.contains(".stemma.yml:3:5: minor unused-ignore"), "\(news.text)")
    #expect(!news.text.contains(".stemma.yml:2:"))
    let explained = try stemma("check", "--explain", "news", in: folder.url)
    #expect(
      explained.text.contains("why: What an ignore was written for is gone"),
      "\(explained.text)"
    )
    #expect(news.status == 1)
    let all = try stemma("check", "--format", "ndjson", ".", in: folder.url)
    #expect(all.text.components(separatedBy: "unused-ignore").count == 3, "\(all.text)")
    // With other rules than usual nothing can be said.
    let some = try stemma("check", "--disable", "boilerplate", ".", in: folder.url)
    #expect(!some.text.contains("unused-ignore"))
  }

  @Test func `tell an ignore that nothing needs, whatever the folder is called`() throws {
    let folder = try Folder()
    let made = try run(
      named: "sh",
      "-c",
      """
      d=$(printf 'd\\377'); mkdir "$d" || exit 0
      printf 'ignore:\\n  - {text: Subscribe now, because: it is a name}\\n' > "$d/.stemma.yml"
      printf 'A quiet day at the port.\\n' > "$d/a.txt"
      "$STEMMA" check --format sarif "$d"
      """,
      in: folder.url,
      environment: ["STEMMA": builtProduct("stemma").path]
    )
    // Some file systems have no such names.
    guard !made.output.isEmpty else { return }
    #expect(made.status == 1, "\(made.complaints)")
    #expect(made.text.contains(#""text": "An ignore in a file of settings is not needed.""#))
  }

  @Test func `name a rule wherever it is in force, whatever comes first`() throws {
    let folder = try Folder()
    try folder.file("a/.stemma.yml", "fail-on: minor\n")
    try folder.file("a/a.txt", "A quiet day at the port.\n")
    try folder.file("b/.stemma.yml", "rules: packs\n")
    try folder.file(
      "b/packs/own/pack.yml",
      """
      name: own
      version: 2026.11.1
      licence: Apache-2.0
      maintainer: Nobody
      kind: mt
      summary: A pack.
      """
    )
    try folder.file(
      "b/packs/own/zorblax.yml",
      """
      id: zorblax
      version: 1
      summary: A word that is none.
      why: Nobody knows it.
      mqm: style
      its: style
      severity: minor
      match:
        phrases: [zorblax]
      remedy: none
      message: ‘{match}’ is no word.
      examples:
        - flags: The ⟦zorblax⟧ was quiet.
        - allows: The port was quiet.
      """
    )
    try folder.file("b/b.txt", "The zorblax was quiet.\n")
    for order in [["a", "b"], ["b", "a"]] {
      let check = try stemma("check", "--explain", order[0], order[1], in: folder.url)
      #expect(check.text.contains("Nobody knows it."), "\(check.text) \(check.complaints)")
    }
  }

  @Test func `are shown with the place of each value`() throws {
    let folder = try Folder()
    try folder.file(".stemma.yml", "fail-on: major\ndisable: [spanish]\n")
    try folder.file("news/.stemma.yml", "extends: ../.stemma.yml\n")
    try folder.file("news/a.txt", article)
    let config = try stemma(
      "config",
      "--show",
      "news/a.txt",
      "--disable",
      "story-pointer",
      in: folder.url
    )
    #expect(config.status == 0, "\(config.complaints)")
    #expect(
      config.text.hasPrefix(
        "# news/a.txt\n# settings: news/.stemma.yml, which extends .stemma.yml\n"
      )
    )
    #expect(config.text.contains("fail-on: major"))
    #expect(config.text.contains("# .stemma.yml:1:10"))
    #expect(config.text.contains("# --disable"))
    let off = try stemma("config", "--no-config", "--show", "news/a.txt", in: folder.url)
    #expect(off.text.contains("# no file of settings"))
    #expect(off.text.contains("fail-on: minor"))
  }

  @Test func `that a hostile hand wrote end in a message`() throws {
    let folder = try Folder()
    try folder.file("a.txt", article)
    for yaml in [
      "extends: ../../../../etc/passwd\n", "rules: ../../../..\n", "baseline: a.txt\n",
      "\u{FEFF}fail-on: \u{202E}minor\n", "ignore: {}\n", "? [a, b]\n: c\n", "\0",
    ] {
      try folder.file(".stemma.yml", yaml)
      let check = try stemma("check", "a.txt", in: folder.url)
      #expect(check.status == 2, "\(yaml): \(check.text) \(check.complaints)")
      #expect(!check.complaints.isEmpty)
    }
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent(".stemma.yml"))
    #expect(mkfifo(folder.url.appendingPathComponent(".stemma.yml").path, 0o600) == 0)
    #expect(try stemma("check", "a.txt", in: folder.url).status == 1)
  }
}

@Suite struct `A baseline that lives` {
  @Test func `keeps reasons, and what it knows of other files`() throws {
    let folder = try Folder()
    try folder.file("a.txt", article)
    try folder.file("b.txt", article)
    #expect(
      try stemma("baseline", "write", ".", "--because", "first look", in: folder.url).status == 0
    )
    let first = try folder.contents(of: ".stemma-baseline.json")
    #expect(
      first.hasPrefix("{\n \"baseline\": \"stemma-baseline/1\",\n \"findings\": [\n"),
      "\(first)"
    )
    #expect(first.split(separator: "\n").count { $0.contains(#""because": "first look""#) } == 2)
    try folder.file("a.txt", "A line in front.\n\n" + article + "\nShare this story on Facebook\n")
    #expect(
      try stemma("baseline", "write", "a.txt", "--because", "second", in: folder.url).status == 0
    )
    let second = try folder.contents(of: ".stemma-baseline.json")
    #expect(second.components(separatedBy: "first look").count == 3, "\(second)")
    #expect(second.contains("second") && second.contains(#""file": "b.txt""#))
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("b.txt"))
    #expect(try stemma("baseline", "write", ".", in: folder.url).status == 0)
    #expect(!(try folder.contents(of: ".stemma-baseline.json").contains("b.txt")))
  }

  @Test func `knows files from its own folder on, from wherever it is asked`() throws {
    let folder = try Folder()
    try folder.file("news/a.txt", article)
    #expect(try stemma("baseline", "write", ".", in: folder.url).status == 0)
    let inner = folder.url.appending(path: "news")
    #expect(try stemma("check", "a.txt", in: inner).status == 0)
    #expect(try stemma("check", inner.path + "/a.txt", in: URL(filePath: "/")).status == 1)
    let given = try stemma(
      "check",
      "--baseline",
      folder.url.path + "/.stemma-baseline.json",
      inner.path + "/a.txt",
      in: URL(filePath: "/")
    )
    #expect(given.status == 0, "\(given.text)")
  }

  @Test func `can be named by settings`() throws {
    let folder = try Folder()
    try folder.file("news/.stemma.yml", "baseline: known.json\n")
    try folder.file("news/a.txt", article)
    try folder.file("b.txt", article)
    #expect(try stemma("baseline", "write", "news", in: folder.url).status == 0)
    #expect(try folder.contents(of: "news/known.json").contains(#""file": "a.txt""#))
    #expect(try stemma("check", "news", in: folder.url).status == 0)
    #expect(try stemma("check", "b.txt", in: folder.url).status == 1)
  }

  @Test func `fails on what is gone, where that is asked for`() throws {
    let folder = try Folder()
    try folder.file("a.txt", article)
    try folder.file("b.txt", article)
    #expect(try stemma("baseline", "write", ".", in: folder.url).status == 0)
    try folder.file("a.txt", "Nothing here now.\n")
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("b.txt"))
    #expect(try stemma("check", ".", in: folder.url).status == 0)
    let strict = try stemma("check", "--strict-baseline", ".", in: folder.url)
    #expect(strict.status == 1)
    #expect(strict.complaints.contains("a.txt: gone: "), "\(strict.complaints)")
    #expect(strict.complaints.contains("b.txt: gone: "))
    // What was not read may still be there.
    let other = try stemma("check", "--strict-baseline", "a.txt", in: folder.url)
    #expect(other.complaints.contains("a.txt: gone: "))
    #expect(!other.complaints.contains("b.txt: gone: "))
  }

  @Test func `that is named must be there`() throws {
    let folder = try Folder()
    try folder.file("a.txt", article)
    #expect(try stemma("check", "--baseline", "none.json", "a.txt", in: folder.url).status == 2)
  }
}
