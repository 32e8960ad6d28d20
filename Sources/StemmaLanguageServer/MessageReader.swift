/// Cuts a stream of bytes into messages, as the Language Server Protocol 3.17 frames them.
public struct MessageReader {
  /// What stands between two headers.
  public enum Piece: Equatable {
    /// The content of a message.
    case message([UInt8])
    /// A message above `maximumMessage`, of `size` bytes; its content is passed over.
    case tooLong(size: Int)
  }

  /// Why the stream cannot be read on: where the next message starts is not known.
  public enum Fault: Error, Equatable {
    /// A header goes on for more than `MessageReader.maximumHeader` bytes.
    case headerTooLong
    /// A line of a header is not as the protocol has it.
    case malformedHeader(String)
    /// A header says nothing of the length of its message.
    case noLength
    /// The stream ends within a message.
    case cutShort
  }

  /// The largest message that is taken in, in bytes.
  ///
  /// Twice the largest text that is read, since JSON makes text longer.
  public static let maximumMessage = 128 << 20

  /// The longest header, in bytes; the two fields there are take a hundred.
  public static let maximumHeader = 4096

  private var buffer: [UInt8] = []
  private var position = 0

  /// Length of the message whose header was read.
  private var length: Int?

  /// Bytes of a message that are yet to be passed over.
  private var skipped = 0

  /// Starts at a header.
  public init() {}

  /// Takes in what came next.
  public mutating func append(_ bytes: some Collection<UInt8>) {
    let passed = min(skipped, bytes.count)
    skipped -= passed
    if position > 0, position == buffer.count || position > 1 << 16 {
      buffer.removeFirst(position)
      position = 0
    }
    buffer.append(contentsOf: bytes.dropFirst(passed))
  }

  /// The next message; `nil` where more bytes have to come first.
  public mutating func next() throws(Fault) -> Piece? {
    if length == nil {
      guard let field = try header() else { return nil }
      guard field <= Self.maximumMessage else {
        let passed = min(field, buffer.count - position)
        position += passed
        skipped = field - passed
        return .tooLong(size: field)
      }
      length = field
    }
    guard let count = length, buffer.count - position >= count else { return nil }
    let content = Array(buffer[position..<position + count])
    position += count
    length = nil
    return .message(content)
  }

  /// Says at the end of the stream whether it ended between two messages.
  public func expectEnd() throws(Fault) {
    guard position == buffer.count, length == nil, skipped == 0 else { throw .cutShort }
  }

  /// Reads a header; gives the length of its message.
  private mutating func header() throws(Fault) -> Int? {
    let limit = min(buffer.count, position + Self.maximumHeader)
    var lineStart = position
    var length: Int?
    while let end = buffer[lineStart..<limit].firstIndex(of: UInt8(ascii: "\n")) {
      let line = buffer[lineStart..<end]
      guard line.last == UInt8(ascii: "\r") else {
        throw .malformedHeader("a line does not end in CR LF")
      }
      lineStart = end + 1
      if line.count == 1 {
        guard let length else { throw .noLength }
        position = lineStart
        return length
      }
      guard let field = try self.length(in: line.dropLast()) else { continue }
      guard length == nil || length == field else {
        throw .malformedHeader("two fields give the length")
      }
      length = field
    }
    guard limit - position < Self.maximumHeader else { throw .headerTooLong }
    return nil
  }

  /// The length that a field gives; `nil` for another field.
  private func length(in field: ArraySlice<UInt8>) throws(Fault) -> Int? {
    guard let colon = field.firstIndex(of: UInt8(ascii: ":")) else {
      throw .malformedHeader("a line has no colon")
    }
    let name = String(decoding: field[..<colon], as: UTF8.self).lowercased()
    let value = String(decoding: field[(colon + 1)...].drop { $0 == 0x20 }, as: UTF8.self)
    switch name {
    case "content-length":
      let isNumber = !value.isEmpty && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
      guard isNumber, let length = Int(value) else {
        throw .malformedHeader("the length is no number")
      }
      return length
    case "content-type":
      let type = value.lowercased()
      guard !type.contains("charset") || type.contains("utf-8") || type.contains("utf8") else {
        throw .malformedHeader("the content is not in UTF-8")
      }
      return nil
    default: return nil
    }
  }
}

/// A message with its header.
func framed(_ content: [UInt8]) -> [UInt8] {
  Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content
}
