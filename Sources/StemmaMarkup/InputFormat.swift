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
/// relative addresses are resolved against it, and a web address may say when the article came out.
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
  case .text, .ndjson, .warc: return PlainText(decoding, within: limits).document
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
