import Foundation
import Stemma

/// A file that answers are written to, one a line.
struct AnswerFile {
  private let path: PathName
  private let file: Int32

  /// How many whole lines stand in it.
  private var count = 0

  /// The last of them.
  private var last: [UInt8] = []

  /// Opens a file for answers; what stands in it is thrown away unless it is to be kept.
  ///
  /// A line without its end, as a stop may leave it, is always thrown away.
  init(_ path: PathName, keepsAnswers: Bool) throws(CommandError) {
    self.path = path
    try expectWritable(path)
    file = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o666) }
    guard file >= 0 else {
      throw CommandError("\(path.text): cannot be written: \(reason(errno)).")
    }
    let isRegular = FileStatus(of: path)?.isRegular ?? false
    guard !isRegular || claims(file) else {
      throw CommandError(
        "\(path.text): another run writes its answers there. Wait for its end, or name another file."
      )
    }
    var end = 0
    if keepsAnswers {
      guard isRegular else {
        throw CommandError("\(path.text): is no file; --resume needs one with answers in it.")
      }
      end = try readAnswers()
    }
    guard !isRegular || ftruncate(file, off_t(end)) == 0 && lseek(file, off_t(end), SEEK_SET) >= 0
    else { throw CommandError("\(path.text): cannot be written: \(reason(errno)).") }
  }

  /// Where answers are written.
  var output: StandardOutput { StandardOutput(file, named: path.text) }

  /// Passes over what has its answer.
  func skipAnswered(in inputs: Inputs) throws(CommandError) {
    guard count > 0 else { return }
    var left = count
    while left > 0, let input = inputs.next() {
      let identifier: String
      switch input {
      case .note: continue
      case .problem(let problem): identifier = problem.identifier
      case .text(let text): identifier = left == 1 ? text.identifier : ""
      }
      left -= 1
      if left == 0, !last.starts(with: "{\"id\":\(identifier),".utf8) { break }
      if left == 0 { return }
    }
    if Interrupts.isStopping { return }
    throw CommandError(
      "\(path.text): its \(count) answers are not to these inputs; leave out --resume to start anew."
    )
  }

  /// Counts the whole lines; says where the last of them ends.
  private mutating func readAnswers() throws(CommandError) -> Int {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var line: [UInt8] = []
    var position = 0
    var end = 0
    while true {
      let size = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if size < 0, errno == EINTR { continue }
      guard size >= 0 else { throw CommandError("\(path.text): \(reason(errno)).") }
      if size == 0 { return end }
      var start = 0
      while let lineFeed = buffer[start..<size].firstIndex(of: 0x0A) {
        line += buffer[start..<lineFeed]
        last = line
        line.removeAll(keepingCapacity: true)
        count += 1
        end = position + lineFeed + 1
        start = lineFeed + 1
      }
      line += buffer[start..<size]
      position += size
    }
  }
}
