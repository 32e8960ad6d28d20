import ArgumentParser
import Foundation
import Stemma
import StemmaMarkup
import StemmaReports
import StemmaText

/// The version of the tool; counts up with each release, and reports carry it.
let toolVersion = "0.1.0"

/// What may be written into a report beyond what the same inputs always give.
struct StampOptions: ParsableArguments {
  @Flag(
    help:
      "Writes the time and the command line into the report. SOURCE_DATE_EPOCH, where it is set, asks for the time alone."
  )
  var stamp = false

  /// The circumstances to write down, if any.
  var run: Report.Run? {
    if let epoch = getenv("SOURCE_DATE_EPOCH").flatMap({ Int(String(cString: $0)) }) {
      return Report.Run(startedAt: timestamp(epoch))
    }
    guard stamp else { return nil }
    let arguments = PathName.arguments().map { PathName($0).text }
    return Report.Run(startedAt: timestamp(time(nil)), commandLine: ["stemma"] + arguments)
  }

  private func timestamp(_ seconds: Int) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).ISO8601Format()
  }
}

extension Work {
  /// The report over some documents, and what they say side by side where that was asked for.
  func report(
    on documents: [DocumentReport],
    stamped stamp: StampOptions,
    isCollated: Bool = false,
    comparison: Comparison? = nil,
    hasStore: Bool = false
  ) -> Report {
    var options = options
    if isCollated { options.append(Report.Option("collate", .boolean(true))) }
    if hasStore { options.append(Report.Option("store", .boolean(true))) }
    return Report(
      on: documents,
      under: rules,
      version: toolVersion,
      build: stamp.stamp ? builtWith : [],
      options: options,
      run: stamp.run,
      comparison: comparison
    )
  }

  /// The report over documents that are yet to come.
  func assembly(stamped stamp: StampOptions) -> ReportAssembly {
    ReportAssembly(
      under: rules,
      version: toolVersion,
      build: stamp.stamp ? builtWith : [],
      options: options,
      run: stamp.run
    )
  }
}

extension Examined {
  /// The severest finding.
  var worstSeverity: Severity? { cleaning.outcomes.filter(\.isTold).map(\.finding.severity).max() }
}

/// The libraries that decide what a report says.
let builtWith = [Report.Component("libxml2", version: parserVersion)]

extension Work {
  /// The choices that a report names, so that it can be made again.
  var options: [Report.Option] {
    var options = [
      Report.Option("apply-suggestions", .boolean(policy.appliesSuggestions)),
      Report.Option("drop-datelines", .boolean(policy.dropsDatelines)),
    ]
    if let charset = input.charset { options.append(Report.Option("charset", .text(charset))) }
    if let language = input.languageTag {
      options.append(Report.Option("language", .text(language)))
    }
    if let digest = scopes.digest {
      options.append(Report.Option("settings", .text(digest.hexadecimal)))
    }
    return options + input.limits.options
  }
}

extension ReadingLimits {
  /// Those that are not what they are by default, by the names of their flags.
  var options: [Report.Option] {
    let usual = ReadingLimits()
    let limits = [
      ("max-attributes", maximumAttributes, usual.maximumAttributes),
      ("max-depth", maximumDepth, usual.maximumDepth),
      ("max-findings", maximumFindings, usual.maximumFindings),
    ]
    return limits.compactMap { name, limit, usual in
      limit == usual ? nil : Report.Option(name, .integer(limit))
    }
  }

  /// The limits that a report names, and for the others those by default.
  init(as options: [Report.Option]) {
    func limit(_ name: String, _ usual: Int) -> Int {
      for option in options where option.name == name {
        if case .integer(let value) = option.value, value > 0 { return value }
      }
      return usual
    }
    let usual = ReadingLimits()
    let findings = limit("max-findings", usual.maximumFindings)
    self.init(
      maximumBytes: 1 << 30,
      maximumAttributes: limit("max-attributes", usual.maximumAttributes),
      maximumDepth: limit("max-depth", usual.maximumDepth),
      maximumRemarks: min(usual.maximumRemarks, findings),
      maximumFindings: findings
    )
  }
}

extension Report {
  /// What cleaning was allowed to do.
  var policy: Cleaning.Policy {
    var policy = Cleaning.Policy()
    policy.appliesSuggestions = options.contains(Option("apply-suggestions", .boolean(true)))
    policy.dropsDatelines = options.contains(Option("drop-datelines", .boolean(true)))
    return policy
  }

  /// The language that was given for all texts.
  var declaredLanguage: String? { text(of: "language") }

  /// The encoding that was given for all texts.
  var declaredCharset: String? { text(of: "charset") }

  private func text(of name: String) -> String? {
    for option in options where option.name == name {
      if case .text(let text) = option.value { return text }
    }
    return nil
  }
}

/// A string as JSON, from UTF-8.
func jsonString(_ text: some Sequence<UInt8>) -> [UInt8] {
  var json = JSONWriter(.line)
  json.value(utf8: Array(text))
  return json.bytes
}
