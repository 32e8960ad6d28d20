import ArgumentParser
import Foundation
import Stemma
import StemmaMarkup
import StemmaReports
import StemmaText

/// Writes cleaned text and its provenance report.
struct CleanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Writes cleaned text and its provenance report.",
    discussion: """
      One PATH alone prints its cleaned text. With --output, each cleaned text and one report.json \
      are written to a folder; with --in-place, files of plain text are rewritten where they \
      stand. Of a feed, a file of NDJSON or a web archive each text is cleaned by itself.

      Examples:
        stemma clean article.html
        stemma clean pages/ crawl.warc.gz --output cleaned
        stemma clean pages/ crawl.warc.gz --output cleaned --resume
        stemma clean --input-format feed --format feed-json news.xml
      """
  )

  /// What is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case html
    case provJSON = "prov-json"
    case feedJSON = "feed-json"

    /// The whole report that it asks for, if any.
    var report: ReportForm? {
      switch self {
      case .text, .feedJSON: nil
      case .json: .json
      case .html: .page
      case .provJSON: .prov
      }
    }
  }

  @OptionGroup var input: InputOptions
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var cleaning: CleaningOptions
  @OptionGroup var stamp: StampOptions

  @Option(
    help: """
      What to print: text (the cleaned text of one PATH), json, html or prov-json (the report), or \
      feed-json (the entries of one feed).
      """
  )
  var format: Format?

  @Option(help: "A folder for each cleaned text and the report; - is standard output.")
  var output: String?

  @Option(
    help:
      "A file for the report, inside --output where that is given; may be repeated. One that ends in .prov.json is PROV-JSON, one in .html a page."
  )
  var report: [String] = []

  @Flag(
    help: "Leaves out what --output holds already, whole and of the same input, rules and options."
  )
  var resume = false

  @Flag(help: "Rewrites each file of plain text where it stands.")
  var inPlace = false

  @Option(help: "Ends with status 1 when a finding is at or above this severity.")
  var failOn: Severity?

  private var folderName: String? { output == "-" ? nil : output }

  func validate() throws {
    guard !inPlace || output == nil else {
      throw ValidationError("--in-place and --output exclude each other.")
    }
    guard format == nil || (!inPlace && folderName == nil) else {
      throw ValidationError(
        "--format is for what is printed; --output and --in-place write files. Use --report FILE."
      )
    }
    guard !resume || folderName != nil else {
      throw ValidationError("--resume goes on in a folder of results; name it with --output.")
    }
    guard !resume || ReportForm(named: PathName(reportNames.first ?? "")) == .json else {
      throw ValidationError("--resume goes by the JSON report; let the first --report be one.")
    }
  }

  func run() async throws {
    let work = try Work(
      input,
      ruleOptions,
      settings,
      cleaning: cleaning.policy,
      quotes: keepsReports,
      tokens: false
    )
    if format == .feedJSON { return try printEntries(of: work) }
    let printsText = !inPlace && folderName == nil && (format ?? .text) == .text
    if printsText, work.paths.files.count != 1 {
      throw CommandError(
        "clean prints the text of one PATH; for several give --output DIR, --in-place or --format json."
      )
    }
    let reporting = try reporting(of: work)
    var results = CleanedTexts(
      folder: reporting.folder,
      without: reportNames,
      of: work.paths.files,
      rewritesInputs: inPlace,
      reports: reporting.writing
    )
    if inPlace || reporting.folder != nil { Interrupts.finishFirst() }
    var standardOutput = StandardOutput()
    var isFirst = true
    var isComplete = try await work.examineEach(
      after: reporting.resumption,
      kept: { document, text in try results.add(document, text, of: work) },
      each: { read in
        try results.add(read, under: work.rules)
        guard printsText else { return }
        if !isFirst { try standardOutput.write("\n\n") }
        isFirst = false
        try standardOutput.write(read.examined.cleaned)
      }
    )
    isComplete = results.isComplete && isComplete
    try standardOutput.flush()
    if Interrupts.isStopping {
      if folderName != nil { complain("Stopped; --resume goes on from here.") }
      return
    }
    if results.keptCount > 0 {
      complain("\(results.keptCount) of \(results.reports?.count ?? 0) texts stood already.")
    }
    if let reports = results.reports { try write(reports, into: results.folder, &standardOutput) }
    try ExitStatus.end(complete: isComplete, worst: results.worst, failing: failOn)
  }

  /// Whether a report is asked for.
  private var keepsReports: Bool { format?.report != nil || !reportNames.isEmpty }

  private typealias Reporting = (
    folder: OutputFolder?, writing: ReportWriting?, resumption: Resumption?
  )

  private func reporting(of work: Work) throws -> Reporting {
    if keepsReports, work.paths.files.isEmpty {
      for problem in work.paths.problems { complain(problem) }
      throw CommandError("There is no file to read, and so nothing to report on.")
    }
    let folder = try folderName.map { try OutputFolder(PathName($0)) }
    try expectWritableReports(in: folder, beside: work.paths.files)
    guard keepsReports else { return (folder, nil, nil) }
    let forms =
      reportNames.map { ReportForm(named: PathName($0)) } + [format?.report].compactMap(\.self)
    var journal: PathName?
    var resumption: Resumption?
    if let folder, let name = reportNames.first(where: { ReportForm(named: PathName($0)) == .json })
    {
      let path = folder.path.appending(PathName("\(name).partial"))
      journal = path
      if resume {
        resumption = try Resumption(
          in: folder.path,
          report: folder.path.appending(PathName(name)),
          journal: path,
          like: work.assembly(stamped: stamp)
        )
      }
    }
    let writing = try ReportWriting(
      of: work,
      stamped: stamp,
      as: Set(forms),
      at: journal,
      after: resumption
    )
    return (folder, writing, resumption)
  }

  private func printEntries(of work: Work) throws {
    guard let file = work.paths.files.first, work.paths.files.count == 1 else {
      throw CommandError("feed-json is for one feed; give one PATH.")
    }
    let bytes = try contents(of: file.path, limit: input.maxBytes, raisedBy: "--max-bytes")
    var output = StandardOutput()
    do {
      try FeedJSON(work.scopes.examination(for: file)).write(
        bytes,
        charset: input.charset,
        from: nil,
        to: &output
      )
    } catch let error as MarkupError {
      throw CommandError("\(file.path.text): \(sentence(for: error))")
    }
    try output.flush()
  }

  private func write(
    _ reports: ReportWriting,
    into folder: OutputFolder?,
    _ output: inout StandardOutput
  ) throws {
    if let form = format?.report { try reports.print(as: form, to: &output) }
    for name in reportNames {
      let (path, placement) = place(of: name, in: folder)
      try reports.write(to: path, placement)
    }
    reports.finish()
  }

  private var reportNames: [String] {
    report.isEmpty && folderName != nil ? ["report.json"] : report
  }

  private func place(of name: String, in folder: OutputFolder?) -> (PathName, Placement) {
    guard let folder else { return (PathName(name), .asNamed) }
    return (folder.path.appending(PathName(name)), .insideFolder)
  }

  private func expectWritableReports(
    in folder: OutputFolder?,
    beside inputs: [InputFile]
  ) throws(CommandError) {
    if reportNames.isEmpty { return }
    let inputs = identities(of: inputs)
    for name in reportNames {
      let (path, placement) = place(of: name, in: folder)
      try expectWritable(path, placement)
      let status = FileStatus(of: path, followingLinks: placement == .asNamed)
      if let status, status.isRegular, inputs.contains(status.identity) {
        throw CommandError("\(path.text): is an input; name another file for the report.")
      }
    }
  }
}
