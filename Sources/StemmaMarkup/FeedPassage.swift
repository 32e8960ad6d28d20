internal import StemmaText

/// A text of an entry: where it stands, and how it is to be read.
struct FeedPassage: Sendable {
  let element: FeedElement
  let content: Range<Int>
  let type: FeedTextType
  let depth: Int

  /// Whether plain text is looked at for HTML; Atom says what it is.
  let mayBeHTML: Bool

  /// Whether it is a string of JSON.
  let isJSON: Bool

  /// Whether nothing but white space stands in it.
  let isEmpty: Bool

  init(_ field: FeedField, in source: Source, isAtom: Bool) {
    element = field.element
    content = field.content
    type = field.type(in: source, isAtom: isAtom)
    depth = field.depth
    mayBeHTML = !isAtom
    isJSON = false
    isEmpty = source[field.content].allSatisfy(\.isMarkupSpace)
  }

  init(_ element: FeedElement, json content: Range<Int>, isHTML: Bool) {
    self.element = element
    self.content = content
    type = isHTML ? .html : .text
    depth = 0
    mayBeHTML = false
    isJSON = true
    isEmpty = content.isEmpty
  }

  /// The text of the passage.
  func text(in source: Source, of feed: Feed) -> FeedText {
    FeedText(
      Source(rebasing: source[content]),
      as: type,
      mayBeHTML: mayBeHTML,
      kind: element == .title ? .title : .paragraph,
      entities: feed.outline.entities,
      isJSON: isJSON,
      within: feed.limits
    )
  }
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
