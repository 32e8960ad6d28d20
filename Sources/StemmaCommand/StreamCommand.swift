import ArgumentParser
import Foundation
import Stemma
import StemmaMarkup
import StemmaReports
import StemmaRules
import StemmaText

/// NDJSON in, NDJSON out.
struct StreamCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stream",
    abstract: "Reads one JSON object a line and answers each with one, in the same order.",
    discussion: """
      In: id, and one of text, html, xml (strings) or base64 with mediaType; optional url, charset,
      language. Out: id and what --emit lists. A record that cannot be read gets an error and the
      stream goes on.
      """
  )

  /// The parts of an answer.
  enum Part: String, CaseIterable {
    case cleaned, body, edits, findings, metadata
  }

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var cleaning: CleaningOptions

  @Option(help: "What to answer, with commas between: cleaned, body, edits, findings, metadata.")
  var emit = "cleaned,edits,findings,metadata"

  @Option(help: "The longest line that is read, in bytes.")
  var maxBytes = ReadingLimits().maximumBytes

  func validate() throws {
    guard maxBytes > 0 else { throw ValidationError("--max-bytes takes a number above 0.") }
    _ = try parts()
  }

  func run() async throws {
    let parts = try parts()
    let ruleset = try ruleOptions.ruleset()
    let rules = RulesInForce(ruleset)
    let examination = Examination(
      with: Checker(ruleset),
      within: ReadingLimits(maximumBytes: maxBytes),
      cleaning: cleaning.policy
    )
    let answer: @Sendable (StreamLines.Record) -> [UInt8] = { record in
      StreamAnswer(to: record, by: examination, under: rules).json(parts)
    }
    var output = StandardOutput()
    var lines = StreamLines(STDIN_FILENO, limit: maxBytes)
    while let batch = try lines.nextBatch() {
      try await inOrder(batch, width: processorCount, work: answer) { try output.write($0) }
      try output.flush()
    }
  }

  private func parts() throws -> [Part] {
    guard emit.contains(where: { $0 != "," && $0 != " " }) else {
      throw ValidationError("--emit names nothing to answer.")
    }
    return try emit.split(separator: ",").map { name in
      guard let part = Part(rawValue: name.trimmingCharacters(in: .whitespaces)) else {
        let known = Part.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--emit does not know ‘\(name)’; it knows \(known).")
      }
      return part
    }
  }
}

/// The lines of a stream, in batches: as many as are there without waiting, up to a bound.
private struct StreamLines {
  /// A line with its number, from 1; `nil` for one over the limit.
  struct Record: Sendable {
    let line: [UInt8]?
    let number: Int
  }

  private var reader: LineReader
  private var number = 0

  init(_ file: Int32, limit: Int) {
    reader = LineReader(file, limit: limit)
  }

  mutating func nextBatch() throws(CommandError) -> [Record]? {
    var batch: [Record] = []
    var size = 0
    while batch.isEmpty || (batch.count < 256 && size < 4 << 20 && reader.isReady) {
      guard let line = try reader.next() else { return batch.isEmpty ? nil : batch }
      number += 1
      switch line {
      case .tooLong: batch.append(Record(line: nil, number: number))
      case .line(let bytes):
        if !bytes.contains(where: { $0 > 0x20 }) { continue }
        size += bytes.count
        batch.append(Record(line: bytes, number: number))
      }
    }
    return batch
  }
}

/// The answer to one line.
private struct StreamAnswer {
  private enum Content {
    case examined(Examined, DocumentReport)
    case failed(code: String, message: String)
  }

  private let identifier: String
  private let content: Content

  init(to record: StreamLines.Record, by examination: Examination, under rules: RulesInForce) {
    guard let line = record.line else {
      identifier = "null"
      content = .failed(
        code: "line-too-long",
        message: "Line \(record.number) is longer than --max-bytes."
      )
      return
    }
    let request: StreamRecord
    do {
      request = try StreamRecord(parsing: line)
    } catch {
      identifier = error.identifier ?? "null"
      content = .failed(code: error.code, message: "Line \(record.number): \(error)")
      return
    }
    identifier = request.identifier
    do throws(MarkupError) {
      let examined = try examination.result(for: request.source())
      content = .examined(examined, examined.report(as: "d", under: rules))
    } catch {
      content = .failed(code: "unreadable", message: "The text \(sentence(for: error))")
    }
  }

  func json(_ parts: [StreamCommand.Part]) -> [UInt8] {
    var json = Array("{\"id\":\(identifier)".utf8)
    switch content {
    case .failed(let code, let message):
      json += Array(",\"error\":{\"code\":".utf8) + jsonString(code.utf8)
      json += Array(",\"message\":".utf8) + jsonString(message.utf8) + [UInt8(ascii: "}")]
    case .examined(let examined, let report):
      for part in parts {
        json += Array(",\"\(part.rawValue)\":".utf8)
        switch part {
        case .cleaned: json += jsonString(examined.cleaned)
        case .body: json += jsonString(examined.body)
        case .edits: json += report.editsJSON()
        case .findings: json += report.findingsJSON()
        case .metadata: json += report.metadataJSON()
        }
      }
    }
    return json + Array("}\n".utf8)
  }
}
