import Stemma
import StemmaMarkup

extension StreamRecord {
  /// The text in one record of a web archive, read as it is in its archive.
  func source(
    archivedIn record: [UInt8],
    _ input: InputChoices,
    within container: Container?
  ) throws(Failure) -> Source {
    // Read once: a closure that gave the bytes again would never end.
    var pieces = [record]
    let reader = ArchiveReader(
      ByteStream(within: input.decompression) { pieces.popLast() ?? [] },
      within: ArchiveLimits(
        maximumRecordBytes: input.limits.maximumBytes,
        maximumRatio: input.maximumRatio
      )
    )
    switch reader.next() {
    case .problem(let problem): throw failure("unreadable", problem.description)
    case nil: throw failure("passed-over", reader.passedOver.keys.sorted().first ?? "empty")
    case .record(let record):
      switch record.reading {
      case .passedOver(let reason): throw failure("passed-over", reason)
      case .text(let format):
        return Source(
          record.content,
          name: name,
          uri: record.uri,
          format: format,
          charset: record.charset ?? input.charset,
          language: input.language,
          retrievedAt: record.date,
          within: container
        )
      }
    }
  }

  private func failure(_ code: String, _ description: String) -> Failure {
    Failure(code: code, identifier: identifier, description: description)
  }
}
