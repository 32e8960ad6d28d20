import Foundation
import StemmaMarkup

/// An open file that is read piece by piece, decompressed on the way where it is compressed.
///
/// A class, because it owns a descriptor; it closes it.
final class FileStream {
  /// The bytes, decompressed.
  let bytes: ByteStream

  /// What the file is called where something is wrong with it.
  let name: String

  /// How many bytes the file has; 0 where that is not known.
  let size: Int

  private let source: Descriptor

  /// Which share of the file was read, from 0 to 1; 0 where its size is not known.
  var share: Double { size > 0 ? min(1, Double(source.count) / Double(size)) : 0 }

  /// Opens a file, or standard input.
  convenience init(_ path: PathName, within limits: DecompressionLimits) throws(CommandError) {
    if path.isStandardInput {
      try self.init(STDIN_FILENO, named: "standard input", within: limits)
      return
    }
    let file = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard file >= 0 else { throw CommandError("\(path.text): \(reason(errno)).") }
    try self.init(file, named: path.text, within: limits)
  }

  /// Takes an open file over.
  init(_ file: Int32, named name: String, within limits: DecompressionLimits) throws(CommandError) {
    let source = Descriptor(file)
    self.source = source
    self.name = name
    var status = stat()
    guard fstat(file, &status) == 0 else { throw CommandError("\(name): \(reason(errno)).") }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw CommandError("\(name): is a folder, not a file.")
    }
    source.isRegular = status.st_mode & S_IFMT == S_IFREG
    size = source.isRegular ? Int(status.st_size) : 0
    // One byte more, so that the end of a small file is seen without a second piece of memory.
    if size > 0 { source.pieceSize = min(source.pieceSize, size + 1) }
    bytes = ByteStream(within: limits) { source.piece() }
    try expectRead()
  }

  /// The next bytes; none at the end.
  func piece() throws(CommandError) -> [UInt8] {
    do {
      let piece = try bytes.piece()
      if piece.isEmpty { try expectRead() }
      return piece
    } catch let error as CompressionError {
      throw CommandError("\(name): \(error)\(error.advice).")
    } catch let error as CommandError {
      throw error
    } catch {
      throw CommandError("\(name): \(error).")
    }
  }

  /// All bytes, up to a limit, and the flag that raises it, where there is one.
  func contents(limit: Int, raisedBy flag: String? = nil) throws(CommandError) -> [UInt8] {
    let (bytes, failure) = try availableContents(limit: limit, raisedBy: flag)
    if let failure { throw failure }
    return bytes
  }

  /// All bytes up to a limit, or up to where they cannot be read on; then why.
  ///
  /// - Throws: that there are more than the limit.
  func availableContents(
    limit: Int,
    raisedBy flag: String? = "--max-bytes"
  ) throws(CommandError) -> ([UInt8], CommandError?) {
    let isPlain = bytes.compression == nil
    if isPlain, size > limit { throw tooLarge(name, limit, raisedBy: flag) }
    var result: [UInt8] = []
    result.reserveCapacity(isPlain ? size : 0)
    while true {
      let piece: [UInt8]
      do throws(CommandError) {
        piece = try self.piece()
      } catch {
        return (result, error)
      }
      if piece.isEmpty { return (result, nil) }
      guard result.count + piece.count <= limit else {
        throw tooLarge(name, limit, raisedBy: flag)
      }
      result += piece
    }
  }

  /// Whether bytes can be had without waiting for the sender; of compressed ones nobody knows.
  var isReady: Bool { bytes.compression != nil || source.isReady }

  /// What went wrong in reading, if something did; the bytes ended there.
  func expectRead() throws(CommandError) {
    if let code = source.failure { throw CommandError("\(name): \(reason(code)).") }
  }
}

/// A file descriptor that is read from; closed at the end unless it is standard input.
private final class Descriptor {
  private let file: Int32
  private(set) var failure: Int32?

  /// How many bytes were read.
  private(set) var count = 0
  var pieceSize = 1 << 18
  var isRegular = false

  init(_ file: Int32) { self.file = file }

  deinit { if file != STDIN_FILENO { close(file) } }

  func piece() -> [UInt8] {
    while failure == nil, isRegular || Interrupts.waitToRead(file) {
      var count = 0
      let piece = [UInt8](unsafeUninitializedCapacity: pieceSize) { buffer, filled in
        count = read(file, buffer.baseAddress, pieceSize)
        filled = max(0, count)
      }
      if count >= 0 {
        self.count += count
        return piece
      }
      if errno != EINTR { failure = errno }
    }
    return []
  }

  var isReady: Bool {
    var request = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }
}

extension CompressionError {
  /// The flag that lifts a limit, as a part of a sentence.
  var advice: String {
    switch self {
    case .tooDense: "; raise --max-ratio to read it"
    case .tooLarge: "; raise --max-bytes to read it"
    case .damaged, .truncated, .trailing: ""
    }
  }
}

/// Why a file is not read as a whole.
func tooLarge(
  _ name: String,
  _ limit: Int,
  raisedBy flag: String? = "--max-bytes"
) -> CommandError {
  let advice = flag.map { "; raise \($0) to read it" } ?? ""
  return CommandError("\(name): is larger than \(limit) bytes\(advice).")
}
