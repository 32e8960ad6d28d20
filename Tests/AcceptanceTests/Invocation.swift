import Foundation

/// A finished run of a program.
struct Invocation {
  /// What it ended with.
  let status: Int32

  /// What it wrote to standard output.
  let output: [UInt8]

  /// What it wrote to standard error.
  let complaints: String

  /// What it wrote to standard output, as text.
  var text: String { String(decoding: output, as: UTF8.self) }
}

/// The `stemma` that was built with these tests.
func stemma(
  _ arguments: String...,
  input: [UInt8] = [],
  in folder: URL? = nil,
  environment: [String: String] = [:]
) throws -> Invocation {
  try run(builtProduct("stemma"), arguments, input: input, in: folder, environment: environment)
}

/// The Python that has the modules which `.ci/install tests` installs: the system's, whatever other
/// comes first on the path.
let systemPython =
  FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") ? "/usr/bin/python3" : "python3"

/// Runs a program found on the path.
func run(
  named name: String,
  _ arguments: String...,
  in folder: URL? = nil,
  environment: [String: String] = [:]
) throws -> Invocation {
  try run(named: name, arguments: arguments, in: folder, environment: environment)
}

/// Runs a program found on the path.
func run(
  named name: String,
  arguments: [String],
  in folder: URL? = nil,
  environment: [String: String] = [:]
) throws -> Invocation {
  try run(
    URL(fileURLWithPath: "/usr/bin/env"),
    [name] + arguments,
    in: folder,
    environment: environment
  )
}

private func run(
  _ program: URL,
  _ arguments: [String],
  input: [UInt8] = [],
  in folder: URL? = nil,
  environment: [String: String] = [:]
) throws -> Invocation {
  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  process.currentDirectoryURL = folder
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  // Files instead of pipes: neither side can wait for the other.
  let scratch = try Folder()
  let files = try ["in", "out", "err"].map { try scratch.file($0, input: $0 == "in" ? input : []) }
  process.standardInput = try FileHandle(forReadingFrom: files[0])
  process.standardOutput = try FileHandle(forWritingTo: files[1])
  process.standardError = try FileHandle(forWritingTo: files[2])
  // Waiting by a run loop, as the process itself offers it, looks up but thirty times a second.
  let ended = DispatchSemaphore(value: 0)
  process.terminationHandler = { _ in ended.signal() }
  try process.run()
  ended.wait()
  // Returns at once; until then the run loop of this thread keeps the process.
  process.waitUntilExit()
  return Invocation(
    status: process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus,
    output: Array(try Data(contentsOf: files[1])),
    complaints: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
  )
}

/// A program that was built with these tests.
func builtProduct(_ name: String) -> URL {
  var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
  #if os(macOS)
  if let bundle = Bundle.allBundles.first(where: { $0.bundlePath.hasSuffix(".xctest") }) {
    folder = bundle.bundleURL.deletingLastPathComponent()
  }
  #endif
  folder.standardize()
  return folder.appendingPathComponent(name)
}

/// The folder that holds `Package.swift`.
let packageFolder = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A folder that goes away with the value.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("stemma-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Puts a file into the folder.
  @discardableResult
  func file(_ name: String, input: [UInt8]) throws -> URL {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(input).write(to: file)
    return file
  }

  /// Puts a text into the folder.
  @discardableResult
  func file(_ name: String, _ text: String) throws -> URL {
    try file(name, input: Array(text.utf8))
  }

  /// What a file in the folder holds.
  func contents(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
  }
}
