import Stemma
import StemmaMarkup
import StemmaText

extension Answering {
  /// The answer to a record that holds a feed: one object, with an answer for each entry.
  func entries(of source: Source, answering identifier: String) throws(MarkupError) -> [UInt8] {
    let feed = try Feed(
      reading: source.bytes,
      charset: source.charset,
      from: source.uri,
      within: examination.limits
    )
    guard feed.isFeed else {
      return failure(identifier, "unreadable", "The text is no RSS, RDF, Atom or JSON feed.")
    }
    let content = Content(of: source.bytes)
    let container = source.container ?? Container(name: source.name)
    var iterator = feed.makeIterator()
    var entries: [[UInt8]] = []
    while let entry = iterator.next() {
      let document = entry.article().document
      let own = Source(
        document.received,
        name: "\(source.name)#\(entries.count + 1)",
        uri: entry.link,
        language: source.language,
        retrievedAt: source.retrievedAt,
        within: container.holding(entryAt: entry.place, ofFeed: content)
      )
      let examined = examination.result(reading: document, from: own)
      entries.append(object(of: examined, answering: quoted(own.name)))
    }
    return Array("{\"id\":\(identifier),\"entries\":[".utf8)
      + entries.joined(separator: [UInt8(ascii: ",")]) + Array("]}\n".utf8)
  }
}
