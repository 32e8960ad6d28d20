import Stemma
import StemmaRules
import StemmaSettings
import StemmaText
import Testing

private func settings(
  _ yaml: String,
  named name: String = ".stemma.yml",
  in folder: String = "/r"
) throws -> Settings {
  try Settings(decoding: Array(yaml.utf8), named: name, in: Array(folder.utf8))
}

/// Two packs: `one` with the rules `alpha` and `beta`, `two` with `gamma`, which is off.
private func ruleset() throws -> Ruleset {
  func file(_ path: String, _ text: String) -> RulePack.File {
    RulePack.File(path: path, bytes: Array(text.utf8))
  }
  func pack(_ name: String) -> RulePack.File {
    file(
      "\(name)/pack.yml",
      "name: \(name)\nversion: 2026.11.1\nlicence: Apache-2.0\nmaintainer: A\nkind: mt\nsummary: A pack.\n"
    )
  }
  func rule(_ name: String, _ pack: String, _ more: String = "") -> RulePack.File {
    file(
      "\(pack)/\(name).yml",
      """
      id: \(name)
      version: 1
      summary: It says \(name).
      why: Nobody says that.
      mqm: linguistic-conventions/unintelligible
      its: uncategorized
      severity: minor
      remedy: none
      \(more)
      match: {phrases: [\(name)]}
      message: It says so.
      examples:
        - flags: The word ⟦\(name)⟧ stands here.
        - allows: The word does not stand here.
      """
    )
  }
  let (packs, errors) = RulePack.decoded(from: [
    pack("one"), rule("alpha", "one"), rule("beta", "one"), pack("two"),
    rule("gamma", "two", "default: false"),
  ])
  try #require(errors.isEmpty, "\(errors)")
  return try Ruleset(packs: packs)
}

private func inForce(_ settings: Settings) throws -> [String] {
  let selected = try settings.selecting(from: try ruleset())
  return selected.identifiers.filter { selected.isInForce($0) }
}

@Suite struct `A file of settings` {
  @Test func `may be empty, or hold nothing but comments`() throws {
    #expect(try settings("").files == [".stemma.yml"])
    #expect(try inForce(settings("# nothing yet\n")) == ["alpha", "beta"])
  }

  @Test(
    arguments: [
      (
        "fail-on: minor\nignroe: []\n",
        ".stemma.yml:2:1: ‘ignroe’ is not a key of the settings. Did you mean ‘ignore’?"
      ),
      (
        "fail-on: mjaor\n",
        ".stemma.yml:1:1: ‘mjaor’ is not a value of ‘fail-on’. Did you mean ‘major’?"
      ),
      (
        "severity:\n  alpha: mino\n",
        ".stemma.yml:2:10: ‘mino’ is no severity. Did you mean ‘minor’?"
      ),
      (
        "ignore:\n  - rule: alpha\n",
        ".stemma.yml:2:5: An ignore needs ‘because’. Say why this may stay, for whoever reads it next."
      ),
      (
        "ignore:\n  - rule: alpha\n    because: ' '\n",
        ".stemma.yml:3:5: ‘because’ is empty. Say why this may stay, for whoever reads it next."
      ),
      (
        "ignore:\n  - because: it is so\n",
        ".stemma.yml:2:5: An ignore of everything everywhere. Name a ‘rule’, ‘files’ or a ‘text’."
      ),
      (
        "ignore:\n  - {rule: alpha, file: a, because: b}\n",
        ".stemma.yml:2:19: ‘file’ is not a key of an ignore. Did you mean ‘files’?"
      ),
      (
        "files: ['[a']\n",
        ".stemma.yml:1:9: ‘[’ has no ‘]’. Close the set, or write ‘\\[’."
      ),
      (
        "baseline: /etc/passwd\n",
        ".stemma.yml:1:11: ‘/etc/passwd’ is no path below this folder or beside it."
          + " Write one from the folder of this file on, so that it holds on every machine."
      ),
      ("- a\n", ".stemma.yml:1:1: Here the settings is expected, as lines of ‘key: value’."),
      ("fail-on: minor\nfail-on: major\n", "stands twice"), ("a: [", "This is not YAML"),
      ("fail-on: *x\n", "Anchors and aliases"),
    ]
  )
  func `that is wrong is refused with the place and the nearest right word`(
    yaml: String,
    message: String
  ) {
    #expect { try settings(yaml) } throws: { error in
      "\(error)".contains(message)
    }
  }

  @Test func `does not grow on the way`() {
    var bomb = "a0: &a0 [x, x]\n"
    for i in 1...40 { bomb += "a\(i): &a\(i) [*a\(i - 1), *a\(i - 1)]\n" }
    #expect(throws: SettingsError.self) { try settings(bomb) }
    let deep = String(repeating: "[", count: 20) + String(repeating: "]", count: 20)
    #expect(throws: SettingsError.self) { try settings("enable: \(deep)\n") }
    let long = "ignore: [" + String(repeating: "a,", count: 30_000) + "]\n"
    #expect(throws: SettingsError.self) { try settings(long) }
    let large = "#" + String(repeating: "x", count: 1 << 20)
    #expect(throws: SettingsError.self) { try settings(large) }
  }

  @Test(
    arguments: [
      ("disable: alpha", ["beta"]), ("disable: [one]", []),
      ("enable: [two]", ["alpha", "beta", "gamma"]),
      ("only: gamma", ["gamma"]), ("only: [two, beta]", ["beta", "gamma"]),
      // A rule's own name is stronger than its pack's.
      ("disable: one\nenable: alpha", ["alpha"]),
      ("enable: two\ndisable: gamma", ["alpha", "beta"]),
      ("enable: gamma\ndisable: gamma", ["alpha", "beta"]),
    ]
  )
  func `chooses rules and packs`(yaml: String, rules: [String]) throws {
    #expect(try inForce(settings(yaml)) == rules)
  }

  @Test func `gives rules other severities`() throws {
    let yaml = "severity: {alpha: critical, one: neutral}"
    let selected = try settings(yaml).selecting(from: try ruleset())
    #expect(selected.severity(of: "alpha") == .critical)
    #expect(selected.severity(of: "beta") == .neutral)
  }

  @Test func `that names an unknown rule is told where`() throws {
    #expect {
      try settings("disable:\n  - alpha\n  - bata\n").selecting(from: try ruleset())
    } throws: { error in
      "\(error)" == ".stemma.yml:3:5: No rule or pack is called ‘bata’. Did you mean ‘beta’?"
    }
    #expect {
      let own = try settings("ignore: [{rule: alhpa, because: why}]")
      _ = try IgnoreList(of: own, in: try ruleset())
    } throws: { error in
      "\(error)" == ".stemma.yml:1:17: No rule or pack is called ‘alhpa’. Did you mean ‘alpha’?"
    }
  }

  @Test func `that extends another one changes what it states, and adds to lists`() throws {
    let base = try settings(
      "fail-on: major\nbaseline: b.json\ndisable: alpha\nignore: [{rule: beta, because: why}]\n"
    )
    let near = try settings(
      "extends: ../.stemma.yml\nfail-on: minor\nenable: [alpha, gamma]\n",
      named: "in/.stemma.yml",
      in: "/r/in"
    )
    let joined = near.extending(base)
    #expect(joined.failOn?.value == .minor)
    #expect(joined.failOn?.origin.description == "in/.stemma.yml:2:10")
    #expect(joined.baseline?.value.bytes == Array("/r/b.json".utf8))
    #expect(try inForce(joined) == ["alpha", "beta", "gamma"])
    #expect(joined.ignores.count == 1)
    #expect(joined.files == ["in/.stemma.yml", ".stemma.yml"])
  }

  @Test func `yields to flags`() throws {
    let own = try settings("fail-on: major\ndisable: alpha\n").overridden(
      by: [Settings.Choice("alpha", .enable, by: .flag("--enable"))],
      failOn: .critical
    )
    #expect(try inForce(own) == ["alpha", "beta"])
    #expect(own.failOn?.value == .critical)
  }

  @Test func `says which files are texts`() throws {
    let usual = try settings("")
    #expect(usual.isText(Array("/r/a.txt".utf8)) && usual.isText(Array("/r/x/a.html".utf8)))
    #expect(usual.isText(Array("/r/A.TXT".utf8)) && !usual.isText(Array("/r/main.swift".utf8)))
    let own = try settings("files: [news/**]")
    #expect(own.isText(Array("/r/news/a.md".utf8)) && !own.isText(Array("/r/a.txt".utf8)))
  }

  @Test func `is listed with the place of each value`() throws {
    let own = try settings(
      """
      fail-on: major
      disable: [alpha]
      severity: {one: critical}
      ignore:
        - {rule: beta, files: "*.txt", text: 'say "beta"', because: it is a letter}
        - {files: other/**, because: not ours}
      """
    ).overridden(by: [Settings.Choice("gamma", .enable, by: .flag("--enable"))])
    let listing = try own.listing(
      for: Array("/r/a.txt".utf8),
      shownAs: "a.txt",
      in: try ruleset(),
      baseline: Settings.Stated(".stemma-baseline.json", by: .usual)
    )
    #expect(
      listing == """
        # a.txt
        # settings: .stemma.yml
        fail-on: major                     # .stemma.yml:1:10
        baseline: ".stemma-baseline.json"  # as usual
        # checked before a commit: yes
        # rules in force: 2 of 3
        enable:
          - gamma                          # --enable
        disable:
          - alpha                          # .stemma.yml:2:11
        severity:
          alpha: critical                  # .stemma.yml:3:12
          beta: critical                   # .stemma.yml:3:12
        ignore:
          - rule: [beta]                   # .stemma.yml:5:5
            files: ["*.txt"]
            text: ["say \\"beta\\""]
            because: "it is a letter"

        """
    )
    #expect(try settings(listing).failOn?.value == .major)
  }
}

@Suite struct `An ignore` {
  private func told(_ yaml: String, in path: String = "/r/a.txt") throws -> [String] {
    let ruleset = try ruleset()
    let list = try IgnoreList(of: try settings(yaml), in: ruleset)
    var examination = Examination(with: Checker(ruleset))
    examination.suppression = list.suppression(for: Array(path.utf8))
    let text = "The  alpha of a port\n\nAnd then the beta, and beta again.\n"
    return try examination.result(for: Source(Array(text.utf8), name: "a.txt"))
      .cleaning.outcomes.filter(\.isTold).map(\.finding.rule)
  }

  @Test(
    arguments: [
      ("{rule: alpha, because: x}", ["beta", "beta"]), ("{rule: one, because: x}", []),
      ("{text: beta, because: x}", ["alpha"]),
      ("{text: bet, because: x}", ["alpha", "beta", "beta"]),
      ("{rule: alpha, text: beta, because: x}", ["alpha", "beta", "beta"]),
      ("{files: '*.html', because: x}", ["alpha", "beta", "beta"]),
      ("{files: a.txt, because: x}", []),
      ("{rule: [alpha, beta], text: [alpha, gamma], because: x}", ["beta", "beta"]),
    ]
  )
  func `takes away what it is about, and nothing else`(yaml: String, rules: [String]) throws {
    #expect(try told("ignore: [\(yaml)]") == rules)
  }

  @Test func `counts its uses`() throws {
    let ruleset = try ruleset()
    let own = try settings(
      "ignore: [{rule: beta, because: x}, {text: nothing, because: x}]"
    )
    var examination = Examination(with: Checker(ruleset))
    examination.suppression = try IgnoreList(of: own, in: ruleset).suppression(for: [])
    let examined = try examination.result(for: Source(Array("The beta.\n".utf8), name: "a.txt"))
    #expect(examined.accepted == [0: 1])
  }
}
