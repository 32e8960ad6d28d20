/// An address of the web, and how a relative one is resolved; RFC 3986, section 5.
struct FeedAddress {
  private let text: Substring.UTF8View

  /// Takes an address without the white space around it.
  init(_ text: String) {
    let bytes = text.utf8
    let lower = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
    let upper = bytes.lastIndex { $0 > 0x20 }.map { bytes.index(after: $0) } ?? lower
    self.text = bytes[lower..<upper]
  }

  private struct Parts {
    var scheme: Substring?
    var authority: Substring?
    var path: Substring
    var query: Substring?
    var fragment: Substring?

    init(_ text: Substring) {
      var rest = text
      if let hash = rest.utf8.firstIndex(of: 0x23) {
        fragment = rest[rest.utf8.index(after: hash)...]
        rest = rest[..<hash]
      }
      if let colon = rest.utf8.firstIndex(of: 0x3A), rest.utf8[..<colon].isScheme {
        scheme = rest[..<colon]
        rest = rest[rest.utf8.index(after: colon)...]
      }
      if let mark = rest.utf8.firstIndex(of: 0x3F) {
        query = rest[rest.utf8.index(after: mark)...]
        rest = rest[..<mark]
      }
      if rest.utf8.starts(with: "//".utf8) {
        rest = rest.dropFirst(2)
        let slash = rest.utf8.firstIndex(of: 0x2F) ?? rest.endIndex
        authority = rest[..<slash]
        rest = rest[slash...]
      }
      path = rest
    }

    var text: String {
      var result = ""
      if let scheme { result += scheme + ":" }
      if let authority { result += "//" + authority }
      result += path
      if let query { result += "?" + query }
      if let fragment { result += "#" + fragment }
      return result
    }
  }

  /// Whether the address names its scheme.
  var isAbsolute: Bool {
    text.firstIndex(of: 0x3A).map { text[..<$0].isScheme } ?? false
  }

  /// The address of what this one means beside `base`; itself where it stands alone.
  func resolved(against base: String?) -> String {
    let own = String(Substring(text))
    guard let base, !base.isEmpty, !isAbsolute else { return own }
    guard !text.isEmpty else { return base }
    let from = Parts(base[...])
    // Nothing is relative to addresses without a hierarchy, such as mailto: and urn:.
    if from.scheme != nil, from.authority == nil, !from.path.utf8.starts(with: "/".utf8) {
      return own
    }
    var parts = Parts(own[...])
    parts.scheme = from.scheme
    guard parts.authority == nil else { return parts.text }
    parts.authority = from.authority
    if parts.path.isEmpty {
      parts.path = from.path
      parts.query = parts.query ?? from.query
    } else if !parts.path.utf8.starts(with: "/".utf8) {
      let folder = from.path.utf8.lastIndex(of: 0x2F).map { from.path[...$0] } ?? "/"
      parts.path = withoutDots(folder + parts.path)
    } else {
      parts.path = withoutDots(parts.path)
    }
    return parts.text
  }
}

/// The path with `.` and `..` followed; RFC 3986, section 5.2.4.
private func withoutDots(_ path: some StringProtocol) -> Substring {
  let parts = path.split(separator: "/", omittingEmptySubsequences: false)
  var kept: [Substring] = []
  for (i, part) in parts.enumerated() {
    let isDots = part.utf8.elementsEqual("..".utf8)
    guard isDots || part.utf8.elementsEqual(".".utf8) else {
      kept.append(Substring(part))
      continue
    }
    if isDots, kept.count > 1 { kept.removeLast() }
    if i == parts.count - 1 { kept.append("") }
  }
  return kept.joined(separator: "/")[...]
}

extension Collection<UInt8> {
  /// Whether the bytes are a scheme: a letter, then letters, digits, `+`, `-` and `.`.
  fileprivate var isScheme: Bool {
    guard let first, first.isLetter else { return false }
    return allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
  }
}
