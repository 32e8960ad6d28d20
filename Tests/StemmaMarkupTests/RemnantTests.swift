import StemmaMarkup
import StemmaText
import Testing

@Suite struct `Remnants of markup in text` {
  @Test(arguments: [
    ("AT&amp;T and Q&A", "AT&T and Q&A"),
    ("a&nbsp;b", "a b"),
    ("a&amp;nbsp;b", "a b"),
    ("a&amp;amp;nbsp;b", "a b"),
    ("said &quot;yes&quot; &ndash; &#8217;tis &#x2019;", "said \"yes\" – ’tis ’"),
    ("don&amp;#8217;t", "don’t"),
    ("a & nbsp; b and & quot; x & quot;", "a   b and \" x \""),
    ("&#128;5 &nbsp", "€5  "),
    ("one<br>two", "one\ntwo"),
    ("one<br/>\ntwo", "one\ntwo"),
    ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
    ("&lt;p&gt;One.&lt;/p&gt;&amp;lt;p&amp;gt;Two.&amp;lt;/p&amp;gt;", "One.\nTwo."),
    ("<b>Bold</b> and <i>fine</i>", "Bold and fine"),
    ("foo <img src=\"a.jpg\" alt=\"x > y\"> bar", "foo bar"),
    ("see <a href=\"https://e.org/?a=1&amp;b=2\">this</a>.", "see this."),
    ("a <!-- note --> b", "a b"),
    ("a <!-- open", "a open"),
    ("<![CDATA[Text]]> end", "Text end"),
    ("<?xml version=\"1.0\"?>Text", "Text"),
    ("<script>var a = 1 < 2;</script>Text<style>p{}</style>", "Text"),
    ("[caption id=\"a\" width=\"3\"]A view.[/caption]", "A view."),
    ("[embed]https://e.org/v[/embed]After", "After"),
    ("[vc_row][vc_column]Text[/vc_column][/vc_row]", "Text"),
    ("[b]Bold[/b] [url=https://e.org]x[/url]", "Bold x"),
    ("style=\"color:red\">Text", "Text"),
    ("width=\"300\" height=\"20\" />Text", "Text"),
    ("<o:p></o:p>Text <st1:place w:st=\"on\">Paris</st1:place>", "Text Paris"),
    ("<amp-img src=\"a\"></amp-img>Text", "Text"),
    ("<p style=“color:red”>Text", "Text"),
  ])
  func `are taken out`(text: String, cleaned: String) throws {
    let document = try document(from: Array(text.utf8), as: .text)
    #expect(document.words(at: Span(0..<document.text.count)) == cleaned)
    #expect(!document.remarks.isEmpty)
    try expectAccount(of: document)
  }

  @Test(arguments: [
    "if a < b and c > d", "I <3 you", "x<y>z", "a<b and c>d", "Write to <a@b.org> now",
    "See <https://e.org/a?b=1&copy=2>.", "AT&T, Q&A, R&D; &c. & so on", "[of such cooperation]",
    "[applause] [sic] [VIDEO] [1]", "List<String> and Map<Object, Data>",
    "Dear <name>, your <address>",
    "the </sarcasm> mark", "a --> b <-- c", "p. 3 [a], [b]", "f(x)=\"y\" and z", "1 <2> 3",
    "He said =\"no\"", "a[b[0]]>c", "<<quoted>>", "</3", "Tom & Jerry; friends",
    "the <title> of it", "&notaname; stays", "<!important>",
  ])
  func `are not seen in text that only looks like markup`(text: String) throws {
    let document = try document(from: Array(text.utf8), as: .text)
    #expect(document.words(at: Span(0..<document.text.count)) == text)
    #expect(document.remarks.isEmpty)
  }
}

/// Expects the lineage to lead from the received bytes to the text, and copies to be equal.
func expectAccount(of document: Document, _ note: String = "") throws {
  #expect(document.lineage.applied(to: document.received) == document.text, "\(note)")
  #expect(String(validating: document.text, as: UTF8.self) != nil, "\(note)")
  for copy in document.lineage.copies {
    #expect(
      document.received[copy.source.range] == document.text[copy.result.range],
      "\(note)"
    )
  }
  var end = 0
  for block in document.blocks {
    #expect(block.span.lower >= end && block.span.upper <= document.text.count, "\(note)")
    end = block.span.upper
  }
  for remark in document.remarks {
    #expect(remark.span.upper <= document.text.count, "\(note)")
  }
}
