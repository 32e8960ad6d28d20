import StemmaText
import Testing

@testable import StemmaMarkup

/// A feed that is larger than what is read of it at once.
private func feed(
  entries count: Int,
  encoding: String = "utf-8",
  filler: String = "The harbour reopened on Monday. "
) -> String {
  let items = (0..<count).map { i in
    let text = String(repeating: filler, count: 1 + i * 7_919 % 500)
    let body = i % 3 == 0 ? "<![CDATA[<p>\(text)</p><item>]]>" : "&lt;p&gt;\(text)&lt;/p&gt;"
    return """
      <item><title>Story \(i)</title><link>/\(i)</link><!-- <item> --><description>\(body)\
      </description></item>

      """
  }
  return """
    <?xml version="1.0" encoding="\(encoding)"?>
    <!DOCTYPE rss [<!ENTITY town "Valmora">]>
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
    <title>Coast Daily, &town;</title><link>https://coast.example/</link><language>en</language>
    \(items.joined())</channel></rss>
    """
}

private func entries(
  of bytes: [UInt8],
  by size: Int = 100_000,
  within limits: ReadingLimits = ReadingLimits()
) throws -> [FeedEntry] {
  let stream = try #require(FeedStream(ByteStream(of: trickle(bytes, by: size)), within: limits))
  var entries: [FeedEntry] = []
  while let entry = try stream.next() { entries.append(entry) }
  #expect(stream.isFeed)
  return entries
}

@Suite struct `A feed read piece by piece` {
  @Test(arguments: [1_000, 100_000, 10_000_000])
  func `has the entries that it has as a whole`(size: Int) throws {
    let bytes = Array(feed(entries: 400).utf8)
    #expect(bytes.count > 3 * FeedStream.pieceSize)
    let pieces = try entries(of: bytes, by: size)
    let whole = Array(try Feed(reading: bytes))
    #expect(pieces.count == 400)
    #expect(pieces.map(\.place) == whole.map(\.range))
    #expect(pieces.map(\.link) == whole.map(\.link))
    #expect(pieces.map(\.bytes) == whole.map(\.bytes))
    #expect(pieces.map { $0.article() } == whole.map { $0.article() })
    let facts = try #require(pieces.last).article().document.particulars
    #expect(facts.contains { $0.value == "Coast Daily, Valmora" })
  }

  @Test func `cuts no character of another encoding in two`() throws {
    let text = feed(entries: 300, encoding: "windows-1252", filler: "Caf\u{E9} au port, \u{2019}")
    let bytes = text.unicodeScalars.map { scalar in
      scalar.value == 0x2019 ? 0x92 : UInt8(truncatingIfNeeded: scalar.value)
    }
    let pieces = try entries(of: bytes)
    let whole = Array(try Feed(reading: bytes))
    #expect(pieces.map { $0.article() } == whole.map { $0.article() })
    #expect(pieces.map(\.place) == whole.map(\.range))
  }

  @Test func `is read to its end where that is missing`() throws {
    let bytes = Array(feed(entries: 300).utf8)
    let cut = Array(bytes[..<(bytes.count * 2 / 3)])
    let pieces = try entries(of: cut)
    #expect(pieces.map { $0.article() } == Array(try Feed(reading: cut)).map { $0.article() })
  }

  @Test func `refuses an entry that is too large, after those before it`() throws {
    let head = "<rss><channel><item><title>One</title></item><item><title>"
    let bytes = Array((head + String(repeating: "a > b ", count: 1_000_000)).utf8)
    let limits = ReadingLimits(maximumBytes: 3 << 20)
    let stream = try #require(FeedStream(ByteStream(of: trickle(bytes, by: 9_999)), within: limits))
    #expect(try stream.next()?.article().title == "One")
    #expect(throws: FeedStream.Failure.tooLarge(limit: 3 << 20)) { try stream.next() }
  }

  @Test(arguments: ["{\"version\": \"https://jsonfeed.org/version/1\"}", "The port.", ""])
  func `is XML`(input: String) {
    #expect(FeedStream(ByteStream(of: trickle(Array(input.utf8)))) == nil)
  }
}
