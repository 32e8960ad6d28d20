import StemmaMarkup
import StemmaText
import Testing

@Suite struct `Pages read as text` {
  @Test(arguments: [
    ("<p>One  two\n three </p>", "One two three"),
    ("<p>One<p>Two", "One\n\nTwo"),
    ("<ul><li>one<li>two</ul>end", "one\ntwo\n\nend"),
    ("<table><tr><td>1<td>2<tr><td>3</table>", "1\t2\n3"),
    ("a<br>b<br><br>c", "a\nb\n\nc"),
    ("foo <b> bar </b> baz", "foo bar baz"),
    ("foo <b>bar</b>\n<i>baz</i>", "foo bar baz"),
    ("&euro;&#128;&nbsp;&hellip;&amp;&lt;", "€€\u{A0}…&<"),
    ("&bogus; &amp", "&bogus; &"),
    ("<pre>a\n  b  </pre>c", "a\n  b\n\nc"),
    ("a<script>x<b></script>b<style>p{}</style>c<!-- d -->e", "abce"),
    ("<title>T</title><p>x", "x"),
    ("<p>One&comma; two&period; &NewLine;three&nbsp</p>", "One, two. three\u{A0}"),
    (
      "<p>&copy 2020, a&b=c, ?x=1&copy=2, AT&T, &notanentity;</p>",
      "© 2020, a&b=c, ?x=1&copy=2, AT&T, &notanentity;"
    ),
    ("<noscript><p>no</p></noscript>yes", "yes"),
    ("a <template><p>x</p></template><div hidden>y</div>b", "a\n\nb"),
    ("a<!-->b", "ab"), ("a<!--->b", "ab"),
    ("<div>x<svg><title>q</title><text>t</text></svg></div>y", "x\n\ny"),
    ("<html><body>a</body></html> tail", "a\n\ntail"),
    ("1 < 2 and a<$b>c", "1 < 2 and a<$b>c"),
    ("x&#0;y", "x\u{FFFD}y"),
    ("<p>a&amp;nbsp;b &amp;lt;p&amp;gt;c", "a b \nc"),
    ("<p>Use <code>&lt;br&gt;</code> here", "Use <br> here"),
    ("<p>A\0B\0</p>\0<p>C", "AB\n\nC"),
    ("<a title=\"x\u{1}y\0z\">t</a>", "t"),
    ("<?xml version=\"1.0\"?><r><a>x &amp; y</a><![CDATA[<b>]]></r>", "x & y\n\n<b>"),
    ("<!DOCTYPE r [<!ENTITY x \"y\">]><p>&x;</p>", "&x;"),
    ("<?xml version=\"1.0\"?><rss><item><title>T</title><x>y</x></item></rss>", "T\n\ny"),
    ("<rss><item><title>T</title></item></rss>", "T"),
    ("", ""), ("<", "<"), ("<p", ""),
  ])
  func `keep what a browser shows`(page: String, text: String) throws {
    let document = try document(from: Array(page.utf8), as: .html)
    #expect(document.words(at: Span(0..<document.text.count)) == text)
    try expectAccount(of: document, page)
  }

  @Test func `say what each block is`() throws {
    let page = """
      <h1>H</h1><p>P</p><blockquote>Q</blockquote><ul><li>L</ul><figure><img><figcaption>C
      </figcaption></figure><pre><code>K</code></pre><pre>V</pre><table><tr><td>T</table>
      """
    let document = try document(from: Array(page.utf8), as: .html)
    let kinds = document.blocks.map { "\($0.kind.rawValue) \(document.words(at: $0.span))" }
    #expect(
      kinds == [
        "heading H", "paragraph P", "quotation Q", "list-item L", "caption C", "code K",
        "preformatted V", "table T",
      ]
    )
  }

  @Test func `name a rule in every edit`() throws {
    let page = "<!DOCTYPE html><p>a &amp; b  c<!--x--><script>y</script>\0</p><p>d"
    let document = try document(from: Array(page.utf8), as: .html)
    let rules = document.lineage.edits.map(\.rule)
    #expect(
      rules == [
        "html-declaration", "html-tag", "html-entity", "html-space", "html-comment", "html-hidden",
        "nul-byte", "html-tag", "block-break",
      ]
    )
    #expect(document.remarks.map(\.event) == [.nul])
  }

  @Test func `give what their markup says about the article`() throws {
    let page = """
      <html lang=en-gb><head><title>Head &amp; tail - Site</title>
      <meta property="og:title" content="Head &amp; tail"><meta name=author content="By Ann Bee">
      <meta property="article:published_time" content="2024-06-20T16:10:00+03:00">
      <meta property="og:site_name" content="Site"><link rel=canonical href="https://e.org/a">
      <script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Head \\u0026 tail",
      "author":[{"@type":"Person","name":"Ann Bee"},{"@id":"#2"}],"datePublished":"2024-06-20 16:10"},
      {"@id":"#2","name":"Cy Dee"}]}</script></head><body>x
      """
    let document = try document(from: Array(page.utf8), as: .html)
    let facts = document.particulars.map { "\($0.field.rawValue)=\($0.value) \($0.basis.rawValue)" }
    #expect(
      facts == [
        "title=Head & tail json-ld", "byline=Ann Bee json-ld", "byline=Cy Dee json-ld",
        "datePublished=2024-06-20T16:10:00+03:00 html-meta", "publisher=Site html-meta",
        "language=en-GB html-meta", "canonicalURL=https://e.org/a html-link",
      ]
    )
  }
}
