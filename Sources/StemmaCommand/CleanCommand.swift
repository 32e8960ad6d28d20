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
    help: "What to print: text (the cleaned text of one PATH), json or prov-json (the report), or feed-json (the entries of one feed)."
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
    var results = CleanedTexts(
      folder: try output.map { try OutputFolder(PathName($0)) },
      rewritesInputs: inPlace,
      keepsReports: format == .json || format == .provJSON || output != nil || !report.isEmpty
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
    let names = report.isEmpty && folder != nil ? ["report.json"] : report
    for name in names {
      let bytes = name.hasSuffix(".prov.json") ? document.provJSON() : document.json()
      try StemmaCommand.write(bytes, to: folder?.path.appending(PathName(name)) ?? PathName(name))
    }
  }
}

/// Cleaned texts as they come, put where they belong, and what the report will say of them.
private struct CleanedTexts {
  let folder: OutputFolder?
  private(set) var reports: [DocumentReport] = []
  private(set) var worst: Severity?
  private(set) var isComplete = true

  private let rewritesInputs: Bool
  private let keepsReports: Bool
  private var sigla = Sigla()
  private var names = FileNames()

  init(folder: OutputFolder?, rewritesInputs: Bool, keepsReports: Bool) {
    self.folder = folder
    self.rewritesInputs = rewritesInputs
    self.keepsReports = keepsReports
  }

  mutating func add(_ examined: Examined, from file: InputFile, under rules: RulesInForce) throws {
    worst = [worst, examined.worstSeverity].compactMap { $0 }.max()
    var name: String?
    do throws(CommandError) {
      if rewritesInputs { try rewrite(file, as: examined) }
      if let folder {
        let unique = names.name(for: examined.source.name)
        try write(examined.cleaned, to: folder.path.appending(PathName(unique)))
        name = unique
      }
    } catch {
      complain(error.description)
      isComplete = false
      return
    }
    if keepsReports {
      let siglum = sigla.siglum(for: examined.source.name)
      reports.append(examined.report(as: siglum, writtenTo: name, under: rules))
    }
  }

  private func rewrite(_ file: InputFile, as examined: Examined) throws(CommandError) {
    guard examined.document.mediaType == .text, !file.path.isStandardInput else {
      throw CommandError("\(file.path.text): is no file of plain text; --in-place leaves it alone.")
    }
    guard examined.document.encoding.isVerbatim else {
      throw CommandError(
        "\(file.path.text): is not UTF-8; --in-place leaves it alone. Use --output DIR."
      )
    }
    if examined.cleaned != examined.source.bytes { try write(examined.cleaned, to: file.path) }
  }
}

/// A folder that is there, or was made.
struct OutputFolder {
  let path: PathName

  init(_ path: PathName) throws(CommandError) {
    self.path = path
    guard path.withCString({ mkdir($0, 0o777) }) != 0, errno != EEXIST else { return }
    throw CommandError("\(path.text): cannot be made: \(reason(errno)).")
  }
}

/// Names for cleaned texts: plain file names, no two alike.
private struct FileNames {
  private var taken: Set<String> = []

  /// The last part of a name with the ending `.txt`, and a number where it is taken.
  mutating func name(for source: String) -> String {
    let last = source.split(separator: "/").last.map(String.init) ?? "text"
    let dot = last.lastIndex(of: ".") ?? last.endIndex
    let stem = dot == last.startIndex || last == "-" ? "text" : String(last[..<dot])
    let plain = String(
      String.UnicodeScalarView(
        stem.unicodeScalars.map { $0.properties.generalCategory == .control ? "_" : $0 }
      )
    )
    var name = "\(plain).txt"
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(plain)-\(number).txt"
      number += 1
    }
    return name
  }
}
