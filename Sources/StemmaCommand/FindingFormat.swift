import ArgumentParser
import Stemma
import StemmaReports
import StemmaRules
import StemmaText

/// The forms in which findings are printed: a new one is a case here and a branch of `form`.
enum FindingFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, ndjson, html, sarif, github, junit, rdjson, rdjsonl, csv
  case webAnnotation = "web-annotation"
  case provJSON = "prov-json"

  /// Whether it is the whole report, with quotes and edits, rather than a list of findings.
  var isWholeReport: Bool {
    switch self {
    case .json, .html, .provJSON: true
    case .text, .ndjson, .sarif, .github, .junit, .rdjson, .rdjsonl, .csv, .webAnnotation: false
    }
  }

  /// Who writes the form.
  ///
  /// - Parameters:
  ///   - rule: Finds a rule that is in force.
  ///   - text: How text is shown.
  ///   - page: The address of the page on a rule, where there is one.
  ///   - failing: From what severity on a finding is a failure, where a form has such.
  /// - Returns: Who writes it a document at a time; `nil` for a whole report.
  func form(
    finding rule: @escaping @Sendable (String) -> Rule?,
    text: TextListing,
    page: @escaping @Sendable (String) -> String? = { _ in nil },
    failing: Severity
  ) -> (any FindingForm)? {
    switch self {
    case .text: text
    case .ndjson: FindingLines()
    case .sarif: SARIFListing(finding: rule, version: toolVersion, page: page)
    case .github: GitHubListing()
    case .junit: JUnitListing(failing: failing)
    case .rdjson: ReviewdogListing(asLines: false, page: page)
    case .rdjsonl: ReviewdogListing(asLines: true, page: page)
    case .csv: CSVListing()
    case .webAnnotation: AnnotationListing()
    case .json, .html, .provJSON: nil
    }
  }
}

/// What a list of findings has besides.
struct ListingOptions: ParsableArguments {
  @Flag(help: "Says with each finding why the rule is there; for text.")
  var explain = false

  @Option(
    help: ArgumentHelp(
      """
      Where the handbook's pages stand that ‘stemma rules handbook’ writes, as an address; names of \
      rules lead there in SARIF, in rdjson and on terminals that follow links.
      """,
      valueName: "address"
    )
  )
  var rulePages: String?

  func validate() throws {
    guard let rulePages else { return }
    let known = ["https://", "http://", "file:///"]
    let isPlain = rulePages.utf8.allSatisfy { 0x21...0x7E ~= $0 }
    guard isPlain, known.contains(where: { rulePages.hasPrefix($0) }) else {
      throw ValidationError("--rule-pages takes an address such as https://example.org/rules/.")
    }
  }

  /// How text is shown.
  fileprivate func textReport(
    in terminal: TerminalOptions,
    finding rule: @escaping @Sendable (String) -> Rule?
  ) -> TextReport {
    var report = terminal.textReport
    if explain { report.explanation = { RuleHelp(on: $0, finding: rule)?.reason } }
    if hasHyperlinks { report.address = page(finding: rule) }
    return report
  }

  /// The address of the page on a rule: what the rule says itself, else where the handbook stands.
  fileprivate func page(
    finding rule: @escaping @Sendable (String) -> Rule?
  ) -> @Sendable (String) -> String? {
    let folder = rulePages.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    return { name in
      if let page = rule(name)?.url, page.hasPrefix("https://") { return page }
      return folder.map { "\($0)\(name).md" }
    }
  }
}

/// Findings printed in a form, as they come.
struct FindingListing {
  /// Who prints the findings that are told, a document at a time; `nil` for a whole report.
  private var findings: (any FindingForm)?

  /// The whole report, printed at the end, and its form.
  private var report: ReportWriting?
  private let reportForm: ReportForm
  private var output = StandardOutput()

  /// Starts to print; findings at or above `failing` are failures where a form has such.
  init(
    _ format: FindingFormat,
    of work: Work,
    stamped stamp: StampOptions,
    failing: Severity,
    _ options: ListingOptions
  ) throws {
    let text = TextListing(
      options.textReport(in: work.input.terminal, finding: work.rule),
      isQuiet: work.input.terminal.quiet
    )
    reportForm =
      switch format {
      case .html: .page
      case .provJSON: .prov
      default: .json
      }
    findings = format.form(
      finding: work.rule,
      text: text,
      page: options.page(finding: work.rule),
      failing: failing
    )
    if let start = findings?.start() {
      try output.write(start)
    } else {
      report = try ReportWriting(of: work, stamped: stamp, as: [reportForm])
    }
  }

  /// Prints the findings of a text that are to be told; a whole report holds all.
  mutating func add(
    _ read: ReadText,
    _ report: DocumentReport,
    telling findings: [ReportedFinding]
  ) throws {
    try self.report?.add(report, of: read.examined.document.received)
    guard self.findings != nil else { return }
    let document = CheckedDocument(
      at: read.place,
      report,
      telling: findings,
      knownBy: read.examined.baselineEntries(for: read.place.path),
      received: read.examined.document.received
    )
    if let lines = self.findings?.add(document) { try output.write(lines) }
  }

  /// Prints that something could not be read.
  mutating func add(problem: String) throws {
    if let lines = findings?.add(problem: problem) { try output.write(lines) }
  }

  /// Prints what stands at the end.
  mutating func end() throws {
    if let end = findings?.end() { try output.write(end) }
    try report?.print(as: reportForm, to: &output)
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
      lines: lines
    )
  }

  private var lines: CheckedDocument.Place.Lines {
    guard let container = examined.source.container else { return .same }
    if case .line(let line)? = container.place, container.compression == nil { return .one(line) }
    return .unknown
  }
}
