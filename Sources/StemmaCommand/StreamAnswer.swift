import ArgumentParser
import Foundation
import RulePacks
import Stemma
import StemmaCollation
import StemmaMarkup
import StemmaReports
import StemmaRules
import StemmaText

/// The parts of an answer.
enum AnswerPart: String, CaseIterable {
  case cleaned, body, comments, edits, findings, quotes, metadata, signature, sketch, input, output

  /// The names of all parts.
  static var listed: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The parts that a list with commas names.
  static func parts(listedIn list: String) throws -> [AnswerPart] {
    guard list.contains(where: { $0 != "," && $0 != " " }) else {
      throw ValidationError("--emit names nothing to answer; it knows \(listed).")
    }
    let parts = try list.split(separator: ",").map { name in
      let name = name.trimmingCharacters(in: .whitespaces)
      guard let part = AnswerPart(rawValue: name) else {
        let guess = nearest(to: name, among: allCases.map(\.rawValue))
        let advice = guess.map { " Did you mean ‘\($0)’?" } ?? ""
        throw ValidationError("--emit does not know ‘\(name)’; it knows \(listed).\(advice)")
      }
      return part
    }
    if let twice = parts.indices.first(where: { parts[..<$0].contains(parts[$0]) }) {
      throw ValidationError("--emit names ‘\(parts[twice].rawValue)’ twice.")
    }
    return parts
  }
}

/// The answer to an input.
struct Answer: Sendable {
  /// The line of JSON; `nil` for a note.
  var line: [UInt8]?

  /// What people are told.
  var remark: String?

  /// Whether an input could not be read, so that there is more to it than one bad record.
  var isFailure = false
}

/// What answers are made with.
struct Answering: Sendable {
  let examination: Examination
  let rules: RulesInForce
  let parts: [AnswerPart]
  let input: InputChoices

  /// The answer to an input.
  func answer(to item: Inputs.Input) -> Answer {
    switch item {
    case .note(let note): return Answer(remark: note)
    case .problem(let problem):
      let line = failure(problem.identifier, problem.code, problem.description)
      if problem.isOfRecord { return Answer(line: line) }
      return Answer(line: line, remark: problem.description, isFailure: true)
    case .text(let text):
      if case .line(let line, let container) = text.content {
        return Answer(line: answer(to: line, within: container))
      }
      do throws(InputProblem) {
        let read = try text.examined(by: examination, input)
        return Answer(line: json(of: read.examined, answering: text.identifier))
      } catch {
        return Answer(line: failure(text.identifier, error.code, error.description))
      }
    }
  }

  private func answer(to line: [UInt8], within container: Container) -> [UInt8] {
    var place = ""
    if case .line(let number) = container.place { place = "Line \(number): " }
    if container.name != "-" { place = "\(container.name): \(place)" }
    let request: StreamRecord
    do {
      request = try StreamRecord(parsing: line)
    } catch {
      return failure(error.identifier ?? "null", error.code, "\(place)\(error)")
    }
    let source: Source
    do throws(StreamRecord.Failure) {
      source = try request.source(in: input, within: container)
    } catch {
      return failure(request.identifier, error.code, "\(place)\(error)")
    }
    do throws(MarkupError) {
      if (source.format ?? .detected(in: source.bytes)) == .feed {
        return try entries(of: source, answering: request.identifier)
      }
      return json(of: try examination.result(for: source), answering: request.identifier)
    } catch {
      return failure(request.identifier, "unreadable", "The text \(sentence(for: error))")
    }
  }

  private func json(of examined: Examined, answering identifier: String) -> [UInt8] {
    object(of: examined, answering: identifier) + [UInt8(ascii: "\n")]
  }

  /// The answer to a text, without the end of its line.
  func object(of examined: Examined, answering identifier: String) -> [UInt8] {
    let report = examined.report(as: "d", under: rules)
    var json = Array("{\"id\":\(identifier)".utf8)
    for part in parts {
      json += Array(",\"\(part.rawValue)\":".utf8)
      switch part {
      case .cleaned: json += jsonString(examined.cleaned)
      case .body: json += jsonString(examined.body)
      case .comments: json += commentsJSON(examined.comments)
      case .edits: json += report.editsJSON()
      case .findings: json += report.findingsJSON()
      case .quotes: json += report.quotesJSON()
      case .metadata: json += report.metadataJSON()
      case .signature:
        json += sketch(of: examined, reportedAs: report).signature.json
      case .sketch: json += sketch(of: examined, reportedAs: report).json
      case .input: json += report.inputJSON()
      case .output: json += report.outputJSON()
      }
    }
    return json + [UInt8(ascii: "}")]
  }

  private func sketch(of examined: Examined, reportedAs report: DocumentReport) -> Sketch {
    Sketch(of: examined.witness(reportedAs: report), lexicon: RulePacks.lexicon())
  }
}

extension InputText {
  /// What an answer to the text calls it, as JSON; `nil` for a line that cannot be read.
  var identifier: String {
    switch content {
    case .source(let source), .entry(_, let source): quoted(source.name)
    case .line(let line, _): (try? StreamRecord(parsing: line))?.identifier ?? "null"
    }
  }
}

extension InputProblem {
  /// What an answer to the problem calls what it is about, as JSON.
  var identifier: String { name.map(quoted) ?? "null" }
}

/// A text as a string of JSON.
func quoted(_ text: String) -> String {
  String(decoding: jsonString(text.utf8), as: UTF8.self)
}

/// What readers wrote, each with its span in what arrived.
private func commentsJSON(_ comments: [Examined.Comments]) -> [UInt8] {
  let items = comments.map {
    Array("{\"span\":[\($0.span.lower),\($0.span.upper)],\"text\":".utf8) + jsonString($0.text)
      + [UInt8(ascii: "}")]
  }
  return [UInt8(ascii: "[")] + items.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
}

extension Signature {
  /// The bands and the SimHash, each as 16 hexadecimal digits.
  fileprivate var json: [UInt8] {
    let bands = bands.map { "\"\(hexadecimal($0))\"" }.joined(separator: ",")
    return Array("{\"bands\":[\(bands)],\"simHash\":\"\(hexadecimal(simHash))\"}".utf8)
  }
}

/// The answer to what could not be read, whose identifier is given as JSON.
func failure(_ identifier: String, _ code: String, _ message: String) -> [UInt8] {
  Array("{\"id\":\(identifier),\"error\":{\"code\":".utf8) + jsonString(code.utf8)
    + Array(",\"message\":".utf8) + jsonString(message.utf8) + Array("}}\n".utf8)
}
