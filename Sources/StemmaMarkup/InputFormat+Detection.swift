extension InputFormat {
  /// The format that bytes look like.
  ///
  /// A web archive starts with the version of its first record, a feed with the root of one, NDJSON
  /// with an object that has an `id` and a text, and a page with a tag of one; all else is text.
  ///
  /// - Parameter bytes: The input, or as much of its start as is at hand. White space and a
  ///   byte-order mark in front do not count; UTF-16 is seen through.
  /// - Returns: The format; text where nothing else shows.
  public static func detected(in bytes: [UInt8]) -> InputFormat {
    if bytes.looksLikeUTF16 {
      let decoding = Decoding(
        of: bytes.count % 2 == 0 ? bytes : Array(bytes.dropLast()),
        transport: nil,
        declaresItself: true,
        maximumMarks: 0
      )
      return decoding.received.withUnsafeBufferPointer { detected(inUTF8: $0) }
    }
    return bytes.withUnsafeBufferPointer { detected(inUTF8: $0) }
  }

  private static func detected(inUTF8 source: Source) -> InputFormat {
    if source.matches("warc/", at: 0) { return .warc }
    let start = source.firstMark(from: source.startsWithByteOrderMark ? 3 : 0)
    guard start < source.count else { return .text }
    if source[start] == UInt8(ascii: "{") { return source.formatOfJSON(at: start) }
    if source.opensFeed(at: start) { return .feed }
    for opening in pageOpenings where source.matches(opening, at: start) { return .html }
    return .text
  }
}

/// What pages open with, in lower case; https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type.
private let pageOpenings: [StaticString] = [
  "<!doctype", "<html", "<head", "<body", "<?xml", "<!--", "<script", "<iframe", "<h1", "<div",
  "<font", "<table", "<a ", "<style", "<title", "<b>", "<br", "<p>", "<p ", "<meta", "<article",
  "<main", "<section", "<link", "<span", "<ul>", "<ol>", "<blockquote", "<h2", "<figure", "<img",
]

/// How far into an input its first tag or its first names of JSON are looked for, in bytes; comments
/// and a document type stand in front of a root.
private let reach = 64 << 10

extension [UInt8] {
  /// Whether a byte-order mark or the zeros of `<` or `{` say that this is UTF-16.
  fileprivate var looksLikeUTF16: Bool {
    guard count >= 4 else { return false }
    switch (self[0], self[1]) {
    case (0xFE, 0xFF), (0xFF, 0xFE): return true
    case (0x3C, 0), (0x7B, 0): return self[2] != 0 && self[3] == 0
    case (0, 0x3C), (0, 0x7B): return self[2] == 0 && self[3] != 0
    default: return false
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the first element is the root of RSS, RDF with RSS in it, Atom or CDF.
  fileprivate func opensFeed(at start: Int) -> Bool {
    let upper = Swift.min(count, start + reach)
    guard self[start] == 0x3C else { return false }
    var scanner = FeedScanner(at: start)
    while let token = scanner.next(in: Source(rebasing: self[..<upper]), to: upper) {
      guard case .start(let tag) = token else { continue }
      let colon = first(0x3A, from: tag.name.lowerBound, to: tag.name.upperBound)
      let local =
        (colon < tag.name.upperBound ? colon + 1 : tag.name.lowerBound)..<tag.name.upperBound
      if isNamed("rss", local) || isNamed("feed", local) { return true }
      if isNamed("channel", local) { return true }
      // RDF may be anything; RSS 0.9 and 1.0 declare their vocabulary on the root.
      return isNamed("rdf", local) && first("rss", from: tag.range.lowerBound, to: upper) != nil
    }
    return false
  }

  /// What an object of JSON is: a JSON Feed, a record of NDJSON, or text.
  fileprivate func formatOfJSON(at start: Int) -> InputFormat {
    let upper = Swift.min(count, start + reach)
    if first("jsonfeed.org/version", from: start, to: upper) != nil,
      hasMember(["version"], at: start, to: upper)
    {
      return .feed
    }
    let line = first(0x0A, from: start, to: upper)
    let isCut = line == upper && upper < count
    guard hasMember(["text", "html", "xml", "base64"], at: start, to: line),
      isCut || hasMember(["id"], at: start, to: line)
    else { return .text }
    return .ndjson
  }

  private func hasMember(_ names: [String], at start: Int, to upper: Int) -> Bool {
    var members = JSONMembers(in: self, at: start..<upper)
    while let member = members.next(in: self) {
      if names.contains(jsonText(at: member.name)) { return true }
    }
    return false
  }
}
