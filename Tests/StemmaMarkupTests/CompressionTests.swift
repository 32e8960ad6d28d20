import StemmaMarkup
import Testing

private let words = Array("Stemma reads compressed text, text, text.".utf8)

private let deflated: [UInt8] = [
  11, 46, 73, 205, 205, 77, 84, 40, 74, 77, 76, 41, 86, 72, 206, 207, 45, 40, 74, 45, 46, 78, 77,
  81,
  40, 73, 173, 40, 209, 65, 34, 245, 0,
]

let zipped: [UInt8] =
  [31, 139, 8, 0, 0, 0, 0, 0, 2, 3] + deflated + [171, 23, 189, 102, 41, 0, 0, 0]

private let zstandard: [UInt8] = [
  40, 181, 47, 253, 0, 104, 37, 1, 0, 240, 83, 116, 101, 109, 109, 97, 32, 114, 101, 97, 100, 115,
  32,
  99, 111, 109, 112, 114, 101, 115, 115, 101, 100, 32, 116, 101, 120, 116, 44, 46, 1, 0, 197, 40,
  78,
]

/// A frame of zstd whose blocks each repeat one byte 131,072 times.
private func bomb(blocks: Int) -> [UInt8] {
  var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0, 0x40]
  for i in 0..<blocks { frame += [i == blocks - 1 ? 3 : 2, 0, 0x10, 0x20] }
  return frame
}

private func everything(in stream: ByteStream) throws(CompressionError) -> [UInt8] {
  var all: [UInt8] = []
  while true {
    let piece = try stream.piece()
    if piece.isEmpty { return all }
    all += piece
  }
}

/// A source that gives a few bytes at a time.
func trickle(_ bytes: [UInt8], by size: Int = 3) -> () -> [UInt8] {
  var rest = bytes[...]
  return {
    defer { rest = rest.dropFirst(size) }
    return Array(rest.prefix(size))
  }
}

@Suite struct `Compressed bytes` {
  @Test(
    arguments: [
      (zipped, Compression.gzip), (zstandard, .zstd), (deflated, .deflate),
      ([120, 156] + deflated + [67, 215, 15, 33], .deflate),
    ]
  )
  func `come out as they went in`(bytes: [UInt8], compression: Compression) throws {
    #expect(try decompressed(bytes, as: compression) == words)
  }

  @Test(arguments: [zipped, zstandard, words])
  func `are recognised in a stream, members and all`(bytes: [UInt8]) throws {
    for size in [1, 3, 1_000] {
      let stream = ByteStream(of: trickle(bytes + bytes, by: size))
      #expect(try everything(in: stream) == words + words)
    }
  }

  @Test(arguments: [zipped, zstandard, words])
  func `can be looked at before they are read`(bytes: [UInt8]) throws {
    let stream = ByteStream(of: trickle(bytes))
    #expect(stream.start(of: 6).starts(with: words.prefix(6)))
    #expect(stream.start(of: 6_000) == words)
    #expect(try everything(in: stream) == words)
    #expect(stream.start(of: 1) == [])
  }

  @Test func `are looked at no further than it takes to know them`() {
    var asked = 0
    let stream = ByteStream {
      asked += 1
      return asked == 1 ? [UInt8(ascii: "{")] : []
    }
    #expect(asked == 1)
    #expect(stream.compression == nil)
    #expect(stream.start(of: 1) == [UInt8(ascii: "{")])
    #expect(asked == 1)
  }

  @Test func `tell of damage behind what was looked at when they get there`() throws {
    let stream = ByteStream(of: trickle(zipped + [1, 2, 3]))
    #expect(stream.start(of: 1_000) == words)
    #expect(try stream.piece() == words)
    #expect(throws: CompressionError.trailing) { try stream.piece() }
  }

  @Test func `are told from others by their first bytes`() {
    #expect(Compression.detected(in: zipped) == .gzip)
    #expect(Compression.detected(in: zstandard) == .zstd)
    #expect(Compression.detected(in: words) == nil)
    #expect(Compression.detected(in: [0x1F, 0x8B]) == nil)
  }

  @Test func `that are cut off are an error, after what could be read`() {
    let stream = ByteStream(of: trickle(Array(zipped.dropLast(12))))
    #expect(throws: CompressionError.truncated) { try everything(in: stream) }
    #expect(throws: CompressionError.truncated) {
      try decompressed(Array(zstandard.dropLast(5)), as: .zstd)
    }
  }

  @Test func `that are damaged are an error`() {
    var bytes = zipped
    bytes[zipped.count - 8] ^= 1
    #expect(throws: CompressionError.damaged(detail: "incorrect data check")) {
      try decompressed(bytes, as: .gzip)
    }
  }

  @Test func `with something else behind them are an error`() {
    #expect(throws: CompressionError.trailing) { try decompressed(zipped + words, as: .gzip) }
  }

  @Test func `stop at the largest size and the largest ratio`() throws {
    let limits = DecompressionLimits(maximumBytes: 40)
    #expect(throws: CompressionError.tooLarge(limit: 40)) {
      try decompressed(zipped, as: .gzip, within: limits)
    }
    #expect(try decompressed(bomb(blocks: 8), as: .zstd).count == 1 << 20)
    #expect(throws: CompressionError.tooDense(limit: 200)) {
      try decompressed(bomb(blocks: 10_000), as: .zstd)
    }
  }
}
