import StemmaText
import Testing

@testable import StemmaMarkup

@Suite struct `Feeds of all formats` {
  @Test(
    arguments: [
      """
      <rss version="0.91"><channel><title>F</title><item><title>A &amp; B</title>
      <link>https://e.example/1</link><description>Text.</description>
      <pubDate>Tue, 04 Jun 2024 10:00:00 +0200</pubDate><author>Ann Lee</author></item></channel></rss>
      """,
      """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
       xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://e.example/"><title>F</title></channel>
      <item rdf:about="https://e.example/1"><title>A &#38; B</title><link>https://e.example/1</link>
      <description>Text.</description><dc:date>2024-06-04T10:00:00+02:00</dc:date>
      <dc:creator>Ann Lee</dc:creator></item></rdf:RDF>
      """,
      """
      <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>F</title><entry>
      <title mode="escaped" type="text/html">A &amp;amp; B</title>
      <link rel="alternate" type="text/html" href="https://e.example/1"/>
      <content type="text/html" mode="escaped">&lt;p>Text.&lt;/p></content>
      <issued>2024-06-04T10:00:00+02:00</issued><author><name>Ann Lee</name></author></entry></feed>
      """,
      """
      <a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://e.example/"><a:title>F</a:title>
      <a:author><a:name>Ann Lee</a:name></a:author><a:entry><a:title>A &amp; B</a:title>
      <a:link href="1"/><a:summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Text.</div>
      </a:summary><a:published>2024-06-04T10:00:00+02:00</a:published></a:entry></a:feed>
      """,
      """
      {"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [{"id": "1",
      "title": "A \\u0026 B", "url": "https://e.example/1", "content_html": "<p>Text.<\\/p>",
      "date_published": "2024-06-04T10:00:00+02:00", "authors": [{"name": "Ann Lee"}]}]}
      """,
    ]
  )
  func `say the same`(source: String) throws {
    let feed = try Feed(reading: Array(source.utf8))
    #expect(feed.isFeed)
    #expect(feed.title == "F")
    let entries = Array(feed)
    try #require(entries.count == 1)
    let article = entries[0].article()
    #expect(article.title == "A & B")
    #expect(entries[0].link == "https://e.example/1")
    #expect(entries[0].published == "2024-06-04T10:00:00+02:00")
    #expect(entries[0].author == "Ann Lee")
    #expect(article.content == "Text.")
    #expect(article.summary == "Text.")
    let document = article.document
    #expect(document.words(at: Span(0..<document.text.count)) == "A & B\n\nText.")
    #expect(document.blocks.map(\.kind) == [.title, .paragraph])
    #expect(document.received == Array(feed.received[entries[0].range]))
    #expect(document.lineage.applied(to: document.received) == document.text)
  }

  @Test(
    arguments: [
      ("<description>a &lt;b&gt;c&lt;/b&gt; &amp;amp; d</description>", "a c & d"),
      ("<description><![CDATA[<p>a</p><p>b &amp; c</p>]]></description>", "a\n\nb & c"),
      ("<description>x <![CDATA[<i>y</i>]]> z &amp;lt;</description>", "x y z <"),
      ("<description>one<br/>two</description>", "one\ntwo"),
      ("<content:encoded><![CDATA[<ul><li>a<li>b</ul>]]></content:encoded>", "a\nb"),
      (
        "<content type='xhtml'><h:div xmlns:h='u'><h:p>a</h:p><h:p>b</h:p></h:div></content>",
        "a\n\nb"
      ),
      ("<content type='text/plain'>1 &lt; 2 &amp;amp; 3</content>", "1 < 2 & 3"),
      ("<content type='application/octet-stream'>PHA+YiA8aT5jPC9pPjwvcD4=</content>", "b c"),
      ("<description>caf&eacute; &hellip;</description>", "café …"),
      ("<yandex:full-text>whole</yandex:full-text>", "whole"),
    ]
  )
  func `take text out of its wrapping`(field: String, text: String) throws {
    let feed = try Feed(reading: Array("<rss><channel><item>\(field)</item></channel></rss>".utf8))
    #expect(feed.first { _ in true }?.article().content == text)
  }

  @Test(
    arguments: [
      ("<description>a &lt;b&gt;c&lt;/b&gt; &amp;amp; d</description>", "a <b>c</b> &amp; d"),
      ("<description><![CDATA[<p>a</p>]]> b</description>", "<p>a</p> b"),
      ("<description>plain</description>", "plain"),
    ]
  )
  func `give markup as it was put into the feed`(field: String, markup: String) throws {
    let source = "<rss><channel><item><title>T &amp;amp; U</title>\(field)</item></channel></rss>"
    let entry = try #require(try Feed(reading: Array(source.utf8)).first { _ in true })
    #expect(entry.markup() == FeedMarkup(title: "T &amp; U", summary: markup, content: nil))
  }

  @Test(
    arguments: [
      ("<link>/a/../b</link>", "https://e.example/b"),
      ("<link xml:base='https://o.example/x/'>y</link>", "https://o.example/x/y"),
      (
        "<link rel='enclosure' href='z.mp3'/><guid>https://e.example/g</guid>",
        "https://e.example/g"
      ),
      (
        "<guid isPermaLink='false'>17</guid><link>?p=1&amp;q=2</link>", "https://e.example/?p=1&q=2"
      ),
      ("<link>mailto:a@e.example</link>", "mailto:a@e.example"),
      ("<link>  https://e.example/s \n</link>", "https://e.example/s"),
    ]
  )
  func `lead to the page of an entry`(fields: String, link: String) throws {
    let source =
      "<rss><channel><link>https://e.example/</link><item>\(fields)</item></channel></rss>"
    #expect(try Feed(reading: Array(source.utf8)).map(\.link) == [link])
  }

  @Test(
    arguments: [
      ("<author>Ann (x)</author>", "Ann (x)", ["Ann (x)"]),
      ("<author>ann@e.example (Ann Lee)</author>", "ann@e.example (Ann Lee)", ["Ann Lee"]),
      ("<author><name>A</name><email>a@e.example</email></author>", "A (a@e.example)", ["A"]),
      ("<dc:creator><![CDATA[Ann & Bo]]></dc:creator>", "Ann & Bo", ["Ann & Bo"]),
      ("<itunes:owner><itunes:name>O</itunes:name></itunes:owner>", nil, []),
    ] as [(String, String?, [String])]
  )
  func `name authors`(field: String, label: String?, names: [String]) throws {
    let feed = try Feed(reading: Array("<rss><channel><item>\(field)</item></channel></rss>".utf8))
    #expect(feed.map(\.author) == [label])
    #expect(feed.map(\.authors) == [names])
  }
}

@Suite struct `The text of an entry` {
  private func text(_ fields: String) throws -> String {
    let feed = try Feed(reading: Array("<rss><channel><item>\(fields)</item></channel></rss>".utf8))
    return try #require(
      feed.first { _ in true }.map { String(decoding: $0.article().document.text, as: UTF8.self) }
    )
  }

  @Test func `leaves out an abstract that the body repeats`() throws {
    let fields =
      "<description>One two…</description><content:encoded>One, two three.</content:encoded>"
    #expect(try text(fields) == "One, two three.")
  }

  @Test func `keeps an abstract that says something else`() throws {
    let fields = "<description>Other.</description><content:encoded>One two.</content:encoded>"
    #expect(try text(fields) == "Other.\n\nOne two.")
  }

  @Test func `is the description, not the caption of a picture`() throws {
    let fields =
      "<description>Text.</description><media:content><media:description>Photo</media:description></media:content>"
    #expect(try text(fields) == "Text.")
  }

  @Test func `has no title of a part in it`() throws {
    #expect(
      try text("<title>A</title><image><title>B</title></image><description>c</description>")
        == "A\n\nc"
    )
  }

  @Test func `answers for every byte that is left out`() throws {
    let source =
      "<rss><channel><item><link>l</link><title>A &lt; B</title><description><![CDATA[<p>c</p>]]></description></item></channel></rss>"
    let document = try #require(
      Feed(reading: Array(source.utf8)).first { _ in true }?.article().document
    )
    #expect(
      document.lineage.edits.map(\.rule) == [
        "feed-field", "html-entity", "feed-field", "block-break", "html-declaration", "html-tag",
        "html-tag", "html-declaration", "feed-field",
      ]
    )
    let place = document.lineage.origin(of: Span(7..<8))
    #expect(String(decoding: document.received[place.range], as: UTF8.self) == "c")
  }

  @Test func `states what the feed says of it`() throws {
    let source =
      "<rss><channel><title>F</title><language>de</language><item><title>T</title><pubDate>4 Jun 2024</pubDate></item></channel></rss>"
    let document = try #require(
      Feed(reading: Array(source.utf8)).first { _ in true }?.article().document
    )
    let stated = document.particulars.map { "\($0.field.rawValue)=\($0.value)" }
    #expect(
      stated == ["title=T", "datePublished=2024-06-04T00:00:00Z", "language=de", "publisher=F"]
    )
  }
}
