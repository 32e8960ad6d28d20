/// How bytes are compressed.
public enum Compression: String, Hashable, Sendable, CaseIterable {
  /// RFC 1952; several members may follow each other.
  case gzip
  /// RFC 8878; several frames may follow each other.
  case zstd
  /// What HTTP calls deflate: zlib's form (RFC 1950), or bare (RFC 1951) as some servers send it.
  case deflate

  /// The compression that bytes start with; `nil` where they look like none of those that mark
  /// themselves.
  public static func detected(in bytes: some Collection<UInt8>) -> Compression? {
    let head = Array(bytes.prefix(4))
    if head.starts(with: [0x1F, 0x8B, 0x08]) { return .gzip }
    if head == [0x28, 0xB5, 0x2F, 0xFD] { return .zstd }
    // A skippable frame, in which archives put a dictionary.
    if head.count == 4, head[0] & 0xF0 == 0x50, head[1...] == [0x2A, 0x4D, 0x18] { return .zstd }
    return nil
  }
}

extension Compression {
  /// Whether bytes may be the first of a mark that `detected` knows.
  static func mayStart(with bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    let rest = bytes.dropFirst()
    switch first {
    case 0x1F: return zip(rest, [0x8B, 0x08]).allSatisfy(==)
    case 0x28: return zip(rest, [0xB5, 0x2F, 0xFD]).allSatisfy(==)
    case 0x50...0x5F: return zip(rest, [0x2A, 0x4D, 0x18]).allSatisfy(==)
    default: return false
    }
  }
}

/// How far a decompressor goes before it takes its input for a bomb.
public struct DecompressionLimits: Hashable, Sendable {
  /// Bytes that may come out.
  public let maximumBytes: Int

  /// Bytes that may come out for each byte that goes in, once a mebibyte has come out.
  ///
  /// Pages reach 30, runs of one byte 1,000.
  public let maximumRatio: Int

  /// Creates limits; what is left out has the default said above, and 64 MiB.
  public init(maximumBytes: Int = 64 << 20, maximumRatio: Int = 200) {
    self.maximumBytes = maximumBytes
    self.maximumRatio = maximumRatio
  }

  /// Output up to which the ratio is not looked at; a small page of blanks compresses well.
  static let unsuspicious = 1 << 20
}

/// Why bytes cannot be decompressed.
public enum CompressionError: Error, Equatable {
  /// More than `limit` bytes come out.
  case tooLarge(limit: Int)

  /// More than `limit` bytes come out for each that goes in: a bomb.
  case tooDense(limit: Int)

  /// The bytes are not what they start as; `detail` is the library's word for it.
  case damaged(detail: String)

  /// The bytes end before what they hold does.
  case truncated

  /// Bytes that are not compressed follow the last member.
  case trailing
}

extension CompressionError: CustomStringConvertible {
  /// What is wrong, to stand behind a colon.
  public var description: String {
    switch self {
    case .tooLarge(let limit): "decompressed, it is larger than \(limit) bytes"
    case .tooDense(let limit): "more than \(limit) bytes come of each compressed one"
    case .damaged(let detail): "the compressed bytes are damaged (\(detail))"
    case .truncated: "the compressed bytes end too early"
    case .trailing: "bytes that are not compressed follow the last member"
    }
  }
}

/// The bytes that compressed ones stand for.
public func decompressed(
  _ bytes: [UInt8],
  as compression: Compression,
  within limits: DecompressionLimits = DecompressionLimits()
) throws(CompressionError) -> [UInt8] {
  var input: [UInt8]? = bytes
  let stream = ByteStream(decompressing: compression, within: limits) {
    defer { input = nil }
    return input ?? []
  }
  var result: [UInt8] = []
  while true {
    let piece = try stream.piece()
    if piece.isEmpty { return result }
    result += piece
  }
}
