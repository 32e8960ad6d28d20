import StemmaText

extension CheckedDocument {
  /// Paragraphs that lost their final stop.
  var missingFinalStops: [DocumentCheck.Sighting] {
    let (share, paragraphs) = stops
    guard paragraphs >= 4, share >= 0.6 else { return [] }
    return profiles.indices.compactMap { i in
      guard lacksStop(i), let last = profiles[i].tokens.last else { return nil }
      let token = segmentation.tokens[last]
      guard token.kind == .word || token.kind == .number else { return nil }
      let word = document.words(at: token.span)
      let isNote = token.kind == .number && text[max(token.lower, 1) - 1] == UInt8(ascii: ".")
      guard !isNote, !lexicon.isWord(word, of: "agency") else { return nil }
      let right = word + "."
      return DocumentCheck.Sighting(
        token.span,
        suggestion: right,
        DocumentCheck.Amendment(span: Span(token.upper..<token.upper), inserted: ".")
      )
    }
  }

  /// Whether a block is a paragraph without its stop: long, or shorter but beside running text and
  /// no headline by its words.
  private func lacksStop(_ i: Int) -> Bool {
    guard segmentation.blocks[i].kind == .paragraph, !profiles[i].endsWithStop else { return false }
    // What a quotation follows may have lost its colon instead.
    if i + 1 < profiles.count, let next = profiles[i + 1].tokens.first,
      segmentation.tokens[next].shape.contains(.quote)
    {
      return false
    }
    // A long line before the text is a headline, one with the outlet's name behind it a title.
    guard i > 0, profiles[i - 1].isProse || profiles[i - 1].zone == .body,
      profiles[i - 1].endsWithStop, !isTitleLike(i)
    else { return false }
    if profiles[i].isProse, profiles[i].zone == .body {
      guard endsInSentence(i) else { return false }
      guard i + 1 < profiles.count, profiles[i + 1].isProse, profiles[i - 1].isProse else {
        return isWholeSentence(i)
      }
      return profiles[i].sentences.count > 1 || isOneSentence(i) && isSentenceLike(i)
    }
    // Shorter ones between its paragraphs may be headings.
    if profiles[i].zone == .body {
      return profiles[i].words >= 20 && i + 1 < profiles.count && !profiles[i + 1].isProse
        && isWholeSentence(i)
    }
    return i > 1 && segmentation.runningText?.upperBound == i - 1 && profiles[i - 1].isProse
      && isWholeSentence(i)
  }

  /// Whether a block ends in a small word that English has, not in a unit, a name or a number.
  private func endsInWord(_ i: Int) -> Bool {
    guard let last = profiles[i].tokens.last else { return false }
    let token = segmentation.tokens[last]
    return token.shape.contains(.lower) && token.span.count > 2
      && lexicon.knows(document.words(at: token.span))
  }

  /// Whether a block is one line and one sentence of English, and no note below the text.
  private func isWholeSentence(_ i: Int) -> Bool {
    profiles[i].words >= 12 && profiles[i].lines.count == 1 && isOneSentence(i)
      && profiles[i].language == "en" && isSentenceLike(i) && endsInWord(i)
  }

  /// Whether what stands behind the last stop is long enough for a sentence, not a label.
  private func endsInSentence(_ i: Int) -> Bool {
    guard let last = profiles[i].sentences.last else { return false }
    return segmentation.tokens[segmentation.sentences[last].tokens].count { $0.kind == .word } >= 6
  }

  /// Whether a line is a page's title or a credit: parts set apart by dashes or bars.
  private func isTitleLike(_ i: Int) -> Bool {
    segmentation.tokens[profiles[i].tokens].suffix(14).contains { token in
      (token.kind == .punctuation || token.kind == .symbol)
        && ["-", "--", "–", "—", "|", "»", "/", "©", "•"].contains(document.words(at: token.span))
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
    guard before.span.count >= Self.fullLine, before.words >= 6, !before.endsWithStop,
      !looksLikeCode(before), !looksLikeCode(after)
    else { return false }
    if before.block == after.block { return true }
    let next = segmentation.tokens[after.tokens.lowerBound]
    guard next.kind == .word else { return false }
    if text[before.span.upper - 1] == UInt8(ascii: ",") { return true }
    return next.shape.contains(.lower) && !next.shape.contains(.digit)
      && segmentation.tokens[before.tokens.upperBound - 1].kind == .word
  }

  /// Whether a line has marks that programs and settings have and prose has not.
  private func looksLikeCode(_ line: Line) -> Bool {
    text[line.span.range].contains { "{}=#<>_\\".utf8.contains($0) }
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
      ? [] : [DocumentCheck.Sighting(spans: spans, suggestion: "\n\n", detail: nil, amendment: nil)]
  }
}
