import ArgumentParser
import Foundation
import Stemma
import StemmaMarkup
import StemmaReports
import StemmaText

/// Says where a place in a cleaned text came from.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract:
      "Says, for a place in a cleaned text, which input bytes it came from and what was cut beside it.",
    discussion: """
      The place is an offset, a range (120-140) in bytes of the cleaned text, or words that stand \
      in it.

      Examples:
        stemma trace cleaned/report.json --at 120-140
        stemma trace cleaned/report.json --document w002 --words 'no details'
      """
  )

  /// What is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: "The report.") var report: String
  @Option(help: "Siglum or name of the document; may be left out where there is one.") var document:
    String?
  @Option(help: "An offset or a range in the cleaned text, in bytes.") var at: String?
  @Option(help: "Words of the cleaned text; every place where they stand.") var words: String?
  @Option(help: "The folder that holds the inputs.") var inputs: String?
  @Option(help: "What to print: text or json.") var format = Format.text

  func validate() throws {
    if (at == nil) == (words == nil) {
      throw ValidationError("Give the place with --at or with --words.")
    }
    if at != nil, range == nil {
      throw ValidationError("--at takes an offset or a range such as 120-140.")
    }
  }

  func run() throws {
    let file = try ReportFile(at: report)
    let index = try documentIndex(in: file.report)
    let traced = file.report.documents[index]
    let received = try received(of: traced, in: file.report)
    let places = try range.map { [$0] } ?? found(in: traced, received)
    var output = StandardOutput()
    for place in places {
      do {
        let trace = try Trace(place, in: file.report, document: index, received: received)
        try output.write(format == .json ? trace.json() + [0x0A] : Array(trace.text().utf8))
      } catch let error as TraceError {
        throw CommandError(error.description)
      }
    }
    try output.flush()
  }

  private var range: Range<Int>? {
    let parts = at?.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) } ?? []
    switch parts.count {
    case 1: return parts[0].flatMap { $0 >= 0 ? $0..<$0 : nil }
    case 2:
      guard let lower = parts[0], let upper = parts[1], lower <= upper else { return nil }
      return lower..<upper
    default: return nil
    }
  }

  private func documentIndex(in report: Report) throws -> Int {
    let names = report.documents.map(\.identifier)
    guard let document else {
      if names.count == 1 { return 0 }
      throw CommandError(
        "The report has \(names.count) documents; choose one with --document: \(names.prefix(20).joined(separator: ", "))."
      )
    }
    let index = report.documents.firstIndex {
      $0.identifier == document || $0.input.arrival.name == document
    }
    guard let index else {
      throw CommandError(
        "The report has no document ‘\(document)’; it has \(names.prefix(20).joined(separator: ", "))."
      )
    }
    return index
  }

  private func received(of traced: DocumentReport, in report: Report) throws -> [UInt8] {
    let input = traced.input
    do {
      let bytes = try ReportedInputs(of: report, at: self.report, in: inputs).bytes(of: input)
      guard Digest(of: bytes) == input.content.digest else {
        throw CommandError("\(input.arrival.name): is not the input of the report.")
      }
      if input.encoding.isVerbatim { return bytes }
      return try StemmaMarkup.document(from: bytes, as: .text, charset: input.encoding.used)
        .received
    } catch let error as InputError {
      throw CommandError("\(input.arrival.name): \(error)")
    } catch let error as MarkupError {
      throw CommandError("\(input.arrival.name): \(sentence(for: error))")
    }
  }

  private func found(in traced: DocumentReport, _ received: [UInt8]) throws -> [Range<Int>] {
    let cleaned: [UInt8]
    do {
      cleaned = try traced.lineage().applied(to: received)
    } catch {
      throw CommandError("\(report): the edits of \(traced.identifier) overlap.")
    }
    let places = StemmaReports.places(of: words ?? "", in: cleaned)
    if places.isEmpty {
      throw CommandError(
        "‘\(words ?? "")’ does not stand in the cleaned text of \(traced.identifier)."
      )
    }
    return places
  }
}
