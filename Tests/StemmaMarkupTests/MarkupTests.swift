import StemmaMarkup
import StemmaText
import Testing

@Suite struct `Pages read into text` {
  @Test func `probe`() throws {
    let page = """
      <!DOCTYPE html>
      <html lang=en><head><title>A &amp; B</title>
      <script>var a="<b>";</script></head><body class=x>
       <p>Hi  <b> there</b> &euro;&#128; &foo; é<br/>x <b>y</b> z
      <p>Two <!-->q--> < 3 a<$b>c <o:p>w</o:p> </p><ul><li>one<li>two</ul>
      <pre>
       a  b
      c </pre><table><tr><td>1<td>2<tr><td>3</table></body></html> tail &#0; zz
      """
    let document = try document(from: Array(page.utf8), as: .html)
    print(document.words(at: Span(0..<document.text.count)))
    for block in document.blocks { print(block.kind, document.words(at: block.span)) }
    for edit in document.lineage.edits {
      print(
        edit.rule,
        edit.span.range,
        String(decoding: document.received[edit.span.range], as: UTF8.self).debugDescription,
        edit.inserted.debugDescription
      )
    }
  }
}
