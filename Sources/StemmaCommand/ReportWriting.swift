import Stemma
import StemmaReports

/// The reports of a command: documents as they come, written at the end.
struct ReportWriting {
  private let journal: ReportJournal?
  private var documents: [DocumentReport]?
  private let work: Work
  private let stamp: StampOptions

  /// Prepares for reports.
  ///
  /// - Parameters:
  ///   - work: What the reports are about.
  ///   - stamp: What may be written into them besides.
  ///   - asJSON: Whether one of them is JSON.
  ///   - asPROV: Whether one of them is PROV-JSON, which sorts its records by kind and so needs all
  ///     documents in memory.
  ///   - journal: Where documents are kept until the report is whole; `nil` for a temporary file.
  ///   - resumption: What was done before.
  /// - Throws: Why the journal cannot be written.
  init(
    of work: Work,
    stamped stamp: StampOptions,
    asJSON: Bool,
    asPROV: Bool,
    at journal: PathName? = nil,
    after resumption: Resumption? = nil
  ) throws(CommandError) {
    self.work = work
    self.stamp = stamp
    documents = asPROV ? [] : nil
    self.journal =
      asJSON
      ? try ReportJournal(work.assembly(stamped: stamp), at: journal, after: resumption) : nil
    count = 0
  }

  /// How many documents there are.
  private(set) var count: Int

  /// Takes a document in.
  mutating func add(_ document: DocumentReport) throws(CommandError) {
    count += 1
    documents?.append(document)
    try journal?.add(document)
  }

  /// Takes a document in that was written down before.
  mutating func add(_ document: DocumentReport, at place: Resumption.Place) {
    count += 1
    documents?.append(document)
    journal?.add(document, at: place)
  }

  /// Writes a report to standard output.
  func print(asPROV: Bool, to output: inout StandardOutput) throws {
    guard count > 0 else { return }
    if asPROV {
      try output.write(work.report(on: documents ?? [], stamped: stamp).provJSON())
      try output.flush()
    } else if let journal {
      try output.flush()
      try output.expect(journal.write(to: output.file))
    }
  }

  /// Writes a report to a file; one that ends in `.prov.json` is PROV-JSON.
  func write(to path: PathName, _ placement: Placement) throws(CommandError) {
    guard count > 0 else { return }
    if isPROV(path) {
      let report = work.report(on: documents ?? [], stamped: stamp)
      try StemmaCommand.write(report.provJSON(), to: path, placement)
    } else if let journal {
      try replace(path, placement, by: journal.write(to:))
    }
  }

  /// Says that the reports are whole.
  func finish() { journal?.remove() }
}

/// Whether a report under a name is PROV-JSON.
func isPROV(_ path: PathName) -> Bool {
  path.bytes.suffix(10).elementsEqual(".prov.json".utf8)
}
