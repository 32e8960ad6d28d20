import Foundation
import StemmaCollation
import StemmaText

/// A witness whose paragraphs are the lines of a text; statements are words of it, and who said them.
func witness(
  _ siglum: String,
  _ text: String,
  date: String? = nil,
  agencies: [String] = [],
  artefacts: [String] = [],
  ignored: [String] = [],
  publisher: String? = nil,
  statements: [Said] = []
) -> Witness {
  var blocks: [Block] = []
  var start = 0
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    let end = start + line.utf8.count
    if end > start { blocks.append(Block(.paragraph, Span(start..<end))) }
    start = end + 1
  }
  let bytes = Array(text.utf8)
  let document = Document(
    mediaType: .text,
    encoding: TextEncoding(declared: nil, used: "utf-8", hasByteOrderMark: false, isVerbatim: true),
    received: bytes,
    lineage: Lineage(unchanged: bytes.count),
    blocks: blocks
  )
  return Witness(
    siglum,
    text: bytes,
    segmentation: Segmentation(document),
    ignored: ignored.compactMap { text.span(of: $0) },
    artefacts: artefacts.compactMap { text.span(of: $0) }.sorted { $0.lower < $1.lower },
    statements: statements.compactMap { said in
      text.span(of: said.words).map { span in
        Witness.Statement(
          span,
          by: said.speaker,
          role: said.role,
          voice: said.voice,
          isVerbatim: said.isVerbatim
        )
      }
    },
    date: date,
    agencies: agencies,
    publisher: publisher
  )
}

/// Sentences that make an article of a sample: texts of a few sentences are compared as one.
let frame = """
  The ministers of both countries met in the harbour on Monday to speak of trade.
  Nobody was hurt when the old pier broke.
  Fishing boats stayed at sea until the evening.
  The museum beside the quay opens again in spring.
  """

/// What somebody says in a sample.
struct Said {
  let words: String
  let speaker: String
  var role: String?
  var voice = Witness.Statement.Voice.person
  var isVerbatim = true
}

extension String {
  /// Where words stand in a text, in bytes.
  fileprivate func span(of words: String) -> Span<Extracted>? {
    ranges(of: words).first.map { range in
      let lower = utf8.distance(from: startIndex, to: range.lowerBound)
      return Span(lower..<lower + words.utf8.count)
    }
  }
}

/// Reports on made-up events: each `kind` has words of its own, each `number` an order of its own.
func report(_ kind: Int, _ number: Int) -> String {
  let letter = Character(UnicodeScalar(UInt8(97 + kind % 26)))
  let words = [
    "ferry", "pier", "harbour", "divers", "basin", "tug", "crane", "pilot", "wharf", "buoy", "keel",
    "anchor",
  ].map { "\(letter)\(letter)\($0)" }
  let name = "\(letter)\(letter)almora".capitalized
  let sentences = (0..<10).map { i in
    let word = { words[(5 * i + $0 * number + 7 * $0) % 12] }
    return "The \(word(1)) of \(name) and the \(word(2)) are with the \(word(3)) for \(i + number)."
  }
  let first = sentences[..<(number % 5)]
  return
    (["\(name): \(words[number % 12]) and \(words[5])"] + sentences.dropFirst(number % 5) + first)
    .joined(separator: "\n")
}
