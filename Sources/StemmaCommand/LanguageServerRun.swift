import Foundation
import StemmaLanguageServer
import Synchronization

/// Runs a language server between standard input and standard output.
///
/// One thread reads, answers and writes; another one checks, so that keys typed meanwhile are
/// taken in at once.
struct LanguageServerRun {
  private var server: LanguageServer
  private let bench: CheckBench

  /// - Parameters:
  ///   - server: The server, not yet initialized.
  ///   - examine: Checks a document; called on another thread.
  init(of server: LanguageServer, examine: @escaping @Sendable (DueCheck) -> Diagnosis) {
    self.server = server
    bench = CheckBench(examine)
  }

  /// Serves until the client ends it or goes away.
  ///
  /// - Returns: The status to end the process with; 2 where the stream cannot be read on.
  func untilEnd() throws -> Int32 {
    var server = server
    var reader = MessageReader()
    var output = StandardOutput()
    let bell = try bench.bell()
    while true {
      if let check = server.nextCheck(at: .now) { bench.begin(check) }
      try output.write(server.takeOutput())
      try output.flush()
      if let status = server.exitStatus { return status }
      switch event(until: server.deadline, bell) {
      case .rest: break
      case .checked:
        for (check, diagnosis) in bench.takeResults() { server.finish(check, finding: diagnosis) }
      case .input(let bytes):
        reader.append(bytes)
        do throws(MessageReader.Fault) {
          if bytes.isEmpty {
            try reader.expectEnd()
            return server.statusAtEnd
          }
          while let piece = try reader.next() { server.receive(piece, at: .now) }
        } catch {
          server.receive(error)
          try output.write(server.takeOutput())
          try output.flush()
          throw CommandError("Standard input cannot be read on: \(error.sentence)")
        }
      }
    }
  }

  private enum Event {
    case input([UInt8])
    case checked
    /// A document has rested long enough, or nothing happened.
    case rest
  }

  /// Waits for the client, for a check, or until a moment.
  private func event(until deadline: ContinuousClock.Instant?, _ bell: Int32) -> Event {
    var requests = [
      pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
    ]
    let pause = deadline.map { max(.zero, $0 - .now) / .milliseconds(1) }
    let count = poll(&requests, 2, pause.map { Int32($0.rounded(.up)) } ?? -1)
    guard count > 0 else { return .rest }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    if requests[0].revents != 0 {
      _ = read(bell, &bytes, bytes.count)
      return .checked
    }
    let length = read(STDIN_FILENO, &bytes, bytes.count)
    if length < 0, errno == EINTR || errno == EAGAIN { return .rest }
    return .input(Array(bytes.prefix(max(0, length))))
  }
}

/// Checks documents on a thread of its own, one at a time.
///
/// A class, because two threads hold it; what both change is behind a lock.
private final class CheckBench: Sendable {
  private struct State {
    var results: [(DueCheck, Diagnosis)] = []
    var alarm: Int32 = -1
  }

  private let examine: @Sendable (DueCheck) -> Diagnosis
  private let state = Mutex(State())

  init(_ examine: @escaping @Sendable (DueCheck) -> Diagnosis) { self.examine = examine }

  /// A file that can be read from when a check is done; asked for once.
  func bell() throws(CommandError) -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw CommandError("No pipe can be made: \(reason(errno)).")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let alarm = ends[1]
    state.withLock { $0.alarm = alarm }
    return ends[0]
  }

  func begin(_ check: DueCheck) {
    Thread.detachNewThread { [self] in
      let diagnosis = examine(check)
      let alarm = state.withLock { state in
        state.results.append((check, diagnosis))
        return state.alarm
      }
      var byte: UInt8 = 0
      _ = write(alarm, &byte, 1)
    }
  }

  func takeResults() -> [(DueCheck, Diagnosis)] {
    state.withLock { state in
      defer { state.results = [] }
      return state.results
    }
  }
}
