import Foundation

/// The library of faults, `Faults/faults.c`, which is loaded in front of the C library.
enum FaultLibrary {
  /// Where it stands, compiled once; `nil` where it cannot be.
  static let path: String? = {
    let source = packageFolder.appendingPathComponent("Tests/AcceptanceTests/Faults/faults.c").path
    let library = FileManager.default.temporaryDirectory
      .appendingPathComponent("stemma-faults-\(ProcessInfo.processInfo.processIdentifier).so").path
    let arguments = ["-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"]
    for compiler in ["clang", "cc"]
    where (try? run(named: compiler, arguments: arguments))?.status == 0 {
      return library
    }
    return nil
  }()
}
