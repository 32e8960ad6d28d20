import ArgumentParser
import Foundation
import Stemma
import StemmaReports
import StemmaText

/// The file of known findings.
struct BaselineOptions: ParsableArguments {
  @Option(help: "The file of known findings; .stemma-baseline.json where that is there.")
  var baseline: String?

  /// The known findings; none where no file was named and none is there.
  func known() throws -> Baseline? {
    let path = PathName(baseline ?? standardBaseline)
    if baseline == nil, path.withCString({ access($0, F_OK) }) != 0 { return nil }
    do {
      return try JSONDecoder().decode(Baseline.self, from: Data(contents(of: path, limit: 1 << 28)))
    } catch let error as DecodingError {
      throw CommandError(
        "\(path.text): is no baseline as ‘stemma baseline write’ writes it: \(error.place)."
      )
    }
  }
}

private let standardBaseline = ".stemma-baseline.json"

/// Writes down known findings, or says which are new.
struct BaselineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Writes down known findings, or says which are new and which are gone.",
    subcommands: [Write.self, Check.self]
  )

  struct Write: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Writes down all findings as known.")

    @OptionGroup var input: InputOptions
    @OptionGroup var ruleOptions: RuleOptions

    @Option(help: "The file to write.")
    var baseline = standardBaseline

    func run() async throws {
      try expectWritable(PathName(baseline))
      let work = try Work(input, ruleOptions)
      var entries: [Baseline.Entry] = []
      let isComplete = try await work.examineEach { read in
        entries += read.examined.baselineEntries(for: read.baselineName)
      }
      // Half a baseline would make the findings of what could not be read new.
      guard isComplete else {
        throw CommandError("No baseline was written, because not every input could be read.")
      }
      try StemmaCommand.write(Baseline(entries).json(), to: PathName(baseline))
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says which findings are new, and which known ones are gone."
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var ruleOptions: RuleOptions
    @OptionGroup var baselineOptions: BaselineOptions

    @Option(help: "Ends with status 1 when a new finding is at or above this severity.")
    var failOn = Severity.minor

    @Flag(help: "Ends with status 1 when a known finding is gone.")
    var strictBaseline = false

    func run() async throws {
      let work = try Work(input, ruleOptions)
      let baseline = try baselineOptions.known() ?? Baseline([])
      let text = TextReport(colour: StandardOutput.isColourful)
      var output = StandardOutput()
      var found: [Baseline.Entry] = []
      var files: Set<String> = []
      var worst: Severity?
      let isComplete = try await work.examineEach { read in
        let examined = read.examined
        let report = examined.report(as: "d", under: work.rules)
        let new = report.findings(unknownTo: baseline, in: read)
        worst = ([worst].compactMap { $0 } + new.map(\.severity)).max()
        try output.write(
          text.lines(for: new, in: examined.document.received, named: read.label)
        )
        found += examined.baselineEntries(for: read.baselineName)
        files.insert(read.baselineName)
      }
      let stale = baseline.stale(after: found, in: files)
      for entry in stale {
        try output.write("\(entry.file): gone: \(entry.rule): \(visible(entry.exact))\n")
      }
      try output.flush()
      if isComplete, strictBaseline, !stale.isEmpty { throw ExitStatus.findings }
      try ExitStatus.end(complete: isComplete, worst: worst, failing: failOn)
    }
  }
}

extension DocumentReport {
  /// The findings that a baseline does not know.
  func findings(
    unknownTo baseline: Baseline?,
    in read: ReadText
  ) -> [ReportedFinding] {
    guard let baseline else { return findings }
    return zip(findings, read.examined.baselineEntries(for: read.baselineName))
      .filter { !baseline.contains($1) }.map { $0.0 }
  }
}

extension ReadText {
  /// What a baseline calls the text: the path of its file from the current folder where it lies
  /// below, which is where the baseline stands too, else its name; and which text in the file.
  fileprivate var baselineName: String {
    let path = file.path.relativeReference ?? file.name
    guard let container = examined.source.container,
      container.place != nil || container.range != nil
    else { return path }
    let name = examined.source.name
    return name.hasPrefix(file.name) ? path + name.dropFirst(file.name.count) : "\(path)#\(name)"
  }
}

extension DecodingError {
  /// What is wrong, and at which path of the JSON.
  fileprivate var place: String {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context),
      .dataCorrupted(let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      if path.isEmpty { return "it is not JSON of that shape" }
      return "\(path): it is missing or not of its type"
    @unknown default: return "it cannot be read"
    }
  }
}
