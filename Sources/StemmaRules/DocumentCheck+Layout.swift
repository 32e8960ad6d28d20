import StemmaText

extension CheckedDocument {
  /// Paragraphs that lost their final stop.
  var missingFinalStops: [DocumentCheck.Sighting] {
    let (share, paragraphs) = stops
    guard paragraphs >= 4, share >= 0.6 else { return [] }
    return profiles.indices.compactMap { i in
      guard profiles[i].isProse, !profiles[i].endsWithStop, profiles[i].zone == .body,
        segmentation.blocks[i].kind == .paragraph, let last = profiles[i].tokens.last,
        profiles[i].sentences.count > 1 || isOneSentence(i)
      else { return nil }
      let token = segmentation.tokens[last]
      guard token.kind == .word || token.kind == .number else { return nil }
      let right = document.words(at: token.span) + "."
      return DocumentCheck.Sighting(
        token.span,
        suggestion: right,
        DocumentCheck.Amendment(span: Span(token.upper..<token.upper), inserted: ".")
      )
    }
  }

  /// Whether a paragraph has what sentences have and lists of names have not.
  private func isOneSentence(_ i: Int) -> Bool {
    let tokens = segmentation.tokens[profiles[i].tokens]
    let words = tokens.filter { $0.kind == .word }
    return words.count { $0.shape.contains(.lower) } * 2 > words.count
      && !tokens.contains { $0.kind == .address }
  }

  /// Runs of two blank lines or more between blocks.
  var blankLines: [DocumentCheck.Sighting] {
    let blocks = segmentation.blocks
    return zip(blocks, blocks.dropFirst()).compactMap { before, after in
      let breaks = (before.span.upper..<after.span.lower).filter { text[$0] == UInt8(ascii: "\n") }
      guard breaks.count > 2, let last = breaks.last else { return nil }
      let run = Span<Extracted>(before.span.upper..<last + 1)
      // What goes is behind the break that stays, so that taking out the line before can too.
      let surplus = Span<Extracted>(breaks[1] + 1..<last + 1)
      return DocumentCheck.Sighting(run, DocumentCheck.Amendment(span: surplus, inserted: ""))
    }
  }

  /// Line breaks inside a sentence.
  var brokenLines: [DocumentCheck.Sighting] {
    guard document.mediaType == .text else { return [] }
    let lines = segmentation.lines
    return zip(lines, lines.dropFirst()).compactMap { before, after in
      let between = before.span.upper..<after.span.lower
      guard text[between].count(where: { $0 == UInt8(ascii: "\n") }) == 1, isBroken(before, after)
      else { return nil }
      let span = Span<Extracted>(between)
      return DocumentCheck.Sighting(span, DocumentCheck.Amendment(span: span, inserted: " "))
    }
  }

  /// Fewest bytes of a line that was broken because it was full.
  private static let fullLine = 40

  private func isBroken(_ before: Line, _ after: Line) -> Bool {
    switch segmentation.blocks[before.block].kind {
    case .preformatted, .code, .table: return false
    default: break
    }
    guard before.span.count >= Self.fullLine, !before.endsWithStop else { return false }
    if before.block == after.block { return true }
    let next = segmentation.tokens[after.tokens.lowerBound]
    guard next.kind == .word else { return false }
    if text[before.span.upper - 1] == UInt8(ascii: ",") { return true }
    return next.shape.contains(.lower) && !next.shape.contains(.digit)
      && segmentation.tokens[before.tokens.upperBound - 1].kind == .word
  }

  /// A whole text whose paragraphs are set apart by single line breaks: one sighting with all of
  /// them.
  var singleBreaks: [DocumentCheck.Sighting] {
    guard document.mediaType == .text, profiles.count(where: \.isProse) >= 3 else { return [] }
    let blocks = segmentation.blocks
    var spans: [Span<Extracted>] = []
    for (before, after) in zip(blocks, blocks.dropFirst()) {
      let between = before.span.upper..<after.span.lower
      let breaks = between.filter { text[$0] == UInt8(ascii: "\n") }
      guard breaks.count == 1 else { return [] }
      spans.append(Span(breaks[0]..<breaks[0] + 1))
    }
    return spans.isEmpty
      ? [] : [DocumentCheck.Sighting(spans: spans, suggestion: "\n\n", amendment: nil)]
  }
}
