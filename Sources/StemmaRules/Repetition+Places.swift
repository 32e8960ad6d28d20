internal import StemmaText

extension Repetition {
  /// Goes from place to place where words are said again, as long as `body` wants more.
  ///
  /// `signatures` are those of the document; `body` takes the whole place, and the first of the two
  /// runs.
  func forEachPlace(
    in sight: Sight,
    _ signatures: [UInt16],
    _ lexicon: Lexicon,
    _ body: (_ range: Range<Int>, _ run: Range<Int>) -> Bool
  ) {
    let excepted = except.compactMap { lexicon.number(ofClass: $0) }
    let between = packed(self.between)
    let after = packed(self.after)
    let mark = between.withUnsafeBufferPointer {
      $0.count == 1 ? Self.signature(of: $0.indices, in: $0) : 0
    }
    sight.document.text.withUnsafeBufferPointer { text in
      sight.segmentation.tokens.withUnsafeBufferPointer { tokens in
        signatures.withUnsafeBufferPointer { signatures in
          for sentence in sight.segmentation.sentences {
            let own = UnsafeBufferPointer(rebasing: signatures[sentence.tokens])
            var i = sentence.tokens.lowerBound
            while i < sentence.tokens.upperBound {
              let start = i - sentence.tokens.lowerBound
              guard between.isEmpty ? mayRepeat(start, own) : mayStand(mark, behind: start, own),
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
  }

  /// A number for each token, the same for the same word in either case; 0 for those that are not
  /// ASCII, which may be like any other.
  static func signatures(of sight: Sight) -> [UInt16] {
    sight.document.text.withUnsafeBufferPointer { text in
      sight.segmentation.tokens.map { signature(of: $0.lower..<$0.upper, in: text) }
    }
  }

  @inline(__always)
  private static func signature(
    of range: Range<Int>,
    in text: UnsafeBufferPointer<UInt8>
  ) -> UInt16 {
    var hash: UInt64 = 0
    var all: UInt64 = 0
    var i = range.lowerBound
    while i < range.upperBound {
      let word = text.word(at: i, count: range.upperBound - i)
      all |= word
      hash = (hash ^ word.foldedBytes) &* 0x9E37_79B9_7F4A_7C15
      i += 8
    }
    if all & 0x8080_8080_8080_8080 != 0 { return 0 }
    return max(1, UInt16(truncatingIfNeeded: hash >> 48))
  }

  /// Whether the first words from a token on may stand again behind a run of them.
  @inline(__always)
  private func mayRepeat(_ start: Int, _ signatures: UnsafeBufferPointer<UInt16>) -> Bool {
    let isLong = words.lowerBound > 1
    let last = min(start + words.upperBound, signatures.count - (isLong ? 2 : 1))
    var next = start + words.lowerBound
    while next <= last {
      if Self.mayBeAlike(signatures[start], signatures[next]),
        !isLong || Self.mayBeAlike(signatures[start + 1], signatures[next + 1])
      {
        return true
      }
      next += 1
    }
    return false
  }

  @inline(__always)
  private static func mayBeAlike(_ a: UInt16, _ b: UInt16) -> Bool { a == b || a == 0 || b == 0 }

  /// Whether a mark stands behind a run from a token on; any other than one character may.
  @inline(__always)
  private func mayStand(
    _ mark: UInt16,
    behind start: Int,
    _ signatures: UnsafeBufferPointer<UInt16>
  ) -> Bool {
    if mark == 0 { return true }
    let last = min(start + words.upperBound, signatures.count - 1)
    var next = start + words.lowerBound
    while next <= last {
      if signatures[next] == mark { return true }
      next += 1
    }
    return false
  }

  private func place(
    at start: Int,
    _ sentence: Range<Int>,
    _ tokens: UnsafeBufferPointer<Token>,
    _ text: UnsafeBufferPointer<UInt8>,
    _ between: [UInt8],
    _ after: [UInt8]
  ) -> (range: Range<Int>, run: Range<Int>, end: Int)? {
    guard tokens[start].kind == .word else { return nil }
    var count = words.upperBound
    while count >= words.lowerBound {
      defer { count -= 1 }
      let end = sentence.upperBound
      guard start + 2 * count <= end,
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
