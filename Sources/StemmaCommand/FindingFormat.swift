import ArgumentParser
import Stemma
import StemmaReports
import StemmaText

/// The forms in which findings are printed: a new one is a case here and a branch of `form`.
enum FindingFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, ndjson
  case provJSON = "prov-json"

  /// Who writes the form.
  fileprivate func form(of work: Work, _ stamp: StampOptions) throws(CommandError) -> Form {
    switch self {
    case .text: .findings(TextListing(TextReport(colour: StandardOutput.isColourful)))
    case .json: .report(try ReportWriting(of: work, stamped: stamp, asJSON: true, asPROV: false))
    case .ndjson: .findings(FindingLines())
    case .provJSON:
      .report(try ReportWriting(of: work, stamped: stamp, asJSON: false, asPROV: true))
    }
  }

  fileprivate enum Form {
    /// The findings that are told, a document at a time.
    case findings(any FindingForm)
    /// The whole report, at the end.
    case report(ReportWriting)
  }
}

/// Findings printed in a form, as they come.
struct FindingListing {
  private var form: FindingFormat.Form
  private let format: FindingFormat
  private var output = StandardOutput()

  init(_ format: FindingFormat, of work: Work, stamped stamp: StampOptions) throws {
    self.format = format
    form = try format.form(of: work, stamp)
    if case .findings(var findings) = form {
      try output.write(findings.start())
      form = .findings(findings)
    }
  }

  /// Prints the findings of a text that are to be told; a whole report holds all.
  mutating func add(
    _ read: ReadText,
    _ report: DocumentReport,
    telling findings: [ReportedFinding]
  ) throws {
    switch form {
    case .findings(var form):
      let document = CheckedDocument(
        at: read.place,
        report,
        telling: findings,
        knownBy: read.examined.baselineEntries(for: read.place.path),
        received: read.examined.document.received
      )
      try output.write(form.add(document))
      self.form = .findings(form)
    case .report(var writing):
      try writing.add(report)
      form = .report(writing)
    }
  }

  /// Prints that something could not be read.
  mutating func add(problem: String) throws {
    guard case .findings(var form) = form else { return }
    try output.write(form.add(problem: problem))
    self.form = .findings(form)
  }

  /// Prints what stands at the end.
  mutating func end() throws {
    switch form {
    case .findings(var form): try output.write(form.end())
    case .report(let writing): try writing.print(asPROV: format == .provJSON, to: &output)
    }
    try output.flush()
  }
}

extension ReadText {
  /// Where the text stands.
  var place: CheckedDocument.Place {
    CheckedDocument.Place(
      label: label,
      path: file.path.relative.text,
      reference: file.path.relative.relativeReference,
      isWholeFile: isFile
    )
  }
}
