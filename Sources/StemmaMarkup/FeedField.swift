/// A part of a feed or entry that is kept: where it stands, and what holds there.
struct FeedField: Sendable {
  let element: FeedElement

  /// What stands between its tags.
  let content: Range<Int>

  /// What stands in its start tag behind the name.
  let attributes: Range<Int>

  /// Its tags and all between them.
  let range: Range<Int>

  /// Whether elements stand in it outside of CDATA sections.
  let hasElements: Bool

  /// How many elements it stands in; the shallower of two titles is the entry's.
  let depth: Int

  /// The address that relative ones in it start from; `nil` where none was stated.
  let base: String?

  let language: String?
}

extension FeedField {
  /// How its content is to be read: by its attributes, else by the custom of its format.
  func type(in source: Source, isAtom: Bool) -> FeedTextType {
    func value(_ name: StaticString) -> String {
      source.attribute(name, at: attributes).map { source.value(at: $0).lowercased() } ?? ""
    }
    let type = value("type")
    if value("mode") == "base64" { return .base64 }
    if hasElements { return .elements }
    switch type {
    case "text", "plain", "text/plain": return .text
    case "html", "text/html", "xhtml", "application/xhtml+xml": return .html
    case "": return isPlain(isAtom: isAtom) ? .text : .html
    default:
      let isText = type.hasPrefix("text/") || type.hasSuffix("+xml") || type.hasSuffix("/xml")
      return isText ? .html : .base64
    }
  }

  private func isPlain(isAtom: Bool) -> Bool {
    switch element {
    case .title, .subtitle: true
    case .summary, .content, .annotation: isAtom
    default: true
    }
  }
}
