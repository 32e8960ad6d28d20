import StemmaText

/// What the process tells the one that started it.
enum ExitStatus: Int32, Error {
  /// Done; for `check`, nothing new at or above the severity that fails.
  case done = 0
  /// Findings at or above the severity that fails.
  case findings = 1
  /// The work, or a part of it, could not be done.
  case failure = 2

  /// Ends a command with what it came to.
  static func end(complete: Bool, worst: Severity?, failing: Severity?) throws {
    if !complete { throw ExitStatus.failure }
    if let worst, let failing, worst >= failing { throw ExitStatus.findings }
  }
}

/// A reason why the work cannot be done, ready to be read.
struct CommandError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
