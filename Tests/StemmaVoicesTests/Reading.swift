import RulePacks
import StemmaText
import StemmaVoices

/// A text read for its quotes, with what tests ask about them.
struct Reading {
  let document: Document
  let quotes: [Quote]

  /// Reads a text, a paragraph a line, with the built-in vocabulary.
  init(
    _ text: String,
    by reader: VoiceReader = RulePacks.voices(),
    agencies: [Particular] = [],
    written: WritingDay? = nil
  ) {
    let bytes = Array(text.utf8)
    var blocks: [Block] = []
    var start = 0
    for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: "\n") {
      if end > start { blocks.append(Block(.paragraph, Span(start..<end))) }
      start = end + 1
    }
    document = Document(
      mediaType: .text,
      encoding: TextEncoding(
        declared: nil,
        used: "UTF-8",
        hasByteOrderMark: false,
        isVerbatim: true
      ),
      received: bytes,
      lineage: Lineage(unchanged: bytes.count),
      blocks: blocks
    )
    quotes = reader.quotes(
      in: document,
      Segmentation(document),
      agencies: agencies,
      written: written
    )
  }

  /// For each quote what is said, its pieces joined by “ … ”.
  var contents: [String] { quotes.map(content) }

  /// What a quote says.
  func content(_ quote: Quote) -> String {
    quote.content.map { document.words(at: $0) }.joined(separator: " … ")
  }

  /// The quote that says some words.
  func quote(_ words: String) -> Quote? { quotes.last { content($0) == words } }

  /// For each quote the words that name its source.
  var sources: [String?] { quotes.map { $0.source.map { document.words(at: $0) } } }

  /// For each quote the name of its speaker.
  var speakers: [String?] { quotes.map(\.speaker.name) }
}
