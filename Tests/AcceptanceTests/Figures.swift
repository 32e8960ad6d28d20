import Foundation

/// Figures that the tests come to, for the handbook: a line each in the file that STEMMA_FIGURES
/// names, and nothing where it names none.
enum Figures {
  private static let path = ProcessInfo.processInfo.environment["STEMMA_FIGURES"]

  /// Whether somebody asked for figures, and for every case therefore.
  static var areWanted: Bool { path != nil }

  /// Adds to a figure; whoever reads the file sums up.
  static func add(_ count: Int, to name: String) throws {
    guard let path else { return }
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    guard file >= 0 else { return }
    defer { close(file) }
    let line = Array("\(name)\t\(count)\n".utf8)
    _ = write(file, line, line.count)
  }
}
