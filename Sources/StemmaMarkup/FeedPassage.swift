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

  /// The passage as it was before it was put into the feed.
  func markup(in source: Source, of feed: Feed) -> String {
    let content = Source(rebasing: source[content])
    let wrapping =
      isJSON
      ? FeedWrapping(json: content)
      : FeedWrapping(content, as: type, entities: feed.outline.entities)
    return String(decoding: wrapping.unwrapped, as: UTF8.self)
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
