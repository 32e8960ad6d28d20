import Foundation

/// Lets an interrupted process take its temporary file along.
enum Interrupts {
  // A signal handler may only touch memory that is there already: one buffer, written before and
  // after each use by the one thread that writes files.
  nonisolated(unsafe) private static let name = UnsafeMutablePointer<CChar>.allocate(capacity: 4096)
  nonisolated(unsafe) private static var isArmed = false

  /// Installs the handlers: SIGINT and SIGTERM end the process as they would without us, and a
  /// closed pipe or a file over the size limit is an error of the write instead of a signal.
  static func install() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        if Interrupts.isArmed { unlink(Interrupts.name) }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Fills the places of standard streams that are closed, lest a file that is opened later takes
  /// one and is read or written as the stream; reading and writing there fails.
  static func occupyStandardStreams() {
    for (stream, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", mode)
    }
  }

  /// Names the file to remove.
  static func remember(_ path: PathName) {
    guard path.bytes.count < 4096 else { return }
    for (i, byte) in path.bytes.enumerated() { name[i] = CChar(bitPattern: byte) }
    name[path.bytes.count] = 0
    isArmed = true
  }

  /// Says that the file is in place or gone.
  static func forget() { isArmed = false }
}
