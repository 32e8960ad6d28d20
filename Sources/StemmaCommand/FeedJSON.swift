import Stemma
import StemmaMarkup
import StemmaText

/// Writes a feed as one JSON object with its entries, each read, cleaned and let go in turn.
struct FeedJSON {
  private let examination: Examination

  init(_ examination: Examination) {
    self.examination = examination
  }

  /// Writes the entries of a feed.
  func write(
    _ bytes: [UInt8],
    charset: String?,
    from address: String?,
    to output: inout StandardOutput
  ) throws {
    let feed = try Feed(reading: bytes, charset: charset, from: address, within: examination.limits)
    guard feed.isFeed else { throw CommandError("The input is no RSS, RDF, Atom or JSON feed.") }
    try output.write("{\"entries\":[")
    var separator = ""
    for entry in feed {
      try output.write(separator)
      try output.write(json(of: entry))
      separator = ","
    }
    try output.write("]}\n")
  }

  private func json(of entry: FeedEntry) -> [UInt8] {
    let article = entry.article()
    let examined = examination.result(
      reading: article.document,
      from: Source([], name: entry.id ?? entry.link ?? "entry", language: entry.language)
    )
    let facts: [(String, String?)] = [
      ("title", article.title), ("link", entry.link), ("published", entry.published),
      ("updated", entry.updated), ("author", entry.author), ("summary", article.summary),
      ("content", article.content),
      ("cleaned", String(decoding: examined.cleaned, as: UTF8.self)), ("id", entry.id),
    ]
    var json: [UInt8] = [UInt8(ascii: "{")]
    for (i, (name, value)) in facts.enumerated() {
      if i > 0 { json.append(UInt8(ascii: ",")) }
      json += Array("\"\(name)\":".utf8)
      json += value.map { jsonString($0.utf8) } ?? Array("null".utf8)
    }
    return json + [UInt8(ascii: "}")]
  }
}
