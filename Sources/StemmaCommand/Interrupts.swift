import Foundation

/// Lets an interrupted process end with nothing half written.
enum Interrupts {
  // A signal handler may only touch memory that is there already: one buffer, written before and
  // after each use by the one thread that writes files, and flags.
  nonisolated(unsafe) private static let name = UnsafeMutablePointer<CChar>.allocate(capacity: 4096)
  nonisolated(unsafe) private static var isArmed = false
  nonisolated(unsafe) private static var isDeferred = false
  nonisolated(unsafe) private static var stopping: Int32 = 0
  nonisolated(unsafe) private static var alarm: Int32 = -1

  /// A file that can be read from once the process was asked to stop; -1 where there is none.
  ///
  /// A signal reaches any thread, and need not end the read that another one waits in.
  nonisolated(unsafe) private(set) static var bell: Int32 = -1

  /// Installs the handlers: SIGINT and SIGTERM end the process as they would without us, and a
  /// closed pipe or a file over the size limit is an error of the write instead of a signal.
  static func install() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        if Interrupts.isDeferred, Interrupts.stopping == 0 {
          Interrupts.stopping = number
          var byte: UInt8 = 0
          _ = write(Interrupts.alarm, &byte, 1)
          return
        }
        if Interrupts.isArmed { unlink(Interrupts.name) }
        if ProgressLine.isDrawn { ProgressLine.eraseFromHandler() }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// From now on the first SIGINT or SIGTERM lets what was begun be finished; the second ends the
  /// process.
  static func finishFirst() {
    var ends: [Int32] = [-1, -1]
    guard !isDeferred, pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    bell = ends[0]
    alarm = ends[1]
    isDeferred = true
  }

  /// Whether the process was asked to stop; nothing new is begun.
  static var isStopping: Bool { stopping != 0 }

  /// Waits until a file can be read; says no where the process is asked to stop instead.
  static func waitToRead(_ file: Int32) -> Bool {
    guard bell >= 0 else { return true }
    var requests = [
      pollfd(fd: file, events: Int16(POLLIN), revents: 0),
      pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&requests, 2, -1) < 0, errno == EINTR, !isStopping {}
    return !isStopping
  }

  /// Ends the process by the signal that asked for it, if one did; call with nothing left to write.
  static func endIfStopping() {
    guard stopping != 0 else { return }
    // Threads that are not the first may hold signals back.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, stopping)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    signal(stopping, SIG_DFL)
    raise(stopping)
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
