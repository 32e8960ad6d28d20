/// An HTTP response as an archive keeps it, with the encodings of its transfer taken off.
struct HTTPMessage {
  let header: ArchiveHeader
  let status: Int?
  let content: [UInt8]

  init(_ bytes: [UInt8], within limits: ArchiveLimits, ordinal: Int) throws(ArchiveProblem) {
    guard let end = bytes.prefix(limits.maximumHeaderBytes).endOfHeader else {
      throw ArchiveProblem(ordinal, "The response has no end of its header.")
    }
    header = ArchiveHeader(bytes[..<end.header])
    status = header.start.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    var content = Array(bytes[end.body...])
    if header["transfer-encoding"]?.lowercased().contains("chunked") == true {
      // Some archives take the chunks off and leave the header as it was.
      content = content.unchunked ?? content
    }
    let encodings = header["content-encoding"]?.lowercased().split(separator: ",") ?? []
    for name in encodings.reversed().prefix(2) {
      guard let compression = Compression(encoding: name.filter { $0 != " " }, of: content) else {
        continue
      }
      content = try Self.decoded(content, as: compression, within: limits, ordinal: ordinal)
    }
    self.content = content
  }

  private static func decoded(
    _ bytes: [UInt8],
    as compression: Compression,
    within limits: ArchiveLimits,
    ordinal: Int
  ) throws(ArchiveProblem) -> [UInt8] {
    do throws(CompressionError) {
      return try decompressed(
        bytes,
        as: compression,
        within: DecompressionLimits(
          maximumBytes: limits.maximumRecordBytes,
          maximumRatio: limits.maximumRatio
        )
      )
    } catch {
      throw ArchiveProblem(ordinal, "The response cannot be decoded: \(error).")
    }
  }
}

extension Compression {
  /// The compression that `Content-Encoding` names, where the content is so compressed; archives
  /// often keep the header of what they have decompressed.
  fileprivate init?(encoding: String, of content: [UInt8]) {
    switch encoding {
    case "gzip", "x-gzip":
      guard Compression.detected(in: content) == .gzip else { return nil }
      self = .gzip
    case "zstd":
      guard Compression.detected(in: content) == .zstd else { return nil }
      self = .zstd
    case "deflate":
      guard let first = content.first, first & 0x0F == 8 || first < 0x20 else { return nil }
      self = .deflate
    default: return nil
    }
  }
}

extension [UInt8] {
  /// The chunks put together (RFC 9112, section 7.1); `nil` where the bytes are not chunked.
  fileprivate var unchunked: [UInt8]? {
    var result: [UInt8] = []
    var i = 0
    while let lineEnd = self[i...].firstIndex(of: 0x0A) {
      let line = self[i..<lineEnd].prefix { $0 != UInt8(ascii: ";") }
      let digits = line.filter { !$0.isMarkupSpace }
      guard !digits.isEmpty, digits.count <= 8 else { return result.isEmpty ? nil : result }
      var size = 0
      for digit in digits {
        guard let value = digit.hexDigit else { return result.isEmpty ? nil : result }
        size = size << 4 | Int(value)
      }
      i = lineEnd + 1
      if size == 0 { return result }
      // The last chunk of a response that was cut off is short.
      result += self[i..<Swift.min(count, i + size)]
      i += size
      guard i < count else { return result }
      if self[i] == 0x0D { i += 1 }
      if i < count, self[i] == 0x0A { i += 1 }
      guard i < count else { return result }
    }
    return result.isEmpty ? nil : result
  }
}
