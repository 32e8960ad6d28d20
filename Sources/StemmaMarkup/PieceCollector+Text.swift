#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

extension PieceCollector {
  /// Takes a run of text in, and finds where it stands.
  mutating func read(_ text: UnsafePointer<UInt8>?, _ count: Int32) {
    guard let text, count > 0 else { return }
    let run = Source(start: text, count: Int(count))
    let end = offset
    if run[0] == UInt8(ascii: "&"), run.count == 1, isReference(position..<end) {
      append(run, for: position..<end, isReference: true)
      takeText()
    } else if stands(run, at: position) {
      append(exact: position, run.count)
    } else if let lower = place(of: run, before: end) {
      pass(to: lower)
      append(exact: lower, run.count)
    } else if let ampersand = reference(endingAt: end) {
      pass(to: ampersand)
      append(run, for: ampersand..<end, isReference: true)
      takeText()
    } else {
      append(run, for: position..<end, isReference: false)
    }
  }

  /// Whether a reference to `&` was read: of others than known ones the parser leaves the `;`.
  private func isReference(_ range: Range<Int>) -> Bool {
    guard range.count >= 4, buffer[range.lowerBound] == UInt8(ascii: "&") else { return false }
    return buffer[range.upperBound - 1] == 0x3B || buffer[range.lowerBound + 1] == 0x23
  }

  private func place(of run: Source, before end: Int) -> Int? {
    for lower in [end - run.count, end, end - run.count + 1]
    where lower >= position && stands(run, at: lower) {
      return lower
    }
    // The end of a CDATA section has been read when its text is reported.
    if stands(run, at: end - run.count - 3), end - run.count - 3 >= position {
      return end - run.count - 3
    }
    // Text that the parser has not moved over yet: it starts behind white space that the parser
    // skipped, or behind the markup that stands here.
    var start = position
    while start < buffer.count, buffer[start].isMarkupSpace { start += 1 }
    if stands(run, at: start) { return start }
    guard start < buffer.count, buffer[start] == 0x3C else { return nil }
    var scan = scanner
    let limit = min(buffer.count, end + 1)
    scan.read(from: start, to: max(start, limit))
    for piece in scan.pieces where piece.kind == .text && stands(run, at: Int(piece.lower)) {
      return Int(piece.lower)
    }
    return nil
  }

  private func stands(_ run: Source, at lower: Int) -> Bool {
    guard lower >= 0, lower + run.count <= buffer.count,
      let here = buffer.baseAddress, let there = run.baseAddress
    else { return false }
    return memcmp(here + lower, there, run.count) == 0
  }

  /// Where the character reference starts that ends at an offset.
  private func reference(endingAt end: Int) -> Int? {
    var i = end - 1
    while i >= position, buffer[i] != UInt8(ascii: "&") {
      guard buffer[i].isLetter || buffer[i].isDigit || buffer[i] == 0x23 || buffer[i] == 0x3B else {
        return nil
      }
      i -= 1
    }
    return i >= position ? i : nil
  }

  mutating func append(exact lower: Int, _ count: Int) {
    page.census.exact += 1
    position = lower + count
    if let last = page.pieces.last, last.kind == .text, Int(last.upper) == lower {
      page.pieces[page.pieces.count - 1] = MarkupPiece(.text, Int(last.lower)..<position)
    } else {
      page.pieces.append(MarkupPiece(.text, lower..<position))
    }
  }

  private mutating func append(_ run: Source, for range: Range<Int>, isReference: Bool) {
    if isReference { page.census.references += 1 } else { page.census.unmapped += 1 }
    let start = page.bytes.count
    if isReference, let scalar = source.numericReference(at: range) {
      scalar.append(to: &page.bytes)
    } else {
      page.bytes.append(contentsOf: run)
    }
    page.pieces.append(
      MarkupPiece(.reference, range, payload: start, payloadCount: page.bytes.count - start)
    )
    position = range.upperBound
  }
}
