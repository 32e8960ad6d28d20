import Foundation
import Stemma
import StemmaMarkup
import StemmaReports

/// What was done in a folder of results before, so that it need not be done again.
///
/// It stands in the report, and in the journal of a run that was stopped. A text is left out whose
/// bytes are those reported and whose cleaned text still stands in the folder as it was reported.
struct Resumption: Sendable {
  /// Where a document was written down.
  struct Place: Sendable {
    let file: Int32
    let lower: Int
    let upper: Int
  }

  /// A document of before.
  struct Document: Sendable {
    let place: Place
    let identifier: String
    /// Name of the input; what results of a line of NDJSON are named after.
    let stem: String
    let inputDigest: String
    let outputName: String
    let outputDigest: String
  }

  /// The journal that is gone on with: its file, and where its last whole document ends.
  private(set) var journal: (file: Int32, end: Int)?

  private let folder: PathName
  private var documents: [String: Document] = [:]

  /// Reads what stands in a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder of results.
  ///   - report: Name of the report in it.
  ///   - journal: Name of the journal in it.
  ///   - assembly: The report as it begins now: what was done otherwise is not gone on with.
  /// - Throws: Why it cannot be gone on with.
  init(
    in folder: PathName,
    report: PathName,
    journal: PathName,
    like assembly: ReportAssembly
  ) throws(CommandError) {
    self.folder = folder
    _ = try read(report, like: assembly)
    if let (file, end) = try read(journal, like: assembly) { self.journal = (file, end) }
  }

  /// The document that a text was reported as, if nothing of it has changed.
  func document(for text: InputText, _ choices: InputChoices) -> Document? {
    let source: Source
    switch text.content {
    case .source(let own): source = own
    case .entry(let entry, let own): source = own.holding(entry.bytes)
    case .line(let line, let container):
      guard let record = try? StreamRecord(parsing: line),
        let held = try? record.source(in: choices, within: container)
      else { return nil }
      source = held
    }
    guard let document = documents[key(of: source)],
      document.inputDigest == Digest(of: source.bytes).hexadecimal,
      let output = try? contents(of: folder.appending(PathName(document.outputName)), limit: .max),
      document.outputDigest == Digest(of: output).hexadecimal
    else { return nil }
    return document
  }

  // MARK: - Reading

  /// Reads a report or a journal; its file, and where its last whole document ends.
  private mutating func read(
    _ path: PathName,
    like assembly: ReportAssembly
  ) throws(CommandError) -> (file: Int32, end: Int)? {
    let file = path.withCString { open($0, O_RDWR | O_NOFOLLOW | O_CLOEXEC) }
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw CommandError("\(path.text): \(reason(errno)).")
    }
    let copy = dup(file)
    let limits = DecompressionLimits(maximumBytes: .max)
    var lines = LineReader(try FileStream(copy, named: path.text, within: limits), limit: .max)
    var head: [UInt8] = []
    var element: Element?
    var position = 0
    var end = 0
    var hasDocuments = false
    while case .line(let line)? = try lines.next() {
      let start = position
      position += line.count + 1
      if end == 0 {
        head += line + [0x0A]
        guard line.elementsEqual(" \"documents\": [".utf8) else { continue }
        guard isLike(head, assembly) else {
          throw CommandError(
            "\(path.text): was made with other rules or options; leave out --resume to start anew."
          )
        }
        end = position - 1
      } else if line.elementsEqual("  {".utf8) {
        element = Element(from: start - 1)
      } else if line.starts(with: "  }".utf8) {
        end = start + 3
        if let element { note(element, in: file, to: end) }
        element = nil
        hasDocuments = true
      } else if line.elementsEqual(" ],".utf8) {
        break
      } else {
        element?.add(line)
      }
    }
    guard end > 0 else {
      close(file)
      if isTorn(head.dropLast(), assembly) { return nil }
      throw CommandError("\(path.text): is no report that was begun here.")
    }
    // A document is followed by its comma.
    if hasDocuments, lseek(file, 0, SEEK_END) > end { end += 1 }
    lseek(file, off_t(end), SEEK_SET)
    return (file, end)
  }

  /// Whether a file ends before its first document would stand, as a run leaves it that was stopped
  /// while it wrote the head.
  private func isTorn(_ head: some Collection<UInt8>, _ assembly: ReportAssembly) -> Bool {
    let opening = assembly.head.split(separator: 0x0A).prefix(2).joined(separator: [0x0A])
    return zip(head, opening).allSatisfy(==)
  }

  /// Whether a file opens as the report does now, but for the rules that spoke.
  private func isLike(_ head: [UInt8], _ assembly: ReportAssembly) -> Bool {
    func facts(_ head: [UInt8]) -> [[UInt8]?]? {
      guard let json = try? JSON(parsing: head + Array("]}".utf8)) else { return nil }
      let tool = json["tool"]
      return [json["options"], tool?["version"], tool?["ruleset"]?["sha256"]].map {
        $0?.canonical()
      }
    }
    return facts(head) == facts(assembly.head)
  }

  private mutating func note(_ element: Element, in file: Int32, to end: Int) {
    guard let json = try? JSON(parsing: element.json), let input = json["input"],
      let output = json["output"], let identifier = json["id"]?.string,
      let name = output["name"]?.string
    else { return }
    documents[key(of: input)] = Document(
      place: Place(file: file, lower: element.start, upper: end),
      identifier: identifier,
      stem: input["name"]?.string ?? "",
      inputDigest: input["sha256"]?.string ?? "",
      outputName: name,
      outputDigest: output["sha256"]?.string ?? ""
    )
  }

  /// What tells one input from all others: its name, and where it stood.
  private func key(of input: JSON) -> String {
    let within = input["within"]
    func number(_ name: String) -> String { within?[name]?.integer.map { String($0) } ?? "" }
    let place = within?["line"] != nil ? "line \(number("line"))" : number("record")
    return [
      input["name"]?.string ?? "", input["uri"]?.string ?? "", within?["name"]?.string ?? "",
      within?["uri"]?.string ?? "", place, number("start"),
    ].joined(separator: "\0")
  }

  private func key(of source: Source) -> String {
    let within = source.container
    let place =
      switch within?.place {
      case .line(let line): "line \(line)"
      case .record(let record): String(record)
      case nil: ""
      }
    return [
      source.name, source.uri ?? "", within?.name ?? "", within?.uri ?? "", place,
      within?.range.map { String($0.lowerBound) } ?? "",
    ].joined(separator: "\0")
  }

  /// The lines of a document that say what came in and what came out; the edits between them, which
  /// may be millions, are passed over.
  private struct Element {
    let start: Int
    private var lines: [UInt8] = Array("{".utf8)
    private var isWanted = true

    init(from start: Int) { self.start = start }

    mutating func add(_ line: [UInt8]) {
      if line.starts(with: "   \"".utf8) {
        isWanted = ["id", "input", "output"].contains { line.starts(with: "   \"\($0)\":".utf8) }
      }
      if isWanted { lines += line }
    }

    var json: [UInt8] {
      (lines.last == UInt8(ascii: ",") ? lines.dropLast() : lines[...]) + [UInt8(ascii: "}")]
    }
  }
}

extension Resumption.Place {
  /// The bytes that stand there.
  var bytes: [UInt8]? {
    var position = lower
    let count = upper - lower
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let size = pread(
          file,
          buffer.baseAddress.map { $0 + filled },
          count - filled,
          off_t(position)
        )
        if size < 0, errno == EINTR { continue }
        guard size > 0 else { return }
        filled += size
        position += size
      }
    }
    return bytes.count == count ? bytes : nil
  }

  /// Bytes that are copied at once: more are no quicker, and the document of a report may be large.
  private static let copied = 1 << 20

  /// Copies the bytes to another file; the error number of what failed, or `nil`.
  func copy(to output: Int32) -> Int32? {
    var lower = lower
    while lower < upper {
      let next = min(upper, lower + Self.copied)
      guard let bytes = Self(file: file, lower: lower, upper: next).bytes else { return EIO }
      if let code = StemmaCommand.write(bytes[...], to: output) { return code }
      lower = next
    }
    return nil
  }
}
