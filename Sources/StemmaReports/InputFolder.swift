#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Why an input that a report names cannot be read.
public enum InputError: Error, Equatable, CustomStringConvertible {
  /// The name leads out of the folder: it is absolute, has `..` in it, or follows a link out.
  case outside

  /// There is no such file.
  case missing

  /// It is a folder, a pipe or a device.
  case notFile

  /// It has more than `limit` bytes.
  case tooLarge(limit: Int)

  /// The system refuses; `code` is its `errno`.
  case unreadable(code: Int32)

  /// The file does not hold the text that the report says stands in it.
  case notHeld

  /// What is wrong, as the end of a sentence about the file.
  public var description: String {
    switch self {
    case .outside: "its name leads out of the folder of inputs"
    case .missing: "there is no such file"
    case .notFile: "it is not a file"
    case .tooLarge(let limit): "it has more than \(limit) bytes"
    case .unreadable(let code): String(cString: strerror(code))
    case .notHeld: "its file no longer holds it"
    }
  }
}

/// A folder in which the names of a report are looked up, and nowhere else.
public struct InputFolder: Sendable {
  /// Where it is.
  public let path: String
  private let limit: Int

  /// Names a folder, and the most bytes that one of its files may have.
  public init(_ path: String, limit: Int = 64 << 20) {
    self.path = path
    self.limit = limit
  }

  /// The bytes of a file below the folder.
  public func bytes(named name: String) throws(InputError) -> [UInt8] {
    let descriptor = try opened(named: name)
    defer { close(descriptor) }
    return try contents(of: descriptor)
  }

  /// A file below the folder, open to be read; the caller closes it.
  public func opened(named name: String) throws(InputError) -> Int32 {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard !name.isEmpty, !name.utf8.contains(0), name.utf8.first != UInt8(ascii: "/"),
      !parts.contains(where: { $0.elementsEqual("..".utf8) })
    else { throw .outside }
    let folder = try resolved(path)
    let file = try resolved("\(path)/\(name)")
    let stem = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
    guard file.utf8.starts(with: stem.utf8) else { throw .outside }
    // Not blocking, so that a pipe put there does not stop us; no link, should one come since.
    let descriptor = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notFile
    }
    return descriptor
  }

  /// The path without links, `.` and `..`.
  private func resolved(_ path: String) throws(InputError) -> String {
    guard let real = realpath(path, nil) else {
      throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(code: errno)
    }
    defer { free(real) }
    return String(cString: real)
  }

  private func contents(of descriptor: Int32) throws(InputError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(code: errno) }
    let size = Int(status.st_size)
    guard size <= limit else { throw .tooLarge(limit: limit) }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let read = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if read == 0 { return }
        if read < 0, errno == EINTR { continue }
        guard read > 0 else {
          failure = errno
          return
        }
        count += read
      }
    }
    guard failure == 0 else { throw .unreadable(code: failure) }
    return bytes
  }
}
