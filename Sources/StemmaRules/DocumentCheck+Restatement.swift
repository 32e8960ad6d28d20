import StemmaText

extension CheckedDocument {
  /// Fewest words that carry meaning in a closing sentence that is compared.
  private static let fewestClosingWords = 8

  /// Share of its words that one sentence above has, in thousandths.
  ///
  /// Tuned, as the next, on news that people wrote: no closing sentence of 518 articles has both.
  private static let wordsOfOneSentence = 550

  /// Share of its words that the whole text above has, in thousandths: it says nothing new.
  private static let wordsOfText = 900

  /// A last paragraph of one sentence that says in other words what a sentence above it says.
  var closingRestatements: [DocumentCheck.Sighting] {
    guard let running = segmentation.runningText,
      let i = [running.upperBound + 1, running.upperBound].first(where: isOneFullSentence),
      let sentence = profiles[i].sentences.first.map({ segmentation.sentences[$0] })
    else { return [] }
    let words = contentWords(of: sentence)
    guard words.count >= Self.fewestClosingWords, i > running.lowerBound + 2 else { return [] }
    var above: [UInt64] = []
    var twin: (common: Int, span: Span<Extracted>)?
    for block in running.lowerBound..<i {
      for other in profiles[block].sentences.map({ segmentation.sentences[$0] }) {
        let others = contentWords(of: other)
        above += others
        // The paragraph before is what it goes on from.
        guard block < i - 1 else { continue }
        let common = Self.common(others, words)
        if common > twin?.common ?? 0 { twin = (common, other.span) }
      }
    }
    above.sort()
    guard let twin, twin.common * 1000 >= words.count * Self.wordsOfOneSentence,
      Self.common(above, words) * 1000 >= words.count * Self.wordsOfText
    else { return [] }
    return [
      DocumentCheck.Sighting(
        spans: [sentence.span, twin.span],
        suggestion: nil,
        detail: nil,
        amendment: nil
      )
    ]
  }

  private func isOneFullSentence(_ i: Int) -> Bool {
    profiles.indices.contains(i) && segmentation.blocks[i].kind == .paragraph
      && profiles[i].sentences.count == 1 && profiles[i].endsWithStop
  }
}
