import Foundation
import Stemma
import StemmaCollation
import StemmaMarkup
import StemmaReports
import StemmaText

/// The lines of a stream of comparisons that are not blank.
final class RequestLines: Sequence, IteratorProtocol {
  /// A line with its number, from 1; no bytes for one over the limit.
  struct Request: Sendable {
    let line: [UInt8]?
    let number: Int
  }

  /// Why the lines could not be read on.
  private(set) var problem: CommandError?

  private var reader: LineReader
  private var number = 0

  /// Reads an open file; lines longer than `limit` bytes are passed over.
  init(_ stream: FileStream, limit: Int) {
    reader = LineReader(stream, limit: limit)
  }

  var isReady: Bool { reader.isReady }

  func next() -> Request? {
    do throws(CommandError) {
      while let line = try reader.next() {
        number += 1
        switch line {
        case .tooLong: return Request(line: nil, number: number)
        case .line(let bytes):
          if bytes.contains(where: { $0 > 0x20 }) { return Request(line: bytes, number: number) }
        }
      }
    } catch {
      problem = error
    }
    return nil
  }
}

/// One line of a stream of comparisons.
struct CollationRequest {
  /// The identifier, as JSON, to be given back as it came.
  let identifier: String

  private let witnesses: [StreamRecord]

  init(reading record: RequestLines.Request) throws(StreamRecord.Failure) {
    guard let line = record.line else {
      throw StreamRecord.Failure(
        code: "line-too-long",
        identifier: nil,
        description: "Line \(record.number) is longer than --max-bytes."
      )
    }
    guard let object = try? JSON(parsing: line), case .object = object else {
      throw StreamRecord.Failure(
        code: "not-json",
        identifier: nil,
        description: "Line \(record.number): The line is not a JSON object."
      )
    }
    let number = object["id"]?.integer.map { "\($0)" }
    let name = (object["id"]?.string).map { String(decoding: jsonString($0.utf8), as: UTF8.self) }
    guard let identifier = name ?? number else {
      throw StreamRecord.Failure(
        code: "no-id",
        identifier: nil,
        description:
          "Line \(record.number): The record has no id that is a string or a whole number."
      )
    }
    self.identifier = identifier
    guard let list = object["witnesses"]?.elements else {
      throw StreamRecord.Failure(
        code: "no-witnesses",
        identifier: identifier,
        description: "Line \(record.number): The record has no list of witnesses."
      )
    }
    var witnesses: [StreamRecord] = []
    for witness in list {
      do throws(StreamRecord.Failure) {
        witnesses.append(try StreamRecord(parsing: witness.canonical()))
      } catch {
        throw StreamRecord.Failure(
          code: error.code,
          identifier: identifier,
          description: "Line \(record.number), witness \(witnesses.count + 1): \(error)"
        )
      }
    }
    self.witnesses = witnesses
  }

  func comparison(
    by examination: Examination,
    _ choices: InputChoices,
    _ rules: RulesInForce,
    _ lexicon: Lexicon,
    _ relations: Relations
  ) throws(StreamRecord.Failure) -> Comparison {
    var examined: [Examined] = []
    var reports: [DocumentReport] = []
    var sigla = Sigla()
    for witness in witnesses {
      let source = try witness.source(in: choices)
      do throws(MarkupError) {
        let result = try examination.result(for: source)
        reports.append(result.report(as: sigla.siglum(for: witness.name), under: rules))
        examined.append(result)
      } catch {
        throw StreamRecord.Failure(
          code: "unreadable",
          identifier: identifier,
          description: "The text of ‘\(witness.name)’ \(sentence(for: error))"
        )
      }
    }
    return Comparison(
      of: examined,
      reportedAs: reports,
      asOneStory: true,
      lexicon: lexicon,
      relations: relations
    )
  }
}
