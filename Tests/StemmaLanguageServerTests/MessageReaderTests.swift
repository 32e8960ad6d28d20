import Testing

@testable import StemmaLanguageServer

@Suite struct `Cutting a stream into messages` {
  private func pieces(_ text: String) throws(MessageReader.Fault) -> [MessageReader.Piece] {
    var reader = MessageReader()
    reader.append(text.utf8)
    var pieces: [MessageReader.Piece] = []
    while let piece = try reader.next() { pieces.append(piece) }
    try reader.expectEnd()
    return pieces
  }

  @Test func `reads messages however their bytes arrive`() throws {
    let stream = Array(
      "Content-Length: 2\r\n\r\n{}content-type: a; charset=utf8\r\nCONTENT-LENGTH:4\r\n\r\nnull"
        .utf8
    )
    for step in 1...stream.count {
      var reader = MessageReader()
      var read: [MessageReader.Piece] = []
      for start in stride(from: 0, to: stream.count, by: step) {
        reader.append(stream[start..<min(stream.count, start + step)])
        while let piece = try reader.next() { read.append(piece) }
      }
      #expect(read == [.message(Array("{}".utf8)), .message(Array("null".utf8))])
    }
  }

  @Test func `passes over a message above the limit without keeping it`() throws {
    let size = MessageReader.maximumMessage + 1
    var reader = MessageReader()
    reader.append("Content-Length: \(size)\r\n\r\n".utf8)
    #expect(try reader.next() == .tooLong(size: size))
    var rest = size
    let part = [UInt8](repeating: 0x20, count: 1 << 20)
    while rest > 0 {
      reader.append(part.prefix(rest))
      rest -= min(rest, part.count)
      #expect(try reader.next() == nil)
    }
    reader.append("Content-Length: 2\r\n\r\n{}".utf8)
    #expect(try reader.next() == .message(Array("{}".utf8)))
  }

  @Test(
    arguments: [
      (
        "Content-Length: 2\n\n{}",
        MessageReader.Fault.malformedHeader("a line does not end in CR LF")
      ),
      ("Content-Length: two\r\n\r\n{}", .malformedHeader("the length is no number")),
      ("Content-Length: -2\r\n\r\n{}", .malformedHeader("the length is no number")),
      ("Content-Length: 99999999999999999999\r\n\r\n", .malformedHeader("the length is no number")),
      (
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        .malformedHeader("two fields give the length")
      ),
      ("GET / HTTP/1.1\r\n\r\n", .malformedHeader("a line has no colon")),
      ("Content-Type: a; charset=utf-16\r\n\r\n", .malformedHeader("the content is not in UTF-8")),
      ("Accept: everything\r\n\r\n", .noLength), ("Content-Length: 9\r\n\r\n{}", .cutShort),
      ("Content-Le", .cutShort), (String(repeating: "a", count: 5000), .headerTooLong),
    ]
  )
  func `says why a stream cannot be read on`(text: String, fault: MessageReader.Fault) {
    #expect(throws: fault) { try pieces(text) }
  }
}

@Suite struct `A text that is being changed` {
  private let pieces = ["\r", "\n", "a", "ü", "👋", "\r\n", "b\nc", ""]

  @Test func `has the lines of a text read anew, whatever is put where`() {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var text = OpenText(Array("one\r\ntwo\rthree\n".utf8))
    for _ in 0..<2_000 {
      let lower = random(text.bytes.count + 1)
      let upper = min(text.bytes.count, lower + random(4))
      text.replace(lower..<upper, by: Array(pieces[random(pieces.count)].utf8))
      let fresh = OpenText(text.bytes)
      let all = Array(0...text.bytes.count)
      #expect(text.positions(of: all, in: .utf16) == fresh.positions(of: all, in: .utf16))
    }
  }

  @Test(
    arguments: [
      (0, 8, PositionEncoding.utf16, 8), (0, 9, .utf16, 12), (0, 10, .utf16, 13),
      (0, 12, .utf8, 12), (0, 8, .utf32, 12), (0, 99, .utf16, 13), (1, 0, .utf16, 15),
      (1, 99, .utf16, 16), (9, 0, .utf16, 16),
    ]
  )
  func `finds places in each unit`(line: Int, character: Int, unit: PositionEncoding, offset: Int) {
    let text = OpenText(Array("Zürich 👋!\r\nx".utf8))
    let position = TextPosition(line: line, character: character)
    #expect(text.offset(of: position, in: unit) == offset)
  }
}
