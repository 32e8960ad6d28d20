import StemmaText
import Testing

@testable import StemmaMarkup

@Suite struct `Hostile input` {
  @Test(arguments: [
    ("nested 5,000 deep", "<div>", 5_000), ("nested past every level", "<b><i><p>", 3_000),
    ("lists in lists", "<ul><li>", 2_000), ("unclosed comments", "<!--", 20_000),
    ("angle brackets", "<", 20_000), ("stray end tags", "</zz>", 10_000),
    ("references", "&amp;", 10_000), ("shortcodes", "[a]", 5_000), ("brackets", "[", 20_000),
    ("escaped tags", "&lt;p&gt;", 2_000), ("equals and quotes", "style=\"", 5_000),
    ("ampersands", "& ", 20_000), ("NUL", "\0", 20_000), ("open tags", "<a ", 20_000),
    ("end tags to come", "</", 20_000), ("CDATA", "<![CDATA[", 5_000), ("quotes", "\">", 10_000),
  ])
  func `is read in moments, with every byte accounted for`(
    name: String,
    part: String,
    count: Int
  ) throws {
    let bytes = Array((String(repeating: part, count: count) + "<p>AFTER.</p>").utf8)
    for format in [InputFormat.html, .text] {
      let started = ContinuousClock.now
      let document = try document(from: bytes, as: format)
      #expect(started.duration(to: .now) < .seconds(20), "\(name) as \(format)")
      try expectReplay(of: document, name)
    }
  }

  @Test func `keeps the text of a page nested deeper than a parser goes`() throws {
    let page = String(repeating: "<div>", count: 5_000) + "in<p>after"
    let document = try document(from: Array(page.utf8), as: .html)
    #expect(document.words(at: Span(0..<document.text.count)) == "in\n\nafter")
  }

  @Test func `reads stray end tags in deep pages in moments`() throws {
    let page =
      String(repeating: "<div>", count: 20_000) + String(repeating: "</zz>", count: 100_000)
    let document = try document(from: Array((page + "<p>AFTER").utf8), as: .html)
    #expect(document.words(at: Span(0..<document.text.count)) == "AFTER")
    #expect(
      document.remarks.map(\.detail) == [
        "elements nest deeper than 256; tags within are taken out and make none"
      ]
    )
    try expectReplay(of: document, "stray end tags")
  }

  @Test(arguments: [
    ("<p>a</p><!-- b <p>AFTER</p>", "a\n\nb\n\nAFTER", "a comment that nothing ends"),
    ("<p>a <a href=\"x> b</p><p>AFTER</p>", "a b\n\nAFTER", "a quotation mark in a tag"),
    ("<p>a</p><script>x()", "a", "a script or style that nothing ends"),
  ])
  func `says what nothing ends, and keeps the text behind it`(
    page: String,
    text: String,
    detail: String
  ) throws {
    let document = try document(from: Array(page.utf8), as: .html)
    #expect(document.words(at: Span(0..<document.text.count)) == text)
    #expect(document.remarks.map(\.event) == [.brokenMarkup])
    #expect(document.remarks.allSatisfy { $0.detail.hasPrefix(detail) })
    try expectReplay(of: document, page)
  }

  @Test(arguments: [
    (ReadingLimits(maximumElements: 3), "more than 3 elements"),
    (ReadingLimits(maximumEdits: 4), "more than 4 edits"),
  ])
  func `keeps what is behind a limit as it is, and says so`(
    limits: ReadingLimits,
    detail: String
  )
    throws
  {
    let page = String(repeating: "<p>word", count: 10)
    let document = try document(from: Array(page.utf8), as: .html, within: limits)
    let text = document.words(at: Span(0..<document.text.count))
    #expect(text.split(separator: "word", omittingEmptySubsequences: false).count == 11)
    #expect(document.remarks.contains { $0.event == .limitReached && $0.detail.hasPrefix(detail) })
    try expectReplay(of: document, detail)
  }

  @Test func `reads what is behind the last paragraph as one`() throws {
    let text = String(repeating: "Word.\n\n", count: 10)
    let limits = ReadingLimits(maximumBlocks: 4)
    let document = try document(from: Array(text.utf8), as: .text, within: limits)
    #expect(document.blocks.count == 5)
    #expect(document.remarks.map(\.detail) == ["more than 4 paragraphs; the rest is read as one"])
  }

  @Test func `keeps a text node of 12 MB`() throws {
    let page = "<p>" + String(repeating: "word ", count: 2_400_000) + "</p><p>AFTER.</p>"
    let document = try document(from: Array(page.utf8), as: .html)
    #expect(document.text.count == 12_000_000 - 1 + 2 + 6)
    #expect(document.blocks.count == 2)
    try expectReplay(of: document, "12 MB")
  }

  @Test func `reads a thousand attributes of a tag and says so`() throws {
    let attributes = (0..<100_000).map { "a\($0)=\"1\"" }.joined(separator: " ")
    let document = try document(from: Array("<p \(attributes)>AFTER</p>".utf8), as: .html)
    #expect(document.words(at: Span(0..<document.text.count)) == "AFTER")
    #expect(document.remarks.map(\.event) == [.limitReached])
    #expect(
      document.remarks.map(\.detail) == [
        "more than 1000 attributes in a tag; the rest are not read"
      ]
    )
  }

  @Test func `refuses a source over the limit`() {
    #expect(throws: MarkupError.tooLarge(size: 11, limit: 10)) {
      try document(
        from: Array("hello world".utf8),
        as: .text,
        within: ReadingLimits(maximumBytes: 10)
      )
    }
  }

  @Test func `loads nothing that XML names`() throws {
    let sources = [
      "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>A&x;B</r>",
      "<?xml version=\"1.0\"?><!DOCTYPE r SYSTEM \"file:///etc/passwd\"><r>A</r>",
      "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>",
    ]
    for source in sources {
      let document = try document(from: Array(source.utf8), as: .html)
      let text = document.words(at: Span(0..<document.text.count))
      #expect(!text.contains("root:") && !text.contains("aaaa"))
      try expectAccount(of: document, source)
    }
  }

  @Test func `is accounted for whatever it is made of`() throws {
    let parts = [
      "<p>", "</p>", "<b>", "</b>", "<div class=x>", "</div>", "<br>", "<!-- c -->", "<!--", "-->",
      "<script>", "</script>", "<style>a", "</style>", "&amp;", "&lt;", "&#128;", "&nbsp",
      "&bogus;",
      "&#0;", "&", "<", ">", "\"", "'", "\0", "\u{1}", "é", "漢字", "\u{FFFF}", " ", "  ", "\n",
      "\r\n",
      "word", "A", "<td>", "<table>", "<pre>", "</pre>", "<![CDATA[", "]]>", "<?pi?>",
      "<!DOCTYPE x>",
      "<a href=\"x>y\">", "<title>", "</title>", "<svg>", "</svg>", "<body>", "<html>", "</html>",
      "[b]", "[/b]", "style=\"x\">", "<img src='a", "<li>", "&lt;p&gt;", "<noscript>",
      "</noscript>",
      "<code>", "</code>", "<head>", "</head>", "</body>", "\n#errors\n", "<template>",
      "</template>", "<?xml version=\"1.0\"?>", "=", "/>",
      "\u{2028}",
    ]
    for seed in 0..<400 {
      var dice = Dice(seed)
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...60, using: &dice) {
        bytes += parts[Int.random(in: 0..<parts.count, using: &dice)].utf8
      }
      for format in [InputFormat.html, .text] {
        let document = try document(from: bytes, as: format)
        try expectReplay(of: document, "seed \(seed)")
      }
      try expectNothingLost(bytes, "seed \(seed)")
    }
  }

  @Test func `is accounted for after bytes were changed at random`() throws {
    let page = Array(
      """
      <!DOCTYPE html><html lang="tr"><head><meta charset=utf-8><title>Başlık &amp; son</title></head>
      <body><h1>Başlık</h1><p class="a b">Bir <a href='x?a=1&amp;b=2'>iki</a>&nbsp;üç &lt;dört&gt;<br>
      <!-- not --><ul><li>beş<li>altı</ul><pre>  yedi\n sekiz </pre>
      <script>var a = "</p>";</script></body></html>
      """.utf8
    )
    for seed in 0..<400 {
      var dice = Dice(seed)
      var bytes = page
      for _ in 0..<Int.random(in: 1...12, using: &dice) {
        bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(
          in: 0...255,
          using: &dice
        )
      }
      let document = try document(from: bytes, as: .html)
      try expectReplay(of: document, "seed \(seed)")
    }
  }

  /// Every byte of the source has its piece, and none has two.
  private func expectNothingLost(_ bytes: [UInt8], _ note: String) throws {
    try bytes.withUnsafeBufferPointer { source in
      let page = try #require(markup(of: source, as: .html, within: ReadingLimits()))
      var position = 0
      for piece in page.pieces {
        #expect(piece.range.lowerBound == position, "\(note)")
        position = piece.range.upperBound
      }
      #expect(position == bytes.count, "\(note)")
    }
  }
}

private func expectReplay(of document: Document, _ note: String) throws {
  let text = document.lineage.applied(to: document.received)
  let isSame = text == document.text
  #expect(isSame, "\(note)")
  #expect(String(validating: text, as: UTF8.self) != nil, "\(note)")
  let areSame = document.lineage.copies.allSatisfy {
    document.received[$0.source.range] == document.text[$0.result.range]
  }
  #expect(areSame, "\(note)")
  var end = 0
  for block in document.blocks {
    let isInOrder = block.span.lower >= end && block.span.upper <= document.text.count
    #expect(isInOrder, "\(note)")
    end = block.span.upper
  }
}

/// Reproducible dice: SplitMix64 (Steele, Lea, Flood, “Fast splittable pseudorandom number
/// generators”, OOPSLA 2014).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
