import Foundation

/// Reads a whole file or standard input, up to a limit.
///
/// - Throws: why it cannot be read, with its name.
func contents(of path: PathName, limit: Int) throws(CommandError) -> [UInt8] {
  if path.isStandardInput {
    return try bytes(from: STDIN_FILENO, named: "standard input", limit: limit)
  }
  let file = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
  guard file >= 0 else { throw CommandError("\(path.text): \(reason(errno)).") }
  defer { close(file) }
  return try bytes(from: file, named: path.text, limit: limit)
}

private func bytes(from file: Int32, named name: String, limit: Int) throws(CommandError) -> [UInt8]
{
  var status = stat()
  guard fstat(file, &status) == 0 else { throw CommandError("\(name): \(reason(errno)).") }
  if status.st_mode & S_IFMT == S_IFDIR { throw CommandError("\(name): is a folder, not a file.") }
  guard status.st_size <= limit else { throw tooLarge(name, limit) }
  var result: [UInt8] = []
  result.reserveCapacity(Int(status.st_size) + 1)
  var chunk = [UInt8](repeating: 0, count: max(1 << 16, min(Int(status.st_size) + 1, 1 << 22)))
  while true {
    let count = chunk.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    if count == 0 { return result }
    guard count > 0 else {
      if errno == EINTR { continue }
      throw CommandError("\(name): \(reason(errno)).")
    }
    guard result.count + count <= limit else { throw tooLarge(name, limit) }
    result += chunk[..<count]
  }
}

private func tooLarge(_ name: String, _ limit: Int) -> CommandError {
  CommandError("\(name): is larger than \(limit) bytes; raise --max-bytes to read it.")
}

/// Puts bytes into a file so that it holds either what it held before or all of them.
///
/// A temporary file in the same folder is written, synced and renamed over the target. The mode
/// of an existing file is kept, and a symbolic link stays: its target is replaced.
func write(_ bytes: [UInt8], to path: PathName) throws(CommandError) {
  let target = resolved(path)
  var template =
    target.folder.appending(PathName(".stemma-XXXXXX")).bytes.map { CChar(bitPattern: $0) } + [0]
  let file = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
  guard file >= 0 else { throw CommandError("\(path.text): cannot be written: \(reason(errno)).") }
  let temporary = PathName(bytes: template.dropLast().map { UInt8(bitPattern: $0) })
  Interrupts.remember(temporary)
  let failure = fill(file, with: bytes, modeOf: target)
  close(file)
  let moved =
    failure == nil && temporary.withCString { from in target.withCString { rename(from, $0) } } == 0
  let code = failure ?? errno
  if !moved { _ = temporary.withCString { unlink($0) } }
  Interrupts.forget()
  guard moved else { throw CommandError("\(path.text): cannot be written: \(reason(code)).") }
  let folder = target.folder.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
  if folder >= 0 {
    fsync(folder)
    close(folder)
  }
}

/// The error number of what failed, or `nil`.
private func fill(_ file: Int32, with bytes: [UInt8], modeOf target: PathName) -> Int32? {
  var status = stat()
  if target.withCString({ stat($0, &status) }) == 0 {
    guard fchmod(file, status.st_mode & 0o7777) == 0 else { return errno }
  } else {
    let mask = umask(0)
    umask(mask)
    guard fchmod(file, 0o666 & ~mask) == 0 else { return errno }
  }
  if let failure = write(bytes[...], to: file) { return failure }
  return fsync(file) == 0 ? nil : errno
}

/// Writes all bytes to an open file; the error number of what failed, or `nil`.
func write(_ bytes: ArraySlice<UInt8>, to file: Int32) -> Int32? {
  bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = Foundation.write(
        file,
        UnsafeRawBufferPointer(rebasing: rest).baseAddress,
        rest.count
      )
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}

/// The file behind a symbolic link, or the path itself.
private func resolved(_ path: PathName) -> PathName {
  guard let real = path.withCString({ realpath($0, nil) }) else { return path }
  defer { free(real) }
  return PathName(
    bytes: UnsafeBufferPointer(start: real, count: strlen(real)).map(UInt8.init(bitPattern:))
  )
}

/// The system's words for an error number, as part of a sentence.
func reason(_ code: Int32) -> String {
  switch code {
  case ENOENT: "no such file or folder"
  case EACCES, EPERM: "permission denied"
  case ELOOP: "its symbolic links form a loop"
  case ENOSPC: "no space is left on the device"
  case EFBIG: "the file would be larger than allowed"
  case EROFS: "the file system is read-only"
  case ENAMETOOLONG: "the name is too long"
  default: String(cString: strerror(code)).lowercased()
  }
}
