import Foundation
import Stemma
import StemmaMarkup

/// The texts behind some paths, one after the other; lines of NDJSON are texts of their own.
struct Inputs: Sequence, IteratorProtocol {
  /// A text yet to be read.
  enum Input: Sendable {
    case file(InputFile)
    case record([UInt8], line: Int, of: InputFile)
    case problem(String)
  }

  private let format: InputFormat?
  private let limit: Int
  private var files: ArraySlice<InputFile>
  private var lines: (reader: LineReader, descriptor: Int32, file: InputFile, number: Int)?

  init(_ files: [InputFile], as format: InputFormat?, limit: Int) {
    self.files = files[...]
    self.format = format
    self.limit = limit
  }

  mutating func next() -> Input? {
    while true {
      if lines != nil {
        if let record = nextRecord() { return record }
        continue
      }
      guard let file = files.popFirst() else { return nil }
      guard isNDJSON(file.path) else { return .file(file) }
      let isStandardInput = file.path.isStandardInput
      let descriptor =
        isStandardInput ? STDIN_FILENO : file.path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
      guard descriptor >= 0 else { return .problem("\(file.path.text): \(reason(errno)).") }
      lines = (LineReader(descriptor, limit: limit), descriptor, file, 0)
    }
  }

  private mutating func nextRecord() -> Input? {
    guard var current = lines else { return nil }
    do {
      while let line = try current.reader.next() {
        current.number += 1
        lines = current
        switch line {
        case .tooLong:
          return .problem(
            "\(current.file.path.text):\(current.number): is longer than \(limit) bytes; raise --max-bytes to read it."
          )
        case .line(let bytes):
          if bytes.contains(where: { $0 > 0x20 }) {
            return .record(bytes, line: current.number, of: current.file)
          }
        }
      }
      close(current.descriptor)
      lines = nil
      return nil
    } catch {
      close(current.descriptor)
      lines = nil
      return .problem("\(current.file.path.text): \(error)")
    }
  }

  private func isNDJSON(_ path: PathName) -> Bool {
    if let format { return format == .ndjson }
    let suffixes = [".ndjson", ".jsonl"].map { Array($0.utf8) }
    return suffixes.contains { path.bytes.suffix($0.count) == $0[...] }
  }
}
