import Foundation
import Stemma
import StemmaMarkup
import StemmaReports
import StemmaText

/// Where the inputs of a report are looked for, and how those are found that stand in a file with
/// others.
///
/// A class, because it goes on in a file where the last input stood: a report has them in order.
final class ReportedInputs {
  private let report: Report
  private let folders: [(InputFolder, goesByAddress: Bool)]
  private var opened: Contained?

  /// A file with several texts, read as far as the last that was asked for.
  private struct Contained {
    let name: String
    var texts: any IteratorProtocol<Inputs.Input>
    var last: InputText?
  }

  init(of report: Report, at path: String, in folder: String?) {
    self.report = report
    if let folder {
      folders = [(InputFolder(folder), false)]
    } else {
      folders = [(InputFolder("."), true), (InputFolder(PathName(path).folder.text), false)]
    }
  }

  /// The file that an input stands in, looked for where its bytes are, and nowhere else: a report
  /// may name any place.
  func file(of input: DocumentReport.Input) -> InputFile {
    let name = input.arrival.container?.name ?? input.arrival.name
    let address = input.arrival.container.map(\.uri) ?? input.arrival.uri
    let path = try? found(name, at: address) { folder, name throws(InputError) in
      close(try folder.opened(named: name))
      return PathName(folder.path).appending(PathName(name))
    }
    return InputFile(path: path ?? PathName(name).lastComponent, name: name)
  }

  /// The bytes of an input.
  func bytes(of input: DocumentReport.Input) throws(InputError) -> [UInt8] {
    guard input.arrival.container != nil else {
      return try found(input.arrival.name, at: input.arrival.uri) {
        folder,
        name throws(InputError) in
        try folder.bytes(named: name)
      }
    }
    switch try text(of: input).content {
    case .source(let source): return source.bytes
    case .entry(let entry, _): return entry.bytes
    case .line(let line, let container):
      guard let record = try? StreamRecord(parsing: line),
        let source = try? record.source(in: choices, within: container)
      else { throw .notHeld }
      return source.bytes
    }
  }

  /// How the inputs are read, as far as the report says.
  var choices: InputChoices {
    InputChoices(charset: report.declaredCharset, language: report.declaredLanguage)
  }

  /// The input as a text to be examined.
  func text(of input: DocumentReport.Input) throws(InputError) -> InputText {
    let arrival = input.arrival
    guard let container = arrival.container else {
      let source = Source(
        try bytes(of: input),
        name: arrival.name,
        uri: arrival.uri,
        format: input.mediaType == .text ? .text : .html,
        charset: input.encoding.declared,
        language: report.declaredLanguage
      )
      return InputText(
        file: InputFile(path: PathName(arrival.name), name: arrival.name),
        label: arrival.name,
        stem: arrival.name,
        content: .source(source)
      )
    }
    if let last = opened?.last, opened?.name == container.name, last.stands(in: container) {
      return last
    }
    // From where the last one stood, then once from the start.
    if opened?.name == container.name, let text = next(in: container) { return text }
    try open(container, of: input)
    guard let text = next(in: container) else { throw .notHeld }
    return text
  }

  private func next(in container: Container) -> InputText? {
    while let item = opened?.texts.next() {
      guard case .text(let text) = item else { continue }
      opened?.last = text
      if text.stands(in: container) { return text }
    }
    return nil
  }

  private func open(
    _ container: Container,
    of input: DocumentReport.Input
  ) throws(InputError) {
    let descriptor = try found(container.name, at: container.uri) {
      folder,
      name throws(InputError) in
      try folder.opened(named: name)
    }
    let format: InputFormat =
      switch container.place {
      case .line: .ndjson
      case .record: .warc
      case nil: container.range != nil ? .feed : input.mediaType == .text ? .text : .html
      }
    let isWhole = container.place == nil && container.range == nil
    let choices = InputChoices(
      format: format,
      charset: isWhole ? input.encoding.declared : report.declaredCharset,
      language: report.declaredLanguage
    )
    let file = InputFile(path: PathName(container.uri ?? container.name), name: container.name)
    do throws(CommandError) {
      let texts = try OpenedFile(file, descriptor, choices).texts(as: format)
      opened = Contained(name: container.name, texts: texts)
    } catch {
      throw .notHeld
    }
  }

  private func found<Found>(
    _ name: String,
    at uri: String?,
    _ look: (InputFolder, String) throws(InputError) -> Found
  ) throws(InputError) -> Found {
    var failure = InputError.missing
    for (folder, goesByAddress) in folders {
      let path = goesByAddress ? uri?.removingPercentEncoding : nil
      do throws(InputError) {
        return try look(folder, path ?? name)
      } catch {
        if failure == .missing { failure = error }
      }
    }
    throw failure
  }
}

extension InputText {
  /// Whether the text stands at a place that a report names.
  fileprivate func stands(in container: Container) -> Bool {
    let own: Container? =
      switch content {
      case .source(let source), .entry(_, let source): source.container
      case .line(_, let container): container
      }
    return own?.place == container.place && own?.range == container.range
  }
}
