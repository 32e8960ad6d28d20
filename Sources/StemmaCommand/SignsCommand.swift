import ArgumentParser
import Foundation
import Stemma
import StemmaMarkup
import StemmaRules
import StemmaText

extension RulesCommand {
  /// Prints the signs by which the lines of texts are told from furniture.
  struct Signs: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints the signs of the lines of texts, to fit their weights by.",
      discussion: """
        In: NDJSON, a record with id and text a line. Out: a record with id and lines a line, each
        line with its span in bytes and its signs, set apart by spaces, as line-weights.txt names
        them.

        Examples:
          stemma rules signs < records.ndjson
          stemma rules signs --families
        """
    )

    @OptionGroup var ruleOptions: RuleOptions

    @Flag(help: "Prints the families of signs, each with its number of values, instead.")
    var families = false

    func run() throws {
      var output = StandardOutput()
      if families {
        for (name, count) in Checker.lineSignFamilies { try output.write("\(name) \(count)\n") }
        return try output.flush()
      }
      let checker = Checker(try ruleOptions.ruleset())
      let choices = InputChoices()
      let stream = try FileStream(PathName("-"), within: choices.decompression)
      var input = LineReader(stream, limit: choices.limits.maximumBytes)
      while let next = try input.next() {
        guard case .line(let bytes) = next, bytes.contains(where: { $0 > 0x20 }) else { continue }
        let record: StreamRecord
        let source: Source
        do throws(StreamRecord.Failure) {
          record = try StreamRecord(parsing: bytes)
          source = try record.source(in: choices)
        } catch {
          throw CommandError(error.description)
        }
        let document = try document(from: source.bytes, as: .text)
        let lines = checker.lineSigns(in: document, Segmentation(document)).map { line in
          "{\"span\":[\(line.span.lower),\(line.span.upper)],"
            + "\"signs\":\"\(line.signs.joined(separator: " "))\"}"
        }
        let all = lines.joined(separator: ",")
        try output.write("{\"id\":\(record.identifier),\"lines\":[\(all)]}\n")
      }
      try output.flush()
    }
  }
}
