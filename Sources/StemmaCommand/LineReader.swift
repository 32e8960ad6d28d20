import Foundation

/// Reads an open file line by line, holding one line and one piece at a time.
struct LineReader {
  /// A line, or what stands in its place.
  enum Line {
    /// The bytes of a line without its break.
    case line([UInt8])
    /// A line longer than the limit; it was passed over.
    case tooLong
  }

  private let stream: FileStream
  private let limit: Int
  private var piece: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  init(_ stream: FileStream, limit: Int) {
    self.stream = stream
    self.limit = limit
  }

  /// Whether a line can be had without waiting for the sender.
  var isReady: Bool {
    piece[position...].contains(UInt8(ascii: "\n")) || isAtEnd || stream.isReady
  }

  /// The next line; `nil` at the end.
  ///
  /// - Throws: why the file cannot be read on; a line that was begun is lost with it.
  mutating func next() throws(CommandError) -> Line? {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      if position == piece.count {
        if try !fill() {
          // Where the process is asked to stop, the rest of the line is yet to come.
          if Interrupts.isStopping { return nil }
          return line.isEmpty && !isTooLong ? nil : (isTooLong ? .tooLong : .line(line))
        }
      }
      let end = piece[position...].firstIndex(of: UInt8(ascii: "\n")) ?? piece.count
      if line.count + (end - position) > limit {
        isTooLong = true
        line = []
      } else if !isTooLong {
        line += piece[position..<end]
      }
      position = end
      if end < piece.count {
        position += 1
        return isTooLong ? .tooLong : .line(line)
      }
    }
  }

  private mutating func fill() throws(CommandError) -> Bool {
    if isAtEnd { return false }
    piece = try stream.piece()
    position = 0
    isAtEnd = piece.isEmpty
    return !isAtEnd
  }
}
