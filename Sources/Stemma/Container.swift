/// The file that an input stood in, where it is not a file of its own, and where in it.
///
/// It says how to find the input again: the file's name, how it is compressed, the number of the
/// record in it, and the range in what that record or file holds.
public struct Container: Hashable, Sendable {
  /// How a file is compressed.
  public enum Compression: String, Hashable, Sendable, CaseIterable {
    case gzip, zstd
  }

  /// What a file of records counts by.
  public enum Place: Hashable, Sendable {
    /// A line of NDJSON, from 1.
    case line(Int)
    /// A record of a web archive, from 1.
    case record(Int)
  }

  /// Name of the file: a path below the folder that the inputs stand in.
  public let name: String

  /// Where the file was found.
  public let uri: String?

  /// How the file is compressed; `nil` where it is not.
  public let compression: Compression?

  /// The record that holds the input; `nil` where the file holds no records.
  public let place: Place?

  /// Where a feed holds the input, from the start of the entry to its end: offsets into the feed as
  /// it was decoded to UTF-8; `nil` for what is not part of a feed.
  public let range: Range<Int>?

  /// The feed as it arrived, by length and digest; `nil` for what is not part of a feed, or where
  /// the feed was read piece by piece.
  public let content: Content?

  /// Names a place in a file.
  public init(
    name: String,
    uri: String? = nil,
    compression: Compression? = nil,
    place: Place? = nil,
    range: Range<Int>? = nil,
    content: Content? = nil
  ) {
    self.name = name
    self.uri = uri
    self.compression = compression
    self.place = place
    self.range = range
    self.content = content
  }

  /// The same place, with the entry of a feed that stands there.
  public func holding(entryAt range: Range<Int>, ofFeed content: Content?) -> Container {
    Container(
      name: name,
      uri: uri,
      compression: compression,
      place: place,
      range: range,
      content: content
    )
  }
}
