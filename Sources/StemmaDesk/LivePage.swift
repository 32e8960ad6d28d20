internal import Stemma

/// The report's page, made live: the same bytes with the desk's script and style beside its own.
struct LivePage: Sendable {
  /// The page, in UTF-8.
  let html: [UInt8]

  /// What the page may do: what the report allows itself, and the files and routes of the desk.
  let policy: String

  /// The page of a folder that holds no text.
  static let withoutTexts = """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>The desk is empty</title></head>
    <body><main><h1>The desk is empty</h1>
    <p>The folder holds no text. Paste one, or drop a file here.</p></main></body></html>

    """

  /// Takes a page over.
  ///
  /// - Parameters:
  ///   - page: The page; its Content Security Policy stands in a `<meta>`, before any text of others.
  ///   - edition: Which state of the texts it shows.
  init(of page: [UInt8], edition: Int) {
    var html = page
    let start = Array(#"<meta http-equiv="Content-Security-Policy" content=""#.utf8)
    var own = "default-src 'none'"
    if let opening = firstRange(of: start, in: html),
      let end = html[opening.upperBound...].firstIndex(of: UInt8(ascii: ">"))
    {
      let content = html[opening.upperBound..<end].prefix { $0 != UInt8(ascii: "\"") }
      own = String(decoding: content, as: UTF8.self).replacingReferences()
      // In the head of the answer instead, where it can name the desk's files too.
      html.removeSubrange(opening.lowerBound...end)
    }
    let files = """
      <meta name="stemma-edition" content="\(edition)">
      <link rel="stylesheet" href="/desk.css">
      <script src="/desk.js" defer></script>

      """
    if let head = firstRange(of: Array("</head>".utf8), in: html) {
      html.insert(contentsOf: files.utf8, at: head.lowerBound)
    }
    self.html = html
    policy = Self.policy(adding: own)
  }

  /// A policy that allows the desk's own files beside what another one allows.
  private static func policy(adding own: String) -> String {
    var directives: [(name: String, sources: String)] = []
    for directive in own.split(separator: ";") {
      let words = directive.split(separator: " ").map(String.init)
      guard let name = words.first else { continue }
      directives.append((name, words.dropFirst().joined(separator: " ")))
    }
    for name in ["script-src", "style-src", "connect-src"] {
      if let i = directives.firstIndex(where: { $0.name == name }) {
        directives[i].sources += " 'self'"
      } else {
        directives.append((name, "'self'"))
      }
    }
    directives.append(("frame-ancestors", "'none'"))
    return directives.map { "\($0.name) \($0.sources)" }.joined(separator: "; ")
  }
}

extension String {
  /// The text of an attribute in which quotes and ampersands are written as references.
  fileprivate func replacingReferences() -> String {
    var text = self
    for (reference, character) in [("&#39;", "'"), ("&quot;", "\""), ("&amp;", "&")] {
      text = text.split(separator: reference, omittingEmptySubsequences: false)
        .joined(separator: character)
    }
    return text
  }
}

private func firstRange(of pattern: [UInt8], in bytes: [UInt8]) -> Range<Int>? {
  guard bytes.count >= pattern.count else { return nil }
  for start in 0...(bytes.count - pattern.count)
  where bytes[start] == pattern[0] && bytes[start..<start + pattern.count].elementsEqual(pattern) {
    return start..<start + pattern.count
  }
  return nil
}
