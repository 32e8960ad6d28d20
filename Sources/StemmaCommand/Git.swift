import Foundation
import StemmaMarkup

/// The git repository that the current folder is part of, asked through the `git` program.
///
/// `GIT_DIR`, `GIT_INDEX_FILE` and their kin are handed on, so that in a hook the index is the one
/// of the commit that is being made. No argument holds a file name: those need not be text.
struct Git {
  /// The folder from its top to the current one, with a slash at its end; empty at the top.
  let prefix: [UInt8]

  /// Finds the repository.
  init() throws(CommandError) {
    prefix = Array(try Self.output("rev-parse", "--show-prefix").dropLast())
  }

  /// A path from the top of the repository on, as one from the current folder on.
  func path(_ bytes: some Collection<UInt8>) -> PathName {
    if bytes.starts(with: prefix) { return PathName(bytes: bytes.dropFirst(prefix.count)) }
    let ups = prefix.count { $0 == UInt8(ascii: "/") }
    return PathName(bytes: Array(repeatElement("../".utf8, count: ups).joined()) + Array(bytes))
  }

  /// What git writes to standard output.
  static func output(_ arguments: String..., input: [UInt8] = []) throws(CommandError) -> [UInt8] {
    let file = try run(arguments, input: input)
    return try FileStream(file, named: "git", within: .init(maximumBytes: .max))
      .contents(limit: 1 << 30)
  }

  /// Runs git; an open file that holds what it wrote, to be read from its start.
  static func run(_ arguments: [String], input: [UInt8] = []) throws(CommandError) -> Int32 {
    let output = try unnamedFile()
    let complaints = try unnamedFile()
    let source = try unnamedFile()
    defer {
      close(complaints)
      close(source)
    }
    if let code = write(input[...], to: source) {
      close(output)
      throw CommandError("A temporary file cannot be written: \(reason(code)).")
    }
    lseek(source, 0, SEEK_SET)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    // A check looks; it does not rewrite the index on the way.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["GIT_OPTIONAL_LOCKS": "0"]) { $1 }
    process.standardInput = FileHandle(fileDescriptor: source, closeOnDealloc: false)
    process.standardOutput = FileHandle(fileDescriptor: output, closeOnDealloc: false)
    process.standardError = FileHandle(fileDescriptor: complaints, closeOnDealloc: false)
    do {
      try process.run()
    } catch {
      close(output)
      throw CommandError("git cannot be run.")
    }
    process.waitUntilExit()
    lseek(output, 0, SEEK_SET)
    guard process.terminationStatus == 0, process.terminationReason == .exit else {
      close(output)
      throw CommandError("git: \(firstLine(of: complaints))")
    }
    return output
  }

  private static func firstLine(of file: Int32) -> String {
    lseek(file, 0, SEEK_SET)
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &bytes, bytes.count)
    let line = bytes[..<max(0, count)].prefix { $0 != UInt8(ascii: "\n") }
    return line.isEmpty ? "it failed without a word." : String(decoding: line, as: UTF8.self)
  }
}
