/// A record of a web archive that holds something to read.
public struct ArchiveRecord: Hashable, Sendable {
  /// What kind of record it is; the kinds that hold no text of their own are passed over.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// What a server sent.
    case response
    /// A file, as it was kept.
    case resource
    /// Another record's content in another form, such as its text.
    case conversion
  }

  /// What kind of record it is.
  public let kind: Kind

  /// Number of the record in its archive, from 1; records of other kinds count too.
  ///
  /// To name a file by it is safe; to name one by `uri` is not.
  public let ordinal: Int

  /// Where the content came from, with white space and control characters escaped.
  public let uri: String?

  /// When it was fetched, as RFC 3339 has it.
  public let date: String?

  /// The media type that the server or the archive states, in small letters, without parameters.
  public let mediaType: String?

  /// The encoding that the server or the archive states.
  public let charset: String?

  /// The status of an HTTP response.
  public let status: Int?

  /// Whether the archive says that it holds only a part of the content.
  public let isCut: Bool

  /// The content, without the encodings of its transfer.
  public let content: [UInt8]
}

/// Something an archive holds.
public enum ArchiveItem: Hashable, Sendable {
  case record(ArchiveRecord)
  /// A record that cannot be read; the next one is looked for.
  case problem(ArchiveProblem)
}

/// Why a record of an archive cannot be read, or not as it says it is.
public struct ArchiveProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// Number of the record in its archive, from 1.
  public let ordinal: Int

  /// What is wrong, in a sentence.
  public let description: String

  init(_ ordinal: Int, _ description: String) {
    self.ordinal = ordinal
    self.description = description
  }
}

/// How much of an archive is taken in.
public struct ArchiveLimits: Hashable, Sendable {
  /// Size of a record's content, in bytes, as it is stored and as it is decoded.
  public let maximumRecordBytes: Int

  /// Size of the header lines of a record or response, in bytes.
  ///
  /// Servers refuse more than 8 to 64 KiB.
  public let maximumHeaderBytes: Int

  /// Bytes that may come of each compressed one.
  public let maximumRatio: Int

  /// Creates limits; what is left out has the default said above.
  public init(
    maximumRecordBytes: Int = 64 << 20,
    maximumHeaderBytes: Int = 64 << 10,
    maximumRatio: Int = 200
  ) {
    self.maximumRecordBytes = maximumRecordBytes
    self.maximumHeaderBytes = maximumHeaderBytes
    self.maximumRatio = maximumRatio
  }
}
