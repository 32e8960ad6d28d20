import Stemma
import StemmaMarkup
import StemmaText

/// The records of a file of NDJSON.
struct LineTexts: IteratorProtocol {
  private let opened: OpenedFile
  private var reader: LineReader
  private var number = 0
  private var isOver = false

  init(_ opened: OpenedFile) {
    self.opened = opened
    reader = LineReader(opened.stream, limit: opened.options.limits.maximumBytes)
  }

  /// Whether a line can be had without waiting for the sender.
  var isReady: Bool { reader.isReady }

  mutating func next() -> Inputs.Input? {
    let path = opened.file.path.text
    do throws(CommandError) {
      while !isOver, let line = try reader.next() {
        number += 1
        switch line {
        case .tooLong:
          let error = tooLarge("\(path):\(number)", opened.options.limits.maximumBytes)
          return .problem(
            InputProblem(error.description, code: "line-too-long", isOfRecord: true)
          )
        case .line(let bytes):
          guard bytes.contains(where: { $0 > 0x20 }) else { continue }
          guard let container = opened.container(at: .line(number)) else { return nil }
          return .text(
            InputText(
              file: opened.file,
              label: "\(path):\(number)",
              stem: "",
              content: .line(bytes, container)
            )
          )
        }
      }
      return nil
    } catch {
      isOver = true
      return .problem(InputProblem(error))
    }
  }
}

extension InputProblem {
  init(_ error: CommandError, of name: String? = nil) {
    self.init(error.description, of: name)
  }
}

/// The texts in a web archive; at its end, what was passed over.
struct ArchiveTexts: IteratorProtocol {
  private let opened: OpenedFile
  private let reader: ArchiveReader
  private var feed: FeedTexts?
  private var isOver = false
  private var count = 0
  private var cut = 0
  private var passedOver: [String: Int] = [:]

  init(_ opened: OpenedFile) {
    self.opened = opened
    reader = ArchiveReader(
      opened.stream.bytes,
      within: ArchiveLimits(
        maximumRecordBytes: opened.options.limits.maximumBytes,
        maximumRatio: opened.options.maximumRatio
      )
    )
  }

  mutating func next() -> Inputs.Input? {
    while !isOver {
      if let entry = feed?.next() { return entry }
      feed = nil
      switch reader.next() {
      case .record(let record):
        if let text = text(of: record) { return text }
      case .problem(let problem):
        let name = "\(opened.file.name)#\(problem.ordinal)"
        let label = "\(opened.file.path.text)#\(problem.ordinal)"
        return .problem(InputProblem("\(label): \(problem)", of: name))
      case nil:
        isOver = true
        do throws(CommandError) {
          try opened.stream.expectRead()
        } catch {
          return .problem(InputProblem(error, of: opened.file.name))
        }
      }
    }
    guard !isTold else { return nil }
    isTold = true
    return .note(account)
  }

  private var isTold = false

  private mutating func text(of record: ArchiveRecord) -> Inputs.Input? {
    let format: InputFormat
    switch record.reading {
    case .passedOver(let reason):
      // The types that servers name are theirs to choose; no archive fills the memory with them.
      let reason = passedOver.count < 50 ? reason : "other media types"
      passedOver[reason, default: 0] += 1
      return nil
    case .text(let seen): format = seen
    }
    count += 1
    if record.isCut { cut += 1 }
    let options = opened.options
    let source = Source(
      record.content,
      name: "\(opened.file.name)#\(record.ordinal)",
      uri: record.uri,
      format: format,
      charset: record.charset ?? options.charset,
      language: options.language,
      retrievedAt: record.date,
      within: opened.container(at: .record(record.ordinal))
    )
    let place = record.uri.map { "[\($0)]" } ?? ""
    let label = "\(opened.file.path.text)#\(record.ordinal)\(place)"
    if format == .feed {
      do throws(CommandError) {
        feed = try FeedTexts(
          source,
          in: opened,
          label: label,
          stem: { [file = opened.file] in file.stem(record.ordinal, $0) }
        )
        return nil
      } catch {
        return .problem(InputProblem(error, of: source.name))
      }
    }
    return .text(
      InputText(
        file: opened.file,
        label: label,
        stem: opened.file.stem(record.ordinal),
        content: .source(source)
      )
    )
  }

  /// What was read and what was not, in a line.
  private var account: String {
    let kinds = passedOver.merging(reader.passedOver) { $0 + $1 }
      .sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let name = count == 1 ? "1 record" : "\(count) records"
    let rest = kinds.isEmpty ? "" : "; passed over: \(kinds.joined(separator: ", "))"
    let short = cut == 0 ? "" : ", \(cut) cut short when fetched"
    return "\(opened.file.path.text): \(name) read\(short)\(rest)."
  }
}
