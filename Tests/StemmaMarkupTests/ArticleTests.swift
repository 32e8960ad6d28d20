import StemmaMarkup
import StemmaText
import Testing

private let first = "The council met on Monday and voted for the new bridge over the river."
private let second = "Work is to begin in spring, the mayor said, and to last for two years."
private let third = "Until then a ferry carries people and bicycles from one bank to the other."

private let fourth =
  "Nobody was asked, the owner of the ferry said, and nobody knows who will pay for it all in the end."

private func read(_ body: String, head: String = "") throws -> Document {
  let page = "<html><head>\(head)</head><body>\(body)</body></html>"
  return try document(
    from: Array(page.utf8),
    as: .html,
    charset: "utf-8",
    within: ReadingLimits()
  )
}

private func words(_ document: Document, as role: Block.Role = .body) -> [String] {
  document.blocks.filter { $0.role == role }.map { document.words(at: $0.span) }
}

private func paragraphs(_ texts: String...) -> String {
  texts.map { "<p>\($0)</p>" }.joined()
}

@Suite struct `The article on a page` {
  @Test func `is the text without navigation, side columns and feet`() throws {
    let page = try read(
      """
      <nav><a href="/p">Politics</a> <a href="/s">Sport</a></nav>
      <article><h1>A bridge at last</h1>\(paragraphs(first, second))</article>
      <div class="sidebar"><p>Ten recipes for the weekend that you should not miss.</p></div>
      <footer><p>Coast Daily is published by the Harbour Press Company Limited.</p></footer>
      """
    )
    #expect(words(page) == [first, second])
    #expect(words(page, as: .headline) == ["A bridge at last"])
  }

  @Test func `is found in the element that says it holds the text`() throws {
    let other = "This is a teaser of another story, as long as any paragraph of this one is."
    let page = try read(
      """
      <div class="x"><p>\(other)</p></div>
      <div class="entry-content">\(paragraphs(first, second, third))</div>
      """
    )
    #expect(words(page) == [first, second, third])
  }

  @Test func `is found by its prose where no element is named`() throws {
    let page = try read(
      """
      <div><div><a href="/1">One</a><a href="/2">Two</a></div>
      <div>\(paragraphs(first, second, third))</div><div>Coast Daily</div></div>
      """
    )
    #expect(words(page) == [first, second, third])
  }

  @Test func `is never a single paragraph of several`() throws {
    let page = try read("<div>\(paragraphs(first, "It rains."))</div>")
    #expect(words(page) == [first, "It rains."])
  }

  @Test func `keeps the elements that hold most of it, whatever they are called`() throws {
    let page = try read("<div class=\"sidebar\">\(paragraphs(first, second, third))</div>")
    #expect(words(page) == [first, second, third])
  }

  @Test func `does not take part of a word for a word`() throws {
    let page = try read(
      """
      <article>\(paragraphs(first))<div class="shareholders">\(paragraphs(second))</div></article>
      """
    )
    #expect(words(page) == [first, second])
  }

  @Test(arguments: ["relatedPosts", "c-related__list", "related"])
  func `leaves out what a class names as other stories`(name: String) throws {
    let page = try read(
      "<article>\(paragraphs(first, second))<div class=\"\(name)\"><p>Storm closes port.</p></div></article>"
    )
    #expect(words(page) == [first, second])
  }

  @Test func `keeps the text around a box inside a line`() throws {
    let box =
      "<span class=\"hovercard\"><a href=\"/1\">Dredging starts</a> <a href=\"/2\">Ferry sold</a></span>"
    let page = try read(
      """
      <article>\(paragraphs(first))<p><span>The mayor, Petra Holm\(box), spoke on the quay and \
      thanked those who had waited for ten years.</span> She left early.</p>\(paragraphs(second))</article>
      """
    )
    let text = words(page).joined(separator: " ")
    #expect(text.contains("The mayor, Petra Holm"))
    #expect(text.contains("spoke on the quay"))
    #expect(!text.contains("Dredging starts"))
  }

  @Test(arguments: [
    "<b>Filed under<br><a href=\"/t/1\" rel=\"tag\">bridges</a>, <a href=\"/t/2\" rel=\"category tag\">the river</a></b>",
    "<p>Our <a href=\"https://mail.example.org/newsletter/\">morning letter</a> tells you more every day.</p>",
    "<p>Subscribe <a href=\"https://subscribe.example.org/x\">here</a>, and read on every day.</p>",
    "<p><a href=\"/1\">Storm closes the port for a week</a> [VIDEO]<br><a href=\"/2\">Ferry sold to the islands</a> [MAP]</p>",
  ])
  func `leaves out lines of topics, of offers and of other stories`(line: String) throws {
    let page = try read(
      "<article>\(paragraphs(first, second))\(line)\(paragraphs(third))</article>"
    )
    #expect(words(page) == [first, second, third])
  }

  @Test(arguments: [
    "<p>The plan is <a href=\"/plan\" rel=\"nofollow\">on the table</a> of the council since Monday.</p>",
    "<p>The paper has more of it under <a href=\"/s?from=newsletter\">sport</a>, and on page 9.</p>",
    "<p><a href=\"/1\">The letter to the council</a> and <a href=\"/2\">its answer</a> are public.</p>",
  ])
  func `keeps lines that only link to something`(line: String) throws {
    let page = try read(
      "<article>\(paragraphs(first, second))\(line)\(paragraphs(third))</article>"
    )
    #expect(words(page).count == 4)
  }

  @Test func `does not hold what readers wrote, even where that is longer`() throws {
    let comment = "I have crossed that river every day for forty years and never needed a bridge."
    let page = try read(
      """
      <main>\(paragraphs(first, second, third))
      <div id="comments">\(String(repeating: "<p>\(comment)</p>", count: 8))</div></main>
      """
    )
    #expect(words(page) == [first, second, third])
    #expect(page.remarks.contains { $0.event == .readerComments })
  }

  @Test func `tells comments in a foot from the foot`() throws {
    let page = try read(
      """
      <main>\(paragraphs(first, second, third))</main>
      <footer><p>Coast Daily, Harbour Street 1.</p><ol class="commentlist"><li>Well said.</li></ol></footer>
      """
    )
    #expect(words(page) == [first, second, third])
    #expect(page.remarks.contains { $0.event == .readerComments })
    #expect(page.remarks.contains { $0.event == .pageFurniture })
  }

  @Test func `keeps lists, tables, quotations and code`() throws {
    let page = try read(
      """
      <article>\(paragraphs(first))<ul><li>Two lanes</li><li>One path</li></ul>
      <table><tr><td>Cost</td><td>4 million</td></tr></table>
      <blockquote><p>We have waited long enough.</p></blockquote><pre>x = 1</pre>
      \(paragraphs(second))</article>
      """
    )
    let text = words(page).joined(separator: "|")
    for part in ["Two lanes", "Cost\t4 million", "We have waited long enough.", "x = 1"] {
      #expect(text.contains(part))
    }
  }

  @Test func `keeps captions apart from the running text`() throws {
    let page = try read(
      """
      <article>\(paragraphs(first))<figure><img src="b.jpg"><figcaption>The river at dawn</figcaption></figure>
      \(paragraphs(second))</article>
      """
    )
    #expect(words(page) == [first, second])
    #expect(words(page, as: .caption) == ["The river at dawn"])
  }

  @Test func `takes the page's description of itself for the standfirst`() throws {
    let lead = "The town builds a bridge that it has wanted for forty years."
    let page = try read(
      """
      <h1>A bridge at last</h1><p>\(lead)</p>
      <div class="article-body">\(paragraphs(first, second))</div>
      """,
      head: "<meta name=\"description\" content=\"\(lead)\">"
    )
    #expect(words(page, as: .standfirst) == [lead])
    #expect(words(page) == [first, second])
  }

  @Test func `leaves out a line that points to another story, in any language`() throws {
    let page = try read(
      """
      <article>\(paragraphs(first))<p>Lesen Sie auch: <a href="/x">Fähre fährt wieder</a></p>
      \(paragraphs(second))</article>
      """
    )
    #expect(words(page) == [first, second])
  }

  @Test func `leaves out headings with only links behind them`() throws {
    let page = try read(
      """
      <article>\(paragraphs(first, second))<h3>More</h3>
      <ul><li><a href="/1">Storm closes port</a></li><li><a href="/2">Ferry late</a></li></ul></article>
      """
    )
    #expect(words(page) == [first, second])
  }

  @Test func `is narrowed by the text that JSON-LD gives`() throws {
    let offer = "Readers of this paper save a third on all trips with the ferry this month."
    let page = try read(
      "<article>\(paragraphs(first, offer, second, third, fourth))</article>",
      head:
        "<script type=\"application/ld+json\">{\"articleBody\": \"\(first) \(second) \(third) \(fourth)\"}</script>"
    )
    #expect(words(page) == [first, second, third, fourth])
  }

  @Test(arguments: ["button", "noscript", "aside", "nav", "a href=\"/x\""])
  func `is not swallowed by an element that ends around an open one`(tag: String) throws {
    let name = tag.split(separator: " ")[0]
    let page = try read(
      "<div><\(tag)><div>Menu</\(name)></div><main>\(paragraphs(first, second, third))</main>"
    )
    #expect(words(page) == [first, second, third])
  }

  @Test func `holds what a click unfolds`() throws {
    let page = try read(
      """
      <article>\(paragraphs(first))<div class="accordion-item"><div style="display: none">
      \(paragraphs(second))</div></div><div style="display: none">\(paragraphs(third))</div>
      \(paragraphs(fourth))</article>
      """
    )
    #expect(words(page) == [first, second, fourth])
  }

  @Test func `has no readings of characters in its words`() throws {
    let page = try read(
      "<article><p><ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>が新しくなる。</p>\(paragraphs(first))</article>"
    )
    #expect(words(page) == ["橋が新しくなる。", first])
  }

  @Test func `opens with a teaser that is its own`() throws {
    let lead = "The town builds a bridge that it has wanted for forty years."
    let page = try read(
      """
      <main><h1>A bridge at last</h1><div class="teaser-text"><p>\(lead)</p></div>
      <div>\(paragraphs(first, second, third))</div>
      <div class="teaser"><p>Storm closes the port for a second day in a row.</p></div></main>
      """
    )
    #expect(words(page, as: .standfirst) == [lead])
    #expect(words(page) == [first, second, third])
  }

  @Test func `does not take the topics of a story for parts of a page`() throws {
    let page = try read(
      "<article>\(paragraphs(first))<div class=\"post tag-newsletter category-facebook\">\(paragraphs(second))</div></article>"
    )
    #expect(words(page) == [first, second])
  }

  @Test func `does not hold the labels around it`() throws {
    let page = try read(
      """
      <article><p>Rui Duarte</p>\(paragraphs(first, second, third))<div>Follow our channel for more.</div></article>
      """
    )
    #expect(words(page) == [first, second, third])
  }

  @Test func `is read from what a page says without scripts where it says nothing else`() throws {
    let long = (1...20).map {
      "<p>On day \($0) nothing was heard of the ferry, nor of the bridge.</p>"
    }
    .joined()
    let page = try read("<h1>A bridge</h1><noscript><div>\(long)</div></noscript>")
    #expect(words(page).count == 20)
    let other = try read("<p>\(first)</p>\(long)<noscript><p>\(first)</p></noscript>")
    #expect(words(other).count == 21)
  }

  @Test(arguments: [
    (
      "<h1>Seite nicht gefunden</h1><p>Versuchen Sie es auf unserer Startseite noch einmal.</p>",
      "it says “Seite nicht gefunden”"
    ),
    ("<ul><li>Politics</li><li>Sport</li></ul>", "no sentence stands on it"),
    (
      "<div id=\"root\"></div><script>render({title: \"Storm closes port\"})</script>",
      "it has no text but what scripts would write"
    ),
    (
      (1...8).map {
        "<div><h2><a href=\"/s\">Storm closes port \($0)</a></h2><p>The port was closed on day \($0), and will be until it is over.</p></div>"
      }
      .joined(), "a list of 8 other stories"
    ),
  ])
  func `is doubted on an error page, on a list and where no sentence stands`(
    body: String,
    doubt: String
  ) throws {
    let remark = try #require(try read(body).remarks.first { $0.event == .noArticle })
    #expect(remark.detail == doubt)
  }

  @Test func `is not doubted where nothing is on the page at all`() throws {
    #expect(!(try read("")).remarks.contains { $0.event == .noArticle })
  }

  @Test func `is not doubted where it tells of an error`() throws {
    let text = (1...20).map { "<p>On day \($0) the port could not say where its page was.</p>" }
    let page = try read("<h1>“Page not found” is ten</h1>" + text.joined())
    #expect(!page.remarks.contains { $0.event == .noArticle })
  }

  @Test func `is the text that JSON-LD gives where the page shows only its beginning`() throws {
    let text = Array(repeating: [first, second, third, fourth], count: 3).flatMap { $0 }
    let json = text.joined(separator: "\\n\\n") + " \\u201cYes\\u201d, he said."
    let page = try read(
      "<h1>A bridge at last</h1><article>\(paragraphs(first))</article><p>Subscribe to read on.</p>",
      head: "<script type=\"application/ld+json\">{\"articleBody\": \"\(json)\"}</script>"
    )
    #expect(words(page).dropLast() == text.dropLast()[...])
    #expect(words(page).last == "\(fourth) “Yes”, he said.")
    #expect(page.lineage.applied(to: page.received) == page.text)
  }

  @Test func `is read once where it stands twice`() throws {
    let text = paragraphs(first, second, third, fourth)
    let page = try read("<article><div>\(text)</div><div>\(text)</div></article>")
    #expect(words(page) == [first, second, third, fourth])
  }

  @Test func `is the whole page where no sentence is found`() throws {
    let page = try read("<div>Menu</div><p>Soup</p>")
    #expect(page.blocks.map { page.words(at: $0.span) } == ["Menu", "Soup"])
  }
}

@Suite struct `What a page loses` {
  @Test func `is an edit with a rule, and a remark that says why`() throws {
    let page = try read(
      "<nav><a href=\"/p\">Politics</a></nav><article>\(paragraphs(first, second))</article>"
    )
    let edits = page.lineage.edits.filter { $0.rule == ReaderEvent.pageNavigation.rawValue }
    #expect(
      edits.map { String(decoding: page.received[$0.span.range], as: UTF8.self) } == [
        "<nav><a href=\"/p\">Politics</a></nav>"
      ]
    )
    #expect(edits.allSatisfy { $0.editClass == .boilerplate })
    let remark = try #require(page.remarks.first { $0.event == .pageNavigation })
    #expect(remark.detail == "navigation, in <nav>, 100 % links")
  }

  @Test func `leaves the lineage whole`() throws {
    let page = try read(
      "<div class=\"share\">Share</div><article>\(paragraphs(first))<time>Monday</time>\(paragraphs(second))</article>"
    )
    #expect(page.lineage.applied(to: page.received) == page.text)
  }
}
