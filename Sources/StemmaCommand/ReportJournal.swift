import Foundation
import Stemma
import StemmaReports

/// The documents of a report, written down one by one and put together at the end, so that a
/// report over 100,000 inputs needs no more memory than one over ten.
///
/// In a folder of results the documents stand in a file of their own until the report is whole;
/// where the work was stopped, `Resumption` reads them there.
///
/// A class, because it owns a file.
final class ReportJournal {
  private let file: Int32
  private let path: PathName?
  private let resumption: Resumption?
  private var assembly: ReportAssembly
  private var end = 0

  /// The documents in their order, each where it was written down.
  private var pieces: [Resumption.Place] = []

  /// Starts a journal.
  ///
  /// - Parameters:
  ///   - assembly: The report as it begins.
  ///   - path: Where the documents are kept until the report is whole; `nil` for a temporary file.
  ///   - resumption: What was done before; its journal, at `path`, is gone on with.
  /// - Throws: Why the file cannot be written.
  init(
    _ assembly: ReportAssembly,
    at path: PathName?,
    after resumption: Resumption? = nil
  ) throws(CommandError) {
    self.assembly = assembly
    self.path = path
    self.resumption = resumption
    if let journal = resumption?.journal {
      (file, end) = (journal.file, journal.end)
      guard ftruncate(file, off_t(end)) == 0 else { throw Self.failure(path, errno) }
      return
    }
    file = try Self.newFile(at: path)
    if path != nil { try append(assembly.head) }
  }

  deinit { close(file) }

  /// How many documents there are.
  var count: Int { pieces.count }

  /// Writes a document down.
  func add(_ document: DocumentReport) throws(CommandError) {
    let start = end
    var failure: CommandError?
    var held: [UInt8] = []
    assembly.add(document) { [self] part in
      guard failure == nil else { return }
      do throws(CommandError) { try append(held) } catch { failure = error }
      held = part
    }
    if let failure { throw failure }
    // With its comma in one piece: a journal ends behind a whole document and its comma, or inside
    // a document.
    try append(held + [UInt8(ascii: ",")])
    pieces.append(Resumption.Place(file: file, lower: start, upper: end - 1))
  }

  /// Takes a document in that was written down before.
  func add(_ document: DocumentReport, at place: Resumption.Place) {
    _ = assembly.add(document)
    pieces.append(place)
  }

  /// Writes the whole report to an open file; the error number of what failed, or `nil`.
  func write(to output: Int32) -> Int32? {
    if let code = StemmaCommand.write(assembly.head[...], to: output) { return code }
    for (i, piece) in pieces.enumerated() {
      if i > 0, let code = StemmaCommand.write([UInt8(ascii: ",")], to: output) { return code }
      if let code = piece.copy(to: output) { return code }
    }
    return StemmaCommand.write(assembly.tail[...], to: output)
  }

  /// Takes the journal away, once the report is whole.
  func remove() {
    _ = path?.withCString { unlink($0) }
  }

  private func append(_ bytes: [UInt8]) throws(CommandError) {
    if let code = StemmaCommand.write(bytes[...], to: file) { throw Self.failure(path, code) }
    end += bytes.count
  }

  private static func failure(_ path: PathName?, _ code: Int32) -> CommandError {
    CommandError("\(path?.text ?? "a temporary file"): cannot be written: \(reason(code)).")
  }

  private static func newFile(at path: PathName?) throws(CommandError) -> Int32 {
    if let path {
      // What lies there is a journal of before, or a link that is not to be followed.
      _ = path.withCString { unlink($0) }
      let file = path.withCString { open($0, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
      guard file >= 0 else { throw failure(path, errno) }
      return file
    }
    return try unnamedFile()
  }
}
