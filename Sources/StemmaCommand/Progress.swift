import Foundation

/// How far the work is, as a line on the terminal behind standard error that is drawn over.
///
/// Drawn once the work takes longer than a person waits without asking, and at most ten times a
/// second; erased before anything else is written.
struct Progress {
  private let isShown: Bool
  private let total: Int
  private let unit: String
  private let start = Progress.now()
  private var last: UInt64 = 0
  private var texts = 0

  /// Prepares to show the way through `total` things, called `unit` where there are several.
  init(through total: Int, _ unit: String = "files", isShown: Bool) {
    self.isShown = isShown
    self.total = total
    self.unit = unit
  }

  /// Counts a text that is done with.
  ///
  /// - Parameter done: How many of the things are done, and the share of the one at hand.
  mutating func step(_ done: @autoclosure () -> Double) {
    guard isShown else { return }
    texts += 1
    let now = Self.now()
    guard now - start >= Self.patience, now - last >= Self.interval else { return }
    last = now
    let done = done()
    guard done < Double(total), let columns = columns(of: STDERR_FILENO) else { return }
    ProgressLine.draw(line(done, columns: columns - 1))
  }

  /// Takes the line away.
  func end() { ProgressLine.erase() }

  private func line(_ done: Double, columns: Int) -> String {
    let texts = texts == 1 ? "1 text" : "\(texts) texts"
    let whole = "\(Int(done)) of \(total) \(unit)"
    let count = total == 1 ? texts : unit == "files" ? "\(whole), \(texts)" : whole
    let share = max(0, done / Double(total))
    let percent = "\(Int(share * 100)) %"
    let room = min(40, columns - count.utf8.count - percent.utf8.count - 6)
    guard room >= 10 else { return String("\(percent) \(count)".prefix(columns)) }
    let filled = Int(share * Double(room))
    let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: room - filled)
    return "[\(bar)] \(percent)  \(count)"
  }

  /// Nanoseconds before the first line: half a second, within which an answer seems prompt.
  private static let patience: UInt64 = 500_000_000

  /// Nanoseconds between two lines.
  private static let interval: UInt64 = 100_000_000

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

/// The line that is drawn over.
enum ProgressLine {
  // Written by the one task that hands on results; a signal handler only reads it.
  nonisolated(unsafe) private(set) static var isDrawn = false

  // There from the start, because a signal handler may not allocate.
  nonisolated(unsafe) private static let erasure: UnsafeMutablePointer<UInt8> = {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
    for (i, byte) in [0x0D, 0x1B, 0x5B, 0x4B].enumerated() { bytes[i] = UInt8(byte) }
    return bytes
  }()

  /// Shows a line in the place of the last.
  static func draw(_ line: String) {
    _ = erasure
    isDrawn = true
    _ = write(Array("\r\(line)\u{1B}[K".utf8)[...], to: STDERR_FILENO)
  }

  /// Takes the line away, if one is there.
  static func erase() {
    guard isDrawn else { return }
    isDrawn = false
    eraseFromHandler()
  }

  /// Writes what takes the line away; does nothing that a signal handler may not do.
  static func eraseFromHandler() { _ = Foundation.write(STDERR_FILENO, erasure, 4) }
}
