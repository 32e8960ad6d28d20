import CFuzzer
import Foundation

/// Feeds one target what libFuzzer makes up.
///
///     Fuzzing --target=NAME [libFuzzer’s options and folders]
///     Fuzzing --seeds=FOLDER
///
/// libFuzzer passes over options with two dashes, and hands them on to the processes it starts.
@main
struct Fuzzing {
  static func main() throws {
    let arguments = CommandLine.arguments
    if let folder = value(of: "--seeds=", in: arguments) {
      for target in FuzzTarget.allCases {
        try Seeds().write(for: target, into: URL(fileURLWithPath: folder))
      }
      return
    }
    guard let name = value(of: "--target=", in: arguments), FuzzTarget(rawValue: name) != nil else {
      print("--target takes one of: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
      exit(2)
    }
    var count = CommandLine.argc
    var pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    let status = LLVMFuzzerRunDriver(&count, &pointer) { bytes, count in
      Fuzzing.target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    }
    exit(status)
  }

  /// The target that was asked for.
  private static let target =
    value(of: "--target=", in: CommandLine.arguments).flatMap(FuzzTarget.init) ?? .text

  private static func value(of option: String, in arguments: [String]) -> String? {
    arguments.first { $0.hasPrefix(option) }.map { String($0.dropFirst(option.count)) }
  }
}

/// Ends the process, so that libFuzzer keeps the input, unless something holds that always must.
func expect(_ isTrue: Bool, _ promise: @autoclosure () -> String) {
  guard !isTrue else { return }
  FileHandle.standardError.write(Data("broken promise: \(promise())\n".utf8))
  abort()
}
