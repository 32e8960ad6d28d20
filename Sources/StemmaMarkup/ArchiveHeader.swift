/// The named fields of a WARC record or an HTTP message.
struct ArchiveHeader {
  /// The first line: a version, or a status.
  let start: String
  private let fields: [(name: String, value: String)]

  /// Reads lines that end in LF or CR LF; a line that starts with white space continues the last.
  init(_ bytes: some Collection<UInt8>) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: true).map { line in
      String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }[...]
    start = lines.popFirst() ?? ""
    var fields: [(name: String, value: String)] = []
    for line in lines {
      if let last = fields.indices.last, let first = line.utf8.first, first == 0x20 || first == 9 {
        fields[last].value += " " + trimmed(line[...])
      } else if let colon = line.utf8.firstIndex(of: 0x3A) {
        let name = trimmed(line[..<colon]).lowercased()
        fields.append((name, trimmed(line[line.utf8.index(after: colon)...])))
      }
    }
    self.fields = fields
  }

  /// The value of a field, whose name is in small letters; of several, the first.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The media type, in small letters, and the encoding that `Content-Type` states.
  var contentType: (mediaType: String?, charset: String?) {
    guard let value = self["content-type"] else { return (nil, nil) }
    let parts = value.split(separator: ";", omittingEmptySubsequences: false)
    let type = parts.first.map { trimmed($0).lowercased() }
    var charset: String?
    for part in parts.dropFirst() {
      guard let equals = part.utf8.firstIndex(of: 0x3D),
        trimmed(part[..<equals]).lowercased() == "charset"
      else { continue }
      let label = trimmed(part[part.utf8.index(after: equals)...])
        .filter { $0 != "\"" && $0 != "'" }
      if charset == nil, !label.isEmpty { charset = label }
    }
    return (type.flatMap { $0.isEmpty ? nil : $0 }, charset)
  }
}

private func trimmed(_ text: Substring) -> String {
  let bytes = text.utf8
  let lower = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
  let upper = bytes.lastIndex { $0 > 0x20 }.map { bytes.index(after: $0) } ?? lower
  return String(text[lower..<upper])
}

extension Collection<UInt8> where Index == Int {
  /// Where the empty line behind header lines ends, and where those lines end; `nil` without one.
  var endOfHeader: (header: Int, body: Int)? {
    var i = startIndex
    while let lineFeed = self[i...].firstIndex(of: 0x0A) {
      let next = lineFeed + 1
      if next < endIndex, self[next] == 0x0A { return (next, next + 1) }
      if next + 1 < endIndex, self[next] == 0x0D, self[next + 1] == 0x0A { return (next, next + 2) }
      i = next
    }
    return nil
  }
}
