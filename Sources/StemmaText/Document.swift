/// A paragraph-like part of a document.
///
/// In text without markup a block is a line, or several lines where a sentence was wrapped. The
/// span leaves out the line break behind it.
public struct Block: Hashable, Sendable {
  /// What the markup says the part is; text without markup is all `paragraph`.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case paragraph, heading, title, caption, preformatted, quotation, table
    case listItem = "list-item"
    case code
  }

  /// What a part of a page is to the article on it.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Running text.
    case body
    /// The title of the article.
    case headline
    /// What stands between headline and running text and sums it up.
    case standfirst
    /// Who wrote it, and when.
    case credit
    /// What is said about a picture.
    case caption
  }

  /// What the markup says it is.
  public let kind: Kind

  @usableFromInline let bytes: NarrowRange

  /// Where it stands.
  @inlinable public var span: Span<Extracted> { Span(bytes.range) }

  /// What it is to the article; `nil` where that is not known, as in text without markup.
  public let role: Role?

  /// Creates a block.
  public init(_ kind: Kind, _ span: Span<Extracted>, as role: Role? = nil) {
    self.kind = kind
    bytes = NarrowRange(span.range)
    self.role = role
  }
}

/// How the received bytes became text.
public struct TextEncoding: Hashable, Sendable {
  /// The label that the transport or the document gave, as written; `nil` where none was given.
  public let declared: String?

  /// The encoding used, by its WHATWG name (https://encoding.spec.whatwg.org/#names-and-labels).
  public let used: String

  /// Whether a byte-order mark stood in front.
  public let hasByteOrderMark: Bool

  /// Whether the bytes as they arrived are the `received` layer, unchanged.
  public let isVerbatim: Bool

  /// Creates an account of a decoding.
  public init(declared: String?, used: String, hasByteOrderMark: Bool, isVerbatim: Bool) {
    self.declared = declared
    self.used = used
    self.hasByteOrderMark = hasByteOrderMark
    self.isVerbatim = isVerbatim
  }
}

/// What kind of text arrived; the report's `mediaType`.
public enum MediaType: String, Hashable, Sendable, CaseIterable {
  case text = "text/plain"
  case html = "text/html"
  case xhtml = "application/xhtml+xml"
  case xml = "application/xml"
  case jsonFeed = "application/feed+json"
}

/// One article as it was read: its bytes, its text, and how the one became the other.
public struct Document: Hashable, Sendable {
  /// What kind of text it arrived as.
  public let mediaType: MediaType

  /// How its bytes were decoded.
  public let encoding: TextEncoding

  /// The bytes as they arrived, in UTF-8; always valid UTF-8.
  public let received: [UInt8]

  /// How `text` came from `received`.
  public let lineage: Lineage<Received, Extracted>

  /// The text without markup; always valid UTF-8.
  public let text: [UInt8]

  /// The parts of the text, by position; they do not overlap.
  public let blocks: [Block]

  /// What decoding and parsing saw.
  public let remarks: [Remark]

  /// What the markup says about the article, the surest first.
  public let particulars: [Particular]

  /// Creates a document; `text` is what `lineage` makes of `received`.
  public init(
    mediaType: MediaType,
    encoding: TextEncoding,
    received: [UInt8],
    lineage: Lineage<Received, Extracted>,
    blocks: [Block],
    remarks: [Remark] = [],
    particulars: [Particular] = []
  ) {
    self.init(
      mediaType: mediaType,
      encoding: encoding,
      received: received,
      lineage: lineage,
      text: lineage.edits.isEmpty ? received : lineage.applied(to: received),
      blocks: blocks,
      remarks: remarks,
      particulars: particulars
    )
  }

  private init(
    mediaType: MediaType,
    encoding: TextEncoding,
    received: [UInt8],
    lineage: Lineage<Received, Extracted>,
    text: [UInt8],
    blocks: [Block],
    remarks: [Remark],
    particulars: [Particular]
  ) {
    self.mediaType = mediaType
    self.encoding = encoding
    self.received = received
    self.lineage = lineage
    self.text = text
    self.blocks = blocks
    self.remarks = remarks
    self.particulars = particulars
  }

  /// The words at a span.
  public func words(at span: Span<Extracted>) -> String {
    String(decoding: text[span.range], as: UTF8.self)
  }

  /// The document with further remarks, which stand behind those that are there.
  public func adding(_ more: [Remark]) -> Document {
    Document(
      mediaType: mediaType,
      encoding: encoding,
      received: received,
      lineage: lineage,
      text: text,
      blocks: blocks,
      remarks: remarks + more,
      particulars: particulars
    )
  }

  /// The document with what its text says of itself behind what its markup says, and in front of it
  /// what refutes that.
  public func adding(_ more: [Particular], before first: [Particular] = []) -> Document {
    Document(
      mediaType: mediaType,
      encoding: encoding,
      received: received,
      lineage: lineage,
      text: text,
      blocks: blocks,
      remarks: remarks,
      particulars: first + particulars + more
    )
  }
}
