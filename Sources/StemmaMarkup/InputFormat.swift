public import StemmaText

/// What a source is taken for.
public enum InputFormat: String, CaseIterable, Hashable, Sendable {
  /// Text without markup.
  case text
  /// A page, HTML or XHTML.
  case html
  /// RSS, Atom or JSON Feed.
  case feed
  /// One JSON object a line.
  case ndjson
  /// A web archive.
  case warc
}

/// How much a reader takes in before it stops believing that the source is an article.
public struct ReadingLimits: Hashable, Sendable {
  /// Size of a source, in bytes; above it no report is made.
  ///
  /// 64 MiB: seventy times the largest of 1,849 pages.
  public let maximumBytes: Int

  /// Attributes of one tag; the rest are not read.
  ///
  /// libxml2 2.9 compares each with all before it,
  /// so that 100,000 take over ten seconds; the largest of 1,849 pages has 72.
  public let maximumAttributes: Int

  /// Elements inside each other; a deeper tag is taken out like any other but makes no element.
  ///
  /// The reader itself needs no stack; libxml2's closing of open elements takes time with depth.
  public let maximumDepth: Int

  /// Remarks on one document; 64 MiB of noise would make millions.
  public let maximumRemarks: Int

  /// Creates limits; what is left out has the default said above.
  public init(
    maximumBytes: Int = 64 << 20,
    maximumAttributes: Int = 1_000,
    maximumDepth: Int = 4_096,
    maximumRemarks: Int = 10_000
  ) {
    self.maximumBytes = maximumBytes
    self.maximumAttributes = maximumAttributes
    self.maximumDepth = maximumDepth
    self.maximumRemarks = maximumRemarks
  }
}

/// Why no text can be read from a source.
public enum MarkupError: Error, Equatable {
  /// The source is `size` bytes; the limit is `limit` bytes.
  case tooLarge(size: Int, limit: Int)

  /// The source holds many documents, which are read one by one elsewhere.
  case notOneDocument(InputFormat)

  /// The parser could not be set up for want of memory.
  case noParser
}

/// Reads one document.
///
/// `bytes` are as they arrived. Where `format` is `nil` it is found out from the bytes. `charset`
/// is what the transport said (the parameter of `Content-Type`); it wins over what the document
/// says of itself, and a byte-order mark wins over both. `address` is where the document was found;
/// a web address in it may say when the article was published.
public func document(
  from bytes: [UInt8],
  as format: InputFormat? = nil,
  charset: String? = nil,
  address: String? = nil,
  within limits: ReadingLimits = ReadingLimits()
) throws(MarkupError) -> Document {
  guard bytes.count <= limits.maximumBytes else {
    throw .tooLarge(size: bytes.count, limit: limits.maximumBytes)
  }
  if let format, format == .ndjson || format == .warc { throw .notOneDocument(format) }
  let decoding = Decoding(
    of: bytes,
    transport: charset,
    declaresItself: format != .text,
    maximumMarks: limits.maximumRemarks
  )
  switch format ?? .detected(in: decoding.received) {
  case .text, .ndjson, .warc: return PlainText(decoding).document
  case .html, .feed:
    return try page(from: decoding, at: address.flatMap(webAddress), within: limits)
  }
}

/// An address that is one of the web; `nil` for a path or any other.
func webAddress(_ address: String) -> String? {
  let bytes = address.utf8
  let isWeb = ["http://", "https://"].contains { scheme in
    bytes.count > scheme.utf8.count
      && zip(bytes, scheme.utf8).allSatisfy { ($0 | 0x20) == ($1 | 0x20) }
  }
  return isWeb ? address : nil
}
