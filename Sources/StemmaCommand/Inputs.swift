import Foundation
import Stemma
import StemmaMarkup

/// The texts behind some paths, one after the other.
///
/// A file is one text; a feed, a file of NDJSON or a web archive is many, each found when it is
/// asked for. What each file is shows in its first bytes, decompressed.
///
/// A class, because it has a place in the files that it reads.
final class Inputs: Sequence, IteratorProtocol {
  /// A text yet to be read, or what there is instead.
  enum Input: Sendable {
    case text(InputText)
    case problem(InputProblem)
    /// Something worth telling that is no problem.
    case note(String)
  }

  /// Opens a file to be read.
  typealias Opening = (InputFile, InputChoices) throws(CommandError) -> OpenedFile

  private let options: InputChoices
  private let opening: Opening
  private let standardInputIsNDJSON: Bool
  private var files: ArraySlice<InputFile>
  private var stream: FileStream?
  private var current: (any IteratorProtocol<Input>)?

  /// Lists the texts in some files; what comes from standard input is taken for NDJSON on request,
  /// unless it shows itself to be a web archive.
  init(
    _ files: [InputFile],
    _ options: InputChoices,
    standardInputIsNDJSON: Bool = false,
    opening: @escaping Opening = { (file, options) throws(CommandError) in
      try OpenedFile(file, options)
    }
  ) {
    self.files = files[...]
    self.opening = opening
    self.options = options
    self.standardInputIsNDJSON = standardInputIsNDJSON
  }

  /// How much was read: the number of whole files, and the share of the one being read.
  var done: Double { Double(files.startIndex - (stream == nil ? 0 : 1)) + (stream?.share ?? 0) }

  /// Whether the next text can be had without waiting for its sender.
  var isReady: Bool { (current as? LineTexts)?.isReady ?? true }

  func next() -> Input? {
    while !Interrupts.isStopping {
      if let input = current?.next() { return input }
      current = nil
      stream = nil
      guard !Interrupts.isStopping, let file = files.popFirst() else { return nil }
      do throws(CommandError) {
        let opened = try opening(file, options)
        stream = opened.stream
        current = try opened.texts(as: options.format ?? format(of: opened))
      } catch {
        return .problem(InputProblem(error.description, of: file.name))
      }
    }
    return nil
  }

  private func format(of opened: OpenedFile) -> InputFormat {
    guard standardInputIsNDJSON, opened.file.path.isStandardInput else { return opened.format }
    return opened.startsAsArchive ? .warc : .ndjson
  }
}

/// A file of inputs that is open.
struct OpenedFile {
  let file: InputFile
  let stream: FileStream
  let options: InputChoices

  init(_ file: InputFile, _ options: InputChoices) throws(CommandError) {
    self.file = file
    self.options = options
    stream = try FileStream(file.path, within: options.decompression)
  }

  /// Takes over a file that is open.
  init(_ file: InputFile, _ descriptor: Int32, _ options: InputChoices) throws(CommandError) {
    self.file = file
    self.options = options
    stream = try FileStream(descriptor, named: file.name, within: options.decompression)
  }

  /// The texts in it.
  func texts(
    as format: InputFormat
  ) throws(CommandError) -> any IteratorProtocol<Inputs.Input> {
    switch format {
    case .ndjson: LineTexts(self)
    case .warc: ArchiveTexts(self)
    case .feed: try FeedTexts(self)
    case .text, .html: CollectionOfOne(try text).makeIterator()
    }
  }

  /// Whether it starts as a web archive; waits for no more bytes than it takes to see that.
  var startsAsArchive: Bool {
    let version = Array("WARC/".utf8)
    for count in 1...version.count {
      let start = stream.bytes.start(of: count)
      guard start.count >= count, start[count - 1] == version[count - 1] else { return false }
    }
    return true
  }

  /// What the name says, else what the first bytes look like.
  var format: InputFormat {
    let name = file.plainName.utf8
    for suffix in [".ndjson", ".jsonl"] where name.reversed().starts(with: suffix.utf8.reversed()) {
      return .ndjson
    }
    return .detected(in: stream.bytes.start(of: 64 << 10))
  }

  /// Where a text stands that is not the whole file; `nil` for a file that is not compressed.
  func container(at place: Container.Place? = nil) -> Container? {
    let compression = stream.bytes.compression.flatMap {
      Container.Compression(rawValue: $0.rawValue)
    }
    if place == nil, compression == nil { return nil }
    return Container(
      name: file.name,
      uri: file.path.relativeReference,
      compression: compression,
      place: place
    )
  }

  /// The file as one text.
  fileprivate var text: Inputs.Input {
    get throws(CommandError) {
      if stream.bytes.compression != nil,
        let inner = Compression.detected(in: stream.bytes.start(of: 4))
      {
        throw CommandError(
          "\(file.path.text): holds \(inner.rawValue) once more; decompress it once."
        )
      }
      let source = Source(
        try stream.contents(limit: options.limits.maximumBytes, raisedBy: "--max-bytes"),
        name: file.name,
        uri: file.path.relativeReference,
        format: options.format,
        charset: options.charset,
        language: options.language,
        within: container()
      )
      return .text(
        InputText(
          file: file,
          label: file.path.text,
          stem: file.plainName,
          content: .source(source)
        )
      )
    }
  }
}

extension InputFile {
  /// The name without the ending of a compressed file.
  var plainName: String {
    for suffix in [".gz", ".zst"] where name.utf8.count > suffix.utf8.count {
      if name.utf8.reversed().starts(with: suffix.utf8.reversed()) {
        return String(name.utf8.dropLast(suffix.utf8.count)) ?? name
      }
    }
    return name
  }

  /// What results are named after that come of one of several texts in the file.
  func stem(_ numbers: Int...) -> String {
    var stem = plainName[...]
    if let dot = stem.utf8.lastIndex(of: UInt8(ascii: ".")), dot != stem.startIndex {
      stem = stem[..<dot]
    }
    return "\(stem)-\(numbers.map { String($0) }.joined(separator: "-")).txt"
  }
}
