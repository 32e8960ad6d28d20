import Foundation
import Testing

@Suite struct `At a terminal` {
  private let article = """
    Harbour news

    The port of Valmora is observe the the storm for more 12 days, said a spokesperson Portuguese man, Rui \
    Duarte, and the waiting ships would berth by evening.

    Leave a Reply

    """

  /// What a run writes to a pseudo-terminal of some columns: everything, or standard error alone.
  private func shown(
    columns: Int,
    _ arguments: [String],
    in folder: Folder,
    errorsOnly: Bool = false,
    environment: [String: String] = [:]
  ) throws -> String {
    let script = """
      import fcntl, os, struct, subprocess, sys, termios
      ours, theirs = os.openpty()
      fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack('HHHH', 24, int(sys.argv[1]), 0, 0))
      out = subprocess.DEVNULL if sys.argv[2] == 'errors' else theirs
      child = subprocess.Popen(sys.argv[3:], stdin=subprocess.DEVNULL, stdout=out, stderr=theirs)
      os.close(theirs)
      while True:
        try:
          part = os.read(ours, 65536)
        except OSError:
          break
        if not part:
          break
        sys.stdout.buffer.write(part)
      child.wait()
      """
    let all = [
      "-c", script, "\(columns)", errorsOnly ? "errors" : "all", builtProduct("stemma").path,
    ]
    let usual = [
      "TERM": "xterm", "NO_COLOR": "", "TMUX": "", "TERM_PROGRAM": "", "VTE_VERSION": "",
    ]
    let invocation = try run(
      named: systemPython,
      arguments: all + arguments,
      in: folder.url,
      environment: usual.merging(environment) { $1 }
    )
    return invocation.text.replacing("\r\n", with: "\n")
  }

  @Test(arguments: [40, 80, 200])
  func `no line of findings is wider than the window`(columns: Int) throws {
    let folder = try Folder()
    try folder.file("a.txt", article)
    let text = try shown(
      columns: columns,
      ["check", "--explain", "a.txt"],
      in: folder,
      environment: ["NO_COLOR": "1"]
    )
    #expect(!text.contains("\u{1B}"))
    let details = text.split(separator: "\n").filter { $0.hasPrefix("    ") }
    #expect(details.count > 20)
    #expect(details.allSatisfy { $0.unicodeScalars.count <= columns }, "\(text)")
    #expect(text.contains("    why: "))
  }

  @Test(arguments: [40, 80, 200])
  func `no line of a comparison but a name is wider than the window`(columns: Int) throws {
    let folder = try Folder()
    for name in try FileManager.default.contentsOfDirectory(
      atPath: packageFolder.appendingPathComponent("seeds").path
    ) {
      let seed = packageFolder.appendingPathComponent("seeds/\(name)")
      try folder.file("\(name.prefix(3)).txt", String(contentsOf: seed, encoding: .utf8))
    }
    let text = try shown(
      columns: columns,
      ["collate", "000.txt", "001.txt", "002.txt", "003.txt", "004.txt"],
      in: folder,
      environment: ["NO_COLOR": "1"]
    )
    let found = text.range(of: "Who depends on whom")
    let lines = text[..<(try #require(found?.lowerBound))].split(separator: "\n")
    #expect(lines.count > 60)
    // What a progress line that was drawn over left is not there for a person to see.
    #expect(lines.allSatisfy { ($0.split(separator: "\u{1B}[K").last ?? $0).count <= columns })
    let piped = try stemma("collate", "seeds", in: packageFolder).text
    #expect(piped.split(separator: "\n").contains { $0.count > 200 })
  }

  @Test func `there is colour, unless someone does not want it`() throws {
    let folder = try Folder()
    try folder.file("a.txt", article)
    let red = "\u{1B}[31mmajor"
    #expect(try shown(columns: 80, ["check", "a.txt"], in: folder).contains(red))
    for (arguments, environment) in [
      (["check", "a.txt"], ["NO_COLOR": "1"]), (["check", "a.txt"], ["TERM": "dumb"]),
      (["check", "--color", "never", "a.txt"], [:]),
    ] {
      let plain = try shown(columns: 80, arguments, in: folder, environment: environment)
      #expect(plain.contains("major") && !plain.contains("\u{1B}"))
    }
    #expect(!(try stemma("check", "a.txt", in: folder.url).text.contains("\u{1B}")))
    #expect(try stemma("check", "--color", "always", "a.txt", in: folder.url).text.contains(red))
  }

  @Test func `names of rules lead to their pages where links are followed, and nowhere else`()
    throws
  {
    let folder = try Folder()
    try folder.file("a.txt", article)
    let arguments = ["check", "--rule-pages", "https://example.org/rules", "a.txt"]
    let link =
      "\u{1B}]8;;https://example.org/rules/doubled-word.md\u{1B}\\doubled-word\u{1B}]8;;\u{1B}\\"
    let follows = ["TERM_PROGRAM": "WezTerm"]
    #expect(try shown(columns: 80, arguments, in: folder, environment: follows).contains(link))
    #expect(!(try shown(columns: 80, arguments, in: folder).contains("\u{1B}]8")))
    let piped = try run(
      named: builtProduct("stemma").path,
      arguments: arguments,
      in: folder.url,
      environment: follows
    )
    #expect(piped.text.contains("doubled-word") && !piped.text.contains("\u{1B}"))
    let wrong = try stemma("check", "--rule-pages", "javascript:x", "a.txt", in: folder.url)
    #expect(wrong.status == 2)
  }

  @Test func `long work shows how far it is, and takes that away again`() throws {
    let folder = try Folder()
    for i in 1...150 {
      try folder.file("in/\(i).txt", String(repeating: article, count: 12))
    }
    let arguments = ["check", "--fail-on", "critical", "in"]
    let line = try shown(columns: 80, arguments, in: folder, errorsOnly: true)
    #expect(line.contains(" of 150 files, ") && line.contains(" %"))
    #expect(line.hasSuffix("\r\u{1B}[K"))
    for part in line.split(separator: "\r") {
      #expect(part.replacing("\u{1B}[K", with: "").count < 80)
    }
    let quiet = try shown(columns: 80, arguments + ["--quiet"], in: folder, errorsOnly: true)
    #expect(quiet.isEmpty)
    #expect(try stemma("check", "--fail-on", "critical", "in", in: folder.url).complaints.isEmpty)
  }
}

@Suite struct `Help for the person at the terminal` {
  @Test func `says less or more when asked to`() throws {
    let folder = try Folder()
    try folder.file("a.txt", "The the port opened.\n")
    let usual = try stemma("check", "a.txt", "b.txt", in: folder.url)
    #expect(usual.text.contains("2 findings in 1 document: 2 minor"))
    #expect(usual.text.contains("; 1 that could not be read."))
    let quiet = try stemma("check", "--quiet", "a.txt", "b.txt", in: folder.url)
    #expect(quiet.text.contains("doubled-word") && !quiet.text.contains("findings in"))
    #expect(quiet.complaints == "stemma: b.txt: no such file or folder.\n")
    let verbose = try stemma("check", "-v", "a.txt", in: folder.url)
    #expect(verbose.complaints.contains("a.txt: text/plain, UTF-8, 21 bytes; findings: 2."))
    #expect(try stemma("check", "-q", "-v", "a.txt", in: folder.url).status == 2)
  }

  @Test(arguments: [
    (["check", "--format", "jsn", "a.txt"], "Did you mean ‘json’?"),
    (["check", "--quite", "a.txt"], "Did you mean '--quiet'?"),
    (["check", "--fail-on", "mayor", "a.txt"], "Did you mean ‘major’?"),
    (["chekc", "a.txt"], "Did you mean ‘check’?"),
    (["rules", "explian"], "Did you mean ‘explain’?"),
    (["rules", "explain", "doubled-wrod"], "Did you mean ‘doubled-word’?"),
    (["check", "--disable", "typografy", "a.txt"], "Did you mean ‘typography’?"),
  ])
  func `names the nearest right word`(arguments: [String], advice: String) throws {
    let wrong = try run(named: builtProduct("stemma").path, arguments: arguments)
    #expect(wrong.status == 2)
    #expect(wrong.complaints.contains(advice), "\(wrong.complaints)")
    #expect(wrong.complaints.split(separator: "\n").count == 1)
  }

  @Test func `has examples with every command, and all commands in the manual page`() throws {
    let manual = try stemma("manual").text
    #expect(manual.hasPrefix(".TH STEMMA 1"))
    var waiting = [[String]]([[]])
    var count = 0
    while let path = waiting.popLast() {
      let help = try run(named: builtProduct("stemma").path, arguments: path + ["--help"]).text
      #expect(help.contains("Examples:"), "\(path)")
      if !path.isEmpty {
        let title = (["stemma"] + path).joined(separator: " ").replacing("-", with: "\\-")
        #expect(manual.contains(".SS \"\(title)\"\n"))
      }
      count += 1
      guard let list = help.range(of: "SUBCOMMANDS:\n") else { continue }
      for line in help[list.upperBound...].split(separator: "\n") {
        // Names stand two columns in, their descriptions further.
        guard line.hasPrefix("  "), line.dropFirst(2).first?.isLowercase == true else { continue }
        waiting.append(path + [String(line.dropFirst(2).prefix { $0 != " " })])
      }
    }
    #expect(count > 15)
  }

  @Test(arguments: [
    ("rules explain doubled-w", "doubled-word"), ("check --format sa", "sarif"),
    ("check --disable doubled-art", "doubled-article"), ("check --fail-on maj", "major"),
    ("che", "check"),
  ])
  func `is completed by bash, rules and forms too`(typed: String, word: String) throws {
    let folder = try Folder()
    let script = try stemma("--generate-completion-script", "bash")
    #expect(script.status == 0)
    try folder.file("stemma.bash", script.text)
    let words = (["stemma"] + typed.split(separator: " ").map(String.init))
    let line = words.joined(separator: " ")
    let complete = """
      source ./stemma.bash
      COMP_WORDS=(\(line)); COMP_CWORD=\(words.count - 1); COMP_LINE='\(line)'; COMP_POINT=${#COMP_LINE}
      $(complete -p stemma | sed 's/.*-F \\([^ ]*\\).*/\\1/') stemma "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let path = builtProduct("stemma").deletingLastPathComponent().path
    let completed = try run(
      named: "bash",
      "-c",
      complete,
      in: folder.url,
      environment: ["PATH": "\(path):/usr/bin:/bin"]
    )
    let offered = completed.text.split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    #expect(offered.contains(word), "\(completed.text) \(completed.complaints)")
    for shell in ["zsh", "fish"] {
      #expect(try stemma("--generate-completion-script", shell).text.contains("stemma"))
    }
  }
}
