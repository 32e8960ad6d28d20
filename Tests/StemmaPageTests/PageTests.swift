import Stemma
import StemmaReports
import StemmaText
import Testing

@testable import StemmaPage

@Suite struct `A page` {
  @Test func `tells every finding once, with a link to it and its place in the text`() {
    let page = Sample.page(Sample.article, Sample.article)
    for identifier in ["w0.f1", "w0.f2", "w1.f1", "w1.f2"] {
      #expect(count(of: "<tr class=\"f\" id=\"\(identifier)\"", in: page) == 1)
      #expect(count(of: "href=\"#\(identifier)/there\"", in: page) == 1)
      #expect(count(of: "id=\"\(identifier)/there\"", in: page) == 1)
    }
    #expect(page.contains("a participle is missing its ending."))
    #expect(page.contains("1:1"))
    #expect(page.contains("3:7"))
  }

  @Test func `says what an editor has to do`() {
    var article = Sample.article
    #expect(Sample.page(article).contains("Hold for an editor"))
    article.found[0].severity = .minor
    #expect(Sample.page(article).contains("Small repairs left"))
    article.found[0].severity = .neutral
    #expect(Sample.page(article).contains("Ready after cleaning"))
    let clean = Sample.page(Sample.Article(text: "All is well.\n"))
    #expect(clean.contains("Nothing found"))
    #expect(!clean.contains("id=\"~findings\""))
    #expect(!clean.contains("<tr class=\"f\""))
  }

  @Test func `gives the score with its formula, the share removed, and the digests`() {
    let report = Sample.report([Sample.article])
    let page = Sample.page(Sample.article)
    // 7 words, a major finding: 5 points.
    #expect(page.contains("(minor + 5 × major + 25 × critical) × 1,000 ÷ words = 5 × 1,000 ÷ 7"))
    #expect(page.contains(">714<"))
    // “Subscribenow” of that and “Japanisobservetheresult,hesaid.”
    #expect(page.contains("12 of 43 bytes"))
    #expect(page.contains(report.contentDigest.hexadecimal))
    #expect(page.contains(report.documents[0].input.content.digest.hexadecimal))
    #expect(page.contains(report.documents[0].output.content.digest.hexadecimal))
    #expect(page.contains(Sample.rules.digest.hexadecimal))
  }

  @Test func `shows both sides of a text, paragraph by paragraph`() {
    let page = Sample.page(Sample.article)
    #expect(page.contains("<del class=\"minor\">Subscribe now"))
    #expect(page.contains("Japan <mark class=\"major\">is observe</mark><a class=\"label major\""))
    #expect(
      page.contains("<td dir=\"auto\">Japan <mark class=\"major\">is observe</mark> the result")
    )
  }

  @Test func `has the same bytes every time`() {
    let articles = [Sample.article, Sample.article]
    #expect(Sample.page(articles) == Sample.page(articles))
  }

  @Test func `names the digests of its one style and its one script, and asks for nothing else`() {
    let page = Sample.page(Sample.article)
    for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
      #expect(count(of: "<\(element)>", in: page) == 1)
      guard let start = page.firstRange(of: "<\(element)>"),
        let end = page.firstRange(of: "</\(element)>")
      else { continue }
      let content = String(page[start.upperBound..<end.lowerBound])
      let hash = policyHash(of: content).replacing("'", with: "&#39;")
      #expect(page.contains("\(directive) \(hash)"))
    }
    #expect(page.contains("default-src &#39;none&#39;"))
    #expect(!page.contains("src=\""))
    #expect(!page.contains("href=\"http"))
    #expect(!page.contains(" style=\""))
  }

  @Test func `computes digests as RFC 4648 and FIPS 180-4 have it`() {
    #expect(policyHash(of: "abc") == "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='")
  }

  @Test func `links to the addresses of articles, if they lead to the web`() {
    var article = Sample.article
    article.particulars = [
      Particular(.canonicalURL, value: "https://example.org/a?b=1&c=\"2\"", basis: .linkElement)
    ]
    let page = Sample.page(article)
    let address = "href=\"https://example.org/a?b=1&amp;c=&quot;2&quot;\""
    #expect(page.contains("\(address) rel=\"noopener noreferrer nofollow\""))
    for bad in ["javascript:alert(1)", "JaVaScRiPt:1", "data:text/html,x", "//x.org", " https://x"]
    {
      article.particulars = [Particular(.canonicalURL, value: bad, basis: .linkElement)]
      #expect(!Sample.page(article).contains("rel=\"noopener"))
    }
  }

  @Test func `says how much of a long text it does not show, and keeps all its findings`() {
    let line = "This is a line of a very long text, and it goes on and on.\n"
    var article = Sample.article
    article.text = Sample.article.text + String(repeating: line, count: 2000) + "We is observed.\n"
    article.found.append(("is observed", .minor, "‘is observed’ is wrong."))
    let page = Sample.page(article)
    let rest = article.text.utf8.count - HTMLReport.longestText
    #expect(page.contains("The text goes on for \(grouped(rest)) bytes"))
    #expect(page.contains("id=\"w0.f3\""))
    #expect(!page.contains("w0.f3/there"))
    #expect(page.utf8.count < 4 * HTMLReport.longestText)
  }

  @Test func `does without the texts where they are not at hand`() {
    let report = Sample.report([Sample.article])
    let page = String(decoding: report.html(of: []), as: UTF8.self)
    #expect(page.contains("id=\"w0.f2\""))
    #expect(!page.contains("As it arrived"))
    #expect(page.contains("This text was not read again for the page."))
    #expect(!page.contains("of the text removed"))
  }

  @Test func `is built of templates that take nothing unescaped by mistake`() {
    // Two braces escape by characters, which a combining mark deceives.
    for (name, bytes) in Templates.sources {
      let text = String(decoding: bytes, as: UTF8.self)
      let plain = text.replacing("{{{", with: "").replacing("{{#", with: "")
        .replacing("{{/", with: "").replacing("{{^", with: "").replacing("{{>", with: "")
      #expect(!plain.contains("{{"), "\(name)")
    }
  }
}

@Suite struct `Hostile text on a page` {
  static let attacks = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "'\"\u{301}><svg/onload=alert(1)>",
    "<\u{301}script>alert(1)<\u{20DD}/script>", "</style\u{308}><script>alert(1)</script>",
    "{{{policy}}}{{#texts}}", "<!--", "]]>", "\u{202E}gnp.exe", "</td></tr></table><h1>x",
    "&lt;script&gt;", "javascript:alert(1)", "a\u{0}b\u{B}\u{85}\u{2028}",
  ]

  @Test(arguments: attacks)
  func `is shown and does nothing, wherever it stands`(attack: String) {
    let article = Sample.Article(
      text: "\(attack) one\ntwo \(attack)\n",
      name: attack,
      found: [(attack, .critical, attack)],
      particulars: [
        Particular(.publisher, value: attack, basis: .metaElement),
        Particular(.title, value: attack, basis: .metaElement),
        Particular(.language, value: attack, basis: .metaElement),
        Particular(.byline, value: attack, basis: .metaElement),
        Particular(.canonicalURL, value: "https://x/\(attack)", basis: .linkElement),
      ]
    )
    let page = Sample.page(article)
    let tame = Sample.page(
      Sample.Article(
        text: "a one\ntwo a\n",
        name: "a",
        found: [("a", .critical, "a")],
        particulars: [
          Particular(.publisher, value: "a", basis: .metaElement),
          Particular(.title, value: "a", basis: .metaElement),
          Particular(.language, value: "a", basis: .metaElement),
          Particular(.byline, value: "a", basis: .metaElement),
          Particular(.canonicalURL, value: "https://x/a", basis: .linkElement),
        ]
      )
    )
    // The signs for what cannot be seen are the only elements that text may bring along.
    #expect(tags(in: page) == tags(in: tame))
    #expect(!page.unicodeScalars.contains { $0 != "\n" && isUnseen($0) })
  }
}

/// The names of the tags on a page, but for spans.
private func tags(in page: String) -> [String] {
  let bytes = Array(page.utf8)
  return bytes.indices.filter { bytes[$0] == UInt8(ascii: "<") }.compactMap { i in
    let name = bytes[(i + 1)...].prefix {
      $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ">") && $0 != 0x0A
    }
    let tag = String(decoding: name, as: UTF8.self)
    return tag == "span" || tag == "/span" ? nil : tag
  }
}

private func count(of part: String, in text: String) -> Int {
  text.ranges(of: part).count
}

@Suite struct `Markup in quoted words` {
  @Test(arguments: [
    ("a <i>b</i> c", "a b c"), ("a < b", "a < b"), ("<3 <b", "<3 "), ("<p>x</p>\n <p>y", "x y"),
    ("<script>if (a < b) alert('x')</script>z", "z"), ("<STYLE>a{}</style >z", "z"), ("<", "<"),
    ("<script>never closed", ""), ("a\n b", "a\n b"), ("<!-- x -->é", "é"),
  ])
  func `is left out`(markup: String, text: String) {
    #expect(withoutTags(markup) == text)
  }

  @Test func `is counted, and only its text shown`() {
    var article = Sample.Article(text: "<p>Japan <b>is observe</b> it.</p><nav>Home</nav>\n")
    article.mediaType = .html
    article.cut = ["<nav>Home</nav>"]
    let page = Sample.page(article)
    #expect(page.contains("15 bytes left out: subscribe-prompt"))
    #expect(page.contains("<mark class=\"minor\">Home</mark>"))
  }
}
