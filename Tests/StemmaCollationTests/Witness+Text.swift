import Foundation
import StemmaCollation
import StemmaText

extension Witness {
  /// A witness whose text is given, a paragraph a line.
  init(_ siglum: String, _ text: String, date: String? = nil, agencies: [String] = []) {
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
      encoding: TextEncoding(
        declared: nil,
        used: "utf-8",
        hasByteOrderMark: false,
        isVerbatim: true
      ),
      received: bytes,
      lineage: Lineage(unchanged: bytes.count),
      blocks: blocks
    )
    self.init(
      siglum,
      text: bytes,
      segmentation: Segmentation(document),
      date: date,
      agencies: agencies
    )
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
