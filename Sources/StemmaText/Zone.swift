/// Parts of a document by their place beside the running text.
///
/// Running text is made of prose: paragraphs of some length that end like sentences, in the
/// document's language. A paragraph of prose with two lines or more of something else behind it,
/// and the rest of the text after those, is a standfirst: it belongs to the top.
public enum Zone: String, Hashable, Sendable, CaseIterable {
  /// Before the first paragraph of running text; all of a document that has none.
  case top
  /// From the first to the last paragraph of running text.
  case body
  /// After the last paragraph of running text.
  case end
}

extension Zone {
  /// Blocks of furniture in a row that set a lone paragraph apart from the running text; tuned
  /// on the seeds (a date, a repeated headline and a button between standfirst and text).
  private static let leadingGap = 2

  /// The same at the end, where related headlines stand between the last paragraphs too.
  private static let trailingGap = 3

  /// The indexes of the blocks from the first to the last of running text; `nil` without any.
  static func runningText(amongProse isProse: [Bool]) -> ClosedRange<Int>? {
    let prose = isProse.indices.filter { isProse[$0] }
    guard var first = prose.first, var last = prose.last else { return nil }
    var start = 0
    // At most two standfirsts, and more running text behind the gap than before it.
    for i in prose.indices.dropLast().prefix(2)
    where prose[i + 1] - prose[i] > leadingGap && prose.count - (i + 1) >= 2 * (i + 1) {
      start = i + 1
    }
    first = prose[start]
    var end = prose.count - 1
    for back in 1...2 where prose.count - back > start {
      let i = prose.count - back
      if i > start, prose[i] - prose[i - 1] > trailingGap, i - start >= 2 * back { end = i - 1 }
    }
    last = prose[end]
    return first...max(first, last)
  }
}
