/// The text of an open document, kept up to date change by change.
struct OpenText {
  /// The text in UTF-8.
  private(set) var bytes: [UInt8]

  /// Where lines start; line breaks are LF, CR LF and CR, as the protocol has it.
  private var starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    starts = [0] + lineStarts(in: bytes[...])
  }

  /// Replaces a range of bytes; lines before and behind it are not looked at again.
  mutating func replace(_ range: Range<Int>, by inserted: [UInt8]) {
    // A break may come about or go at either edge, where CR and LF meet or part.
    let first = line(of: max(0, range.lowerBound - 1))
    let last = line(of: min(bytes.count, range.upperBound + 1))
    let change = inserted.count - range.count
    let end = (last + 1 < starts.count ? starts[last + 1] : bytes.count) + change
    bytes.replaceSubrange(range, with: inserted)
    // A break at the end of the window starts the line behind it, which is kept where there is one.
    let fresh = lineStarts(in: bytes[starts[first]..<end])
    let kept = last + 1 < starts.count ? starts[(last + 1)...].map { $0 + change } : []
    let between = kept.isEmpty ? fresh : fresh.filter { $0 < end }
    starts.replaceSubrange((first + 1)..., with: between + kept)
  }

  /// The byte at a position; past the end of a line or of the text it is their end.
  func offset(of position: TextPosition, in encoding: PositionEncoding) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < starts.count else { return bytes.count }
    var offset = starts[position.line]
    var end = position.line + 1 < starts.count ? starts[position.line + 1] : bytes.count
    while end > offset, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    var rest = position.character
    while offset < end {
      rest -= encoding.width(ofScalarStarting: bytes[offset])
      // Half of a surrogate pair, or a byte within a scalar, is the start of its scalar.
      if rest < 0 { return offset }
      offset += 1
      while offset < end, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return end
  }

  /// The positions of some bytes, in their order; each line is gone through once.
  func positions(of offsets: [Int], in encoding: PositionEncoding) -> [TextPosition] {
    var result = [TextPosition](
      repeating: TextPosition(line: 0, character: 0),
      count: offsets.count
    )
    var line = 0
    var offset = 0
    var character = 0
    for i in offsets.indices.sorted(by: { offsets[$0] < offsets[$1] }) {
      let goal = min(max(0, offsets[i]), bytes.count)
      let own = self.line(of: goal)
      if own != line {
        line = own
        offset = starts[own]
        character = 0
      }
      while offset < goal {
        character += encoding.width(ofScalarStarting: bytes[offset])
        offset += 1
      }
      result[i] = TextPosition(line: line, character: character)
    }
    return result
  }

  /// The line that a byte stands in.
  private func line(of offset: Int) -> Int {
    var low = 0
    var count = starts.count
    while count > 0 {
      let half = count / 2
      if starts[low + half] > offset {
        count = half
      } else {
        low += half + 1
        count -= half + 1
      }
    }
    return max(0, low - 1)
  }
}

/// Where lines start behind the breaks in some bytes.
private func lineStarts(in bytes: ArraySlice<UInt8>) -> [Int] {
  var starts: [Int] = []
  bytes.withUnsafeBufferPointer { buffer in
    for i in buffer.indices {
      let isBreak =
        buffer[i] == 0x0A || buffer[i] == 0x0D && (i + 1 == buffer.count || buffer[i + 1] != 0x0A)
      if isBreak { starts.append(bytes.startIndex + i + 1) }
    }
  }
  return starts
}
