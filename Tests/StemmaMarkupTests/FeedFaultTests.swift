import StemmaText
import Testing

@testable import StemmaMarkup

@Suite struct `Broken feeds` {
  @Test(
    arguments: [
      // A stray end tag, which makes a strict parser lose the rest.
      "<rss><channel><item><title>A</title><description>x</p></description></item><item><title>B</title></item></channel></rss>",
      "<rss><channel></p></div><item><title>A</title></b></item></i><item><title>B</title></item></channel></rss>",
      // End tags that are missing.
      "<rss><channel><item><title>A<item><title>B",
      "<rss><channel><item><title>A</item><item><title>B</item>",
      "<rss><channel><item><title>A</title><description>x<br>y</description></item><item><title>B</title></item>",
      "<rss><channel><item><title>A<pubDate>4 Jun 2024</pubDate></item><item><title>B</title></item></channel>",
      // Markup that is none.
      "<rss><channel><item><title>A</title>< & <3 </></item>&nope;<item><title>B</title></item></channel></rss>",
      "<rss><channel><item a=1 b='<' c><title>A</title></item><item><title>B</title></item></channel></rss>",
      "<rss><channel><item><title>A</title><!-- x</item><item><title>B</title></item></channel></rss>",
      "<rss><channel><item><title>A</title><![CDATA[ x</item><item><title>B</title></item></channel></rss>",
      // More than one root, and none.
      "<rss></rss><rss><channel></channel></rss><item><title>A</title></item><item><title>B</title></item>",
      "garbage <item><title>A</title></item> <entry><title>B</title></entry>",
      "\u{FEFF}\n\n<?xml version='1.0'?><rss><channel><ITEM><Title>A</TITLE></item><item><title>B</title></item>",
    ]
  )
  func `keep their entries`(source: String) throws {
    let feed = try Feed(reading: Array(source.utf8))
    #expect(feed.compactMap { $0.article().title } == ["A", "B"])
  }

  @Test func `need no declared prefixes`() throws {
    let source =
      "<rss><channel><item><dc:title>A</dc:title><content:encoded>x</content:encoded></item>"
    let article = try #require(Feed(reading: Array(source.utf8)).first { _ in true }?.article())
    #expect(article.title == "A")
    #expect(article.content == "x")
  }

  @Test func `may name namespaces by any prefix`() throws {
    let source =
      "<rss xmlns:q='http://purl.org/dc/elements/1.1/' xmlns:dc='urn:other'><channel><item><dc:title>B</dc:title><q:title>A</q:title></item>"
    #expect(try Feed(reading: Array(source.utf8)).compactMap { $0.article().title } == ["A"])
  }

  @Test func `that are none have no entries`() throws {
    for source in [
      "", "<", "text", "<html><title>x</title><p>y</p></html>", "{", "[1,", "{\"a\": [[[[",
    ] {
      let feed = try Feed(reading: Array(source.utf8))
      #expect(!feed.isFeed)
      #expect(Array(feed).isEmpty)
    }
  }

  @Test func `declare entities, of which short ones are read`() throws {
    let long = String(repeating: "x", count: 300)
    let source =
      "<!DOCTYPE rss [<!ENTITY o 'Org'><!ENTITY l '\(long)'><!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY n '&o;&o;'>]><rss><channel><item><title>&o; &l; &x; &n;</title></item></channel></rss>"
    #expect(try Feed(reading: Array(source.utf8)).map { $0.article().title } == ["Org &l; &x; &n;"])
  }

  @Test(
    arguments: [
      "<a>", "</a>", "<![CDATA[", "<!--", "<!DOCTYPE [", "<item>", "<title>", "<a b='", "&lt;",
      "<?",
      "<x xml:base='a/'>", "<x xmlns:a='b'>",
    ]
  )
  func `of one thing over and over take no longer than their length`(part: String) throws {
    let count = 400_000 / part.utf8.count
    let source = "<rss><channel><item><description>" + String(repeating: part, count: count)
    let elapsed = try ContinuousClock().measure {
      for entry in try Feed(reading: Array(source.utf8)).prefix(50) { _ = entry.article() }
    }
    #expect(elapsed < .seconds(8))  // 0.1 s, if nothing is quadratic; hours otherwise
  }

  @Test func `are refused above the largest size`() {
    let limits = ReadingLimits(maximumBytes: 10)
    #expect(throws: MarkupError.tooLarge(size: 11, limit: 10)) {
      try Feed(reading: [UInt8](repeating: 0x20, count: 11), within: limits)
    }
  }
}

@Suite struct `The frame of a feed` {
  @Test(
    arguments: [
      "<rss version=\"2.0\"><channel a='1' b = \"x > y\"><item/><title>a<![CDATA[<b>]]></title ></channel></rss>",
      "<?xml version=\"1.0\"?><!-- <a> --><!DOCTYPE feed><feed xmlns=\"u\"><x:y xmlns:x=\"v\">é</x:y><?p <q> ?></feed>",
      "<a>\n<b c=\"&lt;\"\n/>\n<d.e-f_1/></a>",
    ]
  )
  func `is the one that libxml2 sees`(source: String) throws {
    try Array(source.utf8).withUnsafeBufferPointer { bytes in
      let page = try #require(markup(of: bytes, as: .xml, within: ReadingLimits()))
      let expected = page.pieces.compactMap { piece in
        (piece.kind == .open || piece.kind == .close) && !piece.range.isEmpty ? piece.range : nil
      }
      var scanner = FeedScanner()
      var found: [Range<Int>] = []
      while let token = scanner.next(in: bytes, to: bytes.count) {
        switch token {
        case .start(let tag), .end(let tag): found.append(tag.range)
        case .characterData, .comment, .declaration: break
        }
      }
      #expect(found == expected)
    }
  }
}
