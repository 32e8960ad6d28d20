import Foundation

/// What a file that stands at the path of a new one means for it.
enum Placement {
  /// The file is replaced; where it is a symbolic link, its target is.
  case asNamed
  /// The path lies in a folder of results: a symbolic link there is replaced itself, so that
  /// nobody who may write into the folder chooses what else is overwritten.
  case insideFolder
}

/// Puts bytes into a file so that it holds either what it held before or all of them.
func write(
  _ bytes: [UInt8],
  to path: PathName,
  _ placement: Placement = .asNamed
) throws(CommandError) {
  try replace(path, placement) { write(bytes[...], to: $0) }
}

/// Fills a file so that it holds either what it held before or all of the new.
///
/// A temporary file in the same folder is written and renamed over the target; where there is one
/// to lose, it is synced first. The mode and, as far as the system lets us, the owner of an
/// existing file are kept, and a symbolic link stays: its target is replaced. A pipe or a device
/// is written to as it is.
///
/// - Parameters:
///   - path: The file.
///   - placement: What a file that stands there means.
///   - content: Writes the content to an open file; gives the error number of what failed.
/// - Throws: Why the file cannot be written.
func replace(
  _ path: PathName,
  _ placement: Placement = .asNamed,
  by content: (Int32) -> Int32?
) throws(CommandError) {
  let target = placement == .asNamed ? resolved(path) : path
  let existing = FileStatus(of: target, followingLinks: placement == .asNamed)
  if placement == .asNamed, let existing, existing.isSpecial {
    return try writeThrough(content, to: target)
  }
  if let code = obstacle(to: target, existing) { throw failure(to: path, code) }
  let temporary = temporaryName(beside: target)
  Interrupts.remember(temporary)
  defer { Interrupts.forget() }
  let file = temporary.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
  guard file >= 0 else { throw failure(to: path, errno) }
  var code = fill(file, with: content, like: existing)
  close(file)
  if code == nil,
    temporary.withCString({ from in target.withCString { rename(from, $0) } }) != 0
  {
    code = errno
  }
  if let code {
    _ = temporary.withCString { unlink($0) }
    throw failure(to: path, code)
  }
  if existing != nil { sync(folderOf: target) }
}

/// An open file without a name, which is gone when it is closed.
func unnamedFile() throws(CommandError) -> Int32 {
  let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  var name = PathName("\(folder)/stemma-XXXXXX").bytes.map { CChar(bitPattern: $0) } + [0]
  let file = mkstemp(&name)
  guard file >= 0 else { throw failure(to: PathName(folder), errno) }
  unlink(name)
  return file
}

/// Says before the work what would be found out after it: that a file cannot be written there.
func expectWritable(_ path: PathName, _ placement: Placement = .asNamed) throws(CommandError) {
  let target = placement == .asNamed ? resolved(path) : path
  let existing = FileStatus(of: target, followingLinks: placement == .asNamed)
  if let code = obstacle(to: target, existing) { throw failure(to: path, code) }
  if existing == nil, target.folder.withCString({ access($0, W_OK) }) != 0 {
    throw failure(to: path, errno)
  }
}

/// Claims an open file or folder for this process, until it is closed; says no where another has.
///
/// Not every file system knows claims; where there are none, nobody is held up.
func claims(_ file: Int32) -> Bool {
  flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
}

/// What a file is, as the system knows it.
struct FileStatus {
  /// What no two files have in common.
  struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  private let status: stat

  /// The status of a file; `nil` where there is none.
  init?(of path: PathName, followingLinks: Bool = true) {
    var status = stat()
    let found = path.withCString { followingLinks ? stat($0, &status) : lstat($0, &status) }
    guard found == 0 else { return nil }
    self.status = status
  }

  var identity: Identity {
    Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
  }
  var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }
  var isRegular: Bool { status.st_mode & S_IFMT == S_IFREG }
  var isLink: Bool { status.st_mode & S_IFMT == S_IFLNK }

  /// Whether it is a pipe, a socket or a device.
  var isSpecial: Bool { !isFolder && !isRegular && !isLink }

  var owner: uid_t { status.st_uid }
  var group: gid_t { status.st_gid }
  var permissions: mode_t { status.st_mode & 0o7777 }
}

/// The error number of what is in the way of a file, or `nil`.
private func obstacle(to target: PathName, _ existing: FileStatus?) -> Int32? {
  guard let existing else { return nil }
  if existing.isFolder { return EISDIR }
  // A rename would not ask; a file that is read-only for us stays as it is.
  if existing.isLink || target.withCString({ access($0, W_OK) }) == 0 { return nil }
  return errno
}

private func failure(to path: PathName, _ code: Int32) -> CommandError {
  CommandError("\(path.text): cannot be written: \(reason(code)).")
}

/// Writes to a pipe or a device, which a rename would put out of the way instead.
private func writeThrough(
  _ content: (Int32) -> Int32?,
  to target: PathName
) throws(CommandError) {
  let file = target.withCString { open($0, O_WRONLY | O_CLOEXEC | O_NOCTTY) }
  guard file >= 0 else { throw failure(to: target, errno) }
  defer { close(file) }
  if let code = content(file) { throw failure(to: target, code) }
}

/// A name that no file has, so that it can be remembered before there is a file to remove.
private func temporaryName(beside target: PathName) -> PathName {
  let digits = String(UInt64.random(in: .min ... .max), radix: 36)
  return target.folder.appending(PathName(".stemma-\(digits)"))
}

/// The error number of what failed, or `nil`.
private func fill(
  _ file: Int32,
  with content: (Int32) -> Int32?,
  like existing: FileStatus?
) -> Int32? {
  if let existing, existing.isRegular {
    // Only the superuser gives files away; what cannot be kept is no reason to fail.
    _ = fchown(file, existing.owner, existing.group)
    guard fchmod(file, existing.permissions) == 0 else { return errno }
  } else {
    let mask = umask(0)
    umask(mask)
    guard fchmod(file, 0o666 & ~mask) == 0 else { return errno }
  }
  if let failure = content(file) { return failure }
  // Of a new file nothing can be lost but what can be made again.
  return existing == nil || fsync(file) == 0 ? nil : errno
}

private func sync(folderOf target: PathName) {
  let folder = target.folder.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
  guard folder >= 0 else { return }
  fsync(folder)
  close(folder)
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
        if errno == EAGAIN, isWritable(file) { continue }
        return errno
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}

/// Waits until a file that was opened not to block takes more.
private func isWritable(_ file: Int32) -> Bool {
  var request = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
  return poll(&request, 1, -1) > 0
}

/// The file behind a symbolic link, or the path itself.
private func resolved(_ path: PathName) -> PathName {
  guard let real = path.withCString({ realpath($0, nil) }) else { return path }
  defer { free(real) }
  return PathName(
    bytes: UnsafeBufferPointer(start: real, count: strlen(real)).map(UInt8.init(bitPattern:))
  )
}
