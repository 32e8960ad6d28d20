import Foundation

/// Reads an open file line by line, holding one line and one chunk at a time.
struct LineReader {
  /// A line, or what stands in its place.
  enum Line {
    /// The bytes of a line without its break.
    case line([UInt8])
    /// A line longer than the limit; it was passed over.
    case tooLong
  }

  private let file: Int32
  private let limit: Int
  private var chunk: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  init(_ file: Int32, limit: Int) {
    self.file = file
    self.limit = limit
  }

  /// Whether a line can be had without waiting for the sender.
  var isReady: Bool {
    if chunk[position...].contains(UInt8(ascii: "\n")) || isAtEnd { return true }
    var request = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }

  /// The next line; `nil` at the end.
  mutating func next() throws(CommandError) -> Line? {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      if position == chunk.count {
        if try !fill() {
          return line.isEmpty && !isTooLong ? nil : (isTooLong ? .tooLong : .line(line))
        }
      }
      let end = chunk[position...].firstIndex(of: UInt8(ascii: "\n")) ?? chunk.count
      if line.count + (end - position) > limit {
        isTooLong = true
        line = []
      } else if !isTooLong {
        line += chunk[position..<end]
      }
      position = end
      if end < chunk.count {
        position += 1
        return isTooLong ? .tooLong : .line(line)
      }
    }
  }

  private mutating func fill() throws(CommandError) -> Bool {
    if isAtEnd { return false }
    if chunk.count < chunkSize { chunk = [UInt8](repeating: 0, count: chunkSize) }
    while true {
      let count = chunk.withUnsafeMutableBytes { read(file, $0.baseAddress, chunkSize) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw CommandError("standard input: \(reason(errno)).") }
      position = 0
      chunk.removeLast(chunk.count - count)
      isAtEnd = count == 0
      return count > 0
    }
  }
}

private let chunkSize = 1 << 18
