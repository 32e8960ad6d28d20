/// A line, or the part of it around a span, as a terminal shows it, and carets under the span.
struct Excerpt {
  /// What is shown of the line.
  let text: String

  /// Spaces and carets, as wide as what stands above them.
  let carets: String

  /// - Parameters:
  ///   - span: The bytes to point at; those behind the end of the line are left out.
  ///   - bytes: The text; valid UTF-8.
  ///   - line: The line in which the span starts, without its line break.
  ///   - width: How many columns the excerpt may take.
  init(of span: Range<Int>, in bytes: [UInt8], line: Range<Int>, width: Int) {
    let start = min(span.lowerBound, line.upperBound)
    let window = Window(around: start, in: bytes, line: line, width: width)
    var text = window.bytes.lowerBound > line.lowerBound ? "…" : ""
    var column = text.isEmpty ? 0 : 1
    var position = window.bytes.lowerBound
    var marks = 0..<0
    for scalar in String(decoding: bytes[window.bytes], as: UTF8.self).unicodeScalars {
      if position == start { marks = column..<column }
      let cell = Cell(scalar, at: column)
      text += cell.text
      column += cell.columns
      if span.contains(position) { marks = marks.lowerBound..<column }
      position += UTF8.width(scalar)
    }
    if position <= start { marks = column..<column }
    if window.bytes.upperBound < line.upperBound { text += "…" }
    self.text = text
    carets =
      String(repeating: " ", count: marks.lowerBound)
      + String(repeating: "^", count: max(1, marks.count))
  }
}

/// One scalar as a terminal shows it.
private struct Cell {
  let text: String
  let columns: Int

  init(_ scalar: Unicode.Scalar, at column: Int) {
    if scalar == "\t" {
      columns = tab - column % tab
      text = String(repeating: " ", count: columns)
    } else if isSteering(scalar) {
      var escape = ""
      appendVisible(scalar, to: &escape)
      text = escape
      columns = escape.utf8.count
    } else {
      text = String(scalar)
      columns = StemmaReports.columns(of: scalar)
    }
  }
}

/// Columns between tab stops; fewer than a terminal's 8, so that indented lines stay short.
private let tab = 4

/// Bytes of a line for each column shown: a line of nothing but combining marks has no columns.
private let bytesPerColumn = 8

/// The part of a line that is shown: all of it if it fits, else what stands around a place.
private struct Window {
  private(set) var bytes: Range<Int>

  init(around place: Int, in text: [UInt8], line: Range<Int>, width: Int) {
    bytes = line
    let end = Self.end(of: line, in: text, width: width)
    guard end < line.upperBound else { return }
    // A third of the room goes to what stands before the place.
    let start = Self.start(before: place, in: text, line: line, width: width / 3)
    let room = width - (start > line.lowerBound ? 2 : 1)
    bytes = start..<Self.end(of: start..<line.upperBound, in: text, width: room)
  }

  /// Where the columns of a line run out, from its start.
  private static func end(of line: Range<Int>, in text: [UInt8], width: Int) -> Int {
    let last = min(line.upperBound, line.lowerBound + width * bytesPerColumn)
    let limit = last < line.upperBound ? boundary(atOrBefore: last, in: text) : last
    var column = 0
    var position = line.lowerBound
    for scalar in String(decoding: text[position..<limit], as: UTF8.self).unicodeScalars {
      column += Cell(scalar, at: column).columns
      if column > width { return position }
      position += UTF8.width(scalar)
    }
    return limit
  }

  /// How far a line reaches back from a place within some columns.
  private static func start(
    before place: Int,
    in text: [UInt8],
    line: Range<Int>,
    width: Int
  ) -> Int {
    let first = max(line.lowerBound, place - width * bytesPerColumn)
    let limit = first > line.lowerBound ? boundary(atOrBefore: first, in: text) : first
    var column = 0
    var position = place
    for scalar in String(decoding: text[limit..<place], as: UTF8.self).unicodeScalars.reversed() {
      column += Cell(scalar, at: 0).columns
      if column > width { return position }
      position -= UTF8.width(scalar)
    }
    return limit
  }

  private static func boundary(atOrBefore offset: Int, in text: [UInt8]) -> Int {
    var offset = offset
    while offset > 0, offset < text.count, text[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }
}
