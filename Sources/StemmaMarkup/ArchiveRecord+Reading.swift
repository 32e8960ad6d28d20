extension ArchiveRecord {
  /// What is made of a record.
  public enum Reading: Hashable, Sendable {
    /// It is read as a text, a page or a feed.
    case text(InputFormat)
    /// It is no text to read; why, in a few words that stand for many records.
    case passedOver(String)
  }

  /// What is made of the record, by its status, its media type and its first bytes.
  ///
  /// Only what a server answered with 200 is an article. Feeds are known by their root whatever
  /// type they are served as, as browsers do (https://mimesniff.spec.whatwg.org/#sniffing-a-mislabeled-feed);
  /// other XML and JSON, style sheets, scripts and pictures are no articles.
  public var reading: Reading {
    if let status, status != 200 { return .passedOver("status \(status)") }
    if content.isEmpty { return .passedOver("empty") }
    let seen = InputFormat.detected(in: content)
    switch mediaType {
    case "text/html", "application/xhtml+xml": return .text(seen == .feed ? .feed : .html)
    case "text/plain": return .text(.text)
    case "application/rss+xml", "application/atom+xml", "application/rdf+xml",
      "application/feed+json":
      return .text(.feed)
    case nil, "application/octet-stream", "unknown/unknown", "application/unknown":
      if content.looksBinary { return .passedOver("bytes that are no text") }
      return .text(seen == .feed || seen == .html ? seen : .text)
    case let type?:
      guard type.hasSuffix("xml") || type.hasSuffix("json"), type != "image/svg+xml" else {
        return .passedOver(type)
      }
      if seen == .feed { return .text(.feed) }
      return content.hasPageRoot ? .text(.html) : .passedOver(type)
    }
  }
}

extension [UInt8] {
  /// Whether the first bytes have controls that no text has;
  /// https://mimesniff.spec.whatwg.org/#binary-data-byte.
  fileprivate var looksBinary: Bool {
    if starts(with: [0xFF, 0xFE]) || starts(with: [0xFE, 0xFF]) { return false }
    return prefix(1_445).contains { byte in
      byte <= 0x08 || byte == 0x0B || (0x0E...0x1A).contains(byte)
        || (0x1C...0x1F).contains(byte)
    }
  }

  /// Whether the root of XHTML stands near the start.
  fileprivate var hasPageRoot: Bool {
    withUnsafeBufferPointer { $0.first("<html", from: 0, to: Swift.min(count, 4_096)) != nil }
  }
}
