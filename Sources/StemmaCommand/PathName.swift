import Foundation

/// A file's name as the system has it: bytes, which need not be UTF-8.
///
/// Arguments that are not UTF-8 reach the argument parser with each stray byte as one scalar of a
/// private plane (as Python's “surrogateescape”, PEP 383, does), and are turned back here.
struct PathName: Hashable, Comparable, Sendable {
  let bytes: [UInt8]

  init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  init(_ argument: String) {
    bytes = argument.unicodeScalars.flatMap { scalar -> [UInt8] in
      guard let byte = UInt8(exactly: Int64(scalar.value) - Int64(Self.strayBase)) else {
        return Array(String(scalar).utf8)
      }
      return [byte]
    }
  }

  /// The name of standard input.
  static let standardInput = PathName("-")

  var isStandardInput: Bool { self == .standardInput }

  /// The part behind the last slash.
  var lastComponent: PathName {
    let trimmed = bytes.count > 1 && bytes.last == slash ? Array(bytes.dropLast()) : bytes
    guard let i = trimmed.lastIndex(of: slash) else { return PathName(bytes: trimmed) }
    return PathName(bytes: trimmed[(i + 1)...])
  }

  /// The folder that holds the file.
  var folder: PathName {
    guard let i = bytes.lastIndex(of: slash) else { return PathName(".") }
    return PathName(bytes: i == 0 ? bytes[...0] : bytes[..<i])
  }

  func appending(_ component: PathName) -> PathName {
    PathName(
      bytes: bytes.last == slash ? bytes + component.bytes : bytes + [slash] + component.bytes
    )
  }

  /// The name for people and reports: stray bytes as U+FFFD, so that it is always text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The path from the current folder, where it lies below; else as it is.
  var relative: PathName {
    guard let working = getcwd(nil, 0) else { return self }
    defer { free(working) }
    let folder = PathName(
      bytes: UnsafeBufferPointer(start: working, count: strlen(working))
        .map(UInt8.init(bitPattern:))
    ).appending(PathName(""))
    if bytes.starts(with: folder.bytes) {
      return PathName(bytes: bytes.dropFirst(folder.bytes.count))
    }
    if bytes.starts(with: "./".utf8), bytes.count > 2 { return PathName(bytes: bytes.dropFirst(2)) }
    return self
  }

  /// The name as a relative URI reference (RFC 3986); `nil` where it leaves the current folder.
  var relativeReference: String? {
    let parts = bytes.split(separator: slash)
    guard bytes.first != slash, !isStandardInput,
      !parts.contains(where: { $0.elementsEqual("..".utf8) })
    else {
      return nil
    }
    let digits = Array("0123456789ABCDEF".utf8)
    let encoded = parts.filter { !$0.elementsEqual(".".utf8) }.map { part in
      part.flatMap { byte -> [UInt8] in
        let isPlain = unreserved.contains(byte)
        return isPlain
          ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: Array(encoded.joined(separator: [slash])), as: UTF8.self)
  }

  /// Calls the system with the name.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
      guard let base = $0.baseAddress else { preconditionFailure("A name ends in NUL.") }
      return try body(base)
    }
  }

  static func < (a: PathName, b: PathName) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

  /// The process's arguments, stray bytes kept.
  static func arguments() -> [String] {
    CommandLine.unsafeArgv.withMemoryRebound(
      to: UnsafeMutablePointer<CChar>?.self,
      capacity: Int(CommandLine.argc)
    ) { values in
      (1..<max(1, Int(CommandLine.argc))).compactMap { i in values[i].map { text(of: $0) } }
    }
  }

  private static let strayBase: UInt32 = 0x10_FE00  // in a private-use plane that no file name uses

  private static func text(of value: UnsafeMutablePointer<CChar>) -> String {
    let bytes = UnsafeBufferPointer(start: value, count: strlen(value)).map(UInt8.init(bitPattern:))
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return bytes.reduce(into: "") { text, byte in
      let scalar = byte < 0x80 ? Unicode.Scalar(byte) : Unicode.Scalar(strayBase + UInt32(byte))
      if let scalar { text.unicodeScalars.append(scalar) }
    }
  }

  private var slash: UInt8 { UInt8(ascii: "/") }
}

private let unreserved = Set(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8
)
