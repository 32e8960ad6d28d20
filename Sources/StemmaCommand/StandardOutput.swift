import Foundation
import StemmaReports

/// Standard output, or a file in its place, in large writes.
struct StandardOutput {
  /// Why writing ended.
  enum Failure: Error, Equatable {
    /// The reader went away; nobody is left to tell.
    case closed
    /// Anything else, such as a full disk.
    case failed(name: String, reason: String)
  }

  private var pending: [UInt8] = []
  let file: Int32
  private let name: String

  /// Writes to standard output, or to a file that is open.
  init(_ file: Int32 = STDOUT_FILENO, named name: String = "standard output") {
    self.file = file
    self.name = name
  }

  /// Whether a person reads it and has not asked for plain text (https://no-color.org).
  static var isColourful: Bool {
    guard isatty(STDOUT_FILENO) == 1 else { return false }
    return environment("NO_COLOR") == nil && environment("TERM") != "dumb"
  }

  mutating func write(_ bytes: some Sequence<UInt8>) throws(Failure) {
    pending.append(contentsOf: bytes)
    if pending.count >= 1 << 16 { try flush() }
  }

  /// Large texts are written at once, without a copy.
  mutating func write(_ bytes: [UInt8]) throws(Failure) {
    if bytes.count < 1 << 16 { return try write(bytes[...]) }
    try flush()
    ProgressLine.erase()
    try expect(StemmaCommand.write(bytes[...], to: file))
  }

  mutating func write(_ text: String) throws(Failure) {
    try write(text.utf8)
  }

  mutating func flush() throws(Failure) {
    defer { pending.removeAll(keepingCapacity: true) }
    if !pending.isEmpty { ProgressLine.erase() }
    try expect(StemmaCommand.write(pending[...], to: file))
  }

  /// Says what became of writing to the file past this buffer.
  func expect(_ code: Int32?) throws(Failure) {
    guard let code else { return }
    throw code == EPIPE ? .closed : .failed(name: name, reason: reason(code))
  }
}

/// Says something to the person at the terminal, not to the program behind the pipe.
///
/// Control characters, as file names may hold, are shown as escapes.
func complain(_ message: String) {
  ProgressLine.erase()
  _ = write(Array("stemma: \(visible(message))\n".utf8)[...], to: STDERR_FILENO)
}
