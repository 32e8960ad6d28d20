import StemmaText
import Testing

@testable import StemmaMarkup

@Suite struct `Start tags and the text behind them` {
  @Test(arguments: [
    ("<p class=\"a b\" id='c'>", "class=a b|id=c"),
    ("<a href=\"?a=1&amp;b=2&c=3\">", "href=?a=1&b=2&c=3"),
    ("<a href=\"&amp;amp;\">", "href=&amp;"),
    ("<a href=x/y rel=nofollow>", "href=x/y|rel=nofollow"),
    ("<a href=x/>", "href=x/"),
    ("<a href=\"x&eacute;\">", "href=xé"),
    ("<a HREF=\"x\" href=\"y\" data-z=\"1\">", "href=x"),
    ("<p hidden class=\"\">", "hidden=|class="),
    ("<p class = \"a\">", "class=a"),
    ("<p @click=\"a > b\" class=\"c\">", "class=c"),
    ("<p class=\"a\"id=\"b\">", "class=a|id=b"),
    ("<img alt=\"a<b>c\" src=\"d\"/>", "alt=a<b>c|src=d"),
    ("<p\nclass=\"a\"\n\tid=\"b\" >", "class=a|id=b"),
    ("<p data-\u{E9}=\"1\" class=\"a\">", "class=a"),
  ])
  func `have the attributes that HTML reads`(tag: String, attributes: String) throws {
    let read = Array((tag + "text</p>").utf8).withUnsafeBufferPointer {
      markup(of: $0, as: .html, within: ReadingLimits())
    }
    let page = try #require(read)
    let element = try #require(page.nodes.first)
    let found = page.attributes[element.attributes].map {
      let value = page.bytes[Int($0.lower)..<Int($0.upper)]
      return "\($0.name.rawValue)=\(String(decoding: value, as: UTF8.self))"
    }
    #expect(found.joined(separator: "|") == attributes)
    #expect(element.startTag == 0..<Int32(tag.utf8.count))
  }

  @Test(arguments: [
    ("<div>a<br>b &amp; c<i>d</i>e</div>f", "a\nb & cde\n\nf"),
    ("a &lt; b<p>c", "a < b\n\nc"),
    ("<p>1 < 2 & 3 &foo; 4</p>", "1 < 2 & 3 &foo; 4"),
    ("<ul><li>a<li>b</ul>c<hr>d", "a\nb\n\nc\n\nd"),
    ("<p>a<div class=\"x\">b</p>c</div>d", "a\n\nbc\n\nd"),
    ("<style></option></select>x</style><p>a", "a"),
    ("<?php echo '<p class=\"a\">b</p>' ?>c", "b\n\n' ?>c"),
  ])
  func `are parted as HTML parts them`(page: String, text: String) throws {
    let document = try document(from: Array(page.utf8), as: .html)
    #expect(document.words(at: Span(0..<document.text.count)) == text)
    #expect(document.lineage.applied(to: document.received) == document.text)
  }
}
