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
  @Flag(help: "Writes the time and the command line into the report. SOURCE_DATE_EPOCH, where it is set, asks for the time alone.")
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

extension Report {
  /// The report over some documents; `nil` where there are none.
  init?(_ documents: [DocumentReport], by work: Work, stamped stamp: StampOptions) {
    guard !documents.isEmpty else { return nil }
    self.init(
      on: documents,
      under: work.rules,
      version: toolVersion,
      build: [Component("libxml2", version: parserVersion)],
      options: work.options,
      run: stamp.run
    )
  }
}

extension Examined {
  /// The severest finding.
  var worstSeverity: Severity? { cleaning.outcomes.map(\.finding.severity).max() }
}
