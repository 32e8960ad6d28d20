import Stemma
import StemmaMarkup
import StemmaText

/// A text found in the inputs, yet to be read.
struct InputText: Sendable {
  /// What there is of it.
  enum Content: Sendable {
    /// A file, or the content of a record.
    case source(Source)
    /// A line of NDJSON.
    case line([UInt8], Container)
    /// An entry of a feed; the source says all but its bytes.
    case entry(FeedEntry, Source)
  }

  /// The file it stands in.
  let file: InputFile

  /// What people are shown: the path, and what in it.
  let label: String

  /// What names of results are made from.
  let stem: String

  /// What there is of it.
  let content: Content

  /// Whether it is a line of NDJSON, which has its name within.
  var isLine: Bool { if case .line = content { true } else { false } }
}

/// A text after examination.
struct ReadText: Sendable {
  /// What was found in it.
  let examined: Examined

  /// The file it stands in.
  let file: InputFile

  /// What people are shown: the path, and what in it.
  let label: String

  /// What names of results are made from.
  let stem: String

  /// Whether it is a whole file, as it stands in the folder.
  var isFile: Bool { examined.source.container == nil && !file.path.isStandardInput }
}

/// Why something in the inputs is not read, and what it is called.
struct InputProblem: Error, Sendable, CustomStringConvertible {
  /// What it is called; `nil` for what has no name of its own.
  let name: String?

  /// What kind of problem it is, for programs.
  let code: String

  /// Whether it is one record that is bad; the rest of the file is as good as it was.
  let isOfRecord: Bool

  /// What is wrong, for people, with the name.
  let description: String

  init(
    _ description: String,
    of name: String? = nil,
    code: String = "unreadable",
    isOfRecord: Bool = false
  ) {
    self.name = name
    self.code = code
    self.isOfRecord = isOfRecord
    self.description = description
  }
}

extension InputText {
  /// Takes the text through all stages.
  func examined(by examination: Examination, _ input: InputChoices) throws(InputProblem) -> ReadText
  {
    switch content {
    case .source(let source):
      return try read(source, label: label, stem: stem, by: examination)
    case .entry(let entry, let source):
      let document = entry.article().document
      let examined = examination.result(
        reading: document,
        from: source.holding(document.received)
      )
      return ReadText(examined: examined, file: file, label: label, stem: stem)
    case .line(let line, let container):
      let record: StreamRecord
      do {
        record = try StreamRecord(parsing: line)
      } catch {
        throw InputProblem("\(label): \(error)")
      }
      let source: Source
      do throws(StreamRecord.Failure) {
        source = try record.source(in: input, within: container)
      } catch {
        throw InputProblem("\(label): \(error)", of: record.name)
      }
      return try read(
        source,
        label: "\(label)[\(record.name)]",
        stem: record.name,
        by: examination
      )
    }
  }

  private func read(
    _ source: Source,
    label: String,
    stem: String,
    by examination: Examination
  ) throws(InputProblem) -> ReadText {
    do throws(MarkupError) {
      return ReadText(
        examined: try examination.result(for: source),
        file: file,
        label: label,
        stem: stem
      )
    } catch {
      throw InputProblem("\(label): \(sentence(for: error))", of: source.name)
    }
  }
}

extension Source {
  /// The source with the bytes of an entry.
  func holding(_ bytes: [UInt8]) -> Source {
    Source(
      bytes,
      name: name,
      uri: uri,
      language: language,
      retrievedAt: retrievedAt,
      within: container
    )
  }
}
