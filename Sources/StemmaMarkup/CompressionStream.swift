internal import CZlib
internal import CZstd

/// Bytes that come piece by piece, decompressed on the way where they are compressed.
///
/// A class, because it owns the state of a C library and has a place in its input. It never holds
/// more than a piece of input and a piece of output.
public final class ByteStream {
  /// Size of a piece that is given out, in bytes.
  static let pieceSize = 64 << 10

  private enum State {
    case plain
    case zlib(UnsafeMutablePointer<z_stream>, isBare: Bool)
    case zstd(OpaquePointer)
  }

  private let source: () -> [UInt8]
  private let limits: DecompressionLimits
  private var state: State

  /// How the input is compressed; `nil` where it is not.
  public let compression: Compression?

  /// Bytes that were looked at and are still to be given out.
  private var seen: [UInt8] = []

  private var input: [UInt8] = []
  private var offset = 0
  private var isAtEnd = false

  /// Whether a member or frame is open; the input must not end in one.
  private var isInMember = false
  private var taken = 0
  private var given = 0

  /// What went wrong behind bytes that were good, to be told after they are given out.
  private var damage: CompressionError?

  /// A stream over what `source` gives, piece by piece; it gives nothing at the end.
  ///
  /// Input that starts as gzip or zstd is decompressed, once; other input stays as it is.
  public init(
    within limits: DecompressionLimits = DecompressionLimits(maximumBytes: .max),
    of source: @escaping () -> [UInt8]
  ) {
    self.source = source
    self.limits = limits
    input = source()
    // One byte often decides; someone who waits for an answer to a short line sends no more.
    while input.count < 4, Compression.mayStart(with: input) {
      let more = source()
      if more.isEmpty { break }
      input += more
    }
    compression = Compression.detected(in: input)
    state = Self.state(for: compression)
  }

  /// A stream over input that is compressed in a known way.
  init(
    decompressing compression: Compression,
    within limits: DecompressionLimits,
    of source: @escaping () -> [UInt8]
  ) {
    self.source = source
    self.limits = limits
    self.compression = compression
    state = Self.state(for: compression)
  }

  private static func state(for compression: Compression?) -> State {
    switch compression {
    case nil: return .plain
    case .gzip, .deflate:
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      stream.initialize(to: z_stream())
      // 15 is the largest window; 16 more asks for a gzip header.
      guard stemma_inflateInit2(stream, compression == .gzip ? 15 + 16 : 15) == Z_OK else {
        stream.deallocate()
        return .plain
      }
      return .zlib(stream, isBare: false)
    case .zstd: return ZSTD_createDStream().map(State.zstd) ?? .plain
    }
  }

  deinit {
    switch state {
    case .plain: break
    case .zlib(let stream, _):
      inflateEnd(stream)
      stream.deallocate()
    case .zstd(let stream): ZSTD_freeDStream(stream)
    }
  }

  /// The next bytes, at least `count` of them where there are as many; `piece` gives them again.
  ///
  /// What goes wrong behind them is told by `piece`.
  public func start(of count: Int) -> [UInt8] {
    var start = seen
    seen = []
    while start.count < count, damage == nil {
      do throws(CompressionError) {
        let more = try piece()
        if more.isEmpty { break }
        start = start.isEmpty ? more : start + more
      } catch {
        damage = error
      }
    }
    seen = start
    return start
  }

  /// The next bytes, at most 64 KiB where they are compressed; none at the end.
  public func piece() throws(CompressionError) -> [UInt8] {
    if !seen.isEmpty {
      defer { seen = [] }
      return seen
    }
    while true {
      if let error = damage {
        damage = nil
        throw error
      }
      if offset == input.count, !refill() {
        if isInMember {
          isInMember = false
          throw .truncated
        }
        return []
      }
      let output: [UInt8]
      switch state {
      case .plain:
        defer { offset = input.count }
        return offset == 0 ? input : Array(input[offset...])
      case .zlib(let stream, let isBare): output = try inflated(stream, isBare: isBare)
      case .zstd(let stream): output = try decompressed(stream)
      }
      given += output.count
      guard given <= limits.maximumBytes else { throw .tooLarge(limit: limits.maximumBytes) }
      guard given <= DecompressionLimits.unsuspicious || given / limits.maximumRatio <= taken else {
        throw .tooDense(limit: limits.maximumRatio)
      }
      if !output.isEmpty { return output }
    }
  }

  /// Goes to the next gzip member after damage; says whether there is one.
  func skipToNextMember() -> Bool {
    guard case .zlib(let stream, _) = state, compression == .gzip else { return false }
    var matched = 0
    let mark: [UInt8] = [0x1F, 0x8B, 0x08]
    while offset < input.count || refill() {
      let byte = input[offset]
      matched = byte == mark[matched] ? matched + 1 : byte == mark[0] ? 1 : 0
      offset += 1
      guard matched == mark.count else { continue }
      input = mark + input[offset...]
      offset = 0
      inflateReset(stream)
      isInMember = false
      return true
    }
    return false
  }

  private func refill() -> Bool {
    guard !isAtEnd else { return false }
    input = source()
    offset = 0
    isAtEnd = input.isEmpty
    return !isAtEnd
  }

  // MARK: - zlib

  private func inflated(
    _ stream: UnsafeMutablePointer<z_stream>,
    isBare: Bool
  ) throws(CompressionError) -> [UInt8] {
    if !isInMember, given > 0 || taken > 0, compression == .gzip {
      guard input[offset] == 0x1F else {
        offset = input.count
        isAtEnd = true
        throw .trailing
      }
    }
    isInMember = true
    var status = Z_OK
    let start = offset
    let output = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
      input.withUnsafeMutableBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        stream.pointee.next_in = base + offset
        stream.pointee.avail_in = UInt32(bytes.count - offset)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(Self.pieceSize)
        status = inflate(stream, Z_NO_FLUSH)
        offset = bytes.count - Int(stream.pointee.avail_in)
        count = Self.pieceSize - Int(stream.pointee.avail_out)
      }
    }
    taken += offset - start
    switch status {
    case Z_OK, Z_BUF_ERROR: return output
    case Z_STREAM_END:
      isInMember = false
      if compression == .gzip { inflateReset(stream) } else { offset = input.count }
      return output
    case Z_DATA_ERROR where compression == .deflate && !isBare && given == 0 && start == 0:
      // Not zlib's form; the bare one has no header to go by.
      inflateReset2(stream, -15)
      state = .zlib(stream, isBare: true)
      offset = 0
      taken = 0
      return try inflated(stream, isBare: true)
    default:
      let message = stream.pointee.msg.map { String(cString: $0) } ?? "status \(status)"
      damage = .damaged(detail: message)
      return output
    }
  }

  // MARK: - zstd

  private func decompressed(_ stream: OpaquePointer) throws(CompressionError) -> [UInt8] {
    var status = 0
    let start = offset
    let output = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
      input.withUnsafeBytes { bytes in
        var from = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: offset)
        var to = ZSTD_outBuffer(dst: buffer.baseAddress, size: Self.pieceSize, pos: 0)
        status = ZSTD_decompressStream(stream, &to, &from)
        offset = from.pos
        count = to.pos
      }
    }
    taken += offset - start
    guard ZSTD_isError(status) == 0 else {
      let message = String(cString: ZSTD_getErrorName(status))
      offset = input.count
      isAtEnd = true
      isInMember = false
      damage = .damaged(detail: message)
      return output
    }
    // 0 says that a frame is whole and written out.
    isInMember = status != 0
    return output
  }
}
