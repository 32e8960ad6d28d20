import StemmaText

// Which marks a paragraph has, and what each does where it stands.
extension QuotationReading {
  func marks(in block: Int) -> [Mark] {
    let range = subject.profiles[block].tokens
    return range.compactMap { i in
      let token = subject.segmentation.tokens[i]
      // What a backslash stands before is left over from a program and pairs with nothing.
      guard token.shape.contains(.quote), let kind = kind(of: i),
        token.lower == 0 || subject.text[token.lower - 1] != UInt8(ascii: "\\")
      else { return nil }
      let role = role(of: i, kind.nature, in: range)
      return Mark(
        token: i,
        span: subject.segmentation.tokens[i].span,
        style: kind.style,
        role: role,
        nature: kind.nature
      )
    }
  }

  private func kind(of i: Int) -> (style: Style, nature: Role)? {
    let span = subject.segmentation.tokens[i].span
    switch subject.document.words(at: span) {
    case "\"": return (.straight, .either)
    case "“": return swapsCurly ? (.low, .closes) : (.curly, .opens)
    case "”": return swapsCurly ? (.low, .closes) : (.curly, .closes)
    case "„": return (.low, .opens)
    case "«", "»": return (.angle, .either)
    case "「", "『": return (.corner, .opens)
    case "」", "』": return (.corner, .closes)
    default: return nil
    }
  }

  /// What a mark does, by the space around it where the character leaves it open or is misused.
  private func role(of i: Int, _ nature: Role, in range: Range<Int>) -> Role {
    let tokens = subject.segmentation.tokens
    let hasSpaceBefore =
      i == range.lowerBound || tokens[i].shape.contains(.afterSpace) || isOpener(tokens[i - 1])
    let hasSpaceAfter =
      i + 1 >= range.upperBound || tokens[i + 1].shape.contains(.afterSpace)
      || isEnd(tokens[i + 1])
    switch (hasSpaceBefore, hasSpaceAfter) {
    case (true, false): return .opens
    case (false, true): return .closes
    case (true, true) where i == range.lowerBound: return .opens
    case (true, true) where i + 1 == range.upperBound: return .closes
    case (true, true), (false, false): return nature
    }
  }

  private func isOpener(_ token: Token) -> Bool {
    "([{-/".utf8.contains(subject.text[token.lower]) && token.kind == .punctuation
      || token.span.count == 3
        && ["–", "—", "‘", "“", "¿"].contains(subject.document.words(at: token.span))
  }

  private func isEnd(_ token: Token) -> Bool {
    token.kind == .punctuation && ".,;:!?)]}-/".utf8.contains(subject.text[token.lower])
      || token.span.count == 3
        && ["–", "—", "’", "”", "…"].contains(subject.document.words(at: token.span))
  }

  /// A mark of inches or seconds: behind a number, while no mark of its kind is open; a curly one only
  /// where “x” stands beside it: “8.3” x 15””.
  func isMeasure(_ mark: Mark) -> Bool {
    guard mark.style == .straight || mark.style == .curly, mark.token > 0,
      !open.contains(where: { $0.style == mark.style })
    else { return false }
    let tokens = subject.segmentation.tokens
    let before = tokens[mark.token - 1]
    guard before.kind == .number, before.upper == mark.span.lower else { return false }
    return mark.style == .straight || isTimes(mark.token - 2) || isTimes(mark.token + 1)
  }

  private func isTimes(_ i: Int) -> Bool {
    guard subject.segmentation.tokens.indices.contains(i) else { return false }
    return ["x", "X", "×"].contains(
      subject.document.words(at: subject.segmentation.tokens[i].span)
    )
  }
}
