internal import StemmaText

extension Repetition {
  /// Goes from place to place where words are said again, as long as `body` wants more.
  ///
  /// `body` takes the whole place, and the first of the two runs.
  func forEachPlace(
    in sight: Sight,
    _ lexicon: Lexicon,
    _ body: (_ range: Range<Int>, _ run: Range<Int>) -> Bool
  ) {
    let excepted = except.compactMap { lexicon.number(ofClass: $0) }
    let between = packed(self.between)
    let after = packed(self.after)
    sight.document.text.withUnsafeBufferPointer { text in
      sight.segmentation.tokens.withUnsafeBufferPointer { tokens in
        for sentence in sight.segmentation.sentences {
          var i = sentence.tokens.lowerBound
          while i < sentence.tokens.upperBound {
            guard tokens[i].kind == .word,
              let place = place(at: i, sentence.tokens, tokens, text, between, after)
            else {
              i += 1
              continue
            }
            let classes = lexicon.reading(of: tokens[i], in: text).classes
            let isExcepted = excepted.contains { classes.contains($0) }
            if !isExcepted, !body(place.range, place.run) { return }
            i = place.end
          }
        }
      }
    }
  }

  private func place(
    at start: Int,
    _ sentence: Range<Int>,
    _ tokens: UnsafeBufferPointer<Token>,
    _ text: UnsafeBufferPointer<UInt8>,
    _ between: [UInt8],
    _ after: [UInt8]
  ) -> (range: Range<Int>, run: Range<Int>, end: Int)? {
    var count = words.upperBound
    while count >= words.lowerBound {
      defer { count -= 1 }
      let end = sentence.upperBound
      guard start + 2 * count <= end, mayStand(between, at: start, start + count, tokens, text),
        let second = skip(between, from: start + count, end, tokens, text),
        second + count <= end,
        areSame(start, second, count, tokens, text),
        let last = skip(after, from: second + count, end, tokens, text)
      else { continue }
      let run = tokens[start].lower..<tokens[start + count - 1].upper
      return (tokens[start].lower..<tokens[last - 1].upper, run, last)
    }
    return nil
  }

  /// Whether the token behind a run begins like what comes next: the text between, or the run again.
  @inline(__always)
  private func mayStand(
    _ between: [UInt8],
    at first: Int,
    _ next: Int,
    _ tokens: UnsafeBufferPointer<Token>,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let byte = text[tokens[next].lower]
    if let mark = between.first { return byte == mark }
    return byte.folded == text[tokens[first].lower].folded || byte >= 0x80
  }

  private func areSame(
    _ first: Int,
    _ second: Int,
    _ count: Int,
    _ tokens: UnsafeBufferPointer<Token>,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for k in 0..<count {
      guard tokens[first + k].kind == .word, isSame(tokens[first + k], tokens[second + k], text)
      else { return false }
    }
    return true
  }

  /// The token behind a text that tokens spell; `nil` where they do not.
  private func skip(
    _ spelling: [UInt8],
    from start: Int,
    _ end: Int,
    _ tokens: UnsafeBufferPointer<Token>,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var i = start
    var matched = 0
    while matched < spelling.count {
      guard i < end else { return nil }
      for offset in tokens[i].lower..<tokens[i].upper {
        guard matched < spelling.count, text[offset] == spelling[matched] else { return nil }
        matched += 1
      }
      i += 1
    }
    return i
  }
}

/// A text without its white space.
private func packed(_ text: String?) -> [UInt8] {
  (text ?? "").utf8.filter { $0 > 0x20 }
}

/// Whether two tokens are the same word, case folded.
func isSame(_ a: Token, _ b: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard a.upper - a.lower == b.upper - b.lower else { return false }
  let (first, second) = (text[a.lower], text[b.lower])
  if first < 0x80, second < 0x80, first.folded != second.folded { return false }
  var i = a.lower
  var j = b.lower
  while i < a.upper {
    let (first, length) = scalar(in: text, at: i)
    let (second, other) = scalar(in: text, at: j)
    guard length == other, CaseFolding.lowercased(first) == CaseFolding.lowercased(second) else {
      return false
    }
    i += length
    j += length
  }
  return true
}
