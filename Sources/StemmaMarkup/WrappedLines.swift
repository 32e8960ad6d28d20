internal import StemmaText

/// The lines of a text, and which of them are one sentence that was wrapped.
struct WrappedLines {
  private let source: Source

  private struct Line {
    let range: Range<Int>
    /// Length in characters.
    let width: Int
    /// Length of the first word in characters.
    let firstWord: Int
  }

  init(_ source: Source) { self.source = source }

  /// Lines of a paragraph that are looked at together: as many as a page of a newspaper has.
  private static let longest = 1_000

  /// A block for each line that is not blank, wrapped lines together.
  ///
  /// What is behind so many blocks is one block; `end` is where it starts.
  func blocks(upTo limit: Int) -> (blocks: [Block], end: Int?) {
    var blocks: [Block] = []
    var paragraph: [Line] = []
    func finish() {
      for range in joined(paragraph) { blocks.append(Block(.paragraph, Span(range))) }
      paragraph.removeAll(keepingCapacity: true)
    }
    var i = 0
    while i < source.count {
      let (line, next) = line(from: i)
      if isBlank(line) { finish() } else { paragraph.append(measured(line)) }
      if paragraph.count >= Self.longest { finish() }
      i = next
      guard blocks.count + paragraph.count < limit else {
        finish()
        if i < source.count { blocks.append(Block(.paragraph, Span(i..<source.count))) }
        return (blocks, i < source.count ? i : nil)
      }
    }
    finish()
    return (blocks, nil)
  }

  /// A line from an offset on, and where the next one starts: after LF, CR LF, CR, U+2028, U+2029.
  private func line(from lower: Int) -> (line: Range<Int>, next: Int) {
    var i = lower
    while i < source.count {
      let byte = source[i]
      if byte == 0x0A { return (lower..<i, i + 1) }
      if byte == 0x0D {
        return (lower..<i, i + 1 < source.count && source[i + 1] == 0x0A ? i + 2 : i + 1)
      }
      if byte == 0xE2, source.matches("\u{2028}", at: i) || source.matches("\u{2029}", at: i) {
        return (lower..<i, i + 3)
      }
      i += 1
    }
    return (lower..<i, i)
  }

  private func isBlank(_ line: Range<Int>) -> Bool {
    var i = line.lowerBound
    while i < line.upperBound {
      if source[i] == 0x20 || source[i] == 0x09 || source[i] == 0x0C || source[i] == 0x0B {
        i += 1
      } else if source.matches("\u{A0}", at: i) {
        i += 2
      } else {
        return false
      }
    }
    return true
  }

  private func measured(_ line: Range<Int>) -> Line {
    var width = 0
    var firstWord = 0
    var isInFirstWord = true
    for i in line where source[i] & 0xC0 != 0x80 {
      width += 1
      if source[i] == 0x20 || source[i] == 0x09 { isInFirstWord = false }
      if isInFirstWord { firstWord += 1 }
    }
    return Line(range: line, width: width, firstWord: firstWord)
  }

  /// Joins the lines of a paragraph that a program broke.
  private func joined(_ lines: [Line]) -> [Range<Int>] {
    guard let first = lines.first else { return [] }
    let isFilled = isFilled(lines)
    var ranges: [Range<Int>] = []
    var current = first.range
    for (line, next) in zip(lines, lines.dropFirst()) {
      if isFilled || goesOn(line, in: next) {
        current = current.lowerBound..<next.range.upperBound
      } else {
        ranges.append(current)
        current = next.range
      }
    }
    return ranges + [current]
  }

  /// Whether three lines or more are filled like a typewriter's: the first word of each would not
  /// have fitted on the line before.
  ///
  /// Widths from 40 to 100 characters, by the usual 65 to 80; at least a third of the lines go on
  /// in lower case. A guess, tried on seeds/001 and seeds/003.
  private func isFilled(_ lines: [Line]) -> Bool {
    guard lines.count >= 3, let width = lines.map(\.width).max(), (40...100).contains(width) else {
      return false
    }
    var goingOn = 0
    for (line, next) in zip(lines, lines.dropFirst()) {
      guard line.width + 1 + next.firstWord > width - 2 else { return false }
      if startsInLowerCase(next) { goingOn += 1 }
    }
    return goingOn * 3 >= lines.count - 1
  }

  /// Whether a sentence goes on in the next line: a line of some length that nothing ends, and
  /// behind it lower case; or a long one that ends in a comma.
  private func goesOn(_ line: Line, in next: Line) -> Bool {
    guard line.width >= 40, let end = lastByte(of: line) else { return false }
    if end == UInt8(ascii: ",") { return line.width >= 60 && startsWithLetter(next) }
    let ends =
      end < 0x80 && !end.isLetter && !end.isDigit && end != 0x2D && end != 0x3B && end != 0x29
    return !ends && startsInLowerCase(next)
  }

  private func lastByte(of line: Line) -> UInt8? {
    var i = line.range.upperBound - 1
    while i >= line.range.lowerBound, source[i] == 0x20 || source[i] == 0x09 { i -= 1 }
    return i >= line.range.lowerBound ? source[i] : nil
  }

  private func startsWithLetter(_ line: Line) -> Bool {
    firstScalar(of: line)?.properties.isAlphabetic ?? false
  }

  private func startsInLowerCase(_ line: Line) -> Bool {
    firstScalar(of: line)?.properties.isLowercase ?? false
  }

  private func firstScalar(of line: Line) -> Unicode.Scalar? {
    let head = line.range.lowerBound..<min(line.range.upperBound, line.range.lowerBound + 64)
    return source.words(at: head).unicodeScalars.first { $0 != " " && $0 != "\t" }
  }
}
