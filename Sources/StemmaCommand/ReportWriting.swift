import Stemma
import StemmaPage
import StemmaReports

/// The forms of a whole report.
enum ReportForm: Hashable {
  case json, prov, page

  /// The form that a file's name asks for.
  init(named path: PathName) {
    self =
      if path.bytes.suffix(10).elementsEqual(".prov.json".utf8) {
        .prov
      } else {
        path.bytes.suffix(5).elementsEqual(".html".utf8) ? .page : .json
      }
  }
}

/// The reports of a command: documents as they come, written at the end.
struct ReportWriting {
  private let journal: ReportJournal?
  private let forms: Set<ReportForm>
  private var documents: [DocumentReport] = []
  private var received: [[UInt8]?] = []
  private let work: Work
  private let stamp: StampOptions

  /// Prepares for reports.
  ///
  /// - Parameters:
  ///   - work: What the reports are about.
  ///   - stamp: What may be written into them besides.
  ///   - forms: The forms to be written. All but JSON need all documents in memory: PROV-JSON sorts
  ///     its records by kind, a page by severity.
  ///   - journal: Where documents are kept until the report is whole; `nil` for a temporary file.
  ///   - resumption: What was done before.
  /// - Throws: Why the journal cannot be written.
  init(
    of work: Work,
    stamped stamp: StampOptions,
    as forms: Set<ReportForm>,
    at journal: PathName? = nil,
    after resumption: Resumption? = nil
  ) throws(CommandError) {
    self.work = work
    self.stamp = stamp
    self.forms = forms
    self.journal =
      forms.contains(.json)
      ? try ReportJournal(work.assembly(stamped: stamp), at: journal, after: resumption) : nil
    count = 0
  }

  /// How many documents there are.
  private(set) var count: Int

  /// Takes a document in, with the text that its offsets refer to.
  mutating func add(_ document: DocumentReport, of text: [UInt8]) throws(CommandError) {
    count += 1
    keep(document, of: text)
    try journal?.add(document)
  }

  /// Takes a document in that was written down before.
  mutating func add(_ document: DocumentReport, at place: Resumption.Place) {
    count += 1
    keep(document, of: nil)
    journal?.add(document, at: place)
  }

  private mutating func keep(_ document: DocumentReport, of text: [UInt8]?) {
    if forms != [.json] { documents.append(document) }
    if forms.contains(.page) { received.append(text) }
  }

  /// Writes a report to standard output.
  func print(as form: ReportForm, to output: inout StandardOutput) throws {
    guard count > 0 else { return }
    if let bytes = whole(form) {
      try output.write(bytes)
      try output.flush()
    } else if let journal {
      try output.flush()
      try output.expect(journal.write(to: output.file))
    }
  }

  /// Writes a report to a file, in the form that its name asks for.
  func write(to path: PathName, _ placement: Placement) throws(CommandError) {
    guard count > 0 else { return }
    if let bytes = whole(ReportForm(named: path)) {
      try StemmaCommand.write(bytes, to: path, placement)
    } else if let journal {
      try replace(path, placement, by: journal.write(to:))
    }
  }

  /// A report that is put together at the end; `nil` for one that the journal holds.
  private func whole(_ form: ReportForm) -> [UInt8]? {
    switch form {
    case .json: nil
    case .prov: work.report(on: documents, stamped: stamp).provJSON()
    case .page: work.report(on: documents, stamped: stamp).html(of: received)
    }
  }

  /// Says that the reports are whole.
  func finish() { journal?.remove() }
}
