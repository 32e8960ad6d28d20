internal import StemmaText

/// Reads a feed of RSS, RDF or Atom that comes piece by piece, however long it is.
///
/// No more is held than the head of the feed, up to its first entry, and the entries of one piece;
/// what a feed says of itself behind its first entry is not read. A class, because it has a place in
/// its input.
public final class FeedStream {
  /// Why the entries ended before the feed did.
  public enum Failure: Error, Equatable {
    /// The bytes cannot be decompressed on.
    case undecompressed(CompressionError)

    /// An entry, or the head, is larger than `limit` bytes.
    case tooLarge(limit: Int)
  }

  private let stream: ByteStream
  private let charset: String
  private let address: String?
  private let limits: ReadingLimits

  /// Bytes that are not decoded yet, lest a character be cut.
  private var undecoded: [UInt8] = []
  private var isAtEnd = false

  /// The head and the entries at hand, in UTF-8.
  private var received: [UInt8] = []
  private var marks: [Decoding.Mark] = []
  private let encoding: TextEncoding
  private var headCount = 0

  /// How much further on in the feed the entries at hand stand than in `received`.
  private var shift = 0

  private var feed: Feed?
  private var walk: FeedWalk

  /// Where the last entry that was given out ends.
  private var done = 0

  /// Bytes that are read at once.
  static let pieceSize = 1 << 20

  /// Starts to read; `nil` for what can only be read as a whole: JSON, and encodings in which the
  /// bytes of tags may be parts of other characters.
  ///
  /// - Parameters:
  ///   - stream: The feed as it arrives; what was looked at of it is given again.
  ///   - charset: The encoding that the transport gave.
  ///   - address: Where the feed came from, if that is a web address.
  ///   - limits: How much of one entry is taken in.
  public init?(
    _ stream: ByteStream,
    charset: String? = nil,
    from address: String? = nil,
    within limits: ReadingLimits = ReadingLimits()
  ) {
    let start = stream.start(of: 64 << 10)
    // Up to a tag, lest a character be cut in two and the text be taken for no UTF-8.
    let end = start.lastIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? start.count
    let decoding = Decoding(
      of: Array(start[..<end]),
      transport: charset,
      declaresItself: true,
      maximumMarks: 0
    )
    let used = decoding.encoding.used
    guard !used.hasPrefix("UTF-16"), !used.hasPrefix("UTF-32"), !used.hasPrefix("ISO-2022"),
      decoding.received.withUnsafeBufferPointer({ source in
        let first = source.firstMark(from: source.startsWithByteOrderMark ? 3 : 0)
        return first < source.count && source[first] == 0x3C
      })
    else { return nil }
    self.stream = stream
    self.charset = used
    self.address = address.flatMap(webAddress)
    self.limits = limits
    encoding = decoding.encoding
    marks = decoding.marks.filter { $0.span.isEmpty }
    walk = FeedWalk(base: nil, within: limits)
  }

  /// Whether the root of a feed or an entry was met; known once an entry was asked for.
  public var isFeed: Bool { feed?.isFeed ?? false }

  /// The next entry; `nil` at the end.
  ///
  /// - Throws: `Failure` where the feed cannot be read on.
  public func next() throws(Failure) -> FeedEntry? {
    while true {
      if let feed {
        let facts = nextFacts(of: feed)
        if let facts, isAtEnd || isWhole(facts) {
          done = facts.upper
          return FeedEntry(facts, of: feed, shiftedBy: shift)
        }
        if isAtEnd { return nil }
        drop(before: max(done, min(facts?.lower ?? done, received.count)))
      }
      try fill()
      if feed == nil, !isAtEnd, !hasEntry { continue }
      restart()
    }
  }

  private func nextFacts(of feed: Feed) -> FeedFacts? {
    received.withUnsafeBufferPointer { walk.nextEntry(in: $0, of: feed.outline) }
  }

  /// Whether nothing that is yet to come can change where an entry ends.
  private func isWhole(_ facts: FeedFacts) -> Bool {
    guard facts.upper < received.count else { return false }
    return received.withUnsafeBufferPointer { source in
      for (open, close) in [("<![cdata[", "]]>"), ("<!--", "-->")] as [(StaticString, StaticString)]
      {
        var i = facts.lower
        while let start = source.first(open, from: i, to: facts.upper) {
          guard let end = source.first(close, from: start, to: source.count) else { return false }
          i = end
        }
      }
      return true
    }
  }

  // MARK: - Pieces

  /// Lets go of the entries that were given out; the head stays.
  private func drop(before offset: Int) {
    let count = max(0, offset - headCount)
    received.removeSubrange(headCount..<headCount + count)
    shift += count
    marks = marks.compactMap { mark in
      if mark.span.upperBound <= headCount { return mark }
      guard mark.span.lowerBound >= offset else { return nil }
      return Decoding.Mark(
        event: mark.event,
        span: mark.span.lowerBound - count..<mark.span.upperBound - count,
        detail: mark.detail
      )
    }
  }

  /// Reads as much as is at hand again, at least a piece.
  private func fill() throws(Failure) {
    guard received.count + undecoded.count < limits.maximumBytes else {
      throw .tooLarge(limit: limits.maximumBytes)
    }
    let wanted = max(Self.pieceSize, received.count) + undecoded.count
    while !isAtEnd, undecoded.count < wanted {
      do throws(CompressionError) {
        let piece = try stream.piece()
        undecoded += piece
        isAtEnd = piece.isEmpty
      } catch {
        throw .undecompressed(error)
      }
    }
    // In none of the encodings is `>` a part of another character.
    let cut =
      isAtEnd
      ? undecoded.count : undecoded.lastIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? 0
    let decoding = Decoding(
      of: Array(undecoded[..<cut]),
      transport: charset,
      declaresItself: false,
      maximumMarks: limits.maximumRemarks
    )
    undecoded.removeSubrange(..<cut)
    let start = received.count
    received += decoding.received
    marks += decoding.marks.filter { !$0.span.isEmpty }.map {
      Decoding.Mark(
        event: $0.event,
        span: $0.span.lowerBound + start..<$0.span.upperBound + start,
        detail: $0.detail
      )
    }
  }

  /// Whether the start of an entry is at hand; the head ends there.
  private var hasEntry: Bool {
    received.withUnsafeBufferPointer { source in
      var walk = FeedWalk(base: nil, within: limits)
      while let event = walk.next(in: source) {
        if case .entryBegan = event { return true }
      }
      return false
    }
  }

  /// Walks through what is at hand from its head on.
  private func restart() {
    let outline = feed?.outline ?? head()
    feed = Feed(received, encoding, marks: marks, outline, within: limits)
    walk = FeedWalk(base: outline.base, within: limits)
    done = headCount
  }

  private func head() -> FeedOutline {
    received.withUnsafeBufferPointer { source in
      var walk = FeedWalk(base: nil, within: limits)
      headCount = source.count
      while let event = walk.next(in: source) {
        if case .entryBegan(_, let lower, _, _) = event {
          headCount = lower
          break
        }
      }
      return FeedOutline(of: Source(rebasing: source[..<headCount]), from: address, within: limits)
    }
  }
}
