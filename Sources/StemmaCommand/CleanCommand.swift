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
      One PATH alone prints its cleaned text. With --output, each cleaned text and one report.json
      are written to a folder; with --in-place, files of plain text are rewritten where they stand.
      """
  )

  /// What is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case provJSON = "prov-json"
    case feedJSON = "feed-json"
  }

  @OptionGroup var input: InputOptions
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var cleaning: CleaningOptions
  @OptionGroup var stamp: StampOptions

  @Option(
    help: """
      What to print: text (the cleaned text of one PATH), json or prov-json (the report), or \
      feed-json (the entries of one feed).
      """
  )
  var format: Format?

  @Option(help: "A folder for each cleaned text and the report.")
  var output: String?

  @Option(
    help:
      "A file for the report, inside --output where that is given; may be repeated. One that ends in .prov.json is PROV-JSON."
  )
  var report: [String] = []

  @Flag(help: "Rewrites each file of plain text where it stands.")
  var inPlace = false

  @Option(help: "Ends with status 1 when a finding is at or above this severity.")
  var failOn: Severity?

  func validate() throws {
    guard !inPlace || output == nil else {
      throw ValidationError("--in-place and --output exclude each other.")
    }
    guard format == nil || (!inPlace && output == nil) else {
      throw ValidationError(
        "--format is for what is printed; --output and --in-place write files. Use --report FILE."
      )
    }
  }

  func run() async throws {
    let work = try Work(input, ruleOptions, cleaning: cleaning.policy)
    if format == .feedJSON { return try printEntries(of: work) }
    let printsText = !inPlace && output == nil && (format ?? .text) == .text
    if printsText, work.paths.files.count != 1 {
      throw CommandError(
        "clean prints the text of one PATH; for several give --output DIR, --in-place or --format json."
      )
    }
    let keepsReports =
      format == .json || format == .provJSON || output != nil || !report.isEmpty
    if keepsReports, work.paths.files.isEmpty {
      for problem in work.paths.problems { complain(problem) }
      throw CommandError("There is no file to read, and so nothing to report on.")
    }
    let folder = try output.map { try OutputFolder(PathName($0)) }
    try expectWritableReports(in: folder, beside: work.paths.files)
    var results = CleanedTexts(
      folder: folder,
      reports: reportNames,
      of: work.paths.files,
      rewritesInputs: inPlace,
      keepsReports: keepsReports
    )
    var standardOutput = StandardOutput()
    var isComplete = try await work.examineEach { examined, file in
      try results.add(examined, from: file, under: work.rules)
      if printsText { try standardOutput.write(examined.cleaned) }
    }
    isComplete = results.isComplete && isComplete
    try standardOutput.flush()
    if let document = Report(results.reports, by: work, stamped: stamp) {
      switch format {
      case .json: try standardOutput.write(document.json())
      case .provJSON: try standardOutput.write(document.provJSON())
      case .text, .feedJSON, nil: break
      }
      try standardOutput.flush()
      try write(document, into: results.folder)
    }
    try ExitStatus.end(complete: isComplete, worst: results.worst, failing: failOn)
  }

  private func printEntries(of work: Work) throws {
    guard let file = work.paths.files.first, work.paths.files.count == 1 else {
      throw CommandError("feed-json is for one feed; give one PATH.")
    }
    let bytes = try contents(of: file.path, limit: input.maxBytes)
    var output = StandardOutput()
    do {
      try FeedJSON(work.examination).write(bytes, charset: input.charset, from: nil, to: &output)
    } catch let error as MarkupError {
      throw CommandError("\(file.path.text): \(sentence(for: error))")
    }
    try output.flush()
  }

  private func write(_ document: Report, into folder: OutputFolder?) throws {
    for name in reportNames {
      let bytes = name.hasSuffix(".prov.json") ? document.provJSON() : document.json()
      let (path, placement) = place(of: name, in: folder)
      try StemmaCommand.write(bytes, to: path, placement)
    }
  }

  private var reportNames: [String] {
    report.isEmpty && output != nil ? ["report.json"] : report
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
