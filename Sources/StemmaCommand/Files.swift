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

/// The system's words for an error number, as part of a sentence.
func reason(_ code: Int32) -> String {
  switch code {
  case ENOENT: "no such file or folder"
  case EACCES, EPERM: "permission denied"
  case ELOOP: "its symbolic links form a loop"
  case ENOSPC: "no space is left on the device"
  case EFBIG: "the file would be larger than allowed"
  case EISDIR: "is a folder, not a file"
  case ENOTDIR: "a part of the path is a file, not a folder"
  case EBADF: "it is not open"
  case EROFS: "the file system is read-only"
  case ENAMETOOLONG: "the name is too long"
  default: String(cString: strerror(code)).lowercased()
  }
}
