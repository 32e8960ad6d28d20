import Testing

@testable import StemmaPage

@Suite struct `Escaping for a page` {
  @Test(arguments: [
    ("<b>", "&lt;b&gt;"),
    ("<\u{301}script>", "&lt;\u{301}script&gt;"),
    ("\"\u{301} onload=\u{27}\u{20DD}x", "&quot;\u{301} onload=&#39;\u{20DD}x"),
    ("&\u{308}lt;", "&amp;\u{308}lt;"),
    ("Zürich 語 👩‍👧", "Zürich 語 👩‍👧"),
  ])
  func `goes by scalars, whatever joins them`(text: String, html: String) {
    #expect(Escaped(text, in: .attribute).html.utf8.elementsEqual(html.utf8))
    #expect(Escaped(text, in: .block).html.utf8.elementsEqual(html.utf8))
  }

  @Test func `shows what cannot be seen`() {
    let seen = Escaped("a\u{202E}b\u{200B}c\u{0}d\u{FEFF}e\u{E0041}f\u{115F}g\u{FFFF}").html
    for name in ["U+202E", "U+200B", "U+0000", "U+FEFF", "U+E0041", "U+115F", "U+FFFF"] {
      #expect(seen.contains(">\(name)</span>"))
    }
    #expect(!seen.unicodeScalars.contains { isUnseen($0) })
  }

  @Test func `puts no element into an attribute`() {
    #expect(Escaped("a\nb\tc\u{202E}", in: .attribute).html == "a b c⟨U+202E⟩")
  }

  @Test func `keeps the space of a block and names the breaks of a line`() {
    #expect(Escaped("a\tb", in: .block).html == "a\tb")
    #expect(Escaped("\r\n").html.contains("U+000D"))
    #expect(Escaped("\r\n").html.contains("↵"))
  }
}
