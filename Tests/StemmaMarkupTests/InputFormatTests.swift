import StemmaMarkup
import Testing

@Suite struct `The format of an input` {
  @Test(
    arguments: [
      ("", InputFormat.text),
      ("The port reopened.", .text),
      ("{1, 2} is a set of two members.", .text),
      (#"{"a": 1}"#, .text),
      (#"{"id": "a", "text": "The port reopened."}"#, .ndjson),
      (#"  {"html": "<p>x</p>", "id": 7}"# + "\n" + #"{"id": 8}"#, .ndjson),
      (#"{"id": "a", "text": "See https://jsonfeed.org/version/1."}"#, .ndjson),
      (#"{"version": "https://jsonfeed.org/version/1.1", "items": []}"#, .feed),
      ("{\n \"title\": \"x\",\n \"version\": \"https://jsonfeed.org/version/1\"\n}", .feed),
      ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", .warc),
      ("WARC/1.0 is a version of the format.", .warc),
      ("<rss version=\"2.0\"><channel/></rss>", .feed),
      ("\u{FEFF}<?xml version=\"1.0\"?>\n<!-- a > b -->\n<feed xmlns=\"x\">", .feed),
      ("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x \"y\">]><rss>", .feed),
      ("<atom:feed xmlns:atom=\"http://www.w3.org/2005/Atom\">", .feed),
      (
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">",
        .feed
      ),
      ("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">", .text),
      ("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">", .html),
      ("<!DOCTYPE html><p>About <code>&lt;rss></code></p>", .html),
      ("<!-- <rss> --><html><p>x</p></html>", .html),
    ]
  )
  func `shows in how it starts`(input: String, format: InputFormat) {
    #expect(InputFormat.detected(in: Array(input.utf8)) == format)
  }

  @Test(arguments: [true, false])
  func `shows through UTF-16`(hasMark: Bool) {
    for isLittle in [true, false] {
      let text = (hasMark ? "\u{FEFF}" : "") + "<?xml version=\"1.0\"?><rss><channel>"
      let bytes = text.utf16.flatMap { unit in
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return isLittle ? pair.reversed() : pair
      }
      #expect(InputFormat.detected(in: bytes) == .feed)
    }
  }

  @Test func `shows in a line that goes on beyond what was read`() {
    let line = #"{"html": ""# + String(repeating: "x", count: 100_000)
    #expect(InputFormat.detected(in: Array(line.utf8)) == .ndjson)
  }
}
