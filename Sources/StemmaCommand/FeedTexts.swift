import Stemma
import StemmaMarkup
import StemmaText

/// The entries of a feed.
struct FeedTexts: IteratorProtocol {
  private enum Entries {
    case whole(FeedEntries)
    case pieces(FeedStream)
  }

  private let opened: OpenedFile
  private let source: Source
  private let label: String
  private let stem: (Int) -> String
  private let container: Container
  private let content: Content?
  private var entries: Entries
  private var number = 0
  private var isOver = false

  /// Why the file could not be read on; told behind the entries before.
  private var failure: CommandError?

  /// Up to this size in bytes a feed is held as a whole, so that what it says of itself behind its
  /// entries is heard.
  private static let largestWhole = 8 << 20

  /// Reads a file that is a feed.
  init(_ opened: OpenedFile) throws(CommandError) {
    let file = opened.file
    let options = opened.options
    func source(_ bytes: [UInt8]) -> Source {
      Source(
        bytes,
        name: file.name,
        uri: file.path.relativeReference,
        format: .feed,
        charset: options.charset,
        language: options.language,
        within: opened.container()
      )
    }
    let label = file.path.text
    if opened.stream.bytes.start(of: Self.largestWhole + 1).count > Self.largestWhole,
      let pieces = FeedStream(
        opened.stream.bytes,
        charset: options.charset,
        within: options.limits
      )
    {
      self.init(.pieces(pieces), source([]), nil, in: opened, label, stem: { file.stem($0) })
    } else {
      let (bytes, failure) = try opened.stream.availableContents(
        limit: options.limits.maximumBytes
      )
      if let failure, bytes.isEmpty { throw failure }
      try self.init(source(bytes), in: opened, label: label, stem: { file.stem($0) })
      self.failure = failure
    }
  }

  /// Reads a feed that stands in a file.
  init(
    _ source: Source,
    in opened: OpenedFile,
    label: String,
    stem: @escaping (Int) -> String
  ) throws(CommandError) {
    let feed: Feed
    do throws(MarkupError) {
      feed = try Feed(
        reading: source.bytes,
        charset: source.charset,
        from: source.uri,
        within: opened.options.limits
      )
    } catch {
      throw CommandError("\(label): \(sentence(for: error))")
    }
    guard feed.isFeed else { throw CommandError("\(label): is no RSS, RDF, Atom or JSON feed.") }
    let content = Content(of: source.bytes)
    self.init(
      .whole(feed.makeIterator()),
      source.holding([]),
      content,
      in: opened,
      label,
      stem: stem
    )
  }

  private init(
    _ entries: Entries,
    _ source: Source,
    _ content: Content?,
    in opened: OpenedFile,
    _ label: String,
    stem: @escaping (Int) -> String
  ) {
    self.entries = entries
    self.opened = opened
    self.source = source
    self.content = content
    self.label = label
    self.stem = stem
    let file = opened.file
    container = source.container ?? Container(name: file.name, uri: file.path.relativeReference)
  }

  mutating func next() -> Inputs.Input? {
    guard !isOver else { return nil }
    do throws(CommandError) {
      if let entry = try nextEntry() { return .text(text(of: entry)) }
      isOver = true
      if let failure { throw failure }
      return number == 0 ? .note("\(label): a feed without entries; nothing to read.") : nil
    } catch {
      isOver = true
      return .problem(InputProblem(error, of: source.name))
    }
  }

  private mutating func nextEntry() throws(CommandError) -> FeedEntry? {
    switch entries {
    case .whole(var whole):
      defer { entries = .whole(whole) }
      return whole.next()
    case .pieces(let pieces):
      do throws(FeedStream.Failure) {
        if let entry = try pieces.next() { return entry }
      } catch {
        throw CommandError("\(label): \(sentence(for: error))")
      }
      try opened.stream.expectRead()
      guard pieces.isFeed else {
        throw CommandError("\(label): is no RSS, RDF, Atom or JSON feed.")
      }
      return nil
    }
  }

  private mutating func text(of entry: FeedEntry) -> InputText {
    number += 1
    let place = entry.link.map { "[\($0)]" } ?? ""
    return InputText(
      file: opened.file,
      label: "\(label)#\(number)\(place)",
      stem: stem(number),
      content: .entry(
        entry,
        Source(
          [],
          name: "\(source.name)#\(number)",
          uri: entry.link,
          language: source.language,
          retrievedAt: source.retrievedAt,
          within: container.holding(entryAt: entry.place, ofFeed: content)
        )
      )
    )
  }
}

/// Why the entries of a feed end too early, and what to do.
private func sentence(for failure: FeedStream.Failure) -> String {
  switch failure {
  case .undecompressed(let error): "\(error)\(error.advice)."
  case .tooLarge(let limit):
    "an entry is larger than \(limit) bytes; raise --max-bytes to read it."
  }
}
