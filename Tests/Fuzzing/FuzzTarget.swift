import RulePacks
import Stemma
import StemmaCollation
import StemmaMarkup
import StemmaReports
import StemmaRules
import StemmaText

@testable import StemmaCommand

/// A way in for what strangers wrote.
enum FuzzTarget: String, CaseIterable {
  /// Bytes under a label, to text.
  case decoder
  /// A page.
  case html
  /// A feed, as a whole and piece by piece.
  case feed
  /// A web archive, and what compresses it.
  case warc
  /// Text through all stages, and its report through `verify`.
  case text
  /// Text, for who says what in it.
  case quotes
  /// A rule file.
  case pack
  /// A report that `verify` is given.
  case report
  /// A line that `stream` is given.
  case stream
  /// A line that `collate --stream` is given.
  case collation
  /// A request to the reviewer's desk.
  case request

  /// Takes one input in, and aborts where a promise is broken.
  func run(_ bytes: [UInt8]) {
    switch self {
    case .decoder: decode(bytes)
    case .html: if let page = try? document(from: bytes, as: .html) { expectSound(page) }
    case .feed: readFeed(bytes)
    case .warc: readArchive(bytes)
    case .text: readText(bytes)
    case .quotes: readQuotes(bytes)
    case .pack: readPack(bytes)
    case .report: readReport(bytes)
    case .stream: answerLine(bytes)
    case .collation: answerComparison(bytes)
    case .request: answerRequest(bytes)
    }
  }
}

/// The labels that the first byte of an input to the decoder chooses from.
let labels: [String?] = [
  nil, "utf-8", "windows-1252", "utf-16le", "utf-16be", "utf-16", "shift_jis", "euc-jp",
  "iso-2022-jp", "gb18030", "big5", "euc-kr", "koi8-r", "windows-1251", "iso-8859-15", "utf-32",
  "utf-7", "x-user-defined", "no such label",
]

private func decode(_ bytes: [UInt8]) {
  let label = bytes.first.flatMap { labels[Int($0) % labels.count] }
  let content = Array(bytes.dropFirst())
  guard let read = try? document(from: content, as: .text, charset: label) else { return }
  expectSound(read)
  guard let again = try? document(from: read.received, as: .text, charset: "utf-8") else { return }
  expect(again.received == read.received, "what was decoded stays as it is, decoded once more")
  expect(again.encoding.isVerbatim, "decoded text is UTF-8")
}

private func readFeed(_ bytes: [UInt8]) {
  if let feed = try? Feed(reading: bytes) {
    for entry in feed.prefix(100) {
      expect(entry.range.upperBound <= feed.received.count, "an entry stands in its feed")
      let document = entry.article().document
      expectSound(document)
      expect(document.received == entry.bytes, "an entry is read from its own bytes")
    }
  }
  var rest = bytes[...]
  let stream = ByteStream {
    defer { rest = rest.dropFirst(97) }
    return Array(rest.prefix(97))
  }
  guard let feed = FeedStream(stream) else { return }
  var count = 0
  while count < 100, let entry = try? feed.next() {
    expectSound(entry.article().document)
    count += 1
  }
}

private func readArchive(_ bytes: [UInt8]) {
  var rest = bytes[...]
  let limits = DecompressionLimits(maximumBytes: 1 << 20)
  let stream = ByteStream(within: limits) {
    defer { rest = rest.dropFirst(509) }
    return Array(rest.prefix(509))
  }
  let archive = ArchiveReader(
    stream,
    within: ArchiveLimits(maximumRecordBytes: 1 << 20, maximumHeaderBytes: 4 << 10)
  )
  var last = 0
  for _ in 0..<1_000 {
    guard let item = archive.next() else { return }
    switch item {
    case .problem(let problem): expect(problem.ordinal >= last, "problems come in order")
    case .record(let record):
      expect(record.ordinal > last, "records come in order")
      last = record.ordinal
      expect(record.content.count <= 1 << 20, "a record is no larger than its limit")
      expect(
        record.uri?.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F } ?? true,
        "an address can be printed"
      )
      _ = record.reading
    }
  }
}
